import type { MapDraft } from '../write-draft.ts';
import type { Node, SyntaxDocument } from '../tree.ts';
import { longRef, longSub } from '../json/write.ts';
import type { Words } from '../write-flow.ts';
import { newlineAt, prefix } from '../write-lines.ts';
import { children, entryStart, lineage, rootSlot, valueStart } from '../write-slot.ts';
import type { Slot } from '../write-slot.ts';
import { scalarText } from './write-scalar.ts';
import { interpolated } from '../write-node.ts';
import type { Quoting } from './write-scalar.ts';

/** How block collections are laid out around a place, in columns. */
export interface BlockStyle {
  readonly newline: string;
  /** From a key to the keys of the map below it. */
  readonly step: number;
  /** From a key to the dashes of the list below it; often 0. */
  readonly dash: number;
  readonly words: Words;
}

/** The layout seen at a slot, else around it, else the usual one. A scalar that is replaced lends its quotes to the new one. */
export function blockStyle(document: SyntaxDocument, slot: Slot, replaced?: Node): BlockStyle {
  const quoting = quotingFor(slot, replaced);
  const step = stepNear(document, slot);
  return {
    newline: newlineAt(document.text, valueStart(slot)),
    step,
    dash: firstSeen(slot, (part) => dashBelow(document, part)) ?? step,
    words: words(quoting, { inFlow: false, quotedKeys: false, isJson: false }),
  };
}

/** The words for flow collections at a slot: keys and strings are quoted where those around are, as in JSON. */
export function flowWords(document: SyntaxDocument, slot: Slot, replaced?: Node): Words {
  const isJson = document.root?.kind === 'mapping' && document.root.flow;
  const [mapping] = lineage(slot).filter((part) => part.node.kind === 'mapping' && part.node.flow && part.node.pairs.length > 0);
  const first = mapping?.node.kind === 'mapping' ? mapping.node.pairs[0]?.key.style : undefined;
  if (first === 'double') return words({ quote: 'double', plain: false }, { inFlow: true, quotedKeys: true, isJson });
  return words(quotingFor(slot, replaced), { inFlow: true, quotedKeys: false, isJson });
}

function words(quoting: Quoting, how: { readonly inFlow: boolean; readonly quotedKeys: boolean; readonly isJson: boolean }): Words {
  const { inFlow, quotedKeys, isJson } = how;
  return {
    key: (name) => scalarText(name, { ...quoting, plain: !quotedKeys }, inFlow),
    scalar: (value) => scalarText(value, quoting, inFlow),
    ref: (to, attribute) => (isJson ? longRef(to, attribute) : shortRef(to, attribute, inFlow)),
    text: (draft) => (isJson ? longSub(draft) : `!Sub ${scalarText(interpolated(draft), quoting, inFlow)}`),
  };
}

function shortRef(to: string, attribute: string, inFlow: boolean): string | MapDraft {
  const text = attribute === 'Ref' ? to : `${to}.${attribute}`;
  return `${attribute === 'Ref' ? '!Ref' : '!GetAtt'} ${scalarText(text, { quote: 'single', plain: true }, inFlow)}`;
}

function quotingFor(slot: Slot, replaced: Node | undefined): Quoting {
  if (replaced?.kind === 'scalar' && replaced.tag === undefined && (replaced.style === 'single' || replaced.style === 'double')) return { quote: replaced.style, plain: false };
  for (const part of lineage(slot)) {
    const count = { single: 0, double: 0 };
    countQuotes(part.node, count);
    if (count.single + count.double > 0) return { quote: count.double > count.single ? 'double' : 'single', plain: true };
  }
  return { quote: 'single', plain: true };
}

function countQuotes(node: Node, count: { single: number; double: number }): void {
  if (node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')) count[node.style] += 1;
  if (node.kind === 'sequence') for (const item of node.items) countQuotes(item, count);
  if (node.kind === 'mapping') for (const pair of node.pairs) countQuotes(pair.value, count);
}

/** The column that an offset stands in. */
export function column(document: SyntaxDocument, offset: number): number {
  return prefix(document.text, offset).length;
}

function isBlock(node: Node, kind: 'mapping' | 'sequence'): boolean {
  return node.kind === kind && !node.flow && (node.kind === 'mapping' ? node.pairs.length > 0 : node.items.length > 0);
}

function columnOf(document: SyntaxDocument, slot: Slot): number {
  return column(document, slot.base + slot.node.content.start);
}

/** From the key of a map to the map below it: below the slot, else at the slot and above, else anywhere. */
function stepNear(document: SyntaxDocument, slot: Slot): number {
  const stepOf = (part: Slot): number | undefined => {
    if (!part.pair || part.up === undefined || !isBlock(part.node, 'mapping') || !isBlock(part.up.node, 'mapping')) return undefined;
    const step = columnOf(document, part) - column(document, entryStart(part));
    return step > 0 ? step : undefined;
  };
  for (const part of [...children(document, slot), ...lineage(slot)]) {
    const step = stepOf(part);
    if (step !== undefined) return step;
  }
  const root = rootSlot(document);
  for (const part of root ? children(document, root) : []) {
    const step = stepOf(part);
    if (step !== undefined) return step;
  }
  return 2;
}

/** The distance of the first list found at or below a slot from its key. */
function dashBelow(document: SyntaxDocument, slot: Slot): number | undefined {
  if (slot.pair && isBlock(slot.node, 'sequence')) {
    const distance = columnOf(document, slot) - column(document, entryStart(slot));
    if (distance >= 0) return distance;
  }
  for (const child of children(document, slot)) {
    const below = child.node.kind === 'scalar' ? undefined : dashBelow(document, child);
    if (below !== undefined) return below;
  }
  return undefined;
}

function firstSeen(slot: Slot, look: (part: Slot) => number | undefined): number | undefined {
  for (const part of lineage(slot)) {
    const seen = look(part);
    if (seen !== undefined) return seen;
  }
  return undefined;
}
