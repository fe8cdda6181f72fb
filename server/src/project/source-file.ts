import type { SyntaxDocument } from '../syntax/tree.ts';

/** A file of which nothing is parsed, so that findings can stand in it. */
export function sourceFile(text: string, file: string): SyntaxDocument {
  return { file, syntax: 'text', text, root: undefined, byEntry: false, blocks: new Map([[`${file}#`, 0]]), comments: [], problems: [] };
}
