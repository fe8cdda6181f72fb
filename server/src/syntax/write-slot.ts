import type { BlockId } from '../core/model/origin.ts';
import type { Node, Pair, SyntaxDocument } from './tree.ts';

/**
 * A node, where it hangs, and the absolute offset that its ranges are relative to.
 * `pair` is the entry that it is the value of (not for items and the root); `index` counts among its siblings, -1 for the root.
 */
export interface Slot {
  readonly node: Node;
  readonly block: BlockId;
  readonly base: number;
  readonly index: number;
  readonly up?: Slot;
  readonly pair?: Pair;
}

/** The root of the document, or undefined where there is nothing at all. */
export function rootSlot(document: SyntaxDocument): Slot | undefined {
  if (document.root === undefined) return undefined;
  const block = `${document.file}#`;
  return { node: document.root, block, base: document.blocks.get(block) ?? 0, index: -1 };
}

/** The child at an index: the value of a mapping's pair or a sequence's item. */
export function childAt(document: SyntaxDocument, up: Slot, index: number): Slot | undefined {
  if (up.node.kind === 'sequence') {
    const node = up.node.items[index];
    return node && { node, block: up.block, base: up.base, index, up };
  }
  if (up.node.kind !== 'mapping') return undefined;
  const pair = up.node.pairs[index];
  if (pair === undefined) return undefined;
  const block = pair.block ?? up.block;
  return { node: pair.value, block, base: document.blocks.get(block) ?? up.base, index, up, pair };
}

/** All children, in the order written; none for scalars and aliases. */
export function children(document: SyntaxDocument, up: Slot): readonly Slot[] {
  const count = up.node.kind === 'sequence' ? up.node.items.length : up.node.kind === 'mapping' ? up.node.pairs.length : 0;
  if (count === 0) return [];
  const look = (): readonly Slot[] => Array.from({ length: count }, (_, index) => childAt(document, up, index)).filter((slot) => slot !== undefined);
  return document.seen?.of('children', up.node, look) ?? look();
}

/** Absolute offset where the value starts: its tag or anchor. */
export function valueStart(slot: Slot): number {
  return slot.base + slot.node.range.start;
}

/** Absolute offset where the value's text ends, blank lines behind a block scalar left out. */
export function valueEnd(text: string, slot: Slot): number {
  const start = valueStart(slot);
  return start + text.slice(start, slot.base + slot.node.range.end).trimEnd().length;
}

/** Absolute offset where the entry starts as far as a flow collection is concerned: its key, or the item itself. */
export function entryStart(slot: Slot): number {
  return slot.pair ? slot.base + slot.pair.key.range.start : valueStart(slot);
}

/** How many containers hold the slot. */
export function depth(slot: Slot): number {
  return slot.up ? depth(slot.up) + 1 : 0;
}

/** The slot and its containers, from the inside out. */
export function lineage(slot: Slot): readonly Slot[] {
  const chain: Slot[] = [];
  for (let at: Slot | undefined = slot; at; at = at.up) chain.push(at);
  return chain;
}

/** Offset right behind the colon of the slot's entry; undefined where there is none (`? key`, `{key}`). */
export function afterColon(text: string, slot: Slot): number | undefined {
  if (slot.pair === undefined) return undefined;
  const end = slot.base + slot.pair.key.range.end;
  const colon = /^[ \t]*:/.exec(text.slice(end, end + 200));
  return colon ? end + colon[0].length : undefined;
}
