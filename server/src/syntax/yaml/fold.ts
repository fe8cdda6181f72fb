const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** Lines as one: blanks around breaks go, a single break becomes a blank, n + 1 breaks become n. https://yaml.org/spec/1.2.2/#line-folding */
export function foldLines(source: string): string {
  if (!source.includes('\n')) return source;
  const lines = source.split('\n');
  let folded = '';
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    const content = index === 0 ? trimEnd(line) : index === lines.length - 1 ? trimStart(line) : trimStart(trimEnd(line));
    const isInner = index > 0 && index < lines.length - 1;
    if (isInner && content === '') breaks++;
    else {
      if (index > 0) folded += breaks === 0 ? ' ' : '\n'.repeat(breaks);
      folded += content;
      breaks = 0;
    }
  }
  return folded;
}

function trimStart(line: string): string {
  return line.replace(/^[ \t]+/, '');
}

function trimEnd(line: string): string {
  return line.replace(/[ \t]*\r?$/, '');
}

const foldOrEscape = /\\\r?\n[ \t]*|[ \t]*(?:\r?\n[ \t]*)+|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^xuU])?/g;

/** The text between double quotes with its lines folded and its escapes read; undefined for an escape that there is not. */
export function unescape(source: string): string | undefined {
  let isKnown = true;
  const text = source.replaceAll(foldOrEscape, (found) => {
    if (!found.startsWith('\\')) return '\n'.repeat(found.split('\n').length - 2) || ' ';
    if (found.includes('\n')) return '';
    const escaped = found.length > 2 ? codePoint(found.slice(2)) : Object.hasOwn(escapes, found.slice(1)) ? escapes[found.slice(1)] : undefined;
    isKnown &&= escaped !== undefined;
    return escaped ?? '';
  });
  return isKnown ? text : undefined;
}

function codePoint(digits: string): string | undefined {
  const code = parseInt(digits, 16);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

/** How a block scalar is written: `|`, `>-` and so on. */
export interface BlockHeader {
  readonly folded: boolean;
  readonly chomp: '' | '-' | '+';
}

/** The value of a block scalar. `source`: its lines, each with its indentation of at least `indent` blanks; blank lines may have less. */
export function blockValue(source: string, indent: number, { folded, chomp }: BlockHeader): string {
  const lines = source.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  let end = lines.length;
  while (end > 0 && isBlank(lines[end - 1] ?? '', indent)) end--;
  const content = lines.slice(0, end).map((line) => line.slice(indent));
  const text = folded ? foldBlock(content) : content.join('\n');
  if (chomp === '-') return text;
  return text + '\n'.repeat(chomp === '+' ? Math.max(1, lines.length - end) : 1);
}

/** Nothing but blanks, and no more of them than the indentation: what is further in counts as text. */
function isBlank(line: string, indent: number): boolean {
  return line.length <= indent && line.trimStart() === '';
}

/** https://yaml.org/spec/1.2.2/#813-folded-style: lines that are further in are not folded, nor are the breaks around them. */
function foldBlock(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line !== '');
  let text = '\n'.repeat(Math.max(first, 0));
  let separator = '';
  let wasFurtherIn = false;
  for (const line of lines.slice(first)) {
    if (/^[ \t]/.test(line)) {
      if (separator === ' ') separator = '\n';
      else if (!wasFurtherIn && separator === '\n') separator = '\n\n';
      text += separator + line;
      separator = '\n';
      wasFurtherIn = true;
    } else if (line === '') {
      if (separator === '\n') text += '\n';
      else separator = '\n';
    } else {
      text += separator + line;
      separator = ' ';
      wasFurtherIn = false;
    }
  }
  return text;
}
