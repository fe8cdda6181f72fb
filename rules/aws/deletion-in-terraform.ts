import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, equals, forSome, not, present, startsWith } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { plan } from './backup.ts';
import { dbCluster } from './rds-cluster.ts';
import { dbInstance } from './rds.ts';
import { lightsail } from './smaller-stores.ts';

const registry = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources';
const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** Terraform skips the snapshot where CloudFormation deletes; both take one unless told otherwise: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance */
const lastSnapshot = { cfn: '@DeletionPolicy', tf: 'skip_final_snapshot', whenAbsent: 'Snapshot', values: { true: 'Delete', false: 'Snapshot' } } as const;

const instance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: 'aws_db_instance',
  minimal: dbInstance.minimal,
  props: {
    engine: { cfn: 'Engine', tf: 'engine' },
    cluster: { cfn: 'DBClusterIdentifier' },
    copyOf: { cfn: ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'], tf: 'replicate_source_db' },
    atTheEnd: lastSnapshot,
  },
});

const cluster = resource({
  label: 'Aurora cluster',
  cfn: 'AWS::RDS::DBCluster',
  tf: 'aws_rds_cluster',
  minimal: dbCluster.minimal,
  props: { atTheEnd: lastSnapshot },
});

const warehouse = resource({
  label: 'Redshift cluster',
  tf: 'aws_redshift_cluster',
  minimal: { tf: { cluster_identifier: 'sales', cluster_type: 'single-node', node_type: 'ra3.large', master_username: 'keeper', manage_master_password: true } },
  props: { skips: { tf: 'skip_final_snapshot', whenAbsent: false } },
});

const secret = resource({
  label: 'secret',
  tf: 'aws_secretsmanager_secret',
  minimal: { tf: { name: 'login' } },
  props: { days: { tf: 'recovery_window_in_days', whenAbsent: 30 } },
});

const bucket = resource({
  label: 'S3 bucket',
  tf: ['aws_s3_bucket', 'aws_s3_directory_bucket'],
  minimal: { tf: { bucket: 'orders' } },
  props: { emptied: { tf: 'force_destroy', whenAbsent: false } },
});

const vault = resource({
  label: 'backup vault',
  tf: 'aws_backup_vault',
  minimal: { tf: { name: 'vault' } },
  props: { emptied: { tf: 'force_destroy', whenAbsent: false } },
});

const bin = resource({
  label: 'Recycle Bin rule',
  cfn: 'AWS::Rbin::Rule',
  tf: 'aws_rbin_rule',
  minimal: {
    cfn: { ResourceType: 'EBS_SNAPSHOT', RetentionPeriod: { RetentionPeriodUnit: 'DAYS', RetentionPeriodValue: 30 } },
    tf: { resource_type: 'EBS_SNAPSHOT', retention_period: { retention_period_unit: 'DAYS', retention_period_value: 30 } },
  },
  props: {
    tags: { cfn: 'ResourceTags[]', tf: 'resource_tags[]', items: { key: { cfn: 'ResourceTagKey', tf: 'resource_tag_key' } } },
    exceptions: { cfn: 'ExcludeResourceTags[]', tf: 'exclude_resource_tags[]', items: { key: { cfn: 'ResourceTagKey', tf: 'resource_tag_key' } } },
    lock: { cfn: 'LockConfiguration', tf: 'lock_configuration' },
    delay: { cfn: 'LockConfiguration.UnlockDelayValue', tf: 'lock_configuration.unlock_delay.unlock_delay_value' },
  },
});

const { rules } = plan.props;
const airGapped = 'arn:aws:backup:eu-west-1:111122223333:backup-vault:sealed';
const elsewhere = 'arn:aws:backup:eu-central-1:444455556666:backup-vault:copies';
const mistake = 'One wrong `terraform destroy`, or a change that replaces it,';

/** The rules about what is left when a tool deletes a store: most of them are about switches that Terraform alone has. */
export const deletionRules: readonly RuleRecord[] = [
  ...[
    {
      id: 'rds-final-snapshot',
      on: instance,
      atTheEnd: instance.props.atTheEnd,
      // A member keeps no data of its own; of a replica and of RDS Custom AWS takes no snapshot at the end.
      applies: all(absent(instance.props.cluster), absent(instance.props.copyOf), not(startsWith(instance.props.engine, 'custom-'))),
      skip: [{ copyOf: 'orders', atTheEnd: 'Delete' }, { engine: 'custom-oracle-ee', atTheEnd: 'Delete' }],
    },
    { id: 'rds-cluster-final-snapshot', on: cluster, atTheEnd: cluster.props.atTheEnd, applies: undefined, skip: [] },
  ].map(({ id, on, atTheEnd, applies, skip }) =>
    rule({
      id,
      since: '2026.12',
      on,
      ...(applies ? { applies } : {}),
      severity: 'medium',
      category: 'backup',
      profile: 'strict',
      title: `Of an ${on.label} a snapshot is left when it is deleted`,
      message: `${on.label} {name} is deleted without a last snapshot.`,
      why: 'Whoever deletes it, by mistake or on purpose, deletes the data; the automated backups go with it unless they are told to stay.',
      source: `${reference}/aws-attribute-deletionpolicy.html`,
      require: not(equals(atTheEnd, 'Delete')),
      examples: { pass: [{}, { atTheEnd: 'Snapshot' }], fail: [{ atTheEnd: 'Delete' }], unknown: [{ atTheEnd: unresolved }], skip },
    }),
  ),
  rule({
    id: 'redshift-final-snapshot',
    since: '2026.12',
    on: warehouse,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Of a Redshift cluster a snapshot is left when it is deleted',
    message: 'Redshift cluster {name} is deleted without a last snapshot.',
    why: `${mistake} deletes the whole warehouse and its automated snapshots.`,
    source: `${registry}/redshift_cluster`,
    require: not(equals(warehouse.props.skips, true)),
    examples: { pass: [{}, { skips: false }], fail: [{ skips: true }], unknown: [{ skips: unresolved }] },
  }),
  rule({
    id: 'secretsmanager-recovery-window',
    since: '2026.12',
    on: secret,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'A deleted secret can be restored for some days',
    message: 'Secret {name} is gone at once when it is deleted.',
    why: `${mistake} locks everybody out of what the secret opens, and AWS cannot bring it back.`,
    source: `${registry}/secretsmanager_secret`,
    require: not(equals(secret.props.days, 0)),
    examples: { pass: [{}, { days: 7 }], fail: [{ days: 0 }], unknown: [{ days: unresolved }] },
  }),
  rule({
    id: 's3-bucket-force-destroy',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Terraform deletes no bucket that is not empty',
    message: 'S3 bucket {name} is emptied when Terraform deletes it.',
    why: `${mistake} deletes every object and every version of it.`,
    source: `${registry}/s3_bucket`,
    require: not(equals(bucket.props.emptied, true)),
    fix: { title: 'Keep what is in it', set: [[bucket.props.emptied, false]] },
    examples: { pass: [{}, { emptied: false }], fail: [{ emptied: true }], unknown: [{ emptied: unresolved }] },
  }),
  rule({
    id: 'backup-vault-force-destroy',
    since: '2026.12',
    on: vault,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Terraform deletes no backup vault that is not empty',
    message: 'Backup vault {name} is emptied when Terraform deletes it.',
    why: `${mistake} deletes the very backups that should undo it.`,
    source: `${registry}/backup_vault`,
    require: not(equals(vault.props.emptied, true)),
    fix: { title: 'Keep what is in it', set: [[vault.props.emptied, false]] },
    examples: { pass: [{}, { emptied: false }], fail: [{ emptied: true }], unknown: [{ emptied: unresolved }] },
  }),
  rule({
    id: 'lightsail-database-backup',
    since: '2026.12',
    on: lightsail,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Lightsail database is backed up',
    message: 'Lightsail database {name} has its automatic backups turned off.',
    why: 'What a faulty release or an attacker overwrites is gone, and turning them off deletes the backups that were there.',
    source: `${reference}/aws-resource-lightsail-database.html`,
    require: not(equals(lightsail.props.backups, false)),
    fix: { title: 'Keep backups', set: [[lightsail.props.backups, true]] },
    examples: { pass: [{}, { backups: true }], fail: [{ backups: false }], unknown: [{ backups: unresolved }] },
  }),
  rule({
    id: 'backup-plan-copy-action',
    since: '2026.12',
    on: plan,
    applies: present(rules),
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Backup plan keeps a copy in a second vault',
    message: 'Backup plan {name} keeps all of its backups in one vault.',
    why: 'Whoever takes over the account, or loses the Region, has lost the backups together with what they are of.',
    source: `${reference}/aws-properties-backup-backupplan-backupruleresourcetype.html`,
    require: forSome(rules, any(present(rules.items.copies), present(rules.items.airGapped))),
    examples: {
      pass: [{ rules: [{ name: 'hourly', target: 'vault' }, { name: 'nightly', target: 'vault', airGapped }] }, { rules: [{ name: 'nightly', target: 'vault', copies: elsewhere }] }],
      fail: [{ rules: [{ name: 'nightly', target: 'vault' }] }],
      unknown: [{ rules: [{ name: 'nightly', target: 'vault' }, unresolved] }],
      skip: [{}],
    },
  }),
  rule({
    id: 'recycle-bin-rule',
    since: '2026.12',
    on: bin,
    // Others take no lock: https://docs.aws.amazon.com/goto/WebAPI/rbin-2021-06-15/LockRule
    applies: all(absent(bin.props.tags), absent(bin.props.exceptions)),
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'Recycle Bin rule is locked',
    message: 'Recycle Bin rule {name} can be deleted or shortened at any time.',
    why: 'An attacker deletes the rule first and the snapshots then, and nothing is left to restore from.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/recycle-bin-lock.html',
    require: present(bin.props.lock),
    examples: { pass: [{ delay: 7 }], fail: [{}], unknown: [madeByMacro], skip: [{ tags: [{ key: 'team' }] }, { exceptions: [{ key: 'scratch' }] }] },
  }),
];
