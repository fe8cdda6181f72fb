import assert from 'node:assert/strict';
import { join } from 'node:path';

import { parseAllDocuments, visit } from 'yaml';

import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import type { ScalarNode, SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { sharedDir } from '../../shared.ts';
import { allNodes, assertLaws, filesBelow, toData } from './support.ts';

const notConverted = /:(binary|timestamp|omap|pairs|set|merge)$/;

/** What the library itself reads, as YAML 1.1, with our law of scalars laid over its values. */
function libraryData(text: string): { readonly data: unknown } | undefined {
  const documents = parseAllDocuments(text.replace(/^\ufeff/, ''), {
    version: '1.1',
    schema: 'yaml-1.1',
    uniqueKeys: false,
    logLevel: 'silent',
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !(notConverted.test(tag.tag) || ('format' in tag && tag.format === 'TIME'))),
  });
  const [first] = documents;
  if (!Array.isArray(documents) || first === undefined || first.errors.length > 0) return undefined;
  visit(first, {
    Scalar(key, node) {
      const source = node.source ?? '';
      if (node.type !== 'PLAIN') return;
      if (key === 'key') node.value = source;
      else if (/^[yYnN]$/.test(source)) node.value = source;
      else if (typeof node.value === 'number' && String(node.value) !== source) node.value = source;
      else if (node.tag !== undefined && source === '') node.value = null;
    },
  });
  return { data: first.toJS({ maxAliasCount: -1 }) };
}

const reparsed = new Map<string, ScalarNode | undefined>();

function reparse(text: string, parse: (text: string, file: string) => SyntaxDocument): ScalarNode | undefined {
  if (!reparsed.has(text)) {
    const { root } = parse(text, 'f');
    reparsed.set(text, root?.kind === 'scalar' ? root : undefined);
  }
  return reparsed.get(text);
}

/** Slicing a scalar's range and reading the slice gives the scalar again. Keys that are numbers are read as numbers in both. */
function assertScalarsComeBack(document: SyntaxDocument, parse: typeof parseYaml): number {
  let count = 0;
  for (const { node, range, content } of allNodes(document)) {
    if (node.kind !== 'scalar') continue;
    const slice = document.text.slice(range.start, range.end);
    // An indentation indicator counts from the parent, which the slice lacks; a line break in quotes folds alike anywhere.
    if (/^[|>][-+]?[1-9]/.test(document.text.slice(content.start, content.end))) continue;
    const again = slice === '' ? undefined : reparse(slice, parse);
    assert.deepEqual([again?.value ?? null, again?.tag], [node.value, node.tag], `${document.file}: ${JSON.stringify(slice)}`);
    count++;
  }
  return count;
}

describe('the parsers over the corpus', function () {
  this.timeout(300_000);
  const folders = sharedDir === undefined ? [] : ['corpus/open/files', 'corpus/real'].map((path) => join(sharedDir ?? '', path));
  before(() => {
    if (folders.length === 0) console.log('not run: no ../shared');
  });

  it('reads every YAML file as the library does, with ranges that give each scalar back', () => {
    const counts = { files: 0, compared: 0, withErrors: 0, scalars: 0, comments: 0 };
    for (const folder of folders) {
      for (const { path, text } of filesBelow(folder, /\.(ya?ml|template)$/)) {
        const document = parseYaml(text, path);
        assertLaws(document);
        counts.files++;
        counts.comments += document.comments.length;
        const library = libraryData(text);
        if (library === undefined || document.problems.some((problem) => problem.severity === 'error')) {
          counts.withErrors++;
          continue;
        }
        assert.deepEqual(toData(document.root) ?? null, library.data, path);
        counts.compared++;
        counts.scalars += assertScalarsComeBack(document, parseYaml);
      }
    }
    console.log(`      yaml: ${JSON.stringify(counts)}`);
  });

  it('reads every JSON file as JSON.parse does, with ranges that give each scalar back', () => {
    const counts = { files: 0, compared: 0, withErrors: 0, scalars: 0 };
    for (const folder of folders) {
      for (const { path, text } of filesBelow(folder, /\.(json|template)$/)) {
        const document = parseJson(text, path);
        assertLaws(document);
        counts.files++;
        let data: unknown;
        try {
          data = JSON.parse(text.replace(/^\ufeff/, ''));
        } catch {
          counts.withErrors++;
          assert.ok(document.problems.length > 0, `${path}: JSON.parse refuses it, so there must be a problem`);
          continue;
        }
        assert.deepEqual(document.problems.filter((problem) => problem.code !== 'duplicate-key'), [], path);
        assert.deepEqual(toData(document.root), data, path);
        counts.compared++;
        reparsed.clear();
        counts.scalars += assertScalarsComeBack(document, parseJson);
      }
    }
    console.log(`      json: ${JSON.stringify(counts)}`);
  });
});
