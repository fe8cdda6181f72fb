import { always, type Condition } from '../model/condition.ts';
import type { Resource, Template } from '../model/template.ts';
import type { Address, Settled, Value } from '../model/value.ts';
import type { View } from '../rule/view.ts';
import type { World } from './worlds.ts';

/** A template seen in one world. */
export class WorldView implements View {
  readonly template: Template;
  readonly strict: boolean;
  readonly #world: World;
  #deployable = true;

  constructor(template: Template, world: World, strict: boolean) {
    this.template = template;
    this.strict = strict;
    this.#world = world;
  }

  /** False once something was read that lets no deployment succeed here: a reference to a resource that does not exist, a row that a mapping lacks. */
  get isDeployable(): boolean {
    return this.#deployable;
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
    if (at.kind === 'ref') this.#meet(at.to);
    if (at.kind === 'unknown' && at.impossible) this.#deployable = false;
    return at;
  }

  get(address: Address): Resource | undefined {
    const resource = this.template.resources.get(address);
    return resource && this.#meet(address) ? resource : undefined;
  }

  ofTypes(types: readonly string[]): readonly Resource[] {
    const found: Resource[] = [];
    for (const resource of this.template.resources.values())
      if (types.includes(resource.type) && this.holds(resource.when)) found.push(resource);
    return found;
  }

  undeployable(): void {
    this.#deployable = false;
  }

  #meet(address: Address): boolean {
    const when = this.template.resources.get(address)?.when ?? always;
    const exists = this.holds(when);
    if (!exists) this.#deployable = false;
    return exists;
  }
}
