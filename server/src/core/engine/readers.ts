import type { Differences } from './differences.ts';
import type { Reads } from './reads.ts';

/** Which subjects, by their index, read what: a change is told to those that it may reach, and nobody else is asked. */
export class Readers {
  readonly #ofAddress = new Map<string, Set<number>>();
  readonly #ofType = new Map<string, Set<number>>();
  readonly #ofJoins = new Map<string, Set<number>>();
  readonly #ofKeys = new Set<number>();

  /** Notes what a subject's judgements read. */
  add(index: number, reads: Reads): void {
    if (reads.isEmpty) return;
    for (const [of, name] of this.#placesOf(reads)) {
      const there = of.get(name);
      if (there) there.add(index);
      else of.set(name, new Set([index]));
    }
    if (reads.keys.length > 0) this.#ofKeys.add(index);
  }

  /** Takes back what was noted of it. */
  remove(index: number, reads: Reads): void {
    if (reads.isEmpty) return;
    for (const [of, name] of this.#placesOf(reads)) of.get(name)?.delete(index);
    this.#ofKeys.delete(index);
  }

  /** All that these differences may reach, among others. */
  reachedBy({ addresses, types, otherKeys }: Differences): ReadonlySet<number> {
    const found = new Set<number>(otherKeys ? this.#ofKeys : []);
    const note = (indices: ReadonlySet<number> | undefined): void => {
      for (const index of indices ?? []) found.add(index);
    };
    for (const address of addresses) note(this.#ofAddress.get(address));
    for (const type of types) {
      note(this.#ofType.get(type));
      note(this.#ofJoins.get(type));
    }
    return found;
  }

  *#placesOf({ resources, types, joins }: Reads): Iterable<readonly [Map<string, Set<number>>, string]> {
    for (const address of resources) yield [this.#ofAddress, address];
    for (const type of types) yield [this.#ofType, type];
    for (const join of joins) for (const type of join.types) yield [this.#ofJoins, type];
  }
}
