import assert from 'node:assert/strict';
import fc from 'fast-check';

import type { Edit, Literal } from '../../../server/src/core/model/edit.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';
import { scalarText } from '../../../server/src/syntax/yaml/write-scalar.ts';
import { addItem, data, parse, remove, set, written } from './support.ts';

const yaml = `AWSTemplateFormatVersion: '2010-09-09'
# the resources
Resources:
  # first
  Bucket: # b
    Type: AWS::S3::Bucket
    Properties:
      # name
      BucketName: "x" # trailing
      Tags:
      - Key: a
        Value: b
      - {Key: c, Value: d}
    # deep

  Key:
    Type: AWS::KMS::Key
    Properties: {Enabled: true, Policy: {Version: '2012-10-17', Statement: []}}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
Outputs:
  Name: {Value: !Ref Bucket}
`;
const json = `{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Resources": {
    "Bucket": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "BucketName": "x",
        "Tags": [
          { "Key": "a", "Value": "b" },
          { "Key": "c", "Value": "d" }
        ]
      }
    },
    "Key": { "Type": "AWS::KMS::Key", "Properties": { "Enabled": true, "Policy": { "Version": "2012-10-17", "Statement": [] } } },
    "Topic": { "Type": "AWS::SNS::Topic", "Properties": null }
  },
  "Outputs": { "Name": { "Value": { "Ref": "Bucket" } } }
}
`;
const texts = [yaml, json, JSON.stringify(JSON.parse(json))] as const;
const cases = fc.constantFrom(
  { syntax: 'yaml' as const, text: texts[0] },
  { syntax: 'json' as const, text: texts[1] },
  { syntax: 'json' as const, text: texts[2] },
  { syntax: 'yaml' as const, text: texts[2] },
  { syntax: 'yaml' as const, text: yaml.replaceAll('\n', '\r\n') },
  { syntax: 'json' as const, text: json.replaceAll('\n', '\r\n').replaceAll('  ', '\t') },
);

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...' \t\n:#-?,[]{}&*!|>%@`\'"\\~=<.+_0123456789eExXoObBynYNfalsTrue') }),
  fc.constantFrom('yes', 'No', 'on', '~', 'null', '1_000', '0x1F', '0o7', '1:30', '1e3', '.5', '-.inf', '2012-10-17', '=', '{{resolve:ssm:x}}', 'a{{resolve:ssm:x}}', '---', '- a', 'a: b', 'a #b', '+1', '-'),
);
const key = fc.oneof(fc.constantFrom('Enabled', 'Rules', 'Key', 'a b', 'y', '7'), anyText).filter((text) => text !== '<<' && text.length < 200);
const literal = fc.letrec<{ value: Literal }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** The data of a literal, as `data` gives that of a node. */
function meant(value: Literal): unknown {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Literal[]).map(meant);
  const entries = Object.entries(value as Readonly<Record<string, Literal>>);
  return new Map(entries.map(([name, inner]) => [name, meant(inner)]));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, step) => (inner instanceof Map ? inner.get(step) : undefined), value);
}

const places = fc.constantFrom(
  ['Resources', 'Bucket', 'Properties', 'New'],
  ['Resources', 'Bucket', 'Properties', 'New', 'Deep', 'Deeper'],
  ['Resources', 'Bucket', 'Properties', 'BucketName'],
  ['Resources', 'Key', 'Properties', 'New'],
  ['Resources', 'Key', 'Properties', 'Policy', 'Id'],
  ['Resources', 'Topic', 'Properties', 'New'],
  ['Resources', 'Topic', 'New'],
);

/** An edit from the anchor that every template here has. */
function setAt(path: readonly string[], value: Literal): Edit {
  return set(path.slice(0, 2), path.slice(2), value);
}

describe('the laws of writing', function () {
  this.timeout(120_000);

  it('writes any text so that it reads back as the same text, in blocks, in flow and as a key', () => {
    const quotings = fc.record({ quote: fc.constantFrom('single' as const, 'double' as const), plain: fc.boolean() });
    fc.assert(
      fc.property(anyText, quotings, (text, quoting) => {
        const [block, flow] = [scalarText(text, quoting, false), scalarText(text, quoting, true)];
        const document = parse(`A: ${block}\nB: {C: ${flow}, D: [${flow}, 1]}\nE:\n  - ${block} # c\n`, 'yaml');
        assert.deepEqual(document.problems, []);
        assert.deepEqual(data(document.root), new Map<string, unknown>([['A', text], ['B', new Map<string, unknown>([['C', text], ['D', [text, 1]]])], ['E', [text]]]));
        if (text === '<<' || text.length > 200) return;
        const keyed = parse(`${block}: 1\n`, 'yaml');
        assert.deepEqual(data(keyed.root), new Map([[text, 1]]));
      }),
      { numRuns: 2000 },
    );
  });

  it('sets any value at any place: it reads back, the rest is as before, comments stay, setting again changes nothing', () => {
    fc.assert(
      fc.property(cases, places, literal, ({ syntax, text }, path, value) => {
        const before = parse(text, syntax);
        const result = writeEdits([setAt(path, value)], before);
        assert.ok('edits' in result, JSON.stringify(result));
        const after = parse(applyEdits(text, result.edits), syntax);
        assert.deepEqual(after.problems, before.problems);
        assert.deepStrictEqual(at(data(after.root), path), meant(value));
        assert.deepEqual(after.comments.map((comment) => comment.text), before.comments.map((comment) => comment.text));
        for (const name of ['AWSTemplateFormatVersion', 'Outputs']) assert.deepEqual(at(data(after.root), [name]), at(data(before.root), [name]));
        assert.equal(/\r\n/.test(text), /\r\n/.test(after.text));
        if (/\r\n/.test(text)) assert.doesNotMatch(after.text, /[^\r]\n/);
        assert.deepEqual(writeEdits([setAt(path, value)], after), { edits: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it('gives for several edits at once the data that they give one after the other', () => {
    const some = fc.array(fc.tuple(places, fc.constantFrom<Literal>(true, 'x', { A: 1 }, { B: 'yes' }, [1])), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(cases, some, ({ syntax, text }, pairs) => {
        const edits = pairs.map(([path, value]) => setAt(path, value));
        const result = writeEdits(edits, parse(text, syntax));
        if ('refused' in result) return void assert.match(result.refused, /different values|same text/);
        const together = parse(applyEdits(text, result.edits), syntax);
        let apart = text;
        for (const edit of edits) apart = written(apart, syntax, [edit]);
        // Maps that two edits give for one place are joined; one after the other the second would replace the first.
        const isJoined = pairs.some(([path, value], i) => typeof value === 'object' && pairs.some(([other], j) => i !== j && other.join().startsWith(path.join())));
        if (!isJoined) assert.deepEqual(data(together.root), data(parse(apart, syntax).root));
        assert.deepEqual(together.problems, []);
      }),
      { numRuns: 1000 },
    );
  });

  it('restores the text byte by byte when what was inserted is removed', () => {
    const inserts = fc.constantFrom(['Resources', 'Bucket', 'Properties', 'New'], ['Resources', 'Key', 'Properties', 'New'], ['Resources', 'Topic', 'New']);
    fc.assert(
      fc.property(cases, inserts, literal, ({ syntax, text }, path, value) => {
        const after = written(text, syntax, [setAt(path, value)]);
        assert.equal(written(after, syntax, [remove(path)]), text);
      }),
      { numRuns: 1000 },
    );
  });

  it('appends any item', () => {
    fc.assert(
      fc.property(cases, literal, ({ syntax, text }, value) => {
        const path = ['Resources', 'Bucket', 'Properties', 'Tags'];
        const after = parse(written(text, syntax, [addItem(path, [], value), addItem(path, [], 'last')]), syntax);
        assert.deepEqual(after.problems, []);
        const items = at(data(after.root), path);
        assert.ok(Array.isArray(items));
        assert.deepStrictEqual(items.slice(2), [meant(value), 'last']);
      }),
      { numRuns: 500 },
    );
  });

  it('writes into a damaged text only where the value reads back, and never throws', () => {
    let tried = 0;
    const refused = new Map<string, number>();
    fc.assert(
      fc.property(cases, places, fc.nat(), fc.nat(12), fc.constantFrom('', '{', '"', "'", '\t', '- ', ': ', '# ', '\n', '&a ', '*a', '|'), ({ syntax, text }, path, offset, length, put) => {
        const start = offset % text.length;
        const damaged = text.slice(0, start) + put + text.slice(start + length);
        tried += 1;
        const document = parse(damaged, syntax);
        const result = writeEdits([setAt(path, 'new')], document);
        if ('refused' in result) {
          const reason = result.refused.replace(/"[^"]*"|\*\w+/g, '…');
          return void refused.set(reason, (refused.get(reason) ?? 0) + 1);
        }
        const after = parse(applyEdits(damaged, result.edits), syntax);
        assert.equal(at(data(after.root), path), 'new');
        assert.equal(after.problems.length, document.problems.length);
      }),
      { numRuns: Number(process.env['DATAWARD_WRITE_DAMAGES'] ?? 2000) },
    );
    console.log(`      damaged texts: ${String(tried)} tried${[...refused].map(([reason, times]) => `\n        ${String(times)} ${reason}`).join('')}`);
  });
});
