import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stackDocument, Stacks, type StackFile } from '../../../server/src/project/stacks.ts';

const stacksOf = (files: Readonly<Record<string, string>>): Stacks => {
  const read = new Map(Object.entries(files).map(([key, text]): [string, StackFile] => [key, { document: stackDocument(text, key), parameters: undefined }]));
  return new Stacks({ file: (key) => read.get(key), roots: () => ['main.yaml'], deployments: () => [] });
};
const calls = (count: number): string => `Resources:\n${Array.from({ length: count }, (_, i) => `  S${i}: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {P: ${i}}}}\n`).join('')}`;
const child = (resources: number): string => `Parameters: {P: {Type: String}}\nResources:\n${Array.from({ length: resources }, (_, i) => `  R${i}: {Type: AWS::SNS::Topic}\n`).join('')}`;

describe('the stacks of a project', () => {
  const problems = (callCount: number, resources: number): readonly string[] | undefined =>
    stacksOf({ 'main.yaml': calls(callCount), 'child.yaml': child(resources) })
      .check('child.yaml', { rules: [], profile: 'default' })
      ?.problems.map(({ message }) => message);

  it('are judged in all the ways that a template is deployed', () => assert.deepEqual(problems(100, 10), []));

  it('are judged in some of them where a large template is deployed without end, and say so', () => {
    assert.deepEqual(problems(60, 500), ['This template is deployed in 60 ways; 40 of them are judged.']);
  });

  it('ask for what nobody has read', () => {
    const stacks = stacksOf({ 'main.yaml': calls(1) });
    assert.deepEqual([stacks.members('main.yaml'), [...stacks.wants]], [['main.yaml'], ['child.yaml']]);
    assert.equal(stacks.check('child.yaml', { rules: [], profile: 'default' }), undefined);
  });

  it('are linked anew with another text of one of them', () => {
    const stacks = stacksOf({ 'main.yaml': calls(1), 'child.yaml': child(1) });
    const { document } = stacks.check('child.yaml', { rules: [], profile: 'default' }) ?? {};
    assert.equal(stacks.withText('child.yaml', document?.text ?? ''), stacks);
    assert.equal(stacks.withText('child.yaml', child(2)).check('child.yaml', { rules: [], profile: 'default' })?.template.resources.size, 2);
  });
});
