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
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) starts.push(at + 1);
    }
    this.#text = text;
    this.#starts = starts;
    this.lineCount = starts.length;
  }

  /** The place of a UTF-16 offset; offsets outside of the text are moved to its nearest end. */
  positionAt(offset: number): Position {
    const wanted = Math.min(Math.max(offset, 0), this.#text.length);
    let low = 0;
    let high = this.lineCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: wanted - this.#start(low) };
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
