import assert from 'node:assert/strict';

import type { Variable } from '../../../server/src/core/model/condition.ts';
import { read, show, showProblems, textAt } from './show.ts';

const table: readonly (readonly [string, string | undefined, Partial<Variable>, string])[] = [
  ['{Type: String}', undefined, { domain: [], open: true }, '?parameter P'],
  ['{Type: String, Default: a}', undefined, { domain: ['a'], open: true, preset: 'a' }, '(P=a: "a" | else: ?parameter P)'],
  ['{Type: String, Default: true}', undefined, { domain: ['true'], open: true, preset: 'true' }, '(P=true: "true" | else: ?parameter P)'],
  ['{Type: String, Default: ""}', undefined, { domain: [''], open: true, preset: '' }, '(P=: "" | else: ?parameter P)'],
  ['{Type: String, Default: a, AllowedValues: [a, b]}', undefined, { domain: ['a', 'b'], open: false, preset: 'a' }, '(P=a: "a" | P=b: "b")'],
  ['{Type: String, AllowedValues: ["true", false]}', undefined, { domain: ['true', 'false'], open: false }, '(P=true: "true" | P=false: "false")'],
  ['{Type: String, Default: c, AllowedValues: [a]}', undefined, { domain: ['a', 'c'], open: false, preset: 'c' }, '(P=a: "a" | P=c: "c")'],
  ['{Type: String, Default: a}', 'z', { domain: ['z'], open: true, preset: 'z', presetFrom: 'file' }, '(P=z: "z" | else: ?parameter P)'],
  ['{Type: String, Default: a, AllowedValues: [a, b]}', 'b', { domain: ['a', 'b'], open: false, preset: 'b', presetFrom: 'file' }, '(P=a: "a" | P=b: "b")'],
  ['{Type: Number, Default: 7, MinValue: 1}', undefined, { domain: ['7'], open: true, preset: '7' }, '(P=7: 7 | else: ?parameter P)'],
  ['{Type: Number, AllowedValues: ["7", 8]}', undefined, { domain: ['7', '8'], open: false }, '(P=7: 7 | P=8: 8)'],
  ['{Type: CommaDelimitedList, Default: "a, b"}', undefined, { domain: ['a, b'], open: true, preset: 'a, b' }, '(P=a, b: ["a", "b"] | else: ?parameter P)'],
  ['{Type: List<AWS::EC2::Subnet::Id>, Default: ""}', undefined, { domain: [''], open: true, preset: '' }, '(P=: [] | else: ?parameter P)'],
  ['{Type: CommaDelimitedList, AllowedValues: [a, b]}', undefined, { domain: [], open: true }, '?parameter P'],
  ['{Type: AWS::SSM::Parameter::Value<String>, Default: /x}', undefined, { domain: [], open: true }, '?ssm P'],
  ['{Type: AWS::EC2::VPC::Id}', undefined, { domain: [], open: true }, '?parameter P'],
  ['{Type: String, NoEcho: true}', undefined, { domain: [], open: true, noEcho: true }, '?parameter P'],
  ['{Type: String, NoEcho: "true", Default: s}', undefined, { domain: ['s'], open: true, preset: 's', noEcho: true }, '(P=s: "s" | else: ?parameter P)'],
  ['{Type: String, NoEcho: false}', undefined, { domain: [], open: true }, '?parameter P'],
  ['{Type: String, Default: "{{resolve:secretsmanager:x}}"}', undefined, { domain: ['{{resolve:secretsmanager:x}}'], open: true, preset: '{{resolve:secretsmanager:x}}' }, '(P={{resolve:secretsmanager:x}}: ?secretsmanager resolve("secretsmanager:x") | else: ?parameter P)'],
];

describe('a parameter', () => {
  for (const [declared, given, variable, expected] of table) {
    it(`${declared}${given === undefined ? '' : ` given as ${given}`} is ${expected}`, () => {
      const shown = read(`Parameters: {P: ${declared}}\nResources: {S: {Type: A::B::C, Properties: {X: !Ref P}}}\n`, new Map(given === undefined ? [] : [['P', given]]));
      assert.deepEqual(shown.template.variables.get('P'), { id: 'P', label: 'parameter P', ...variable });
      const properties = shown.template.resources.get('S')?.properties;
      assert.equal(show(properties?.kind === 'map' ? properties.entries.get('X') : undefined), expected);
      assert.deepEqual(showProblems(shown), []);
    });
  }

  it('is used where the reference stands, and was written where its default or allowed value stands', () => {
    const shown = read('Parameters:\n  P: {Type: String, Default: abc}\n  Q: {Type: String, AllowedValues: [uno, due]}\nResources:\n  S: {Type: A::B::C, Properties: {X: !Ref P, Y: !Ref Q}}\n');
    const properties = shown.template.resources.get('S')?.properties;
    assert(properties?.kind === 'map');
    const [x, y] = [properties.entries.get('X'), properties.entries.get('Y')];
    assert(x?.kind === 'choice' && y?.kind === 'choice');
    assert.deepEqual([...x.cases, ...y.cases].map((c) => [textAt(shown, c.value.at), c.value.via && textAt(shown, c.value.via), c.value.variable]), [
      ['!Ref P', 'abc', 'P'],
      ['!Ref P', undefined, 'P'],
      ['!Ref Q', 'uno', 'Q'],
      ['!Ref Q', 'due', 'Q'],
    ]);
  });

  it('knows the keys of the mappings that it is a key into, in every place of use', () => {
    const { template } = read('Parameters: {P: {Type: String}}\nMappings: {M: {a: {k: 1}, b: {k: 2}}}\nResources: {S: {Type: A::B::C, Properties: {X: !Ref P, Y: !FindInMap [M, !Ref P, k]}}}\n');
    const properties = template.resources.get('S')?.properties;
    assert.equal(show(properties), '{X: (P=a: "a" | P=b: "b" | else: ?parameter P), Y: (P=a: 1 | P=b: 2 | else: ?other (no such row in mapping))}');
  });

  it('is listed with its entries as values', () => {
    const { template } = read('Parameters: {P: {Type: String, NoEcho: true, Default: x}}\nOutputs: {O: {Value: !Ref P}}\nResources: {}\n');
    assert.equal(show(template.parameters.get('P')), '{Type: "String", NoEcho: true, Default: "x"}');
    assert.equal(show(template.outputs.get('O')), '{Value: (P=x: "x" | else: ?parameter P)}');
  });
});
