import type { Resource, Template } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import { partsOf } from './content.ts';

/** Which resource of the new template is which of the old one. */
export interface Match {
  /** Pairs, in the order of the new template. Their addresses differ where one was renamed. */
  readonly pairs: readonly { readonly before: Resource; readonly after: Resource }[];
  readonly gone: readonly Resource[];
  readonly appeared: readonly Resource[];
}

/** Two resources are one that was renamed only where at least this share of their properties is alike. */
const leastAlike = 0.7;

/**
 * Matches by address and type. Of the rest, those of one type pair off that are most alike: what is left is gone, or has appeared.
 * `moved`: new addresses by old ones, where the new template says so itself.
 */
export function matchResources(before: Template, after: Template, moved: ReadonlyMap<Address, Address> = new Map()): Match {
  const pairs = new Map<Resource, Resource>();
  const gone = new Map<Resource, ReadonlyMap<string, string>>();
  for (const resource of before.resources.values()) {
    const other = after.resources.get(moved.get(resource.address) ?? resource.address);
    if (other?.type === resource.type && !pairs.has(other)) pairs.set(other, resource);
    else gone.set(resource, partsOf(resource));
  }
  const appeared = [...after.resources.values()].filter((resource) => !pairs.has(resource));
  for (const { from, to } of likeliest(gone, appeared)) {
    if (!gone.has(from) || pairs.has(to)) continue;
    pairs.set(to, from);
    gone.delete(from);
  }
  return {
    pairs: [...after.resources.values()].flatMap((resource) => {
      const from = pairs.get(resource);
      return from ? [{ before: from, after: resource }] : [];
    }),
    gone: [...gone.keys()],
    appeared: appeared.filter((resource) => !pairs.has(resource)),
  };
}

/** Candidates, most alike first. */
function likeliest(gone: ReadonlyMap<Resource, ReadonlyMap<string, string>>, appeared: readonly Resource[]): readonly { readonly from: Resource; readonly to: Resource }[] {
  const found = appeared.flatMap((to) => {
    const parts = partsOf(to);
    return [...gone].filter(([from]) => from.type === to.type).map(([from, others]) => ({ from, to, alike: likeness(others, parts) }));
  });
  return found.filter(({ alike }) => alike >= leastAlike).sort((a, b) => b.alike - a.alike);
}

/** The share of properties that are the same on both sides; 1 where neither has any. */
function likeness(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  const names = new Set([...a.keys(), ...b.keys()]);
  if (names.size === 0) return 1;
  return [...names].filter((name) => a.get(name) === b.get(name)).length / names.size;
}
