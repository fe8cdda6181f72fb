import assert from 'node:assert/strict';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rules } from '../../../rules/index.ts';
import { CheckMemory, checkText } from '../../../server/src/project/check.ts';

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' } as const;
const resources = 150;
const edits = 30;

/** A template of some 300 KB: V8 keeps so long a text as an object of its own kind (more than 128 KB), which can be told from all others. */
function templateOf(syntax: 'yaml' | 'json', problem: boolean): string {
  const words = Array.from({ length: 180 }, (_, i) => `word${i}`).join(' ');
  const names = Array.from({ length: resources }, (_, i) => `Secret${i}`);
  if (syntax === 'json') {
    const entries = names.map((name) => `"${name}": { "Type": "AWS::SecretsManager::Secret", "Properties": { "Name": "name-of-${name}", "Description": "${words}" } }`);
    return `{ ${problem ? '"Description": "one", "Description": "two", ' : ''}"Resources": {\n${entries.join(',\n')}\n} }\n`;
  }
  const entries = names.map((name) => `  ${name}:\n    Type: AWS::SecretsManager::Secret\n    Properties:\n      Name: name-of-${name}\n      Description: ${words}\n`);
  return `${problem ? 'Description: one\nDescription: two\n' : ''}Resources:\n${entries.join('')}`;
}

/** How many texts of this length are in memory, after everything that nobody holds has been collected. Other large objects of the process count as parts of a text. */
function textsInMemory(length: number): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What the first lets go may have held something else.
  collect();
  collect();
  const large = getHeapSpaceStatistics().find((space) => space.space_name === 'large_object_space');
  assert(large);
  return large.space_used_size / length;
}

describe('what a check leaves for the next version', function () {
  this.timeout(60_000);

  for (const syntax of ['yaml', 'json'] as const)
    for (const problem of [false, true])
      it(`holds on to no texts of old versions: ${syntax}${problem ? ', read whole for a problem' : ''}`, () => {
        const memory = new CheckMemory();
        let text = templateOf(syntax, problem);
        const { length } = text;
        assert.equal(checkText(text, `secrets.${syntax}`, options, memory).kind, 'template');
        const before = textsInMemory(length);
        for (let i = 0; i < edits; i++) {
          const at = text.indexOf(`name-of-Secret${i * 3}`);
          text = `${text.slice(0, at)}new-${text.slice(at)}`;
          checkText(text, `secrets.${syntax}`, options, memory);
        }
        // The newest text, and the first: of that the untouched resources are. What the other suites of this process leave is worth a few more.
        const more = textsInMemory(length) - before;
        assert(more < edits / 3, `${more.toFixed(1)} texts more than at first, after ${edits} edits`);
      });

  const typed: Readonly<Record<string, (i: number) => string>> = {
    'the name of a suppression': (i) => `# dataward-ignore-file no-rule-of-this-name-${i}\n${templateOf('yaml', false)}`,
    'the name of a property': (i) => templateOf('yaml', false).replace('Name: name-of', `ANameOfAProperty${i}: name-of`),
    'the name of a property in JSON': (i) => templateOf('json', false).replace('"Name": "name-of', `"ANameOfAProperty${i}": "name-of`),
    'a type': (i) => templateOf('yaml', false).replace('AWS::SecretsManager::Secret', `AWS::SecretsManager::Secret${i}`),
    'the name of a resource': (i) => templateOf('yaml', false).replace('Secret0:', `ASecretOfThisName${i}:`),
  };
  for (const [what, textOf] of Object.entries(typed))
    it(`holds on to no texts of old versions where ${what} is typed`, () => {
      const memory = new CheckMemory();
      const file = what.endsWith('JSON') ? 'secrets.json' : 'secrets.yaml';
      const first = textOf(0);
      checkText(first, file, options, memory);
      const before = textsInMemory(first.length);
      for (let i = 1; i <= edits; i++) checkText(textOf(i), file, options, memory);
      const more = textsInMemory(first.length) - before;
      assert(more < edits / 3, `${more.toFixed(1)} texts more than at first, after ${edits} edits`);
    });
});
