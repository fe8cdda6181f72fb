import type { Resource, Template } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import type { Property } from '../rule/property.ts';
import type { Settled, Value } from '../model/value.ts';
import { readJsonText } from '../rule/policy/json-text.ts';
import type { View } from '../rule/view.ts';
import { Companions } from './companions.ts';
import { OwnKeys } from './own-key.ts';
import { undecided, World } from './worlds.ts';

type ByType = ReadonlyMap<string, readonly Resource[]>;
type PlainText = Settled & { readonly kind: 'scalar' };

/** A template with its resources found by type. */
export class Ground {
  readonly template: Template;
  #byType: ByType | undefined;

  readonly #companions = new Map<Property, { readonly types: readonly string[]; readonly companions: Companions }>();
  #ownKeys: OwnKeys | undefined;
  #worked = new WeakMap<object, unknown>();
  /** The JSON text that was read last: all rules about a subject follow each other. */
  #json: { readonly text: PlainText; readonly value: Value | undefined } | undefined;

  /** The one world of a template in which nothing can be chosen, a plan's; undefined where something can. */
  readonly onlyWorld: World | undefined;

  constructor(template: Template) {
    this.template = template;
    this.onlyWorld = template.variables.size === 0 && template.constraints.length === 0 ? new World(template, undecided, []) : undefined;
  }

  /** What is worked out of a value of the template, or of something that rules hold, once for all who ask. `T` belongs to it. */
  once<T extends NonNullable<unknown>>(about: object, work: () => T): T {
    const known = this.#worked.get(about) as T | undefined;
    if (known !== undefined) return known;
    const worked = work();
    this.#worked.set(about, worked);
    return worked;
  }

  /** The types that there are resources of. */
  get types(): Iterable<string> {
    return (this.#byType ??= byType(this.template)).keys();
  }

  /** The keys that resources could use as their own. */
  get ownKeys(): OwnKeys {
    return (this.#ownKeys ??= new OwnKeys(this.template));
  }

  /**
   * Goes on with what a version before has found, as far as nothing that it rests on is changed: these addresses, and resources of these types.
   * `isSameOrder`: both versions have the same addresses in the same order.
   */
  goOnFrom(before: Ground, addresses: ReadonlySet<Address>, types: ReadonlySet<string>, isSameOrder: boolean): void {
    this.#worked = before.#worked;
    this.#ownKeys = before.#ownKeys?.after(this.template, addresses, types);
    for (const [via, known] of before.#companions) if (!known.types.some((type) => types.has(type))) this.#companions.set(via, known);
    if (isSameOrder && before.#byType) this.#byType = this.#replaced(before.#byType, before.template, addresses);
  }

  /** The lists of the version before with the resources of this one; undefined where one has another type now. */
  #replaced(lists: ByType, before: Template, addresses: ReadonlySet<Address>): ByType | undefined {
    const replaced = new Map(lists);
    for (const address of addresses) {
      const [old, now] = [before.resources.get(address), this.template.resources.get(address)];
      if (old === undefined || now?.type !== old.type) return undefined;
      replaced.set(old.type, replaced.get(old.type)?.map((resource) => (resource === old ? now : resource)) ?? [now]);
    }
    return replaced;
  }

  /** What a plain text says that is JSON, whatever the world. */
  jsonIn(text: PlainText, view: View): Value | undefined {
    if (this.#json?.text !== text) this.#json = { text, value: readJsonText([String(text.value)], text.at, view) };
    return this.#json.value;
  }

  /** The resources of a type, in the order written. */
  ofType(type: string): readonly Resource[] {
    this.#byType ??= byType(this.template);
    return this.#byType.get(type) ?? [];
  }

  /** The resources of these types by what they may point at. `types` go with `via`: both are of one binding. */
  companions(types: readonly string[], via: Property): Companions {
    const known = this.#companions.get(via);
    if (known) return known.companions;
    const companions = new Companions(types.flatMap((type) => this.ofType(type)), via, this.template.family);
    this.#companions.set(via, { types, companions });
    return companions;
  }
}

function byType(template: Template): ByType {
  const found = new Map<string, Resource[]>();
  for (const resource of template.resources.values()) {
    const same = found.get(resource.type);
    if (same) same.push(resource);
    else found.set(resource.type, [resource]);
  }
  return found;
}
