import type { DocumentDraft } from '../draft.ts';

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const slash = 47;
const backslash = 92;

const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;
const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Reads the tokens of one JSON text, forward only, noting comments and what is wrong inside of tokens.
 * `at` is the absolute offset of the next character to read.
 */
export class Scanner {
  at: number;
  readonly #text: string;
  #warnsOfComments: boolean;

  constructor(readonly draft: DocumentDraft) {
    this.#text = draft.text;
    this.#warnsOfComments = !draft.file.endsWith('.jsonc');
    this.at = this.#text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Moves over blanks and comments; gives the code of the character there, NaN at the end. */
  next(): number {
    const text = this.#text;
    for (;;) {
      if (this.at >= text.length) return NaN;
      const code = text.charCodeAt(this.at);
      // No blank, and no slash, has a code above this.
      if (code > slash) return code;
      if (code === space || code === lineFeed || code === carriageReturn || code === tab) this.at++;
      else if (code !== slash || !this.#comment()) return code;
    }
  }

  #comment(): boolean {
    const start = this.at;
    const mark = this.#text.charCodeAt(start + 1);
    if (mark !== 47 && mark !== 42) return false;
    const isLine = mark === 47;
    const found = this.#text.indexOf(isLine ? '\n' : '*/', start + 2);
    const contentEnd = found === -1 ? this.#text.length : found;
    const content = this.#text.slice(start + 2, contentEnd);
    const end = isLine ? start + 2 + content.trimEnd().length : Math.min(contentEnd + 2, this.#text.length);
    if (!isLine && found === -1) this.draft.problem('json-syntax', 'error', start, start + 2, 'This comment is not closed.');
    this.draft.comment(content, start, end);
    if (this.#warnsOfComments) this.draft.problem('json-comment', 'warning', start, end, 'JSON has no comments; other readers of this file may refuse it.');
    this.#warnsOfComments = false;
    this.at = isLine ? contentEnd : end;
    return true;
  }

  /** The text of a string whose quote stands at `at`; a string that is not closed ends with its line. */
  string(): string {
    const text = this.#text;
    const quote = text.charCodeAt(this.at);
    const start = this.at + 1;
    let isPlain = true;
    const { length } = text;
    for (let at = start; at < length; at++) {
      const code = text.charCodeAt(at);
      // Nothing that is looked for has a code above this.
      if (code > backslash) continue;
      if (code === quote) {
        this.at = at + 1;
        return isPlain ? text.slice(start, at) : this.#unescape(start, at);
      }
      if (code === backslash) {
        isPlain = false;
        const escaped = text.charCodeAt(at + 1);
        if (escaped !== lineFeed && escaped !== carriageReturn) at++;
      } else if (code === lineFeed || code === carriageReturn) {
        return this.#unclosed(start, at, isPlain);
      } else if (code < space) {
        this.draft.problem('json-syntax', 'error', at, at + 1, 'Control characters must be escaped in a string.');
      }
    }
    return this.#unclosed(start, length, isPlain);
  }

  #unclosed(start: number, end: number, isPlain: boolean): string {
    this.draft.problem('json-syntax', 'error', start - 1, end, 'This string is not closed.');
    this.at = end;
    return isPlain ? this.#text.slice(start, end) : this.#unescape(start, end);
  }

  #unescape(start: number, end: number): string {
    const text = this.#text;
    const pieces: string[] = [];
    let done = start;
    for (let at = text.indexOf('\\', start); at !== -1 && at < end; at = text.indexOf('\\', done)) {
      pieces.push(text.slice(done, at));
      const letter = at + 1 < end ? text.charAt(at + 1) : '';
      const hex = letter === 'u' ? text.slice(at + 2, Math.min(at + 6, end)) : '';
      const known = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
      if (/^[0-9a-fA-F]{4}$/.test(hex)) {
        pieces.push(String.fromCharCode(parseInt(hex, 16)));
        done = at + 6;
      } else {
        if (known === undefined) this.draft.problem('json-syntax', 'error', at, Math.min(at + 2, end), 'This is no escape that JSON knows.');
        pieces.push(known ?? letter);
        done = Math.min(at + 2, end);
      }
    }
    pieces.push(text.slice(done, end));
    return pieces.join('');
  }

  /** The end of the run of characters at `at` that are neither blank nor JSON's punctuation, at least one character long. */
  wordEnd(): number {
    const text = this.#text;
    let end = this.at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      // " , / : [ ] { }
      if (code <= space || code === 34 || code === 44 || code === 47 || code === 58 || code === 91 || code === 93 || code === 123 || code === 125) break;
    }
    return Math.max(end, this.at + 1);
  }

  /** The value of the word at `at`. A number past the safe integers stays text; a word that is none of JSON's is noted and is text. */
  word(): string | number | boolean | null {
    const start = this.at;
    const end = this.wordEnd();
    this.at = end;
    const word = this.#text.slice(start, end);
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (number.test(word)) {
      const value = Number(word);
      return Math.abs(value) > Number.MAX_SAFE_INTEGER ? word : value;
    }
    this.draft.problem('json-syntax', 'error', start, end, `\`${word.slice(0, 40)}\` is no JSON value; text needs double quotes.`);
    return word;
  }

  /** Moves behind the bracket that closes the one at `at`, or behind the last token of the text. */
  skipNested(): void {
    let open = 0;
    let end = this.at;
    do {
      const code = this.next();
      if (Number.isNaN(code)) break;
      if (code === 34) this.string();
      else this.at++;
      if (code === 123 || code === 91) open++;
      else if (code === 125 || code === 93) open--;
      end = this.at;
    } while (open > 0);
    this.at = end;
  }
}
