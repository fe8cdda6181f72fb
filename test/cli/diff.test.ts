import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { dataStores } from '../../server/src/impact/data-stores.ts';
import { wholeChange } from '../../server/src/impact/whole-change.ts';
import { readDocument } from '../../server/src/formats/index.ts';
import replacement from '../../server/src/impact/replacement-table.json';
import { sharedDir } from '../shared.ts';
import { runIn } from './command.ts';

const old = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      StorageEncrypted: true
      BackupRetentionPeriod: 30
      DeletionProtection: true
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
`;
const unprotected = old.replace('DeletionProtection: true', 'DeletionProtection: false');
const unencrypted = old.replace('StorageEncrypted: true', 'StorageEncrypted: false');
const formats = ['text', 'json', 'sarif', 'markdown'] as const;

interface Report {
  readonly templates: readonly {
    readonly path: string;
    readonly was?: string;
    readonly state: string;
    readonly changes: readonly { readonly direction: string; readonly resource: string; readonly property: string; readonly fails: boolean; readonly suppressed: boolean }[];
    readonly dataStores: readonly { readonly fate: string; readonly outcome: string; readonly resource: string; readonly properties: readonly string[] }[];
    readonly renamed: readonly unknown[];
    readonly findings: readonly { readonly state: string; readonly rule: string }[];
  }[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly exitCode: number;
}

/** The diff of two texts as JSON. */
function diff(before: string, after: string, args: readonly string[] = []): Report & { readonly code: number | null } {
  const ran = runIn({ 'old.yaml': before, 'new.yaml': after }, ['diff', 'old.yaml', 'new.yaml', '--format', 'json', ...args]);
  assert.equal(ran.stderr, '');
  return { ...(JSON.parse(ran.stdout) as Report), code: ran.code };
}

const weaker = ({ templates }: Report): readonly string[] => templates.flatMap(({ changes }) => changes.filter(({ direction }) => direction === 'weaker').map(({ resource, property }) => `${resource}.${property}`));

describe('dataward diff', function () {
  this.timeout(60_000);

  it('fails where something of the profile is protected less, and says before and after with the place', () => {
    const { code, stdout } = runIn({ 'old.yaml': old, 'new.yaml': unencrypted }, ['diff', 'old.yaml', 'new.yaml']);
    assert.equal(code, 1);
    assert.match(stdout, /^new\.yaml:6:25 weaker high rds-storage-encrypted Db StorageEncrypted\n {2}= before: `StorageEncrypted` is `true`\n {2}= after: `StorageEncrypted` is `false`\n/m);
    assert.match(stdout, /^new\.yaml:2:3 data AWS::RDS::DBInstance Db is replaced by a new one \(StorageEncrypted\)\n {2}= .*kept: `DeletionProtection` lets AWS refuse the deletion/m);
  });

  it('compares by all rules, and fails by those of the profile', () => {
    const byDefault = diff(old, unprotected);
    assert.deepEqual([byDefault.code, weaker(byDefault)], [0, ['Db.DeletionProtection']]);
    assert.equal(diff(old, unprotected, ['--profile', 'strict']).code, 1);
    assert.equal(diff(old, unencrypted, ['--fail-on', 'none']).code, 0);
  });

  it('fails where a data store goes without a safety net, and not where its data is kept', () => {
    const without = old.slice(0, old.indexOf('  Orders:'));
    const lost = diff(old, without);
    assert.deepEqual([lost.code, lost.templates[0]?.dataStores.map(({ fate, outcome, resource }) => `${resource} ${fate} ${outcome}`)], [1, ['Orders deleted lost']]);
    const kept = diff(old.replace('    Type: AWS::DynamoDB::Table', '    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain'), without);
    assert.deepEqual([kept.code, kept.templates[0]?.dataStores.map(({ outcome }) => outcome)], [0, ['kept']]);
  });

  it('takes a suppression with a reason for a decision', () => {
    const accepted = unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: false # dataward-ignore rds-storage-encrypted: moving');
    const report = diff(old, accepted);
    assert.deepEqual(report.templates[0]?.changes.map(({ fails, suppressed }) => [fails, suppressed]), [[false, true]]);
    assert.equal(report.code, 0);
  });

  it('fails for new findings only if asked', () => {
    const more = `${old}  Disk:\n    Type: AWS::EFS::FileSystem\n    Properties:\n      Encrypted: false\n`;
    assert.equal(diff(old, more).code, 0);
    const asked = diff(old, more, ['--fail-on', 'new']);
    assert.deepEqual([asked.code, asked.templates[0]?.findings.some(({ state, rule }) => state === 'new' && rule === 'efs-encrypted')], [1, true]);
  });

  it('says nothing of the same text, of another order, and of another syntax', () => {
    for (const [name, text] of [['new.yaml', old], ['new.yaml', `# moved\n${old}`], ['new.json', JSON.stringify({ Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } }, Db: { Type: 'AWS::RDS::DBInstance', Properties: { DeletionProtection: 'true', BackupRetentionPeriod: '30', StorageEncrypted: true, Engine: 'mysql' } } } })]] as const) {
      const { code, stdout } = runIn({ 'old.yaml': old, [name]: text }, ['diff', 'old.yaml', name]);
      assert.deepEqual([code, stdout.split('\n')[0]], [0, `0 protections weaker, 0 stronger, in ${text === old ? '0 changed templates' : '1 changed template'}.`]);
    }
  });

  it('finds files that moved, and tells what came and went', () => {
    const { stdout } = runIn({ 'old/a.yaml': old, 'old/gone.yaml': 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n', 'new/stacks/b.yaml': unprotected, 'new/came.yaml': 'Resources:\n  T:\n    Type: AWS::SNS::Topic\n' }, ['diff', 'old', 'new', '--format', 'json']);
    const { templates } = JSON.parse(stdout) as Report;
    assert.deepEqual(templates.map(({ path, was, state }) => [path, was, state]), [['new/came.yaml', undefined, 'added'], ['new/stacks/b.yaml', 'a.yaml', 'compared'], ['old/gone.yaml', undefined, 'removed']]);
  });

  it('reads Terraform folders: an address that moved is the same store, another one is not', () => {
    const config = (name: string, more: object = {}): string => JSON.stringify({ resource: { aws_dynamodb_table: { [name]: { name: 'orders', hash_key: 'id', deletion_protection_enabled: false } } }, ...more });
    const fates = (after: string): readonly string[] => {
      const { stdout } = runIn({ 'old/main.tf.json': config('orders'), 'new/main.tf.json': after }, ['diff', 'old', 'new', '--format', 'json']);
      return (JSON.parse(stdout) as Report).templates.flatMap(({ dataStores: stores }) => stores.map(({ fate, outcome }) => `${fate} ${outcome}`));
    };
    assert.deepEqual(fates(config('sales')), ['renamed lost']);
    assert.deepEqual(fates(config('sales', { moved: [{ from: 'aws_dynamodb_table.orders', to: 'aws_dynamodb_table.sales' }] })), []);
    assert.deepEqual(fates(JSON.stringify({ resource: {}, removed: [{ from: 'aws_dynamodb_table.orders', lifecycle: [{ destroy: false }] }] })), []);
    assert.deepEqual(fates(JSON.stringify({ resource: {} })), ['deleted lost']);
  });

  it('never shows a secret, in no format', () => {
    const secret = (value: string): string => old.replace('Engine: mysql', `Engine: mysql\n      MasterUserPassword: ${value}`);
    for (const format of formats) {
      const { stdout, stderr } = runIn({ 'old.yaml': old.replace('Engine: mysql', 'Engine: mysql\n      MasterUserPassword: !Sub "{{resolve:secretsmanager:a}}"'), 'older.yaml': secret('umbrella-tango-1'), 'new.yaml': secret('battery-staple-2') }, ['diff', 'old.yaml', 'new.yaml', '--format', format]);
      assert.match(stdout, /MasterUserPassword/);
      assert.doesNotMatch(stdout + stderr, /battery-staple/);
      const back = runIn({ 'old.yaml': secret('umbrella-tango-1'), 'new.yaml': secret('battery-staple-2').replace('true', 'false') }, ['diff', 'old.yaml', 'new.yaml', '--format', format]);
      assert.doesNotMatch(back.stdout + back.stderr, /umbrella-tango|battery-staple/);
    }
  });

  it('writes SARIF by the schema, each result with its state', () => {
    const { stdout } = runIn({ 'old.yaml': `${old}  Home:\n    Type: AWS::EFS::FileSystem\n    Properties: {Encrypted: false}\n`, 'new.yaml': `${unencrypted.replace('Retention', 'Retention').replace('Period: 30', 'Period: 9')}  Home:\n    Type: AWS::EFS::FileSystem\n    Properties: {Encrypted: true}\n` }, ['diff', 'old.yaml', 'new.yaml', '--format', 'sarif', '--profile', 'strict']);
    const log = JSON.parse(stdout) as { readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly baselineState: string }[] }[] };
    const stateOf = (rule: string): string | undefined => log.runs[0]?.results.find(({ ruleId }) => ruleId === rule)?.baselineState;
    assert.deepEqual(['rds-storage-encrypted', 'rds-backup-retention', 'efs-encrypted', 'dynamodb-deletion-protection', 'data-store-lost'].map(stateOf), ['new', 'updated', 'absent', 'unchanged', 'new']);
    if (sharedDir === undefined) {
      console.log('      schema not run: no ../shared');
      return;
    }
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(join(sharedDir, 'reference', 'sarif-schema-2.1.0.json'), 'utf8')) as object);
    assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3)));
  });

  it('writes Markdown in which a template draws nothing and calls nobody', () => {
    const hostile = (protection: boolean): string => JSON.stringify({ Resources: { 'A|<img>@octocat`*b*': { Type: 'AWS::DynamoDB::Table', Properties: { DeletionProtectionEnabled: protection } } } });
    const { stdout } = runIn({ 'old.json': hostile(true), 'new.json': hostile(false) }, ['diff', 'old.json', 'new.json', '--format', 'markdown']);
    const [row = ''] = stdout.split('\n').filter((line) => line.includes('octocat') && line.startsWith('| '));
    assert.equal(row.replace(/`[^`]*`/g, '').includes('@'), false);
    assert.equal(row.replaceAll('\\|', '').split('|').length, 8);
    assert.match(stdout, /^<!-- dataward diff -->\n\n### Dataward: 1 protection weaker/);
  });

  it('refuses what cannot be compared, and names what is broken', () => {
    for (const [args, message] of [
      [['diff', 'old.yaml'], /takes two paths/],
      [['diff', 'old.yaml', 'none.yaml'], /none\.yaml: there is no such file or folder/],
      [['diff', 'old.yaml', 'folder'], /the one is a file, the other a folder/],
      [['diff', 'other.txt', 'other.txt'], /neither version is a template/],
      [['diff', 'old.yaml', 'broken.yaml'], /broken\.yaml:\d+:\d+: /],
      [['diff', 'old.yaml', 'old.yaml', '--fail-on', 'worse'], /Allowed choices are weaker, new, none/],
    ] as const) {
      const { code, stderr } = runIn({ 'old.yaml': old, 'folder/a.yaml': old, 'other.txt': 'hello', 'broken.yaml': `${old}  X: y: z\n` }, args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
    }
  });

  it('knows in the package what cloudformation-diff knows with the whole database', () => {
    const types = new Set(dataStores.flatMap(({ cfn }) => cfn));
    const resources = (value: string): object => Object.fromEntries(Object.entries(replacement.types).filter(([type]) => types.has(type)).flatMap(([type, names], t) => [...names.flatMap((list) => list.split(' ')).filter((name) => name !== '' && name !== 'DBClusterIdentifier'), 'Tags', 'NoSuchProperty'].map((name, n) => [`R${t}x${n}`, { Type: type, Properties: { [name]: value } }] as const)));
    const text = (value: string): string => JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources(value) });
    const template = (value: string): Parameters<typeof wholeChange>[0] => {
      const read = readDocument(text(value), 'a.json');
      assert(read.kind === 'template');
      return read.template;
    };
    const said = { replaces: 'replaced', 'may-replace': 'may-be-replaced', 'not-supported': 'refused', unknown: 'unknown' } as const;
    const expected = [...wholeChange(template('a'), template('b'))].flatMap(([address, { impact }]) => (impact in said ? [`${address} ${said[impact as keyof typeof said]}`] : []));
    const { stdout } = runIn({ 'old.json': text('a'), 'new.json': text('b') }, ['diff', 'old.json', 'new.json', '--format', 'json']);
    const [diffed] = (JSON.parse(stdout) as Report).templates;
    assert.deepEqual(diffed?.dataStores.map(({ resource, fate }) => `${resource} ${fate}`).sort(), expected.sort());
    assert.ok(expected.length > 250, String(expected.length));
  });
});
