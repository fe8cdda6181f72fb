import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { clean, run, runIn, twoRules, unencrypted } from './command.ts';
import manifest from '../../package.json';

describe('the command line', () => {
  it('means check when the first argument is no command', () => {
    const files = { 'a.yaml': unencrypted, 'dataward.config.json': twoRules };
    assert.deepEqual(runIn(files, ['a.yaml']), runIn(files, ['check', 'a.yaml']));
    assert.equal(runIn(files, ['a.yaml']).code, 1);
  });

  it('judges the current folder when no path is given', () => {
    assert.equal(runIn({ 'a.yaml': unencrypted, 'dataward.config.json': twoRules }, []).code, 1);
  });

  it('takes a first argument that only starts like a command for a path', () => {
    const { code, stderr } = runIn({}, ['rulesets']);
    assert.equal(code, 2);
    assert.match(stderr, /rulesets: there is no such file or folder/);
  });

  it('reads a file that is called like a command when it is written as a path', () => {
    assert.match(runIn({ rules: clean }, ['./rules']).stdout, /0 findings in 1 template /);
    assert.match(runIn({ rules: clean }, ['check', 'rules']).stdout, /0 findings in 1 template /);
  });

  for (const [args, expected] of [
    [['--format', 'xml'], /--format/],
    [['--profile', 'strictest'], /--profile/],
    [['--fail-on', 'always'], /--fail-on/],
    [['--unknown', 'maybe'], /--unknown/],
    [['--no-such-option'], /unknown option '--no-such-option'/],
    [['--output', ''], /--output/],
    [['--fix', '-'], /--fix needs files/],
    [['--stdin-filename', 'a.yaml', '.'], /--stdin-filename needs -/],
    [['--quiet', '--verbose'], /exclude each other/],
    [['explain'], /missing required argument/],
    [['lsp'], /--stdio/],
    [['rules', 'extra'], /too many arguments/],
    [['--output', 'no/such/folder/x.json', '.'], /--output no\/such\/folder\/x.json: there is no such file or folder/],
    [['--parameters', 'missing.json', '.'], /--parameters missing.json: there is no such file or folder/],
  ] as const) {
    it(`refuses \`${args.join(' ')}\` with exit code 2 and says why on stderr`, () => {
      const { code, stdout, stderr } = runIn({}, args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, expected);
    });
  }

  it('prints its version and its help on stdout', () => {
    assert.deepEqual(run(['--version']), { code: 0, stdout: `${manifest.version}\n`, stderr: '' });
    for (const args of [['--help'], ['help'], ['check', '--help'], ['help', 'check'], ['rules', '--help']]) {
      const { code, stdout, stderr } = run(args);
      assert.equal(code, 0, args.join(' '));
      assert.match(stdout, /^Usage: dataward/);
      assert.equal(stderr, '');
    }
  });

  it('lists every option of check in its help', () => {
    const { stdout } = run(['check', '--help']);
    const options = ['format', 'profile', 'fail-on', 'fix', 'unknown', 'parameters', 'root', 'output', 'quiet', 'verbose', 'stdin-filename'];
    for (const option of options) assert.ok(stdout.includes(`--${option}`), option);
  });
});

describe('dataward rules', () => {
  it('lists every rule as JSON with all its columns', () => {
    const rows = JSON.parse(run(['rules', '--format', 'json']).stdout) as Record<string, unknown>[];
    const row = rows.find(({ id }) => id === 'rds-storage-encrypted');
    const columns = ['id', 'title', 'category', 'severity', 'profiles', 'standards', 'aliases', 'source', 'formats', 'fixable', 'since'];
    assert.deepEqual(Object.keys(row ?? {}), columns);
    assert.deepEqual(row?.formats, ['cloudformation', 'terraform-json', 'terraform-plan']);
    assert.equal(row?.fixable, true);
    assert.deepEqual(rows.map(({ id }) => id), rows.map(({ id }) => String(id)).sort());
  });

  it('lists each rule on a line of its own', () => {
    assert.match(run(['rules']).stdout, /^rds-storage-encrypted +high +default +fix {2}\S/m);
  });
});

describe('dataward explain', () => {
  it('prints the page of a rule, by its id or by the name of the same check elsewhere', () => {
    const byId = run(['explain', 'rds-storage-encrypted']);
    assert.equal(byId.code, 0);
    assert.match(byId.stdout, /^#.*rds-storage-encrypted|^# /);
    assert.match(byId.stdout, /docs\.aws\.amazon\.com|encrypt/i);
    assert.equal(run(['explain', 'ckv_aws_16']).stdout.includes(byId.stdout.trimEnd()), true);
  });

  it('proposes the nearest name for a misspelt rule', () => {
    const { code, stdout, stderr } = run(['explain', 'rds-storage-encryptd']);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /did you mean `rds-storage-encrypted`/);
  });
});
