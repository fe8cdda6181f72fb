import assert from 'node:assert/strict';
import { matchResources } from '../../../server/src/core/compare/match.ts';
import type { Template } from '../../../server/src/core/model/template.ts';
import { readDocument } from '../../../server/src/formats/index.ts';
import { dataStores } from '../../../server/src/impact/data-stores.ts';
import { lightChange } from '../../../server/src/impact/light-change.ts';
import table from '../../../server/src/impact/replacement-table.json';
import { wholeChange } from '../../../server/src/impact/whole-change.ts';

const template = (text: string): Template => {
  const read = readDocument(text, 'stack.yaml', undefined);
  assert(read.kind === 'template', text);
  return read.template;
};

const types: Readonly<Record<string, readonly string[]>> = table.types;

/** Each pair, with the resources that are replaced. */
const cases: readonly (readonly [title: string, before: string, after: string, replaced: readonly string[]])[] = [
  [
    'a replacement is followed along the references to what was replaced',
    'Resources:\n  Key: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupName: a}}\n  Db: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref Key}}\n',
    'Resources:\n  Key: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupName: b}}\n  Db: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref Key}}\n',
    ['Key', 'Db'],
  ],
  [
    "a parameter's new default changes nothing",
    'Parameters: {Name: {Type: String, Default: a}}\nResources:\n  Db: {Type: AWS::RDS::DBInstance, Properties: {DBName: !Ref Name}}\n',
    'Parameters: {Name: {Type: String, Default: b}}\nResources:\n  Db: {Type: AWS::RDS::DBInstance, Properties: {DBName: !Ref Name}}\n',
    [],
  ],
  [
    'how it is written changes nothing',
    'Resources:\n  T: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub "${AWS::StackName}-a", KeySchema: [{AttributeName: a, KeyType: HASH}]}}\n',
    'Resources:\n  T:\n    Properties:\n      KeySchema:\n        - KeyType: HASH\n          AttributeName: a\n      TableName: {Fn::Sub: "${AWS::StackName}-a"}\n    Type: AWS::DynamoDB::Table\n',
    [],
  ],
  [
    'another condition is another value',
    'Conditions: {P: !Equals [a, !Ref AWS::Region]}\nResources:\n  Db: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: !If [P, true, false]}}\n',
    'Conditions: {P: !Equals [a, !Ref AWS::Region]}\nResources:\n  Db: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: !If [P, false, true]}}\n',
    ['Db'],
  ],
];

describe('what the light table says of a change', () => {
  for (const type of dataStores.flatMap(({ cfn }) => cfn)) {
    const known = types[type] ?? [];
    const properties = known.flatMap((names) => names.split(' ')).filter((name) => name !== '');
    it(`is what cloudformation-diff says, of ${properties.length} properties of ${type}`, () => {
      for (const property of properties) {
        const [before, after] = ['a', 'b'].map((value) => template(`Resources:\n  X:\n    Type: ${type}\n    Properties:\n      ${property}: ${value}\n`)) as [Template, Template];
        assert.deepEqual(lightChange(matchResources(before, after)).get('X'), wholeChange(before, after).get('X'), property);
      }
    });
  }

  for (const [title, before, after, replaced] of cases)
    it(`holds for a whole template: ${title}`, () => {
      const [old, now] = [template(before), template(after)];
      const light = lightChange(matchResources(old, now));
      assert.deepEqual([...light].filter(([, { impact }]) => impact === 'replaces').map(([address]) => address), replaced);
      assert.deepEqual(new Map([...wholeChange(old, now)].map(([address, { impact }]) => [address, impact])), new Map([...light].map(([address, { impact }]) => [address, impact])));
    });
});
