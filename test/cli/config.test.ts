import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { clean, folderOf, only, run, runIn, twoRules, unencrypted } from './command.ts';

const lines = (files: Parameters<typeof runIn>[0], args: readonly string[]): readonly string[] =>
  runIn(files, ['--quiet', ...args]).stdout.split('\n').flatMap((line) => /^(\S+?):\d+:\d+ (\S+) (\S+)/.exec(line)?.slice(1).join(' ') ?? []);
const unencryptedJson = '{"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"StorageEncrypted": false}}}}';
const one = only(['rds-storage-encrypted']);

describe('the configuration', () => {
  it('is the nearest one, and nothing is merged from above', () => {
    const files = { 'dataward.config.json': one, 'a.yaml': unencrypted, 'sub/b.yaml': unencrypted, 'sub/dataward.config.yaml': 'root: true\nrules: {rds-storage-encrypted: low, rds-deletion-protection: medium}\n' };
    const found = lines(files, ['.']);
    assert.deepEqual(found.filter((line) => line.startsWith('a.yaml')), ['a.yaml high rds-storage-encrypted']);
    assert.ok(found.includes('sub/b.yaml low rds-storage-encrypted'));
    assert.ok(found.includes('sub/b.yaml medium rds-deletion-protection'));
  });

  it('counts whichever folder the command is run from', () => {
    const folder = folderOf({ 'sub/dataward.config.json': one, 'sub/a.yaml': unencrypted, 'other/x': '' });
    try {
      assert.match(run(['../sub/a.yaml', '--quiet'], { cwd: join(folder.path, 'other') }).stdout, /^\.\.\/sub\/a\.yaml:6:25 high rds-storage-encrypted [^\n]*\n$/);
    } finally {
      folder.remove();
    }
  });

  for (const [title, extra, args, expected] of [
    ['sets a severity', { rules: { 'rds-storage-encrypted': 'low' } }, ['--fail-on', 'medium'], 0],
    ['sets what the command fails on', { failOn: 'critical' }, [], 0],
    ['is beaten by --fail-on', { failOn: 'critical' }, ['--fail-on', 'high'], 1],
    ['excludes files', { exclude: ['stacks/**', '!stacks/keep.yaml'] }, [], 0],
    ['does not exclude what a pattern takes back', { exclude: ['stacks/*', '!stacks/a.yaml'] }, [], 1],
    ['gives parameters', { parameters: { Encrypt: true } }, [], 0],
    ['gives parameters to the files that a pattern matches', { parameters: { 'stacks/*.yaml': { Encrypt: 'true' } } }, [], 0],
    ['gives no parameters to other files', { parameters: { 'other/**': { Encrypt: 'true' } } }, [], 1],
  ] as const) {
    it(title, () => {
      const text = unencrypted.replace('Resources:', "Parameters:\n  Encrypt: {Type: String, Default: 'false'}\nResources:").replace('StorageEncrypted: false', 'StorageEncrypted: !Ref Encrypt');
      const base = JSON.parse(one) as { rules: object };
      const config = { ...base, ...extra, rules: { ...base.rules, ...('rules' in extra ? extra.rules : {}) } };
      assert.equal(runIn({ 'dataward.config.json': JSON.stringify(config), 'stacks/a.yaml': text }, args).code, expected);
    });
  }

  it('turns on a rule that the profile does not hold, and --profile beats its profile', () => {
    const files = (config: object): Record<string, string> => ({ 'a.yaml': unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: true'), 'dataward.config.json': JSON.stringify(config) });
    assert.ok(!lines(files({}), []).some((line) => line.endsWith('rds-instance-cmk')));
    assert.ok(lines(files({ rules: { 'rds-instance-cmk': 'high' } }), []).includes('a.yaml high rds-instance-cmk'));
    assert.ok(lines(files({ profile: 'strict' }), []).some((line) => line.endsWith('rds-instance-cmk')));
    assert.ok(!lines(files({ profile: 'strict' }), ['--profile', 'default']).some((line) => line.endsWith('rds-instance-cmk')));
  });

  it('that is broken is named with the place and exit code 2, and what is right in it still counts', () => {
    const { code, stdout, stderr } = runIn({ 'a.yaml': clean, 'b.yaml': clean, 'dataward.config.yaml': 'profil: strict\nexclude: [b.yaml]\nrules:\n  rds-storage-encryptd: high\n' }, []);
    assert.equal(code, 2);
    assert.equal(stderr, "dataward.config.yaml:1:1 error config-unknown-key Dataward's configuration has no `profil` (did you mean `profile`?).\ndataward.config.yaml:4:3 error config-unknown-rule There is no rule `rds-storage-encryptd` (did you mean `rds-storage-encrypted`?).\n");
    assert.match(stdout, /1 file excluded by the configuration\n.*1 configuration with mistakes\n/);
  });
});

describe('the files of a folder', () => {
  const found = (files: Parameters<typeof runIn>[0], args: readonly string[] = ['.']): readonly string[] =>
    [...new Set(lines({ ...files, 'dataward.config.json': twoRules }, args).map((line) => line.slice(0, line.indexOf(' '))))];
  const at = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name.endsWith('.json') ? unencryptedJson : unencrypted]));

  it('are those with names that templates have, in order, without packages and caches', () => {
    const names = ['b.yml', 'a.yaml', 'c.json', 'd.template', 'e.txt', 'A.yaml', 'node_modules/x/a.yaml', '.terraform/a.yaml', '.git/a.yaml', '.hidden/a.yaml', 'deep/er/a.yaml'];
    assert.deepEqual(found(at(...names)), ['.hidden/a.yaml', 'A.yaml', 'a.yaml', 'b.yml', 'c.json', 'd.template', 'deep/er/a.yaml']);
  });

  it('are not those that git ignores, whatever the depth of the .gitignore', () => {
    const files = { ...at('a.yaml', 'out/a.yaml', 'sub/b.yaml', 'sub/keep.yaml', 'sub/out/c.yaml', 'x.gen.yaml', 'sub/y.gen.yaml'), '.gitignore': 'out/\n*.gen.yaml\n', 'sub/.gitignore': '*\n!keep.yaml\n!y.gen.yaml\n' };
    assert.deepEqual(found(files), ['a.yaml', 'sub/keep.yaml', 'sub/y.gen.yaml']);
  });

  it('are judged in an ignored folder, and an ignored file is, when they are named', () => {
    const files = { ...at('out/a.yaml', 'b.gen.yaml'), '.gitignore': 'out/\n*.gen.yaml\n', '.git/HEAD': '' };
    assert.deepEqual(found(files, ['out', 'b.gen.yaml']), ['out/a.yaml', 'b.gen.yaml']);
  });

  it('are judged once, however often they are named', () => {
    assert.equal(lines({ ...at('a.yaml'), 'dataward.config.json': one }, ['a.yaml', '.', './a.yaml', '*.yaml']).length, 1);
  });

  for (const [glob, expected] of [
    ['*.yaml', ['a.yaml']],
    ['**/*.yaml', ['a.yaml', 'sub/b.yaml', 'sub/deep/c.yaml']],
    ['sub/*.{yaml,json}', ['sub/b.yaml', 'sub/d.json']],
    ['sub/**', ['sub/b.yaml', 'sub/d.json', 'sub/deep/c.yaml']],
    ['s?b/[bd].*', ['sub/b.yaml', 'sub/d.json']],
  ] as const) {
    it(`are those that \`${glob}\` matches`, () => {
      assert.deepEqual(found(at('a.yaml', 'sub/b.yaml', 'sub/deep/c.yaml', 'sub/d.json', 'node_modules/x.yaml'), [glob]), expected);
    });
  }

  it('are asked for in vain by a glob that matches nothing', () => {
    const { code, stderr } = runIn({ 'a.yaml': clean }, ['*.json', 'none/*.yaml', 'a.yaml']);
    assert.equal(code, 2);
    assert.equal(stderr, 'dataward: *.json: no file matches it\ndataward: none/*.yaml: no file matches it\n');
  });

  it('are found through links, once, and a link back to the top ends', () => {
    const folder = folderOf({ 'top/real/a.yaml': unencrypted, 'outside/o.yaml': unencrypted, 'dataward.config.json': one });
    try {
      const top = join(folder.path, 'top');
      mkdirSync(join(top, 'links'));
      symlinkSync('..', join(top, 'real', 'loop'));
      symlinkSync('../real/a.yaml', join(top, 'links', 'same.yaml'));
      symlinkSync('../../outside/o.yaml', join(top, 'links', 'o.yaml'));
      symlinkSync('../../outside', join(top, 'links', 'folder'));
      const { code, stdout } = run(['top', '--quiet'], { cwd: folder.path });
      assert.equal(code, 1);
      assert.deepEqual(stdout.match(/^\S+yaml/gm), ['top/real/a.yaml', 'top/links/o.yaml']);
    } finally {
      folder.remove();
    }
  });
});
