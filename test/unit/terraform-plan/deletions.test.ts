import assert from 'node:assert/strict';
import { judge } from '../../../server/src/core/engine/judge.ts';
import { rules } from '../../../rules/index.ts';
import { plan, read, textAt, type Change } from './support.ts';

const gone = ['delete'];
const anew = ['delete', 'create'];

/** What is said of one change: severity, rule, what is underlined, and the detail. */
function said(one: Change): readonly string[] {
  const made = read(plan([{ after: gone === one.actions ? null : {}, ...one }], {}));
  const report = judge(made.template, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
  assert.deepEqual(report.errors, []);
  return report.findings.filter(({ type }) => type === '@deletion').map((f) => `${f.severity} ${f.rule.slice('tf-plan-'.length)} ${textAt(made, f.place.range)} ${f.detail}`);
}

describe('a data store that a plan ends', () => {
  const cases: readonly (readonly [string, Change, string | undefined])[] = [
    ['is destroyed', { type: 'aws_dynamodb_table', actions: gone, before: { deletion_protection_enabled: false } }, 'high data-store-destroyed "aws_dynamodb_table.this" what goes: the items of the table; `prevent_destroy` or `deletion_protection_enabled` would have stopped it'],
    ['is destroyed because its block is gone', { type: 'aws_efs_file_system', actions: gone, before: {}, reason: 'delete_because_no_resource_config' }, 'high data-store-destroyed "aws_efs_file_system.this" the configuration has it no more; what goes: the files; `prevent_destroy` would have stopped it'],
    [
      'is replaced, for an argument that is named and underlined',
      { type: 'aws_db_instance', actions: anew, before: { skip_final_snapshot: true }, after: { storage_encrypted: true }, replacePaths: [['storage_encrypted']] },
      'high data-store-replaced true `storage_encrypted` cannot be changed in place; what goes: the databases of the instance; `prevent_destroy` or `deletion_protection` or a final snapshot (`final_snapshot_identifier`) would have stopped it',
    ],
    ['is replaced the other way round', { type: 'aws_ebs_volume', actions: ['create', 'delete'], before: {}, reason: 'replace_because_tainted' }, 'high data-store-replaced "aws_ebs_volume.this" it is tainted; what goes: the files of the volume; `prevent_destroy` would have stopped it'],
    ['takes a final snapshot', { type: 'aws_rds_cluster', actions: gone, before: { skip_final_snapshot: false, final_snapshot_identifier: 'last' } }, 'medium guarded-store-destroyed "aws_rds_cluster.this" what goes: the databases of the cluster; a final snapshot is taken, `last`; nothing else is left'],
    ['is protected', { type: 'aws_db_instance', actions: anew, before: { deletion_protection: true, skip_final_snapshot: true } }, 'medium guarded-store-destroyed "aws_db_instance.this" what goes: the databases of the instance; `deletion_protection` is `true`: AWS refuses the deletion, and the apply fails'],
    ['must be empty', { type: 'aws_s3_bucket', actions: gone, before: { force_destroy: false } }, 'medium guarded-store-destroyed "aws_s3_bucket.this" what goes: the objects of the bucket; AWS deletes it only when it is empty: while it holds something, the apply fails'],
    ['is emptied by force', { type: 'aws_s3_bucket', actions: gone, before: { force_destroy: true } }, 'high data-store-destroyed "aws_s3_bucket.this" what goes: the objects of the bucket; `prevent_destroy` would have stopped it'],
    ['can be had back for a while', { type: 'aws_kms_key', actions: gone, before: {} }, 'medium guarded-store-destroyed "aws_kms_key.this" what goes: whatever is encrypted with the key; KMS keeps the key for 7 to 30 days (30 if nothing is said), in which the deletion can be cancelled'],
    ['is a secret that goes at once', { type: 'aws_secretsmanager_secret', actions: gone, before: { recovery_window_in_days: 0 } }, 'high data-store-destroyed "aws_secretsmanager_secret.this" what goes: the secret; `prevent_destroy` would have stopped it'],
    ['holds what is meant to pass', { type: 'aws_sqs_queue', actions: gone, before: {} }, 'medium guarded-store-destroyed "aws_sqs_queue.this" what goes: the messages of the queue; `prevent_destroy` would have stopped it'],
    ['is forgotten', { type: 'aws_s3_bucket', actions: ['forget'], after: null, before: {} }, 'low data-store-forgotten "aws_s3_bucket.this" what stays in AWS: the objects of the bucket'],
    ['is no data store', { type: 'aws_iam_role', actions: gone, before: {} }, undefined],
    ['is updated only', { type: 'aws_dynamodb_table', actions: ['update'], before: {} }, undefined],
  ];
  for (const [title, change, expected] of cases) it(title, () => assert.deepEqual(said(change), expected === undefined ? [] : [expected]));

  it('counts as one resource, and the plan itself as none', () => {
    const { template } = read(plan([{ type: 'aws_db_instance', actions: anew, before: {}, after: {} }, { type: 'aws_vpc', after: {} }], {}));
    assert.equal(judge(template, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' }).counts.resources, 2);
  });
});
