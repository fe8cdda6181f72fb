import type { Range } from '../core/text/range.ts';
import { mask } from '../project/secret-texts.ts';

/** Ranges sorted and joined where they overlap or touch. */
export function joinRanges(ranges: readonly Range[]): readonly Range[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) joined.push({ start, end });
  }
  return joined;
}

/** A stretch of a source text, either as it is or hidden. */
export interface Piece extends Range {
  readonly text: string;
  readonly hidden: boolean;
}

/** `text` from `start` to `end` in pieces; what `hidden` (joined ranges) covers is a mark in its place. */
export function maskedPieces(text: string, { start, end }: Range, hidden: readonly Range[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (let i = firstAfter(start, hidden); i < hidden.length; i++) {
    const range = hidden[i];
    if (range === undefined || range.start >= end) break;
    const from = Math.max(range.start, start);
    const to = Math.min(range.end, end);
    if (at < from) pieces.push({ start: at, end: from, text: text.slice(at, from), hidden: false });
    pieces.push({ start: from, end: to, text: mask, hidden: true });
    at = to;
  }
  if (at < end) pieces.push({ start: at, end, text: text.slice(at, end), hidden: false });
  return pieces;
}

/** The index of the first of the joined ranges that ends behind the offset: there may be thousands, and each line that is shown asks. */
function firstAfter(offset: number, ranges: readonly Range[]): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? Infinity) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A stretch of a source text as it may be shown. */
export function maskedText(text: string, range: Range, hidden: readonly Range[]): string {
  return maskedPieces(text, range, hidden)
    .map((piece) => piece.text)
    .join('');
}
