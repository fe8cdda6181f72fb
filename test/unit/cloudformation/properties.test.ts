import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Condition } from '../../../server/src/core/model/condition.ts';
import type { Template } from '../../../server/src/core/model/template.ts';
import type { Value } from '../../../server/src/core/model/value.ts';
import { absolute } from '../../../server/src/syntax/walk.ts';
import { type Shown, read, showCondition } from './show.ts';

const keys = ['Resources', 'Parameters', 'Conditions', 'Mappings', 'Rules', 'Outputs', 'Globals', 'Transform', 'Metadata', 'dataward', 'ignore', 'A', 'B', 'Type', 'Properties', 'Condition', 'DependsOn', 'Default', 'AllowedValues', 'Assertions', 'Assert', 'RuleCondition', '__proto__', '<<', 'Ref', 'Fn::Transform', 'Fn::ForEach::L', ...['If', 'Sub', 'Join', 'Select', 'Split', 'GetAtt', 'FindInMap', 'Equals', 'And', 'Or', 'Not', 'Base64', 'ImportValue', 'Length', 'ToJsonString', 'Cidr', 'Contains', 'EachMemberIn', 'New'].map((name) => `Fn::${name}`)];
const scalars = ['A', 'B', 'AWS::Region', 'AWS::NoValue', 'X::Y', 'AWS::Serverless-2016-10-31', 'String', 'CommaDelimitedList', 'Number', '${A}-${B.C}', '${!x}', '{{resolve:ssm:a}}', '{{resolve:', 'a,b', '', '0', 1, true, null];
const anything = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...scalars),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...keys), tie('node')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).node;
const sections = ['Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs', 'Transform', 'Globals', 'Metadata'];
const template = fc.record(Object.fromEntries(sections.map((name) => [name, fc.oneof(anything, fc.dictionary(fc.constantFrom('A', 'B'), anything, { maxKeys: 2 }))])), { requiredKeys: [] });

/** Every value below, with the choices and texts gone into. */
function* valuesIn(value: Value): Iterable<Value> {
  yield value;
  if (value.kind === 'list') for (const item of value.items) yield* valuesIn(item);
  if (value.kind === 'map') for (const entry of value.entries.values()) yield* valuesIn(entry);
  if (value.kind === 'text') for (const part of value.parts) if (typeof part !== 'string') yield* valuesIn(part);
  if (value.kind === 'choice') for (const c of value.cases) yield* valuesIn(c.value);
}

function assertPlaces({ template: of, document }: Shown): void {
  for (const resource of of.resources.values()) {
    for (const { at, via } of valuesIn(resource.properties)) {
      for (const origin of via ? [at, via] : [at]) {
        const { start, end } = absolute(document, { block: origin.block, range: origin.value });
        assert(document.blocks.has(origin.block) && start >= 0 && start <= end && end <= document.text.length);
      }
    }
  }
}

describe('reading a template', () => {
  it('never throws, and gives places inside of the text, whatever the types are', () => {
    fc.assert(
      fc.property(template, (data) => {
        assertPlaces(read(JSON.stringify(data)));
        assertPlaces(read(`# yaml\n${JSON.stringify(data, null, 1)}`));
      }),
      { numRuns: 600 },
    );
  }).timeout(60_000);

  it('never throws when the text breaks off or has a hole', () => {
    const text = 'Parameters: {P: {Type: String, AllowedValues: [a]}}\nConditions:\n  C: !Not [!Equals [!Ref P, a]]\nResources:\n  A: &x\n    Type: AWS::S3::Bucket\n    Condition: C\n    Properties:\n      N: !Sub ["${P}-${q}", {q: !If [C, 1, !Ref AWS::NoValue]}]\n      T: [!GetAtt A.Arn, {Fn::Join: [",", [!Ref P, "{{resolve:ssm:a}}"]]}]\n  B: *x\nOutputs: {O: {Value: !Ref A}}\n';
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(12), fc.boolean(), (from, length, rest) => {
        assertPlaces(read(text.slice(0, from) + (rest ? text.slice(from + length) : '')));
      }),
      { numRuns: 400 },
    );
  }).timeout(60_000);
});

describe('a comparison of texts', () => {
  const parameters = { A: { Type: 'String', AllowedValues: ['a', 'b', ''] }, B: { Type: 'String', Default: 'a' }, C: { Type: 'String', AllowedValues: ['b', 'ab'] } };
  const operand = fc.letrec<{ text: unknown }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom('a', 'b', 'ab', ''),
      fc.constantFrom('A', 'B', 'C').map((name) => ({ Ref: name })),
      fc.tuple(tie('text'), tie('text')).map((pair) => ({ 'Fn::Join': ['', pair] })),
      fc.constantFrom('A', 'B', 'C').map((name) => ({ 'Fn::FindInMap': ['M', { Ref: name }, 'k', { DefaultValue: 'b' }] })),
      fc.tuple(fc.constantFrom(0, 1), tie('text'), tie('text')).map(([i, a, b]) => ({ 'Fn::Select': [i, [a, b]] })),
    ),
  })).text;

  it('holds in a world exactly when the texts are equal there', () => {
    let decided = 0;
    fc.assert(
      fc.property(operand, operand, (left, right) => {
        const { template: of } = read(JSON.stringify({ Parameters: parameters, Mappings: { M: { a: { k: 'a' }, b: { k: 'ab' } } }, Conditions: { E: { 'Fn::Equals': [left, right] } }, Resources: { S: { Type: 'X::Y', Properties: { L: left, R: right } } } }));
        const properties = of.resources.get('S')?.properties;
        const condition = of.conditions.get('E');
        assert(properties?.kind === 'map' && condition);
        const [l, r] = [properties.entries.get('L'), properties.entries.get('R')];
        assert(l && r);
        for (const world of worldsOf(of)) {
          const holds = evaluate(condition, world);
          if (holds === undefined) continue;
          decided++;
          assert.equal(holds, textIn(l, world) === textIn(r, world), `${showCondition(condition)} in ${JSON.stringify([...world])}`);
        }
      }),
      { numRuns: 400 },
    );
    assert(decided > 1000);
  }).timeout(60_000);
});

function worldsOf(of: Template): readonly ReadonlyMap<string, string>[] {
  let worlds: readonly ReadonlyMap<string, string>[] = [new Map()];
  for (const id of ['A', 'B', 'C']) {
    const variable = of.variables.get(id);
    const values = [...(variable?.domain ?? []), ...(variable?.open ? ['elsewhere'] : [])];
    worlds = worlds.flatMap((world) => values.map((value) => new Map([...world, [id, value]])));
  }
  return worlds;
}

/** Undefined where the condition hangs on a comparison that could not be decided. */
function evaluate(condition: Condition, world: ReadonlyMap<string, string>): boolean | undefined {
  switch (condition.op) {
    case 'const':
      return condition.value;
    case 'is':
      return world.has(condition.variable) ? world.get(condition.variable) === condition.value : undefined;
    case 'not': {
      const of = evaluate(condition.of, world);
      return of === undefined ? undefined : !of;
    }
    case 'named':
      return undefined;
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => evaluate(part, world));
      const stop = condition.op === 'any';
      return parts.includes(stop) ? stop : parts.includes(undefined) ? undefined : !stop;
    }
  }
}

function textIn(value: Value, world: ReadonlyMap<string, string>): string {
  switch (value.kind) {
    case 'scalar':
      return String(value.value);
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : textIn(part, world))).join('');
    case 'unknown': {
      const text = world.get(value.symbol ?? '');
      assert(text !== undefined, value.reason);
      return text;
    }
    case 'choice': {
      const taken = value.cases.find((c) => evaluate(c.when, world));
      assert(taken);
      return textIn(taken.value, world);
    }
    default:
      return assert.fail(value.kind);
  }
}
