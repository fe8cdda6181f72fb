import type { BlockId, Place } from '../core/model/origin.ts';
import type { Range } from '../core/text/range.ts';
import type { MappingNode, Node, Pair, SyntaxDocument } from './tree.ts';

/** A node and the block that its ranges are relative to. */
export interface Placed {
  readonly node: Node;
  readonly block: BlockId;
}

/** One step of a walk: the node, and the pair it is the value of (whose key stands in the same block). */
export interface Visited extends Placed {
  /** The key or index that led here; absent at the root. */
  readonly step?: string | number;
  readonly pair?: Pair;
}

/** A node found by its path; `parents` lead from the root to the node's parent. */
export interface Found extends Visited {
  readonly parents: readonly Visited[];
}

/** The entry of a mapping with this name; of duplicates the last. */
export function entry(mapping: MappingNode, name: string): Pair | undefined {
  for (let at = mapping.pairs.length - 1; at >= 0; at--) {
    const pair = mapping.pairs[at];
    if (pair?.name === name) return pair;
  }
  return undefined;
}

/** What a node stands for: the node itself, or its alias's target; undefined for an alias without one. `block`: where the node stands. */
export function resolveAlias(node: Node, block: BlockId): Placed | undefined {
  let at: Placed = { node, block };
  while (at.node.kind === 'alias') {
    if (at.node.target === undefined) return undefined;
    at = at.node.target;
  }
  return at;
}

/** The block of the document itself. */
export function rootBlock(document: SyntaxDocument): BlockId {
  return `${document.file}#`;
}

/** Does each entry of the root and of Resources say by itself what it says, because no alias leads from one into another? */
export function standAlone({ byEntry, syntax }: SyntaxDocument): boolean {
  return byEntry || syntax === 'json';
}

/** The node at a path from the root. Aliases on the way are followed, one at the end is not; of duplicate keys the last counts. */
export function nodeAtPath(document: SyntaxDocument, path: readonly (string | number)[]): Found | undefined {
  if (document.root === undefined) return undefined;
  const parents: Visited[] = [];
  let at: Visited = { node: document.root, block: rootBlock(document) };
  for (const step of path) {
    const holder = resolveAlias(at.node, at.block);
    const next = holder === undefined ? undefined : child(holder, step);
    if (next === undefined) return undefined;
    parents.push(at);
    at = next;
  }
  return { ...at, parents };
}

function child({ node, block }: Placed, step: string | number): Visited | undefined {
  if (node.kind === 'mapping') {
    const pair = entry(node, String(step));
    return pair === undefined ? undefined : { node: pair.value, block: pair.block ?? block, step: pair.name, pair };
  }
  if (node.kind !== 'sequence' || typeof step !== 'number') return undefined;
  const item = node.items[step];
  return item === undefined ? undefined : { node: item, block, step };
}

/** The offsets in the document that a place stands for. A block that the document does not have counts from 0. */
export function absolute(document: SyntaxDocument, place: Place): Range {
  const base = document.blocks.get(place.block) ?? 0;
  return { start: place.range.start + base, end: place.range.end + base };
}
