import { pathOf } from '../core/model/origin.ts';
import type { Spot, Step } from '../core/model/edit.ts';
import type { Origin } from '../core/model/origin.ts';
import type { MappingNode, SequenceNode, SyntaxDocument } from './tree.ts';
import { isFlow } from './write-flow-style.ts';
import { isComputed, isVacant } from './write-node.ts';
import { isRefused, refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';
import { childAt, lineage, rootSlot } from './write-slot.ts';
import type { Slot } from './write-slot.ts';

/** The deepest node of a spot that exists, and the steps that are still missing below it. */
export interface Found {
  readonly slot: Slot;
  readonly missing: readonly Step[];
}

/**
 * The node at an origin, found by its path. Refused where the path does not resolve in exactly one way, or leads through
 * an anchor, an alias, a merge key, or a part of the document that holds syntax errors.
 */
export function findOrigin(document: SyntaxDocument, origin: Origin): Slot | Refused {
  if (document.problems.some((problem) => problem.code === 'several-documents')) return refuse('The file holds several YAML documents.');
  let slot = rootSlot(document);
  if (slot === undefined) return refuse('The file is empty.');
  for (const step of pathOf(origin)) {
    const next = stepInto(document, slot, step);
    if (isRefused(next)) return next;
    slot = next;
  }
  return checked(document, slot);
}

function stepInto(document: SyntaxDocument, slot: Slot, step: string | number): Slot | Refused {
  const { node } = slot;
  const shared = refuseShared(document, slot);
  if (shared) return shared;
  const next = node.kind === 'mapping' ? pick(document, slot, node, String(step)) : node.kind === 'sequence' && typeof step === 'number' ? childAt(document, slot, step) : undefined;
  if (next) return next;
  if (node.kind === 'scalar' && typeof node.value === 'string') return refuse('The place to edit lies inside of a text (an embedded document).');
  return refuse(`The place to edit was not found in the file: there is no ${JSON.stringify(step)} on the way to it.`);
}

/** Where each key of a map stands first, and which are there twice. */
interface Keys {
  readonly first: ReadonlyMap<string, number>;
  readonly twice: ReadonlySet<string>;
}

function keysOf(document: SyntaxDocument, node: MappingNode): Keys {
  const look = (): Keys => {
    const first = new Map<string, number>();
    const twice = new Set<string>();
    for (const [index, { name }] of node.pairs.entries()) {
      if (first.has(name)) twice.add(name);
      else first.set(name, index);
    }
    return { first, twice };
  };
  return document.seen?.of('keys', node, look) ?? look();
}

/** The child named `key`; undefined if there is none; refused if there are two. */
function pick(document: SyntaxDocument, slot: Slot, node: MappingNode, key: string): Slot | Refused | undefined {
  const { first, twice } = keysOf(document, node);
  if (twice.has(key)) return refuse(`The key "${key}" is there twice.`);
  return childAt(document, slot, first.get(key) ?? -1);
}

function refuseShared(document: SyntaxDocument, slot: Slot): Refused | undefined {
  const { node } = slot;
  if (node.kind === 'alias') return refuse(`The value is written elsewhere and used here by the alias *${node.name}.`);
  if (node.anchor !== undefined || slot.pair?.key.anchor !== undefined) return refuse('The value carries an anchor, so it may be used in several places.');
  if (node.kind === 'mapping' && keysOf(document, node).first.has('<<')) return refuse('The map takes entries from elsewhere by a merge key (<<).');
  return undefined;
}

function checked(document: SyntaxDocument, slot: Slot): Slot | Refused {
  const parts = lineage(slot);
  if (isBroken(document, slot, parts) || parts.some((part) => isOpen(document.text, part))) return refuse('There is a syntax error near by.');
  return refuseShared(document, slot) ?? slot;
}

function isBroken(document: SyntaxDocument, slot: Slot, parts: readonly Slot[]): boolean {
  if (document.problems.length === 0) return false;
  const blocks = new Set(parts.map((part) => part.block));
  const next = nextBase(document, slot.base);
  return document.problems.some(({ severity, at }) => {
    // What is wrong at the end of a block is often noticed only at the first word of the next.
    const isNextWord = at.range.start === 0 && next !== undefined && document.blocks.get(at.block) === next;
    return severity === 'error' && (blocks.has(at.block) || isNextWord);
  });
}

/** Where the first block behind an offset starts. */
function nextBase(document: SyntaxDocument, base: number): number | undefined {
  const look = (): readonly number[] => [...document.blocks.values()].sort((a, b) => a - b);
  const bases = document.seen && document.root ? document.seen.of('bases', document.root, look) : look();
  let [low, high] = [0, bases.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bases[middle] ?? 0) > base) high = middle;
    else low = middle + 1;
  }
  return bases[low];
}

/** A flow collection without its closing bracket. */
function isOpen(text: string, slot: Slot): boolean {
  if (!isFlow(slot)) return false;
  const first = text[slot.base + slot.node.content.start] ?? '';
  const last = text[slot.base + slot.node.content.end - 1] ?? '';
  return (first === '{' && last !== '}') || (first === '[' && last !== ']');
}

/** The node at a spot, or the deepest one on the way to it: what is written since the spot was made counts. */
export function findSpot(document: SyntaxDocument, spot: Spot): Found | Refused {
  const anchor = findOrigin(document, spot.anchor);
  if (isRefused(anchor)) return anchor;
  let slot = anchor;
  for (const [index, step] of spot.rest.entries()) {
    const next = follow(document, slot, step);
    if (next === undefined) return { slot, missing: spot.rest.slice(index) };
    if (isRefused(next)) return next;
    const sound = checked(document, next);
    if (isRefused(sound)) return sound;
    slot = sound;
  }
  return { slot, missing: [] };
}

/** The child that a step names; undefined if it can be made; refused if it cannot. */
function follow(document: SyntaxDocument, slot: Slot, step: Step): Slot | Refused | undefined {
  const { node } = slot;
  if (isComputed(node)) return refuse('The value is computed at deployment, so nothing can be put below it.');
  if (node.kind === 'mapping' && !isVacant(node)) {
    return step.kind === 'key' ? (pick(document, slot, node, step.key) ?? refuseDuplicates(document, node)) : refuse('A map stands where a list is needed.');
  }
  if (node.kind === 'sequence' && node.items.length > 0) {
    return step.kind === 'where' ? pickItem(document, slot, node, step) : refuse('A list stands where a map is needed.');
  }
  if (!isVacant(node)) return refuse(`A single value stands where a ${step.kind === 'key' ? 'map' : 'list'} is needed.`);
  return undefined;
}

function refuseDuplicates(document: SyntaxDocument, node: MappingNode): Refused | undefined {
  return keysOf(document, node).twice.size > 0 ? refuse('The map has a key twice.') : undefined;
}

function pickItem(document: SyntaxDocument, slot: Slot, node: SequenceNode, step: Step & { kind: 'where' }): Slot | Refused | undefined {
  const hits: number[] = [];
  for (const [index, item] of node.items.entries()) {
    if (isComputed(item)) return refuse('The list has an item that is computed at deployment: it may be the one meant.');
    const value = item.kind === 'mapping' ? item.pairs.find((pair) => pair.name === step.key)?.value : undefined;
    if (value === undefined) continue;
    if (isComputed(value)) return refuse(`The list has an item whose "${step.key}" is computed at deployment: it may be the one meant.`);
    if (value.kind === 'scalar' && String(value.value) === step.is) hits.push(index);
  }
  if (hits.length > 1) return refuse(`The list has several items with "${step.key}" ${step.is}.`);
  return childAt(document, slot, hits[0] ?? -1);
}
