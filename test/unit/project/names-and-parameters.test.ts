import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nearestName } from '../../../server/src/core/text/nearest-name.ts';
import { readGlob } from '../../../server/src/project/glob.ts';
import { readParameters } from '../../../server/src/project/parameters.ts';

describe('the nearest name', () => {
  const names = ['profile', 'parameters', 'rules', 'rds-storage-encrypted', 'rds-cluster-storage-encrypted'];
  for (const [name, expected] of [
    ['profil', 'profile'],
    ['Profile', 'profile'],
    ['rule', 'rules'],
    ['paramters', 'parameters'],
    ['rds-storage-encryption', 'rds-storage-encrypted'],
    ['something-else', undefined],
    ['x', undefined],
    ['', undefined],
  ] as const) {
    it(`of \`${name}\` is ${expected ?? 'none'}`, () => assert.equal(nearestName(name, names), expected));
  }
});

describe('a glob', () => {
  for (const [glob, folder, yes, no] of [
    ['a/*.yaml', 'a', ['x.yaml'], ['x.yml', 'b/x.yaml']],
    ['**/*.yaml', '.', ['x.yaml', 'a/b/x.yaml'], ['x.json']],
    ['/abs/{a,b{1,2}}/x', '/abs', ['a/x', 'b1/x', 'b2/x'], ['b/x', 'c/x']],
    ['/*.yaml', '/', ['a.yaml'], ['a.json']],
    ['../up/[ab]?.yaml', '../up', ['ax.yaml'], ['cx.yaml', 'a.yaml']],
    ['a{b', '.', ['a{b'], ['ab']],
  ] as const) {
    it(`\`${glob}\` looks in \`${folder}\``, () => {
      const read = readGlob(glob);
      assert.equal(read?.folder, folder);
      assert.deepEqual([...yes, ...no].filter((path) => read?.matches(path)), yes);
    });
  }

  it('has a wildcard', () => assert.equal(readGlob('a/b.yaml'), undefined));
});

describe('a parameter file', () => {
  for (const [title, text, expected] of [
    ["the AWS CLI's list", '[{"ParameterKey":"A","ParameterValue":"1"},{"ParameterKey":"B","UsePreviousValue":true}]', [['A', '1']]],
    ["CodePipeline's map", '{"Parameters":{"A":"1"},"Tags":{"t":"u"}}', [['A', '1']]],
    ['a map in YAML, with numbers, booleans and lists', 'A: 1\nB: yes\nC: [x, 2]\nD: 0123\n', [['A', '1'], ['B', 'true'], ['C', 'x,2'], ['D', '0123']]],
    ['a parameter that is called Parameters', '{"Parameters":"1"}', [['Parameters', '1']]],
  ] as const) {
    it(`is read from ${title}`, () => {
      const read = readParameters(text, 'p');
      assert.deepEqual('values' in read ? [...read.values] : read.why, expected);
    });
  }

  for (const text of ['', '3', '[{"ParameterValue": 1}]', '{"A": null}', '{"A"', 'A: {B: 1}']) {
    it(`is refused when it is \`${text}\``, () => assert.ok('why' in readParameters(text, 'p')));
  }
});
