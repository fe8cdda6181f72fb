import { RefTo, TextOf, type Edit, type Literal } from '../model/edit.ts';
import { pathOf } from '../model/origin.ts';
import type { Resource } from '../model/template.ts';
import type { Scalar } from '../model/value.ts';
import { Added, JsonDocument, Joined, OneOf, OwnKey, Referred, Subject, type AddedResource, type Addition, type AttributeNames, type FixValue } from '../rule/fix.ts';
import type { Property } from '../rule/property.ts';
import type { View } from '../rule/view.ts';
import { newKey } from './own-key.ts';
import { read, type Scope } from './read.ts';

/** Why something cannot be written. */
export class Refusal {
  constructor(readonly reason: string) {}
}

/** Terraform's data sources for CloudFormation's pseudo parameters. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/caller_identity */
const dataSources: Readonly<Record<string, { readonly type: string; readonly attribute: string }>> = {
  'AWS::AccountId': { type: 'aws_caller_identity', attribute: 'account_id' },
  'AWS::Partition': { type: 'aws_partition', attribute: 'partition' },
  'AWS::Region': { type: 'aws_region', attribute: 'name' },
};

/** Turns the values of one fix into literals, and collects what they make the fix add. */
export class ValueLowering {
  /** The additions that the values asked for, each once. */
  readonly added: Edit[] = [];
  readonly #scope: Scope;
  readonly #view: View;
  readonly #names = new Map<Added, RefTo>();
  #key: RefTo | Refusal | undefined;

  constructor(scope: Scope, view: View) {
    this.#scope = scope;
    this.#view = view;
  }

  /** The literal, or why there is none. `at`: the property that it is for. `now`: what is written there. */
  lower(value: FixValue, at: Property, now?: Scalar): Literal | Refusal {
    if (typeof value !== 'object') return value;
    if (value instanceof RefTo) return this.#pseudo(value);
    if (value instanceof Subject) return this.#subject(value.attribute);
    if (value instanceof Referred) return this.#referred(value);
    if (value instanceof Joined) return this.#joined(value, at);
    if (value instanceof JsonDocument) return this.#document(value, at);
    if (value instanceof OneOf) return this.#oneOf(value, now);
    if (value instanceof Added) return this.#addition(value, at);
    if (value instanceof OwnKey) return this.#ownKey(value, at);
    return isList(value) ? this.#all(value, at) : this.#map(value, at);
  }

  #all(values: readonly FixValue[], at: Property): Literal | Refusal {
    const items: Literal[] = [];
    for (const value of values) {
      const item = this.lower(value, at);
      if (item instanceof Refusal) return item;
      items.push(item);
    }
    return items;
  }

  #map(map: { readonly [key: string]: FixValue }, at: Property): Literal | Refusal {
    const entries: [string, Literal][] = [];
    for (const [key, value] of Object.entries(map)) {
      const entry = this.lower(value, at);
      if (entry instanceof Refusal) return entry;
      entries.push([key, entry]);
    }
    return Object.fromEntries(entries);
  }

  #pseudo(ref: RefTo): Literal {
    const source = this.#view.family === 'tf' ? dataSources[ref.to] : undefined;
    if (!source) return ref;
    const hint = `deployment ${source.type}`;
    const section = ['data', source.type];
    if (!this.added.some((edit) => edit.op === 'addEntry' && edit.nameHint === hint)) this.added.push({ op: 'addEntry', near: this.#scope.resource.at, section, nameHint: hint, value: {} });
    return new RefTo(`+${hint}`, source.attribute);
  }

  #subject(names: AttributeNames): Literal | Refusal {
    return nameable(this.#scope.resource) ?? this.#named(this.#scope.resource.address, names);
  }

  #named(to: string, names: AttributeNames): Literal | Refusal {
    const attribute = names[this.#view.family];
    return attribute === undefined ? new Refusal('it cannot be named here') : new RefTo(to, attribute);
  }

  #referred({ by, attribute }: Referred): Literal | Refusal {
    const [reading] = read(by, this.#scope, this.#view);
    const value = reading?.value.kind === 'list' ? reading.value.items.map((item) => this.#view.settle(item))[0] : reading?.value;
    const target = value?.kind === 'ref' && value.via === undefined ? this.#view.get(value.to) : undefined;
    if (!target) return new Refusal(`what \`${by.name}\` points at is not in the template`);
    return nameable(target) ?? this.#named(target.address, attribute);
  }

  #joined({ parts }: Joined, at: Property): Literal | Refusal {
    const lowered: (string | RefTo)[] = [];
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : this.lower(part, at);
      if (piece instanceof Refusal) return piece;
      if (typeof piece === 'string' || piece instanceof RefTo) lowered.push(piece);
    }
    return new TextOf(lowered);
  }

  #document({ of }: JsonDocument, at: Property): Literal | Refusal {
    const literal = this.lower(of, at);
    return literal instanceof Refusal || this.#view.family === 'cfn' ? literal : new TextOf(joinStrings(jsonParts(literal)));
  }

  #oneOf({ values }: OneOf, now: Scalar | undefined): Literal | Refusal {
    const value = now !== undefined && values.includes(now) ? now : values[0];
    return value ?? new Refusal('there is no value to choose from');
  }

  #addition(value: Added, at: Property): Literal | Refusal {
    const known = this.#names.get(value);
    if (known) return known;
    const addition = value.of[this.#view.family];
    if (!addition) return new Refusal('there is nothing of the kind to add here');
    const named = this.add(addition, at);
    if (named instanceof RefTo) this.#names.set(value, named);
    return named;
  }

  /** Adds it, and answers with a reference to it. */
  add(addition: Addition, at: Property): RefTo | Refusal {
    if ('section' in addition) {
      const hint = this.#hintOf(addition.hint, at);
      this.added.push({ op: 'addEntry', near: this.#scope.resource.at, section: addition.section, nameHint: hint, value: addition.value });
      return new RefTo(`+${hint}`, addition.attribute);
    }
    return this.#addAs(addition, at, () => this.lower(addition.properties, at));
  }

  #addAs({ hint: wanted, attribute, type, attributes }: AddedResource, at: Property, lowered: () => Literal | Refusal): RefTo | Refusal {
    const { resource } = this.#scope;
    const when = conditionOf(resource);
    if (when instanceof Refusal) return when;
    const properties = lowered();
    if (properties instanceof Refusal) return properties;
    const hint = this.#hintOf(wanted, at);
    this.added.push({ op: 'addResource', near: resource.at, type, nameHint: hint, properties, attributes: { ...when, ...attributes } });
    return new RefTo(`+${hint}`, attribute);
  }

  #hintOf(hint: string, at: Property): string {
    const { address } = this.#scope.resource;
    const last = at.places[this.#view.family]?.at(-1)?.findLast((step) => step.kind === 'key');
    const named = hint.replace('{name}', address.slice(address.lastIndexOf('.') + 1)).replace('{key}', last?.kind === 'key' ? last.key : '');
    // A variable may stand in another file of the module, which the writer does not see.
    let free = named;
    for (let suffix = 2; this.#view.variable(free) !== undefined || this.#view.variable(`var.${free}`) !== undefined; suffix++) free = `${named}${this.#view.family === 'tf' ? '_' : ''}${suffix}`;
    return free;
  }

  #ownKey({ grants }: OwnKey, at: Property): Literal | Refusal {
    this.#key ??= this.#keyFor(grants, at);
    return this.#key;
  }

  #keyFor(grants: OwnKey['grants'], at: Property): RefTo | Refusal {
    const { resource } = this.#scope;
    const there = this.#view.ownKey(resource, grants);
    if (there) return new RefTo(there.address, 'Arn');
    const key = this.#view.once(grants, () => newKey(grants, this.#view.family));
    // What is written of a key is long, and mostly the same in each fix. In Terraform it adds data sources, too.
    const isShared = this.#view.family === 'cfn' && this.#view.once(key, () => isSameForAll(key.properties));
    return this.#addAs(key, at, () => (isShared ? this.#view.once(key.properties, () => this.lower(key.properties, at)) : this.lower(key.properties, at)));
  }
}

/** Does a value come to the same, whatever resource it is written for? */
function isSameForAll(value: FixValue): boolean {
  if (typeof value !== 'object' || value instanceof RefTo) return true;
  if (value instanceof Joined) return value.parts.every(isSameForAll);
  if (value instanceof JsonDocument) return isSameForAll(value.of);
  if (value instanceof Subject || value instanceof Referred || value instanceof OneOf || value instanceof Added || value instanceof OwnKey) return false;
  return isList(value) ? value.every(isSameForAll) : Object.values(value).every(isSameForAll);
}

/** A resource of a loop, of `count` or of `for_each` has no one name. */
function nameable(resource: Resource): Refusal | undefined {
  const path = pathOf(resource.at);
  const isLooped = path[0] === 'Resources' && path.at(-1) !== resource.address;
  return isLooped || resource.multiplicity !== undefined ? new Refusal('the resource stands in a loop') : undefined;
}

/** The attribute by which what is added exists whenever the resource does. */
function conditionOf({ when }: Resource): { readonly [name: string]: Literal } | Refusal {
  if (when.op === 'const') return {};
  return when.op === 'named' ? { Condition: when.name } : new Refusal('when the resource exists cannot be said of another');
}

function isList(value: FixValue): value is readonly FixValue[] {
  return Array.isArray(value);
}

/** A literal as JSON text, its references as pieces of their own. */
function jsonParts(literal: Literal): readonly (string | RefTo)[] {
  if (literal instanceof RefTo) return ['"', literal, '"'];
  if (literal instanceof TextOf) return ['"', ...literal.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part)), '"'];
  if (typeof literal !== 'object') return [JSON.stringify(literal)];
  if (Array.isArray(literal)) return ['[', ...between(literal.map(jsonParts)), ']'];
  return ['{', ...between(Object.entries(literal).map(([key, value]) => [`${JSON.stringify(key)}:`, ...jsonParts(value)])), '}'];
}

const between = (parts: readonly (readonly (string | RefTo)[])[]): readonly (string | RefTo)[] => parts.flatMap((part, i) => (i === 0 ? part : [',', ...part]));

function joinStrings(parts: readonly (string | RefTo)[]): readonly (string | RefTo)[] {
  return parts.reduce<(string | RefTo)[]>((joined, part) => {
    const last = joined.at(-1);
    return typeof part === 'string' && typeof last === 'string' ? [...joined.slice(0, -1), last + part] : [...joined, part];
  }, []);
}
