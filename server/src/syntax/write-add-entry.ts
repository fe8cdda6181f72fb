import type { AddEntry } from '../core/model/edit.ts';
import type { Origin } from '../core/model/origin.ts';
import type { SyntaxDocument } from './tree.ts';
import { nest } from './write-draft.ts';
import type { Draft } from './write-draft.ts';
import { findSpot } from './write-find.ts';
import type { Found } from './write-find.ts';
import { freeTerraformName } from './write-add-terraform.ts';
import { freeLogicalId } from './write-free-name.ts';
import { isVacant } from './write-node.ts';
import type { Change } from './write-change.ts';
import { isRefused, refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';
import { children } from './write-slot.ts';

const key = (name: string): { readonly kind: 'key'; readonly key: string } => ({ kind: 'key', key: name });

function sectionOf(edit: AddEntry, document: SyntaxDocument): Found | Refused {
  const root: Origin = { block: `${document.file}#`, value: { start: 0, end: 0 } };
  return findSpot(document, { anchor: root, rest: edit.section.map(key) });
}

/** A name from the hint that is free in the section; a parameter shares its names with the resources. */
export function freeEntryName(edit: AddEntry, document: SyntaxDocument, taken: readonly string[]): { readonly name: string } | Refused {
  const found = sectionOf(edit, document);
  if (isRefused(found)) return found;
  if (edit.section[0] === 'Parameters') return { name: freeLogicalId(edit.nameHint, taken, document) };
  const names = found.missing.length > 0 ? [] : children(document, found.slot).map((slot) => slot.pair?.name ?? '');
  return { name: freeTerraformName(edit.nameHint, [...taken, ...names]) };
}

/** How references name the entry: `Name`, `var.name`, `data.type.name`. */
export function nameOfEntry({ section }: AddEntry, name: string): string {
  return section[0] === 'Parameters' ? name : [...(section[0] === 'variable' ? ['var'] : section), name].join('.');
}

/** The entry behind the last of its section; a section that is missing is made before the resources. */
export function entryChange(edit: AddEntry, document: SyntaxDocument, name: string, value: Draft): Change | Refused {
  const found = sectionOf(edit, document);
  if (isRefused(found)) return found;
  const { slot, missing } = found;
  if (slot.node.kind !== 'mapping' && !isVacant(slot.node)) return refuse(`The section ${edit.section.join('.')} is written in a form that nothing can be put into.`);
  const [first, ...rest] = [...missing, key(name)].map((step) => (step.kind === 'key' ? step.key : ''));
  const inner = nest(rest.map(key), value);
  if (isRefused(inner) || first === undefined) return refuse('The new entry has no name.');
  const draft: Draft = { kind: 'map', entries: new Map([[first, inner]]) };
  if (isVacant(slot.node)) return { kind: 'put', at: slot, draft };
  const siblings = children(document, slot);
  const isRoot = slot.up === undefined;
  const before = isRoot ? siblings[siblings.findIndex((child) => child.pair?.name === 'Resources' || child.pair?.name === 'resource') - 1] : siblings.at(-1);
  return before ? { kind: 'add', at: before, name: first, draft: inner } : { kind: 'insert', at: slot, draft };
}
