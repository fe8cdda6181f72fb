import type { Resource } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import type { Ground } from './ground.ts';
import type { Join, KeyChoice, Reads } from './reads.ts';

/** Which resources, and which types as a whole, are not what they were in another version of the template. A resource is the same while its object is. */
export class Differences {
  readonly addresses: ReadonlySet<Address>;
  readonly types: ReadonlySet<string>;

  constructor(
    private readonly before: Ground,
    private readonly after: Ground,
  ) {
    const [old, now] = [before.template.resources, after.template.resources];
    const addresses = new Set<Address>();
    const types = new Set<string>();
    const note = (address: Address, ...of: readonly (Resource | undefined)[]): void => {
      addresses.add(address);
      for (const resource of of) if (resource) types.add(resource.type);
    };
    for (const [address, resource] of now) {
      const was = old.get(address);
      if (was !== resource) note(address, was, resource);
    }
    for (const [address, resource] of old) if (!now.has(address)) note(address, resource);
    if (!isSameOrder(old, now)) for (const type of after.types) if (!isSameList(before.ofType(type), after.ofType(type))) types.add(type);
    this.addresses = addresses;
    this.types = types;
    after.keepKeys(before, addresses, types);
  }

  /** Did something change of what was read? */
  reach({ resources, types, joins, keys }: Reads): boolean {
    return meet(this.addresses, resources) || meet(this.types, types) || joins.some((join) => this.#answersOtherwise(join)) || keys.some((key) => this.#choosesOtherwise(key));
  }

  #choosesOtherwise({ subject, grants, found }: KeyChoice): boolean {
    return this.after.ownKeys !== this.before.ownKeys && this.after.ownKeys.for(subject, grants) !== found;
  }

  #answersOtherwise({ types, via, subject, found }: Join): boolean {
    return types.some((type) => this.types.has(type)) && !isSameList(this.after.companions(types, via).of(subject), found);
  }
}

function isSameOrder(a: ReadonlyMap<Address, Resource>, b: ReadonlyMap<Address, Resource>): boolean {
  if (a.size !== b.size) return false;
  const others = b.keys();
  for (const address of a.keys()) if (address !== others.next().value) return false;
  return true;
}

function isSameList(a: readonly Resource[], b: readonly Resource[]): boolean {
  return a.length === b.length && a.every((resource, i) => resource === b[i]);
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size === 0 || b.size === 0) return false;
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const item of few) if (many.has(item)) return true;
  return false;
}
