import type { Impact } from './impact-kind.ts';

/** What the generated table does not know, by type and top-level property, each with AWS's page. */
export interface Exception {
  readonly type: string;
  readonly properties: readonly string[];
  readonly impact: Impact;
  readonly source: string;
}

const page = (name: string): string => `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${name}.html`;

/** The service refuses the change, or takes the resource out of service while it is made. */
export const exceptions: readonly Exception[] = [
  {
    type: 'AWS::EC2::Volume',
    properties: ['AvailabilityZone', 'Encrypted', 'KmsKeyId', 'SnapshotId'],
    impact: 'not-supported',
    source: page('aws-resource-ec2-volume'),
  },
  { type: 'AWS::KMS::Key', properties: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'], impact: 'not-supported', source: page('aws-resource-kms-key') },
  {
    type: 'AWS::WorkSpaces::Workspace',
    properties: ['BundleId', 'RootVolumeEncryptionEnabled', 'UserVolumeEncryptionEnabled', 'VolumeEncryptionKey'],
    impact: 'not-supported',
    source: page('aws-resource-workspaces-workspace'),
  },
  // The data moves to a new cluster, and until it has this one can only be read.
  { type: 'AWS::Redshift::Cluster', properties: ['Encrypted', 'KmsKeyId'], impact: 'interrupts', source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/changing-cluster-encryption.html' },
  {
    type: 'AWS::Neptune::DBCluster',
    properties: ['BackupRetentionPeriod', 'DBClusterParameterGroupName', 'PreferredBackupWindow'],
    impact: 'interrupts',
    source: page('aws-resource-neptune-dbcluster'),
  },
  {
    type: 'AWS::Neptune::DBInstance',
    properties: ['AutoMinorVersionUpgrade', 'DBInstanceClass', 'DBParameterGroupName'],
    impact: 'interrupts',
    source: page('aws-resource-neptune-dbinstance'),
  },
  {
    type: 'AWS::RDS::DBInstance',
    properties: ['BackupRetentionPeriod'],
    impact: 'interrupts',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
  },
  // "Some interruptions"; a new CA certificate reboots the instance.
  { type: 'AWS::RDS::DBInstance', properties: ['CACertificateIdentifier', 'MultiAZ'], impact: 'interrupts', source: page('aws-resource-rds-dbinstance') },
  { type: 'AWS::DynamoDB::Table', properties: ['SSESpecification'], impact: 'interrupts', source: page('aws-resource-dynamodb-table') },
  { type: 'AWS::RDS::DBCluster', properties: ['DBClusterParameterGroupName'], impact: 'interrupts', source: page('aws-resource-rds-dbcluster') },
  { type: 'AWS::DocDB::DBInstance', properties: ['DBInstanceClass'], impact: 'interrupts', source: page('aws-resource-docdb-dbinstance') },
];
