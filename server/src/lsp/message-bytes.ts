import type { Message } from 'vscode-languageserver';

/** Fewer diagnostics than this are written anew each time. */
const fewItems = 20;

/** What closes a list that comes last in the last part of a message. */
const ending = ']}}';

const encoder = new TextEncoder();

/** How many diagnostics are kept as one piece of bytes. */
const pieceLength = 32;

/** A few diagnostics as they were sent. */
interface Piece {
  readonly items: readonly unknown[];
  /** All of them as JSON, each followed by a comma. */
  readonly bytes: Uint8Array;
  /** Where each of them ends in `bytes`. */
  readonly ends: readonly number[];
}

/**
 * Writes messages as JSON in UTF-8. A diagnostic is never changed once it is sent, and most are sent again after the next keystroke: the bytes
 * of those that were in the last list, too, are sent again, without being copied. The law: what is written reads as `JSON.stringify` of the message does.
 */
export class MessageBytes {
  #sent: readonly Piece[] = [];

  /** The bytes of a message, to be sent one behind the other. */
  of(message: Message): readonly Uint8Array[] {
    const { result, params, ...rest } = message as Message & Parts;
    if (isLong(result?.['items'])) return this.#withList(rest, 'result', result, 'items', result['items']);
    if (isLong(params?.['diagnostics'])) return this.#withList(rest, 'params', params, 'diagnostics', params['diagnostics']);
    return [encoder.encode(JSON.stringify(message))];
  }

  /** The list comes last in its part, and the part last in the message. */
  #withList(rest: object, part: string, of: Readonly<Record<string, unknown>>, name: string, items: readonly unknown[]): readonly Uint8Array[] {
    const { [name]: _, ...others } = of;
    const empty = JSON.stringify({ ...rest, [part]: { ...others, [name]: [] } });
    this.#sent = piecesOf(items, this.#sent);
    const all = this.#sent.map(({ bytes }) => bytes);
    // No comma stands behind the last.
    const last = all.pop() ?? new Uint8Array();
    return [encoder.encode(empty.slice(0, -ending.length)), ...all, last.subarray(0, last.length - 1), encoder.encode(ending)];
  }
}

/** The pieces of a list, those of another list among them where they hold the same. */
function piecesOf(items: readonly unknown[], before: readonly Piece[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [i, old] of before.entries()) {
    if (at === items.length) break;
    if (isAt(old.items, items, at)) pieces.push(old);
    else {
      // What takes its place reaches to where the next one begins, if that is near.
      const next = before[i + 1]?.items[0];
      const found = next === undefined ? -1 : items.slice(at, at + 2 * pieceLength).indexOf(next);
      if (found === 0) continue;
      pieces.push(pieceOf(items.slice(at, at + (found === -1 ? pieceLength : found)), old));
    }
    at += pieces.at(-1)?.items.length ?? 0;
  }
  for (; at < items.length; at += pieceLength) pieces.push(pieceOf(items.slice(at, at + pieceLength)));
  return pieces;
}

function isAt(some: readonly unknown[], items: readonly unknown[], at: number): boolean {
  for (let i = 0; i < some.length; i++) if (some[i] !== items[at + i]) return false;
  return true;
}

/** The bytes of a few items; those of another piece are copied. */
function pieceOf(items: readonly unknown[], old?: Piece): Piece {
  if (old === undefined) return newPiece(items);
  const parts = items.map((item) => {
    const place = old.items.indexOf(item);
    return place === -1 ? encoder.encode(textOf(item)) : old.bytes.subarray(old.ends[place - 1] ?? 0, old.ends[place]);
  });
  const ends = endsOf(parts);
  const bytes = new Uint8Array(ends.at(-1) ?? 0);
  for (const [i, part] of parts.entries()) bytes.set(part, ends[i - 1] ?? 0);
  return { items, bytes, ends };
}

function newPiece(items: readonly unknown[]): Piece {
  const texts = items.map(textOf);
  const bytes = encoder.encode(texts.join(''));
  const ends = endsOf(texts);
  // As many bytes as characters: each is one.
  return { items, bytes, ends: bytes.length === ends.at(-1) ? ends : endsOf(texts.map((text) => encoder.encode(text))) };
}

const textOf = (item: unknown): string => `${JSON.stringify(item) ?? 'null'},`;

function endsOf(parts: readonly { readonly length: number }[]): readonly number[] {
  let end = 0;
  return parts.map(({ length }) => (end += length));
}

interface Parts {
  readonly result?: Readonly<Record<string, unknown>> | null;
  readonly params?: Readonly<Record<string, unknown>> | null;
}

function isLong(list: unknown): list is readonly unknown[] {
  return Array.isArray(list) && list.length >= fewItems;
}
