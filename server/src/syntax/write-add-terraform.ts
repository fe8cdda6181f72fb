import type { AddResource } from '../core/model/edit.ts';
import type { SyntaxDocument } from './tree.ts';
import type { Draft } from './write-draft.ts';
import { findOrigin } from './write-find.ts';
import { isRefused, refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';
import { children } from './write-slot.ts';
import type { Slot } from './write-slot.ts';

/** Where a new resource goes: beside a resource of its type, or beside the type of `near`, under the key of its own type. */
export interface TerraformHome {
  readonly beside: Slot;
  /** Is `beside` the entry of a type, so that the new entry is a type with the resource in it? */
  readonly isType: boolean;
  /** The names of the resources of its type. */
  readonly names: readonly string[];
}

/** Is the resource one of Terraform's? Its types begin with the provider's name: `aws_s3_bucket`. */
export function isTerraform(edit: AddResource): boolean {
  return /^[a-z][a-z0-9]*_/.test(edit.type);
}

/** Where a new resource goes in a Terraform file that writes its resources as objects; refused in one that writes them as lists. */
export function terraformHome(edit: AddResource, document: SyntaxDocument): TerraformHome | Refused {
  const near = findOrigin(document, edit.near);
  if (isRefused(near)) return near;
  const type = near.up;
  const resources = type?.up;
  if (near.pair === undefined || type?.pair === undefined || resources?.pair?.name !== 'resource' || resources.up?.up !== undefined)
    return refuse('The new resource can only be put beside a resource that is written as an object.');
  const same = children(document, resources).filter((slot) => slot.pair?.name === edit.type);
  const [only, another] = same;
  if (only === undefined) return { beside: type, isType: true, names: [] };
  const siblings = children(document, only);
  const beside = only.node === type.node ? near : siblings.at(-1);
  if (another !== undefined || only.node.kind !== 'mapping' || beside === undefined) return refuse(`The resources of the type ${edit.type} are written in a form that nothing can be put into.`);
  return { beside, isType: false, names: siblings.map((slot) => slot.pair?.name ?? '') };
}

/** A name from the hint that no resource of the type has. */
export function freeTerraformName(hint: string, taken: readonly string[]): string {
  const cleaned = hint.replace(/[^\w-]+/g, '_');
  const stem = /^[A-Za-z_]/.test(cleaned) ? cleaned : `_${cleaned}`;
  let name = stem;
  for (let suffix = 2; taken.includes(name); suffix += 1) name = `${stem}_${String(suffix)}`;
  return name;
}

/** What is written there. */
export function terraformEntry(home: TerraformHome, type: string, name: string, body: Draft): { readonly name: string; readonly draft: Draft } {
  return home.isType ? { name: type, draft: { kind: 'map', entries: new Map([[name, body]]) } } : { name, draft: body };
}
