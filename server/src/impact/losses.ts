import type { Match } from '../core/compare/match.ts';
import { vanishes } from '../core/compare/presence.ts';
import type { Origin } from '../core/model/origin.ts';
import type { Family, Resource, Template } from '../core/model/template.ts';
import type { Address } from '../core/model/value.ts';
import { dataStoreOf } from './data-stores.ts';
import type { Impact } from './impact-kind.ts';
import { liesElsewhere, safetyNets, type SafetyNet } from './safety-nets.ts';

/** What a change does to a resource that stays, by its address in the new version; resources that do not change are left out. */
export type ChangesOfStaying = ReadonlyMap<Address, { readonly impact: Impact; readonly properties: readonly string[] }>;

/**
 * What becomes of a data store. `renamed`: the old one is deleted and a new, empty one made. `refused`: AWS does not make the change, so the
 * deployment fails. `unknown`: nobody said what the change does.
 */
export type Fate = 'deleted' | 'renamed' | 'replaced' | 'may-be-replaced' | 'refused' | 'unknown';

/** A data store that a change deletes or replaces, or may. */
export interface Loss {
  readonly fate: Fate;
  /** Its address in the old version. */
  readonly address: Address;
  /** Its new address, where it was renamed. */
  readonly becomes?: Address;
  readonly type: string;
  /** What it holds, in words. */
  readonly holds: string;
  /** The properties whose change does it. */
  readonly properties: readonly string[];
  /** Where only some deployments are concerned: which. */
  readonly when: readonly string[];
  readonly nets: readonly SafetyNet[];
  /** `kept`: it stays, or a copy does; `recoverable`: for a while; `lost`. */
  readonly outcome: 'kept' | 'recoverable' | 'lost' | 'unknown';
  /** Where it stands: in the old version where it is gone from the new one. */
  readonly side: 'before' | 'after';
  readonly at: Origin;
}

/** What the new version says itself of addresses of the old one: where they moved to, and which are let go without being destroyed. */
export interface Orders {
  readonly moved: ReadonlyMap<Address, Address>;
  readonly forgotten: ReadonlySet<Address>;
}

/** No orders: CloudFormation knows none. */
export const noOrders: Orders = { moved: new Map(), forgotten: new Set() };

const fates: Readonly<Partial<Record<Impact, Fate>>> = { replaces: 'replaced', 'may-replace': 'may-be-replaced', 'not-supported': 'refused', unknown: 'unknown' };

/**
 * The data stores that the change from one version of a template to the other deletes or replaces, or may, and what stands between that and the
 * loss. No answer is never a safe one: a change of which nothing is known is told as such.
 */
export function losses(before: Template, after: Template, { pairs, gone }: Match, changes: ChangesOfStaying, { forgotten, moved }: Orders = noOrders): readonly Loss[] {
  const { family } = before;
  const found: Loss[] = gone.filter(({ address }) => !forgotten.has(address)).flatMap((resource) => lossOf('deleted', family, resource, { at: resource.at, side: 'before' }));
  for (const { before: was, after: is } of pairs) {
    const change = changes.get(is.address);
    const vanished = vanishes(was, is, before, after);
    // To CloudFormation another logical id is another resource; to Terraform another address is, unless a `moved` block says otherwise.
    if (was.address !== is.address && moved.get(was.address) !== is.address) found.push(...lossOf('renamed', family, was, { becomes: is.address, at: is.at }));
    else if (vanished) found.push(...lossOf('deleted', family, was, { at: is.at, when: vanished.when }));
    else if (change && fates[change.impact]) found.push(...lossOf(fates[change.impact] ?? 'unknown', family, was, { after: is, at: is.at, properties: change.properties }));
  }
  return found;
}

interface Details {
  readonly at: Origin;
  readonly side?: Loss['side'];
  readonly after?: Resource;
  readonly becomes?: Address;
  readonly properties?: readonly string[];
  readonly when?: readonly string[];
}

function lossOf(fate: Fate, family: Family, resource: Resource, { at, side = 'after', after, becomes, properties = [], when = [] }: Details): readonly Loss[] {
  const store = dataStoreOf(resource.type);
  if (!store || liesElsewhere(store, family, resource)) return [];
  const isMaybe = fate === 'refused' || fate === 'unknown';
  const nets = isMaybe ? [] : safetyNets(store, fate === 'deleted' || fate === 'renamed' ? 'deleted' : 'replaced', family, resource, after);
  return [
    {
      fate,
      address: resource.address,
      ...(becomes === undefined ? {} : { becomes }),
      type: resource.type,
      holds: store.holds,
      properties,
      when,
      nets,
      outcome: fate === 'refused' ? 'kept' : fate === 'unknown' ? 'unknown' : nets.some(({ kind }) => kind === 'keeps') ? 'kept' : nets.length > 0 ? 'recoverable' : 'lost',
      side,
      at,
    },
  ];
}
