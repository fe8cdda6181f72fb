import { macro, type Example, type ExampleValue, type Scene } from './example.ts';
import type { Binding, ListProperty, PathStep, Property } from './property.ts';
import { isList, isMarker, put, subjectName, type Json } from './render.ts';
import type { RuleRecord } from './rule.ts';

interface Draft {
  readonly variables: Record<string, Json>;
  readonly resources: Record<string, Record<string, Json>>;
  /** The types of the members of a scene by name. */
  readonly types: Readonly<Record<string, string>>;
}

/** An example as a Terraform configuration, or why Terraform has no such thing. */
export type Rendered = { readonly data: { readonly [key: string]: Json }; readonly subject: string } | { readonly inexpressible: string };

/** Thrown inside of this file only. */
class Inexpressible extends Error {}

/** CloudFormation's names of what a reference gives, as Terraform's attributes; any other name is turned into snake case. */
const attributes: Readonly<Record<string, string>> = { Ref: 'id', Arn: 'arn' };

/**
 * An example as a Terraform configuration in JSON: its values applied to the kind's minimal resource at the last place of each property.
 * Inexpressible where a type or property has no name in Terraform. Throws on a property that the binding does not have.
 */
export function renderTerraform(rule: RuleRecord, example: Example | Scene): Rendered {
  const members = 'scene' in example ? (example as Scene).scene : { [subjectName]: { of: rule.on as Binding, props: example } };
  const types = Object.fromEntries(Object.entries(members).flatMap(([name, { of }]) => (of.tf[0] === undefined ? [] : [[name, of.tf[0]]])));
  const draft: Draft = { variables: {}, resources: {}, types };
  try {
    for (const [name, { of, props }] of Object.entries(members)) addMember(draft, name, of, props);
  } catch (error) {
    if (error instanceof Inexpressible) return { inexpressible: error.message };
    throw error;
  }
  const [subject = subjectName] = Object.keys(members);
  return {
    subject: `${types[subject] ?? ''}.${subject}`,
    data: { ...(Object.keys(draft.variables).length > 0 ? { variable: draft.variables } : {}), resource: draft.resources },
  };
}

function addMember(draft: Draft, name: string, of: Binding, props: Example): void {
  const [type] = of.tf;
  if (type === undefined) throw new Inexpressible(`${of.label} has no type in Terraform`);
  if (type.startsWith('@')) throw new Inexpressible(`${of.label} is no resource`);
  let body: Json = structuredClone(of.minimal.tf ?? {}) as Json;
  for (const [key, value] of Object.entries(props)) {
    if (key === macro) throw new Inexpressible('Terraform has no macros');
    const property = (of.props as Readonly<Record<string, Property>>)[key];
    if (!property) throw new Error(`${of.label} has no property ${key}`);
    body = placed(body, property, value, draft);
  }
  (draft.resources[type] ??= {})[name] = body;
}

function placed(into: Json | undefined, property: Property, value: ExampleValue, draft: Draft): Json {
  const path = property.places.tf?.at(-1);
  if (!path) throw new Inexpressible(`${property.name} has no name in Terraform`);
  const json = isList(property) ? listJson(property, value, draft) : valueJson(spelt(property, value), draft);
  return put(into, keysOf(isList(property) && path.at(-1)?.kind === 'each' ? path.slice(0, -1) : path), json);
}

/** `@lifecycle.x`: attributes of a resource are arguments too. */
function keysOf(path: readonly PathStep[]): readonly PathStep[] {
  return path.map((step) => (step.kind === 'key' && step.key.startsWith('@') ? { kind: 'key', key: step.key.slice(1) } : step));
}

/** Terraform's spelling of a value that an example gives in CloudFormation's. */
function spelt(property: Property, value: ExampleValue): ExampleValue {
  if (typeof value === 'object') return value;
  if (Object.hasOwn(property.values, String(value))) return value;
  const own = Object.entries(property.values).find(([, cfn]) => cfn === value)?.[0];
  if (own === undefined) return value;
  return own === 'true' || own === 'false' ? own === 'true' : own;
}

function listJson(list: ListProperty, value: ExampleValue, draft: Draft): Json {
  if (!Array.isArray(value)) return valueJson(value, draft);
  return value.map((item: ExampleValue): Json => {
    if (typeof item !== 'object' || Array.isArray(item) || isMarker(item)) return valueJson(item, draft);
    let json: Json | undefined;
    for (const [key, inner] of Object.entries(item)) {
      const property = list.items[key];
      if (!property) throw new Error(`an item of ${list.name} has no property ${key}`);
      json = placed(json, property, inner, draft);
    }
    return json ?? {};
  });
}

function valueJson(value: ExampleValue, draft: Draft): Json {
  if (typeof value !== 'object') return typeof value === 'string' ? ofText(value) : value;
  if (Array.isArray(value)) return value.map((item: ExampleValue) => valueJson(item, draft));
  if (!isMarker(value)) {
    const of = value as { readonly [key: string]: ExampleValue };
    return 'Statement' in of ? policyJson(of, draft) : mapJson(of, draft);
  }
  if (value.example === 'ref') {
    const type = draft.types[value.to];
    if (type === undefined) throw new Inexpressible(`what it refers to (${value.to}) has no type in Terraform`);
    return `\${${type}.${value.to}.${attributes[value.attribute] ?? snake(value.attribute)}}`;
  }
  const name = `given${Object.keys(draft.variables).length + 1}`;
  draft.variables[name] = {
    ...(value.example === 'noEcho' ? { sensitive: true } : {}),
    ...(value.example === 'default' ? { default: value.value } : {}),
  };
  return `\${var.${name}}`;
}

function mapJson(value: { readonly [key: string]: ExampleValue }, draft: Draft): Json {
  const keys = Object.keys(value);
  if (keys.includes(macro)) throw new Inexpressible('Terraform has no macros');
  if (keys.some((key) => /^[A-Z][a-z]/.test(key))) throw new Inexpressible("a value is spelt in CloudFormation's words");
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueJson(item, draft)]));
}

/** A policy document has the same words everywhere; Terraform takes it as text. */
function policyJson(value: { readonly [key: string]: ExampleValue }, draft: Draft): Json {
  const inner = (item: ExampleValue): Json => {
    if (typeof item !== 'object' || isMarker(item)) return valueJson(item, draft);
    if (Array.isArray(item)) return item.map((one: ExampleValue) => inner(one));
    return Object.fromEntries(Object.entries(item).map(([key, below]) => [key, inner(below)]));
  };
  return JSON.stringify(inner(value), null, 2);
}

function ofText(text: string): Json {
  if (text.includes('{{resolve:')) throw new Inexpressible('Terraform has no dynamic references');
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('.', '_').toLowerCase();
}
