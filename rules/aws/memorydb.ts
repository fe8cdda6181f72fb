import { resource } from '../../server/src/core/rule/property.ts';
import { atLeast, equals, not } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const cluster = resource({
  label: 'MemoryDB cluster',
  cfn: 'AWS::MemoryDB::Cluster',
  tf: 'aws_memorydb_cluster',
  minimal: { cfn: { ClusterName: 'orders', NodeType: 'db.t4g.small', ACLName: 'orders' }, tf: { name: 'orders', node_type: 'db.t4g.small', acl_name: 'orders' } },
  props: {
    tls: { cfn: 'TLSEnabled', tf: 'tls_enabled', whenAbsent: true },
    acl: { cfn: 'ACLName', tf: 'acl_name' },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_arn' },
    retention: { cfn: 'SnapshotRetentionLimit', tf: 'snapshot_retention_limit', whenAbsent: 0 },
  },
});

const snapshot = resource({
  label: 'MemoryDB snapshot',
  cfn: 'AWS::MemoryDB::Snapshot',
  tf: 'aws_memorydb_snapshot',
  minimal: { cfn: { ClusterName: 'orders', SnapshotName: 'orders-nightly' }, tf: { cluster_name: 'orders' } },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_arn' } },
});

const { tls, acl, kmsKey, retention } = cluster.props;

/** The rules about MemoryDB. Storage is always encrypted. */
export const memorydbRules = [
  rule({
    id: 'memorydb-tls',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'in-transit',
    title: 'MemoryDB cluster is reached over TLS',
    message: 'MemoryDB cluster {name} is reached in clear text.',
    why: 'Whoever can listen inside the network reads and changes records, and without TLS anybody who reaches the port needs no password.',
    source: 'https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html',
    aliases: ['CKV_AWS_202'],
    require: equals(tls, true),
    fix: { title: 'Use TLS', set: [[tls, true]] },
    examples: { pass: [{}, { tls: true }], fail: [{ tls: false }], unknown: [{ tls: unresolved }] },
  }),
  rule({
    id: 'memorydb-open-acl',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'exposure',
    title: 'MemoryDB cluster asks its clients who they are',
    message: 'MemoryDB cluster {name} answers anybody who can reach it.',
    why: 'The list `open-access` lets every client read and write everything without a password.',
    source: 'https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html',
    require: not(equals(acl, 'open-access')),
    examples: { pass: [{ acl: 'orders' }, {}], fail: [{ acl: 'open-access' }], unknown: [{ acl: unresolved }] },
  }),
  customerKeyRule({
    id: 'memorydb-cluster-cmk',
    on: cluster,
    key: kmsKey,
    withoutKey: 'aws-owned',
    what: 'MemoryDB cluster',
    awsAlias: 'alias/aws/memorydb',
    source: 'https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html',
    aliases: ['CKV_AWS_201'],
  }),
  rule({
    id: 'memorydb-snapshot-retention',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'backup',
    title: 'MemoryDB cluster is backed up',
    message: 'MemoryDB cluster {name} is not backed up.',
    why: 'What a faulty release or a thief deletes is gone from every node at once.',
    source: 'https://docs.aws.amazon.com/memorydb/latest/devguide/snapshots-automatic.html',
    require: atLeast(retention, 1),
    fix: { title: 'Keep snapshots for 7 days', set: [[retention, 7]] },
    examples: { pass: [{ retention: 7 }], fail: [{}, { retention: 0 }], unknown: [{ retention: unresolved }] },
  }),
  customerKeyRule({
    id: 'memorydb-snapshot-cmk',
    on: snapshot,
    key: snapshot.props.key,
    withoutKey: 'aws-owned',
    what: 'MemoryDB snapshot',
    awsAlias: 'alias/aws/memorydb',
    source: 'https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html',
    aliases: ['CKV_AWS_278'],
  }),
];
