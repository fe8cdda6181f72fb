import assert from 'node:assert/strict';

import { stringify } from 'yaml';

import { read, show, showProblems } from './show.ts';

/** The same template around each value, once as data. */
const frame = {
  Parameters: {
    Env: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
    Name: { Type: 'String' },
    Size: { Type: 'Number', Default: 5 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' },
  },
  Mappings: { Sizes: { dev: { Disk: 10, Zones: ['x', 'y'] }, prod: { Disk: 20, Zones: ['z'] } }, Regions: { 'eu-west-1': { Ami: 'ami-1' } } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
};

const size = '(Size=5: 5 | else: ?parameter Size)';
const env = '(Env=dev: "dev" | Env=prod: "prod")';

/** [short form in YAML, long form as data, value]; no short form: the same text in flow style. */
const table: readonly (readonly [string, unknown, string])[] = [
  ['!Ref Bucket', { Ref: 'Bucket' }, 'Bucket.Ref'],
  ['!Ref Env', { Ref: 'Env' }, env],
  ['!Ref Name', { Ref: 'Name' }, '?parameter Name'],
  ['!Ref Size', { Ref: 'Size' }, size],
  ['!Ref Zones', { Ref: 'Zones' }, '(Zones=a, b: ["a", "b"] | else: ?parameter Zones)'],
  ['!Ref Image', { Ref: 'Image' }, '?ssm Image'],
  ['!Ref AWS::NoValue', { Ref: 'AWS::NoValue' }, 'absent'],
  ['!Ref AWS::Region', { Ref: 'AWS::Region' }, '?other AWS::Region'],
  ['!GetAtt Bucket.Arn', { 'Fn::GetAtt': 'Bucket.Arn' }, 'Bucket.Arn'],
  ['!GetAtt [Bucket, Arn]', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'Bucket.Arn'],
  ['!GetAtt Stack.Outputs.Key', { 'Fn::GetAtt': 'Stack.Outputs.Key' }, 'Stack.Outputs.Key'],
  ['!GetAtt [Bucket, !Ref Name]', { 'Fn::GetAtt': ['Bucket', { Ref: 'Name' }] }, '?other GetAtt("Bucket",Name)'],
  ['!Sub plain', { 'Fn::Sub': 'plain' }, '"plain"'],
  ['!Sub "a-${Bucket}-${Bucket.Arn}"', { 'Fn::Sub': 'a-${Bucket}-${Bucket.Arn}' }, '"a-"+Bucket.Ref+"-"+Bucket.Arn'],
  ['!Sub "${Env}"', { 'Fn::Sub': '${Env}' }, env],
  ['!Sub "${!Env} ${ Name }"', { 'Fn::Sub': '${!Env} ${ Name }' }, '"${Env} "+?parameter Name'],
  ['!Sub ["${a}${b}", {a: x, b: 1}]', { 'Fn::Sub': ['${a}${b}', { a: 'x', b: 1 }] }, '"x1"'],
  ['!Sub ["${a}:*", {a: !GetAtt Bucket.Arn}]', { 'Fn::Sub': ['${a}:*', { a: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }] }, 'Bucket.Arn+":*"'],
  ['!Sub "arn:${AWS::Partition}:s3"', { 'Fn::Sub': 'arn:${AWS::Partition}:s3' }, '"arn:"+?other AWS::Partition+":s3"'],
  ["!Join ['-', [a, b, 3]]", { 'Fn::Join': ['-', ['a', 'b', 3]] }, '"a-b-3"'],
  ["!Join ['', [!GetAtt Bucket.Arn, '/*']]", { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }, 'Bucket.Arn+"/*"'],
  ["!Join [',', !Ref Zones]", { 'Fn::Join': [',', { Ref: 'Zones' }] }, '(Zones=a, b: "a,b" | else: ?parameter Fn::Join(",",Zones))'],
  ["!Join [',', [a, !If [IsProd, b, !Ref AWS::NoValue]]]", { 'Fn::Join': [',', ['a', { 'Fn::If': ['IsProd', 'b', { Ref: 'AWS::NoValue' }] }]] }, '(@IsProd: "a,b" | else: "a")'],
  ["!Select [1, !Split [':', 'a:b']]", { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b'] }] }, '"b"'],
  ["!Select ['0', !Ref Zones]", { 'Fn::Select': ['0', { Ref: 'Zones' }] }, '(Zones=a, b: "a" | else: ?parameter Fn::Select("0",Zones))'],
  ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, '?other Fn::Select("0",Fn::GetAZs(""))'],
  ["!Split [',', !Ref Name]", { 'Fn::Split': [',', { Ref: 'Name' }] }, '?parameter Fn::Split(",",Name)'],
  ['!FindInMap [Sizes, dev, Disk]', { 'Fn::FindInMap': ['Sizes', 'dev', 'Disk'] }, '10'],
  ['!FindInMap [Sizes, dev, Zones]', { 'Fn::FindInMap': ['Sizes', 'dev', 'Zones'] }, '["x", "y"]'],
  ['!FindInMap [Sizes, !Ref Env, Disk]', { 'Fn::FindInMap': ['Sizes', { Ref: 'Env' }, 'Disk'] }, '(Env=dev: 10 | Env=prod: 20)'],
  ['!FindInMap [Sizes, test, Disk]', { 'Fn::FindInMap': ['Sizes', 'test', 'Disk'] }, '?other (no such row in mapping)'],
  ['!FindInMap [Sizes, test, Disk, {DefaultValue: 7}]', { 'Fn::FindInMap': ['Sizes', 'test', 'Disk', { DefaultValue: 7 }] }, '7'],
  ['!FindInMap [Regions, !Ref AWS::Region, Ami]', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Ami'] }, '(AWS::Region=eu-west-1: "ami-1" | else: ?other (no such row in mapping))'],
  ['!If [IsProd, true, false]', { 'Fn::If': ['IsProd', true, false] }, '(@IsProd: true | else: false)'],
  ['!If [IsProd, {A: 1}, !Ref AWS::NoValue]', { 'Fn::If': ['IsProd', { A: 1 }, { Ref: 'AWS::NoValue' }] }, '(@IsProd: {A: 1} | else: absent)'],
  ['[1, !If [IsProd, 2, !Ref AWS::NoValue]]', [1, { 'Fn::If': ['IsProd', 2, { Ref: 'AWS::NoValue' }] }], '[1, (@IsProd: 2 | else: absent)]'],
  ['!Base64 text', { 'Fn::Base64': 'text' }, '"text"'],
  ['{Fn::Base64: !Sub "x ${Name}"}', { 'Fn::Base64': { 'Fn::Sub': 'x ${Name}' } }, '"x "+?parameter Name'],
  ['!ImportValue Shared', { 'Fn::ImportValue': 'Shared' }, '?import Fn::ImportValue("Shared")'],
  ['{Fn::ImportValue: !Sub "${Name}-Key"}', { 'Fn::ImportValue': { 'Fn::Sub': '${Name}-Key' } }, '?import Fn::ImportValue(text(Name,"-Key"))'],
  ['!GetStackOutput {StackName: a, OutputName: b}', { 'Fn::GetStackOutput': { StackName: 'a', OutputName: 'b' } }, '?import Fn::GetStackOutput(map("StackName","a","OutputName","b"))'],
  ['!GetAZs eu-west-1', { 'Fn::GetAZs': 'eu-west-1' }, '?other Fn::GetAZs("eu-west-1")'],
  ['!Cidr [10.0.0.0/16, 4, 8]', { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] }, '?other Fn::Cidr(list("10.0.0.0/16","4","8"))'],
  ['!Length [a, b]', { 'Fn::Length': ['a', 'b'] }, '2'],
  ['!Length {Ref: Zones}', { 'Fn::Length': { Ref: 'Zones' } }, '(Zones=a, b: 2 | else: ?parameter Fn::Length(Zones))'],
  ['!ToJsonString {A: !Ref Env}', { 'Fn::ToJsonString': { A: { Ref: 'Env' } } }, `{A: ${env}}`],
  ['!Transform {Name: M}', { 'Fn::Transform': { Name: 'M' } }, '?other (a macro gives the value)'],
  ['{A: 1, Fn::Transform: {Name: M}}', { A: 1, 'Fn::Transform': { Name: 'M' } }, '{A: 1, …}'],
  ['!Rain::Module x', { 'Fn::Rain::Module': 'x' }, '?other Fn::Rain::Module("x")'],
  ['{Fn::ForEach::L: [K, [a, b], {"P${K}": !Sub "v-${K}"}], Z: 1}', { 'Fn::ForEach::L': ['K', ['a', 'b'], { 'P${K}': { 'Fn::Sub': 'v-${K}' } }], Z: 1 }, '{Pa: "v-a", Pb: "v-b", Z: 1}'],
  ['{Fn::ForEach::L: [K, !Ref Zones, {"&{K}": !Ref K}]}', { 'Fn::ForEach::L': ['K', { Ref: 'Zones' }, { '&{K}': { Ref: 'K' } }] }, '{a: "a", b: "b"}'],
  ['{Fn::ForEach::L: [K, !Ref Name, {"&{K}": 1}]}', { 'Fn::ForEach::L': ['K', { Ref: 'Name' }, { '&{K}': 1 }] }, '{…}'],
  ['"{{resolve:ssm:/a/b:1}}"', '{{resolve:ssm:/a/b:1}}', '?ssm resolve("ssm:/a/b:1")'],
  ['"{{resolve:ssm-secure:a}}"', '{{resolve:ssm-secure:a}}', '?ssm-secure resolve("ssm-secure:a")'],
  ['"u:{{resolve:secretsmanager:arn:aws:x:SecretString:p}}@h"', 'u:{{resolve:secretsmanager:arn:aws:x:SecretString:p}}@h', '"u:"+?secretsmanager resolve("secretsmanager:arn:aws:x:SecretString:p")+"@h"'],
  ['!Sub "{{resolve:secretsmanager:${Bucket}::p}}"', { 'Fn::Sub': '{{resolve:secretsmanager:${Bucket}::p}}' }, '?secretsmanager resolve("secretsmanager:",Ref Bucket,"::p")'],
  ["!Join ['', ['{{resolve:ssm:', a, '}}']]", { 'Fn::Join': ['', ['{{resolve:ssm:', 'a', '}}']] }, '?ssm resolve("ssm:a")'],
  ['"{{ resolve:ssm:a }}"', '{{ resolve:ssm:a }}', '"{{ resolve:ssm:a }}"'],
  ['null', null, 'absent'],
  ['"true"', 'true', '"true"'],
  ['{Condition: {Bool: {x: true}}}', { Condition: { Bool: { x: true } } }, '{Condition: {Bool: {x: true}}}'],
  ['{__proto__: 1, constructor: 2}', JSON.parse('{"__proto__": 1, "constructor": 2}'), '{__proto__: 1, constructor: 2}'],
];

const resources = (x: unknown): unknown => ({
  Bucket: { Type: 'AWS::S3::Bucket' },
  Stack: { Type: 'AWS::CloudFormation::Stack' },
  Subject: { Type: 'A::B::C', Properties: { X: x } },
});

describe('an intrinsic function', () => {
  for (const [short, long, expected] of table) {
    it(`${short} is ${expected} in every syntax`, () => {
      const shortText = `${stringify({ ...frame, Resources: resources('PLACE') }).replace('X: PLACE', () => `X: ${short}`)}`;
      const data = { ...frame, Resources: resources(long) };
      for (const text of [shortText, stringify(data), JSON.stringify(data)]) {
        const shown = read(text);
        const properties = shown.template.resources.get('Subject')?.properties;
        assert.equal(show(properties?.kind === 'map' ? properties.entries.get('X') : undefined), expected, text);
        assert.deepEqual(showProblems(shown), [], text);
      }
    });
  }

  const broken: readonly (readonly [string, string, string])[] = [
    ['!Ref', '?other (Ref could not be read)', 'intrinsic-arguments: !Ref'],
    ['!Ref Nowhere', '?other Ref(Nowhere)', 'dangling-reference: !Ref Nowhere'],
    ['!GetAtt Nowhere.Arn', '?other GetAtt(Nowhere,Arn)', 'dangling-reference: !GetAtt Nowhere.Arn'],
    ['!GetAtt Bucket', '?other (Fn::GetAtt could not be read)', 'intrinsic-arguments: !GetAtt Bucket'],
    ['!Sub "a${Nowhere}"', '"a"+?other Ref(Nowhere)', 'dangling-reference: !Sub "a${Nowhere}"'],
    ['!Sub "a${b-c}"', '"a"+?other (Fn::Sub could not be read)', 'intrinsic-arguments: !Sub "a${b-c}"'],
    ['!If [IsProd, 1]', '?other (Fn::If could not be read)', 'intrinsic-arguments: !If [IsProd, 1]'],
    ['!If [Nowhere, 1, 2]', '?other (the condition Nowhere is not declared)', 'dangling-reference: Nowhere'],
    ['!FindInMap [Nowhere, a, b]', '?other (there is no mapping named Nowhere)', 'dangling-reference: Nowhere'],
    ['!Join a', '?other (Fn::Join could not be read)', 'intrinsic-arguments: !Join a'],
    ['{Fn::If: [IsProd, 1, 2], Other: 1}', '?other (Fn::If could not be read)', 'intrinsic-arguments: {Fn::If: [IsProd, 1, 2], Other: 1}'],
  ];
  for (const [text, expected, problem] of broken) {
    it(`${text} is a problem at its place, and the value is unknown`, () => {
      const shown = read(stringify({ ...frame, Resources: resources('PLACE') }).replace('X: PLACE', () => `X: ${text}`));
      const properties = shown.template.resources.get('Subject')?.properties;
      assert.equal(show(properties?.kind === 'map' ? properties.entries.get('X') : undefined), expected);
      assert.deepEqual(showProblems(shown), [problem]);
    });
  }

  it('!FindInMap does not follow a cell of a mapping that looks into a mapping, its own as well', () => {
    const shown = read(stringify({ ...frame, Mappings: { Sizes: { dev: { Disk: { 'Fn::FindInMap': ['Sizes', { Ref: 'Name' }, 'Disk'] } } } }, Resources: resources({ 'Fn::FindInMap': ['Sizes', 'dev', 'Disk'] }) }));
    const properties = shown.template.resources.get('Subject')?.properties;
    assert.equal(show(properties?.kind === 'map' ? properties.entries.get('X') : undefined), '(Name=dev: ?other (a cell of a mapping cannot look into a mapping) | else: ?other (no such row in mapping))');
  });
});
