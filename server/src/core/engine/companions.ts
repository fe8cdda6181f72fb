import type { Family, Resource } from '../model/template.ts';
import type { Address, Value } from '../model/value.ts';
import type { Property } from '../rule/property.ts';

/** The properties that give a resource its physical name. Source: the resource types' pages. */
export const nameProperties = ['BucketName', 'QueueName', 'TopicName', 'DBClusterIdentifier', 'DBInstanceIdentifier', 'ClusterIdentifier', 'Name', 'bucket', 'name', 'identifier', 'cluster_identifier'];

/**
 * Which resources may point at which by one property, told without deciding anything: resources that have nothing to do with a subject
 * are never looked at for it, and split no world.
 */
export class Companions {
  readonly #order = new Map<Resource, number>();
  readonly #byAddress = new Map<Address, Resource[]>();
  readonly #byText = new Map<string, Resource[]>();
  readonly #withText: Resource[] = [];
  readonly #vague: Resource[] = [];

  constructor(resources: readonly Resource[], via: Property, family: Family) {
    resources.forEach((resource, i) => {
      this.#order.set(resource, i);
      for (const value of rootsOf(resource, via, family)) this.#note(value, resource);
    });
  }

  /** Those that may point at the subject, in the order written. */
  of(subject: Resource): readonly Resource[] {
    const found = new Set([...this.#vague, ...(this.#byAddress.get(subject.address) ?? [])]);
    const name = nameOf(subject);
    if (name === computed) for (const resource of this.#withText) found.add(resource);
    else if (name !== undefined) for (const resource of this.#byText.get(name) ?? []) found.add(resource);
    return [...found].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }

  #note(value: Value, resource: Resource): void {
    switch (value.kind) {
      case 'ref':
        for (const address of [value.to, ...(value.passedOn ?? [])]) add(this.#byAddress, address, resource);
        return;
      case 'list':
        if (value.open) this.#vague.push(resource);
        for (const item of value.items) this.#note(item, resource);
        return;
      case 'map':
        if (value.open) this.#vague.push(resource);
        for (const item of value.entries.values()) this.#note(item, resource);
        return;
      case 'text':
        this.#withText.push(resource);
        for (const part of value.parts) if (typeof part !== 'string') this.#note(part, resource);
        return;
      case 'choice':
        for (const { value: item } of value.cases) this.#note(item, resource);
        return;
      case 'scalar': {
        const text = String(value.value);
        this.#withText.push(resource);
        add(this.#byText, text, resource);
        const last = text.slice(text.lastIndexOf(':') + 1);
        if (last !== text) add(this.#byText, last, resource);
        return;
      }
      case 'unknown':
        this.#vague.push(resource);
        return;
      case 'absent':
        return;
    }
  }
}

/** The values that the property's paths start from; the properties as a whole where they are no plain map. */
function rootsOf(resource: Resource, via: Property, family: Family): readonly Value[] {
  const { properties } = resource;
  if (properties.kind !== 'map' || properties.open) return [properties];
  return (via.places[family] ?? []).flatMap(([first]) => {
    const value = first?.kind === 'key' ? (first.key.startsWith('@') ? resource.attributes.get(first.key.slice(1)) : properties.entries.get(first.key)) : properties;
    return value === undefined ? [] : [value];
  });
}

/** A name that is not plainly written. */
const computed = Symbol('computed');

/** The subject's physical name as far as it is plainly written. */
function nameOf({ properties }: Resource): string | typeof computed | undefined {
  if (properties.kind === 'absent') return undefined;
  if (properties.kind !== 'map') return computed;
  for (const key of nameProperties) {
    const value = properties.entries.get(key);
    if (value === undefined) continue;
    return value.kind === 'scalar' ? String(value.value) : computed;
  }
  return properties.open ? computed : undefined;
}

function add(to: Map<string, Resource[]>, key: string, resource: Resource): void {
  const there = to.get(key);
  if (there) there.push(resource);
  else to.set(key, [resource]);
}
