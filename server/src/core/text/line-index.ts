import type { Change } from './change.ts';
import type { Position } from './range.ts';

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Turns offsets into lines and columns and back, for one text. A line ends with LF, CRLF or a lone CR, as the
 * language server protocol counts (https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments).
 */
export class LineIndex {
  /** The number of lines; a text that ends with a line break has an empty last line. */
  readonly lineCount: number;
  readonly #text: string;
  /** Where each line starts. */
  readonly #starts: Uint32Array;
  /** The line that was asked for last: the next question is mostly about one nearby. */
  #near = 0;

  constructor(text: string, starts: Uint32Array = startsIn(text)) {
    this.#text = text;
    this.#starts = starts;
    this.lineCount = starts.length;
  }

  /** The index of the text that came of this one's by a change: equal to a new one, without reading what did not change. */
  after({ start, end, newEnd }: Change, text: string): LineIndex {
    const before = this.#starts;
    // Whether a line starts at an offset is told by the characters around it: only from `start` to `end` can that change.
    const kept = this.#firstFrom(start);
    const behind = this.#firstFrom(end + 1);
    const found: number[] = start === 0 ? [0] : [];
    for (let at = Math.max(start, 1); at <= newEnd; at++) if (startsAt(text, at)) found.push(at);
    const starts = new Uint32Array(kept + found.length + before.length - behind);
    starts.set(before.subarray(0, kept));
    starts.set(found, kept);
    const moved = kept + found.length - behind;
    for (let line = behind; line < before.length; line++) starts[line + moved] = (before[line] ?? 0) + newEnd - end;
    return new LineIndex(text, starts);
  }

  /** The place of a UTF-16 offset; offsets outside of the text are moved to its nearest end. */
  positionAt(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, character: this.#inside(offset) - this.#start(line) };
  }

  /** The line of a UTF-16 offset. */
  lineAt(offset: number): number {
    const wanted = this.#inside(offset);
    const isNear = this.#start(this.#near) <= wanted && (this.#near + 1 === this.lineCount || wanted < this.#start(this.#near + 1));
    if (!isNear) this.#near = this.#firstFrom(wanted + 1) - 1;
    return this.#near;
  }

  /** Is this the place of a UTF-16 offset? */
  isAt({ line, character }: Position, offset: number): boolean {
    return this.lineAt(offset) === line && this.#inside(offset) - this.#start(line) === character;
  }

  /** The UTF-16 offset of a place; a column past the end of its line is moved to that end (before the line break). */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.#text.length;
    const start = this.#start(position.line);
    return Math.min(start + Math.max(position.character, 0), this.#contentEnd(position.line));
  }

  /** The text of a line without its line break; empty for a line that does not exist. */
  lineText(line: number): string {
    if (line < 0 || line >= this.lineCount) return '';
    return this.#text.slice(this.#start(line), this.#contentEnd(line));
  }

  /** The first line that starts at an offset or behind it; `lineCount` if there is none. */
  #firstFrom(offset: number): number {
    let low = 0;
    let high = this.lineCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#start(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #inside(offset: number): number {
    return Math.min(Math.max(offset, 0), this.#text.length);
  }

  #start(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  #contentEnd(line: number): number {
    if (line === this.lineCount - 1) return this.#text.length;
    const next = this.#start(line + 1);
    const isPair = this.#text.charCodeAt(next - 1) === lineFeed && this.#text.charCodeAt(next - 2) === carriageReturn;
    return next - (isPair && next - 2 >= this.#start(line) ? 2 : 1);
  }
}

function startsIn(text: string): Uint32Array {
  let starts = new Uint32Array(64);
  let count = 1;
  const add = (at: number): void => {
    if (count === starts.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at;
  };
  // The search for a character is many times as fast as that of an expression.
  if (text.includes('\r') && /\r(?!\n)/.test(text)) {
    for (let at = 1; at <= text.length; at++) if (startsAt(text, at)) add(at);
  } else {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) add(at + 1);
  }
  return starts.slice(0, count);
}

/** Does a line start at this offset? */
function startsAt(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before === lineFeed || (before === carriageReturn && text.charCodeAt(at) !== lineFeed);
}
