import assert from 'node:assert/strict';

import { pathOf } from '../../../server/src/core/model/origin.ts';
import { absolute } from '../../../server/src/syntax/walk.ts';
import { read, show, showCondition, showProblems, textAt } from './show.ts';

describe('a template', () => {
  it('has resources with type, condition, attributes, dependencies and places', () => {
    const text = 'Conditions: {C: !Equals [!Ref AWS::Region, x]}\nResources:\n  A:\n    Type: AWS::S3::Bucket\n    Condition: C\n    DependsOn: [B]\n    DeletionPolicy: Retain\n    Properties:\n      N: 1\n  B: {Type: AWS::SNS::Topic, DependsOn: A}\n';
    const shown = read(text);
    const a = shown.template.resources.get('A');
    assert(a);
    assert.deepEqual([a.type, a.dependsOn, showCondition(a.when), show(a.attributes.get('DeletionPolicy')), show(a.properties)], ['AWS::S3::Bucket', ['B'], '@C', '"Retain"', '{N: 1}']);
    assert.equal(textAt(shown, a.typeAt), 'AWS::S3::Bucket');
    assert.deepEqual(pathOf(a.typeAt), ['Resources', 'A', 'Type']);
    const key = a.at.key && absolute(shown.document, { block: a.at.block, range: a.at.key });
    assert.equal(key && text.slice(key.start, key.end), 'A');
    assert.deepEqual(pathOf(shown.template.at), ['Resources']);
    assert.equal(shown.template.resources.get('B')?.properties.kind, 'absent');
  });

  it('gives each value the path and the text that it has in the document', () => {
    const shown = read('{"Resources": {"A": {"Type": "X::Y", "Properties": {"L": [{"Fn::If": ["C", {"K": "v"}, 2]}]}}}, "Conditions": {"C": {"Fn::Equals": [1, 2]}}}');
    const properties = shown.template.resources.get('A')?.properties;
    const list = properties?.kind === 'map' ? properties.entries.get('L') : undefined;
    const item = list?.kind === 'list' ? list.items[0] : undefined;
    const then = item?.kind === 'choice' ? item.cases[0]?.value : undefined;
    const value = then?.kind === 'map' ? then.entries.get('K') : undefined;
    assert(item && value);
    assert.deepEqual(pathOf(item.at), ['Resources', 'A', 'Properties', 'L', 0]);
    assert.deepEqual(pathOf(value.at), ['Resources', 'A', 'Properties', 'L', 0, 'Fn::If', 1, 'K']);
    assert.equal(textAt(shown, value.at), '"v"');
  });

  it('takes Properties that is an Fn::If for a choice of maps', () => {
    const { template } = read('Conditions: {C: !Equals [!Ref AWS::Region, x]}\nResources: {A: {Type: X::Y, Properties: !If [C, {K: 1}, !Ref AWS::NoValue]}}\n');
    assert.equal(show(template.resources.get('A')?.properties), '(@C: {K: 1} | else: absent)');
  });

  it('reads aliases and merge keys where they are used, and says where they were written', () => {
    const shown = read('Resources:\n  A:\n    Type: X::Y\n    Properties: &p\n      K: {L: 1}\n      M: 2\n  B:\n    Type: X::Y\n    Properties: *p\n  C:\n    Type: X::Y\n    Properties:\n      <<: *p\n      M: 3\n');
    const places = ['B', 'C'].map((id) => {
      const properties = shown.template.resources.get(id)?.properties;
      const k = properties?.kind === 'map' ? properties.entries.get('K') : undefined;
      const l = k?.kind === 'map' ? k.entries.get('L') : undefined;
      assert(l?.via);
      return [show(properties), textAt(shown, l.at), pathOf(l.at).join('.'), textAt(shown, l.via), pathOf(l.via).join('.')];
    });
    assert.deepEqual(places, [
      ['{K: {L: 1}, M: 2}', '*p', 'Resources.B.Properties.K.L', '1', 'Resources.A.Properties.K.L'],
      ['{M: 3, K: {L: 1}}', '*p', 'Resources.C.Properties.K.L', '1', 'Resources.A.Properties.K.L'],
    ]);
    const own = shown.template.resources.get('C')?.properties;
    assert.equal(own?.kind === 'map' ? own.entries.get('M')?.via : 'none', undefined);
  });

  it('expands loops over resources, conditions and outputs', () => {
    const shown = read(
      'Transform: AWS::LanguageExtensions\nConditions:\n  Fn::ForEach::C: [N, [a, b], {"Is${N}": !Equals [!Ref AWS::Region, !Ref N]}]\nResources:\n  Fn::ForEach::Outer:\n    - X\n    - [a, b]\n    - Fn::ForEach::Inner:\n        - Y\n        - ["1", "2"]\n        - T${X}${Y}: {Type: AWS::SNS::Topic, Condition: "Is${X}", Properties: {Name: !Sub "${X}-${Y}"}}\nOutputs:\n  Fn::ForEach::O: [X, [a], {"Out${X}": {Value: !GetAtt ["T${X}1", Arn]}}]\n',
    );
    const { template } = shown;
    assert.deepEqual([...template.resources].map(([id, r]) => [id, showCondition(r.when), show(r.properties)]), [
      ['Ta1', '@Isa', '{Name: "a-1"}'],
      ['Ta2', '@Isa', '{Name: "a-2"}'],
      ['Tb1', '@Isb', '{Name: "b-1"}'],
      ['Tb2', '@Isb', '{Name: "b-2"}'],
    ]);
    assert.equal(showCondition(template.conditions.get('Isb')), 'AWS::Region=b');
    assert.equal(show(template.outputs.get('Outa')), '{Value: Ta1.Arn}');
    assert.deepEqual([template.open, showProblems(shown)], [false, []]);
  });

  const opens: readonly (readonly [string, boolean, string])[] = [
    ['Transform: AWS::LanguageExtensions', false, 'absent'],
    ['Transform: [AWS::Serverless-2016-10-31, AWS::SecretsManager-2020-07-23]', false, 'absent'],
    ['Transform: {Name: AWS::Include, Parameters: {Location: x}}', true, 'absent'],
    ['Transform: [AWS::LanguageExtensions, MyMacro]', true, '?other~ (a macro may add properties)'],
    ['Description: none', false, 'absent'],
  ];
  for (const [line, open, properties] of opens) {
    it(`is ${open ? 'open' : 'complete'} with ${line}`, () => {
      const shown = read(`${line}\nResources: {A: {Type: X::Y}, B: {Type: X::Y, Properties: {K: 1}}}\nOutputs: {O: {Value: !Ref Nowhere}}\n`);
      assert.equal(shown.template.open, open);
      assert.equal(show(shown.template.resources.get('A')?.properties), properties);
      assert.equal(show(shown.template.resources.get('B')?.properties), properties.startsWith('?') ? '{K: 1, …}' : '{K: 1}');
      assert.equal(shown.template.problems.length, open ? 0 : 1);
    });
  }

  it('is open where Resources has Fn::Transform or a loop over what is not known', () => {
    assert.equal(read('Resources: {A: {Type: X::Y}, Fn::Transform: {Name: AWS::Include}}\n').template.open, true);
    assert.equal(read('Parameters: {P: {Type: CommaDelimitedList}}\nResources: {Fn::ForEach::L: [X, !Ref P, {"A${X}": {Type: X::Y}}]}\n').template.open, true);
  });

  it('does not call a name dangling that SAM or a module makes', () => {
    const shown = read('Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function}}\nOutputs: {A: {Value: !GetAtt FRole.Arn}, B: {Value: !Ref ServerlessRestApi}, C: {Value: !Ref F.Version}, D: {Value: !Ref Nowhere}}\n');
    assert.deepEqual(showProblems(shown), ['dangling-reference: !Ref Nowhere']);
  });

  it('merges the Globals of SAM under the properties, and places them in Globals', () => {
    const shown = read(
      'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: {Timeout: 3, KmsKeyArn: arn, Layers: [a], Environment: {Variables: {A: 1, B: 2}}}\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {Timeout: 5, Layers: [b], Environment: {Variables: {B: 3}}}}\n  G: {Type: AWS::Serverless::Function}\n  T: {Type: AWS::Serverless::SimpleTable}\n',
    );
    const { resources } = shown.template;
    const properties = resources.get('F')?.properties;
    assert.equal(show(properties), '{Timeout: 5, KmsKeyArn: "arn", Layers: ["a", "b"], Environment: {Variables: {A: 1, B: 3}}}');
    const key = properties?.kind === 'map' ? properties.entries.get('KmsKeyArn') : undefined;
    assert.deepEqual(key && pathOf(key.at), ['Globals', 'Function', 'KmsKeyArn']);
    assert.equal(show(resources.get('G')?.properties), '{Timeout: 3, KmsKeyArn: "arn", Layers: ["a"], Environment: {Variables: {A: 1, B: 2}}}');
    assert.equal(show(resources.get('T')?.properties), 'absent');
  });

  const wrong: readonly (readonly [string, readonly string[], number])[] = [
    ['', ['wrong-type: '], 0],
    ['- a\n', ['wrong-type: -'], 0],
    ['AWSTemplateFormatVersion: "2010-09-09"\n', ['missing-resources: A'], 0],
    ['Resources:\n', ['wrong-type: Resources'], 0],
    ['Resources: [1]\n', ['wrong-type: Resources'], 0],
    ['Resources: {A: , B: {Type: X::Y}}\n', ['wrong-type: A'], 2],
    ['Resources: {A: 3, B: {Type: X::Y}}\n', ['wrong-type: A'], 2],
    ['Resources: {A: {Properties: {}}}\n', ['missing-type: A'], 1],
    ['Resources: {A: {Type: }}\n', ['missing-type: Type'], 1],
    ['Resources: {A: {Type: [x]}}\n', ['missing-type: Type'], 1],
    ['Resources: {A: {Type: X::Y, Properties: [1]}}\n', ['wrong-type: [1]'], 1],
    ['Resources: {A: {Type: X::Y, Properties: text}}\n', ['wrong-type: text'], 1],
    ['Resources: {A: {Type: X::Y, Condition: [1]}}\n', ['wrong-type: [1]'], 1],
    ['Resources: {A: {Type: X::Y, Condition: Nowhere}}\n', ['dangling-reference: Nowhere'], 1],
    ['Resources: {A: {Type: X::Y, DependsOn: {a: 1}}}\n', ['wrong-type: {a: 1}'], 1],
    ['Resources: {A: {Type: X::Y, DependsOn: [Nowhere]}}\n', ['dangling-reference: Nowhere'], 1],
    ['Resources: {A: {Type: X::Y}}\nParameters: 3\n', ['wrong-type: Parameters'], 1],
    ['Resources: {A: {Type: X::Y}}\nParameters: {P: 3}\n', ['wrong-type: 3'], 1],
    ['Resources: {A: {Type: X::Y}}\nParameters: {P: {Type: String, Default: [1], AllowedValues: x}}\n', ['wrong-type: x', 'wrong-type: [1]'], 1],
    ['Resources: {A: {Type: X::Y}}\nMappings: {M: {a: 1}}\n', ['wrong-type: 1'], 1],
    ['Resources: {A: {Type: X::Y}}\nConditions: [a]\n', ['wrong-type: Conditions'], 1],
    ['Resources: {A: {Type: X::Y}}\nConditions:\n', ['wrong-type: Conditions'], 1],
    ['Resources: {A: {Type: X::Y}}\nRules: {R: 1}\n', ['wrong-type: 1'], 1],
    ['Resources: {A: {Type: X::Y}}\nOutputs: text\n', ['wrong-type: Outputs'], 1],
    ['Resources: {A: {Type: X::Y}}\nTransform: 3.5\nMetadata: x\n', [], 1],
    ['Resources: {A: {Type: X::Y}, Fn::ForEach::L: 1}\n', ['intrinsic-arguments: 1'], 1],
  ];
  for (const [text, problems, resources] of wrong) {
    it(`with ${JSON.stringify(text)} has ${problems.length} problems, and the rest is read`, () => {
      const shown = read(text);
      assert.deepEqual(showProblems(shown), problems);
      assert.equal(shown.template.resources.size, resources);
    });
  }

  it('carries the problems of its syntax', () => {
    const { template } = read('Resources:\n  A: {Type: X::Y\n  B: {Type: X::Y}\n');
    assert.equal(template.problems[0]?.code, 'yaml-syntax');
  });

  it('is read when references go round in a circle', () => {
    const { template } = read('Resources: {A: {Type: X::Y, DependsOn: B, Properties: {K: !Ref B}}, B: {Type: X::Y, Properties: {K: !GetAtt A.Arn}}}\n');
    assert.equal(show(template.resources.get('A')?.properties), '{K: B.Ref}');
    assert.deepEqual(template.problems, []);
  });

  it('is read when it is nested 100 deep, and has a problem when it is nested 300 deep', () => {
    const nested = (depth: number): string => `{"Resources": {"A": {"Type": "X::Y", "Properties": {"K": ${'['.repeat(depth)}1${']'.repeat(depth)}}}}}`;
    assert.deepEqual(read(nested(100)).template.problems, []);
    assert.deepEqual(read(nested(300)).template.problems.map((p) => p.code), ['nested-too-deep']);
  });

  it('is read in time when aliases or loops multiply', () => {
    const bomb = `Metadata:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefgh'.split('').map((name, i) => `  ${name}: &${name} [${`*${'abcdefg'[i]}, `.repeat(9)}1]\n`).join('')}Resources:\n  A: {Type: X::Y, Properties: {K: *h}}\n`;
    assert.equal(read(bomb).template.resources.size, 1);
    const list = `[${Array.from({ length: 40 }, (_, i) => `v${i}`).join(', ')}]`;
    let loops = '{"A${a}${b}${c}${d}": {Type: X::Y}}';
    for (const name of ['d', 'c', 'b', 'a']) loops = `{Fn::ForEach::L${name}: [${name}, ${list}, ${loops}]}`;
    const { template } = read(`Resources: ${loops}\n`);
    assert.equal(template.open, true);
    assert(template.resources.size <= 10_000);
  }).timeout(10_000);
});
