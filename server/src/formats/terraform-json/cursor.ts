import type { Origin } from '../../core/model/origin.ts';
import type { MappingNode, Node, Pair, SyntaxDocument } from '../../syntax/tree.ts';

/** A node of a JSON document with its place. */
export interface Cursor {
  readonly node: Node;
  readonly at: Origin;
}

/** The root of the document; undefined where the document is empty. */
export function rootOf(document: SyntaxDocument): Cursor | undefined {
  const { root, file } = document;
  return root && { node: root, at: { block: `${file}#`, value: root.range } };
}

/** The items of a list; undefined if it is none. */
export function itemsOf({ node, at }: Cursor): readonly Cursor[] | undefined {
  if (node.kind !== 'sequence') return undefined;
  return node.items.map((item, step) => ({ node: item, at: { block: at.block, parent: at, step, value: item.range } }));
}

/** The entries of a map as written, duplicates among them; undefined if it is none. */
export function pairsOf(cursor: Cursor): readonly (readonly [string, Cursor])[] | undefined {
  const { node } = cursor;
  return node.kind === 'mapping' ? node.pairs.map((pair) => [pair.name, arrive(cursor, pair)] as const) : undefined;
}

/** The entries of a map by name, the last of duplicates; undefined if it is none. */
export function entriesOf(cursor: Cursor): ReadonlyMap<string, Cursor> | undefined {
  const pairs = pairsOf(cursor);
  return pairs && new Map(pairs);
}

/** The entry of a map of this name. */
export function entryOf(cursor: Cursor, name: string): Cursor | undefined {
  const pair = cursor.node.kind === 'mapping' ? lastOf(cursor.node, name) : undefined;
  return pair && arrive(cursor, pair);
}

/** The node at a path of keys and indices; undefined if there is none. */
export function find(document: SyntaxDocument, path: readonly (string | number)[]): Cursor | undefined {
  let at = rootOf(document);
  for (const step of path) {
    if (at === undefined) return undefined;
    at = typeof step === 'number' ? itemsOf(at)?.[step] : entryOf(at, step);
  }
  return at;
}

/** The text of a string; undefined for anything else. */
export function textOf(cursor: Cursor | undefined): string | undefined {
  const node = cursor?.node;
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** Is it `null`? */
export function isNull({ node }: Cursor): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function lastOf(mapping: MappingNode, name: string): Pair | undefined {
  return mapping.pairs.findLast((pair) => pair.name === name);
}

function arrive({ at }: Cursor, pair: Pair): Cursor {
  return { node: pair.value, at: { block: pair.block ?? at.block, parent: at, step: pair.name, key: pair.key.range, value: pair.value.range } };
}
