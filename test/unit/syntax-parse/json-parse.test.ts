import assert from 'node:assert/strict';

import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { absolute, nodeAtPath } from '../../../server/src/syntax/walk.ts';
import { assertLaws, shown, toData } from './support.ts';

describe('parseJson', () => {
  describe('recovers', () => {
    const table: Readonly<Record<string, readonly [data: unknown, ...problems: string[]]>> = {
      '{"a": 1, "b": [2, 3]}': [{ a: 1, b: [2, 3] }],
      '{"a": 1,}': [{ a: 1 }, 'warning json-syntax [,]'],
      '[1, 2, ]': [[1, 2], 'warning json-syntax [,]'],
      '{"a": 1 "b": 2}': [{ a: 1, b: 2 }, 'error json-syntax []'],
      '[1 2]': [[1, 2], 'error json-syntax []'],
      '{"a": , "b": 2}': [{ a: null, b: 2 }, 'error json-syntax []'],
      '{"a":\n "b": 2}': [{ a: null, b: 2 }, 'error json-syntax []'],
      '{"a"\n "b": 2}': [{ a: null, b: 2 }, 'error json-syntax []'],
      '{"a" 1}': [{ a: 1 }, 'error json-syntax []'],
      '{"a": {"b": [1, {"c": 2': [{ a: { b: [1, { c: 2 }] } }, 'error json-syntax []', 'error json-syntax []', 'error json-syntax []'],
      '{"a": [1, 2, "b": 3}': [{ a: [1, 2, 'b', 3] }, 'error json-syntax [:]', 'error json-syntax []', 'error json-syntax []'],
      '[{"a": 1, 2]': [[{ a: 1 }], 'error json-syntax [2]', 'error json-syntax []'],
      '{"a": 1]}': [{ a: 1 }, 'error json-syntax []]'],
      '{a: 1, \'b\': \'c\'}': [{ a: 1, b: 'c' }, 'error json-syntax [a]', "error json-syntax ['b']", "error json-syntax ['c']"],
      '{"a": tru, "b": True}': [{ a: 'tru', b: 'True' }, 'error json-syntax [tru]', 'error json-syntax [True]'],
      '{"a": "x\n, "b": 1}': [{ a: 'x', b: 1 }, 'error json-syntax ["x]'],
      '{"a": "x\\q\\u00zz"}': [{ a: 'xqu00zz' }, 'error json-syntax [\\q]', 'error json-syntax [\\u]'],
      '{"a": "x\ty"}': [{ a: 'x\ty' }, 'error json-syntax [\t]'],
      '{"a": 1}} x': [{ a: 1 }, 'error json-syntax [} x]'],
      '{,"a": 1,, "b": 2}': [{ a: 1, b: 2 }, 'error json-syntax [,]', 'error json-syntax [,]'],
      '{"a": 1, "a": 2}': [{ a: 2 }, 'warning duplicate-key ["a"]'],
      '{"a": 1} // c': [{ a: 1 }, 'warning json-comment [// c]'],
      '/* one */ {"a": /* two': [{ a: null }, 'warning json-comment [/* one */]', 'error json-syntax []', 'error json-syntax []', 'error json-syntax [/*]'],
      '': [undefined],
      '  \n': [undefined],
      ',': [undefined, 'error json-syntax [,]'],
    };
    for (const [text, [data, ...problems]] of Object.entries(table)) {
      it(JSON.stringify(text), () => {
        const document = parseJson(text, 'f.json');
        assertLaws(document);
        assert.deepEqual(toData(document.root), data);
        assert.deepEqual(document.problems.map((problem) => shown(document, problem)).sort(), [...problems].sort());
      });
    }
  });

  it('reads numbers as JSON does, and keeps those past the safe integers as text', () => {
    const { root } = parseJson('[0, -1, 1.10, 1e3, 9007199254740991, 9007199254740992, 12345678901234567890, 1e999, 01]', 'f');
    assert.deepEqual(toData(root), [0, -1, 1.1, 1000, 9007199254740991, '9007199254740992', '12345678901234567890', '1e999', '01']);
  });

  it('opens blocks and counts offsets from them, with a byte order mark', () => {
    const text = '\ufeff{"A": 1, "Resources": {"X": {"Type": "T"}, "X": 2}, "A": 3}';
    const document = parseJson(text, 'f');
    assert.deepEqual([...document.blocks], [['f#', 0], ['f#A', 2], ['f#Resources', 10], ['f#Resources/X', 24], ['f#Resources/X~2', 44], ['f#A~2', 53]]);
    const found = nodeAtPath(document, ['Resources', 'X']);
    assert.deepEqual(found && [found.block, toData(found.node), absolute(document, { block: found.block, range: found.node.range })], ['f#Resources/X~2', 2, { start: 49, end: 50 }]);
  });

  it('keeps comments with their words, and warns of them once, but not in .jsonc', () => {
    const text = '{ // dataward-ignore a\n  /* b\n c */ "a": "// no" }\n// last';
    const comments = parseJson(text, 'f.jsonc').comments.map(({ text: said, ownLine, at }) => [said, ownLine, at.block, text.slice(at.range.start, at.range.end)]);
    assert.deepEqual(comments, [
      ['dataward-ignore a', false, 'f.jsonc#', '// dataward-ignore a'],
      ['b\n c', true, 'f.jsonc#', '/* b\n c */'],
      ['last', true, 'f.jsonc#', '// last'],
    ]);
    assert.deepEqual(parseJson(text, 'f.jsonc').problems, []);
    assert.deepEqual(parseJson(text, 'f.json').problems.map((problem) => problem.code), ['json-comment']);
  });

  it('reads 500 levels and skips what lies deeper', () => {
    assert.deepEqual(parseJson(`${'['.repeat(500)}${']'.repeat(500)}`, 'f').problems, []);
    const deep = parseJson(`{"a": ${'['.repeat(501)}"]"${']'.repeat(501)}, "b": 1}`, 'f');
    assert.deepEqual(deep.problems.map((problem) => problem.code), ['nested-too-deep']);
    assert.equal(toData(nodeAtPath(deep, ['b'])?.node), 1);
  });
});
