import type { SyntaxDocument } from './tree.ts';

const bom = '\uFEFF';

/** Offset of the start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the end of the line that holds `offset`, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** Offset of the start of the next line; the end of the text on the last line. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}

/** What stands before `offset` on its line, a byte order mark left out. */
export function prefix(text: string, offset: number): string {
  const before = text.slice(lineStart(text, offset), offset);
  return before.startsWith(bom) ? before.slice(1) : before;
}

/** The blanks that the line of `offset` starts with. */
export function indentation(text: string, offset: number): string {
  return /^[ \t]*/.exec(prefix(text, lineEnd(text, offset)))?.[0] ?? '';
}

/** Only blanks, or nothing. */
export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** The kind of line break in use at `offset`: of its own line, else of the line before, else `\n`. */
export function newlineAt(text: string, offset: number): string {
  let feed = text.indexOf('\n', offset);
  if (feed < 0) feed = text.lastIndexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** Is there a comment that starts in `[from, to)` (absolute offsets)? */
export function hasComment(document: SyntaxDocument, from: number, to: number): boolean {
  return document.comments.some((comment) => {
    const at = (document.blocks.get(comment.at.block) ?? 0) + comment.at.range.start;
    return at >= from && at < to;
  });
}

/** Does the line that starts at `start` hold a comment and nothing else? */
export function isCommentLine(document: SyntaxDocument, start: number): boolean {
  const mark = start + indentation(document.text, start).length;
  return document.comments.some((comment) => comment.ownLine && (document.blocks.get(comment.at.block) ?? 0) + comment.at.range.start === mark);
}

/**
 * The start of the first of the comment lines that stand right above the line at `start`; `start` itself where there is none.
 * What is put there does not come between a comment and what it is about.
 */
export function aboveComments(document: SyntaxDocument, start: number): number {
  let at = start;
  while (at > 0) {
    const above = lineStart(document.text, at - 1);
    if (!isCommentLine(document, above)) break;
    at = above;
  }
  return at;
}
