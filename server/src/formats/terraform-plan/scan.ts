import type { Range } from '../../core/text/range.ts';

const quote = 34;
const comma = 44;
const colon = 58;
const backslash = 92;

/** An entry or item of a container, in absolute offsets. */
export interface Child {
  /** The key with its quotes; absent for an item of an array. */
  readonly key?: Range;
  readonly value: Range;
}

/** The offset behind the string whose quote stands at `at`; the end of the text where it is not closed. */
export function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((end - before) % 2 === 1) return end + 1;
  }
  return text.length;
}

/** The offset of the next character that is no blank; the text's length at its end. */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (isBlank(text.charCodeAt(end))) end++;
  return end;
}

/** The offset behind the value that begins at `at`. The text is taken for JSON; one that breaks off ends at its end. */
export function valueEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return stringEnd(text, at);
  if (!opens(first)) return wordEnd(text, at);
  let open = 0;
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) end = stringEnd(text, end) - 1;
    else if (opens(code)) open++;
    else if (closes(code) && --open === 0) return end + 1;
  }
  return text.length;
}

/** The entries or items of a container, by name or index. */
export type Children = ReadonlyMap<string | number, Child>;

/**
 * Notes in `known` where the entries or items of the container at `at` stand, and those of the containers in it down to so many levels; none where no
 * container stands there. Of duplicate keys the last one counts, as for JSON.parse. A text that breaks off gives what was begun. Returns where it ends.
 */
export function scanChildren(text: string, at: number, levels: number, known: Map<number, Children>): number {
  const found = new Map<string | number, Child>();
  known.set(at, found);
  const first = text.charCodeAt(at);
  if (!opens(first)) return valueEnd(text, at);
  const isObject = first === 123;
  let offset = at + 1;
  for (let index = 0; ; index++) {
    offset = skipBlanks(text, offset);
    while (text.charCodeAt(offset) === comma) offset = skipBlanks(text, offset + 1);
    if (offset >= text.length) return offset;
    if (closes(text.charCodeAt(offset))) return offset + 1;
    let name: string | number = index;
    let key: Range | undefined;
    if (isObject) {
      key = { start: offset, end: valueEnd(text, offset) };
      name = textAt(text, key.start, key.end);
      offset = skipBlanks(text, key.end);
      if (text.charCodeAt(offset) === colon) offset = skipBlanks(text, offset + 1);
    }
    const end = levels > 1 && opens(text.charCodeAt(offset)) ? scanChildren(text, offset, levels - 1, known) : valueEnd(text, offset);
    const value = { start: offset, end: Math.max(end, key === undefined ? offset + 1 : offset) };
    found.set(name, key === undefined ? { value } : { key, value });
    offset = value.end;
  }
}

/** What the string between two offsets says; without its quotes where it cannot be read. */
export function textAt(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return raw.slice(1, -1);
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.slice(1, -1);
  }
}

function wordEnd(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (isBlank(code) || code === comma || code === colon || code === quote || opens(code) || closes(code)) break;
  }
  return end;
}

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** `{` and `[`. */
export const opens = (code: number): boolean => code === 123 || code === 91;

/** `}` and `]`. */
export const closes = (code: number): boolean => code === 125 || code === 93;
