import type { Range } from '../../core/text/range.ts';

/** An argument: `name = …`. Absolute offsets. */
export interface HclAttribute {
  readonly name: string;
  readonly key: Range;
  readonly value: Range;
}

/** A block: `resource "aws_s3_bucket" "b" { … }`. `key`: its type and labels. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly key: Range;
  /** The braces and what is between them. */
  readonly value: Range;
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** Nothing nests deeper; what does is passed over. */
const maxDepth = 50;

/**
 * The blocks of a `.tf` file, and in them the arguments, as places: what the expressions mean is not read. Tolerant: what it does not know it
 * passes over, and never throws. Comments, strings with interpolations and heredocs are known, so that no brace in them counts.
 */
export function readHcl(text: string): readonly HclBlock[] {
  return new Scanner(text).body(0).blocks;
}

class Scanner {
  #at: number;

  constructor(readonly text: string) {
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Reads to the closing brace of the body, and past it. */
  body(depth: number): Pick<HclBlock, 'attributes' | 'blocks'> {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    while (this.#skip()) {
      const char = this.text.charAt(this.#at);
      if (char === '}') {
        this.#at++;
        if (depth > 0) break;
        continue;
      }
      const start = this.#at;
      const word = this.#word();
      if (word === undefined) {
        this.#token();
        continue;
      }
      const key = { start, end: this.#at };
      this.#blanks();
      if (this.text.charAt(this.#at) === '=' && this.text.charAt(this.#at + 1) !== '=') {
        this.#at++;
        attributes.push({ name: word, key, value: this.#expression() });
      } else {
        const block = this.#block(word, start, depth);
        if (block) blocks.push(block);
      }
    }
    return { attributes, blocks };
  }

  #block(type: string, start: number, depth: number): HclBlock | undefined {
    const labels: string[] = [];
    let end = start + type.length;
    for (;;) {
      this.#blanks();
      const from = this.#at;
      const char = this.text.charAt(from);
      if (char === '{') break;
      if (char === '"') {
        this.#token();
        labels.push(this.text.slice(from + 1, this.#at - 1));
      } else {
        const word = this.#word();
        if (word === undefined) return undefined;
        labels.push(word);
      }
      end = this.#at;
    }
    const open = this.#at++;
    const { attributes, blocks } = depth < maxDepth ? this.body(depth + 1) : this.#passOver();
    return { type, labels, key: { start, end }, value: { start: open, end: this.#at }, attributes, blocks };
  }

  #passOver(): Pick<HclBlock, 'attributes' | 'blocks'> {
    for (let open = 1; open > 0 && this.#skip(); ) {
      const char = this.text.charAt(this.#at);
      if (char === '{') open++;
      else if (char === '}') open--;
      this.#token();
    }
    return { attributes: [], blocks: [] };
  }

  /** An expression reaches to the end of its line, unless a bracket or a heredoc is open there. */
  #expression(): Range {
    this.#blanks();
    const start = this.#at;
    let end = start;
    for (let open = 0; this.#at < this.text.length; ) {
      if (open === 0) this.#blanks();
      else this.#skip();
      const char = this.text.charAt(this.#at);
      if (char === '' || (open === 0 && (char === '\n' || char === '\r' || char === '}' || char === ','))) break;
      if ('{[('.includes(char)) open++;
      else if ('}])'.includes(char)) open--;
      this.#token();
      end = this.#at;
    }
    return { start, end };
  }

  /** Moves over blanks, line ends and comments; false at the end of the text. */
  #skip(): boolean {
    for (;;) {
      this.#blanks();
      const char = this.text.charAt(this.#at);
      if (char !== '\n' && char !== '\r') return char !== '';
      this.#at++;
    }
  }

  /** Moves over blanks and comments, not past the end of the line (but a comment in the middle may end on another). */
  #blanks(): void {
    for (;;) {
      const char = this.text.charAt(this.#at);
      const two = this.text.slice(this.#at, this.#at + 2);
      if (char === ' ' || char === '\t') this.#at++;
      else if (char === '#' || two === '//') this.#at = indexOf(this.text, '\n', this.#at);
      else if (two === '/*') this.#at = Math.min(indexOf(this.text, '*/', this.#at + 2) + 2, this.text.length);
      else return;
    }
  }

  #word(): string | undefined {
    const word = /[\p{L}_][\p{L}\p{N}_-]*/uy;
    word.lastIndex = this.#at;
    const match = word.exec(this.text);
    if (match) this.#at += match[0].length;
    return match?.[0];
  }

  /** Moves over one token: a word, a string, a heredoc, or a single character. */
  #token(): void {
    const char = this.text.charAt(this.#at);
    if (char === '"') this.#string();
    else if (char === '<' && this.text.startsWith('<<', this.#at)) this.#heredoc();
    else if (this.#word() === undefined) this.#at++;
  }

  #string(): void {
    for (this.#at++; this.#at < this.text.length; ) {
      const char = this.text.charAt(this.#at);
      if (char === '\\') this.#at += 2;
      else if (char === '"') {
        this.#at++;
        return;
      } else if (char === '\n') return;
      else if ((char === '$' || char === '%') && this.text.charAt(this.#at + 1) === '{') this.#interpolation(char);
      else this.#at++;
    }
    this.#at = Math.min(this.#at, this.text.length);
  }

  /** `${…}` and `%{…}` may hold strings again; `$${` is an escape. Strings in interpolations in strings are passed over without a stack. */
  #interpolation(sign: string): void {
    if (this.text.charAt(this.#at - 1) === sign) {
      this.#at += 2;
      return;
    }
    this.#at += 2;
    let open = 1;
    let isText = false;
    for (; this.#at < this.text.length && open > 0; this.#at++) {
      const char = this.text.charAt(this.#at);
      if (char === '\n') return;
      if (char === '\\') this.#at++;
      else if (char === '"') isText = !isText;
      else if (!isText && char === '{') open++;
      else if (!isText && char === '}') open--;
    }
  }

  #heredoc(): void {
    const head = /<<-?\s*"?([\p{L}\p{N}_-]+)"?[^\n]*\n/uy;
    head.lastIndex = this.#at;
    const match = head.exec(this.text);
    const [whole, name] = match ?? [];
    if (whole === undefined || name === undefined) {
      this.#at += 2;
      return;
    }
    const close = new RegExp(`^[ \\t]*${name}(?![\\p{L}\\p{N}_-])`, 'gmu');
    close.lastIndex = this.#at + whole.length;
    const end = close.exec(this.text);
    this.#at = end ? end.index + end[0].length : this.text.length;
  }
}

const indexOf = (text: string, what: string, from: number): number => {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
};
