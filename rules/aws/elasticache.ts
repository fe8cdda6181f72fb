import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, atLeast, cases, equals, not, present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const group = resource({
  label: 'ElastiCache replication group',
  cfn: 'AWS::ElastiCache::ReplicationGroup',
  tf: 'aws_elasticache_replication_group',
  minimal: {
    cfn: { ReplicationGroupDescription: 'sessions', CacheNodeType: 'cache.t4g.micro', Engine: 'redis' },
    tf: { replication_group_id: 'sessions', description: 'sessions', node_type: 'cache.t4g.micro', engine: 'redis' },
  },
  props: {
    engine: { cfn: 'Engine', tf: 'engine', whenAbsent: 'redis' },
    atRest: { cfn: 'AtRestEncryptionEnabled', tf: 'at_rest_encryption_enabled', whenAbsent: false },
    atRestOfValkey: { cfn: 'AtRestEncryptionEnabled', tf: 'at_rest_encryption_enabled', whenAbsent: true },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    transit: { cfn: 'TransitEncryptionEnabled', tf: 'transit_encryption_enabled', whenAbsent: false },
    transitMode: { cfn: 'TransitEncryptionMode', tf: 'transit_encryption_mode', whenAbsent: 'required' },
    token: { cfn: 'AuthToken', tf: 'auth_token' },
    users: { cfn: 'UserGroupIds', tf: 'user_group_ids' },
    retention: { cfn: 'SnapshotRetentionLimit', tf: 'snapshot_retention_limit', whenAbsent: 0 },
    datastore: { cfn: 'GlobalReplicationGroupId', tf: 'global_replication_group_id' },
  },
});

const cacheCluster = resource({
  label: 'ElastiCache cluster',
  cfn: 'AWS::ElastiCache::CacheCluster',
  tf: 'aws_elasticache_cluster',
  minimal: {
    cfn: { CacheNodeType: 'cache.t4g.micro', Engine: 'redis', NumCacheNodes: 1 },
    tf: { cluster_id: 'sessions', node_type: 'cache.t4g.micro', engine: 'redis', num_cache_nodes: 1 },
  },
  props: {
    engine: { cfn: 'Engine', tf: 'engine' },
    transit: { cfn: 'TransitEncryptionEnabled', tf: 'transit_encryption_enabled', whenAbsent: false },
    retention: { cfn: 'SnapshotRetentionLimit', tf: 'snapshot_retention_limit', whenAbsent: 0 },
    nodeType: { cfn: 'CacheNodeType', tf: 'node_type' },
  },
});

/** Both kinds stand in the subnets of a group. */
const placed = resource({
  label: 'ElastiCache cluster',
  cfn: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::CacheCluster'],
  tf: ['aws_elasticache_replication_group', 'aws_elasticache_cluster'],
  minimal: group.minimal,
  props: { subnets: { cfn: 'CacheSubnetGroupName', tf: 'subnet_group_name' } },
});

const { engine, atRest, atRestOfValkey, kmsKey, transit, transitMode, token, users, retention, datastore } = group.props;
const ofCluster = cacheCluster.props;
const joinsDatastore = [{ via: datastore, because: 'the global datastore decides' }];
const restPage = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html';
const transitPage = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html';
const backupPage = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html';
const whyBackup = 'A cache that has become a store loses everything with its nodes, or with one FLUSHALL.';

/** The rules about ElastiCache. */
export const elasticacheRules = [
  rule({
    id: 'elasticache-at-rest',
    since: '2026.12',
    on: group,
    severity: 'high',
    category: 'at-rest',
    title: 'ElastiCache replication group is encrypted at rest',
    message: 'ElastiCache replication group {name} is not encrypted at rest.',
    why: 'Backups, and what the nodes write to disk, hold sessions and personal data in the clear; encryption can only be chosen when the group is made.',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html',
    standards: { 'aws-fsbp': ['ElastiCache.4'], 'pci-dss-4': ['8.3.2'] },
    aliases: ['CKV_AWS_29', 'AWS-0045', 'F25', 'ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_AT_REST', 'ElastiCacheRedisClusterEncryption', 'elasticache_with_disabled_at_rest_encryption', 'AwsSolutions-AEC3'],
    decidedBy: joinsDatastore,
    require: cases([{ when: equals(engine, 'valkey'), require: equals(atRestOfValkey, true) }], equals(atRest, true)),
    fix: { title: 'Encrypt at rest', set: [[atRest, true]] },
    examples: {
      pass: [{ atRest: true }, { engine: 'valkey' }],
      fail: [{}, { atRest: false }, { engine: 'valkey', atRest: false }],
      unknown: [{ atRest: unresolved }, { datastore: 'sessions-global' }],
    },
  }),
  customerKeyRule({
    id: 'elasticache-replication-group-cmk',
    on: group,
    key: kmsKey,
    // On by default for Valkey; that a group of Redis leaves it off is what elasticache-at-rest says.
    mode: atRestOfValkey,
    modes: { true: 'key', false: 'none' },
    withoutKey: 'aws-owned',
    what: 'ElastiCache replication group',
    awsAlias: 'alias/aws/elasticache',
    source: restPage,
    aliases: ['CKV_AWS_191'],
    decidedBy: joinsDatastore,
    given: { engine: 'valkey' },
  }),
  rule({
    id: 'elasticache-transit',
    since: '2026.12',
    on: group,
    severity: 'high',
    category: 'in-transit',
    title: 'ElastiCache replication group is reached over TLS',
    message: 'ElastiCache replication group {name} is reached in clear text.',
    why: 'Whoever can listen inside the network reads and changes sessions, tokens and cached records.',
    source: transitPage,
    standards: { 'aws-fsbp': ['ElastiCache.5'], 'pci-dss-4': ['2.2.7', '4.2.1', '4.2.1.1', '8.3.2'] },
    aliases: ['CKV_AWS_30', 'AWS-0051', 'F33', 'ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_IN_TRANSIT', 'ElastiCacheRedisClusterEncryption', 'AwsSolutions-AEC3'],
    decidedBy: joinsDatastore,
    require: equals(transit, true),
    fix: { title: 'Use TLS', set: [[transit, true]] },
    examples: { pass: [{ transit: true }], fail: [{}, { transit: false }], unknown: [{ transit: unresolved }] },
  }),
  rule({
    id: 'elasticache-transit-mode',
    since: '2026.12',
    on: group,
    applies: equals(transit, true),
    severity: 'medium',
    category: 'in-transit',
    title: 'ElastiCache replication group refuses clear text',
    message: 'ElastiCache replication group {name} still accepts clear text beside TLS.',
    why: 'The mode `preferred` is meant for a migration: a client that forgets TLS is served in the clear.',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html',
    require: equals(transitMode, 'required'),
    fix: { title: 'Require TLS', set: [[transitMode, 'required']] },
    examples: {
      pass: [{ transit: true }, { transit: true, transitMode: 'required' }],
      fail: [{ transit: true, transitMode: 'preferred' }],
      unknown: [{ transit: true, transitMode: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'elasticache-auth',
    since: '2026.12',
    on: group,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'ElastiCache replication group asks its clients who they are',
    message: 'ElastiCache replication group {name} answers anybody who can reach it.',
    why: 'Without a token or user groups, whoever reaches the port reads and writes the whole cache.',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html',
    standards: { 'aws-fsbp': ['ElastiCache.6'] },
    aliases: ['CKV_AWS_31', 'ElastiCacheRedisClusterRedisAuth', 'AwsSolutions-AEC6'],
    decidedBy: joinsDatastore,
    require: all(equals(transit, true), any(present(token), present(users))),
    examples: {
      pass: [{ transit: true, users: ['sessions'] }],
      fail: [{ transit: true }],
      unknown: [{ transit: unresolved, users: ['sessions'] }],
    },
  }),
  rule({
    id: 'elasticache-cluster-transit',
    since: '2026.12',
    on: cacheCluster,
    applies: equals(ofCluster.engine, 'memcached'),
    severity: 'medium',
    category: 'in-transit',
    title: 'Memcached cluster is reached over TLS',
    message: 'Memcached cluster {name} is reached in clear text.',
    why: 'Whoever can listen inside the network reads and changes sessions, tokens and cached records.',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html',
    require: equals(ofCluster.transit, true),
    fix: { title: 'Use TLS', set: [[ofCluster.transit, true]] },
    examples: {
      pass: [{ engine: 'memcached', transit: true }],
      fail: [{ engine: 'memcached' }, { engine: 'memcached', transit: false }],
      unknown: [{ engine: 'memcached', transit: unresolved }],
      skip: [{ engine: 'redis' }],
    },
  }),
  ...[
    { suffix: '', days: 1, profile: 'strict' as const, aliases: ['CKV_AWS_134', 'AWS-0050'], title: 'is backed up', message: 'is not backed up.' },
    { suffix: '-15-days', days: 15, profile: 'strict' as const, aliases: ['ElastiCacheRedisClusterAutomaticBackup'], title: 'keeps its backups for at least 15 days', message: 'keeps its backups for less than 15 days.' },
  ].flatMap(({ suffix, days, profile, aliases, title, message }) => [
    rule({
      id: `elasticache-backup-retention${suffix}`,
      since: '2026.12',
      on: group,
      severity: 'low',
      category: 'backup',
      profile,
      title: `ElastiCache replication group ${title}`,
      message: `ElastiCache replication group {name} ${message}`,
      why: whyBackup,
      source: backupPage,
      standards: { 'aws-fsbp': ['ElastiCache.1'] },
      aliases,
      require: atLeast(retention, days),
      fix: { title: 'Keep backups for 15 days', set: [[retention, 15]] },
      examples: { pass: [{ retention: 15 }], fail: [{}, { retention: days - 1 }], unknown: [{ retention: unresolved }] },
    }),
    rule({
      id: `elasticache-cluster-backup-retention${suffix}`,
      since: '2026.12',
      on: cacheCluster,
      applies: all(present(ofCluster.engine), not(equals(ofCluster.engine, 'memcached')), not(equals(ofCluster.nodeType, 'cache.t1.micro'))),
      severity: 'low',
      category: 'backup',
      profile,
      title: `ElastiCache cluster ${title}`,
      message: `ElastiCache cluster {name} ${message}`,
      why: whyBackup,
      source: backupPage,
      standards: { 'aws-fsbp': ['ElastiCache.1'] },
      aliases,
      require: atLeast(ofCluster.retention, days),
      fix: { title: 'Keep backups for 15 days', set: [[ofCluster.retention, 15]] },
      examples: { pass: [{ retention: 15 }], fail: [{}, { retention: days - 1 }], unknown: [{ retention: unresolved }], skip: [{ engine: 'memcached' }, { nodeType: 'cache.t1.micro' }] },
    }),
  ]),
  rule({
    id: 'elasticache-in-vpc',
    since: '2026.12',
    on: placed,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'ElastiCache cluster says which subnets it stands in',
    message: 'ElastiCache cluster {name} stands in the default subnets.',
    why: 'The default group spans every subnet of the VPC: the cache can be reached from places that were never meant to see it.',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html',
    standards: { 'aws-fsbp': ['ElastiCache.7'], 'pci-dss-4': ['1.3.1', '1.3.2', '1.4.1', '1.4.4'] },
    aliases: ['CKV_AWS_323', 'ElastiCacheClusterInVPC', 'AwsSolutions-AEC1'],
    require: all(present(placed.props.subnets), not(equals(placed.props.subnets, 'default'))),
    examples: { pass: [{ subnets: 'sessions' }], fail: [{}, { subnets: 'default' }], unknown: [madeByMacro] },
  }),
];
