import type { Resource, Template } from '../model/template.ts';
import type { Address } from '../model/value.ts';

/** A template with its resources found by type. */
export class Ground {
  readonly template: Template;
  #byType: ReadonlyMap<string, readonly Resource[]> | undefined;

  constructor(template: Template) {
    this.template = template;
  }

  /** The resources of a type, in the order written. */
  ofType(type: string): readonly Resource[] {
    this.#byType ??= byType(this.template);
    return this.#byType.get(type) ?? [];
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

/** What a judgement read besides its subject and the variables, conditions and constraints of the template. */
export class Reads {
  /** Resources asked for by address, whether or not they are there. */
  readonly resources = new Set<Address>();
  /** Types all of whose resources were asked for. */
  readonly types = new Set<string>();
}
