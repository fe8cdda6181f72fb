import { isSecretName } from '../core/engine/sensitive.ts';
import type { BlockId } from '../core/model/origin.ts';
import type { Range } from '../core/text/range.ts';
import type { Node, SyntaxDocument } from '../syntax/tree.ts';
import { absolute, rootBlock } from '../syntax/walk.ts';

/** Names that a secret follows on its line, in text that is not known to be read rightly. */
const secretLine = /(?:pass(?:word|wd|phrase)|secret|token|credential|(?:api|private|shared|access)_?key)[\w-]*["']?\s*[:=]\s*(\S.*)$/gim;

/**
 * Where a document may hold a secret, told by the names of its keys alone: for parts that no template's model shows
 * (metadata, mappings, duplicate keys), beside what the engine knows. `doubtful`: parts of the text could not be read,
 * so lines count too.
 */
export function secretRanges(document: SyntaxDocument, doubtful: boolean): readonly Range[] {
  const found: Range[] = [];
  if (document.root) collect(document.root, rootBlock(document), false, 0, (block, range) => found.push(absolute(document, { block, range })));
  return doubtful ? [...found, ...secretsOfLines(document.text)] : found;
}

/** What stands behind the colon on lines that name a secret. */
export function secretsOfLines(text: string): readonly Range[] {
  const found: Range[] = [];
  for (const match of text.matchAll(secretLine)) {
    const value = match[1] ?? '';
    const end = match.index + match[0].length;
    found.push({ start: end - value.length, end });
  }
  return found;
}

function collect(node: Node, block: BlockId, isSecret: boolean, depth: number, hide: (block: BlockId, range: Range) => void): void {
  if (depth > 500) return;
  if (node.kind === 'scalar') {
    const isValue = typeof node.value === 'string' || typeof node.value === 'number';
    if (isSecret && isValue && node.tag === undefined) hide(block, node.content);
  } else if (node.kind === 'sequence') {
    for (const item of node.items) collect(item, block, isSecret && node.tag === undefined, depth + 1, hide);
  } else if (node.kind === 'mapping') {
    for (const pair of node.pairs) collect(pair.value, pair.block ?? block, isSecretName(pair.name), depth + 1, hide);
  }
}
