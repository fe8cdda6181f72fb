import { precedence, type Accessor, type Expression, type Operator } from './tree.ts';

/** Nothing that people write nests deeper; what does is opaque. */
const maxDepth = 100;
/** Operators and accessors in one text: what has more is opaque. */
const maxLinks = 2000;

/** A text that is no expression, or one that we do not read. Never leaves this file. */
class Unreadable extends Error {}

/**
 * The template in a JSON string: `${…}` are expressions, `$${` and `%%{` are escapes. A template that is one expression and nothing else
 * is that expression. What cannot be read is opaque. Source: https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(text: string): Expression {
  if (!text.includes('${') && !text.includes('%{')) return { kind: 'literal', value: text };
  try {
    const parts = new Parser(text).template(undefined);
    return templateOf(parts);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'opaque', text };
  }
}

/** The expression in a text; undefined if it is none. */
export function parseExpression(text: string): Expression | undefined {
  try {
    return new Parser(text).whole();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return undefined;
  }
}

function templateOf(parts: readonly (string | Expression)[]): Expression {
  const [only, another] = parts;
  if (only === undefined) return { kind: 'literal', value: '' };
  if (another !== undefined) return { kind: 'template', parts };
  return typeof only === 'string' ? { kind: 'literal', value: only } : only;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The state of one parse: a position in the text. */
class Parser {
  #offset = 0;
  #depth = 0;
  #links = 0;

  constructor(readonly text: string) {}

  whole(): Expression {
    const found = this.#expression();
    this.#blanks();
    if (this.#offset < this.text.length) throw new Unreadable();
    return found;
  }

  /** The parts of a template up to the closing quote, or the end of the text where there is none. */
  template(quote: '"' | undefined): readonly (string | Expression)[] {
    const parts: (string | Expression)[] = [];
    let run = '';
    for (;;) {
      const char = this.text[this.#offset];
      if (char === quote) break;
      if (char === undefined) throw new Unreadable();
      const mark = this.text.slice(this.#offset, this.#offset + 3);
      if (mark === '$${' || mark === '%%{') {
        run += mark.slice(1);
        this.#offset += 3;
      } else if (mark.startsWith('%{')) {
        throw new Unreadable();
      } else if (mark.startsWith('${')) {
        if (run) parts.push(run);
        run = '';
        this.#offset += 2;
        this.#skip('~');
        parts.push(this.#expression());
        this.#skip('~');
        this.#expect('}');
      } else if (quote !== undefined && char === '\\') {
        run += this.#escaped();
      } else {
        run += char;
        this.#offset++;
      }
    }
    if (quote !== undefined) this.#offset++;
    if (run) parts.push(run);
    return parts;
  }

  #escaped(): string {
    const char = this.text[this.#offset + 1] ?? '';
    this.#offset += 2;
    const digits = { u: 4, U: 8 }[char];
    if (digits === undefined) return escapes[char] ?? char;
    const code = Number.parseInt(this.text.slice(this.#offset, this.#offset + digits), 16);
    this.#offset += digits;
    return Number.isNaN(code) || code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
  }

  #expression(): Expression {
    if (++this.#depth > maxDepth) throw new Unreadable();
    const condition = this.#binary(0);
    let found = condition;
    if (this.#skip('?')) {
      const then = this.#expression();
      this.#expect(':');
      found = { kind: 'conditional', condition, then, otherwise: this.#expression() };
    }
    this.#depth--;
    return found;
  }

  #binary(level: number): Expression {
    const operators: readonly Operator[] | undefined = precedence[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      this.#blanks();
      const operator = operators.find((o) => this.text.startsWith(o, this.#offset) && !this.#isLonger(o));
      if (operator === undefined) return left;
      this.#offset += operator.length;
      this.#link();
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  #link(): void {
    if (++this.#links > maxLinks) throw new Unreadable();
  }

  /** `<` is not the beginning of `<=`. */
  #isLonger(operator: string): boolean {
    return (operator === '<' || operator === '>') && this.text[this.#offset + 1] === '=';
  }

  #unary(): Expression {
    this.#blanks();
    const operator = this.text[this.#offset];
    if ((operator === '!' && this.text[this.#offset + 1] !== '=') || operator === '-') {
      if (++this.#depth > maxDepth) throw new Unreadable();
      this.#offset++;
      const of = this.#unary();
      this.#depth--;
      return { kind: 'unary', operator, of };
    }
    return this.#accessed(this.#primary());
  }

  #accessed(root: Expression): Expression {
    let found = root;
    for (;;) {
      this.#link();
      if (this.#skip('[*]') || this.#skip('.*')) found = { kind: 'splat', of: found, then: this.#accessors() };
      else {
        const step = this.#accessor();
        if (!step) return found;
        found = step.kind === 'attribute' ? { kind: 'attribute', of: found, name: step.name } : { kind: 'index', of: found, by: step.by };
      }
    }
  }

  #accessors(): readonly Accessor[] {
    const steps: Accessor[] = [];
    for (let step = this.#accessor(); step; step = this.#accessor()) steps.push(step);
    return steps;
  }

  #accessor(): Accessor | undefined {
    this.#blanks();
    const rest = this.text.slice(this.#offset, this.#offset + 200);
    const named = /^\.\s*([\p{L}_][\p{L}\p{N}_-]*)/u.exec(rest);
    if (named) {
      this.#offset += named[0].length;
      return { kind: 'attribute', name: named[1] ?? '' };
    }
    const numbered = /^\.(\d+)/.exec(rest);
    if (numbered) {
      this.#offset += numbered[0].length;
      return { kind: 'index', by: { kind: 'literal', value: Number(numbered[1]) } };
    }
    if (!rest.startsWith('[') || rest.startsWith('[*]')) return undefined;
    this.#offset++;
    const by = this.#expression();
    this.#expect(']');
    return { kind: 'index', by };
  }

  #primary(): Expression {
    this.#blanks();
    const char = this.text[this.#offset];
    if (char === '(') {
      this.#offset++;
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (char === '"') {
      this.#offset++;
      return templateOf(this.template('"'));
    }
    if (char === '[') return this.#list();
    if (char === '{') return this.#object();
    const number = /^\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(this.text.slice(this.#offset, this.#offset + 60));
    if (number) {
      this.#offset += number[0].length;
      return { kind: 'literal', value: Number(number[0]) };
    }
    return this.#word();
  }

  #word(): Expression {
    const found = /^[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*)*/u.exec(this.text.slice(this.#offset, this.#offset + 200));
    if (!found) throw new Unreadable();
    const [name] = found;
    this.#offset += name.length;
    if (this.text[this.#offset] === '(') {
      this.#offset++;
      return this.#call(name);
    }
    // HCL converted by Python tools spells these with a capital.
    if (/^([Tt]rue|[Ff]alse)$/.test(name)) return { kind: 'literal', value: name.toLowerCase() === 'true' };
    return name === 'null' || name === 'None' ? { kind: 'literal', value: null } : { kind: 'name', name };
  }

  #call(name: string): Expression {
    const given: Expression[] = [];
    let spreads = false;
    while (!this.#skip(')')) {
      given.push(this.#expression());
      if (this.#skip('...')) spreads = true;
      if (!this.#skip(',') && !this.#comes(')')) throw new Unreadable();
    }
    return { kind: 'call', name, arguments: given, spreads };
  }

  #list(): Expression {
    const start = this.#offset++;
    if (this.#comesWord('for')) return this.#opaque(start);
    const items: Expression[] = [];
    while (!this.#skip(']')) {
      items.push(this.#expression());
      if (!this.#skip(',') && !this.#comes(']')) throw new Unreadable();
    }
    return { kind: 'list', items };
  }

  #object(): Expression {
    const start = this.#offset++;
    if (this.#comesWord('for')) return this.#opaque(start);
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.#skip('}')) {
      const key = this.#expression();
      if (!this.#skip(':') && !this.#skip('=')) throw new Unreadable();
      entries.push({ key: key.kind === 'name' ? { kind: 'literal', value: key.name } : key, value: this.#expression() });
      this.#skip(',');
    }
    return { kind: 'object', entries };
  }

  /** From a bracket to the one that closes it, texts in quotes read over. */
  #opaque(start: number): Expression {
    const open: string[] = [];
    for (this.#offset = start; this.#offset < this.text.length; ) {
      const char = this.text.charAt(this.#offset++);
      if (char === '"') this.template('"');
      else if ('[{('.includes(char)) open.push(char);
      else if (']})'.includes(char) && (open.pop(), open.length === 0)) return { kind: 'opaque', text: this.text.slice(start, this.#offset) };
    }
    throw new Unreadable();
  }

  #comesWord(word: string): boolean {
    this.#blanks();
    return this.text.startsWith(word, this.#offset) && /\s/.test(this.text.charAt(this.#offset + word.length));
  }

  #comes(mark: string): boolean {
    this.#blanks();
    return this.text.startsWith(mark, this.#offset);
  }

  #skip(mark: string): boolean {
    const found = this.#comes(mark);
    if (found) this.#offset += mark.length;
    return found;
  }

  #expect(mark: string): void {
    if (!this.#skip(mark)) throw new Unreadable();
  }

  /** Blanks, line ends and comments. */
  #blanks(): void {
    for (;;) {
      while (/\s/.test(this.text.charAt(this.#offset))) this.#offset++;
      const end = this.text.startsWith('/*', this.#offset) ? this.text.indexOf('*/', this.#offset) + 2 : this.#isLineComment() ? this.text.indexOf('\n', this.#offset) : this.#offset;
      if (end <= this.#offset) {
        if (end !== this.#offset) this.#offset = this.text.length;
        return;
      }
      this.#offset = end;
    }
  }

  #isLineComment(): boolean {
    return this.text[this.#offset] === '#' || this.text.startsWith('//', this.#offset);
  }
}
