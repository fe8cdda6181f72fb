import type { Resource, Template } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import type { Property } from '../rule/property.ts';
import type { Settled, Value } from '../model/value.ts';
import { readJsonText } from '../rule/policy/json-text.ts';
import type { View } from '../rule/view.ts';
import { Companions } from './companions.ts';
import { OwnKeys } from './own-key.ts';

type PlainText = Settled & { readonly kind: 'scalar' };

/** A template with its resources found by type. */
export class Ground {
  readonly template: Template;
  #byType: ReadonlyMap<string, readonly Resource[]> | undefined;

  readonly #companions = new Map<Property, Companions>();
  #ownKeys: OwnKeys | undefined;
  /** The JSON text that was read last: all rules about a subject follow each other. */
  #json: { readonly text: PlainText; readonly value: Value | undefined } | undefined;

  constructor(template: Template) {
    this.template = template;
  }

  /** The types that there are resources of. */
  get types(): Iterable<string> {
    return (this.#byType ??= byType(this.template)).keys();
  }

  /** The keys that resources could use as their own. */
  get ownKeys(): OwnKeys {
    return (this.#ownKeys ??= new OwnKeys(this.template));
  }

  /** Goes on with the keys of a version before, as long as nothing that they rest on is changed: `addresses` and `types` are what is. */
  keepKeys(before: Ground, addresses: ReadonlySet<Address>, types: ReadonlySet<string>): void {
    this.#ownKeys = before.#ownKeys?.after(this.template, addresses, types);
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
    if (known) return known;
    const companions = new Companions(types.flatMap((type) => this.ofType(type)), via, this.template.family);
    this.#companions.set(via, companions);
    return companions;
  }
}

function byType(template: Template): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const resource of template.resources.values()) {
    const same = found.get(resource.type);
    if (same) same.push(resource);
    else found.set(resource.type, [resource]);
  }
  return found;
}
