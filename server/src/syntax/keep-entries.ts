import type { Range } from '../core/text/range.ts';
import { copyOf } from './copy-of.ts';
import type { MappingNode, Node, Pair, ScalarNode, SyntaxDocument } from './tree.ts';
import { standAlone } from './walk.ts';

/**
 * A document that was read as a whole, with the entries of an earlier one in place of those that are equal to them, in the tree and in the text, so that who follows knows what changed.
 * The law: it equals the document that is given.
 */
export function keepEntries(previous: SyntaxDocument, document: SyntaxDocument): SyntaxDocument {
  const [before, root] = [previous.root, document.root];
  if (!standAlone(previous) || !standAlone(document) || before?.kind !== 'mapping' || root?.kind !== 'mapping') return document;
  const old = stretchesOf(previous, before);
  const now = stretchesOf(document, root);
  const kept = (pair: Pair): Pair => {
    const [was, is] = [old.get(pair.block ?? ''), now.get(pair.block ?? '')];
    if (holdsBlocks(pair.value)) return { ...pair, value: { ...pair.value, pairs: pair.value.pairs.map(kept) } };
    return was && is && was.text === is.text && isSamePair(was.pair, pair) ? was.pair : apartPair(pair);
  };
  return { ...document, root: { ...root, pairs: root.pairs.map(kept) } };
}

/** The same without a hold on the text that it was read from: it may be kept for many versions. */
function apartPair(pair: Pair): Pair {
  return { ...pair, key: { ...pair.key, ...apartValue(pair.key) }, name: copyOf(pair.name), value: apart(pair.value) };
}

function apart(node: Node): Node {
  const names = { ...(node.tag === undefined ? {} : { tag: copyOf(node.tag) }), ...(node.anchor === undefined ? {} : { anchor: copyOf(node.anchor) }) };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...names, ...apartValue(node) };
    case 'sequence':
      return { ...node, ...names, items: node.items.map(apart) };
    case 'mapping':
      return { ...node, ...names, pairs: node.pairs.map(apartPair) };
    case 'alias':
      return node;
  }
}

const apartValue = ({ value }: ScalarNode): Pick<ScalarNode, 'value'> => ({ value: typeof value === 'string' ? copyOf(value) : value });

interface Stretch {
  readonly pair: Pair;
  /** From its key to where the next entry begins. */
  readonly text: string;
}

/** The entries of the root and of Resources, by their blocks. */
function stretchesOf({ text, blocks }: SyntaxDocument, root: MappingNode): ReadonlyMap<string, Stretch> {
  const pairs = root.pairs.flatMap((pair) => (holdsBlocks(pair.value) ? [pair, ...pair.value.pairs] : [pair]));
  const baseOf = (pair: Pair | undefined): number => (pair === undefined ? text.length : (blocks.get(pair.block ?? '') ?? 0));
  return new Map(pairs.map((pair, i) => [pair.block ?? '', { pair, text: text.slice(baseOf(pair), baseOf(pairs[i + 1])) }]));
}

function holdsBlocks(node: Node): node is MappingNode {
  return node.kind === 'mapping' && node.pairs[0]?.block !== undefined;
}

function isSamePair(a: Pair, b: Pair): boolean {
  return a.name === b.name && a.block === b.block && isSameNode(a.key, b.key) && isSameNode(a.value, b.value);
}

function isSameNode(a: Node, b: Node): boolean {
  if (!isSameRange(a.range, b.range) || !isSameRange(a.content, b.content) || a.tag !== b.tag || a.anchor !== b.anchor) return false;
  switch (a.kind) {
    case 'scalar':
      return b.kind === 'scalar' && Object.is(a.value, b.value) && a.style === b.style;
    case 'sequence':
      return b.kind === 'sequence' && a.flow === b.flow && a.items.length === b.items.length && a.items.every((item, i) => isSameItem(item, b.items[i]));
    case 'mapping':
      return b.kind === 'mapping' && a.flow === b.flow && a.pairs.length === b.pairs.length && a.pairs.every((pair, i) => isSameItem(pair, b.pairs[i]));
    case 'alias':
      // What it leads to may be another node.
      return false;
  }
}

function isSameItem<T extends Node | Pair>(a: T, b: T | undefined): boolean {
  if (b === undefined) return false;
  return 'kind' in a && 'kind' in b ? isSameNode(a, b) : 'key' in a && 'key' in b && isSamePair(a, b);
}

function isSameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}
