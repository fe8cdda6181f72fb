import { absent, all, equals, not, startsWith } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { dbCluster } from './rds-cluster.ts';

/** An RDS instance, also as a member of an Aurora cluster. */
export const dbInstance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: 'aws_db_instance',
  minimal: {
    cfn: { DBInstanceClass: 'db.t4g.micro', Engine: 'postgres', AllocatedStorage: '20' },
    tf: { instance_class: 'db.t4g.micro', engine: 'postgres', allocated_storage: 20 },
  },
  props: {
    engine: { cfn: 'Engine', tf: 'engine' },
    engineVersion: { cfn: 'EngineVersion', tf: 'engine_version' },
    encrypted: { cfn: 'StorageEncrypted', tf: 'storage_encrypted', whenAbsent: false },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    cluster: { cfn: 'DBClusterIdentifier' },
    source: { cfn: 'SourceDBInstanceIdentifier', tf: 'replicate_source_db' },
    snapshot: { cfn: 'DBSnapshotIdentifier', tf: 'snapshot_identifier' },
    deletionProtection: { cfn: 'DeletionProtection', tf: 'deletion_protection', whenAbsent: false },
    insights: { cfn: 'EnablePerformanceInsights', tf: 'performance_insights_enabled', whenAbsent: false },
    insightsKey: { cfn: 'PerformanceInsightsKMSKeyId', tf: 'performance_insights_kms_key_id' },
    parameterGroup: { cfn: 'DBParameterGroupName', tf: 'parameter_group_name' },
  },
});

/** An RDS instance, or an instance of an Aurora cluster in Terraform's spelling. */
const reachableInstance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: ['aws_db_instance', 'aws_rds_cluster_instance'],
  minimal: dbInstance.minimal,
  props: {
    isPublic: {
      cfn: 'PubliclyAccessible',
      tf: 'publicly_accessible',
      whenAbsent: { cfn: { depends: 'the VPC and the subnet group' }, tf: false },
    },
  },
});

const { engine, encrypted, kmsKey, cluster, source, snapshot, deletionProtection, insights, insightsKey } = dbInstance.props;

/** The rules about RDS instances as such. */
export const rdsRules = [
  rule({
    id: 'rds-storage-encrypted',
    since: '2026.12',
    on: dbInstance,
    severity: 'high',
    category: 'at-rest',
    title: 'RDS instance storage is encrypted at rest',
    message: 'The storage of RDS instance {name} is not encrypted.',
    why: 'Whoever gets hold of the storage, a snapshot or an automated backup reads the whole database; encryption cannot be turned on later without a copy.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
    standards: { 'aws-fsbp': ['RDS.3'] },
    aliases: ['CKV_AWS_16', 'AWS-0080', 'F27', 'RDS_STORAGE_ENCRYPTED', 'RDSStorageEncrypted'],
    decidedBy: [
      { via: cluster, because: 'the cluster decides', to: dbCluster },
      { via: source, because: 'a replica is encrypted as its source is' },
      { via: snapshot, because: 'a restored instance is encrypted as its snapshot is' },
    ],
    require: equals(encrypted, true),
    fix: { title: 'Encrypt the storage', set: [[encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }, { encrypted: 'true' }],
      fail: [{}, { encrypted: false }],
      unknown: [{ encrypted: unresolved }, { snapshot: 'rds:nightly' }],
      skip: [scene({ Instance: [dbInstance, { cluster: refTo('Cluster') }], Cluster: [dbCluster, { encrypted: true }] })],
    },
  }),
  customerKeyRule({
    id: 'rds-instance-cmk',
    on: dbInstance,
    key: kmsKey,
    withoutKey: 'aws-managed',
    what: 'The storage of RDS instance',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html',
    decidedBy: [
      { via: cluster, because: 'the cluster decides', to: dbCluster },
      { via: source, because: 'a replica is encrypted as its source is' },
      { via: snapshot, because: 'a restored instance is encrypted as its snapshot is' },
    ],
    given: { encrypted: true },
  }),
  rule({
    id: 'rds-publicly-accessible',
    since: '2026.12',
    on: reachableInstance,
    severity: 'critical',
    category: 'exposure',
    title: 'RDS instance is not reachable from the internet',
    message: 'RDS instance {name} has a public address.',
    why: 'With a public address, one open security group and one weak or leaked password are all that stands between the internet and the data.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
    standards: { 'aws-fsbp': ['RDS.2'] },
    aliases: ['CKV_AWS_17', 'AWS-0180', 'F22', 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK', 'RDSInstancePublicAccess'],
    require: equals(reachableInstance.props.isPublic, false),
    fix: { title: 'Make it private', set: [[reachableInstance.props.isPublic, false]] },
    examples: {
      pass: [{ isPublic: false }],
      fail: [{ isPublic: true }],
      unknown: [{}, { isPublic: unresolved }],
    },
  }),
  rule({
    id: 'rds-deletion-protection',
    since: '2026.12',
    on: dbInstance,
    applies: all(absent(cluster), not(startsWith(engine, 'aurora'))),
    severity: 'medium',
    category: 'backup',
    title: 'RDS instance is protected from deletion',
    message: 'RDS instance {name} can be deleted by one call.',
    why: 'A wrong stack update, a script or a stolen credential deletes the database, and its automated backups with it.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
    standards: { 'aws-fsbp': ['RDS.8'] },
    aliases: ['CKV_AWS_293', 'AWS-0177', 'F80', 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED', 'RDSInstanceDeletionProtectionEnabled'],
    require: equals(deletionProtection, true),
    fix: { title: 'Protect it from deletion', set: [[deletionProtection, true]] },
    examples: {
      pass: [{ deletionProtection: true }],
      fail: [{}, { deletionProtection: false }],
      unknown: [{ deletionProtection: unresolved }],
      skip: [{ cluster: 'orders' }, { engine: 'aurora-mysql' }],
    },
  }),
  customerKeyRule({
    id: 'rds-performance-insights-cmk',
    on: dbInstance,
    applies: equals(insights, true),
    key: insightsKey,
    withoutKey: 'aws-managed',
    what: 'Performance Insights of RDS instance',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.cmk-policy.html',
    aliases: ['CKV_AWS_354', 'AWS-0078'],
    given: { insights: true },
    skip: [{}, { insights: false }],
  }),
];
