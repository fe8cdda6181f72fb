import { toNumber } from '../core/engine/coerce.ts';
import type { Family, Resource } from '../core/model/template.ts';
import type { Scalar, Value } from '../core/model/value.ts';
import type { DataStore } from './data-stores.ts';

/** Something that stands between a deletion and the loss. `keeps`: the data stays, or a copy of it; `delays`: it can be had back for a while. */
export interface SafetyNet {
  readonly kind: 'keeps' | 'delays';
  readonly words: string;
}

/** How a store goes: deleted since the template no longer has it, or replaced by a new one. */
export type Departure = 'deleted' | 'replaced';

const keeping: readonly Scalar[] = ['Retain', 'RetainExceptOnCreate'];

/**
 * What guards the data of a store that goes. A deletion obeys the version that was deployed, `before`; a replacement both, for CloudFormation may
 * take either. A value that is not plainly written guards nothing.
 */
export function safetyNets(store: DataStore, departure: Departure, family: Family, before: Resource, after?: Resource): readonly SafetyNet[] {
  const sides = departure === 'deleted' || !after ? [before] : [before, after];
  const every = (test: (resource: Resource) => boolean): boolean => sides.every(test);
  const nets: SafetyNet[] = family === 'cfn' ? [...policyNets(store, departure, sides)] : every(isPreventedFromDestroy) ? [keeps('lifecycle.prevent_destroy lets Terraform refuse it')] : [];
  const { protection, finalSnapshot, mustBeEmpty, recovery } = store;
  const guard = protection?.[family];
  if (protection && guard !== undefined && every((one) => isAlways(one, guard, (value) => same(value, protection.on)) || (protection.unsaid === true && isUnsaid(one, guard)))) nets.push(keeps(`\`${guard}\` lets AWS refuse the deletion`));
  const snapshot = finalSnapshot?.[family];
  if (snapshot !== undefined && every((one) => isWritten(one, snapshot) && !isAlways(one, 'skip_final_snapshot', (value) => same(value, true)))) nets.push(keeps(`\`${snapshot}\` names a last snapshot`));
  const unless = mustBeEmpty?.unless?.[family];
  if (mustBeEmpty && (unless === undefined || every((one) => !isWritten(one, unless) || isAlways(one, unless, (value) => same(value, false))))) nets.push(keeps('AWS refuses to delete it while it holds something'));
  const isForced = sides.some((one) => isAlways(one, 'recovery_window_in_days', (value) => same(value, 0)));
  if (recovery && (recovery.only ?? family) === family && !isForced) nets.push({ kind: 'delays', words: recovery.words });
  return nets;
}

const keeps = (words: string): SafetyNet => ({ kind: 'keeps', words });

/** DeletionPolicy guards a deletion, UpdateReplacePolicy a replacement. Source: the pages that data-stores.ts names. */
function policyNets(store: DataStore, departure: Departure, sides: readonly Resource[]): readonly SafetyNet[] {
  const name = departure === 'deleted' ? 'DeletionPolicy' : 'UpdateReplacePolicy';
  const said = sides.map((side) => scalarsOf(side.attributes.get(name)));
  const is = (values: readonly Scalar[]): boolean => said.every((all) => all.length > 0 && all.every((one) => one !== undefined && values.includes(one)));
  if (is(keeping)) return [keeps(`${name} ${String(said[0]?.[0])} keeps it, outside of the stack`)];
  if (store.snapshot && is(['Snapshot'])) return [keeps(`${name} Snapshot takes a last snapshot`)];
  if (store.snapshot && is([...keeping, 'Snapshot'])) return [keeps(`${name} keeps it or takes a last snapshot`)];
  const isUnsaid = said.every((all) => all.length === 0);
  return departure === 'deleted' && store.snapshotByDefault && isUnsaid ? [keeps('CloudFormation takes a last snapshot where no DeletionPolicy is set')] : [];
}

/** Does the data of this resource lie elsewhere, with what it names? */
export function liesElsewhere({ unless }: DataStore, family: Family, resource: Resource): boolean {
  const name = unless?.[family];
  return name !== undefined && isWritten(resource, name);
}

function isPreventedFromDestroy({ attributes }: Resource): boolean {
  const lifecycle = attributes.get('lifecycle');
  const block = lifecycle?.kind === 'list' ? lifecycle.items[0] : lifecycle;
  return block?.kind === 'map' && scalarsOf(block.entries.get('prevent_destroy')).some((value) => value !== undefined && same(value, true));
}

function propertyOf({ properties }: Resource, name: string): Value | undefined {
  return properties.kind === 'map' ? properties.entries.get(name) : undefined;
}

/** Nothing is written, nor hidden by what cannot be read. */
function isUnsaid(resource: Resource, name: string): boolean {
  const { properties } = resource;
  const value = propertyOf(resource, name);
  return properties.kind === 'map' && !properties.open && (value === undefined || value.kind === 'absent');
}

function isWritten(resource: Resource, name: string): boolean {
  const value = propertyOf(resource, name);
  return value !== undefined && value.kind !== 'absent' && !(value.kind === 'scalar' && value.value === '');
}

function isAlways(resource: Resource, name: string, test: (value: Scalar) => boolean): boolean {
  const values = scalarsOf(propertyOf(resource, name));
  return values.length > 0 && values.every((value) => value !== undefined && test(value));
}

/** Every value that may be meant; undefined for one that is not known. None where nothing is written. */
function scalarsOf(value: Value | undefined): readonly (Scalar | undefined)[] {
  if (value === undefined || value.kind === 'absent') return [];
  if (value.kind === 'scalar') return [value.value];
  return value.kind === 'choice' ? value.cases.flatMap((one) => (one.value.kind === 'absent' ? [undefined] : scalarsOf(one.value))) : [undefined];
}

function same(a: Scalar, b: Scalar): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase() || (toNumber(a) !== undefined && toNumber(a) === toNumber(b));
}
