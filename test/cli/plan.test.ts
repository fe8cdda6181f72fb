import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { only, runIn } from './command.ts';

const config = only(['ebs-volume-encrypted', 'kms-key-rotation', 'secret-rds-instance-password']);
const secret = 'hunter2-hunter2';

const main = `# The volumes and the database of the shop.
resource "aws_ebs_volume" "data" {
  count     = 2
  encrypted = false
}

resource "aws_db_instance" "main" {
  password = "${secret}"
}

module "keys" {
  source = "./keys"
}

module "far" {
  source = "example/keys/aws"
}
`;
const keys = `{
  "variable": { "rotate": { "default": true } },
  "resource": { "aws_kms_key": { "k": { "enable_key_rotation": "\${var.rotate}" } } }
}
`;

const change = (module: string, type: string, name: string, after: object, index?: number): object => ({
  address: `${module === '' ? '' : `module.${module}.`}${type}.${name}${index === undefined ? '' : `[${index}]`}`,
  ...(module === '' ? {} : { module_address: `module.${module}` }),
  mode: 'managed',
  type,
  name,
  ...(index === undefined ? {} : { index }),
  change: { actions: ['create'], before: null, after, after_unknown: {}, after_sensitive: {} },
});
const plan = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: [
    change('', 'aws_ebs_volume', 'data', { encrypted: false }, 0),
    change('', 'aws_ebs_volume', 'data', { encrypted: false }, 1),
    change('', 'aws_db_instance', 'main', { password: secret }),
    change('keys', 'aws_kms_key', 'k', { enable_key_rotation: false }),
    change('far', 'aws_kms_key', 'k', { enable_key_rotation: false }),
    change('', 'aws_kms_key', 'elsewhere', { enable_key_rotation: false }),
  ],
  configuration: {
    root_module: {
      resources: [{ address: 'aws_db_instance.main', mode: 'managed', type: 'aws_db_instance', name: 'main', expressions: { password: { constant_value: secret } } }],
      module_calls: { keys: { source: './keys', module: {} }, far: { source: 'example/keys/aws', module: {} } },
    },
  },
});

const sources = { 'dataward.config.json': config, 'app/main.tf': main, 'app/keys/main.tf.json': keys };
const placed = [
  'app/main.tf:4:15 high ebs-volume-encrypted EBS volume aws_ebs_volume.data[0] is not encrypted.',
  'app/main.tf:8:14 critical secret-rds-instance-password The master password of RDS instance aws_db_instance.main is shown by the template.',
  'app/main.tf:15:1 medium kms-key-rotation KMS key module.far.aws_kms_key.k is not rotated.',
  'app/keys/main.tf.json:3:64 medium kms-key-rotation KMS key module.keys.aws_kms_key.k is not rotated.',
];
/** What no configuration has stays in the plan. */
const unplaced = /^[\w/]+\.json:1:\d+ medium kms-key-rotation KMS key aws_kms_key\.elsewhere is not rotated\.$/;

describe('the places of what a plan shows', () => {
  const linesOf = (stdout: string): readonly string[] => stdout.split('\n').filter(Boolean);

  it('make no template of a file of its configuration', () => {
    const { stdout } = runIn({ ...sources, 'app/tfplan.json': plan }, ['app/tfplan.json']);
    assert.match(stdout, / in 1 template with 6 resources\.$/m);
  });

  it('are in its configuration, Terraform or JSON, where it lies beside it', () => {
    const { code, stdout } = runIn({ ...sources, 'app/tfplan.json': plan }, ['--quiet', 'app/tfplan.json']);
    const [first = '', ...others] = linesOf(stdout);
    assert.match(first, unplaced);
    assert.deepEqual(others, placed);
    assert.equal(code, 1);
  });

  it('are in the folder that --tf-dir names', () => {
    const { stdout } = runIn({ ...sources, 'out/tfplan.json': plan }, ['--quiet', '--tf-dir', 'app', 'out/tfplan.json']);
    const [first = '', ...others] = linesOf(stdout);
    assert.match(first, unplaced);
    assert.deepEqual(others, placed);
  });

  it('are in the current folder for a plan on standard input', () => {
    const { stdout } = runIn({ 'dataward.config.json': config, 'main.tf': main }, ['--quiet', '-'], { input: plan });
    assert.deepEqual(linesOf(stdout).filter((line) => line.startsWith('main.tf')).map((line) => line.split(' ')[0]), ['main.tf:4:15', 'main.tf:8:14', 'main.tf:15:1']);
  });

  it('are in the plan where there is no configuration, with the address', () => {
    const { stdout } = runIn({ 'dataward.config.json': config, 'out/tfplan.json': plan }, ['--quiet', 'out']);
    const lines = linesOf(stdout);
    assert.equal(lines.length, 6);
    assert(lines.every((line) => line.startsWith('out/tfplan.json:1:')), stdout);
    assert.match(lines[1] ?? '', /aws_ebs_volume\.data\[1\]/);
  });

  it('are a mistake where the folder of --tf-dir is none', () => {
    const { code, stderr } = runIn({ 'tfplan.json': plan }, ['--tf-dir', 'app', 'tfplan.json']);
    assert.equal(code, 2);
    assert.equal(stderr, 'dataward: --tf-dir app: there is no such folder\n');
  });

  it('are the same in JSON and in SARIF, with the address as logical location', () => {
    const files = { ...sources, 'app/tfplan.json': plan };
    const json = JSON.parse(runIn(files, ['--format', 'json', 'app/tfplan.json']).stdout) as { readonly files: readonly { readonly path: string; readonly findings: readonly { readonly resource: string; readonly detail: string; readonly noFix?: string; readonly range: { readonly start: { readonly line: number; readonly column: number } } }[] }[] };
    const found = json.files.flatMap(({ path, findings }) => findings.map(({ resource, range: { start } }) => `${path}:${start.line}:${start.column} ${resource}`));
    assert.deepEqual(found.slice(1), ['app/main.tf:4:15 aws_ebs_volume.data[0]', 'app/main.tf:8:14 aws_db_instance.main', 'app/main.tf:15:1 module.far.aws_kms_key.k', 'app/keys/main.tf.json:3:64 module.keys.aws_kms_key.k']);
    const [volume] = json.files[1]?.findings ?? [];
    assert.equal(volume?.detail, '`encrypted` is `false`, as planned in app/tfplan.json');
    assert.equal(volume.noFix, 'a plan is not edited; in its configuration: Encrypt the volume');
    const sarif = JSON.parse(runIn(files, ['--format', 'sarif', 'app/tfplan.json']).stdout) as { readonly runs: readonly { readonly results: readonly { readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number; readonly startColumn: number } }; readonly logicalLocations: readonly { readonly name: string }[] }[] }[] }[] };
    const results = sarif.runs[0]?.results.flatMap(({ locations }) =>
      locations.map(({ physicalLocation: { artifactLocation, region }, logicalLocations }) => `${artifactLocation.uri}:${region.startLine}:${region.startColumn} ${logicalLocations[0]?.name ?? ''}`),
    );
    assert.deepEqual(results, found);
  });

  it('are told once where the configuration tells the same', () => {
    const volume = '{"resource": {"aws_ebs_volume": {"data": {"encrypted": false}}}}';
    const { stdout } = runIn({ 'dataward.config.json': config, 'main.tf.json': volume, 'tfplan.json': plan }, ['--quiet']);
    assert.deepEqual(linesOf(stdout).filter((line) => line.includes('ebs-volume-encrypted')), ['main.tf.json:1:56 high ebs-volume-encrypted EBS volume aws_ebs_volume.data is not encrypted.']);
  });

  it('never show the secrets of the plan or of its configuration', () => {
    for (const format of ['text', 'json', 'sarif']) {
      const { stdout, stderr } = runIn({ ...sources, 'app/tfplan.json': plan }, ['--format', format, 'app/tfplan.json']);
      assert(!`${stdout}${stderr}`.includes(secret), format);
    }
  });
});
