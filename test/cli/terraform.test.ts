import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { folderOf, only, run, runIn } from './command.ts';

const config = { 'dataward.config.json': only(['ebs-volume-encrypted', 'rds-deletion-protection']) };
const main = `{
  "module": { "disk": { "source": "./disk", "encrypted": false } },
  "resource": { "aws_db_instance": { "main": { "deletion_protection": false } } }
}
`;
const disk = `{
  "variable": { "encrypted": {} },
  "resource": { "aws_ebs_volume": { "data": { "encrypted": "\${var.encrypted}" } } }
}
`;

describe('Terraform configuration in the command', () => {
  const files = { ...config, 'main.tf.json': main, 'disk/main.tf.json': disk };
  const found = ['main.tf.json:3:71 medium rds-deletion-protection', 'disk/main.tf.json:3:60 high ebs-volume-encrypted'];
  const lines = (stdout: string): readonly string[] => stdout.split('\n').filter(Boolean).map((line) => line.split(' ').slice(0, 3).join(' '));

  it('is judged with what it calls, where its folder is the root of the project', () => {
    const { code, stdout } = runIn(files, ['--quiet']);
    assert.deepEqual(lines(stdout), found);
    assert.equal(code, 1);
  });

  it('is judged with what it calls, where its folder lies outside of the root', () => {
    const [project, other] = [folderOf(files), folderOf({})];
    try {
      const { stdout } = run(['--quiet', '--root', other.path, '.'], { cwd: project.path });
      assert.deepEqual(lines(stdout), found);
    } finally {
      project.remove();
      other.remove();
    }
  });
});

describe('two findings of one rule at one place', () => {
  const bothIn = (name: string, text: string): readonly string[] => {
    const { stdout } = runIn({ [name]: text, 'dataward.config.json': only(['opensearch-slow-logs']) }, ['--format', 'json']);
    const { files } = JSON.parse(stdout) as { readonly files: readonly { readonly findings?: readonly { readonly property: string }[] }[] };
    return files.flatMap(({ findings = [] }) => findings.map(({ property }) => /[A-Z]+_SLOW_LOGS/.exec(property)?.[0] ?? property)).sort();
  };
  const properties = ['INDEX_SLOW_LOGS', 'SEARCH_SLOW_LOGS'];

  it('are both shown, in Terraform as in CloudFormation: they are about two properties', () => {
    assert.deepEqual(bothIn('a.yaml', 'Resources:\n  D:\n    Type: AWS::OpenSearchService::Domain\n'), properties);
    assert.deepEqual(bothIn('main.tf.json', '{"resource": {"aws_opensearch_domain": {"d": {"domain_name": "d"}}}}'), properties);
  });
});

describe('a Terraform module that several call', () => {
  const config = { 'dataward.config.json': only(['ebs-volume-encrypted', 'kms-key-rotation']) };
  const disk = '{"variable": {"on": {}, "keys": {"default": 0}}, "resource": {"aws_ebs_volume": {"data": {"encrypted": "${var.on}"}},\n  "aws_kms_key": {"disk": {"count": "${var.keys}"}}}}\n';
  const call = (given: object, name = 'disk'): string => JSON.stringify({ variable: { given: {} }, module: { [name]: { source: '../disk', ...given } } });
  const told = (stdout: string): readonly string[] => stdout.split('\n').filter((line) => /^\S+:\d+:\d+ |= when/.test(line)).map((line) => line.trim().split(' is not ')[0] ?? '');
  const notEncrypted = (name: string): string => `disk/main.tf.json:1:104 high ebs-volume-encrypted EBS volume ${name}.aws_ebs_volume.data`;

  it('is judged through each of them, and shown once with those that bring a finding', () => {
    const files = { ...config, 'disk/main.tf.json': disk, 'a/main.tf.json': call({ on: true }), 'b/main.tf.json': call({ on: false }, 'first'), 'c/main.tf.json': call({ on: false }) };
    const { stdout } = runIn(files, ['.']);
    assert.deepEqual(told(stdout), [notEncrypted('module.first'), '= when it is called from b or c']);
    assert.match(stdout, /^1 finding \(1 high\) in 4 templates with 6 resources\.$/m);
  });

  it('is told of none of them where each brings it', () => {
    const files = { ...config, 'disk/main.tf.json': disk, 'a/main.tf.json': call({ on: false }), 'b/main.tf.json': call({ on: false }) };
    assert.deepEqual(told(runIn(files, ['.']).stdout), [notEncrypted('module.disk')]);
  });

  it('has a failure where another call leaves it open, in one module and in two', () => {
    const both = JSON.stringify({ variable: { given: {} }, module: { a: { source: '../disk', on: '${var.given}' }, b: { source: '../disk', on: false } } });
    assert.deepEqual(told(runIn({ ...config, 'disk/main.tf.json': disk, 'a/main.tf.json': both }, ['.', '--unknown', 'report']).stdout), [notEncrypted('module.b')]);
    for (const name of ['disk', 'other']) {
      const files = { ...config, 'disk/main.tf.json': disk, 'a/main.tf.json': call({ on: '${var.given}' }, name), 'b/main.tf.json': call({ on: false }) };
      assert.deepEqual(told(runIn(files, ['.', '--unknown', 'report']).stdout), [notEncrypted('module.disk'), '= when it is called from b']);
    }
  });

  it('is mended where only one of them brings the finding', () => {
    const folder = folderOf({ ...config, 'disk/main.tf.json': disk, 'a/main.tf.json': call({ on: true }), 'b/main.tf.json': call({ on: true, keys: 1 }) });
    try {
      assert.deepEqual(told(run(['.'], { cwd: folder.path }).stdout), ['disk/main.tf.json:2:19 medium kms-key-rotation KMS key module.disk.aws_kms_key.disk', '= when it is called from b']);
      assert.match(run(['--fix', '.'], { cwd: folder.path }).stdout, /^0 findings .*\n {2}1 fixed$/m);
      assert.equal(readFileSync(join(folder.path, 'disk/main.tf.json'), 'utf8'), disk.replace('"count"', '"enable_key_rotation": true, "count"'));
      assert.doesNotMatch(run(['--fix', '.'], { cwd: folder.path }).stdout, /fixed/);
    } finally {
      folder.remove();
    }
  });

  it('is judged by the configuration that counts for its own files, and with the values that each root has by its', () => {
    const files = {
      'disk/dataward.config.json': only(['kms-key-rotation'], { parameters: { on: 'false' } }),
      'disk/main.tf.json': disk.replace('"count": "${var.keys}"', ''),
      'a/dataward.config.json': only(['ebs-volume-encrypted'], { parameters: { given: 'false' } }),
      'a/main.tf.json': call({ on: true }).replace(/}$/, ',"resource":{"aws_ebs_volume":{"own":{"encrypted":"${var.given}"}},"aws_kms_key":{"own":{}}}}'),
    };
    assert.deepEqual(told(runIn(files, ['.', '--quiet']).stdout).map((line) => line.split(' ').slice(0, 3).join(' ')), ['a/main.tf.json:1:124 high ebs-volume-encrypted', 'disk/main.tf.json:2:19 medium kms-key-rotation']);
  });

  it('is judged by its own defaults where its folder alone is asked for, and the folders above that call it are named', () => {
    const files = { ...config, '.git/HEAD': '', 'disk/main.tf.json': disk.replace('"on": {}', '"on": {"default": false}'), 'main.tf.json': call({ on: true }).replace('../disk', './disk'), 'bare/main.tf.json': '{"module":{"a":{"source":"../disk"}}}' };
    const { stdout, stderr } = runIn(files, ['disk']);
    assert.deepEqual(told(stdout).slice(0, 2), ['disk/main.tf.json:1:120 high ebs-volume-encrypted EBS volume aws_ebs_volume.data', '= when var.on = false']);
    assert.equal(stderr, 'dataward: disk is judged alone, by its own defaults: ., which calls it, was not asked for\n');
    assert.equal(runIn(files, ['disk', '--quiet']).stderr, '');
    assert.equal(runIn(files, ['disk', 'main.tf.json']).stderr, '');
    assert.equal(runIn({ ...files, 'main.tf.json': '{' }, ['disk']).stderr, '');
  });

  it('is judged by itself where modules call each other in a circle beside one that stands alone', () => {
    const circle = (source: string): string => JSON.stringify({ module: { other: { source } }, resource: { aws_ebs_volume: { data: { encrypted: false } } } });
    const files = { ...config, 'alone/main.tf.json': circle('../none'), 'x/main.tf.json': circle('../y'), 'y/main.tf.json': circle('../x') };
    const found = told(runIn(files, ['.']).stdout).filter((line) => line.includes('ebs-volume-encrypted'));
    assert.deepEqual(found.map((line) => line.split(':')[0]), ['alone/main.tf.json', 'x/main.tf.json', 'y/main.tf.json']);
  });
});

describe('--fix on Terraform configuration', () => {
  const config = { 'dataward.config.json': only(['ebs-volume-encrypted', 'rds-deletion-protection', 'kms-key-rotation']) };
  const files = {
    ...config,
    'live/main.tf.json': main.replace('./disk', '../disk'),
    'live/keys.tf.json': `\uFEFF${'{\n  "resource": { "aws_kms_key": { "a": {}, "b": { "enable_key_rotation": false } } }\n}\n'.replaceAll('\n', '\r\n')}`,
    'disk/main.tf.json': disk.replace(' }\n}', ',\n    "aws_kms_key": { "c": { "enable_key_rotation": false } } }\n}'),
  };
  /** The files after the command, and what it said. */
  const fix = (args: readonly string[], of: typeof files = files): { readonly after: typeof files; readonly ran: ReturnType<typeof run> } => {
    const folder = folderOf(of);
    try {
      const ran = run(args, { cwd: folder.path });
      const after = Object.fromEntries(Object.keys(of).map((name) => [name, readFileSync(join(folder.path, name), 'utf8')])) as typeof files;
      return { after, ran };
    } finally {
      folder.remove();
    }
  };

  const mended = {
    ...files,
    'live/main.tf.json': files['live/main.tf.json'].replace('"deletion_protection": false', '"deletion_protection": true'),
    'live/keys.tf.json': files['live/keys.tf.json'].replace('"a": {}', '"a": { "enable_key_rotation": true }').replace('"enable_key_rotation": false', '"enable_key_rotation": true'),
    'disk/main.tf.json': files['disk/main.tf.json'].replace('"enable_key_rotation": false', '"enable_key_rotation": true'),
  };

  it('mends each file of each folder that was asked for, byte for byte the rest, and leaves what replaces', () => {
    const { after, ran } = fix(['--fix', '.']);
    assert.deepEqual(after, mended);
    assert.equal(ran.code, 1);
    assert.match(ran.stdout, /live\/main\.tf\.json fixed rds-deletion-protection Protect it from deletion in aws_db_instance\.main\n/);
    assert.match(ran.stdout, / {2}4 fixed\n/);
  });

  it('changes nothing when applied again', () => {
    assert.deepEqual(fix(['--fix', '.'], mended).after, mended);
  });

  it('leaves a called folder alone that was not asked for', () => {
    assert.deepEqual(fix(['--fix', 'live']).after, { ...mended, 'disk/main.tf.json': files['disk/main.tf.json'] });
  });

  it('leaves alone what the configuration excludes', () => {
    const of = { ...files, 'dataward.config.json': only(['rds-deletion-protection', 'kms-key-rotation'], { exclude: ['disk/'] }) };
    assert.equal(fix(['--fix', '.'], of).after['disk/main.tf.json'], files['disk/main.tf.json']);
  });

  it('prints what it would change, and writes nothing, with --dry-run', () => {
    const { after, ran } = fix(['--fix', '--dry-run', '.']);
    assert.deepEqual(after, files);
    assert.match(ran.stdout, /^--- a\/live\/main\.tf\.json\n\+\+\+ b\/live\/main\.tf\.json\n/m);
  });
});
