import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import type { Template } from '../../../server/src/core/model/template.ts';
import { type Read, readDocument } from '../../../server/src/formats/index.ts';
import { applied, runs, session } from '../syntax-incremental/edits.ts';
import { samples } from '../syntax-incremental/templates.ts';

function without(read: Read): unknown {
  return read.kind === 'template' ? { ...read, memory: undefined } : read;
}

function templateOf(read: Read): Template {
  assert.ok(read.kind === 'template', 'why' in read ? read.why : '');
  return read.template;
}

/** The names whose objects are the same in both. */
function same<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): readonly string[] {
  return [...a.keys()].filter((name) => a.get(name) === b.get(name));
}

const text = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Env: {Type: String, Default: dev}
  Zone: {Type: String}
Mappings:
  Sizes: {dev: {Small: 1}, prod: {Small: 2}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Globals:
  Function: {Timeout: 3}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Ref Env}
  Function:
    Type: AWS::Serverless::Function
    Properties: {Handler: a.b}
  Queue:
    Type: AWS::SQS::Queue
    Condition: IsProd
    Properties: {Size: !FindInMap [Sizes, !Ref Env, Small], QueueName: !Ref AWS::Region, Loose: !Ref Nothing}
Outputs:
  Name: {Value: !Ref Bucket}
`;

describe('reading the next version of a template', function () {
  this.timeout(0);
  const all = [...samples(3_000), { file: 'sam.yaml', text }, { file: 'sam2.yaml', text: text.replace('Mappings:', 'Mappings:\n  Other: {us-east-1: {a: 1}}') }];

  it(`gives what reading it from scratch gives, after any edits (${runs(2_000)} sessions over ${all.length} templates)`, () => {
    let steps = 0;
    let kept = 0;
    fc.assert(
      fc.property(fc.constantFrom(...all), session, ({ file, text: original }, edits) => {
        const history = [original];
        let read = readDocument(original, file);
        for (const step of edits) {
          const next = applied(step, history);
          const updated = readDocument(next, file, undefined, read);
          const whole = readDocument(next, file);
          if (!isDeepStrictEqual(without(updated), without(whole))) {
            if (updated.kind === 'template' && whole.kind === 'template') for (const [key, value] of Object.entries(whole.template)) assert.deepEqual(updated.template[key as keyof Template], value, key);
            assert.deepEqual(without(updated), without(whole));
          }
          steps++;
          if (read.kind === 'template' && updated.kind === 'template' && same(read.template.resources, updated.template.resources).length > 0) kept++;
          history.push(next);
          read = updated;
        }
      }),
      { numRuns: runs(2_000) },
    );
    console.log(`      ${steps} edits, ${kept} of them with resources kept`);
    assert.ok(kept > steps / 8, 'the property must see readings that keep something');
  });

  it(`gives the same where words take the place of others (${runs(2_000)} sessions)`, () => {
    const word = fc.record({ back: fc.boolean(), at: fc.nat(1_000_000), by: fc.oneof(fc.nat(1_000_000).map((from) => ({ from })), fc.constantFrom('x', '', '${Env}', 'Zone', '!Ref Zone', '!FindInMap [Sizes, !Ref Zone, Small]', '!If [IsProd, 1, !Ref AWS::NoValue]', '"a').map((text) => ({ text }))) });
    let steps = 0;
    let patched = 0;
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.array(word, { minLength: 1, maxLength: 8 }), ({ file, text: original }, words) => {
        const known = [...original.matchAll(/[\w:!$.]+/g)].map(([found]) => found);
        let now = original;
        let read = readDocument(now, file);
        for (const { back, at, by } of words) {
          if (back) read = readDocument((now = original), file, undefined, read);
          const places = [...now.matchAll(/[\w:!$.]+/g)];
          const place = places[at % places.length];
          if (!place) continue;
          now = now.slice(0, place.index) + ('text' in by ? by.text : (known[by.from % known.length] ?? '')) + now.slice(place.index + place[0].length);
          const updated = readDocument(now, file, undefined, read);
          assert.deepEqual(without(updated), without(readDocument(now, file)));
          steps++;
          // Only where a single resource was read are these the same maps.
          if (read.kind === 'template' && updated.kind === 'template' && read.template !== updated.template && read.template.variables === updated.template.variables) patched++;
          read = updated;
        }
      }),
      { numRuns: runs(2_000) },
    );
    console.log(`      ${steps} words, ${patched} of them in a resource that was read alone`);
    assert.ok(patched > steps / 12, 'the property must see resources that are read alone');
  });

  it('keeps every resource but the one in which is typed', () => {
    const first = readDocument(text, 'f.yaml');
    const second = readDocument(text.replace('a.b', 'a.bc'), 'f.yaml', undefined, first);
    const [before, after] = [templateOf(first), templateOf(second)];
    assert.deepEqual(same(after.resources, before.resources), ['Bucket', 'Queue']);
    for (const part of ['variables', 'conditions', 'outputs', 'parameters'] as const) assert.deepEqual(same<unknown>(after[part], before[part]), [...before[part].keys()], part);
  });

  it('reads a resource again whose parameter may have a further value', () => {
    const first = readDocument(text, 'f.yaml');
    const second = readDocument(text.replace('Handler: a.b', 'Handler: !FindInMap [Sizes, !Ref Zone, Small]'), 'f.yaml', undefined, first);
    const third = readDocument(text.replace('Handler: a.b', 'Handler: !FindInMap [Sizes, !Ref Zone, Small]').replace('{BucketName: !Ref Env}', '{BucketName: !Ref Zone}'), 'f.yaml', undefined, second);
    assert.deepEqual(templateOf(second).variables.get('Zone')?.domain, ['dev', 'prod']);
    const fourth = readDocument(text.replace('{BucketName: !Ref Env}', '{BucketName: !Ref Zone}'), 'f.yaml', undefined, third);
    assert.deepEqual(same(templateOf(fourth).resources, templateOf(third).resources), ['Queue']);
  });

  it('reads everything again where a name appears that others may refer to', () => {
    const first = readDocument(text, 'f.yaml');
    const second = readDocument(text.replace('Outputs:', '  Nothing: {Type: AWS::SNS::Topic}\nOutputs:'), 'f.yaml', undefined, first);
    assert.deepEqual(templateOf(first).problems.map(({ code }) => code), ['dangling-reference']);
    assert.deepEqual(templateOf(second).problems, []);
  });
});
