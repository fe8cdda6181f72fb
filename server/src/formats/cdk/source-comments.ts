import type { Comment } from '../../syntax/tree.ts';
import { scriptComments } from './script-scan.ts';

/** A text between quotes: nothing in it is a comment. `lines`: it may go on below its line. */
interface Quotes {
  readonly open: string;
  readonly close: string;
  readonly escapes: boolean;
  readonly lines: boolean;
}

/** How comments and texts are written in a language. Of quotes that begin alike the longer come first. */
interface Dialect {
  readonly line: '#' | '//';
  readonly hasBlocks: boolean;
  readonly quotes: readonly Quotes[];
}

const plain = (open: string): Quotes => ({ open, close: open, escapes: true, lines: false });
const long = (open: string, escapes: boolean): Quotes => ({ open, close: open, escapes, lines: true });

const python: Dialect = { line: '#', hasBlocks: false, quotes: [long('"""', true), long("'''", true), plain('"'), plain("'")] };
const java: Dialect = { line: '//', hasBlocks: true, quotes: [long('"""', true), plain('"'), plain("'")] };
const csharp: Dialect = { line: '//', hasBlocks: true, quotes: [long('"""', false), { open: '@"', close: '"', escapes: false, lines: true }, plain('"'), plain("'")] };
const go: Dialect = { line: '//', hasBlocks: true, quotes: [long('`', false), plain('"'), plain("'")] };
const dialects: Readonly<Record<string, Dialect>> = { py: python, java, kt: java, cs: csharp, go };

/** What begins a comment to the end of the line in a source of a CDK app, by its name. */
export function commentMark(file: string): '#' | '//' {
  return dialectOf(file)?.line ?? '//';
}

/**
 * The comments of a source of a CDK app, in TypeScript, JavaScript, Python, Java, Kotlin, C# or Go by its name; none where the text does not hold `wanted`
 * at all. No parser: a text that ends nowhere ends with its line.
 */
export function sourceComments(text: string, file: string, wanted: string): readonly Comment[] {
  if (!text.includes(wanted)) return [];
  const dialect = dialectOf(file);
  const ranges = dialect ? commentsIn(text, dialect) : scriptComments(text);
  return ranges.map(({ start, end }): Comment => {
    const written = text.slice(start, end);
    const body = written.startsWith('/*') ? written.slice(2).replace(/\*\/$/, '') : written.replace(/^(?:#|\/\/)/, '');
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    return { text: body.trim(), at: { block: `${file}#`, range: { start, end } }, ownLine: before.trim() === '' };
  });
}

function dialectOf(file: string): Dialect | undefined {
  return dialects[file.slice(file.lastIndexOf('.') + 1)];
}

function commentsIn(text: string, { line, hasBlocks, quotes }: Dialect): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const isBlock = hasBlocks && text.startsWith('/*', at);
    const quote = quotes.find(({ open }) => text.startsWith(open, at));
    if (isBlock || text.startsWith(line, at)) {
      const end = isBlock ? endOf(text, '*/', at + 2) : lineEnd(text, at);
      found.push({ start: at, end });
      at = end;
    } else at = quote ? quotedEnd(text, at + quote.open.length, quote) : at + 1;
  }
  return found;
}

function quotedEnd(text: string, from: number, { close, escapes, lines }: Quotes): number {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(close, at)) return at + close.length;
    if (escapes && text.charAt(at) === '\\') at++;
    else if (!lines && text.charAt(at) === '\n') return at;
  }
  return text.length;
}

function endOf(text: string, close: string, from: number): number {
  const end = text.indexOf(close, from);
  return end < 0 ? text.length : end + close.length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end - (text.charAt(end - 1) === '\r' ? 1 : 0);
}
