import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { folderOf, run } from './command.ts';

const root = join(__dirname, '..', '..');

describe('the Terraform examples', () => {
  it('give findings at these places: configuration, a module called twice, a plan in its sources, what is there no more in the plan', () => {
    const { code, stdout } = run(['--quiet', 'examples/terraform'], { cwd: root });
    assert.deepEqual(stdout.split('\n').filter(Boolean).map((line) => line.split(' ').slice(0, 3).join(' ')), [
      'examples/terraform/main.tf.json:17:32 medium kms-key-rotation',
      'examples/terraform/main.tf.json:28:30 high rds-storage-encrypted',
      'examples/terraform/modules/storage/main.tf.json:16:32 high s3-bucket-public-access-block',
      'examples/terraform/plan/tfplan.json:130:15 high tf-plan-data-store-destroyed',
      'examples/terraform/plan/main.tf:10:23 high ebs-volume-encrypted',
      'examples/terraform/plan/main.tf:18:25 high tf-plan-data-store-replaced',
    ]);
    assert.equal(code, 1);
  });
});

describe('a plan that Terraform makes', function () {
  this.timeout(120_000);
  const secret = 'hunter2-hunter2';
  const configuration = {
    variable: { token: { type: 'string', sensitive: true } },
    resource: { terraform_data: { one: { input: '${var.token}', triggers_replace: ['a'] }, two: { input: '${terraform_data.one.id}' } } },
  };

  it('is read without a problem, and told for the secret that stands in it, which is not shown', () => {
    const folder = folderOf({ 'main.tf.json': JSON.stringify(configuration), 'terraform.tfvars.json': JSON.stringify({ token: secret }) });
    try {
      const terraform = (...args: string[]): ReturnType<typeof spawnSync> => spawnSync('terraform', args, { cwd: folder.path, encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
      const made = [terraform('init', '-input=false'), terraform('plan', '-input=false', '-out=tfplan')];
      if (made[0]?.error) {
        console.log('      not run: no terraform');
        return;
      }
      for (const { status, stderr } of made) assert.equal(status, 0, String(stderr));
      const text = String(terraform('show', '-json', 'tfplan').stdout);
      assert(text.includes(secret));
      const { code, stdout, stderr } = run(['--format', 'json', '--stdin-filename', 'tfplan.json', '-'], { cwd: folder.path, input: text });
      const { files } = JSON.parse(stdout) as { readonly files: readonly { readonly problems: readonly object[]; readonly findings: readonly { readonly rule: string; readonly type: string }[] }[] };
      assert.deepEqual(files.map(({ problems, findings }) => [problems, findings.map(({ rule, type }) => `${rule} ${type}`)]), [[[], ['tf-plan-secrets-in-clear-text @plan']]]);
      assert(!`${stdout}${stderr}`.includes(secret));
      assert.equal(code, 1);
    } finally {
      folder.remove();
    }
  });
});
