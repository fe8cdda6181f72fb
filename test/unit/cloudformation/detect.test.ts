import assert from 'node:assert/strict';

import { readDocument } from '../../../server/src/formats/index.ts';

const version = 'AWSTemplateFormatVersion: "2010-09-09"\n';
const resource = 'A:\n    Type: AWS::S3::Bucket\n';

const templates: readonly (readonly [string, string, string])[] = [
  ['with a typed resource', `Resources:\n  ${resource}`, 'a.yaml'],
  ['with all keys indented', `  Resources:\n    A:\n      Type: "AWS::S3::Bucket"\n`, 'a.yml'],
  ['in flow style', '{Resources: {A: {Type: AWS::S3::Bucket}}}', 'a.yaml'],
  ['in JSON without a line break', '{"Description":"x","Resources":{"A":{"Type":"AWS::S3::Bucket"}}}', 'a.json'],
  ['in JSON with another extension', '\n {"Resources": {"A": {"Type": "Custom::X"}}}', 'a.template'],
  ['in YAML with another extension', `Resources:\n  ${resource}`, 'a.template'],
  ['behind a byte order mark', `\ufeffResources:\n  ${resource}`, 'a.yaml'],
  ['behind a comment in JSON', '// x\n{"Resources": {"A": {"Type": "Custom::X"}}}', 'a.template'],
  ['with CRLF', `Resources:\r\n  A:\r\n    Type: X::Y\r\n`, 'a.yaml'],
  ['with nothing but a loop', 'Resources:\n  Fn::ForEach::L: [A, [b], {"X${A}": {Type: X::Y}}]\n', 'a.yaml'],
  ['that says so, without Resources', version, 'a.yaml'],
  ['that says so, with Resources: null', `${version}Resources:\n`, 'a.yaml'],
  ['that says so, with a list of Resources', `${version}Resources: [a]\n`, 'a.yaml'],
  ['that says so, with a resource of a wrong type', `${version}Resources: {A: 3}\n`, 'a.yaml'],
  ['that says so, and breaks off', '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"A": {"Ty', 'a.json'],
  ['half typed beside other sections', 'Parameters: {P: {Type: String}}\nResources:\n  A:\n    Type: AWS:\n', 'a.yaml'],
  ['of SAM, half typed', 'Transform: AWS::Serverless-2016-10-31\nResources:\n', 'a.yaml'],
  ['with the words on the next line', 'Transform:\n  - AWS::Serverless-2016-10-31\nResources:\n', 'a.yaml'],
];

const others: readonly (readonly [string, string, string, RegExp])[] = [
  ['an empty file', '', 'a.yaml', /no key Resources/],
  ['a package.json', '{"name": "x", "version": "1.0.0", "scripts": {"Resources": "x"}}', 'package.json', /Resources|Type/],
  ['a workflow', 'name: ci\non: push\njobs:\n  a:\n    steps:\n      - run: aws cloudformation deploy\n', '.github/workflows/ci.yml', /no key Resources/],
  ['an appspec', 'version: 0.0\nResources:\n  - F:\n      Type: AWS::Lambda::Function\n', 'appspec.yaml', /not a map/],
  ['a CDK manifest', '{"version": "55.0.0", "artifacts": {"S": {"type": "aws:cloudformation:stack"}}}', 'manifest.json', /no key Resources/],
  ['an event that holds a template', '{"fragment": {"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}}', 'event.json', /no Resources/],
  ['test data of another tool', '- name: a\n  input:\n    Resources:\n      A:\n        Type: AWS::S3::Bucket\n', 'a.yaml', /not a map/],
  ['a list in JSON', '[{"Resources": {"A": {"Type": "X::Y"}}}]', 'a.json', /not an object/],
  ['a binary file', 'Resources:\0\n', 'a.yaml', /binary/],
  ['a map of resources of another kind', 'Resources:\n  a: {Type: kafka}\nOutputs: {}\n', 'a.yaml', /of the form A::B/],
];

describe('detection', () => {
  for (const [title, text, file] of templates) {
    it(`knows a template ${title}`, () => {
      assert.equal(readDocument(text, file).kind, 'template');
    });
  }
  for (const [title, text, file, why] of others) {
    it(`says why ${title} is no template`, () => {
      const found = readDocument(text, file);
      assert(found.kind === 'not-ours');
      assert.match(found.why, why);
    });
  }
});
