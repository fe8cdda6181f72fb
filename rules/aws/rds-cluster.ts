import { resource } from '../../server/src/core/rule/property.ts';
import { atLeast, cases, equals, not, oneOf, startsWith } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html */
const encryptedByAge = { depends: 'when the cluster was made: Aurora encrypts those made since 18 February 2026' } as const;

/** An Aurora global database: its clusters are encrypted as any other of Aurora. */
export const globalCluster = resource({
  label: 'Aurora global database',
  cfn: 'AWS::RDS::GlobalCluster',
  tf: 'aws_rds_global_cluster',
  minimal: { cfn: { Engine: 'aurora-postgresql' }, tf: { global_cluster_identifier: 'orders', engine: 'aurora-postgresql' } },
  props: {
    encrypted: { cfn: 'StorageEncrypted', tf: 'storage_encrypted', whenAbsent: encryptedByAge },
    source: { cfn: 'SourceDBClusterIdentifier', tf: 'source_db_cluster_identifier' },
  },
});

/** An Aurora or Multi-AZ cluster. */
export const dbCluster = resource({
  label: 'Aurora cluster',
  cfn: 'AWS::RDS::DBCluster',
  tf: 'aws_rds_cluster',
  minimal: { cfn: { Engine: 'aurora-postgresql' }, tf: { engine: 'aurora-postgresql' } },
  props: {
    engine: { cfn: 'Engine', tf: 'engine' },
    iamAuth: { cfn: 'EnableIAMDatabaseAuthentication', tf: 'iam_database_authentication_enabled', whenAbsent: false },
    engineMode: { cfn: 'EngineMode', tf: 'engine_mode' },
    engineVersion: { cfn: 'EngineVersion', tf: 'engine_version' },
    encrypted: { cfn: 'StorageEncrypted', tf: 'storage_encrypted', whenAbsent: false },
    encryptedOfAurora: { cfn: 'StorageEncrypted', tf: 'storage_encrypted', whenAbsent: encryptedByAge },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    snapshot: { cfn: 'SnapshotIdentifier', tf: 'snapshot_identifier' },
    source: {
      cfn: ['SourceDbClusterResourceId', 'ReplicationSourceIdentifier', 'SourceDBClusterIdentifier'],
      tf: ['restore_to_point_in_time.source_cluster_identifier', 'restore_to_point_in_time.source_cluster_resource_id', 'replication_source_identifier'],
    },
    global: { cfn: 'GlobalClusterIdentifier', tf: 'global_cluster_identifier' },
    backtrack: { cfn: 'BacktrackWindow', tf: 'backtrack_window', whenAbsent: 0 },
    parameterGroup: { cfn: 'DBClusterParameterGroupName', tf: 'db_cluster_parameter_group_name' },
  },
});

/** What may carry deletion protection: a cluster, or a global database. */
const deletable = resource({
  label: 'Aurora cluster',
  cfn: ['AWS::RDS::DBCluster', 'AWS::RDS::GlobalCluster'],
  tf: ['aws_rds_cluster', 'aws_rds_global_cluster'],
  minimal: dbCluster.minimal,
  props: { protection: { cfn: 'DeletionProtection', tf: 'deletion_protection', whenAbsent: false } },
});

const { engine, engineMode, iamAuth, encrypted, encryptedOfAurora, kmsKey, snapshot, source, global, backtrack } = dbCluster.props;

const deciders = [
  { via: source, because: 'a replica or a restored copy is encrypted as its source is' },
  { via: snapshot, because: 'a restored cluster is encrypted as its snapshot is' },
  { via: global, because: 'the global database decides', to: globalCluster },
];

/** The rules about Aurora clusters. */
export const rdsClusterRules = [
  rule({
    id: 'rds-cluster-storage-encrypted',
    since: '2026.12',
    on: dbCluster,
    applies: not(equals(engineMode, 'serverless')),
    severity: 'high',
    category: 'at-rest',
    title: 'Aurora cluster storage is encrypted at rest',
    message: 'The storage of Aurora cluster {name} is not encrypted.',
    why: 'Whoever gets hold of the storage, a snapshot or an automated backup reads the whole database; encryption cannot be turned on later without a copy.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
    standards: {
      'aws-fsbp': ['RDS.27'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9d', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV_AWS_96', 'AWS-0079', 'F26', 'RDS_STORAGE_ENCRYPTED', 'RDSStorageEncrypted', 'AwsSolutions-RDS2'],
    decidedBy: deciders,
    require: cases([{ when: oneOf(engine, ['mysql', 'postgres']), require: equals(encrypted, true) }], equals(encryptedOfAurora, true)),
    fix: { title: 'Encrypt the storage', set: [[encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }],
      fail: [{ encrypted: false }, { engine: 'postgres' }],
      unknown: [{}, { encrypted: unresolved }, { snapshot: 'rds:nightly' }],
      skip: [{ engineMode: 'serverless' }, scene({ Cluster: [dbCluster, { global: refTo('Global') }], Global: [globalCluster, { encrypted: true }] })],
    },
  }),
  customerKeyRule({
    id: 'rds-cluster-cmk',
    on: dbCluster,
    key: kmsKey,
    withoutKey: 'aws-managed',
    what: 'The storage of Aurora cluster',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html',
    aliases: ['CKV_AWS_327', 'AWS-0079'],
    decidedBy: deciders,
    given: { encrypted: true },
  }),
  rule({
    id: 'rds-global-cluster-encrypted',
    since: '2026.12',
    on: globalCluster,
    severity: 'high',
    category: 'at-rest',
    title: 'Aurora global database is encrypted at rest',
    message: 'Aurora global database {name} is not encrypted.',
    why: 'Every cluster that joins the global database follows its setting: the data is stored in the clear in each region.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-globalcluster.html',
    aliases: ['CKV_AWS_140'],
    decidedBy: [{ via: globalCluster.props.source, because: 'it is encrypted as its source cluster is', to: dbCluster }],
    require: equals(globalCluster.props.encrypted, true),
    fix: { title: 'Encrypt the storage', set: [[globalCluster.props.encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }],
      fail: [{ encrypted: false }],
      unknown: [{}, { encrypted: unresolved }, { source: 'orders' }],
      skip: [scene({ Global: [globalCluster, { source: refTo('Cluster') }], Cluster: [dbCluster, { encrypted: true }] })],
    },
  }),
  rule({
    id: 'rds-cluster-deletion-protection',
    since: '2026.12',
    on: deletable,
    profile: 'strict',
    severity: 'medium',
    category: 'backup',
    title: 'Aurora cluster is protected from deletion',
    message: 'Aurora cluster {name} can be deleted by one call.',
    why: 'A wrong stack update, a script or a stolen credential deletes the database, and its automated backups with it.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html',
    standards: {
      'aws-fsbp': ['RDS.7'],
      'nist-800-53-r5': ['CA-7(4)(c)', 'CM-3a', 'CP-1a.1(b)', 'CP-1a.2', 'CP-2(5)', 'CP-2a', 'CP-2a.6', 'CP-2a.7', 'CP-2d', 'CP-2e', 'SA-15a.4', 'SC-22', 'SC-5(2)', 'SI-13(5)'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(C)'],
    },
    aliases: ['CKV_AWS_139', 'AWS-0343', 'RDSInstanceDeletionProtectionEnabled', 'AwsSolutions-RDS10'],
    require: equals(deletable.props.protection, true),
    fix: { title: 'Protect it from deletion', set: [[deletable.props.protection, true]] },
    examples: {
      pass: [{ protection: true }],
      fail: [{}, { protection: false }],
      unknown: [{ protection: unresolved }],
    },
  }),
  rule({
    id: 'rds-aurora-backtrack',
    since: '2026.12',
    on: dbCluster,
    applies: startsWith(engine, 'aurora-mysql'),
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Aurora MySQL cluster can be rewound',
    message: 'Aurora MySQL cluster {name} keeps no backtrack window.',
    why: 'After a wrong statement or a corrupting release, the only way back is a restore into a new cluster.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html',
    standards: { 'aws-fsbp': ['RDS.14'] },
    aliases: ['CKV_AWS_326', 'AURORA_MYSQL_BACKTRACKING_ENABLED', 'AuroraMySQLBacktrack', 'AwsSolutions-RDS14'],
    require: atLeast(backtrack, 1),
    fix: { title: 'Keep 72 hours of changes', effect: 'AWS refuses it for a cluster that was made without', set: [[backtrack, 259200]] },
    examples: {
      pass: [{ engine: 'aurora-mysql', backtrack: 86400 }],
      fail: [{ engine: 'aurora-mysql' }, { engine: 'aurora-mysql', backtrack: 0 }],
      unknown: [{ engine: 'aurora-mysql', backtrack: unresolved }],
      skip: [{ engine: 'aurora-postgresql' }],
    },
  }),
  rule({
    id: 'rds-cluster-iam-auth',
    since: '2026.12',
    on: dbCluster,
    applies: startsWith(engine, 'aurora'),
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'Aurora cluster takes IAM credentials',
    message: 'Aurora cluster {name} takes passwords only.',
    why: 'A password lives until somebody changes it, and works for whoever found it; an IAM token works for 15 minutes and names its user.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html',
    standards: { 'aws-fsbp': ['RDS.12'] },
    aliases: ['CKV_AWS_162', 'AWS-0176', 'AuroraMySQLPostgresIAMAuth', 'AwsSolutions-RDS6'],
    require: equals(iamAuth, true),
    fix: { title: 'Take IAM credentials', set: [[iamAuth, true]] },
    examples: { pass: [{ iamAuth: true }], fail: [{}, { iamAuth: false }], unknown: [{ iamAuth: unresolved }], skip: [{ engine: 'mysql' }] },
  }),
];
