import type { Origin } from '../../model/origin.ts';
import type { Settled, Value } from '../../model/value.ts';
import type { View } from '../view.ts';

/** Stands for an interpolated value; the values follow in order. */
const hole = '\uE000';

/** Deeper than any policy; AWS allows far less. */
const maxDepth = 64;

/**
 * JSON text as a value, each node placed where the text is; undefined if it cannot be read. Trailing commas and line
 * breaks in strings are forgiven. An interpolated value is a leaf: a part of the string that it stands in, else itself.
 */
export function readJsonText(parts: readonly (string | Value)[], at: Origin, view: View): Value | undefined {
  const [only, another] = parts;
  const parsed = typeof only === 'string' && another === undefined ? parse(only) : undefined;
  if (parsed !== undefined) return valueOf(parsed, at, 0);
  const values = parts.filter((part) => typeof part !== 'string');
  const text = parts.map((part) => (typeof part === 'string' ? part.replaceAll(hole, '\uFFFD') : hole)).join('');
  return new Reader(text, values, at, view).document();
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Nearly every document is plain JSON, which the platform reads much faster. Undefined where it is not. */
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Undefined where it nests too deeply. */
function valueOf(json: Json, at: Origin, depth: number): Value | undefined {
  if (depth > maxDepth) return undefined;
  if (json === null) return { kind: 'absent', at };
  if (typeof json !== 'object') return { kind: 'scalar', value: json, at };
  if (isList(json)) {
    const items: Value[] = [];
    for (const item of json) {
      const value = valueOf(item, at, depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
    }
    return { kind: 'list', items, open: false, at };
  }
  const entries = new Map<string, Value>();
  for (const key of Object.keys(json)) {
    const value = valueOf(json[key] ?? null, at, depth + 1);
    if (value === undefined) return undefined;
    entries.set(key, value);
  }
  return { kind: 'map', entries, open: false, at };
}

const isList = (json: object): json is readonly Json[] => Array.isArray(json);

/** Reads one text; kept for the time of one call. */
class Reader {
  private offset = 0;
  private used = 0;

  constructor(
    private readonly text: string,
    private readonly values: readonly Value[],
    private readonly at: Origin,
    private readonly view: View,
  ) {}

  document(): Value | undefined {
    const value = this.value(0);
    this.blanks();
    return this.offset === this.text.length ? value : undefined;
  }

  private value(depth: number): Value | undefined {
    this.blanks();
    const next = this.text[this.offset];
    if (depth > maxDepth) return undefined;
    if (next === '{') return this.map(depth);
    if (next === '[') return this.list(depth);
    if (next === '"') return this.string();
    if (next === hole) return this.interpolated();
    const [word] = /^[\w.+-]+/.exec(this.text.slice(this.offset, this.offset + 40)) ?? [];
    if (word === undefined) return undefined;
    this.offset += word.length;
    if (word === 'null') return { kind: 'absent', at: this.at };
    if (word === 'true' || word === 'false') return this.scalar(word === 'true');
    const number = Number(word);
    return Number.isNaN(number) ? undefined : this.scalar(number);
  }

  private map(depth: number): Value | undefined {
    const entries = new Map<string, Value>();
    this.offset++;
    while (!this.skip('}')) {
      this.blanks();
      if (this.text[this.offset] !== '"') return undefined;
      const key = this.string();
      if (!this.skip(':')) return undefined;
      const value = this.value(depth + 1);
      if (key === undefined || value === undefined) return undefined;
      if (key.kind === 'scalar') entries.set(String(key.value), value);
      if (!this.skip(',') && !this.comes('}')) return undefined;
    }
    return { kind: 'map', entries, open: false, at: this.at };
  }

  private list(depth: number): Value | undefined {
    const items: Value[] = [];
    this.offset++;
    while (!this.skip(']')) {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      if (!this.skip(',') && !this.comes(']')) return undefined;
    }
    return { kind: 'list', items, open: false, at: this.at };
  }

  private string(): Settled | undefined {
    const parts: (string | Value)[] = [];
    let run = '';
    for (this.offset++; this.offset < this.text.length; this.offset++) {
      const char = this.text.charAt(this.offset);
      if (char === '"') {
        this.offset++;
        if (parts.length === 0) return this.scalar(run);
        return { kind: 'text', parts: run ? [...parts, run] : parts, at: this.at };
      }
      if (char === hole) {
        if (run) parts.push(run);
        run = '';
        parts.push(this.take());
      } else run += char === '\\' ? this.escaped() : char;
    }
    return undefined;
  }

  private escaped(): string {
    const char = this.text.charAt(++this.offset);
    if (char === 'u') {
      const code = Number.parseInt(this.text.slice(this.offset + 1, this.offset + 5), 16);
      this.offset += 4;
      return Number.isNaN(code) ? '\uFFFD' : String.fromCharCode(code);
    }
    return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[char] ?? char;
  }

  /** An interpolation outside of a string: its text is JSON itself. */
  private interpolated(): Value {
    this.offset++;
    const value = this.take();
    const settled = this.view.settle(value);
    const json = settled.kind === 'scalar' && typeof settled.value === 'string' ? readJsonText([settled.value], this.at, this.view) : undefined;
    return json ?? value;
  }

  private take(): Value {
    const value = this.values[this.used++];
    if (value === undefined) throw new Error('more interpolations than values');
    return value;
  }

  private scalar(value: string | number | boolean): Settled {
    return { kind: 'scalar', value, at: this.at };
  }

  private comes(char: string): boolean {
    this.blanks();
    return this.text[this.offset] === char;
  }

  private skip(char: string): boolean {
    const found = this.comes(char);
    if (found) this.offset++;
    return found;
  }

  private blanks(): void {
    while (/^[\s\uFEFF]/.test(this.text.charAt(this.offset))) this.offset++;
  }
}
