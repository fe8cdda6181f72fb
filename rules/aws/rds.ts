import { absent, all, equals, not, oneOf, startsWith } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
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
    engine: { cfn: 'Engine', tf: 'engine', values: { MySQL: 'mysql', MariaDB: 'mariadb' } },
    engineVersion: { cfn: 'EngineVersion', tf: 'engine_version' },
    encrypted: { cfn: 'StorageEncrypted', tf: 'storage_encrypted', whenAbsent: false },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    cluster: { cfn: 'DBClusterIdentifier' },
    source: {
      cfn: ['SourceDBClusterIdentifier', 'SourceDBInstanceAutomatedBackupsArn', 'SourceDbiResourceId', 'SourceDBInstanceIdentifier'],
      tf: ['restore_to_point_in_time.source_db_instance_identifier', 'restore_to_point_in_time.source_db_instance_automated_backups_arn', 'restore_to_point_in_time.source_dbi_resource_id', 'replicate_source_db'],
    },
    snapshot: { cfn: 'DBSnapshotIdentifier', tf: 'snapshot_identifier' },
    deletionProtection: { cfn: 'DeletionProtection', tf: 'deletion_protection', whenAbsent: false },
    iamAuth: { cfn: 'EnableIAMDatabaseAuthentication', tf: 'iam_database_authentication_enabled', whenAbsent: false },
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

/** An instance whose load is recorded, also as a member of a cluster in Terraform's spelling. */
const observedInstance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: ['aws_db_instance', 'aws_rds_cluster_instance'],
  minimal: dbInstance.minimal,
  props: {
    insights: { cfn: 'EnablePerformanceInsights', tf: 'performance_insights_enabled', whenAbsent: false },
    insightsKey: { cfn: 'PerformanceInsightsKMSKeyId', tf: 'performance_insights_kms_key_id' },
  },
});

/** Every instance that has a certificate of the service's authority. */
const certified = resource({
  label: 'database instance',
  cfn: ['AWS::RDS::DBInstance', 'AWS::DocDB::DBInstance'],
  tf: ['aws_db_instance', 'aws_rds_cluster_instance', 'aws_docdb_cluster_instance'],
  minimal: dbInstance.minimal,
  props: { authority: { cfn: 'CACertificateIdentifier', tf: 'ca_cert_identifier', whenAbsent: 'rds-ca-rsa2048-g1' } },
});

const { engine, encrypted, kmsKey, cluster, source, snapshot, deletionProtection, iamAuth } = dbInstance.props;

/** The rules about RDS instances as such. */
export const rdsRules: readonly RuleRecord[] = [
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
    standards: {
      'aws-fsbp': ['RDS.3'],
      'cis-aws': ['v3.0/2.3.1', 'v5.0/2.2.1', 'v6.0/3.2.1'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_16', 'AWS-0080', 'F27', 'RDS_STORAGE_ENCRYPTED', 'RDSStorageEncrypted', 'AwsSolutions-RDS2'],
    decidedBy: [
      { via: cluster, because: 'the cluster decides', to: dbCluster },
      { via: source, because: 'a replica or a restored copy is encrypted as its source is' },
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
      { via: source, because: 'a replica or a restored copy is encrypted as its source is' },
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
    standards: {
      'aws-fsbp': ['RDS.2'],
      'cis-aws': ['v3.0/2.3.3', 'v5.0/2.2.3', 'v6.0/3.2.3'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
      hipaa: ['164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(e)(1)'],
    },
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
    profile: 'strict',
    severity: 'medium',
    category: 'backup',
    title: 'RDS instance is protected from deletion',
    message: 'RDS instance {name} can be deleted by one call.',
    why: 'A wrong stack update, a script or a stolen credential deletes the database, and its automated backups with it.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
    standards: {
      'aws-fsbp': ['RDS.8'],
      'nist-800-53-r5': ['CA-7(4)', 'CA-7(4)(c)', 'CM-3', 'CM-3a', 'CP-1', 'CP-1a.1(b)', 'CP-1a.2', 'CP-2', 'CP-2(5)', 'CP-2a', 'CP-2a.6', 'CP-2a.7', 'CP-2d', 'CP-2e', 'SA-15', 'SA-15a.4', 'SC-22', 'SC-5(2)', 'SI-13(5)'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(C)'],
    },
    aliases: ['CKV_AWS_293', 'AWS-0177', 'F80', 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED', 'RDSInstanceDeletionProtectionEnabled', 'AwsSolutions-RDS10'],
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
    on: observedInstance,
    applies: equals(observedInstance.props.insights, true),
    key: observedInstance.props.insightsKey,
    withoutKey: 'aws-managed',
    what: 'Performance Insights of RDS instance',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.cmk-policy.html',
    aliases: ['CKV_AWS_354', 'AWS-0078'],
    given: { insights: true },
    skip: [{}, { insights: false }],
  }),
  rule({
    id: 'rds-ca-certificate',
    since: '2026.12',
    on: certified,
    severity: 'medium',
    category: 'certificates',
    title: 'The certificate authority of a database instance has not expired',
    message: 'The certificate authority that database instance {name} asks for has expired.',
    why: 'Clients that verify the certificate cannot connect; those that were told not to verify it talk to whoever answers.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html',
    aliases: ['CKV_AWS_211'],
    require: not(oneOf(certified.props.authority, ['rds-ca-2010', 'rds-ca-2015', 'rds-ca-2019'])),
    fix: { title: 'Use the authority of today', set: [[certified.props.authority, 'rds-ca-rsa2048-g1']] },
    examples: { pass: [{}, { authority: 'rds-ca-ecc384-g1' }], fail: [{ authority: 'rds-ca-2019' }], unknown: [{ authority: unresolved }] },
  }),
  rule({
    id: 'rds-iam-auth',
    since: '2026.12',
    on: dbInstance,
    applies: all(absent(cluster), oneOf(engine, ['mysql', 'mariadb', 'postgres'])),
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'RDS instance takes IAM credentials',
    message: 'RDS instance {name} takes passwords only.',
    why: 'A password lives until somebody changes it, and works for whoever found it; an IAM token works for 15 minutes and names its user.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html',
    standards: {
      'aws-fsbp': ['RDS.10'],
      'pci-dss-4': ['7.2.1', '7.2.2', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4'],
      hipaa: ['164.308(a)(3)(ii)(A)', '164.308(a)(4)(i)'],
    },
    aliases: ['CKV_AWS_161', 'AWS-0176'],
    require: equals(iamAuth, true),
    fix: { title: 'Take IAM credentials', set: [[iamAuth, true]] },
    examples: { pass: [{ iamAuth: true }], fail: [{}, { iamAuth: false }], unknown: [{ iamAuth: unresolved }], skip: [{ engine: 'oracle-ee' }, { cluster: 'orders' }] },
  }),
];
