import { resource } from '../../server/src/core/rule/property.ts';
import { equals, forEach, not, refersTo } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { dbCluster } from './rds-cluster.ts';

/** Snapshots that can be shared. CloudFormation has none. */
const snapshot = resource({
  label: 'database snapshot',
  tf: ['aws_db_snapshot', 'aws_db_snapshot_copy', 'aws_db_cluster_snapshot', 'aws_rds_cluster_snapshot_copy'],
  minimal: { tf: { db_instance_identifier: 'orders', db_snapshot_identifier: 'orders-nightly' } },
  props: { accounts: { tf: 'shared_accounts[]', items: { account: { tf: '' } } } },
});

const clusterSnapshot = resource({
  label: 'cluster snapshot',
  tf: 'aws_db_cluster_snapshot',
  minimal: { tf: { db_cluster_identifier: 'orders', db_cluster_snapshot_identifier: 'orders-nightly' } },
  props: { cluster: { tf: 'db_cluster_identifier' } },
});

const { accounts } = snapshot.props;

/** The rules about snapshots of RDS databases, which only Terraform makes. */
export const rdsSnapshotRules: readonly RuleRecord[] = [
  rule({
    id: 'rds-snapshot-public',
    since: '2026.12',
    on: snapshot,
    severity: 'critical',
    category: 'exposure',
    title: 'Database snapshot is not shared with everybody',
    message: 'Database snapshot {name} is shared with every AWS account.',
    why: 'Anyone with an AWS account can restore the snapshot and read the whole database.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
    standards: {
      'aws-fsbp': ['RDS.1'],
      'pci-dss-4': ['10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a3.4.1'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(9)', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.312(a)(1)'],
    },
    aliases: ['CKV_AWS_302'],
    require: forEach(accounts, not(equals(accounts.items.account, 'all'))),
    examples: { pass: [{}, { accounts: ['111122223333'] }], fail: [{ accounts: ['all'] }], unknown: [{ accounts: [unresolved] }] },
  }),
  rule({
    id: 'rds-cluster-snapshot-encrypted',
    since: '2026.12',
    on: clusterSnapshot,
    severity: 'high',
    category: 'at-rest',
    title: 'Cluster snapshot is of an encrypted cluster',
    message: 'Cluster snapshot {name} is of a cluster that is not encrypted.',
    why: 'A snapshot is encrypted only if its cluster is: whoever it is shared with, or who copies it, reads the whole database.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
    standards: {
      'aws-fsbp': ['RDS.4'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9(8)', 'SC-13', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_146'],
    require: refersTo(clusterSnapshot.props.cluster, dbCluster, equals(dbCluster.props.encryptedOfAurora, true)),
    examples: {
      pass: [scene({ Snapshot: [clusterSnapshot, { cluster: refTo('Cluster') }], Cluster: [dbCluster, { encrypted: true }] })],
      fail: [scene({ Snapshot: [clusterSnapshot, { cluster: refTo('Cluster') }], Cluster: [dbCluster, { encrypted: false }] })],
      unknown: [{ cluster: 'elsewhere' }, scene({ Snapshot: [clusterSnapshot, { cluster: refTo('Cluster') }], Cluster: [dbCluster, {}] })],
    },
  }),
];
