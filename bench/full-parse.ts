import { parseTree } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import type { Input } from './templates.ts';

/** What a full parse is done by, for each syntax. */
export const parserOf = { yaml: 'yaml parseDocument', json: 'jsonc-parser parseTree' } as const;

/** Milliseconds of one full parse of a text with positions, by the parser that people would take. */
export function fullParseMs({ syntax, text }: Pick<Input, 'syntax' | 'text'>): number {
  const start = performance.now();
  const tree: unknown = syntax === 'yaml' ? parseDocument(text, { logLevel: 'error' }) : parseTree(text);
  const ms = performance.now() - start;
  if (tree === undefined) throw new Error('The input does not parse.');
  return ms;
}
