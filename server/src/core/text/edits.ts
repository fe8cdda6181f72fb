import type { TextEdit } from './range.ts';

/**
 * The text after all edits, whose ranges are offsets in the text as given. Their order does not matter, except that
 * insertions at one place stay in the order given (and come before a replacement that starts there).
 * Throws a RangeError where edits overlap or reach outside of the text: both are mistakes of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const pieces: string[] = [];
  let done = 0;
  for (const { range, newText } of sorted) {
    if (range.start < done) throw new RangeError(`edits overlap at offset ${range.start}`);
    if (range.end < range.start || range.end > text.length) throw new RangeError(`edit ${range.start}-${range.end} is outside of the text`);
    pieces.push(text.slice(done, range.start), newText);
    done = range.end;
  }
  return pieces.join('') + text.slice(done);
}
