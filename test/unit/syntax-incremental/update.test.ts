import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { changeBetween } from '../../../server/src/core/text/change.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import type { MappingNode, Pair, SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { updateDocument } from '../../../server/src/syntax/update.ts';
import { entry } from '../../../server/src/syntax/walk.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { applied, runs, session } from './edits.ts';
import { samples } from './templates.ts';

function parse(text: string, file: string): SyntaxDocument {
  return file.endsWith('.json') ? parseJson(text, file) : parseYaml(text, file);
}

function mapping(document: SyntaxDocument, ...path: readonly string[]): MappingNode {
  let node = document.root;
  for (const step of path) node = node?.kind === 'mapping' ? entry(node, step)?.value : undefined;
  assert.ok(node?.kind === 'mapping');
  return node;
}

describe('updating a document', function () {
  this.timeout(0);
  const all = samples(4_000);

  it(`gives what reading the whole text gives, after any edits (${runs(2_000)} sessions over ${all.length} templates)`, () => {
    let steps = 0;
    let kept = 0;
    fc.assert(
      fc.property(fc.constantFrom(...all), session, ({ file, text }, edits) => {
        const history = [text];
        let document = parse(text, file);
        for (const step of edits) {
          const next = applied(step, history);
          const updated = updateDocument(document, next);
          const whole = parse(next, file);
          if (!isDeepStrictEqual(updated, whole)) {
            assert.deepEqual({ ...updated, root: 'see below' }, { ...whole, root: 'see below' });
            assert.deepEqual(updated.root, whole.root);
          }
          steps++;
          if (sharesEntries(document, updated)) kept++;
          history.push(next);
          document = updated;
        }
      }),
      { numRuns: runs(2_000) },
    );
    console.log(`      ${steps} edits, ${kept} of them with entries kept`);
    assert.ok(kept > steps / 2, 'the property must see updates that keep something');
  });

  for (const { file, text } of all.slice(0, 5)) {
    it(`keeps the objects of every entry that is not touched (${file})`, () => {
      const before = parse(text, file);
      const at = text.indexOf('BucketName') + 3;
      const after = updateDocument(before, `${text.slice(0, at)}x${text.slice(at)}`);
      const [old, now] = [mapping(before, 'Resources'), mapping(after, 'Resources')];
      assert.deepEqual(now.pairs.map((pair, i) => pair === old.pairs[i]), old.pairs.map((pair: Pair) => pair.name !== 'Bucket'));
      assert.deepEqual(mapping(after).pairs.map((pair, i) => pair === mapping(before).pairs[i]), mapping(before).pairs.map((pair) => pair.name !== 'Resources'));
    });
  }

  for (const [file, entries] of [
    ['f.yaml', ['  A: {Type: A::B::C, Name: a}\n', '  B: {Type: A::B::C, Name: [}\n', '  C: {Type: A::B::C, Name: c}\n']],
    ['f.json', ['"A": {"Type": "A::B::C", "Name": "a"},\n', '"B": {"Type": "A::B::C", "Name": b},\n', '"C": {"Type": "A::B::C", "Name": "c"}\n']],
  ] as const) {
    it(`keeps them where the text has a fault, too (${file})`, () => {
      const textOf = (of: readonly string[]): string => (file === 'f.yaml' ? `Resources:\n${of.join('')}Outputs: {}\n` : `{"Resources": {\n${of.join('')}},\n"Outputs": {}}\n`);
      const before = parse(textOf(entries), file);
      const after = updateDocument(before, textOf(entries.map((text) => text.replace('B::C, Name: [', 'B::CX, Name: [').replace(': b}', ': bx}'))));
      assert.ok(before.problems.length > 0 && after.problems.length > 0);
      const [old, now] = [mapping(before, 'Resources'), mapping(after, 'Resources')];
      assert.deepEqual(now.pairs.map((pair) => [pair.name, old.pairs.includes(pair)]), [['A', true], ['B', false], ['C', true]]);
      assert.equal(entryOf(after, 'Outputs'), entryOf(before, 'Outputs'));
    });
  }

  for (const [file, text] of [
    ['f.yaml', 'Resources:\n  A:\n    Type: A::B::C\n  B:\n    Type: A::B::C\n    Name: b\n  C: {Type: A::B::C}\n'],
    ['f.json', '{"Resources": {\n"A": {"Type": "A::B::C"},\n"B": {\n"Type": "A::B::C",\n"Name": "b"},\n"C": {"Type": "A::B::C"}\n}}\n'],
  ] as const) {
    it(`keeps all but the entry in which a key is typed (${file})`, () => {
      let before = parse(text, file);
      const at = text.search(/^ *"?Name/m);
      const faults: number[] = [];
      for (const typed of file === 'f.yaml' ? ['    N\n', '    Ne\n', '    New:\n', '    New: x\n'] : ['"N"\n', '"Ne"\n', '"New":\n', '"New": 1\n', '"New": 1,\n']) {
        const after = updateDocument(before, text.slice(0, at) + typed + text.slice(at));
        assert.ok(isDeepStrictEqual(after, parse(after.text, file)));
        assert.deepEqual(mapping(after, 'Resources').pairs.map((pair, i) => pair === mapping(before, 'Resources').pairs[i]), [true, false, true]);
        assert.ok(after.byEntry);
        faults.push(after.problems.length);
        before = after;
      }
      assert.ok((faults[0] ?? 0) > 0);
      assert.equal(faults.at(-1), 0);
    });
  }

  it('takes nothing that a fault left behind for the beginning of an entry', () => {
    const text = 'Description: d\nParameters:\n  P:\n    Type: Number\n    >Default: "5"\n\nMappings: {}\n';
    const after = updateDocument(parse(text, 'f.yaml'), text.replace('Parameters', ' Parameters'));
    assert.deepEqual(after, parse(after.text, 'f.yaml'));
  });

  it('takes an entry for another where only its lines are others', () => {
    const before = parse('Resources:\n  A: {Type: A::B::C, Names: [a, b]}\n  B: [\n', 'f.yaml');
    const after = updateDocument(before, 'Resources:\n  A: {Type: A::B::C, Names: [a,\nb]}\n  B: [\n');
    assert.notEqual(entryOf(mapping(after, 'Resources'), 'A'), entryOf(mapping(before, 'Resources'), 'A'));
  });

  it('finds the change between two texts', () => {
    const long = 'x'.repeat(10_000);
    assert.deepEqual(changeBetween(`${long}a${long}`, `${long}bc${long}`), { start: 10_000, end: 10_001, newEnd: 10_002 });
    assert.deepEqual(changeBetween('aa', 'aaa'), { start: 2, end: 2, newEnd: 3 });
    assert.deepEqual(changeBetween('aaa', 'a'), { start: 1, end: 3, newEnd: 1 });
  });
});

function entryOf(of: SyntaxDocument | MappingNode, name: string): Pair | undefined {
  return entry('root' in of ? mapping(of) : of, name);
}

function sharesEntries(before: SyntaxDocument, after: SyntaxDocument): boolean {
  if (before.root?.kind !== 'mapping' || after.root?.kind !== 'mapping' || before === after) return false;
  const { pairs } = before.root;
  return after.root.pairs.some((pair) => pairs.includes(pair));
}
