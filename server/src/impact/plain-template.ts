import type { Template } from '../core/model/template.ts';
import type { Condition } from '../core/model/condition.ts';
import type { Value } from '../core/model/value.ts';

/** What JSON holds. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** A template as `@aws-cdk/cloudformation-diff` takes it. */
export interface PlainTemplate {
  readonly [key: string]: unknown;
  readonly Resources: Readonly<Record<string, Plain>>;
}

/**
 * The resources of a CloudFormation template as plain data with long-form functions: whatever the model takes for the same is the same here,
 * however it was written. Loops are unrolled, aliases and mappings resolved; parameters keep their names, so a new default changes nothing.
 */
export function plainTemplate(template: Template): PlainTemplate {
  const resources = [...template.resources.values()].map(({ address, type, properties, attributes }) => {
    const policies = [...attributes].filter(([name]) => name === 'DeletionPolicy' || name === 'UpdateReplacePolicy');
    const others = Object.fromEntries(policies.flatMap(([name, value]) => entryOf(name, value)));
    return [address, { Type: type, ...Object.fromEntries(entryOf('Properties', properties)), ...others }] as const;
  });
  return { Resources: Object.fromEntries(resources) };
}

function entryOf(name: string, value: Value): readonly (readonly [string, Plain])[] {
  const plain = plainValue(value, 0);
  return plain === undefined ? [] : [[name, plain]];
}

/** Undefined where there is nothing. */
function plainValue(value: Value, depth: number): Plain | undefined {
  if (depth > 200) return { Unread: 'nested too deep' };
  if (value.variable !== undefined) return { Ref: value.variable };
  const inner = (one: Value): Plain | undefined => plainValue(one, depth + 1);
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(inner).filter((item) => item !== undefined);
    case 'map':
      return Object.fromEntries([...value.entries].flatMap(([key, item]) => { const plain = inner(item); return plain === undefined ? [] : [[key, plain]]; }));
    case 'ref':
      return value.attribute === 'Ref' ? { Ref: value.to } : { 'Fn::GetAtt': [value.to, value.attribute] };
    case 'text':
      return { 'Fn::Join': ['', value.parts.map((part) => (typeof part === 'string' ? part : (inner(part) ?? '')))] };
    case 'absent':
      return undefined;
    case 'unknown':
      return { Unread: value.symbol ?? value.reason };
    case 'choice':
      // The cells of a mapping have no order.
      return { 'Fn::If': value.cases.map((one) => ({ when: words(one.when), then: inner(one.value) ?? null })).sort((a, b) => (a.when < b.when ? -1 : 1)) };
  }
}

function words(condition: Condition): string {
  switch (condition.op) {
    case 'const':
      return String(condition.value);
    case 'named':
      return condition.name;
    case 'is':
      return `${condition.variable}=${condition.value}`;
    case 'not':
      return `not ${words(condition.of)}`;
    case 'all':
    case 'any':
      return `${condition.op}(${condition.of.map(words).join(' ')})`;
  }
}
