import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { confirm, sniff } from '../../../server/src/formats/detect.ts';
import { readDocument } from '../../../server/src/formats/index.ts';
import { sharedDir } from '../../shared.ts';

/** What formats.md 1.8 calls the truth: Resources is a map with at least one entry that has a Type A::B, or a loop. */
function plainResources(text: string, file: string): readonly string[] | undefined {
  try {
    const data: unknown = /\.ya?ml$/.test(file) || !/^[\s\ufeff]*[{[]/.test(text) ? parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'silent' })[0]?.toJS() : JSON.parse(text);
    const resources: unknown = typeof data === 'object' && data !== null && 'Resources' in data ? data.Resources : undefined;
    if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return undefined;
    const isResource = ([key, value]: readonly [string, unknown]): boolean =>
      key.startsWith('Fn::ForEach::') || (typeof value === 'object' && value !== null && 'Type' in value && typeof value.Type === 'string' && /^[\w-]+::/.test(value.Type));
    return Object.entries(resources).some(isResource) ? Object.keys(resources).filter((key) => !key.startsWith('Fn::')) : undefined;
  } catch {
    return undefined;
  }
}

describe('the templates of the corpus', () => {
  it('are all detected and read, each with all of its resources', function () {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    this.timeout(120_000);
    const corpus = join(sharedDir, 'corpus');
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ya?ml|json|template)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    const counts = { files: files.length, templates: 0, sniffed: 0, confirmed: 0, resources: 0, problems: 0 };
    const wrong: string[] = [];
    for (const path of files) {
      const file = relative(corpus, path);
      const text = readFileSync(path, 'utf8');
      const keys = plainResources(text, file);
      const found = readDocument(text, file);
      if (sniff(text, file).maybe) counts.sniffed++;
      if (keys) counts.templates++;
      if (found.kind === 'not-ours') {
        if (keys) wrong.push(`${file}: not detected: ${found.why}`);
        continue;
      }
      counts.confirmed++;
      counts.resources += found.template.resources.size;
      counts.problems += found.template.problems.length;
      for (const key of keys ?? []) if (!found.template.resources.has(key)) wrong.push(`${file}: ${key} is missing`);
      if (!keys && !/AWSTemplateFormatVersion/.test(text) && !confirm(found.document).format) wrong.push(`${file}: is no template`);
    }
    console.log(`      ${JSON.stringify(counts)}`);
    assert.deepEqual(wrong, []);
    assert(counts.templates > 1000);
  });
});
