import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedDir } from '../../shared.ts';
import { assemblyIn, onDisk } from '../../cdk/places.ts';
import { at, entriesOf, parseValue, textAt } from '../../../server/src/formats/cdk/json-value.ts';

function* foldersBelow(folder: string): Iterable<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.name === 'manifest.json')) yield folder;
  for (const entry of entries) if (entry.isDirectory()) yield* foldersBelow(join(folder, entry.name));
}

describe('the CDK output of real projects', function () {
  this.timeout(60_000);

  it('is read without a problem, with every resource led to its construct', () => {
    if (sharedDir === undefined) {
      process.stdout.write('      not run: no ../shared\n');
      return;
    }
    const counts = { folders: 0, stacks: 0, nested: 0, resources: 0, located: 0, withClass: 0, withTrace: 0 };
    for (const folder of foldersBelow(join(sharedDir, 'corpus', 'real', 'solutions-constructs'))) {
      counts.folders++;
      const { problems, templates } = assemblyIn(folder);
      assert.deepEqual(problems, [], folder);
      assert(templates.length > 0 && readFileSync(join(folder, 'manifest.json')).length > 0);
      for (const template of templates) {
        counts[template.parents.length > 0 ? 'nested' : 'stacks']++;
        for (const [id, resource] of entriesOf(at(parseValue(onDisk(template.templateFile) ?? ''), 'Resources'))) {
          counts.resources++;
          const construct = template.constructOf(id);
          if (construct === undefined) continue;
          counts.located++;
          const path = textAt(resource, 'Metadata', 'aws:cdk:path');
          assert(path === undefined || path === construct.path);
          if (construct.fqn !== undefined) counts.withClass++;
          if (construct.creation.length > 0) counts.withTrace++;
        }
      }
    }
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    assert(counts.folders > 0 && counts.located === counts.resources);
  });
});
