import type { Condition, Variable } from '../model/condition.ts';
import type { Family, Resource } from '../model/template.ts';
import type { Address, Settled, Value } from '../model/value.ts';
import type { KeyGrant } from '../rule/fix.ts';
import type { Property } from '../rule/property.ts';
import type { View } from '../rule/view.ts';
import type { Ground } from './ground.ts';
import type { Reads } from './reads.ts';
import type { World } from './worlds.ts';

/** A template seen in one world. What is read of other resources is noted in `reads`. */
export class WorldView implements View {
  readonly strict: boolean;
  readonly #ground: Ground;
  readonly #world: World;
  readonly #reads: Reads;
  #deployable = true;

  constructor(ground: Ground, world: World, strict: boolean, reads: Reads) {
    this.#ground = ground;
    this.#world = world;
    this.strict = strict;
    this.#reads = reads;
  }

  /** False once something was read that lets no deployment succeed here: a reference to a resource that does not exist, a row that a mapping lacks. */
  get isDeployable(): boolean {
    return this.#deployable;
  }

  get family(): Family {
    return this.#ground.template.family;
  }

  get isOpen(): boolean {
    return this.#ground.template.open;
  }

  variable(id: string): Variable | undefined {
    return this.#ground.template.variables.get(id);
  }

  holds(condition: Condition): boolean {
    return this.#world.holds(condition);
  }

  settle(value: Value): Settled {
    let at = value;
    while (at.kind === 'choice') {
      const taken = at.cases.find((c) => this.holds(c.when));
      if (!taken) return { kind: 'absent', at: at.at };
      at = taken.value;
    }
    if (at.kind === 'ref') this.get(at.to);
    if (at.kind === 'unknown' && at.impossible) this.#deployable = false;
    return at;
  }

  json(text: Settled & { readonly kind: 'scalar' }): Value | undefined {
    return this.#ground.jsonIn(text, this);
  }

  get(address: Address): Resource | undefined {
    this.#reads.addResource(address);
    const resource = this.#ground.template.resources.get(address);
    if (resource && this.holds(resource.when)) return resource;
    if (resource) this.#deployable = false;
    return undefined;
  }

  declared(types: readonly string[]): readonly Resource[] {
    for (const type of types) this.#reads.addType(type);
    const [only, another] = types;
    if (only !== undefined && another === undefined) return this.#ground.ofType(only);
    return types.flatMap((type) => this.#ground.ofType(type));
  }

  companions(types: readonly string[], via: Property, subject: Resource): readonly Resource[] {
    const found = this.#ground.companions(types, via).of(subject);
    this.#reads.addJoin({ types, via, subject, found });
    return found;
  }

  ownKey(subject: Resource, grants: readonly KeyGrant[]): Resource | undefined {
    const found = this.#ground.ownKeys.for(subject, grants);
    this.#reads.addKey({ subject, grants, found });
    return found;
  }

  ofTypes(types: readonly string[]): readonly Resource[] {
    return this.declared(types).filter((resource) => this.holds(resource.when));
  }

  once<T extends NonNullable<unknown>>(about: object, work: () => T): T {
    return this.#ground.once(about, work);
  }

  undeployable(): void {
    this.#deployable = false;
  }
}
