import { RefTo } from '../core/model/edit.ts';
import type { AddResource, Edit } from '../core/model/edit.ts';
import type { Node, SyntaxDocument } from './tree.ts';
import { draftOf, join, nest } from './write-draft.ts';
import type { Draft } from './write-draft.ts';
import { findOrigin, findSpot } from './write-find.ts';
import type { Found } from './write-find.ts';
import { hasAnchor, isComputed, isVacant, noValue, says } from './write-node.ts';
import { isRefused, refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';
import type { Change } from './write-change.ts';
import { entryChange, freeEntryName, nameOfEntry } from './write-add-entry.ts';
import { freeTerraformName, isTerraform, terraformEntry, terraformHome } from './write-add-terraform.ts';
import { freeLogicalId } from './write-free-name.ts';
import { children } from './write-slot.ts';
import type { Slot } from './write-slot.ts';

/**
 * The changes that edits come down to, one per node and kind: what several edits make below the same missing parent is made once.
 * What the document already says needs no change. One refusal refuses all.
 */
export function plan(edits: readonly Edit[], document: SyntaxDocument): readonly Change[] | Refused {
  const added = new Map<Edit, string>();
  const renamed = new Map<string, string>();
  for (const edit of edits) {
    if (edit.op !== 'addResource' && edit.op !== 'addEntry') continue;
    const taken = [...added.values()];
    const name = edit.op === 'addEntry' ? freeEntryName(edit, document, taken) : freeName(edit, document, taken);
    if (isRefused(name)) return name;
    added.set(edit, name.name);
    renamed.set(`+${edit.nameHint}`, edit.op === 'addEntry' ? nameOfEntry(edit, name.name) : isTerraform(edit) ? `${edit.type}.${name.name}` : name.name);
  }
  const changes: Change[] = [];
  for (const edit of edits) {
    const change = lower(edit, document, renamed, added.get(edit) ?? '');
    if (change === undefined) continue;
    if (isRefused(change)) return change;
    const index = changes.findIndex((other) => other.kind === change.kind && other.at.node === change.at.node && (other.kind !== 'add' || change.kind !== 'add' || other.name === change.name));
    const before = changes[index];
    const both = before ? joinChanges(before, change) : change;
    if (isRefused(both)) return both;
    if (before) changes[index] = both;
    else changes.push(both);
  }
  return exchanged(changes.filter((change) => change.kind !== 'put' || !says(change.at.node, change.draft)));
}

/** Where all of a collection goes and something else comes into it, the new replaces the old as a whole. */
function exchanged(changes: readonly Change[]): readonly Change[] {
  const emptied = (node: Node): boolean => changes.some((other) => other.kind === 'drop' && other.at.node === node && other.indexes.length === size(node));
  return changes.flatMap((change): readonly Change[] => {
    const { node } = change.at;
    if (change.kind === 'drop' && changes.some((other) => isAddition(other) && other.at.node === node) && emptied(node)) return [];
    return isAddition(change) && emptied(node) ? [{ kind: 'put', at: change.at, draft: change.draft }] : [change];
  });
}

function isAddition(change: Change): change is Change & { readonly kind: 'insert' | 'append' } {
  return change.kind === 'insert' || change.kind === 'append';
}

function size(node: Node): number {
  return node.kind === 'mapping' ? node.pairs.length : node.kind === 'sequence' ? node.items.length : 0;
}

function joinChanges(a: Change, b: Change): Change | Refused {
  if (a.kind === 'drop' && b.kind === 'drop') return { ...a, indexes: [...new Set([...a.indexes, ...b.indexes])].sort((x, y) => x - y) };
  if (a.kind === 'drop' || b.kind === 'drop') return refuse('Two edits of this fix contradict each other.');
  const draft = join(a.draft, b.draft);
  return isRefused(draft) ? draft : { ...a, draft };
}

function lower(edit: Edit, document: SyntaxDocument, renamed: ReadonlyMap<string, string>, name: string): Change | Refused | undefined {
  if (edit.op === 'addResource') return addition(edit, document, renamed, name);
  if (edit.op === 'addEntry') return entryChange(edit, document, name, draftOf(edit.value, renamed));
  const found = findSpot(document, edit);
  if (isRefused(found)) return found;
  switch (edit.op) {
    case 'set': {
      const draft = draftOf(edit.value, renamed);
      return found.missing.length > 0 ? make(found, draft) : replacement(found.slot, draft);
    }
    case 'addItem': {
      const draft: Draft = { kind: 'list', grows: true, items: [{ value: draftOf(edit.value, renamed) }] };
      return found.missing.length > 0 ? make(found, draft) : longer(found.slot, draft);
    }
    case 'remove':
      return found.missing.length > 0 ? undefined : removal(document, found.slot);
    default:
      return edit satisfies never;
  }
}

/** What is missing below an existing node is made: in its place if it is vacant, else as its new entry or item. */
function make(found: Found, value: Draft): Change | Refused {
  const draft = nest(found.missing, value);
  if (isRefused(draft)) return draft;
  const { node } = found.slot;
  if (!isVacant(node)) return { kind: node.kind === 'sequence' ? 'append' : 'insert', at: found.slot, draft };
  if (node.kind === 'sequence' && draft.kind === 'map') return refuse('A list stands where a map is needed.');
  if (node.kind === 'mapping' && node.pairs.length === 0 && draft.kind === 'list') return refuse('A map stands where a list is needed.');
  return { kind: 'put', at: found.slot, draft };
}

function replacement(at: Slot, draft: Draft): Change | Refused {
  const put: Change = { kind: 'put', at, draft };
  return says(at.node, draft) ? put : (refuseLoss(at.node) ?? put);
}

function longer(at: Slot, draft: Draft): Change | Refused {
  if (isComputed(at.node)) return refuse('The list is computed at deployment.');
  const isEmptyMap = at.node.kind === 'mapping' && at.node.pairs.length === 0;
  if (isVacant(at.node) && !isEmptyMap) return { kind: 'put', at, draft };
  return at.node.kind === 'sequence' ? { kind: 'append', at, draft } : refuse('A value that is no list stands where a list is needed.');
}

/** In a branch of `Fn::If` there is nothing to take away: NoValue says it. */
function removal(document: SyntaxDocument, at: Slot): Change | Refused | undefined {
  const lost = refuseLoss(at.node);
  if (lost) return lost;
  const { up } = at;
  if (up === undefined) return refuse('The whole document cannot be removed.');
  if (up.node.kind === 'sequence' && isIf(up) && at.index > 0) {
    return replacement(at, draftOf(new RefTo(noValue, 'Ref'), new Map()));
  }
  const holder = up.node.kind === 'sequence' && up.pair && up.up ? up.up.node : up.node;
  if (isComputed(up.node) || isComputed(holder)) return refuse('The value is an argument of an intrinsic function.');
  if (at.pair && children(document, up).some((other) => other.pair?.name === at.pair?.name && other.index !== at.index)) {
    return refuse(`The key "${at.pair.name}" is there twice.`);
  }
  return { kind: 'drop', at: up, indexes: [at.index] };
}

function isIf(list: Slot): boolean {
  return list.node.tag === '!If' || (list.node.tag === undefined && list.pair?.name === 'Fn::If');
}

function refuseLoss(node: Node): Refused | undefined {
  if (isComputed(node)) return refuse('The value is computed at deployment.');
  return hasAnchor(node) ? refuse('The value holds an anchor or alias.') : undefined;
}

function addition(edit: AddResource, document: SyntaxDocument, renamed: ReadonlyMap<string, string>, name: string): Change | Refused {
  const properties = draftOf(edit.properties, renamed);
  if (isTerraform(edit)) {
    const home = terraformHome(edit, document);
    return isRefused(home) ? home : { kind: 'add', at: home.beside, ...terraformEntry(home, edit.type, name, properties) };
  }
  const at = findOrigin(document, edit.near);
  if (isRefused(at)) return at;
  const isEmpty = properties.kind === 'map' && properties.entries.size === 0;
  const type: [string, Draft] = ['Type', { kind: 'scalar', value: edit.type }];
  const attributes = Object.entries(edit.attributes ?? {}).map(([key, value]): [string, Draft] => [key, draftOf(value, renamed)]);
  return { kind: 'add', at, name, draft: { kind: 'map', entries: new Map([type, ...attributes, ...(isEmpty ? [] : [['Properties', properties] as const])]) } };
}

/** A name from the hint that is free: in CloudFormation a logical id that no resource and no parameter has, of letters and digits only. */
function freeName(edit: AddResource, document: SyntaxDocument, taken: readonly string[]): { readonly name: string } | Refused {
  if (isTerraform(edit)) {
    const home = terraformHome(edit, document);
    return isRefused(home) ? home : { name: freeTerraformName(edit.nameHint, [...taken, ...home.names]) };
  }
  const near = findOrigin(document, edit.near);
  if (isRefused(near)) return near;
  if (near.pair === undefined || near.up === undefined || near.node.kind !== 'mapping' || !near.node.pairs.some((pair) => pair.name === 'Type')) {
    return refuse('The new resource can only be put beside a resource of a CloudFormation template.');
  }
  return { name: freeLogicalId(edit.nameHint, [...taken, ...children(document, near.up).map((child) => child.pair?.name ?? '')], document) };
}
