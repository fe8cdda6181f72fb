import assert from 'node:assert/strict';

import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { nodeCovered, readSuppressions } from '../../../server/src/syntax/suppression-comments.ts';
import type { Comment, SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';

function read(text: string): readonly unknown[] {
  const comment: Comment = { text, at: { block: 'f#', range: { start: 0, end: 9 } }, ownLine: true };
  return readSuppressions(comment).map(({ rules, reason, until, file, problems }) => [rules.join(' '), reason, until, ...(file ? ['file'] : []), ...problems.map((problem) => problem.message)]);
}

function covered(document: SyntaxDocument): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(document.comments.map((comment) => [comment.text, nodeCovered(document, comment)?.join('/')]));
}

describe('suppression comments', () => {
  const form = (part: string): string => `\`${part}\` is not of the form \`RULE, RULE until YYYY-MM-DD: reason\`.`;
  const unnamed = 'A suppression must name the rules that it is about.';
  const table: Readonly<Record<string, readonly unknown[]>> = {
    'dataward-ignore s3-encryption': [['s3-encryption', undefined, undefined]],
    'dataward-ignore a, b until 2027-01-01: why: so': [['a b', 'why: so', '2027-01-01']],
    'dataward-ignore a: why; b until 2027-01-01: more': [['a', 'why', undefined], ['b', 'more', '2027-01-01']],
    'dataward-ignore a; b;': [['a', undefined, undefined], ['b', undefined, undefined]],
    'dataward-ignore a: it is; we think so; b': [['a', 'it is; we think so', undefined], ['b', undefined, undefined]],
    'dataward-ignore CKV_AWS_19, cfn_nag:W41: logs': [['CKV_AWS_19 cfn_nag:W41', 'logs', undefined]],
    'dataward-ignore a:why': [['a', 'why', undefined]],
    'dataward-ignore a: until we move': [['a', 'until we move', undefined]],
    'dataward-ignore-file a: why': [['a', 'why', undefined, 'file']],
    'dataward-ignore': [['', undefined, undefined, unnamed]],
    'dataward-ignore : why': [['', 'why', undefined, unnamed]],
    'dataward-ignore until 2027-01-01': [['', undefined, '2027-01-01', unnamed]],
    'dataward-ignore a until 2027-02-30': [['a', undefined, '2027-02-30', '`2027-02-30` is no date of the form YYYY-MM-DD.']],
    'dataward-ignore a until tomorrow: x': [['a', 'x', 'tomorrow', '`tomorrow` is no date of the form YYYY-MM-DD.']],
    'dataward-ignore a b': [['a b', undefined, undefined, form('a b')]],
    'dataward-ignored a': [],
    'dataward-ignore-all a': [],
    'see dataward-ignore a': [],
  };
  for (const [text, expected] of Object.entries(table)) it(`read ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), expected));

  it('are read in time that grows with their length', () => {
    const text = `dataward-ignore ${'a,'.repeat(20_000)}! ${'; b'.repeat(2_000)}`;
    assert.ok(readSuppressions({ text, at: { block: 'f#', range: { start: 0, end: 1 } }, ownLine: true }).length > 1_000);
  });

  it('cover the entry that starts on their line, or on the next line with content', () => {
    const text = `# 1
---
Resources: # 2
  # 3

  # 4
  Bucket: # 5
    # 6
    Properties:
      Tags: # 7
        # 8
        - Key: a # 9
          Value: b # 10
        # 11
        -
          Key: c # 12
        - {Key: d, Value: e} # 13
        - f # 14
      List: [a, # 15
        b, # 16
        # 17
        {c: d,
         e: f} # 18
      ] # 19
      Text: | # 20
        # no
      # 21
  Other: !If [a, b, c] # 22
# 23
`;
    assert.deepEqual(covered(parseYaml(text, 'f')), {
      1: 'Resources',
      2: 'Resources',
      3: 'Resources/Bucket',
      4: 'Resources/Bucket',
      5: 'Resources/Bucket',
      6: 'Resources/Bucket/Properties',
      7: 'Resources/Bucket/Properties/Tags',
      8: 'Resources/Bucket/Properties/Tags/0',
      9: 'Resources/Bucket/Properties/Tags/0/Key',
      10: 'Resources/Bucket/Properties/Tags/0/Value',
      11: 'Resources/Bucket/Properties/Tags/1',
      12: 'Resources/Bucket/Properties/Tags/1/Key',
      13: 'Resources/Bucket/Properties/Tags/2',
      14: 'Resources/Bucket/Properties/Tags/3',
      15: 'Resources/Bucket/Properties/List',
      16: 'Resources/Bucket/Properties/List/1',
      17: 'Resources/Bucket/Properties/List/2',
      18: 'Resources/Bucket/Properties/List/2/e',
      19: undefined,
      20: 'Resources/Bucket/Properties/Text',
      21: 'Resources/Other',
      22: 'Resources/Other',
      23: undefined,
    });
  });

  it('cover entries in JSON alike', () => {
    const text = `{ // 1
  // 2
  "Resources": {
    "A": { "Type": "T", // 3
      /* 4
         more */
      "Tags": [ // 5
        { "Key": 1, // 6
          "Value": 2 }, // 7
        { "Key": 3 } // 8
      ]
    } // 9
  }
}`;
    const { '4\n         more': four, ...others } = covered(parseJson(text, 'f.jsonc'));
    assert.equal(four, 'Resources/A/Tags');
    assert.deepEqual(others, {
      1: undefined,
      2: 'Resources',
      3: 'Resources/A',
      5: 'Resources/A/Tags',
      6: 'Resources/A/Tags/0/Key',
      7: 'Resources/A/Tags/0/Value',
      8: 'Resources/A/Tags/1',
      9: undefined,
    });
  });
});
