import assert from 'node:assert/strict';
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
