import type { TextEdit } from '../core/text/range.ts';

/** A text after some edits, as stretches kept of the first text (offsets there) and stretches that are new. */
export type Piece = { readonly kind: 'kept'; readonly start: number; readonly end: number } | { readonly kind: 'new'; readonly text: string };

/** A text to which nothing has been done yet. */
export function piecesOf(text: string): readonly Piece[] {
  return text === '' ? [] : [{ kind: 'kept', start: 0, end: text.length }];
}

/** The pieces after edits whose ranges are offsets in the text that the pieces make up. The edits do not overlap. */
export function splice(pieces: readonly Piece[], edits: readonly TextEdit[]): readonly Piece[] {
  const result: Piece[] = [];
  let rest = pieces;
  let at = 0;
  for (const { range, newText } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    const [before, following] = cut(rest, range.start - at);
    const [, after] = cut(following, range.end - range.start);
    result.push(...before);
    if (newText !== '') result.push({ kind: 'new', text: newText });
    rest = after;
    at = range.end;
  }
  return [...result, ...rest];
}

/** The edits that turn the first text, of this length, into what the pieces make up. */
export function editsOf(pieces: readonly Piece[], length: number): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let done = 0;
  let newText = '';
  const close = (end: number): void => {
    if (newText !== '' || end > done) edits.push({ range: { start: done, end }, newText });
    newText = '';
  };
  for (const piece of pieces) {
    if (piece.kind === 'new') {
      newText += piece.text;
      continue;
    }
    close(piece.start);
    done = piece.end;
  }
  close(length);
  return edits;
}

const lengthOf = (piece: Piece): number => (piece.kind === 'kept' ? piece.end - piece.start : piece.text.length);

/** The first `length` characters, and the rest. */
function cut(pieces: readonly Piece[], length: number): readonly [readonly Piece[], readonly Piece[]] {
  const first: Piece[] = [];
  let left = length;
  for (const [index, piece] of pieces.entries()) {
    const size = lengthOf(piece);
    if (size > left) {
      const [head, tail] = halves(piece, left);
      if (left > 0) first.push(head);
      return [first, [tail, ...pieces.slice(index + 1)]];
    }
    first.push(piece);
    left -= size;
  }
  return [first, []];
}

function halves(piece: Piece, at: number): readonly [Piece, Piece] {
  if (piece.kind === 'new') return [{ kind: 'new', text: piece.text.slice(0, at) }, { kind: 'new', text: piece.text.slice(at) }];
  return [
    { kind: 'kept', start: piece.start, end: piece.start + at },
    { kind: 'kept', start: piece.start + at, end: piece.end },
  ];
}
