import type { DocumentDraft } from '../draft.ts';
import type { ScalarNode } from '../tree.ts';
import { type BlockHeader, blockValue, foldLines, unescape } from './fold.ts';
import * as code from './characters.ts';
import { isBlank, isFlowIndicator } from './characters.ts';
import { leaveDocument, leaveEntry } from './unreadable.ts';

/** A scalar that was read: the scanner stands behind it. `value` is its text. */
export interface ScannedScalar {
  readonly value: string;
  readonly style: ScalarNode['style'];
  readonly start: number;
  readonly end: number;
}

const localTag = /![\w:.-]+/y;
const blockHeader = /([|>])([-+]?)(?=[ \r\n]|$)/y;
const lineSeparators = /[\u2028\u2029]/;

/**
 * Reads blanks, comments and scalars of one text, forward only. What is rare or wrong it does not read: it throws
 * `Unreadable`. Offsets are those of the text.
 */
export class YamlScanner {
  at: number;
  /** Where the line began on which the last token that was first on its line stands. Negative where the text begins inside of a line. */
  lineStart: number;
  /** The last token that was first on its line. */
  #first = -1;
  readonly text: string;

  /** `column`: how far in its line the text begins. */
  constructor(
    readonly draft: DocumentDraft,
    start: number,
    column: number,
  ) {
    this.text = draft.text;
    this.at = start;
    this.lineStart = start - column;
    if (column > 0) this.#first = start;
  }

  /** Is the token at `at` the first on its line, or the end of the text? */
  get isFirstOnLine(): boolean {
    return this.at === this.#first || this.at >= this.text.length;
  }

  /** How far in its line the token stands that is first on its line; -1 at the end of the text. */
  get column(): number {
    return this.at >= this.text.length ? -1 : this.at - this.lineStart;
  }

  /** The code of the character at `at`, or some characters further. NaN at the end. */
  peek(further = 0): number {
    return this.text.charCodeAt(this.at + further);
  }

  /** Is there a dash here that begins an item of a sequence? */
  isDash(): boolean {
    return this.peek() === code.dash && isBlank(this.peek(1));
  }

  /** Moves over blanks on this line. */
  skipBlanks(): void {
    while (this.text.charCodeAt(this.at) === code.space) this.at++;
  }

  /** Nothing but a comment is left on this line. */
  isLineEnd(): boolean {
    const next = this.peek();
    return next === code.lineFeed || next === code.carriageReturn || next === code.hash || Number.isNaN(next);
  }

  /** Moves over blanks, line breaks and comments to the next token. */
  skip(): void {
    const { text } = this;
    let isFresh = this.at === this.lineStart || this.at === this.#first;
    for (;;) {
      const next = text.charCodeAt(this.at);
      if (next === code.space || next === code.carriageReturn) this.at++;
      else if (next === code.lineFeed) {
        this.lineStart = ++this.at;
        isFresh = true;
      } else if (next === code.hash) this.#comment();
      else if (next === code.tab) this.#blankLine(isFresh);
      else break;
    }
    if (!isFresh) return;
    this.#first = this.at;
    const next = this.peek();
    if (this.at === this.lineStart && (next === code.dash || next === code.dot) && this.isMarker()) leaveDocument();
  }

  /** Is there `---` or `...` at `at`? */
  isMarker(): boolean {
    return (this.text.startsWith('---', this.at) || this.text.startsWith('...', this.at)) && isBlank(this.peek(3));
  }

  #comment(): void {
    const start = this.at;
    const before = this.text.charCodeAt(start - 1);
    if (start > 0 && before !== code.space && before !== code.lineFeed && before !== code.byteOrderMark) leaveEntry();
    this.at = this.lineEnd(start);
    this.draft.comment(this.text.slice(start + 1, this.at), start, this.at);
  }

  /** A tab is nothing only where the whole line is blank. */
  #blankLine(isFresh: boolean): void {
    let end = this.at;
    while (this.text.charCodeAt(end) === code.space || this.text.charCodeAt(end) === code.tab) end++;
    const next = this.text.charCodeAt(end);
    if (!isFresh) leaveEntry();
    if (next !== code.lineFeed && next !== code.carriageReturn) leaveDocument();
    this.at = end;
  }

  /** The end of the line that an offset stands on, before its break. */
  lineEnd(from: number): number {
    const found = this.text.indexOf('\n', from);
    const end = found === -1 ? this.text.length : found;
    return end > from && this.text.charCodeAt(end - 1) === code.carriageReturn ? end - 1 : end;
  }

  /** The tag at `at`: a local one with a name. */
  tag(): string {
    localTag.lastIndex = this.at;
    const tag = localTag.exec(this.text)?.[0] ?? leaveEntry();
    this.at += tag.length;
    return tag;
  }

  /** The key at `at`, up to its end; undefined if there is no key. The scanner stands behind the colon then, and does not move otherwise. */
  key(isFlow: boolean): ScannedScalar | undefined {
    const start = this.at;
    const first = this.peek();
    const isQuoted = first === code.doubleQuote || first === code.singleQuote;
    const key = isQuoted ? this.quoted(-1) : this.#plainLine(isFlow);
    const isJson = isFlow && isQuoted;
    this.skipBlanks();
    const isKey = this.peek() === code.colon && (isJson || isBlank(this.peek(1)) || (isFlow && isFlowIndicator(this.peek(1))));
    if (!isKey || key.end - start > 1000 || key.value.includes('\n') || (isQuoted && this.text.slice(start, key.end).includes('\n'))) {
      this.at = start;
      return undefined;
    }
    this.at++;
    return key;
  }

  /** A plain scalar, which may go on over lines that are further in than `parent`. */
  plain(parent: number): ScannedScalar {
    const { text } = this;
    const line = this.#plainLine(false);
    let { end } = line;
    let isFolded = false;
    while (this.isLineEnd() && this.peek() !== code.hash && !Number.isNaN(this.peek())) {
      const next = this.#continuation(this.at, parent);
      if (next === undefined || text.charCodeAt(next) === code.hash) break;
      this.at = next;
      // On a line further down nothing is an indicator but a colon and a comment.
      end = this.#plainEnd(false);
      isFolded = true;
    }
    if (!isFolded) return line;
    this.at = end;
    const source = text.slice(line.start, end);
    if (lineSeparators.test(source)) leaveEntry();
    return { value: foldLines(source), style: 'plain', start: line.start, end };
  }

  /** A plain scalar inside of a flow collection: on one line. */
  plainInFlow(): ScannedScalar {
    return this.#plainLine(true);
  }

  #plainLine(isFlow: boolean): ScannedScalar {
    const start = this.at;
    if (!mayBeginPlain(this.peek(), this.peek(1), isFlow)) leaveEntry();
    const end = this.#plainEnd(isFlow);
    return { value: this.text.slice(start, end), style: 'plain', start, end };
  }

  /** Moves to the end of what is plain on this line; gives the end of its text. */
  #plainEnd(isFlow: boolean): number {
    const { text } = this;
    let end = this.at;
    let at = this.at;
    for (; ; at++) {
      const next = text.charCodeAt(at);
      if (next === code.space) continue;
      if (next === code.lineFeed || next === code.carriageReturn || Number.isNaN(next)) break;
      if (next === code.tab) leaveEntry();
      if (next === code.hash && text.charCodeAt(at - 1) === code.space && at > this.at) break;
      if (next === code.colon) {
        const behind = text.charCodeAt(at + 1);
        if (isBlank(behind) || (isFlow && isFlowIndicator(behind))) break;
      } else if (isFlow && isFlowIndicator(next)) break;
      end = at + 1;
    }
    this.at = at;
    return end;
  }

  /** Where the text of the next line that holds any begins, if it is further in than `parent`. `at`: a line's end. */
  #continuation(at: number, parent: number): number | undefined {
    const { text } = this;
    let next = at;
    let start = at;
    for (;;) {
      const char = text.charCodeAt(next);
      if (char === code.lineFeed) start = ++next;
      else if (char === code.space || char === code.carriageReturn) next++;
      else if (char === code.tab) leaveEntry();
      else return Number.isNaN(char) || next - start <= parent ? undefined : next;
    }
  }

  /** A quoted scalar; its further lines must be further in than `parent`. */
  quoted(parent: number): ScannedScalar {
    const { text } = this;
    const start = this.at;
    const isDouble = this.peek() === code.doubleQuote;
    const end = isDouble ? doubleQuoteEnd(text, start) : singleQuoteEnd(text, start);
    const source = text.slice(start + 1, end - 1);
    const isFolded = source.includes('\n');
    if (isFolded) this.#checkLines(start, end, parent);
    this.at = end;
    const value = isDouble ? source.includes('\\') ? (unescape(source) ?? leaveEntry()) : foldLines(source) : source.includes("'") ? foldLines(source).replaceAll("''", "'") : foldLines(source);
    return { value, style: isDouble ? 'double' : 'single', start, end };
  }

  #checkLines(start: number, end: number, parent: number): void {
    if (lineSeparators.test(this.text.slice(start, end))) leaveEntry();
    for (let at = this.text.indexOf('\n', start); at !== -1 && at < end; at = this.text.indexOf('\n', at + 1)) {
      if (this.#continuation(at, parent) === undefined) leaveEntry();
    }
  }

  /** A block scalar, whose lines are further in than `parent`. It ends before its last line break, unless it keeps them. */
  block(parent: number): ScannedScalar {
    const { text } = this;
    const start = this.at;
    blockHeader.lastIndex = start;
    const [written, style, chomp] = blockHeader.exec(text) ?? leaveEntry();
    this.at += written.length;
    this.skipBlanks();
    if (!this.isLineEnd()) leaveEntry();
    if (this.peek() === code.hash) this.#comment();
    const from = text.indexOf('\n', this.at) + 1;
    if (from === 0) leaveEntry();
    const content = this.#continuation(from - 1, parent) ?? leaveEntry();
    const indent = content - (text.lastIndexOf('\n', content - 1) + 1);
    const header: BlockHeader = { folded: style === '>', chomp: chomp === '-' || chomp === '+' ? chomp : '' };
    const behind = this.#blockEnd(from, content, indent, header.chomp === '+');
    this.at = behind;
    this.lineStart = behind;
    const end = header.chomp === '+' || text.charCodeAt(behind - 1) !== code.lineFeed ? behind : text.charCodeAt(behind - 2) === code.carriageReturn ? behind - 2 : behind - 1;
    return { value: blockValue(text.slice(from, behind), indent, header), style: header.folded ? 'folded' : 'literal', start, end };
  }

  /** Behind the last line of a block scalar. */
  #blockEnd(from: number, content: number, indent: number, keep: boolean): number {
    const { text } = this;
    const lineOf = text.lastIndexOf('\n', content - 1) + 1;
    for (let at = from; at < lineOf; at = text.indexOf('\n', at) + 1) if (this.lineEnd(at) - at > indent) leaveEntry();
    let end = lineOf;
    let next = lineOf;
    while (next < text.length) {
      let at = next;
      while (at - next < indent && text.charCodeAt(at) === code.space) at++;
      const lineEnd = this.lineEnd(at);
      const isShort = at - next < indent;
      if (isShort && at < lineEnd) {
        if (text.charCodeAt(at) === code.tab) leaveEntry();
        break;
      }
      const found = text.indexOf('\n', at);
      next = found === -1 ? text.length : found + 1;
      // Blank lines behind the last line with text are not part of it; those further in are text.
      if (at < lineEnd || (keep && (found !== -1 || !isShort))) end = next;
    }
    return end;
  }
}

function mayBeginPlain(first: number, second: number, isFlow: boolean): boolean {
  switch (first) {
    case code.ampersand:
    case code.asterisk:
      return leaveDocument();
    case code.dash:
      return !isBlank(second) && !(isFlow && isFlowIndicator(second));
    case code.colon:
    case code.question:
      return !isBlank(second) && !isFlow;
    case code.hash:
    case code.bang:
    case code.percent:
    case code.at:
    case code.backtick:
    case code.pipe:
    case code.greater:
    case code.doubleQuote:
    case code.singleQuote:
      return false;
    default:
      return !isBlank(first) && !isFlowIndicator(first);
  }
}

function doubleQuoteEnd(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const next = text.charCodeAt(at);
    if (next === code.doubleQuote) return at + 1;
    if (next === 92) at++;
    else if (Number.isNaN(next)) leaveEntry();
  }
}

function singleQuoteEnd(text: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf("'", at);
    if (at === -1) leaveEntry();
    if (text.charCodeAt(at + 1) !== code.singleQuote) return at + 1;
  }
}
