import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { folderOf, only, run, twoRules, unencrypted, type Ran } from './command.ts';

interface Entry {
  readonly file: string;
  readonly rule: string;
  readonly resource: string;
  readonly verdict?: string;
}

/** A folder in which the command is run, and files are read and changed. */
interface Folder {
  readonly path: string;
  readonly ran: (args: string, input?: string) => Ran;
  readonly put: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  readonly entries: (file?: string) => readonly string[];
}

function within(files: Readonly<Record<string, string | Uint8Array>>, work: (folder: Folder) => void): void {
  const { path, remove } = folderOf(files);
  const at = (file: string): string => join(path, file);
  try {
    work({
      path,
      ran: (args, input = '') => run(args.split(' '), { cwd: path, input }),
      put: (file, text) => {
        mkdirSync(dirname(at(file)), { recursive: true });
        writeFileSync(at(file), text);
      },
      read: (file) => readFileSync(at(file), 'utf8'),
      entries: (file = 'b.json') => (JSON.parse(readFileSync(at(file), 'utf8')) as { readonly findings: readonly Entry[] }).findings.map((one) => `${one.file} ${one.rule} ${one.resource}${one.verdict === undefined ? '' : ` ${one.verdict}`}`),
    });
  } finally {
    remove();
  }
}

/** `file:line rule` of each finding in a report of one line each. */
const heads = ({ stdout }: Ran): readonly string[] => stdout.split('\n').flatMap((line) => /^(\S+?:\d+):\d+ \w+ (\S+)/.exec(line)?.slice(1).join(' ') ?? []);

const files = { 'a.yaml': unencrypted, 'dataward.config.json': twoRules };
const both = ['a.yaml rds-deletion-protection Db', 'a.yaml rds-storage-encrypted Db'];

describe('dataward check --write-baseline and --baseline', () => {
  it('holds back what was there, and says how much', () => {
    within(files, ({ ran, entries }) => {
      const first = ran('check . --write-baseline b.json');
      assert.deepEqual([first.code, first.stderr], [0, 'dataward: wrote b.json\n']);
      assert.deepEqual(entries(), both);
      const { code, stdout, stderr } = ran('check . --baseline b.json');
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^0 findings in 1 template with 1 resource\.\n(?:.*\n)*? {2}2 held back by the baseline\n/);
      assert.equal(first.stdout.replace(/ {2}\d+ files? .*\n/, ''), stdout.replace(/ {2}\d+ files? .*\n/, ''));
    });
  });

  it('holds no line, no value and no property', () => {
    within({ ...files, 'a.yaml': unencrypted.replace('mysql', 'hunter2') }, ({ ran, read }) => {
      ran('check . --write-baseline b.json --quiet');
      assert.match(read('b.json'), /^\{\n {2}"version": 1,\n {2}"findings": \[\n(?: {4}\{"file":"a\.yaml","rule":"[a-z-]+","resource":"Db","identity":"[0-9a-f]{16}","ordinal":0\},?\n){2} {2}\]\n\}\n$/);
    });
  });

  it('reports what is new, wherever the lines went', () => {
    within(files, ({ ran, put }) => {
      ran('check . --write-baseline b.json');
      put('a.yaml', `# A line.\n${unencrypted}  New:\n    Type: AWS::RDS::DBInstance\n    Properties: {DeletionProtection: true}\n`);
      const { code, stdout } = ran('check . --baseline b.json --quiet');
      assert.deepEqual([heads({ code, stdout, stderr: '' }), code], [['a.yaml:11 rds-storage-encrypted'], 1]);
    });
  });

  it('counts the entries that are of no use any more, and drops them when it is written anew', () => {
    within({ ...files, 'gone.yaml': unencrypted }, ({ ran, put, path, entries }) => {
      ran('check . --write-baseline b.json');
      put('a.yaml', unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: true'));
      rmSync(join(path, 'gone.yaml'));
      const { code, stdout } = ran('check . --baseline b.json');
      assert.match(stdout, /3 entries of the baseline stand for what no longer occurs \(--write-baseline drops them\)/);
      assert.equal(code, 0);
      // gone.yaml is gone wherever one looks; nothing is known of files that were not looked at.
      put('c.yaml', unencrypted.replace('Db:', 'Other:'));
      assert.match(ran('check c.yaml --baseline b.json').stdout, /2 entries of the baseline/);
      ran('check . --write-baseline b.json');
      assert.deepEqual(entries(), ['a.yaml rds-deletion-protection Db', 'c.yaml rds-deletion-protection Other', 'c.yaml rds-storage-encrypted Other']);
      assert.doesNotMatch(ran('check . --baseline b.json').stdout, /entries|entry/);
    });
  });

  it('keeps the entries of files that were not looked at, and of those that could not be read', () => {
    within({ ...files, 'broken.yaml': unencrypted }, ({ ran, put, entries }) => {
      ran('check . --write-baseline b.json');
      put('broken.yaml', `${unencrypted}  : [\n`);
      put('new.yaml', unencrypted);
      assert.equal(ran('check new.yaml --write-baseline b.json').code, 0);
      const all = ['a', 'broken', 'new'].flatMap((name) => both.map((one) => one.replace('a.', `${name}.`)));
      assert.deepEqual(entries(), all);
      put('broken.yaml', 'Resources:\n  Db: 3\n  Topic: {Type: AWS::SNS::Topic}\n');
      assert.equal(ran('check . --write-baseline b.json').code, 2);
      assert.deepEqual(entries(), all);
      assert.doesNotMatch(ran('check . --baseline b.json').stdout, /entries/);
    });
  });

  it('follows a file that is renamed, and takes a copy for new', () => {
    within(files, ({ ran, put, path }) => {
      ran('check . --write-baseline b.json');
      put('copy.yaml', unencrypted);
      assert.deepEqual(heads(ran('check . --baseline b.json --quiet')), ['copy.yaml:6 rds-storage-encrypted', 'copy.yaml:7 rds-deletion-protection']);
      rmSync(join(path, 'copy.yaml'));
      mkdirSync(join(path, 'stacks'));
      renameSync(join(path, 'a.yaml'), join(path, 'stacks/z.yaml'));
      for (const args of ['.', 'stacks/z.yaml']) {
        const { code, stdout } = ran(`check ${args} --baseline b.json`);
        assert.equal(code, 0);
        assert.match(stdout, /2 held back/);
        assert.doesNotMatch(stdout, /entries/);
      }
    });
  });

  it('never holds back a problem', () => {
    within({ ...files, 'broken.yaml': `${unencrypted}  X: 3\n` }, ({ ran }) => {
      assert.equal(ran('check . --write-baseline b.json').code, 2);
      const { code, stdout } = ran('check . --baseline b.json --quiet');
      assert.equal(code, 2);
      assert.match(stdout, /^broken\.yaml:8:\d+ error wrong-type /);
    });
  });

  it('lets a suppression stand for itself', () => {
    within({ ...files, 'a.yaml': `# dataward-ignore-file rds-storage-encrypted: a lab\n${unencrypted}` }, ({ ran, entries }) => {
      ran('check . --write-baseline b.json');
      assert.deepEqual(entries(), ['a.yaml rds-deletion-protection Db']);
      assert.match(ran('check . --baseline b.json').stdout, /1 suppressed\n {2}1 held back/);
    });
  });

  it('holds what could not be decided only where that is reported', () => {
    const undecided = `Parameters: {P: {Type: String}}\n${unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: !Ref P')}`;
    within({ ...files, 'a.yaml': undecided }, ({ ran, put, entries }) => {
      ran('check . --write-baseline b.json');
      assert.deepEqual(entries(), ['a.yaml rds-deletion-protection Db']);
      assert.equal(ran('check . --baseline b.json --unknown fail').code, 1);
      ran('check . --write-baseline b.json --unknown report');
      assert.deepEqual(entries(), ['a.yaml rds-deletion-protection Db', 'a.yaml rds-storage-encrypted Db unknown']);
      for (const unknown of ['fail', 'report', 'ignore']) {
        const { code, stdout } = ran(`check . --baseline b.json --unknown ${unknown}`);
        assert.equal(code, 0);
        assert.match(stdout, unknown === 'ignore' ? /1 could not be decided[^]* 1 held back/ : / 2 held back/);
        assert.doesNotMatch(stdout, /entry/);
      }
      put('a.yaml', unencrypted);
      assert.deepEqual(heads(ran('check . --baseline b.json --quiet --unknown fail')), ['a.yaml:6 rds-storage-encrypted']);
    });
  });

  it('mends what it reports, and leaves what the baseline holds', () => {
    within(files, ({ ran, put, read }) => {
      ran('check . --write-baseline b.json');
      const now = `${unencrypted}${unencrypted.replace('Resources:\n', '').replace('Db:', 'New:')}`;
      put('a.yaml', now);
      const { code, stdout } = ran('check . --baseline b.json --fix');
      assert.match(stdout, /1 fixed\n {2}1 fix left/);
      assert.equal(code, 1);
      assert.equal(read('a.yaml'), now.replace(/DeletionProtection: false\n$/, 'DeletionProtection: true\n'));
      ran('check . --fix --unsafe');
      assert.doesNotMatch(read('a.yaml'), /false/);
    });
  });

  it('takes what --fix leaves', () => {
    within(files, ({ ran, entries }) => {
      assert.equal(ran('check . --fix --write-baseline b.json').code, 0);
      assert.deepEqual(entries(), [both[1]]);
    });
  });

  it('knows standard input by the name that it is given', () => {
    within(files, ({ ran, entries }) => {
      assert.equal(ran('check - --stdin-filename a.yaml --write-baseline b.json', unencrypted).code, 0);
      assert.deepEqual(entries(), both);
      assert.equal(ran('check - --stdin-filename a.yaml --baseline b.json', unencrypted).code, 0);
      assert.match(ran('check - --write-baseline b.json', unencrypted).stderr, /--stdin-filename/);
    });
  });
});

describe('the file of a baseline', () => {
  it('means the same from everywhere', () => {
    within({ 'repo/ci/keep': '', 'repo/stacks/a.yaml': unencrypted, 'repo/stacks/dataward.config.json': twoRules }, ({ ran, path, entries }) => {
      ran('check repo --write-baseline repo/ci/b.json --root repo/stacks');
      assert.deepEqual(entries('repo/ci/b.json'), both.map((one) => `../stacks/${one}`));
      for (const [cwd, args] of [['repo/stacks', ['.', '--baseline', '../ci/b.json']], ['repo/ci', ['../stacks/a.yaml', '--baseline', 'b.json']], ['repo', ['.', '--root', '.', '--baseline', join(path, 'repo/ci/b.json')]]] as const)
        assert.equal(run(args, { cwd: join(path, cwd) }).code, 0);
    });
  });

  for (const [text, line] of [
    ['{"version": 1, "findings": [\n  {"file": "a.yaml"}\n]}', /^b\.json:2:3 error baseline-entry /],
    ['{"version": 2}', /^b\.json:1:13 error baseline-version This baseline was written by a newer Dataward/],
    ['{"version": 1,\n<<<<<<< HEAD\n', /^b\.json:2:1 error baseline-unreadable /],
    ['', /^b\.json:1:1 error baseline-unreadable /],
    ['\u0000', /^b\.json:1:1 error baseline-unreadable .*binary/],
  ] as const)
    it(`ends the run where it says ${JSON.stringify(text)}, and is not overwritten`, () => {
      within({ ...files, 'b.json': text }, ({ ran, read }) => {
        for (const option of ['--baseline', '--write-baseline']) {
          const { code, stdout, stderr } = ran(`check . ${option} b.json`);
          assert.deepEqual([code, stdout], [2, '']);
          assert.match(stderr, line);
          assert.equal(read('b.json'), text);
        }
      });
    });

  it('must be there to be read, and its folder to be written', () => {
    within(files, ({ ran, path }) => {
      assert.deepEqual(ran('check . --baseline b.json'), { code: 2, stdout: '', stderr: 'b.json:1:1 error baseline-unreadable The baseline cannot be read: there is no such file.\n' });
      assert.match(ran('check . --write-baseline no/b.json').stderr, /no such folder/);
      assert.match(ran('check . --baseline .').stderr, /baseline-unreadable/);
      assert.deepEqual(readdirSync(path).sort(), Object.keys(files));
    });
  });

  it('never replaces another file', () => {
    within({ ...files, 'package.json': '{"version": "1.0.0"}' }, ({ ran, read }) => {
      for (const file of ['a.yaml', 'package.json', 'dataward.config.json']) {
        const before = read(file);
        assert.match(ran(`check . --write-baseline ${file}`).stderr, /a file that is no baseline is not replaced by one/);
        assert.equal(read(file), before);
      }
    });
  });

  it('is replaced as a whole: its mode stays, a link stays a link, and nothing is left beside it', function () {
    if (process.platform === 'win32') return this.skip();
    within({ ...files, 'ci/b.json': '{"version": 1, "findings": []}' }, ({ ran, path, entries }) => {
      chmodSync(join(path, 'ci/b.json'), 0o640);
      symlinkSync('ci/b.json', join(path, 'b.json'));
      assert.equal(ran('check . --write-baseline b.json').code, 0);
      assert.deepEqual(entries('ci/b.json').map((one) => one.replace(/^.*?a/, 'a')), both);
      assert.equal(statSync(join(path, 'ci/b.json')).mode & 0o777, 0o640);
      assert.deepEqual(readdirSync(join(path, 'ci')), ['b.json']);
    });
  });

  it('is not touched where nothing changes', () => {
    within(files, ({ ran, path }) => {
      ran('check . --write-baseline b.json');
      const before = statSync(join(path, 'b.json'));
      ran('check . --write-baseline b.json');
      const after = statSync(join(path, 'b.json'));
      assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
    });
  });

  it('goes with no option that it contradicts', () => {
    within({ ...files, 'b.json': '{"version": 1, "findings": []}' }, ({ ran }) => {
      for (const args of ['--write-baseline c.json --baseline b.json', '--write-baseline c.json --no-baseline', '--write-baseline c.json --fix --dry-run'])
        assert.equal(ran(`check . ${args}`).code, 2, args);
    });
  });
});

describe('a baseline that the configuration names', () => {
  const named = { 'dataward.config.json': only(['rds-storage-encrypted', 'rds-deletion-protection'], { baseline: 'ci/b.json' }), 'ci/keep': '', 'stacks/a.yaml': unencrypted };

  it('counts for the files that the configuration counts for', () => {
    within({ ...named, 'own/dataward.config.json': twoRules, 'own/a.yaml': unencrypted }, ({ ran }) => {
      ran('check . --write-baseline ci/b.json');
      assert.deepEqual(heads(ran('check . --quiet')), ['own/a.yaml:6 rds-storage-encrypted', 'own/a.yaml:7 rds-deletion-protection']);
      assert.equal(ran('check stacks').code, 0);
    });
  });

  it('gives way to what the command line says', () => {
    within({ ...named, 'empty.json': '{"version": 1, "findings": []}' }, ({ ran }) => {
      ran('check . --write-baseline ci/b.json');
      for (const option of ['--no-baseline', '--baseline empty.json']) assert.equal(ran(`check . ${option}`).code, 1);
    });
  });

  it('is a mistake of the configuration where it cannot be read, told once', () => {
    within({ ...named, 'stacks/b.yaml': unencrypted }, ({ ran, put }) => {
      const { code, stderr, stdout } = ran('check .');
      assert.deepEqual([code, stderr], [2, 'ci/b.json:1:1 error baseline-unreadable The baseline cannot be read: there is no such file (dataward check --write-baseline writes it).\n']);
      assert.match(stdout, /4 findings[^]*1 configuration with mistakes/);
      put('ci/b.json', '{"version": 1, "findings": 3}');
      assert.match(ran('check .').stderr, /^ci\/b\.json:1:28 error baseline-shape /);
      assert.match(ran('check . --format sarif').stdout, /"baseline-shape"/);
    });
  });

  it('is no device', function () {
    if (!existsSync('/dev/zero')) return this.skip();
    within({ ...named, 'dataward.config.json': only([], { baseline: '/dev/zero' }) }, ({ ran }) => assert.match(ran('check .').stderr, /it is no file/));
  });
});
