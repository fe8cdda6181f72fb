import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { rules } from '../../../rules/index.ts';
import { absoluteRange } from '../../../server/src/project/check.ts';
import { ConfigLookup } from '../../../server/src/project/config-lookup.ts';
import { readConfig } from '../../../server/src/project/config.ts';

const problemsOf = (text: string, file = '/p/dataward.config.yaml'): readonly string[] => {
  const { problems, document } = readConfig(text, file, rules);
  return problems.map((problem) => {
    const { start, end } = absoluteRange(document, problem.at);
    return `${problem.code} at ${JSON.stringify(text.slice(start, end))}`;
  });
};

describe('reading a configuration', () => {
  it('reads all of it, in YAML', () => {
    const { config, problems } = readConfig(
      'root: true\nprofile: strict\nfailOn: high\nrules:\n  rds-storage-encrypted: off\n  rds-deletion-protection: "low"\nexclude: [a/**, "!a/b.yaml"]\nparameters:\n  Env: prod\n  Count: 3\n  Zones: [a, b]\n  dev/**: {Env: dev}\n',
      '/p/dataward.config.yaml',
      rules,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(config, {
      file: '/p/dataward.config.yaml',
      root: true,
      profile: 'strict',
      failOn: 'high',
      rules: new Map([['rds-storage-encrypted', 'off'], ['rds-deletion-protection', 'low']]),
      exclude: ['a/**', '!a/b.yaml'],
      parameters: [
        { values: new Map([['Env', 'prod'], ['Count', '3'], ['Zones', 'a,b']]) },
        { glob: 'dev/**', values: new Map([['Env', 'dev']]) },
      ],
    });
  });

  it('takes the path of a baseline from its own folder', () => {
    for (const [written, expected] of [['b.json', '/p/q/b.json'], ['./ci/../b.json', '/p/q/b.json'], ['../b.json', '/p/b.json'], ['/x/b.json', '/x/b.json']] as const)
      assert.equal(readConfig(`baseline: ${written}`, '/p/q/dataward.config.yaml', rules).config.baseline, expected);
  });

  it('says nothing in an empty file', () => {
    for (const text of ['', '# nothing\n', '{}']) assert.deepEqual(problemsOf(text), []);
  });

  it('takes the name of the same check elsewhere for the rules that have it', () => {
    const { config } = readConfig('rules: {ckv_aws_16: off}', '/p/dataward.config.yml', rules);
    assert.deepEqual([...config.rules], rules.filter((rule) => rule.aliases.includes('CKV_AWS_16')).map((rule) => [rule.id, 'off']));
    assert.ok(config.rules.size > 0);
  });

  for (const [text, expected] of [
    ['profil: strict', ['config-unknown-key at "profil"']],
    ['profile: strikt', ['config-value at "strikt"']],
    ['profile: [strict]', ['config-value at "[strict]"']],
    ['failOn: 3', ['config-value at "3"']],
    ['root: "yes"', ['config-type at "\\"yes\\""']],
    ['rules: [a]', ['config-type at "[a]"']],
    ['rules: {no-such-rule: high}', ['config-unknown-rule at "no-such-rule"']],
    ['rules: {rds-storage-encrypted: fatal}', ['config-value at "fatal"']],
    ['exclude: a', ['config-type at "a"']],
    ['exclude: [a, 3, ""]', ['config-type at "3"', 'config-type at "\\"\\""']],
    ['parameters: [a]', ['config-type at "[a]"']],
    ['parameters: {A: null, B: {C: {D: 1}}}', ['config-type at "null"', 'config-type at "{D: 1}"']],
    ['baseline: off', ['config-type at "off"']],
    ['baseline: ""', ['config-type at "\\"\\""']],
    ['- a', ['config-type at "- a"']],
    ['text', ['config-type at "text"']],
  ] as const) {
    it(`finds what is wrong in \`${text}\`, and where`, () => assert.deepEqual(problemsOf(text), expected));
  }

  it('reports broken syntax, and reads the rest', () => {
    const { config, problems } = readConfig('{"profile": "strict", "rules": {', '/p/dataward.config.json', rules);
    assert.equal(config.profile, 'strict');
    assert.ok(problems.some(({ code }) => code === 'json-syntax'));
  });

  it('never throws, and places every problem inside of the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string().map((s) => `rules:\n  ${s}`)), fc.constantFrom('json', 'yaml'), (text, extension) => {
        const { problems, document } = readConfig(text, `/p/dataward.config.${extension}`, rules);
        return problems.every((problem) => {
          const { start, end } = absoluteRange(document, problem.at);
          return start >= 0 && start <= end && end <= text.length;
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('the published schema of the configuration', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../../schemas/dataward.config.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  /** As an editor's validator sees the same text. */
  const agrees = (value: unknown): boolean => {
    const text = JSON.stringify(value);
    const isRead = readConfig(text, '/p/dataward.config.json', rules).problems.every(({ severity }) => severity !== 'error');
    return validate(value) === isRead;
  };

  for (const value of [
    {},
    { $schema: 'x', root: false, profile: 'all', failOn: 'none', rules: { 'rds-storage-encrypted': 'off' }, exclude: [], parameters: { A: 'x', B: 1, C: true, D: ['a', 2], 'x/**': { A: [] } } },
    { rules: { 'rds-storage-encrypted': false } },
    { rules: { 'rds-storage-encrypted': true } },
    { rules: { 'rds-storage-encrypted': 'High' } },
    { rules: null },
    { root: 1 },
    { profile: 'none' },
    { failOn: 'off' },
    { failOn: false },
    { exclude: 'a' },
    { exclude: [''] },
    { exclude: [1] },
    { parameters: { A: null } },
    { parameters: { A: [null] } },
    { parameters: { A: [['a']] } },
    { parameters: { A: { B: { C: 1 } } } },
    { baseline: 'ci/baseline.json' },
    { baseline: '' },
    { baseline: ['b.json'] },
    { baseline: false },
    { extra: 1 },
    [],
    'x',
    3,
  ]) {
    it(`says the same as the reader about ${JSON.stringify(value)}`, () => assert.ok(agrees(value)));
  }

  it('says the same as the reader about configurations that are made up', () => {
    const scalar = fc.oneof(fc.constantFrom<unknown>('off', 'low', 'high', 'strict', 'default', 'none', true, false, null, 3, ''), fc.string({ minLength: 1, maxLength: 5 }));
    const map = fc.dictionary(fc.constantFrom('rds-storage-encrypted', 'rds-deletion-protection'), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 2 });
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), map, fc.dictionary(fc.string({ maxLength: 3 }), map, { maxKeys: 2 }).filter((m) => Object.keys(m).length === 0));
    const config = fc.dictionary(fc.constantFrom('root', 'profile', 'failOn', 'rules', 'exclude', 'parameters', 'baseline', 'other'), value);
    fc.assert(fc.property(config, agrees), { numRuns: 500 });
  });
});

describe('looking up a configuration', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const lookup = (files: Readonly<Record<string, string>>, stopAt?: readonly string[]): ConfigLookup =>
    new ConfigLookup({ readFile: (path) => Promise.resolve(files[path] === undefined ? undefined : bytes(files[path])) }, rules, stopAt);
  const found = async (at: ConfigLookup, file: string): Promise<string | undefined> => (await at.of(file))?.config.file;

  it('goes upwards to the nearest', async () => {
    const at = lookup({ '/dataward.config.json': '{}', '/a/dataward.config.yml': '' });
    assert.equal(await found(at, '/a/b/c.yaml'), '/a/dataward.config.yml');
    assert.equal(await found(at, '/x/c.yaml'), '/dataward.config.json');
  });

  it('ends at a folder that it may not leave, and works with URIs', async () => {
    const files = { 'vscode-vfs://github/dataward.config.json': '{}', 'vscode-vfs://github/repo/sub/dataward.config.json': '{}' };
    const at = lookup(files, ['vscode-vfs://github/repo']);
    assert.equal(await found(at, 'vscode-vfs://github/repo/a.yaml'), undefined);
    assert.equal(await found(at, 'vscode-vfs://github/repo/sub/deep/a.yaml'), 'vscode-vfs://github/repo/sub/dataward.config.json');
  });

  it('reads each only once, until it is told to forget', async () => {
    let reads = 0;
    const at = new ConfigLookup({ readFile: (path) => Promise.resolve(path === '/dataward.config.json' && ++reads > 0 ? bytes('{}') : undefined) }, rules);
    await Promise.all(['/a.yaml', '/a/b.yaml', '/a/c.yaml'].map((file) => at.of(file)));
    assert.equal(reads, 1);
    at.forget();
    await at.of('/a/b.yaml');
    assert.equal(reads, 2);
  });

  it('says so when two stand in one folder, or one cannot be read', async () => {
    const two = await lookup({ '/dataward.config.json': '{}', '/dataward.config.yaml': 'profile: strict' }).of('/a.yaml');
    assert.equal(two?.config.profile, undefined);
    assert.match(two?.problems[0]?.message ?? '', /dataward\.config\.yaml` stands beside/);
    const none = await new ConfigLookup({ readFile: () => Promise.reject(new Error('EACCES')) }, rules).of('/a.yaml');
    assert.deepEqual(none?.problems[0]?.code, 'config-unreadable');
  });
});
