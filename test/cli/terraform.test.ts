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
