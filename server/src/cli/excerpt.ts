import type { Range } from '../core/text/range.ts';
import { maskedPieces } from './mask.ts';

/** A source line as it is printed, and where its underline starts and how long it is, in columns of a terminal. */
export interface Excerpt {
  readonly line: string;
  readonly underline: { readonly start: number; readonly length: number };
}

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly marked: boolean;
}

const tabWidth = 4;

/**
 * A line (from `line.start` to `line.end` in `text`) with the part of `mark` in it underlined. Secrets are masked, tabs
 * are blanks, control characters are made harmless; a line longer than `width` is cut around the mark.
 */
export function excerpt(text: string, line: Range, mark: Range, hidden: readonly Range[], width: number): Excerpt {
  const near = seen(text, line, nearby(text, line, mark, width + few), mark, hidden);
  return cut(isEnough(near, width) ? near : seen(text, line, nearby(text, line, mark, width * manyPerColumn), mark, hidden), width);
}

/** How many characters of a line are looked at besides one for each column that is shown. A plan is one line of many megabytes. */
const few = 16;
/** How many for each column, where the few fill no line: some take no column. */
const manyPerColumn = 20;

/** Cells of a line, those from `start` to `end` underlined. `before`, `after`: does the line go on there? */
interface Seen {
  readonly cells: readonly Cell[];
  readonly start: number;
  readonly end: number;
  readonly before: boolean;
  readonly after: boolean;
}

function seen(text: string, line: Range, near: Range, mark: Range, hidden: readonly Range[]): Seen {
  const cells: Cell[] = [];
  for (const piece of maskedPieces(text, near, hidden)) {
    if (piece.hidden) cells.push({ text: piece.text, width: piece.text.length, marked: piece.start < mark.end && mark.start < piece.end });
    else
      for (let i = 0; i < piece.text.length; ) {
        const code = piece.text.codePointAt(i) ?? 0;
        cells.push(cellOf(code, piece.start + i >= mark.start && piece.start + i < mark.end));
        i += code > 0xffff ? 2 : 1;
      }
  }
  const first = cells.findIndex((cell) => cell.marked);
  const [start, end] = first < 0 ? emptyMark(text, near, mark, hidden) : [first, cells.findLastIndex((cell) => cell.marked) + 1];
  return { cells, start, end, before: near.start > line.start, after: near.end < line.end };
}

/** Would looking further show nothing else? */
function isEnough({ cells, start, before, after }: Seen, width: number): boolean {
  return (!before || widthOf(cells.slice(0, start)) > width) && (!after || widthOf(cells.slice(start)) > width);
}

/** The part of a line that reaches so many characters to both sides of the mark's start. */
function nearby(text: string, line: Range, mark: Range, reach: number): Range {
  const middle = Math.min(Math.max(mark.start, line.start), line.end);
  const start = Math.max(line.start, middle - reach);
  // Not in the middle of a character.
  const code = text.charCodeAt(start);
  return { start: start > line.start && code >= 0xdc00 && code <= 0xdfff ? start + 1 : start, end: Math.min(line.end, middle + reach) };
}

/** An empty mark stands between two cells. */
function emptyMark(text: string, line: Range, mark: Range, hidden: readonly Range[]): readonly [number, number] {
  const before = maskedPieces(text, { start: line.start, end: Math.min(Math.max(mark.start, line.start), line.end) }, hidden);
  const count = before.reduce((sum, piece) => sum + (piece.hidden ? 1 : [...piece.text].length), 0);
  return [count, count];
}

function cut({ cells, start, end, before, after }: Seen, width: number): Excerpt {
  let from = 0;
  let to = cells.length;
  if (before || after || widthOf(cells) > width) {
    from = start;
    to = start;
    let room = width - 2;
    const lead = Math.floor(room / 3);
    for (let used = 0; from > 0 && used + (cells[from - 1]?.width ?? 0) <= lead; from--) used += cells[from - 1]?.width ?? 0;
    room -= widthOf(cells.slice(from, start));
    for (; to < cells.length && (cells[to]?.width ?? 0) <= room; to++) room -= cells[to]?.width ?? 0;
  }
  const shown = cells.slice(from, to).map((cell) => cell.text);
  const lead = from > 0 || before ? '…' : '';
  return {
    line: lead + shown.join('') + (to < cells.length || after ? '…' : ''),
    underline: { start: lead.length + widthOf(cells.slice(from, start)), length: Math.max(1, widthOf(cells.slice(start, Math.min(end, to)))) },
  };
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);

const printable = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));
/** The cells of printable ASCII, which is nearly all that there is. */
const usual = { marked: printable.map((text): Cell => ({ text, width: 1, marked: true })), unmarked: printable.map((text): Cell => ({ text, width: 1, marked: false })) };

function cellOf(code: number, marked: boolean): Cell {
  const known = usual[marked ? 'marked' : 'unmarked'][code - 0x20];
  if (known) return known;
  if (code === 0x09) return { text: ' '.repeat(tabWidth), width: tabWidth, marked };
  if (code === 0xfeff) return { text: '', width: 0, marked };
  return isControl(code) ? { text: '·', width: 1, marked } : { text: String.fromCodePoint(code), width: columns(code), marked };
}

/** How many columns a terminal gives a character: 0 for combining marks, 2 for East Asian wide ones and pictures. */
function columns(code: number): 0 | 1 | 2 {
  if ((code >= 0x300 && code <= 0x36f) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  const isWide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return isWide ? 2 : 1;
}

/** Control characters, and those that turn the direction of a text: a terminal must not obey what a file says. */
function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** A sentence on one line, with nothing in it that a terminal would obey. */
export function harmless(sentence: string): string {
  if (!holdsControl(sentence)) return sentence;
  return [...sentence.replace(/\s*[\r\n]+\s*/g, ' ')].map((c) => (isControl(c.codePointAt(0) ?? 0) ? '·' : c)).join('');
}

function holdsControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (isControl(text.charCodeAt(i))) return true;
  return false;
}
