/** One entry of an object literal. Ranges are offsets of the text; `end` exclusive. */
export interface WrittenEntry {
  readonly name: string;
  readonly key: { readonly start: number; readonly end: number };
  /** The value; of a shorthand entry its key. */
  readonly value: { readonly start: number; readonly end: number };
}

/** An object literal as far as it is plain. `open`: there is a spread, a computed key or something that was not understood. */
export interface WrittenObject {
  readonly entries: readonly WrittenEntry[];
  readonly open: boolean;
}

/**
 * The ranges between the commas of a group (`(…)`, `{…}`, `[…]`) whose bracket opens at `open`, blanks and comments at their
 * ends left out; undefined where the group does not end. JavaScript and TypeScript: strings, templates, comments and
 * regular expressions are skipped. No parser: what it does not understand it must not misread, so callers check what they find.
 */
export function groupItems(text: string, open: number): readonly { readonly start: number; readonly end: number }[] | undefined {
  const items: { start: number; end: number }[] = [];
  let [start, end] = [-1, -1];
  let last = '(';
  const finish = (): void => {
    if (start >= 0) items.push({ start, end });
    start = -1;
  };
  for (let at = open + 1; at < text.length; ) {
    const character = text.charAt(at);
    const comment = commentEnd(text, at);
    if (comment !== undefined || /\s/.test(character)) {
      at = comment ?? at + 1;
      continue;
    }
    if (')]}'.includes(character)) {
      finish();
      return items;
    }
    if (character === ',') {
      finish();
      last = character;
      at++;
      continue;
    }
    const next = tokenEnd(text, at, last);
    if (next === undefined) return undefined;
    if (start < 0) start = at;
    end = next;
    last = text.charAt(next - 1);
    at = next;
  }
  return undefined;
}

/** The entries of the object literal that starts at `open`; undefined where it does not end. */
export function objectEntries(text: string, open: number): WrittenObject | undefined {
  const items = text.charAt(open) === '{' ? groupItems(text, open) : undefined;
  if (items === undefined) return undefined;
  const entries: WrittenEntry[] = [];
  let isOpen = false;
  for (const { start, end } of items) {
    const written = text.slice(start, end);
    const [, quoted, plain, gap] = /^(?:(["'][\w$@-]+["'])|([\w$]+))(\s*:\s*|$)/.exec(written) ?? [];
    const key = quoted ?? plain;
    if (key === undefined || gap === undefined) {
      isOpen = true;
      continue;
    }
    const at = { start, end: start + key.length };
    const from = at.end + gap.length;
    entries.push({ name: key.replace(/["']/g, ''), key: at, value: gap === '' ? at : { start: from, end } });
  }
  return { entries, open: isOpen };
}

/**
 * The comments of a script, from their slashes to their ends. A text that does not end (a quote in JSX) ends with its line; behind a template that does not,
 * nothing is read any more.
 */
export function scriptComments(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let last = '(';
  for (let at = 0; at < text.length; ) {
    const comment = commentEnd(text, at);
    if (comment !== undefined) found.push({ start: at, end: comment - (text.charAt(comment - 1) === '\r' ? 1 : 0) });
    if (comment !== undefined || /\s/.test(text.charAt(at))) {
      at = comment ?? at + 1;
      continue;
    }
    const character = text.charAt(at);
    // Brackets are read one by one: what is in them may be commented too.
    const end = '([{'.includes(character) ? at + 1 : tokenEnd(text, at, last);
    if (end === undefined && character === '`') break;
    const next = end ?? lineEnd(text, at);
    last = text.charAt(next - 1);
    at = next;
  }
  return found;
}

function commentEnd(text: string, at: number): number | undefined {
  if (text.startsWith('//', at)) return lineEnd(text, at);
  if (!text.startsWith('/*', at)) return undefined;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/** Templates in templates, deeper than anybody writes them. */
const maxDepth = 50;

/** Where the token or group that starts here ends. `last`: the character before it that is no blank. */
function tokenEnd(text: string, at: number, last: string, depth = 0): number | undefined {
  const character = text.charAt(at);
  if ('([{'.includes(character)) return groupEnd(text, at, depth);
  if (character === '"' || character === "'") return quotedEnd(text, at);
  if (character === '`') return templateEnd(text, at, depth);
  if (character === '/' && '(,=:[!&|?{;+-*%<>~^}'.includes(last)) return regexEnd(text, at);
  const word = /^[\w$]+/.exec(text.slice(at, at + 256));
  return at + (word?.[0].length ?? 1);
}

/** Where a group ends, past its closing bracket. Nested groups are skipped with a stack, not by recursion. */
function groupEnd(text: string, open: number, depth: number): number | undefined {
  if (depth > maxDepth) return undefined;
  const closers: string[] = [];
  let last = '(';
  for (let at = open; at < text.length; ) {
    const character = text.charAt(at);
    const comment = commentEnd(text, at);
    if (comment !== undefined || /\s/.test(character)) {
      at = comment ?? at + 1;
      continue;
    }
    const closer = { '(': ')', '[': ']', '{': '}' }[character];
    if (closer !== undefined) closers.push(closer);
    else if (')]}'.includes(character)) {
      if (closers.pop() !== character) return undefined;
      if (closers.length === 0) return at + 1;
    }
    const next = closer !== undefined || ')]}'.includes(character) ? at + 1 : tokenEnd(text, at, last, depth);
    if (next === undefined) return undefined;
    last = character;
    at = next;
  }
  return undefined;
}

function quotedEnd(text: string, at: number): number | undefined {
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if (character === '\n') return undefined;
    else if (character === text.charAt(at)) return i + 1;
  }
  return undefined;
}

function templateEnd(text: string, at: number, depth: number): number | undefined {
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\\') i++;
    else if (character === '`') return i + 1;
    else if (character === '$' && text.charAt(i + 1) === '{') {
      const end = groupEnd(text, i + 1, depth + 1);
      if (end === undefined) return undefined;
      i = end - 1;
    }
  }
  return undefined;
}

function regexEnd(text: string, at: number): number | undefined {
  let inClass = false;
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\n') return undefined;
    if (character === '\\') i++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return i + 1;
  }
  return undefined;
}
