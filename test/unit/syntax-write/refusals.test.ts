import assert from 'node:assert/strict';

import type { Edit } from '../../../server/src/core/model/edit.ts';
import { addItem, addResource, remove, set, written } from './support.ts';

type Row = readonly [title: string, syntax: 'yaml' | 'json', text: string, edits: readonly Edit[], reason: RegExp];

const A = ['A'];

const rows: readonly Row[] = [
  ['a path that does not resolve', 'yaml', 'A: {}\n', [set(['B'], [], 1)], /not found.*"B"/],
  ['an empty file', 'yaml', '', [set([], ['A'], 1)], /empty/],
  ['an anchor on the node', 'yaml', 'A: &a {B: 1}\nC: *a\n', [set(A, ['X'], 1)], /anchor/],
  ['an anchor on the way', 'yaml', 'A: &a {B: {D: 1}}\nC: *a\n', [set(['A', 'B'], ['X'], 1)], /anchor/],
  ['an anchor inside of what is removed', 'yaml', 'A:\n  B: {D: &a 1}\n  C: *a\n', [remove(['A', 'B'])], /anchor/],
  ['an alias', 'yaml', 'A: &a {B: 1}\nC: *a\n', [set(['C'], ['X'], 1)], /alias \*a/],
  ['a merge key in the map', 'yaml', 'X: &a {B: 1}\nA:\n  <<: *a\n  C: 1\n', [set(A, ['N'], 1)], /merge key/],
  ['a merge key on the way', 'yaml', 'X: &a {B: 1}\nA:\n  <<: *a\n  C: {D: 1}\n', [set(['A', 'C'], ['N'], 1)], /merge key/],
  ['a duplicate key on the way', 'yaml', 'A: {B: 1}\nA: {C: 1}\n', [set(A, ['N'], 1)], /"A" is there twice/],
  ['a map with a duplicate key', 'json', '{"A": {"B": 1, "B": 2}}', [set(A, ['N'], 1)], /a key twice/],
  ['a tag', 'yaml', 'A: !Ref P\n', [set(A, [], 1)], /computed/],
  ['a tag that nobody knows', 'yaml', 'A: !Rain::Module x\n', [set(A, ['B'], 1)], /computed/],
  ['a long-form intrinsic', 'json', '{"A": {"Fn::Sub": "x"}}', [set(A, [], 1)], /computed/],
  ['an interpolation', 'json', '{"A": "${var.x}"}', [set(A, [], 1)], /computed/],
  ['removing what is computed', 'yaml', 'A:\n  B: !Ref P\n  C: 1\n', [remove(['A', 'B'])], /computed/],
  ['an argument of an intrinsic', 'yaml', 'A: !Join [",", [x]]\n', [remove(['A', 0])], /argument/],
  ['a list that may hold the item', 'yaml', 'A:\n  - !If [C, {Key: a}, {Key: b}]\n', [set(A, ['Key=a', 'V'], 1)], /computed/],
  ['two items of one name', 'yaml', 'A:\n  - Key: a\n  - Key: a\n', [set(A, ['Key=a', 'V'], 1)], /several items/],
  ['an unclosed map', 'json', '{"A": {"B": 1', [set(A, ['N'], 1)], /syntax error/],
  ['a syntax error in the block', 'yaml', 'A:\n  B: [1\n', [set(A, ['N'], 1)], /syntax error/],
  ['a block scalar where a map is needed', 'yaml', 'A:\n  B: |\n    x\n', [set(['A', 'B'], [], { N: 1 })], /block scalar/],
  ['a list that ends in the file\'s last, open line', 'yaml', 'A:\n  - |\n    x', [addItem(A, [], 1)], /block scalar/],
  ['text inside of a text', 'yaml', "A: '{\"B\": 1}'\n", [set(['A', 'B'], [], 2)], /embedded/],
  ['a scalar where a map is needed', 'json', '{"A": 1}', [set(A, ['N'], 1)], /single value/],
  ['a map where a list is needed', 'json', '{"A": {"B": 1}}', [addItem(A, [], 1)], /no list/],
  ['a list where a map is needed', 'json', '{"A": [1]}', [set(A, ['N'], 1)], /A list stands/],
  ['several documents', 'yaml', 'A: {B: 1}\n---\nC: 1\n', [set(A, ['N'], 1)], /several YAML documents/],
  ['a map with a comment inside that would be replaced', 'yaml', 'A:\n  B:\n    # c\n    C: 1\n', [set(['A', 'B'], [], 1)], /comment/],
  ['tabs in a flow map', 'yaml', 'A: {\n\tB: 1}\n', [set(A, ['N'], 1)], /tabs|syntax error/],
  ['an explicit key', 'yaml', 'A:\n  ? B\n  : 1\n', [set(A, ['N'], 1)], /usual way/],
  ['the root', 'json', '{"A": 1}', [remove([])], /whole document/],
  ['a comment between commas', 'json', '{"A": 1, /* B */ "B": 2}', [remove(A)], /comment/],
  ['a neighbour that is no resource', 'json', '{"A": {"B": {}}}', [addResource(['A', 'B'], 'T', 'N', {})], /beside a resource/],
  ['two values for one property', 'json', '{"A": {"B": 1}}', [set(A, ['N'], 1), set(A, ['N'], 2)], /different values/],
  ['an edit inside of what another replaces', 'json', '{"A": {"B": {"C": 1}}}', [set(['A', 'B'], [], 1), set(['A', 'B', 'C'], [], 2)], /same text/],
  ['all edits where one is refused', 'yaml', 'A: !Ref P\nB: 1\n', [set(['B'], [], 2), set(A, [], 1)], /computed/],
];

describe('refusing to write', () => {
  for (const [title, syntax, text, edits, reason] of rows) {
    it(`refuses ${title}`, () => {
      const result = written(text, syntax, edits);
      assert.match(result, /^refused: /);
      assert.match(result, reason);
      assert.match(result, /^refused: [A-Z].*\.$/);
    });
  }
});
