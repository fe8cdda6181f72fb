import type { Resource } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import type { Ground } from './ground.ts';
import type { Join, KeyChoice, Reads } from './reads.ts';

/** Which resources, and which types as a whole, are not what they were in another version of the template. A resource is the same while its object is. */
export class Differences {
  readonly addresses: ReadonlySet<Address>;
  readonly types: ReadonlySet<string>;
  /** Have both versions the same addresses in the same order? */
  readonly isSameOrder: boolean;

  constructor(
    private readonly before: Ground,
    private readonly after: Ground,
  ) {
    const addresses = new Set<Address>();
    const types = new Set<string>();
    const note = (address: Address, ...of: readonly (Resource | undefined)[]): void => {
      addresses.add(address);
      for (const resource of of) if (resource) types.add(resource.type);
    };
    const [old, now] = [before.template.resources, after.template.resources];
    this.isSameOrder = noteInOrder(old, now, note);
    if (!this.isSameOrder) {
      for (const [address, resource] of now) {
        const was = old.get(address);
        if (was !== resource) note(address, was, resource);
      }
      for (const [address, resource] of old) if (!now.has(address)) note(address, resource);
      for (const type of after.types) if (!isSameList(before.ofType(type), after.ofType(type))) types.add(type);
    }
    this.addresses = addresses;
    this.types = types;
    after.goOnFrom(before, addresses, types, this.isSameOrder);
  }

  /** May the choice of a key be another? */
  get otherKeys(): boolean {
    return this.after.ownKeys !== this.before.ownKeys;
  }

  /** Did something change of what was read? */
  reach(reads: Reads): boolean {
    if (reads.isEmpty) return false;
    const { resources, types, joins, keys } = reads;
    if (meet(this.addresses, resources) || meet(this.types, types)) return true;
    for (const join of joins) if (this.#answersOtherwise(join)) return true;
    for (const key of keys) if (this.#choosesOtherwise(key)) return true;
    return false;
  }

  #choosesOtherwise({ subject, grants, found }: KeyChoice): boolean {
    return this.otherKeys && this.after.ownKeys.for(subject, grants) !== found;
  }

  #answersOtherwise({ types, via, subject, found }: Join): boolean {
    for (const type of types) if (this.types.has(type)) return !isSameList(this.after.companions(types, via).of(subject), found);
    return false;
  }
}

/** Notes which resources are others, where both versions have the same addresses in the same order; else tells so, and what it noted is true all the same. */
function noteInOrder(old: ReadonlyMap<Address, Resource>, now: ReadonlyMap<Address, Resource>, note: (address: Address, was: Resource, is: Resource) => void): boolean {
  if (old.size !== now.size) return false;
  const others = old.entries();
  for (const [address, resource] of now) {
    const other = others.next();
    if (other.done || other.value[0] !== address) return false;
    if (other.value[1] !== resource) note(address, other.value[1], resource);
  }
  return true;
}

function isSameList(a: readonly Resource[], b: readonly Resource[]): boolean {
  return a.length === b.length && a.every((resource, i) => resource === b[i]);
}

function meet(changed: ReadonlySet<string>, read: ReadonlySet<string>): boolean {
  if (changed.size === 0 || read.size === 0) return false;
  const [few, many] = changed.size <= read.size ? [changed, read] : [read, changed];
  for (const item of few) if (many.has(item)) return true;
  return false;
}
