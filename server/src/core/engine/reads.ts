import type { Resource } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import type { KeyGrant } from '../rule/fix.ts';
import type { Property } from '../rule/property.ts';

const none: ReadonlySet<string> = new Set();

const noJoins: readonly Join[] = [];
const noKeys: readonly KeyChoice[] = [];

/** The question which resources of some types may point at a subject by a property, and its answer. */
export interface Join {
  readonly types: readonly string[];
  readonly via: Property;
  readonly subject: Resource;
  readonly found: readonly Resource[];
}

/** The question which key of the template a subject could use, and its answer. */
export interface KeyChoice {
  readonly subject: Resource;
  readonly grants: readonly KeyGrant[];
  readonly found: Resource | undefined;
}

/** What a judgement read besides its subject and the variables, conditions and constraints of the template. Most read nothing. */
export class Reads {
  #resources: Set<Address> | undefined;
  #types: Set<string> | undefined;
  #joins: Join[] | undefined;
  #keys: KeyChoice[] | undefined;

  /** Was nothing read? */
  get isEmpty(): boolean {
    return this.#resources === undefined && this.#types === undefined && this.#joins === undefined && this.#keys === undefined;
  }

  /** Resources asked for by address, whether or not they are there. */
  get resources(): ReadonlySet<Address> {
    return this.#resources ?? none;
  }

  /** Types all of whose resources were asked for. */
  get types(): ReadonlySet<string> {
    return this.#types ?? none;
  }

  /** What was asked for by what points at it: the answer counts, not all resources of the types. */
  get joins(): readonly Join[] {
    return this.#joins ?? noJoins;
  }

  /** Which keys were asked for: the answer counts. */
  get keys(): readonly KeyChoice[] {
    return this.#keys ?? noKeys;
  }

  /** Notes that a resource was asked for. */
  addResource(address: Address): void {
    (this.#resources ??= new Set()).add(address);
  }

  /** Notes that all resources of a type were asked for. */
  addType(type: string): void {
    (this.#types ??= new Set()).add(type);
  }

  /** Notes a question that was asked. */
  addJoin(join: Join): void {
    if (!this.joins.some(({ via, subject }) => via === join.via && subject === join.subject)) (this.#joins ??= []).push(join);
  }

  /** Notes the choice of a key. */
  addKey(choice: KeyChoice): void {
    if (!this.keys.some(({ subject, grants }) => subject === choice.subject && grants === choice.grants)) (this.#keys ??= []).push(choice);
  }

  /** Notes what others read. */
  addAll(others: Reads): void {
    if (others.isEmpty) return;
    const { resources, types, joins, keys } = others;
    for (const join of joins) this.addJoin(join);
    for (const key of keys) this.addKey(key);
    for (const address of resources) this.addResource(address);
    for (const type of types) this.addType(type);
  }
}
