import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Edit } from '../../../server/src/core/model/edit.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import type { MappingNode, Node, SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';
import { sharedDir } from '../../shared.ts';
import { addItem, addResource, data, parse, remove, set } from './support.ts';
import type { Path } from './support.ts';

/** How many resources of a template are edited. All hold; a few per template keep the test short. */
const resourcesPerTemplate = Number(process.env['DATAWARD_WRITE_RESOURCES'] ?? 2);

interface Count {
  tried: number;
  written: number;
  readonly refused: Map<string, number>;
}

interface Case {
  readonly document: SyntaxDocument;
  readonly file: string;
  readonly before: unknown;
  readonly count: Count;
}

describe('writing edits to real templates', function () {
  this.timeout(600_000);
  for (const folder of ['corpus/real', 'corpus/open/files']) {
    it(`changes exactly the data meant, in every template of ${folder}`, () => {
      if (sharedDir === undefined) return void console.log('not run: no ../shared');
      const counts = new Map<string, Count>();
      let templates = 0;
      let skipped = 0;
      let broken = 0;
      for (const file of filesBelow(join(sharedDir, folder))) {
        const document = parse(readFileSync(file, 'utf8'), file.endsWith('.json') ? 'json' : 'yaml');
        const resources = child(document.root, 'Resources');
        const isBroken = document.problems.some((problem) => problem.severity === 'error');
        if (resources?.kind !== 'mapping') skipped += 1;
        else if (isBroken) broken += 1;
        if (resources?.kind !== 'mapping' || isBroken) continue;
        templates += 1;
        editResources({ document, file }, resources, counts);
      }
      report(`${folder}: ${String(templates)} templates edited, ${String(broken)} with syntax errors and ${String(skipped)} other files left out`, counts);
      assert.ok(templates > 100);
      for (const title of ['set a new property', 'set a nested property', 'add a resource']) {
        const { written, tried } = counts.get(title) ?? { written: 0, tried: 1 };
        assert.ok(written > 0.98 * tried, `${title}: too much is refused`);
      }
    });
  }
});

function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:ya?ml|json|template)$/.test(name));
  return names.sort().map((name) => join(folder, name));
}

function child(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === 'mapping' ? node.pairs.find((pair) => pair.name === name)?.value : undefined;
}

function editResources(at: { readonly document: SyntaxDocument; readonly file: string }, resources: MappingNode, counts: Map<string, Count>): void {
  const before = data(at.document.root);
  const typed = resources.pairs.filter((pair) => child(pair.value, 'Type') !== undefined);
  const step = Math.max(1, Math.floor(typed.length / resourcesPerTemplate));
  for (const pair of typed.filter((_, i) => i % step === 0).slice(0, resourcesPerTemplate)) {
    const name = pair.name;
    const run = (title: string, check: (one: Case) => void): void => {
      const count = counts.get(title) ?? { tried: 0, written: 0, refused: new Map() };
      counts.set(title, count);
      count.tried += 1;
      check({ ...at, before, count });
    };
    const path = ['Resources', name];
    const properties = child(pair.value, 'Properties');
    run('set a new property', (one) => setsAndRemoves(one, path, ['Properties', 'DatawardProbe'], properties));
    run('set a nested property', (one) => setsAndRemoves(one, path, ['Properties', 'DatawardProbe', 'Inner', 'Deep'], properties));
    run('add a resource', (one) => addsResource(one, path));
    for (const inner of properties?.kind === 'mapping' ? properties.pairs.slice(0, 6) : []) {
      const spot = [...path, 'Properties', inner.name];
      run('remove a property', (one) => removes(one, spot));
      run('replace a property', (one) => sets(one, spot, 'a: "b" # \'c\''));
      if (inner.value.kind === 'sequence') run('add an item', (one) => addsItem(one, spot));
    }
  }
}

/** The text after the edit, or undefined where it was refused (and counted). */
function apply(one: Case, edit: Edit): SyntaxDocument | undefined {
  const { document, count } = one;
  const result = writeEdits([edit], document);
  if ('refused' in result) {
    const reason = result.refused.replace(/"[^"]*"|\*\w+/g, '…');
    count.refused.set(reason, (count.refused.get(reason) ?? 0) + 1);
    return undefined;
  }
  count.written += 1;
  if (!/(?:^|[^\r])\n/.test(document.text)) for (const { newText } of result.edits) assert.doesNotMatch(newText, /(?:^|[^\r])\n/, `${one.file}: LF in a CRLF file`);
  return parse(applyEdits(document.text, result.edits), document.syntax);
}

/** The old data with one node changed: `change` gets the map or list that holds it. */
function changed(value: unknown, path: Path, change: (holder: Map<unknown, unknown>, key: string | number) => void): unknown {
  const copy = structuredClone(value);
  let holder: unknown = copy;
  for (const step of path.slice(0, -1)) {
    assert.ok(holder instanceof Map);
    if (!(holder.get(step) instanceof Map) || isNoValue(holder.get(step))) holder.set(step, new Map());
    holder = holder.get(step);
  }
  assert.ok(holder instanceof Map);
  change(holder, path.at(-1) ?? '');
  return copy;
}

function isNoValue(value: unknown): boolean {
  return value instanceof Map && (value.get('!Ref') === 'AWS::NoValue' || value.get('Ref') === 'AWS::NoValue');
}

function assertData(one: Case, after: SyntaxDocument, expected: unknown): void {
  assert.deepStrictEqual(data(after.root), expected, `${one.file}: other data than meant`);
  assert.equal(after.problems.length, one.document.problems.length, `${one.file}: new problems`);
}

function assertComments(one: Case, after: SyntaxDocument): void {
  assert.deepEqual(after.comments.map((comment) => comment.text), one.document.comments.map((comment) => comment.text), `${one.file}: comments lost`);
}

function setsAndRemoves(one: Case, resource: Path, rest: readonly string[], properties: Node | undefined): void {
  const after = apply(one, set(resource, rest, true));
  if (after === undefined) return;
  const path = [...resource, ...rest];
  assertData(one, after, changed(one.before, path, (holder, key) => holder.set(key, true)));
  assertComments(one, after);
  const again = writeEdits([set(resource, rest, true)], after);
  assert.deepEqual(again, { edits: [] }, `${one.file}: setting again changes something`);
  if (properties?.kind !== 'mapping' || properties.pairs.length === 0 || isNoValue(data(properties))) return;
  const gone = writeEdits([remove(path.slice(0, 4))], after);
  assert.ok('edits' in gone, `${one.file}: ${JSON.stringify(gone)}`);
  assert.equal(applyEdits(after.text, gone.edits), one.document.text, `${one.file}: removing does not restore`);
}

function sets(one: Case, path: Path, value: string): void {
  const after = apply(one, set(path, [], value));
  if (after === undefined) return;
  assertData(one, after, changed(one.before, path, (holder, key) => holder.set(key, value)));
  assertComments(one, after);
  assert.deepEqual(writeEdits([set(path, [], value)], after), { edits: [] });
}

function removes(one: Case, path: Path): void {
  const after = apply(one, remove(path));
  if (after === undefined) return;
  assertData(one, after, changed(one.before, path, (holder, key) => holder.delete(key)));
}

function addsItem(one: Case, path: Path): void {
  const item = { Key: 'k', Value: { Deep: [1, 'x'] } };
  const after = apply(one, addItem(path, [], item));
  if (after === undefined) return;
  const added = new Map<string, unknown>([['Key', 'k'], ['Value', new Map([['Deep', [1, 'x']]])]]);
  const expected = changed(one.before, path, (holder, key) => holder.set(key, [...(holder.get(key) as readonly unknown[]), added]));
  assertData(one, after, expected);
  assertComments(one, after);
}

function addsResource(one: Case, near: Path): void {
  const after = apply(one, addResource(near, 'AWS::KMS::Key', String(near[1]), { EnableKeyRotation: true }));
  if (after === undefined) return;
  const resource = new Map<string, unknown>([['Type', 'AWS::KMS::Key'], ['Properties', new Map([['EnableKeyRotation', true]])]]);
  const names = (document: SyntaxDocument): readonly string[] => {
    const resources = child(document.root, 'Resources');
    return resources?.kind === 'mapping' ? resources.pairs.map((pair) => pair.name) : [];
  };
  const [name = ''] = names(after).filter((candidate) => !names(one.document).includes(candidate));
  assert.match(name, /^[A-Za-z0-9]+$/);
  assertData(one, after, changed(one.before, ['Resources', name], (holder, key) => holder.set(key, resource)));
  assertComments(one, after);
}

function report(heading: string, counts: ReadonlyMap<string, Count>): void {
  console.log(`      ${heading}`);
  for (const [title, count] of counts) {
    const refused = [...count.refused].map(([reason, times]) => `\n          ${String(times)} ${reason}`).join('');
    console.log(`        ${title}: ${String(count.tried)} tried, ${String(count.written)} written${refused}`);
  }
}
