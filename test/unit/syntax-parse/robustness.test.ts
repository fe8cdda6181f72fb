import assert from 'node:assert/strict';
import { join } from 'node:path';

import fc from 'fast-check';

import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { nodeCovered, readSuppressions } from '../../../server/src/syntax/suppression-comments.ts';
import type { SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { sharedDir } from '../../shared.ts';
import { assertLaws, filesBelow, toData } from './support.ts';

const yamlPieces = ['a', 'Resources', ':', ': ', '\n', '\r\n', '  ', '    ', '- ', '-', '? ', '|', '|+\n', '>-\n', '"', "'", '#', ' # c', '[', ']', '{', '}', ',', '&a ', '*a', '!Ref ', '!!str ', '---\n', '...\n', '<<: *a', '%YAML 1.1\n', '\t', '\ufeff', '~', '012', 'yes', '\u0002', '\u001f', '\u0018', '\ud800'];
const jsonPieces = ['{', '}', '[', ']', ',', ':', '"a"', '"Resources"', '"', "'", '\\', '\\u00e9', '\n', ' ', '// c\n', '/*', '*/', '1', '-', '1e5', 'true', 'nul', '\ufeff', '\u0001'];
const templates = `# dataward-ignore a: why
Resources:
  Bucket: &b # trailing
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "\${AWS::StackName}-x"
      Tags: [{Key: a, Value: 'it''s'}, !Ref T]
      Note: |
        text # none

      Other: *b
      - wrong
Outputs:
  <<: *b
`;

function textOf(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')));
}

/** A text with up to six deletions, insertions and repetitions. */
function mutationsOf(texts: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(30), insert: fc.constantFrom('', ...pieces) });
  return fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 6 })).map(([text, mutations]) =>
    mutations.reduce((now, { at, length, insert }) => {
      const start = Math.floor(at * now.length);
      return now.slice(0, start) + insert + now.slice(start + length);
    }, text),
  );
}

function holds(parse: (text: string, file: string) => SyntaxDocument, texts: fc.Arbitrary<string>, numRuns: number): void {
  fc.assert(
    fc.property(texts, (text) => {
      const document = parse(text, 'f');
      assert.equal(document.text, text);
      assertLaws(document);
      toData(document.root);
      for (const comment of document.comments) {
        readSuppressions(comment);
        nodeCovered(document, comment);
      }
    }),
    { numRuns },
  );
}

/** Real templates of middle size, or our own where the corpus is missing. */
function samples(name: RegExp, own: string): readonly string[] {
  if (sharedDir === undefined) console.log('not run: no ../shared');
  const files = sharedDir === undefined ? [] : filesBelow(join(sharedDir, 'corpus/open/files'), name);
  return [own, ...files.map((file) => file.text).filter((text) => text.length > 300 && text.length < 3_000).filter((_, index) => index % 10 === 0)];
}

describe('the parsers on any input', function () {
  this.timeout(120_000);

  it('never throw and keep their laws on arbitrary text', () => {
    holds(parseYaml, textOf(yamlPieces), 10_000);
    holds(parseJson, textOf(jsonPieces), 10_000);
  });

  it('never throw and keep their laws on mutated templates', () => {
    holds(parseYaml, mutationsOf(samples(/\.ya?ml$/, templates), yamlPieces), 4_000);
    const json = JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'a', Value: 1.5 }, null] } } } }, undefined, 2);
    holds(parseJson, mutationsOf(samples(/\.json$/, json), jsonPieces), 4_000);
  });

  it('read all JSON that JSON.stringify writes, as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const document = parseJson(text, 'f');
        assert.deepEqual(toData(document.root), JSON.parse(text, (_, item: unknown) => (typeof item === 'number' && Math.abs(item) > Number.MAX_SAFE_INTEGER ? String(item) : item)));
        assert.deepEqual(document.problems, []);
      }),
      { numRuns: 2_000 },
    );
  });

  it('answer without overflowing where brackets or indentation nest without end', () => {
    for (const open of ['[', '{"a":', '- ', '{', '? ', '[{', '{a: ']) {
      for (const count of [300, 5_000]) {
        const text = open.repeat(count);
        assertLaws(parseYaml(text, 'f'));
        assertLaws(parseJson(text, 'f'));
      }
    }
    const stairs = Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    const document = parseYaml(stairs, 'f');
    assertLaws(document);
    assert.deepEqual(document.problems.map((problem) => problem.code), ['nested-too-deep']);
  });
});
