import assert from 'node:assert/strict';

import { stringify } from 'yaml';

import { read, showCondition, showProblems } from './show.ts';

const frame = {
  Parameters: {
    Env: { Type: 'String', AllowedValues: ['dev', 'test', 'prod'] },
    Tier: { Type: 'String', AllowedValues: ['test', 'prod'] },
    Name: { Type: 'String', Default: 'x' },
    Zones: { Type: 'CommaDelimitedList', Default: 'a,b' },
    Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' },
  },
  Mappings: { M: { dev: { Big: 'small' }, prod: { Big: 'big' } } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
};
const equals = (a: unknown, b: unknown): unknown => ({ 'Fn::Equals': [a, b] });
const ref = (name: string): unknown => ({ Ref: name });

const table: readonly (readonly [string, unknown, string])[] = [
  ['!Equals [a, a]', equals('a', 'a'), 'else'],
  ['!Equals [a, b]', equals('a', 'b'), 'never'],
  ['!Equals [true, "true"]', equals(true, 'true'), 'else'],
  ['!Equals [!Ref Env, prod]', equals(ref('Env'), 'prod'), 'Env=prod'],
  ['!Equals [prod, !Ref Env]', equals('prod', ref('Env')), 'Env=prod'],
  ['!Equals [!Ref Env, nowhere]', equals(ref('Env'), 'nowhere'), 'never'],
  ['!Equals [!Ref Name, x]', equals(ref('Name'), 'x'), 'Name=x'],
  ['!Equals [!Ref Name, ""]', equals(ref('Name'), ''), 'Name='],
  ['!Equals [!Ref Image, ami-1]', equals(ref('Image'), 'ami-1'), 'Image=ami-1'],
  ['!Equals [!Ref AWS::Region, eu-west-1]', equals(ref('AWS::Region'), 'eu-west-1'), 'AWS::Region=eu-west-1'],
  ['!Equals [!Sub "${AWS::Region}", eu-west-1]', equals({ 'Fn::Sub': '${AWS::Region}' }, 'eu-west-1'), 'AWS::Region=eu-west-1'],
  ['!Equals [!Ref Env, !Ref Env]', equals(ref('Env'), ref('Env')), '(Env=dev / Env=test / Env=prod)'],
  ['!Equals [!Ref Env, !Ref Tier]', equals(ref('Env'), ref('Tier')), '((Env=test & Tier=test) / (Env=prod & Tier=prod))'],
  ['!Equals [!FindInMap [M, !Ref Tier, Big], big]', equals({ 'Fn::FindInMap': ['M', ref('Tier'), 'Big'] }, 'big'), '((Tier=test & Fn::Equals ["big", at PLACE]=true) / Tier=prod)'],
  ["!Equals [!Join ['', [!Ref Env, '-1']], dev-1]", equals({ 'Fn::Join': ['', [ref('Env'), '-1']] }, 'dev-1'), 'Env=dev'],
  ['!Equals [!Select [1, !Ref Zones], b]', equals({ 'Fn::Select': [1, ref('Zones')] }, 'b'), '(Zones=a,b / (!Zones=a,b & Fn::Equals ["b", Fn::Select("1",Zones)]=true))'],
  ['!Equals [!Sub "a-${AWS::StackName}-z", b-1-z]', equals({ 'Fn::Sub': 'a-${AWS::StackName}-z' }, 'b-1-z'), 'never'],
  ['!Equals [!Sub "a-${AWS::StackName}-z", a-1-y]', equals({ 'Fn::Sub': 'a-${AWS::StackName}-z' }, 'a-1-y'), 'never'],
  ['!Equals [!Sub "a-${AWS::StackName}-z", a-1-z]', equals({ 'Fn::Sub': 'a-${AWS::StackName}-z' }, 'a-1-z'), 'Fn::Equals ["a-1-z", text("a-",AWS::StackName,"-z")]=true'],
  ['!Equals [!ImportValue X, "1"]', equals({ 'Fn::ImportValue': 'X' }, '1'), 'Fn::Equals ["1", Fn::ImportValue("X")]=true'],
  ['!Not [!Equals [!Ref Env, prod]]', { 'Fn::Not': [equals(ref('Env'), 'prod')] }, '!Env=prod'],
  ['!And [!Equals [!Ref Env, prod], !Condition Other]', { 'Fn::And': [equals(ref('Env'), 'prod'), { Condition: 'Other' }] }, '(Env=prod & @Other)'],
  ['!Or [!Equals [a, b], !Condition Other]', { 'Fn::Or': [equals('a', 'b'), { Condition: 'Other' }] }, '@Other'],
  ['!Condition Other', { Condition: 'Other' }, '@Other'],
];

describe('a condition', () => {
  for (const [short, long, expected] of table) {
    it(`${short} is ${expected}`, () => {
      const data = { ...frame, Conditions: { C: long, Other: equals(ref('Env'), 'dev') } };
      const shortText = stringify({ ...frame, Conditions: { C: 'PLACE', Other: equals(ref('Env'), 'dev') } }).replace('C: PLACE', () => `C: ${short}`);
      for (const text of [shortText, stringify(data), JSON.stringify(data)]) {
        const shown = read(text);
        const got = showCondition(shown.template.conditions.get('C')).replaceAll(/at\([^)]*\)/g, 'at PLACE');
        assert.equal(got, expected, text);
        assert.deepEqual(showProblems(shown), [], text);
      }
    });
  }

  it('shares one variable among equal comparisons that cannot be decided', () => {
    const { template } = read('Conditions:\n  A: !Equals [!ImportValue X, a]\n  B: !Equals [a, {Fn::ImportValue: X}]\n  C: !Equals [!ImportValue Y, a]\nResources: {}\n');
    assert.equal(showCondition(template.conditions.get('A')), showCondition(template.conditions.get('B')));
    assert.notEqual(showCondition(template.conditions.get('A')), showCondition(template.conditions.get('C')));
    const [variable] = template.variables.values();
    assert.deepEqual([variable?.domain, variable?.open], [['true', 'false'], false]);
  });

  it('adds the literal that it compares with to the domain of an open parameter, wherever that is used', () => {
    const { template } = read('Parameters: {P: {Type: String, Default: a}}\nConditions: {C: !Equals [!Ref P, b]}\nRules: {R: {Assertions: [{Assert: {Fn::Contains: [[c, d], !Ref P]}}]}}\nResources: {}\n');
    assert.deepEqual(template.variables.get('P'), { id: 'P', label: 'parameter P', domain: ['a', 'b', 'c', 'd'], open: true, preset: 'a' });
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ['{A: !Condition B, B: !Not [!Condition A], C: !Condition A}', 'condition-cycle: A', 'Condition A=true'],
    ['{A: !Condition A}', 'condition-cycle: A', 'Condition A=true'],
    ['{A: !Condition Nowhere}', 'dangling-reference: !Condition Nowhere', 'Condition Nowhere=true'],
    ['{A: true}', 'intrinsic-arguments: true', 'Condition at t.yaml#Conditions:16=true'],
    ['{A: !Equals [1]}', 'intrinsic-arguments: !Equals [1]', 'Condition at t.yaml#Conditions:16=true'],
    ['{A: !And []}', 'intrinsic-arguments: !And []', 'Condition at t.yaml#Conditions:16=true'],
    ['{A: !Not [!Equals [a, a], !Equals [a, a]]}', 'intrinsic-arguments: !Not [!Equals [a, a], !Equals [a, a]]', 'Condition at t.yaml#Conditions:16=true'],
  ];
  for (const [text, problem, expected] of wrong) {
    it(`${text} is a problem, and never decided`, () => {
      const shown = read(`Conditions: ${text}\nResources: {}\n`);
      assert.equal(showProblems(shown)[0], problem);
      assert.equal(showCondition(shown.template.conditions.get('A')), expected);
    });
  }

  it('in a cycle leaves those that only refer to it as they are', () => {
    const { template } = read('Conditions: {A: !Condition B, B: !Not [!Condition A], C: !Condition A, D: !Equals [a, a]}\nResources: {}\n');
    assert.equal(showCondition(template.conditions.get('B')), 'Condition B=true');
    assert.equal(showCondition(template.conditions.get('C')), '@A');
    assert.equal(showCondition(template.conditions.get('D')), 'else');
  });

  it('in a chain of 20,000 is read without trouble', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `  C${i}: {Condition: C${i + 1}}\n`).join('');
    const { template } = read(`Conditions:\n${names}  C20000: {Fn::Equals: [a, a]}\nResources: {}\n`);
    assert.equal(template.conditions.size, 20_001);
    assert.deepEqual(template.problems, []);
  }).timeout(20_000);
});

describe('the section Rules', () => {
  const parameters = 'Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}, Name: {Type: String, Default: x}}\n';
  const rules: readonly (readonly [string, string])[] = [
    ['{RuleCondition: !Equals [!Ref Env, prod], Assertions: [{Assert: {Fn::Contains: [[a, b], !Ref Name]}}]}', '(!Env=prod / (Name=a / Name=b))'],
    ['{Assertions: [{Assert: !Equals [!Ref Env, prod]}]}', 'Env=prod'],
    ['{Assertions: [{Assert: {Fn::EachMemberIn: [[!Ref Name], [a, x]]}}]}', '(Name=a / Name=x)'],
    ['{Assertions: [{Assert: {Fn::EachMemberEquals: [[!Ref Name, b], b]}}]}', 'Name=b'],
    ['{Assertions: [{Assert: {Fn::EachMemberIn: [{Fn::ValueOfAll: [AWS::EC2::VPC::Id, Tags.x]}, [a]]}}]}', ''],
    ['{RuleCondition: !Equals [{Fn::ValueOf: [Env, x]}, a], Assertions: [{Assert: !Equals [!Ref Env, prod]}]}', ''],
    ['{Assertions: [{Assert: !Not [{Fn::Contains: [{Fn::RefAll: x}, a]}]}, {Assert: !Equals [!Ref Env, dev]}]}', 'Env=dev'],
  ];
  for (const [text, expected] of rules) {
    it(`${text} demands ${expected || 'nothing that we can express'}`, () => {
      const { template } = read(`${parameters}Rules: {R: ${text}}\nResources: {}\n`);
      assert.equal(template.constraints.map(showCondition).join(', '), expected);
      assert.deepEqual(template.problems, []);
      assert.deepEqual([...template.variables.keys()], ['Env', 'Name']);
    });
  }
});
