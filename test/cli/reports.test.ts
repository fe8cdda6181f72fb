import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, it } from 'mocha';
import { sharedDir } from '../shared.ts';
import { folderOf, only, run, runIn, twoRules, unencrypted } from './command.ts';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly snippet?: { readonly text: string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }; readonly region: Region };
    readonly logicalLocations: readonly { readonly name: string; readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly { readonly artifactChanges: readonly { readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: { readonly text: string } }[] }[] }[];
  readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[];
  readonly properties: Readonly<Record<string, unknown>>;
}
interface Notification {
  readonly level: string;
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: Readonly<Record<string, unknown>> }[] } };
      readonly results: readonly Result[];
      readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly exitCode: number; readonly toolConfigurationNotifications: readonly Notification[]; readonly toolExecutionNotifications: readonly Notification[] }];
    },
  ];
}

const sarifOf = (files: Parameters<typeof runIn>[0], args: readonly string[] = []): Log['runs'][0] => (JSON.parse(runIn(files, ['--format', 'sarif', ...args]).stdout) as Log).runs[0];
const resultOf = (run: Log['runs'][0], id = 'rds-storage-encrypted'): Result => {
  const found = run.results.find(({ ruleId }) => ruleId === id);
  assert.ok(found, `no result of ${id}`);
  return found;
};

const suppressed = unencrypted.replace('DeletionProtection: false', 'DeletionProtection: false # dataward-ignore rds-deletion-protection: scratch data');
const undecided = unencrypted.replace('Resources:', 'Parameters:\n  Encrypt: {Type: String}\nResources:').replace('StorageEncrypted: false', 'StorageEncrypted: !Ref Encrypt');
const twoFiles = { 'stacks/a b.yaml': suppressed, 'stacks/u.yaml': undecided, 'broken.yaml': `${unencrypted}  X: y\n`, 'appspec.yaml': 'version: 0.0\nResources:\n  - Type: AWS::Lambda::Function\n', 'dataward.config.json': twoRules };

describe('the SARIF log', () => {
  it('validates against the official schema, with results of every kind', () => {
    if (sharedDir === undefined) {
      console.log('not run: no ../shared');
      return;
    }
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(join(sharedDir, 'reference', 'sarif-schema-2.1.0.json'), 'utf8')) as object);
    for (const args of [['.'], ['.', 'missing.yaml', '--unknown', 'report', '--profile', 'all'], ['.', '--write-baseline', 'b.json'], ['appspec.yaml']]) {
      const { stdout } = runIn(twoFiles, ['--format', 'sarif', ...args]);
      assert.ok(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
    }
  });

  it('places a result exactly, names its resource, and carries our own fingerprint only', () => {
    const log = sarifOf(twoFiles);
    const [location] = resultOf(log).locations;
    assert.deepEqual(resultOf(sarifOf({ 'a.yaml': unencrypted, 'dataward.config.json': twoRules })).locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'a.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 6, startColumn: 25, endLine: 6, endColumn: 30, snippet: { text: 'false' } },
    });
    assert.deepEqual(location?.logicalLocations.map(({ name }) => name), ['Db']);
    for (const { partialFingerprints, ruleIndex, ruleId, properties } of log.results) {
      assert.deepEqual(Object.keys(partialFingerprints), ['dataward/v1']);
      assert.match(partialFingerprints['dataward/v1'] ?? '', /^[0-9a-f]{16}:\d+$/);
      assert.equal(log.tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.equal(typeof properties['security-severity'], 'string');
    }
    for (const { properties } of log.tool.driver.rules) assert.match(String(properties['security-severity']), /^\d\.\d$/);
  });

  it('keeps a fingerprint when lines come and keys change their order', () => {
    const moved = unencrypted.replace('Resources:', '# a comment\n\nResources:').replace('      Engine: mysql\n', '').replace('DeletionProtection: false\n', 'DeletionProtection: false\n      Engine: mysql\n');
    const fingerprint = (text: string): object => resultOf(sarifOf({ 'a.yaml': text, 'dataward.config.json': twoRules })).partialFingerprints;
    assert.deepEqual(fingerprint(moved), fingerprint(unencrypted));
  });

  it('carries a suppression with its reason, and the fix as an exact replacement', () => {
    const log = sarifOf(twoFiles);
    assert.deepEqual(resultOf({ ...log, results: log.results.filter((r) => r.suppressions) }, 'rds-deletion-protection').suppressions?.map(({ kind, justification }) => [kind, justification]), [['inSource', 'scratch data']]);
    assert.deepEqual(resultOf(log).fixes?.[0]?.artifactChanges[0]?.replacements, [{ deletedRegion: { startLine: 6, startColumn: 25, endLine: 6, endColumn: 30 }, insertedContent: { text: 'true' } }]);
  });

  it('holds what could not be decided only if asked for, as open', () => {
    const files = { 'u.yaml': undecided, 'dataward.config.json': only(['rds-storage-encrypted']) };
    assert.deepEqual(sarifOf(files).results, []);
    const { kind, level } = resultOf(sarifOf(files, ['--unknown', 'report']));
    assert.deepEqual([kind, level], ['open', 'none']);
  });

  it('notes what was not read, what is no template after all, and what is broken', () => {
    const log = sarifOf(twoFiles, ['.', 'gone.yaml']);
    const [invocation] = log.invocations;
    const notes = (of: readonly Notification[]): string[] => of.map((n) => `${n.level} ${n.descriptor.id} ${n.locations[0]?.physicalLocation.artifactLocation.uri ?? ''}`);
    assert.deepEqual(notes(invocation.toolConfigurationNotifications), ['note not-a-template appspec.yaml', 'error unreadable gone.yaml']);
    assert.deepEqual(notes(invocation.toolExecutionNotifications), ['error wrong-type broken.yaml']);
    assert.deepEqual([invocation.executionSuccessful, invocation.exitCode], [false, 2]);
  });

  it('has URIs relative to the git root, or to --root, with what a URI cannot hold escaped', () => {
    const folder = folderOf({ 'repo/stacks/a b.yaml': unencrypted, 'repo/stacks/dataward.config.json': twoRules, 'elsewhere/c.yaml': unencrypted });
    try {
      const repo = join(folder.path, 'repo');
      execFileSync('git', ['init', '--quiet', repo]);
      const uris = (cwd: string, args: readonly string[]): string[] => (JSON.parse(run(['--format', 'sarif', ...args], { cwd }).stdout) as Log).runs[0].results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? '');
      assert.equal(uris(join(repo, 'stacks'), ['.'])[0], 'stacks/a%20b.yaml');
      assert.equal(uris(folder.path, ['repo/stacks'])[0], 'stacks/a%20b.yaml');
      assert.equal(uris(repo, ['stacks', '--root', 'stacks'])[0], 'a%20b.yaml');
      assert.equal(uris(repo, ['stacks', '../elsewhere']).at(-1), `file://${folder.path}/elsewhere/c.yaml`);
    } finally {
      folder.remove();
    }
  });

  it('names a template that could not be read in full on stderr', () => {
    assert.match(runIn(twoFiles, ['--format', 'sarif', 'broken.yaml']).stderr, /^broken\.yaml:8:\d+ error wrong-type /);
  });
});

interface JsonReport {
  readonly version: number;
  readonly exitCode: number;
  readonly files: readonly { readonly path: string; readonly status: string; readonly findings?: readonly Record<string, unknown>[]; readonly problems?: readonly object[] }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

describe('the JSON report', () => {
  it('has the shape that docs/json-report.md describes', () => {
    const report = JSON.parse(runIn({ 'a.yaml': unencrypted, 'dataward.config.json': only(['rds-storage-encrypted']) }, ['--format', 'json']).stdout) as JsonReport;
    assert.deepEqual(Object.keys(report), ['version', 'tool', 'root', 'files', 'summary', 'exitCode']);
    assert.deepEqual([report.version, report.exitCode], [1, 1]);
    const [file] = report.files;
    assert.deepEqual([file?.path, file?.status, file?.problems], ['a.yaml', 'template', []]);
    const [{ identity, ...finding } = { identity: '' }] = file?.findings ?? [];
    assert.match(String(identity), /^[0-9a-f]{16}$/);
    assert.deepEqual(finding, {
      rule: 'rds-storage-encrypted',
      severity: 'high',
      verdict: 'fail',
      resource: 'Db',
      type: 'AWS::RDS::DBInstance',
      property: 'StorageEncrypted',
      message: 'The storage of RDS instance Db is not encrypted.',
      detail: '`StorageEncrypted` is `false`',
      reach: 'always',
      when: [],
      range: { start: { line: 6, column: 25, offset: 108 }, end: { line: 6, column: 30, offset: 113 } },
      snippet: 'false',
      related: [],
      ordinal: 0,
      fix: {
        title: 'Encrypt the storage (replaces the database)',
        impact: 'replaces',
        safe: false,
        consequences: [
          'CloudFormation then deletes the old database, and its data with it: `UpdateReplacePolicy` does not keep it.',
          'What refers to Db is updated to the new database, and may be replaced in turn.',
        ],
        edits: [{ range: { start: { line: 6, column: 25, offset: 108 }, end: { line: 6, column: 30, offset: 113 } }, newText: 'true' }],
      },
      alternatives: [
        {
          title: 'Keep the old data first: DeletionPolicy and UpdateReplacePolicy Snapshot',
          impact: 'none',
          safe: true,
          edits: [{ range: { start: { line: 3, column: 1, offset: 17 }, end: { line: 3, column: 1, offset: 17 } }, newText: '    DeletionPolicy: Snapshot\n    UpdateReplacePolicy: Snapshot\n' }],
          mends: false,
        },
      ],
    });
  });

  it('names what was not judged and why', () => {
    const report = JSON.parse(runIn(twoFiles, ['--format', 'json', '--verbose', '.', 'gone.yaml']).stdout) as JsonReport;
    assert.deepEqual(report.files.map(({ path, status }) => `${path} ${status}`), ['appspec.yaml not-a-template', 'broken.yaml template', 'dataward.config.json not-a-template', 'stacks/a b.yaml template', 'stacks/u.yaml template', 'gone.yaml unreadable']);
    assert.equal(report.summary.readInPart, 1);
    assert.equal(report.exitCode, 2);
  });

  it('does not count a byte order mark as a column or an offset', () => {
    const flow = '{"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"StorageEncrypted": false}}}}';
    const findings = (text: string): unknown => (JSON.parse(runIn({ 'a.json': text, 'dataward.config.yaml': only(['rds-storage-encrypted']) }, ['--format', 'json', 'a.json']).stdout) as JsonReport).files[0]?.findings;
    assert.deepEqual(findings(`\uFEFF${flow}`), findings(flow));
  });
});

describe('secrets', () => {
  const secret = 'Tr0ub4dor-and-3';
  const texts: Readonly<Record<string, string>> = {
    'a literal': unencrypted.replace('Engine: mysql', `Engine: mysql\n      MasterUserPassword: "${secret}"`),
    'a literal on the line of another finding': `Resources:\n  Db: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: ${secret}, StorageEncrypted: false}}\n`,
    'a default of a parameter with NoEcho': unencrypted.replace('Resources:', `Parameters:\n  Pin: {Type: String, NoEcho: true, Default: ${secret}}\nResources:`).replace('StorageEncrypted: false', 'StorageEncrypted: false\n      MasterUserPassword: !Ref Pin'),
    'a block scalar': unencrypted.replace('Engine: mysql', `Engine: mysql\n      MasterUserPassword: |-\n        ${secret}`),
    'a literal in a line that cannot be read': `${unencrypted}      MasterUserPassword: "${secret}\n`,
    'a literal that a stray colon breaks': `${unencrypted}  X:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: ${secret}: x: y\n`,
    'a literal where no resource can be read': `${unencrypted}  X: {MasterUserPassword: ${secret}}\n`,
    'a value of a mapping, on the one line of the template': `{"Mappings": {"Db": {"dev": {"Password": "${secret}"}}}, "Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"StorageEncrypted": false}}}}`,
    'the first of duplicate keys': unencrypted.replace('Engine: mysql', `Engine: mysql\n      MasterUserPassword: ${secret}\n      MasterUserPassword: other`),
    'a literal in broken JSON': `{"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": "${secret}" "StorageEncrypted": false}}}}`,
    'a literal in a branch of Fn::If': `Conditions:\n  C: !Equals [!Ref AWS::Region, x]\n${unencrypted.replace('Engine: mysql', `Engine: mysql\n      MasterUserPassword: !If [C, ${secret}, ${secret}]`)}`,
  };
  for (const [title, text] of Object.entries(texts)) {
    for (const args of [['--format', 'text'], ['--format', 'json'], ['--format', 'sarif'], ['--format', 'junit'], ['--format', 'gitlab'], ['--format', 'github'], ['--verbose']]) {
      it(`are masked in \`${args.join(' ')}\`: ${title}`, () => {
        const { stdout, stderr } = runIn({ 'a.template': text }, ['a.template', '--profile', 'all', '--unknown', 'report', ...args]);
        assert.match(stdout, /rds-storage-encrypted/);
        assert.deepEqual(`${stdout}${stderr}`.split('\n').filter((line) => line.includes(secret)), []);
      });
    }
  }

  it('are not what says how a secret is generated, but for its template', () => {
    const generated = `SecretStringTemplate: '{"user": "a", "pin": "${secret}"}'\n        GenerateStringKey: password\n        PasswordLength: 12`;
    const { stdout } = runIn({ 'a.yaml': `Resources:\n  S:\n    Type: AWS::SecretsManager::Secret\n    Properties:\n      GenerateSecretString:\n        ${generated}\n` }, ['.', '--profile', 'all', '--fix', '--dry-run']);
    assert.doesNotMatch(stdout, new RegExp(secret));
    assert.match(stdout, /^-        PasswordLength: 12$/m);
    assert.match(stdout, /^ {9}SecretStringTemplate: •••$/m);
    assert.match(stdout, /^ {9}GenerateStringKey: password$/m);
  });

  it('that are words take no words out of our own sentences', () => {
    const { stdout } = runIn({ 'a.yaml': `${unencrypted}      MasterUserPassword: storage\n      DBInstanceIdentifier: storage\n` }, ['.', '--profile', 'all']);
    assert.match(stdout, /The storage of RDS instance Db is not encrypted\./);
    assert.match(stdout, /MasterUserPassword: •••$/m);
  });

  it('leave a mark where they stood, and the rest of their line', () => {
    const { stdout } = runIn({ 'a.yaml': texts['a literal on the line of another finding'] ?? '' }, ['.']);
    assert.match(stdout, /MasterUserPassword: •••, StorageEncrypted: false\}\}\n.*\^{5}\n/);
  });
});
