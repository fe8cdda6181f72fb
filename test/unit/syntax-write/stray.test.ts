import assert from 'node:assert/strict';
import type { Edit } from '../../../server/src/core/model/edit.ts';
import { strayChange } from '../../../server/src/syntax/stray.ts';
import { addEntry, addItem, addResource, parse, remove, set } from './support.ts';

const before = 'A:\n  B: 1\n  C:\n    - x\n    - y\nR:\n  X:\n    Type: T\n';

describe('a change that is about something else', () => {
  const rows: readonly (readonly [string, readonly Edit[], string, string | undefined])[] = [
    ['the value that is set', [set(['A', 'B'], [], 2)], 'A:\n  B: 2\n  C: [x, y]\nR: {X: {Type: T}}\n', undefined],
    ['the value beside it', [set(['A', 'B'], [], 2)], 'A:\n  B: 2\n  C: [x, z]\nR: {X: {Type: T}}\n', 'A.C.1'],
    ['a parent that is made', [set(['A'], ['D', 'E'], 2)], 'A:\n  D: {E: 2}\n  B: 1\n  C: [x, y]\nR: {X: {Type: T}}\n', undefined],
    ['a list that gives way to a map', [set(['A', 'C'], ['E'], 2)], 'A:\n  B: 1\n  C: {E: 2}\nR: {X: {Type: T}}\n', 'A.C'],
    ['another parent', [set(['A'], ['D', 'E'], 2)], 'A:\n  D: {E: 2}\n  B: 1\n  C: [x, y]\nR: {Y: {Type: T}}\n', 'R.X'],
    ['an item that goes', [remove(['A', 'C', 0])], 'A:\n  B: 1\n  C: [y]\nR: {X: {Type: T}}\n', undefined],
    ['another item that goes', [remove(['A', 'C', 0])], 'A:\n  B: 1\n  C: [x]\nR: {X: {Type: T}}\n', 'A.C.1'],
    ['an item that comes', [addItem(['A', 'C'], [], 'z')], 'A:\n  B: 1\n  C: [x, y, z]\nR: {X: {Type: T}}\n', undefined],
    ['a tag that comes', [set(['A', 'B'], [], 2)], 'A:\n  B: 2\n  C: !x [x, y]\nR: {X: {Type: T}}\n', 'A.C'],
    ['a resource that is added', [addResource(['R', 'X'], 'T', 'Y', {})], 'A:\n  B: 1\n  C: [x, y]\nR: {X: {Type: T}, Y: {Type: T}}\n', undefined],
    ['a resource beside the one that is added', [addResource(['R', 'X'], 'T', 'Y', {})], 'A:\n  B: 1\n  C: [x, y]\nR: {X: {Type: U}, Y: {Type: T}}\n', 'R.X.Type'],
    ['a section that is made', [addEntry(['R', 'X'], ['P'], 'Y', {})], 'P: {Y: {}}\nA:\n  B: 1\n  C: [x, y]\nR: {X: {Type: T}}\n', undefined],
    ['a section that nobody asked for', [addEntry(['R', 'X'], ['P'], 'Y', {})], 'Q: {Y: {}}\nA:\n  B: 1\n  C: [x, y]\nR: {X: {Type: T}}\n', 'Q'],
  ];
  for (const [title, edits, after, expected] of rows) {
    it(`${expected === undefined ? 'is not' : 'is'} ${title}`, () => {
      assert.equal(strayChange(parse(before, 'yaml'), parse(after, 'yaml'), edits)?.join('.'), expected);
    });
  }
});
