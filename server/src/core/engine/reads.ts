import type { Address } from '../model/value.ts';

const none: ReadonlySet<string> = new Set();

/** What a judgement read besides its subject and the variables, conditions and constraints of the template. Most read nothing. */
export class Reads {
  #resources: Set<Address> | undefined;
  #types: Set<string> | undefined;

  /** Resources asked for by address, whether or not they are there. */
  get resources(): ReadonlySet<Address> {
    return this.#resources ?? none;
  }

  /** Types all of whose resources were asked for. */
  get types(): ReadonlySet<string> {
    return this.#types ?? none;
  }

  /** Notes that a resource was asked for. */
  addResource(address: Address): void {
    (this.#resources ??= new Set()).add(address);
  }

  /** Notes that all resources of a type were asked for. */
  addType(type: string): void {
    (this.#types ??= new Set()).add(type);
  }

  /** Notes what others read. */
  addAll({ resources, types }: Reads): void {
    for (const address of resources) this.addResource(address);
    for (const type of types) this.addType(type);
  }
}
