/** How the data of a store is carried over into a new one, step by step. */
export interface Recipe {
  readonly types: readonly string[];
  readonly steps: readonly string[];
  /** AWS's page. */
  readonly source: string;
}

/** The ways that AWS documents to carry data over when a store has to be made anew: one for each kind of store. */
const recipes: readonly Recipe[] = [
  {
    types: ['AWS::RDS::DBInstance', 'aws_db_instance'],
    steps: ['stop writing, and take a snapshot of the instance', 'copy the snapshot with `--kms-key-id`, which encrypts the copy', 'restore a new instance from the copy (`DBSnapshotIdentifier`)', 'point the application at it, and delete the old one when nobody misses it'],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  },
  {
    types: ['AWS::RDS::DBCluster', 'aws_rds_cluster'],
    steps: ['stop writing, and take a snapshot of the cluster', 'restore it as an encrypted cluster: name a KMS key when restoring (`SnapshotIdentifier` and `KmsKeyId`)', 'point the application at the new cluster, and delete the old one when nobody misses it'],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  },
  {
    types: ['AWS::DocDB::DBCluster', 'aws_docdb_cluster'],
    steps: ['stop writing, and take a snapshot of the cluster', 'restore it as an encrypted cluster: name a KMS key when restoring', 'point the application at the new cluster'],
    source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/backup_restore-restore_from_snapshot.html',
  },
  {
    types: ['AWS::Neptune::DBCluster', 'aws_neptune_cluster'],
    steps: ['stop writing, and take a snapshot of the cluster', 'restore it as an encrypted cluster: name a KMS key when restoring', 'point the application at the new cluster'],
    source: 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html',
  },
  {
    types: ['AWS::EFS::FileSystem', 'aws_efs_file_system'],
    steps: ['make a second, encrypted file system beside the old one', 'copy the files with AWS DataSync', 'mount the new one, and delete the old one when nobody misses it'],
    source: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  },
  {
    types: ['AWS::EC2::Volume', 'aws_ebs_volume'],
    steps: ['take a snapshot of the volume', 'make an encrypted volume from the snapshot (`SnapshotId`, `Encrypted`), under a new logical id', 'attach it in place of the old one'],
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  },
  {
    types: ['AWS::ElastiCache::ReplicationGroup', 'aws_elasticache_replication_group'],
    steps: ['take a backup of the replication group', 'make a new one from the backup (`SnapshotName`) with encryption at rest', 'point the application at it'],
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
  },
  {
    types: ['AWS::KMS::Key', 'aws_kms_key'],
    steps: ['make a second key', 'encrypt anew with it what the old key encrypted', 'keep the old key for as long as anything is encrypted with it'],
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  },
];

/** The recipe for a resource type of either family; undefined where AWS documents none. */
export function recipeFor(type: string): Recipe | undefined {
  return recipes.find(({ types }) => types.includes(type));
}
