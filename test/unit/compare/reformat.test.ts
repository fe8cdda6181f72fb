import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { readDocument, type Read } from '../../../server/src/formats/index.ts';
import { sharedDir } from '../../shared.ts';
import { dataOf, reformattings } from './reformat.ts';
import { linesOf } from './support.ts';

/** How many templates are written anew. */
const wanted = Number(process.env.DATAWARD_REFORMATTINGS ?? 50);

describe('a diff of a real template and of the same, written otherwise', function () {
  this.timeout(600_000);

  it(`says nothing, ${wanted} times`, function () {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const ways = Object.entries(reformattings);
    const all = templatesIn(join(sharedDir, 'corpus', 'real'));
    const step = Math.max(1, Math.floor(all.length / wanted));
    let compared = 0;
    const said: string[] = [];
    for (const file of all.filter((_, i) => i % step === 0)) {
      const way = ways[compared % ways.length];
      assert(way);
      const text = readFileSync(file, 'utf8');
      const before = readDocument(text, `template${extname(file)}`);
      const { text: otherwise, syntax } = way[1](dataOf(text));
      const after = readDocument(otherwise, `template.${syntax}`);
      assert(isWhole(before) && isWhole(after), file);
      const lines = linesOf(before.template, after.template);
      if (lines.length > 0) said.push(`${file} ${way[0]}: ${lines.join('; ')}`);
      if (++compared >= wanted) break;
    }
    console.log(`      ${compared} templates of ${all.length} in ${ways.length} ways`);
    assert.deepEqual(said, []);
    assert.equal(compared, wanted);
  });
});

/** Files that hold a template without a fault, which the `yaml` library reads too. */
function templatesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ya?ml|json|template)$/.test(name)).map((name) => join(folder, name)).sort();
  return files.filter((file) => {
    const text = readFileSync(file, 'utf8');
    if (!/Resources/.test(text) || !isWhole(readDocument(text, `template${extname(file)}`))) return false;
    try {
      return typeof dataOf(text) === 'object';
    } catch {
      return false;
    }
  });
}

function isWhole(read: Read): read is Extract<Read, { kind: 'template' }> {
  return read.kind === 'template' && read.template.resources.size > 0 && !read.template.problems.some(({ severity }) => severity === 'error');
}
