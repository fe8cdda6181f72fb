import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { clean, cli, folderOf, only, run, runIn, twoRules, unencrypted } from './command.ts';

const files = { 'a.yaml': unencrypted, 'dataward.config.json': twoRules };

describe('the text report', () => {
  it('shows place, severity, rule, message, source line, reason and fix', () => {
    assert.deepEqual(runIn(files, ['a.yaml']), {
      code: 1,
      stderr: '',
      stdout: `a.yaml:6:25 high rds-storage-encrypted The storage of RDS instance Db is not encrypted.
   6 |       StorageEncrypted: false
     |                         ^^^^^
      = \`StorageEncrypted\` is \`false\`
      = fix: Encrypt the storage (replaces the database)
      = or: Keep the old data first: DeletionPolicy and UpdateReplacePolicy Snapshot

a.yaml:7:27 medium rds-deletion-protection RDS instance Db can be deleted by one call.
   7 |       DeletionProtection: false
     |                           ^^^^^
      = \`DeletionProtection\` is \`false\`
      = fix: Protect it from deletion

2 findings (1 high, 1 medium) in 1 template with 1 resource.
`,
    });
  });

  it('names the choice of parameters that shows a finding', () => {
    const text = unencrypted
      .replace('Resources:', 'Parameters:\n  Env: {Type: String, AllowedValues: [dev, prod], Default: prod}\nConditions:\n  IsProd: !Equals [!Ref Env, prod]\nResources:')
      .replace('StorageEncrypted: false', 'StorageEncrypted: !If [IsProd, false, true]');
    assert.match(runIn({ ...files, 'a.yaml': text }, ['a.yaml']).stdout, /a\.yaml:10:\d+ high rds-storage-encrypted[^]*?= when .*Env = prod\n/);
  });

  it('is one line for each finding with --quiet', () => {
    assert.equal(
      runIn(files, ['--quiet']).stdout,
      'a.yaml:6:25 high rds-storage-encrypted The storage of RDS instance Db is not encrypted.\na.yaml:7:27 medium rds-deletion-protection RDS instance Db can be deleted by one call.\n',
    );
  });

  it('says of each of many files what it says of one', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${100 + i}.yaml`, unencrypted]));
    const one = runIn(files, ['--quiet']).stdout;
    const expected = Object.keys(many).sort().map((name) => one.replaceAll('a.yaml', name)).join('');
    assert.deepEqual(runIn({ ...many, 'dataward.config.json': twoRules }, ['--quiet']), { code: 1, stdout: expected, stderr: '' });
  });

  it('says with --verbose what was suppressed and which files are no templates', () => {
    const text = unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: false # dataward-ignore rds-storage-encrypted: a test');
    const all = { ...files, 'a.yaml': text, 'b.json': '{"name": "x"}' };
    assert.doesNotMatch(runIn(all, ['.']).stdout, /rds-storage-encrypted/);
    const { stdout, stderr } = runIn(all, ['.', '--verbose']);
    assert.match(stdout, /a\.yaml:6:25 note rds-storage-encrypted [^]*= suppressed at a\.yaml:6:\d+: a test\n/);
    assert.match(stdout, / {2}1 suppressed\n/);
    assert.match(stderr, /b\.json: not a template: /);
  });

  it('reports a suppression that covers nothing', () => {
    const text = unencrypted.replace('Engine: mysql', 'Engine: mysql # dataward-ignore rds-storage-encrypted: nothing here');
    assert.match(runIn({ ...files, 'a.yaml': text }, ['.']).stdout, /a\.yaml:5:\d+ note unused-suppression The suppression of rds-storage-encrypted covers nothing\./);
  });

  it('underlines behind tabs and wide characters, and cuts long lines around the range', () => {
    const wide = `{"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {\n\t"Description": "漢字 ${'x'.repeat(300)}", "DeletionProtection": true, "StorageEncrypted": false, "Rest": "${'y'.repeat(300)}"}}}}`;
    const { stdout } = runIn({ ...files, 'a.yaml': clean, 'b.json': wide }, ['b.json']);
    const [, source = '', marks = ''] = stdout.split('\n');
    assert.ok(source.length < 140, String(source.length));
    assert.equal(source.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1), 'false');
  });

  it('makes control characters of the file harmless', () => {
    const text = unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: false #\u001b[2J\u202e');
    assert.match(runIn({ ...files, 'a.yaml': text }, ['.']).stdout, /StorageEncrypted: false #·\[2J·\n/);
  });

  for (const [env, expected] of [
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ CI: '1' }, false],
  ] as const) {
    it(`${expected ? 'has' : 'has no'} colours with the environment ${JSON.stringify(env)}`, () => {
      assert.equal(runIn(files, ['.'], { env }).stdout.includes('\u001b['), expected);
    });
  }
});

describe('the exit code', () => {
  for (const [args, expected] of [
    [[], 1],
    [['--fail-on', 'high'], 1],
    [['--fail-on', 'critical'], 0],
    [['--fail-on', 'none'], 0],
    [['missing.yaml', '.'], 2],
    [['missing.yaml', '.', '--fail-on', 'none'], 2],
  ] as const) {
    it(`is ${expected} for a finding of severity high with \`${args.join(' ')}\``, () => {
      assert.equal(runIn(files, args).code, expected);
    });
  }

  it('is 0 where nothing is found, and where there is no template', () => {
    assert.equal(runIn({ 'a.yaml': clean }, []).code, 0);
    assert.equal(runIn({ 'a.json': '[]' }, []).code, 0);
    assert.equal(runIn({}, []).code, 0);
  });

  it('follows --unknown for what could not be decided', () => {
    const text = unencrypted
      .replace('Resources:', 'Parameters:\n  Encrypt: {Type: String}\nResources:')
      .replace('StorageEncrypted: false', 'StorageEncrypted: !Ref Encrypt');
    const all = { 'a.yaml': text, 'dataward.config.json': only(['rds-storage-encrypted']) };
    const [ignored, reported, failed] = ['ignore', 'report', 'fail'].map((choice) => runIn(all, ['--unknown', choice]));
    assert.deepEqual([ignored?.code, reported?.code, failed?.code], [0, 0, 1]);
    assert.match(ignored?.stdout ?? '', /^0 findings[^]*1 could not be decided/);
    assert.match(reported?.stdout ?? '', /a\.yaml:\d+:\d+ unknown rds-storage-encrypted/);
  });
});

describe('standard input and output', () => {
  it('judges what comes on standard input, under the name that is given', () => {
    const folder = folderOf({ 'dataward.config.json': twoRules, 'sub/dataward.config.json': only([]) });
    try {
      const top = run(['-', '--stdin-filename', 'x.yaml', '--quiet'], { cwd: folder.path, input: unencrypted });
      assert.match(top.stdout, /^x\.yaml:6:25 high rds-storage-encrypted/);
      assert.equal(run(['-', '--stdin-filename', 'sub/x.yaml'], { cwd: folder.path, input: unencrypted }).code, 0);
      assert.match(run(['-', '--quiet'], { cwd: folder.path, input: unencrypted }).stdout, /^<stdin>:6:25 high/);
    } finally {
      folder.remove();
    }
  });

  it('writes the report to --output, and nothing but notes elsewhere', () => {
    const folder = folderOf(files);
    try {
      const { code, stdout, stderr } = run(['--output', 'report.txt'], { cwd: folder.path });
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^2 findings/);
      assert.match(readFileSync(join(folder.path, 'report.txt'), 'utf8'), /^a\.yaml:6:25 high/);
    } finally {
      folder.remove();
    }
  });

  it('ends without noise when nobody reads its output any more', async () => {
    const folder = folderOf({ 'dataward.config.json': twoRules });
    try {
      mkdirSync(join(folder.path, 'many'));
      for (let i = 0; i < 300; i++) writeFileSync(join(folder.path, 'many', `${i}.yaml`), unencrypted);
      const child = spawn(process.execPath, [cli, 'many'], { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdout.once('data', () => child.stdout.destroy());
      const code = await new Promise((done) => child.once('close', done));
      assert.equal(stderr, '');
      assert.equal(code, 2);
    } finally {
      folder.remove();
    }
  });
});

describe('--parameters', () => {
  const text = unencrypted
    .replace('Resources:', "Parameters:\n  Encrypt: {Type: String, Default: 'true'}\nResources:")
    .replace('StorageEncrypted: false', 'StorageEncrypted: !Ref Encrypt');
  const base = { 'a.yaml': text, 'dataward.config.json': only(['rds-storage-encrypted']) };

  it('is not needed where the default passes', () => assert.equal(runIn(base, ['a.yaml']).code, 0));

  for (const [title, name, content] of [
    ["the AWS CLI's list", 'p.json', '[{"ParameterKey": "Encrypt", "ParameterValue": "false"}]'],
    ["CodePipeline's map", 'p.json', '{"Parameters": {"Encrypt": "false"}}'],
    ['a plain map', 'p.json', '{"Encrypt": false}'],
    ['a plain map in YAML', 'p.yaml', 'Encrypt: false\n'],
    ['a list in YAML', 'p.yml', '- {ParameterKey: Encrypt, ParameterValue: "false"}\n'],
  ] as const) {
    it(`reads ${title}, whose values replace the defaults`, () => {
      assert.equal(runIn({ ...base, [name]: content }, ['a.yaml', '--parameters', name]).code, 1);
    });
  }

  for (const content of ['{"Encrypt": ', '"text"', '[1]', '{"Encrypt": {"a": 1}}']) {
    it(`refuses \`${content}\``, () => {
      const { code, stderr } = runIn({ ...base, 'p.json': content }, ['a.yaml', '--parameters', 'p.json']);
      assert.equal(code, 2);
      assert.match(stderr, /--parameters p\.json: /);
    });
  }
});
