import assert from 'node:assert/strict';
import fc from 'fast-check';
import { askPolicy } from '../../../server/src/core/rule/policy/answer.ts';
import { readJsonText } from '../../../server/src/core/rule/policy/json-text.ts';
import type { Value } from '../../../server/src/core/model/value.ts';
import { ref, sub, unknown, valueOf, viewWith } from './values.ts';

const view = viewWith();
const { at } = valueOf('');

/** A value as plain data again. */
function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, v]) => [key, plain(v)]));
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : { hole: plain(part) }));
    case 'ref':
      return `ref ${value.to}`;
    case 'unknown':
      return 'unknown';
    case 'absent':
      return null;
    case 'choice':
    case undefined:
      return undefined;
  }
}

const read = (...parts: readonly (string | Value)[]): unknown => plain(readJsonText(parts, at, view));

describe('JSON text as a value', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (data, indent) => {
        const text = JSON.stringify(data, null, indent);
        // A key `__proto__` and -0 do not come back from plain data either.
        assert.equal(JSON.stringify(read(text)), JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 300 },
    );
  });

  for (const [title, text, data] of [
    ['trailing commas', '{"a": [1, 2,], "b": {"c": true,},}', { a: [1, 2], b: { c: true } }],
    ['a line break in a string', '{"a": "x\ny"}', { a: 'x\ny' }],
    ['a byte order mark', '\uFEFF{"a": null}', { a: null }],
  ] as const)
    it(`forgives ${title}`, () => {
      assert.deepEqual(read(text), data);
    });

  for (const text of ['', '{', '{"a"}', '{"a": }', '[1 2]', '{"a": 1} x', '{a: 1}', '"open', '{"a": tru}', '['.repeat(5000)])
    it(`gives nothing for ${text.length > 20 ? 'very deep text' : JSON.stringify(text)}`, () => {
      assert.equal(readJsonText([text], at, view), undefined);
    });

  it('keeps an interpolation as a part of its string', () => {
    assert.deepEqual(read('{"Resource": ["', valueOf(ref('Queue')), '", "x', valueOf(unknown()), '/*"]}'), {
      Resource: [[{ hole: 'ref Queue' }], ['x', { hole: 'unknown' }, '/*']],
    });
  });

  it('keeps an interpolation outside of strings as a leaf', () => {
    assert.deepEqual(read('{"Statement": ', valueOf(unknown()), ', "Version": "2012-10-17"}'), { Statement: 'unknown', Version: '2012-10-17' });
  });

  it('reads the JSON that an interpolation brings', () => {
    assert.deepEqual(read('{"Action": ', valueOf('["sqs:*"]'), '}'), { Action: ['sqs:*'] });
  });
});

describe('a policy in JSON text', () => {
  const anyone = { ask: 'allows-anyone' } as const;

  it('is judged although a leaf is not known', () => {
    const text = sub('{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sqs:*", "Resource": "', unknown(), '",}]}');
    assert.equal(askPolicy(anyone, valueOf(text), view).answer, 'yes');
  });

  it('is unknown where the leaf that decides is not known', () => {
    const text = sub('{"Statement": {"Effect": "Allow", "Principal": {"AWS": "', unknown(), '"}, "Action": "sqs:*"}}');
    assert.equal(askPolicy(anyone, valueOf(text), view).answer, 'unknown');
  });

  it('is unknown where it cannot be read', () => {
    const answer = askPolicy(anyone, valueOf('{"Statement": ['), view);
    assert.deepEqual([answer.answer, answer.reason], ['unknown', 'the policy document is no JSON that can be read']);
  });
});
