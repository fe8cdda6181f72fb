import assert from 'node:assert/strict';
import { join } from 'node:path';

import fc from 'fast-check';

import type { SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { parseWithLibrary, parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { sharedDir } from '../../shared.ts';
import { allNodes, filesBelow } from '../syntax-parse/support.ts';
import { applied, runs, session } from './edits.ts';
import { samples } from './templates.ts';

/** Holds the fast reader against the library; false where the library finds an error, and each recovers in its own way. */
function agree(text: string): 'fast' | 'whole' | 'broken' {
  const read = parseYaml(text, 'f');
  const whole = parseWithLibrary(text, 'f');
  if (whole.problems.some(({ severity }) => severity === 'error') || takesOpenQuote(whole)) {
    assert.ok(takesOpenQuote(whole) || read.problems.some(({ severity }) => severity === 'error'), 'an error of the library must be an error here, too');
    return 'broken';
  }
  assert.deepEqual(withoutMethod(read), withoutMethod(whole));
  return read.byEntry ? 'fast' : 'whole';
}

/** The library takes the second half of a doubled quote, and a quote behind a backslash, at the end of the text for the closing one, and says nothing. */
function takesOpenQuote(document: SyntaxDocument): boolean {
  const closed = { single: /^'(?:[^']|'')*'$/, double: /^"(?:[^"\\]|\\[^])*"$/ };
  return allNodes(document).some(({ node, content }) => {
    if (node.kind !== 'scalar' || (node.style !== 'single' && node.style !== 'double')) return false;
    return !closed[node.style].test(document.text.slice(content.start, content.end));
  });
}

function withoutMethod(document: SyntaxDocument): unknown {
  return { ...document, byEntry: undefined };
}

const shapes = [
  ['a: b', 'a:   b   ', 'a :b', "a: 'b'  # c", 'a: "b\\n\\u00e9\\x41"', 'a: "b\n  c\n\n  d \\\n  e"', "a: 'b\n  c\n\n\n  ''d'''", 'a: b\n  c\n\n   d', 'a:\n  b\n  c'],
  ['a: |\n  x\n   y\n\n  z\n', 'a: |-\n  x\n', 'a: |+\n  x\n\n\n', 'a: |+\n  x\n   ', 'a: >\n  x\n  y\n\n  z\n   more\n  w\n', 'a: >-\n\n\n  x\n', 'a: |\n\n   x\n  \n', 'a: | # note\n    x\n', 'a: |\n  x\n     ', 'a: |\n  x'],
  ['a:', 'a: # c', 'a: !T', 'a: !T # c', 'a: !T\n  b: c', 'a: !T\n- b\n- !U c', 'a: !T\n  - b', 'a:\n- b\n-\n- - c\n  - d\n- e: f\n  g: h', 'a:\n  - b\n  -\n    c\n  - {d: e}', '- a\n-  b: c\n   d: e'],
  ['a: {}', 'a: []', 'a: [b, "c", \'d\', [e], {f: g}]', 'a: [b,\n  c, # d\n  e,]', 'a: {b: c, "d":e, f: !T g}', 'a: {b: [\n  c]}', 'a: [!T b, !U [c], !V {d: e}]', 'a: {Fn::Sub: x, b: c:d}', 'a: [::/0]', 'a: ::/0', 'a: ?x', 'a: -1'],
  ['a: 1\na: 2', "b: '\n''", '{a: b}', '--- # c\na: b', '\ufeffa: b', '# c\n---\na: b\n', 'a: b\n...\n', '? a\n: b', 'a: &x b\nc: *x', '<<: {a: b}\nc: d', 'a: !!str 1', 'a: !<x> b', '"a b": c', "'a': b", '"": b', '~: b', 'a:\tb', 'a: b\t', '\t\na: b', 'a:\n\t- b'],
  ['a: "b\\"', 'a: "b\\"\nc: d', 'a: "b\\\\"'],
];

/** A lone indicator between the columns of an entry and of the mapping around it, which the library takes for an entry of the latter. */
const betweenColumns = [':', ': x', '?', '? x', '-', '- x', 'x', 'x: y', '#', '{', '"', '&a', '!T', '|'].flatMap((line) => [`Resources:\n  R:\n    x: y\n ${line}\n  S: z\n`, `Resources:\n  R:\n    x: y\n ${line}\n`, `a:\n  b: c\n ${line}\n  d: e\n`]);

describe('the two YAML readers', function () {
  this.timeout(0);

  it('read the same of every shape of node, also with Windows line ends and inside of a resource', () => {
    for (const text of shapes.flat()) {
      agree(text);
      agree(text.replaceAll('\n', '\r\n'));
      agree(`Resources:\n  R:\n    P:\n${text.replace(/^/gm, '      ')}\n  S:\n    x: y\n`);
      agree(`first: 1\n${text}\nlast: 2\n`);
    }
  });

  it('read the same of what stands between the columns of two mappings', () => {
    for (const text of betweenColumns) agree(text);
  });

  it('read the same of every file of the corpus', () => {
    if (sharedDir === undefined) return console.log('      not run: no ../shared');
    const counts = { fast: 0, whole: 0, broken: 0 };
    for (const { path, text } of filesBelow(join(sharedDir, 'corpus'), /\.ya?ml$/)) {
      try {
        counts[agree(text)]++;
      } catch (error) {
        throw new Error(path, { cause: error });
      }
    }
    console.log(`      ${JSON.stringify(counts)}`);
    assert.ok(counts.fast > 50 * counts.whole, 'nearly all is read fast');
  });

  const pieces = ['a', 'b: ', 'Resources:', ':', ' ', '  ', '\n', '\n  ', '\n    ', '- ', '#', ' # c', '"', "'", '{', '}', '[', ']', ', ', '!T ', '|', '|+\n', '>-\n', '\\', '\t', '\r\n', '? ', '~', '1', "''", '---\n', '%', '@', '\u2028', 'é'];

  it('read the same of texts put together from pieces', () => {
    const counts = { fast: 0, whole: 0, broken: 0 };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (parts) => {
        counts[agree(parts.join(''))]++;
      }),
      { numRuns: 5 * runs(2_000) },
    );
    console.log(`      ${JSON.stringify(counts)}`);
  });

  it('read the same of edited templates', () => {
    const counts = { fast: 0, whole: 0, broken: 0 };
    const all = samples(4_000).filter(({ file }) => !file.endsWith('.json'));
    fc.assert(
      fc.property(fc.constantFrom(...all), session, ({ text }, edits) => {
        const history = [text];
        for (const step of edits) history.push(applied(step, history));
        counts[agree(history.at(-1) ?? '')]++;
      }),
      { numRuns: runs(2_000) },
    );
    console.log(`      ${JSON.stringify(counts)}`);
  });
});
