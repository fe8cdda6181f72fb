import type { MapDraft } from '../write-draft.ts';
import type { Node, SyntaxDocument } from '../tree.ts';
import { longRef, longSub } from '../json/write.ts';
import type { Words } from '../write-flow.ts';
import { newlineAt, prefix } from '../write-lines.ts';
import { childAt, children, entryStart, lineage, rootSlot, valueStart } from '../write-slot.ts';
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
  const quoting = quotingFor(document, slot, replaced);
  const step = stepNear(document, slot);
  return {
    newline: newlineAt(document.text, valueStart(slot)),
    step,
    dash: firstOf(lineage(slot), (part) => (document.seen ? document.seen.of('dash', part.node, () => dashBelow(document, part)) : dashBelow(document, part))) ?? step,
    words: words(quoting, { inFlow: false, quotedKeys: false, isJson: false }),
  };
}

/** The words for flow collections at a slot: keys and strings are quoted where those around are, as in JSON. */
export function flowWords(document: SyntaxDocument, slot: Slot, replaced?: Node): Words {
  const isJson = document.root?.kind === 'mapping' && document.root.flow;
  const [mapping] = lineage(slot).filter((part) => part.node.kind === 'mapping' && part.node.flow && part.node.pairs.length > 0);
  const first = mapping?.node.kind === 'mapping' ? mapping.node.pairs[0]?.key.style : undefined;
  if (first === 'double') return words({ quote: 'double', plain: false }, { inFlow: true, quotedKeys: true, isJson });
  return words(quotingFor(document, slot, replaced), { inFlow: true, quotedKeys: false, isJson });
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

function quotingFor(document: SyntaxDocument, slot: Slot, replaced: Node | undefined): Quoting {
  if (replaced?.kind === 'scalar' && replaced.tag === undefined && (replaced.style === 'single' || replaced.style === 'double')) return { quote: replaced.style, plain: false };
  for (const { node } of lineage(slot)) {
    const count = document.seen?.of('quotes', node, () => quotesBelow(node)) ?? quotesBelow(node);
    if (count.single + count.double > 0) return { quote: count.double > count.single ? 'double' : 'single', plain: true };
  }
  return { quote: 'single', plain: true };
}

interface Quotes {
  readonly single: number;
  readonly double: number;
}

/** How many scalars at and below a node are quoted, and how. */
function quotesBelow(node: Node): Quotes {
  const quotes = { single: 0, double: 0 };
  countQuotes(node, quotes);
  return quotes;
}

function countQuotes(node: Node, into: { single: number; double: number }): void {
  if (node.kind === 'scalar') {
    if (node.style === 'single') into.single++;
    else if (node.style === 'double') into.double++;
  } else if (node.kind === 'sequence') {
    for (const item of node.items) countQuotes(item, into);
  } else if (node.kind === 'mapping') {
    for (const { value } of node.pairs) countQuotes(value, into);
  }
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
  if (slot.node.kind === 'scalar') return undefined;
  for (let i = 0, child = childAt(document, slot, i); child; child = childAt(document, slot, ++i)) {
    const dash = dashBelow(document, child);
    if (dash !== undefined) return dash;
  }
  return undefined;
}

function firstOf(slots: readonly Slot[], look: (part: Slot) => number | undefined): number | undefined {
  for (const slot of slots) {
    const seen = look(slot);
    if (seen !== undefined) return seen;
  }
  return undefined;
}
