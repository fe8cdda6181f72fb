import type { SyntaxDocument } from './tree.ts';
import { indentation, isBlank, newlineAt, prefix } from './write-lines.ts';
import { afterColon, childAt, children, entryStart, lineage, rootSlot, valueEnd, valueStart } from './write-slot.ts';
import type { Slot } from './write-slot.ts';

/** How flow collections (all of JSON, `{…}` and `[…]` in YAML) are laid out around a place. */
export interface FlowStyle {
  readonly newline: string;
  /** One level of indentation: blanks or a tab. */
  readonly unit: string;
  /** Between key and value, the colon included. */
  readonly colon: string;
  /** Behind a comma on one line. */
  readonly gap: string;
  /** Inside of the braces of a map on one line. */
  readonly pad: string;
}

/** Is it a flow collection? */
export function isFlow(slot: Slot): boolean {
  return (slot.node.kind === 'mapping' || slot.node.kind === 'sequence') && slot.node.flow;
}

/** Does each child stand on a line of its own? Decided by the first. */
export function isSpread(document: SyntaxDocument, slot: Slot): boolean {
  const first = childAt(document, slot, 0);
  return first !== undefined && isBlank(prefix(document.text, entryStart(first)));
}

/** The layout seen at a slot, else around it, else at the root of the document, else the usual one. */
export function flowStyle(document: SyntaxDocument, slot: Slot): FlowStyle {
  const root = rootSlot(document);
  const top = root ? children(document, root) : [];
  const around = [...lineage(slot), ...top, ...top.flatMap((part) => children(document, part))].filter(isFlow);
  const colon = firstOf(around, (part) => colonOf(document, part)) ?? ': ';
  return {
    newline: newlineAt(document.text, valueStart(slot)),
    unit: firstOf(around, (part) => unitOf(document, part)) ?? '  ',
    colon,
    gap: firstOf(around, (part) => gapOf(document, part)) ?? (colon.endsWith(':') ? '' : ' '),
    pad: firstOf(around, (part) => padOf(document, part)) ?? '',
  };
}

function firstOf(slots: readonly Slot[], look: (slot: Slot) => string | undefined): string | undefined {
  for (const slot of slots) {
    const seen = look(slot);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

function colonOf(document: SyntaxDocument, slot: Slot): string | undefined {
  const first = childAt(document, slot, 0);
  const colon = first && afterColon(document.text, first);
  if (first?.pair === undefined || colon === undefined) return undefined;
  const before = document.text.slice(first.base + first.pair.key.range.end, colon - 1);
  const after = document.text.slice(colon, valueStart(first));
  return isBlank(after) ? `${before === '' ? '' : ' '}:${after === '' ? '' : ' '}` : undefined;
}

function unitOf(document: SyntaxDocument, slot: Slot): string | undefined {
  const first = childAt(document, slot, 0);
  if (first === undefined || !isSpread(document, slot)) return undefined;
  const outer = indentation(document.text, valueStart(slot));
  const inner = prefix(document.text, entryStart(first));
  return inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : undefined;
}

function gapOf(document: SyntaxDocument, slot: Slot): string | undefined {
  const [first, second] = [childAt(document, slot, 0), childAt(document, slot, 1)];
  if (first === undefined || second === undefined) return undefined;
  const between = document.text.slice(valueEnd(document.text, first), entryStart(second));
  return /^[ \t]*,[ \t]*$/.test(between) ? (between.endsWith(',') ? '' : ' ') : undefined;
}

function padOf(document: SyntaxDocument, slot: Slot): string | undefined {
  const first = childAt(document, slot, 0);
  if (slot.node.kind !== 'mapping' || first === undefined) return undefined;
  const inside = document.text.slice(slot.base + slot.node.content.start + 1, entryStart(first));
  return /^[ \t]*$/.test(inside) ? (inside === '' ? '' : ' ') : undefined;
}
