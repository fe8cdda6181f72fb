import assert from 'node:assert/strict';
import fc from 'fast-check';
import { passKey, type JudgeOptions, type Report } from '../../../server/src/core/engine/finding.ts';
import { JudgeMemory } from '../../../server/src/core/engine/judge-memory.ts';
import { judge } from '../../../server/src/core/engine/judge.ts';
import type { Resource, Template } from '../../../server/src/core/model/template.ts';
import { readDocument } from '../../../server/src/formats/index.ts';
import { rules } from '../../../rules/index.ts';

const types = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::SQS::Queue', 'AWS::KMS::Key', '@parameter'];
const concerned = rules.filter(({ on }) => on.cfn.some((type) => types.includes(type)));
const options: JudgeOptions = { rules: concerned.map((rule) => ({ rule, severity: rule.severity })), profile: 'all', catalogue: [] };

function template(resources: unknown, more: object = {}): Template {
  const read = readDocument(JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...more, Resources: resources }), 'memory.json');
  assert(read.kind === 'template');
  return read.template;
}

/** The newer template, with each resource that is alike in both taken from the older: what an incremental adapter gives. */
function sharing(older: Template, newer: Template): Template {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a, plain) === JSON.stringify(b, plain);
  const resources = new Map<string, Resource>();
  for (const [address, resource] of newer.resources) {
    const before = older.resources.get(address);
    resources.set(address, before && same(before, resource) ? before : resource);
  }
  const shared = <T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...b].map(([key, value]) => { const before = a.get(key); return [key, before !== undefined && same(before, value) ? before : value]; }));
  return { ...newer, resources, variables: shared(older.variables, newer.variables), conditions: shared(older.conditions, newer.conditions), parameters: shared(older.parameters, newer.parameters) };
}

/** Without the parents of origins: the root's range grows with every change. */
const plain = (name: string, value: unknown): unknown => (name === 'parent' ? undefined : value instanceof Map ? [...(value as Map<unknown, unknown>)] : value);

const bucket = fc.record({ Type: fc.constant('AWS::S3::Bucket'), Properties: fc.record({ VersioningConfiguration: fc.record({ Status: fc.constantFrom('Enabled', 'Suspended') }) }, { requiredKeys: [] }) });
const policy = fc.record({
  Type: fc.constant('AWS::S3::BucketPolicy'),
  Properties: fc.record({
    Bucket: fc.constantFrom({ Ref: 'A' }, { Ref: 'B' }),
    PolicyDocument: fc.constantFrom({ Statement: [] }, { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] }),
  }),
});
const queue = fc.record({ Type: fc.constant('AWS::SQS::Queue'), Properties: fc.constantFrom({}, { KmsMasterKeyId: { Ref: 'Key' } }, { SqsManagedSseEnabled: { 'Fn::If': ['On', true, false] } }) });
const key = fc.record({ Type: fc.constant('AWS::KMS::Key'), Properties: fc.record({ EnableKeyRotation: fc.boolean() }, { requiredKeys: [] }) });
const resources = fc.record({ A: bucket, B: bucket, PolicyA: policy, PolicyB: policy, Queue: queue, Key: key }, { requiredKeys: ['A'] });
const parameters = fc.constantFrom('yes', 'no').map((preset) => ({ Parameters: { P: { Type: 'String', Default: preset, AllowedValues: ['yes', 'no'] } }, Conditions: { On: { 'Fn::Equals': [{ Ref: 'P' }, 'yes'] } } }));

/** A report with what passed as a list. */
function told({ hasPassed, ...report }: Report, { resources: of }: Template): object {
  return { ...report, passed: options.rules.flatMap(({ rule: { id } }) => [...of.keys()].map((address) => passKey(id, address)).filter(hasPassed)) };
}

describe('the memory of judgements', function () {
  this.timeout(0);
  it('never changes a report, whatever the versions before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(resources, parameters), { minLength: 2, maxLength: 6 }), (versions) => {
        const memory = new JudgeMemory();
        let before: Template | undefined;
        for (const [of, more] of versions) {
          const fresh = template(of, more);
          const now = before ? sharing(before, fresh) : fresh;
          assert.deepEqual(told(judge(now, options, memory), now), told(judge(now, options), now));
          before = now;
        }
      }),
      { numRuns: Number(process.env['DATAWARD_RUNS'] ?? 150) },
    );
  });

  /** The same rules, which write down in `asked` when they are asked. */
  function counting(asked: string[]): JudgeOptions {
    const noted = options.rules.map(({ rule, severity }) => {
      const { require } = rule;
      return { rule: typeof require === 'function' ? rule : { ...rule, require }, severity };
    });
    return { ...options, rules: noted.map(({ rule, severity }) => ({ severity, rule: new Proxy(rule, { get: (of, name) => { if (name === 'require') asked.push(of.id); return Reflect.get(of, name) as unknown; } }) })), catalogue: [] };
  }

  it('judges again what a change can reach, and nothing else', () => {
    const asked: string[] = [];
    const memory = new JudgeMemory();
    const noting = counting(asked);
    const first = template({ A: { Type: 'AWS::S3::Bucket' }, B: { Type: 'AWS::S3::Bucket' }, Q: { Type: 'AWS::SQS::Queue' } });
    judge(first, noting, memory);
    const all = asked.length;
    asked.length = 0;
    judge(sharing(first, template({ A: { Type: 'AWS::S3::Bucket' }, B: { Type: 'AWS::S3::Bucket' }, Q: { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: false } } })), noting, memory);
    assert(asked.length > 0 && asked.length < all / 2, `${asked.length} of ${all} asked again`);
    const ofQueues = new Set(concerned.filter(({ on }) => on.cfn.includes('AWS::SQS::Queue')).map(({ id }) => id));
    assert(asked.every((id) => ofQueues.has(id)), asked.join(' '));
  });

  it('judges again only the subject whose companion changed, not all that look for one of its type', () => {
    const asked: string[] = [];
    const memory = new JudgeMemory();
    const noting = counting(asked);
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const policies = (statement: object): object =>
      Object.fromEntries(names.flatMap((name) => [[name, { Type: 'AWS::S3::Bucket' }], [`Policy${name}`, { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: name }, PolicyDocument: { Statement: name === 'A' ? [statement] : [] } } }]]));
    const first = template(policies({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }));
    judge(first, noting, memory);
    const before = [...asked];
    asked.length = 0;
    judge(sharing(first, template(policies({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' }))), noting, memory);
    const times = (of: readonly string[], id: string): number => of.filter((one) => one === id).length;
    const ofBuckets = concerned.filter(({ on }) => on.cfn.includes('AWS::S3::Bucket')).map(({ id }) => id);
    assert(ofBuckets.some((id) => asked.includes(id)), 'a rule about the bucket looks for its policy');
    for (const id of ofBuckets) assert(times(asked, id) <= times(before, id) / 3, `${id} was asked ${times(asked, id)} times again`);
  });
});
