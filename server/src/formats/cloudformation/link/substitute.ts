import type { Resource, Template } from '../../../core/model/template.ts';
import type { Value } from '../../../core/model/value.ts';
import { textValue } from '../text.ts';

/** A reference to something of another template. */
export type Reference = Extract<Value, { readonly kind: 'ref' }>;

/** The value with references replaced; the same object where `replace` answers undefined to all of them. */
export function substitute(value: Value, replace: (reference: Reference) => Value | undefined): Value {
  const inner = (of: Value): Value => substitute(of, replace);
  switch (value.kind) {
    case 'ref':
      return replace(value) ?? value;
    case 'choice': {
      const cases = value.cases.map((c) => ({ when: c.when, value: inner(c.value) }));
      return cases.every((c, i) => c.value === value.cases[i]?.value) ? value : { ...value, cases };
    }
    case 'list': {
      const items = value.items.map(inner);
      return items.every((item, i) => item === value.items[i]) ? value : { ...value, items };
    }
    case 'map': {
      const entries = new Map([...value.entries].map(([key, entry]) => [key, inner(entry)]));
      return [...entries].every(([key, entry]) => entry === value.entries.get(key)) ? value : { ...value, entries };
    }
    case 'text': {
      const parts = value.parts.map((part) => (typeof part === 'string' ? part : inner(part)));
      return parts.every((part, i) => part === value.parts[i]) ? value : textValue(parts, value);
    }
    case 'scalar':
    case 'absent':
    case 'unknown':
      return value;
  }
}

/** The same for all values of a template; what is not concerned keeps its objects. */
export function substituteIn(template: Template, replace: (reference: Reference) => Value | undefined): Pick<Template, 'resources' | 'outputs'> {
  return { resources: mapped(template.resources, (resource) => resourceWith(resource, replace)), outputs: mapped(template.outputs, (output) => substitute(output, replace)) };
}

function resourceWith(resource: Resource, replace: (reference: Reference) => Value | undefined): Resource {
  const properties = substitute(resource.properties, replace);
  const attributes = mapped(resource.attributes, (value) => substitute(value, replace));
  return properties === resource.properties && attributes === resource.attributes ? resource : { ...resource, properties, attributes };
}

function mapped<T>(map: ReadonlyMap<string, T>, change: (value: T) => T): ReadonlyMap<string, T> {
  let changed: Map<string, T> | undefined;
  for (const [key, value] of map) {
    const now = change(value);
    if (now !== value) (changed ??= new Map(map)).set(key, now);
  }
  return changed ?? map;
}
