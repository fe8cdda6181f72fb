import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { folderOf, only, run, runIn, type Ran } from './command.ts';

const stack = (name: string, url: string, given = ''): string => `  ${name}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${url}\n      Parameters: {${given}}\n`;
const database = `Parameters:
  Encrypted: {Type: String, Default: false}
  Days: {Type: Number, Default: 7}
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      StorageEncrypted: !Ref Encrypted
      BackupRetentionPeriod: !Ref Days
      DeletionProtection: false
`;
const config = only(['rds-storage-encrypted', 'rds-backup-retention', 'rds-deletion-protection']);
const files = (main: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({ '.git/HEAD': '', 'dataward.config.json': config, 'main.yaml': `Resources:\n${main}`, 'nested/db.yaml': database, ...more });
const told = ({ stdout }: Ran): readonly string[] => stdout.split('\n').filter((line) => /^\S+:\d+:\d+ /.test(line)).map((line) => line.split(' ').slice(0, 3).join(' '));

describe('nested stacks', () => {
  it('are judged by what their parent gives, not by their own defaults', () => {
    assert.deepEqual(told(runIn(files(stack('Orders', './nested/db.yaml', 'Encrypted: true')), ['.'])), ['nested/db.yaml:11:27 medium rds-deletion-protection']);
    assert.deepEqual(told(runIn(files(stack('Orders', './nested/db.yaml', 'Encrypted: true')), ['main.yaml'])), ['nested/db.yaml:11:27 medium rds-deletion-protection']);
  });

  it('are judged alone when they are asked for by their own name, or where their parent is not looked at', () => {
    const alone = ['nested/db.yaml:9:25 high rds-storage-encrypted', 'nested/db.yaml:11:27 medium rds-deletion-protection'];
    const all = files(stack('Orders', './nested/db.yaml', 'Encrypted: true'));
    assert.deepEqual(told(runIn(all, ['nested/db.yaml'])), alone);
    assert.deepEqual(told(runIn(all, ['nested'])), alone);
    assert.deepEqual(told(runIn(all, ['main.yaml', 'nested/db.yaml'])), alone);
  });

  it('are judged per call and shown once per place, with the calls that a finding comes from', () => {
    const main = stack('Orders', 'nested/db.yaml', 'Encrypted: true, Days: 0') + stack('Logs', 'nested/db.yaml', 'Encrypted: false') + stack('Cache', 'nested/db.yaml', 'Encrypted: false');
    const { stdout, code } = runIn(files(main), ['.']);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      `nested/db.yaml:9:25 high rds-storage-encrypted The storage of RDS instance Db is not encrypted.
   9 |       StorageEncrypted: !Ref Encrypted
     |                         ^^^^^^^^^^^^^^
      = \`StorageEncrypted\` is \`false\` (by parameter Encrypted)
      = see main.yaml:7:3 through Logs
      = see main.yaml:12:3 through Cache
      = no fix: the value of \`StorageEncrypted\` is written elsewhere: in a parameter, a mapping or an anchor

nested/db.yaml:10:30 high rds-backup-retention RDS instance Db has its automated backups turned off.
  10 |       BackupRetentionPeriod: !Ref Days
     |                              ^^^^^^^^^
      = \`BackupRetentionPeriod\` is \`0\` (by parameter Days)
      = see main.yaml:2:3 through Orders
      = no fix: the value of \`BackupRetentionPeriod\` is written elsewhere: in a parameter, a mapping or an anchor

nested/db.yaml:11:27 medium rds-deletion-protection RDS instance Db can be deleted by one call.
  11 |       DeletionProtection: false
     |                           ^^^^^
      = \`DeletionProtection\` is \`false\`
      = fix: Protect it from deletion

3 findings (2 high, 1 medium) in 2 templates with 4 resources.
  3 resources of types that no rule is about
  1 file is not a template
`,
    );
  });

  it('are shown though no folder that was asked for holds them', () => {
    const all = { '.git/HEAD': '', 'dataward.config.json': config, 'app/main.yaml': `Resources:\n${stack('Orders', '../shared/db.yaml', 'Encrypted: true')}`, 'shared/db.yaml': database };
    assert.deepEqual(told(runIn(all, ['app'])), ['shared/db.yaml:11:27 medium rds-deletion-protection']);
  });

  it('that are missing or lead out of the project are a warning, and change no exit code', () => {
    const { stdout, code } = runIn(files(stack('A', './none.yaml') + stack('B', '../../x.yaml') + stack('C', './nested/db.yaml', 'Encrypted: true')), ['.', '--fail-on', 'none']);
    assert.equal(code, 0);
    assert.match(stdout, /^main\.yaml:5:20 warning nested-template-missing /m);
    assert.match(stdout, /^main\.yaml:10:20 warning nested-template-outside /m);
    assert.match(stdout, /^nested\/db\.yaml:11:27 medium /m);
  });

  it('that deploy each other in a circle are an error with a place', () => {
    const { stdout, code } = runIn({ 'a.yaml': `Resources:\n${stack('B', 'b.yaml')}`, 'b.yaml': `Resources:\n${stack('A', 'a.yaml')}` }, ['.']);
    assert.equal(code, 2);
    assert.match(stdout, /^a\.yaml:5:20 error nested-stack-cycle .*b\.yaml → a\.yaml → b\.yaml/m);
    assert.match(stdout, /^b\.yaml:5:20 error nested-stack-cycle .*a\.yaml → b\.yaml → a\.yaml/m);
  });

  it('are mended with the values that their parent gives', () => {
    const folder = folderOf(files(stack('Orders', './nested/db.yaml', 'Encrypted: true')));
    try {
      assert.equal(run(['.', '--fix'], { cwd: folder.path }).code, 0);
      assert.equal(readFileSync(join(folder.path, 'nested/db.yaml'), 'utf8'), database.replace('DeletionProtection: false', 'DeletionProtection: true'));
    } finally {
      folder.remove();
    }
  });

  it('are named in JSON and SARIF by the file of the call', () => {
    const all = files(stack('Orders', './nested/db.yaml'));
    const json = JSON.parse(runIn(all, ['.', '--format', 'json']).stdout) as { files: { path: string; findings: { rule: string; related: { file?: string; message: string }[] }[] }[] };
    const found = json.files.find(({ path }) => path === 'nested/db.yaml')?.findings.find(({ rule }) => rule === 'rds-storage-encrypted');
    assert.deepEqual(found?.related.map(({ file, message }) => [file, message]), [['main.yaml', 'through Orders']]);
    assert.match(runIn(all, ['.', '--format', 'sarif']).stdout, /"relatedLocations":\[\{[^\]]*"uri":"main\.yaml"/);
  });
});

describe('parameters that files give', () => {
  const samconfig = '[default.deploy.parameters]\nparameter_overrides = "Encrypted=true"\n[dev.deploy.parameters]\nparameter_overrides = "Encrypted=true Days=0"\n';
  const sam = { 'dataward.config.json': config, 'template.yaml': database, 'samconfig.toml': samconfig };

  it('replace the defaults, each file for itself, and a finding names the one that brings it', () => {
    const ran = runIn(sam, ['.']);
    assert.deepEqual(told(ran), ['template.yaml:10:30 high rds-backup-retention', 'template.yaml:11:27 medium rds-deletion-protection']);
    assert.match(ran.stdout, /= when parameter Days = 0 and it is deployed with samconfig\.toml \[dev\]\n/);
    assert.equal(ran.stdout.match(/it is deployed with/g)?.length, 1);
    assert.deepEqual(told(runIn(sam, ['template.yaml'])), told(ran));
  });

  it('count under the configuration and the command line', () => {
    assert.deepEqual(told(runIn({ ...sam, 'p.json': '{"Days": 7}' }, ['template.yaml', '--parameters', 'p.json'])), ['template.yaml:11:27 medium rds-deletion-protection']);
  });

  it('come from deployment files of Git sync, and reach nested stacks', () => {
    const main = `Parameters: {Env: {Type: String, Default: prod}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}\nResources:\n${stack('Orders', 'nested/db.yaml', 'Encrypted: !If [IsProd, true, false]')}`;
    const all = { ...files(''), 'main.yaml': main, 'deployments/dev.yaml': 'template-file-path: main.yaml\nparameters: {Env: dev}\n', 'deployments/prod.yaml': 'template-file-path: main.yaml\nparameters: {Env: prod}\n' };
    const { stdout } = runIn(all, ['.']);
    assert.match(stdout, /nested\/db\.yaml:9:25 high rds-storage-encrypted [^]*?deployed with deployments\/dev\.yaml\n {6}= see main\.yaml:4:3 through Orders/);
  });

  it('that are broken are said with their place, and the template is judged without them', () => {
    const { stdout, stderr, code } = runIn({ ...sam, 'samconfig.toml': 'version = 0.1\n[default\n' }, ['.']);
    assert.equal(code, 2);
    assert.match(stderr, /^samconfig\.toml:2:9 error parameter-file /m);
    assert.match(stdout, /template\.yaml:9:25 high rds-storage-encrypted/);
  });

  it('are never echoed where they are secret', () => {
    const text = `Parameters:\n  AdminPassword: {Type: String, NoEcho: true, Default: ''}\nConditions: {HasPassword: !Not [!Equals [!Ref AdminPassword, hunter2hunter2]]}\n${database.slice(database.indexOf('Resources:'))}`.replace('!Ref Encrypted', '!If [HasPassword, true, false]').replace('!Ref Days', '7');
    const { stdout, stderr } = runIn({ ...sam, 'template.yaml': text, 'samconfig.toml': '[default.deploy.parameters]\nparameter_overrides = "AdminPassword=hunter2hunter2"\n' }, ['.']);
    assert.match(stdout, /rds-storage-encrypted/);
    assert.doesNotMatch(stdout.replace(/^.*HasPassword:.*$/m, '') + stderr, /hunter2/);
  });
});
