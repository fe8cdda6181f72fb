import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract, namesFile, settings, settingsFile, terraformNames } from '../../scripts/generate-terraform-names.ts';
import type { Property } from '../../server/src/core/rule/property.ts';
import { sharedDir } from '../shared.ts';
import { argumentPaths, bindings, jsonTexts } from './bindings.ts';

const types = terraformNames();

/** Arguments that only the other types of a binding have. */
const notOf: Readonly<Record<string, string>> = {
  aws_verifiedaccess_endpoint: 'sse_configuration',
  aws_verifiedaccess_trust_provider: 'sse_configuration',
  aws_verifiedaccess_group: 'sse_specification',
};

describe('the Terraform names in the bindings', () => {
  it('are types and arguments of the provider', () => {
    const wrong: string[] = [];
    for (const binding of bindings())
      for (const type of binding.tf) {
        // A plan, a state: a file, no type of the provider.
        if (type.startsWith('@')) continue;
        const known = types[type];
        if (!known) {
          wrong.push(type);
          continue;
        }
        for (const property of Object.values(binding.props as Readonly<Record<string, Property>>))
          for (const path of argumentPaths(property)) if (path !== '' && !path.startsWith('@') && !(path in known) && !isInMap(path, known) && !isInText(type, path) && path.split('.')[0] !== notOf[type]) wrong.push(`${type} ${path}`);
      }
    assert.deepEqual(wrong, []);
  });

  it('are checked against an extract that is up to date', () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const all = JSON.parse(readFileSync(join(sharedDir, 'reference', 'terraform-aws-arguments.json'), 'utf8')) as Readonly<Record<string, unknown>>;
    assert.equal(readFileSync(namesFile, 'utf8'), extract(all), 'run npm run docs');
  });

  it('are told apart as settings in a table that is up to date', () => {
    assert.equal(readFileSync(settingsFile, 'utf8'), settings(types), 'run npm run docs');
  });
});

/** The keys of a map of strings are free. */
function isInMap(path: string, known: Readonly<Record<string, string>>): boolean {
  const parent = known[path.slice(0, path.lastIndexOf('.'))];
  return parent !== undefined && /map|\[key: string\]/.test(parent);
}

/** What stands inside of an argument that is JSON text is not the provider's to name. */
const isInText = (type: string, path: string): boolean => jsonTexts.some(([of, argument]) => of === type && path.startsWith(`${argument}.`));
