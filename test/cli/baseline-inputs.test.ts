import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'mocha';
import { folderOf, only, run, twoRules, unencrypted, type Ran } from './command.ts';

const root = resolve(__dirname, '../..');

/** Runs in a new folder: `at` names a path in it, `ran` runs the command there. */
function within(files: Readonly<Record<string, string>>, work: (ran: (args: string) => Ran, at: (path: string) => string) => void): void {
  const { path, remove } = folderOf(files);
  try {
    work((args) => run(args.split(' '), { cwd: path }), (name) => join(path, name));
  } finally {
    remove();
  }
}

const findingsIn = (path: string): readonly { readonly file: string; readonly resource: string }[] => (JSON.parse(readFileSync(path, 'utf8')) as { readonly findings: readonly { readonly file: string; readonly resource: string }[] }).findings;

/** What the summary of a report of text says about the baseline. */
const said = ({ code, stdout }: Ran): readonly unknown[] => [code, ...(stdout.match(/\d+ held back|\d+ entr\w+/g) ?? [])];

describe('what a baseline holds, in each format', () => {
  const files = { 'a.yaml': unencrypted, 'dataward.config.json': twoRules };
  const more = `${unencrypted}  New:\n    Type: AWS::RDS::DBInstance\n    Properties: {DeletionProtection: true}\n  # dataward-ignore rds-storage-encrypted: a lab\n  Old:\n    Type: AWS::RDS::DBInstance\n    Properties: {DeletionProtection: true}\n`;
  const inFormat = (format: string, read: (text: string) => void): void => {
    within(files, (ran, at) => {
      ran('check . --write-baseline b.json');
      writeFileSync(at('a.yaml'), more);
      const { code, stdout } = ran(`check . --baseline b.json --format ${format}`);
      assert.equal(code, 1);
      read(stdout);
    });
  };

  it('is told apart in JSON', () => {
    inFormat('json', (text) => {
      const { files: [file], summary } = JSON.parse(text) as { readonly files: readonly { readonly findings: readonly { readonly resource: string; readonly baseline?: string }[] }[]; readonly summary: Readonly<Record<string, unknown>> };
      assert.deepEqual(file?.findings.map(({ resource, baseline }) => [resource, baseline]), [['Db', 'unchanged'], ['Db', 'unchanged'], ['New', 'new'], ['Old', undefined]]);
      assert.deepEqual([summary.baseline, summary.findings], [{ held: 2, gone: 0 }, { critical: 0, high: 1, medium: 0, low: 0 }]);
    });
  });

  it('stays in SARIF, with its state', () => {
    inFormat('sarif', (text) => {
      const { runs: [log] } = JSON.parse(text) as { readonly runs: readonly { readonly results: readonly { readonly baselineState?: string; readonly suppressions?: readonly object[] }[] }[] };
      assert.deepEqual(log?.results.map(({ baselineState, suppressions }) => [baselineState, suppressions?.length]), [['unchanged', undefined], ['unchanged', undefined], ['new', undefined], [undefined, 1]]);
    });
  });

  it('is acknowledged in the report for CDK', () => {
    inFormat('cdk-validation', (text) => {
      const { pluginReports: [report] } = JSON.parse(text) as { readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[]; readonly suppressedViolations: readonly { readonly ruleName: string; readonly acknowledgedId: string; readonly reason: string }[] }[] };
      assert.deepEqual(report?.violations.map(({ ruleName }) => ruleName), ['rds-storage-encrypted']);
      assert.deepEqual(report?.suppressedViolations.map(({ acknowledgedId, reason }) => `${acknowledgedId} ${reason}`), ['Dataward::rds-storage-encrypted It is in the baseline.', 'Dataward::rds-deletion-protection It is in the baseline.', 'Dataward::rds-storage-encrypted a lab']);
    });
  });

  for (const format of ['junit', 'gitlab', 'github'])
    it(`is left out of ${format}, as what is suppressed is`, () => {
      inFormat(format, (text) => {
        assert.equal(text.match(/StorageEncrypted. is not set/g)?.length, 1);
        assert.doesNotMatch(text, /\b(?:Db|Old)\b/);
      });
    });

  it('is listed in text if that is asked for', () => {
    within(files, (ran) => {
      ran('check . --write-baseline b.json');
      assert.match(ran('check . --baseline b.json --verbose').stdout, /^a\.yaml:6:25 note rds-storage-encrypted [^]*= held back by the baseline\n/);
      assert.equal(ran('check . --baseline b.json --quiet').stdout, '');
    });
  });
});

describe('a baseline of Terraform configuration', () => {
  const main = `{
  "module": { "disk": { "source": "./disk", "encrypted": false } },
  "resource": { "aws_db_instance": { "main": { "deletion_protection": false } } }
}
`;
  const disk = '{\n  "variable": { "encrypted": {} },\n  "resource": { "aws_ebs_volume": { "data": { "encrypted": "${var.encrypted}" } } }\n}\n';
  const files = { 'dataward.config.json': only(['ebs-volume-encrypted', 'rds-deletion-protection']), 'main.tf.json': main, 'disk/main.tf.json': disk };

  it('follows a resource from file to file of its module', () => {
    within(files, (ran, at) => {
      ran('check . --write-baseline b.json');
      assert.deepEqual(findingsIn(at('b.json')).map(({ file, resource }) => `${file} ${resource}`), ['disk/main.tf.json module.disk.aws_ebs_volume.data', 'main.tf.json aws_db_instance.main']);
      assert.deepEqual(said(ran('check . --baseline b.json')), [0, '2 held back']);
      writeFileSync(at('main.tf.json'), main.replace(/,\n.*\n}/, '\n}'));
      writeFileSync(at('rds.tf.json'), '{"resource": {"aws_db_instance": {"main": {"deletion_protection": false}}}}');
      assert.deepEqual(said(ran('check . --baseline b.json')), [0, '2 held back']);
      writeFileSync(at('rds.tf.json'), '{"resource": {"aws_db_instance": {"other": {"deletion_protection": false}}}}');
      assert.deepEqual(said(ran('check . --baseline b.json')), [1, '1 held back', '1 entry']);
    });
  });

  it('is not mended', () => {
    within(files, (ran, at) => {
      ran('check . --write-baseline b.json');
      ran('check . --baseline b.json --fix');
      assert.equal(readFileSync(at('main.tf.json'), 'utf8'), main);
      ran('check . --fix');
      assert.match(readFileSync(at('main.tf.json'), 'utf8'), /"deletion_protection": true/);
    });
  });
});

describe('a baseline of a Terraform plan', () => {
  const change = (name: string): object => ({ address: `aws_ebs_volume.${name}`, mode: 'managed', type: 'aws_ebs_volume', name, change: { actions: ['create'], before: null, after: { encrypted: false }, after_unknown: {}, after_sensitive: {} } });
  const plan = (...names: readonly string[]): string => JSON.stringify({ format_version: '1.2', terraform_version: '1.11.4', resource_changes: names.map(change), configuration: { root_module: {} } });
  const block = (name: string): string => `resource "aws_ebs_volume" "${name}" {\n  encrypted = false\n}\n`;

  it('names the sources that findings are placed in, and follows a resource between them', () => {
    within({ 'dataward.config.json': only(['ebs-volume-encrypted']), 'app/main.tf': `${block('a')}${block('b')}`, 'plan.json': plan('a', 'b', 'nowhere') }, (ran, at) => {
      ran('check . --tf-dir app --write-baseline b.json');
      assert.deepEqual(findingsIn(at('b.json')).map(({ file, resource }) => `${file} ${resource}`), ['app/main.tf aws_ebs_volume.a', 'app/main.tf aws_ebs_volume.b', 'plan.json aws_ebs_volume.nowhere']);
      writeFileSync(at('app/main.tf'), `# moved\n`);
      writeFileSync(at('app/volumes.tf'), `${block('c')}${block('b')}${block('a')}`);
      writeFileSync(at('plan.json'), plan('a', 'b', 'c'));
      const ran1 = ran('check . --tf-dir app --baseline b.json');
      assert.match(ran1.stdout, /^app\/volumes\.tf:2:\d+ high ebs-volume-encrypted/);
      assert.deepEqual(said(ran1), [1, '2 held back', '1 entry']);
    });
  });
});

describe('a baseline of templates that deploy others', () => {
  it('holds what is found in them, whichever way they are reached', () => {
    const main = 'Resources:\n  Data:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ./stacks/a.yaml}\n';
    within({ 'dataward.config.json': twoRules, 'main.yaml': main, 'stacks/a.yaml': unencrypted }, (ran) => {
      ran('check main.yaml --write-baseline b.json');
      for (const path of ['.', 'main.yaml', 'stacks/a.yaml']) assert.deepEqual(said(ran(`check ${path} --baseline b.json`)), [0, '2 held back']);
    });
  });
});

describe('a baseline of a CDK app', function () {
  this.timeout(60_000);

  it("names constructs at the app's own files, follows them, and knows what is gone", () => {
    within({ '.git/HEAD': '', 'dataward.config.json': only(['rds-storage-encrypted', 'sqs-queue-encrypted', 's3-bucket-tls-only']) }, (ran, at) => {
      cpSync(join(root, 'examples', 'cdk'), at('app'), { recursive: true, filter: (path) => !/[\\/](?:node_modules|cdk\.out)$/.test(path) });
      cpSync(join(root, 'test', 'fixtures', 'cdk', 'new', 'cdk.out'), at('app/cdk.out'), { recursive: true });
      ran('check . --write-baseline b.json');
      const found = findingsIn(at('b.json'));
      assert.ok(found.length > 2);
      assert.ok(found.every(({ file, resource }) => /^app\/lib\/[\w-]+\.ts$/.test(file) && resource.includes('/')), JSON.stringify(found));
      assert.deepEqual(said(ran('check . --baseline b.json')), [0, `${found.length} held back`]);
      const whole = readFileSync(at('app/cdk.out/manifest.json'), 'utf8');
      writeFileSync(at('app/cdk.out/manifest.json'), '{');
      assert.equal(ran('check . --write-baseline b.json').code, 2);
      writeFileSync(at('app/cdk.out/manifest.json'), whole);
      assert.deepEqual(said(ran('check . --baseline b.json')).slice(0, 2), [0, `${found.length} held back`]);
      ran('check . --write-baseline b.json');
      const { file: from } = found[0] ?? { file: '' };
      const moved = readFileSync(at('b.json'), 'utf8').replaceAll(`"${from}"`, '"app/lib/elsewhere.ts"');
      writeFileSync(at('b.json'), moved);
      assert.deepEqual(said(ran('check . --baseline b.json')), [0, `${found.length} held back`]);
      writeFileSync(at('app/lib/elsewhere.ts'), '// Nothing is made here any more.\n');
      assert.deepEqual(said(ran('check . --baseline b.json')), [0, `${found.length} held back`]);
      writeFileSync(at('b.json'), moved.replaceAll(/"identity":"./g, '"identity":"-'));
      assert.deepEqual(said(ran('check . --baseline b.json')), [1, found.length === 1 ? '1 entry' : `${found.length} entries`]);
      mkdirSync(at('other'));
      renameSync(at('app'), at('other/app'));
      rmSync(at('b.json'));
      assert.deepEqual(said(ran('check . --write-baseline b.json')), [0, `${found.length} held back`]);
    });
  });
});
