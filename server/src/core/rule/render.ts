import { macro, type Example, type ExampleValue, type Scene } from './example.ts';
import type { Binding, ListProperty, PathStep, Property } from './property.ts';
import type { RuleRecord } from './rule.ts';

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Draft {
  readonly parameters: Record<string, Json>;
  readonly resources: Record<string, Json>;
  readonly outputs: Record<string, Json>;
}

/** The logical id of the subject of an example that is not a scene. */
export const subjectName = 'Subject';

/** The name of an example's subject. */
export function subjectOf(example: Example | Scene): string {
  return isScene(example) ? (Object.keys(example.scene)[0] ?? subjectName) : subjectName;
}

/**
 * An example as a CloudFormation template with long-form intrinsics: its values applied to the kind's minimal resource at the last place
 * of each property. Throws on a property that the binding does not have.
 */
export function renderCloudFormation(rule: RuleRecord, example: Example | Scene): { readonly [key: string]: Json } {
  const draft: Draft = { parameters: {}, resources: {}, outputs: {} };
  const members = isScene(example) ? example.scene : { [subjectName]: { of: rule.on as Binding, props: example } };
  for (const [name, { of, props }] of Object.entries(members)) addMember(draft, name, of, props);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    ...(Object.keys(draft.parameters).length > 0 ? { Parameters: draft.parameters } : {}),
    Resources: Object.keys(draft.resources).length > 0 ? draft.resources : { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
    ...(Object.keys(draft.outputs).length > 0 ? { Outputs: draft.outputs } : {}),
  };
}

function isScene(example: Example | Scene): example is Scene {
  return 'scene' in example;
}

function addMember(draft: Draft, name: string, of: Binding, props: Example): void {
  const [type] = of.cfn;
  if (type === undefined) throw new Error(`${of.label} has no CloudFormation type`);
  const attributes: Record<string, Json> = {};
  let properties: Json = structuredClone(of.minimal.cfn ?? {}) as Json;
  for (const [key, value] of Object.entries(props)) {
    if (key === macro) {
      properties = put(properties, [{ kind: 'key', key }], valueJson(value, draft));
      continue;
    }
    const property = (of.props as Readonly<Record<string, Property>>)[key];
    if (!property) throw new Error(`${of.label} has no property ${key}`);
    const path = property.places.cfn?.at(-1);
    if (!path) continue;
    const json = isList(property) ? listJson(property, value, draft) : valueJson(value, draft);
    const [first] = path;
    if (first?.kind === 'key' && first.key.startsWith('@')) attributes[first.key.slice(1)] = put(undefined, path.slice(1), json);
    else properties = put(properties, isList(property) && path.at(-1)?.kind === 'each' ? path.slice(0, -1) : path, json);
  }
  const isBare = typeof properties === 'object' && properties !== null && Object.keys(properties).length === 0;
  if (type === '@parameter') draft.parameters[name] = { Type: 'String', ...(properties as Record<string, Json>) };
  else if (type === '@output') draft.outputs[name] = properties;
  else draft.resources[name] = { Type: type, ...attributes, ...(isBare ? {} : { Properties: properties }) };
}

/** Has the property items with properties of their own? */
export function isList(property: Property): property is ListProperty {
  return 'items' in property;
}

function listJson(list: ListProperty, value: ExampleValue, draft: Draft): Json {
  if (!Array.isArray(value)) return valueJson(value, draft);
  return value.map((item: ExampleValue): Json => {
    if (typeof item !== 'object' || Array.isArray(item) || 'example' in item) return valueJson(item, draft);
    let json: Json | undefined;
    for (const [key, inner] of Object.entries(item)) {
      const property = list.items[key];
      if (!property) throw new Error(`an item of ${list.name} has no property ${key}`);
      const path = property.places.cfn?.at(-1);
      if (path) json = put(json, isList(property) && path.at(-1)?.kind === 'each' ? path.slice(0, -1) : path, isList(property) ? listJson(property, inner, draft) : valueJson(inner, draft));
    }
    return json ?? {};
  });
}

function valueJson(value: ExampleValue, draft: Draft): Json {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: ExampleValue) => valueJson(item, draft));
  if (isMarker(value)) {
    if (value.example === 'ref') return value.attribute === 'Ref' ? { Ref: value.to } : { 'Fn::GetAtt': [value.to, value.attribute] };
    const name = `Given${Object.keys(draft.parameters).length + 1}`;
    draft.parameters[name] = {
      Type: 'String',
      ...(value.example === 'noEcho' ? { NoEcho: true } : {}),
      ...(value.example === 'default' ? { Default: value.value } : {}),
    };
    return { Ref: name };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueJson(item, draft)]));
}

type Marker = Extract<ExampleValue, { readonly example: string }>;

/** Does the value stand for something that is no literal: a parameter, a reference? */
export function isMarker(value: object): value is Marker {
  return 'example' in value;
}

/** The JSON with a value put at a path: maps and lists on the way are made, an item that is selected is found or added. */
export function put(into: Json | undefined, path: readonly PathStep[], value: Json): Json {
  const [step, ...rest] = path;
  if (!step) return value;
  switch (step.kind) {
    case 'key': {
      const map = typeof into === 'object' && into !== null && !Array.isArray(into) ? (into as { readonly [key: string]: Json }) : {};
      return { ...map, [step.key]: put(map[step.key], rest, value) };
    }
    case 'each': {
      const list = Array.isArray(into) ? (into as readonly Json[]) : [];
      return list.length > 0 ? list.map((item) => put(item, rest, value)) : [put(undefined, rest, value)];
    }
    case 'where': {
      const list = Array.isArray(into) ? (into as readonly Json[]) : [];
      const at = list.findIndex((item) => typeof item === 'object' && item !== null && (item as { readonly [key: string]: Json })[step.key] === step.is);
      if (at < 0) return [...list, put({ [step.key]: step.is }, rest, value)];
      return list.map((item, i) => (i === at ? put(item, rest, value) : item));
    }
  }
}
