import { resource, type PropertySpec } from '../../server/src/core/rule/property.ts';
import { absent, all, atLeast, equals, not, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { dbInstance } from './rds.ts';
import { dbCluster } from './rds-cluster.ts';

const members = {
  cluster: { cfn: 'DBClusterIdentifier' },
  source: { cfn: 'SourceDBInstanceIdentifier', tf: 'replicate_source_db' },
} as const satisfies Readonly<Record<string, PropertySpec>>;

/** RDS instances, with what AWS and the Terraform provider take when no retention is written. */
const instance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: 'aws_db_instance',
  minimal: dbInstance.minimal,
  props: {
    ...members,
    retention: { cfn: 'BackupRetentionPeriod', tf: 'backup_retention_period', whenAbsent: { cfn: 1, tf: 0 } },
    engine: { cfn: 'Engine', tf: 'engine' },
  },
});

const { retention, cluster, source } = instance.props;

const keepsOwnBackups = all(absent(cluster), absent(source));
const why = 'Without backups that reach back to before a mistake, an attack or a corrupting release, what was lost or altered stays so.';
const page = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html';
const skip = [{ cluster: 'orders' }, { source: 'orders-primary' }];

/** The rules about backups of RDS instances: a replica and a member of a cluster keep none of their own. */
export const rdsBackupRules = [
  rule({
    id: 'rds-backup-retention',
    since: '2026.12',
    on: instance,
    applies: keepsOwnBackups,
    severity: 'high',
    category: 'backup',
    title: 'RDS instance is backed up',
    message: 'RDS instance {name} has its automated backups turned off.',
    why,
    source: page,
    standards: {
      'aws-fsbp': ['RDS.11'],
      'pci-dss-4': ['10.3.3'],
      'nist-800-53-r5': ['CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    aliases: ['CKV_AWS_133', 'W75', 'RDSInstanceBackupEnabled', 'DB_INSTANCE_BACKUP_ENABLED', 'AwsSolutions-RDS13'],
    require: atLeast(retention, 1),
    fix: { title: 'Keep backups for 7 days', set: [[retention, 7]] },
    examples: {
      pass: [{ retention: 7 }, {}],
      fail: [{ retention: 0 }],
      unknown: [{ retention: unresolved }],
      skip,
    },
  }),
  rule({
    id: 'rds-backup-retention-explicit',
    since: '2026.12',
    on: instance,
    applies: all(absent(source), not(equals(retention, 0))),
    decidedBy: [{ via: cluster, because: 'the cluster keeps the backups', to: dbCluster }],
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'RDS instance says how long its backups are kept',
    message: 'RDS instance {name} leaves the retention of its backups to the default of one day.',
    why: 'A default of one day is gone before most losses are noticed, and no reader of the template sees it.',
    source: page,
    aliases: ['DB_INSTANCE_BACKUP_ENABLED'],
    require: present(retention),
    fix: { title: 'Keep backups for 7 days', set: [[retention, 7]] },
    examples: {
      pass: [{ retention: 1 }],
      fail: [{}],
      unknown: [{ cluster: 'orders' }],
      skip: [{ source: 'orders-primary' }, { retention: 0 }],
    },
  }),
  rule({
    id: 'rds-backup-retention-7-days',
    since: '2026.12',
    on: instance,
    applies: keepsOwnBackups,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'RDS instance keeps its backups for at least 7 days',
    message: 'RDS instance {name} keeps its backups for less than 7 days.',
    why: 'A loss that is noticed after a long weekend is then in every backup that is left.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11',
    standards: { 'aws-fsbp': ['RDS.11'] },
    require: atLeast(retention, 7),
    fix: { title: 'Keep backups for 7 days', set: [[retention, 7]] },
    examples: {
      pass: [{ retention: 7 }, { retention: '14' }],
      fail: [{}, { retention: 3 }],
      unknown: [{ retention: unresolved }],
      skip,
    },
  }),
  rule({
    id: 'rds-backup-retention-2-days',
    since: '2026.12',
    on: instance,
    applies: keepsOwnBackups,
    severity: 'low',
    category: 'backup',
    profile: 'all',
    title: 'RDS instance keeps its backups for more than one day',
    message: 'RDS instance {name} keeps its backups for one day at most.',
    why,
    source: page,
    aliases: ['AWS-0077'],
    require: atLeast(retention, 2),
    fix: { title: 'Keep backups for 7 days', set: [[retention, 7]] },
    examples: {
      pass: [{ retention: 2 }],
      fail: [{}, { retention: 1 }],
      unknown: [{ retention: unresolved }],
      skip,
    },
  }),
];
