import type { Family } from '../core/model/template.ts';

/** A property of a store by its name in each family. */
interface Named {
  readonly cfn?: string;
  readonly tf?: string;
}

/**
 * A kind of resource whose loss is the loss of data, or of a key that data cannot be read without; and what stands between a deletion and that loss.
 * Only what AWS documents is here: a field that is not there says that nothing is known to help.
 */
export interface DataStore {
  /** Resource types in each family. */
  readonly cfn: readonly string[];
  readonly tf: readonly string[];
  /** What is lost: `the rows of the table`. */
  readonly holds: string;
  /**
   * CloudFormation can take a snapshot before it deletes or replaces (DeletionPolicy, UpdateReplacePolicy).
   * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
   */
  readonly snapshot?: true;
  /** CloudFormation takes a snapshot when it deletes one that has no DeletionPolicy. A replacement takes none. Source: the same page. */
  readonly snapshotByDefault?: true;
  /** The data lies elsewhere, with what this property names. */
  readonly unless?: Named;
  /** A property that refuses the deletion, and the value with which it does; `unsaid`: AWS takes that value where none is written, by the type's page or the one named there. */
  readonly protection?: Named & { readonly on: boolean | string; readonly unsaid?: true };
  /** A property that names a snapshot which is taken before the deletion. */
  readonly finalSnapshot?: Named;
  /**
   * AWS refuses to delete one that holds something, unless this property is true; an empty record: always. Sources:
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html, https://docs.aws.amazon.com/aws-backup/latest/devguide/delete-a-vault.html,
   * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html
   */
  readonly mustBeEmpty?: { readonly unless?: Named };
  /** How the data, or the key, can be had back for a while: words and AWS's page. `only`: the family whose tool leaves that while. */
  readonly recovery?: { readonly words: string; readonly source: string; readonly only?: Family };
}

const row = (cfn: string | readonly string[], tf: string | readonly string[], holds: string, more: Omit<DataStore, 'cfn' | 'tf' | 'holds'> = {}): DataStore => ({
  cfn: typeof cfn === 'string' ? [cfn] : cfn,
  tf: typeof tf === 'string' ? [tf] : tf,
  holds,
  ...more,
});

const deletionProtection = { cfn: 'DeletionProtection', tf: 'deletion_protection', on: true } as const;
const unsaidProtection = { ...deletionProtection, unsaid: true } as const;
const finalSnapshot = { tf: 'final_snapshot_identifier' } as const;
const pendingWindow = {
  words: 'KMS keeps the key for 7 to 30 days (30 if nothing is said), in which the deletion can be cancelled',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
};

/**
 * The data stores of AWS that templates make. Instances of an Aurora, DocumentDB or Neptune cluster are none: their data lies with the cluster.
 * Sources: each type's page in https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ for the properties, the pages above for the rest.
 */
export const dataStores: readonly DataStore[] = [
  // Relational and document databases
  row('AWS::RDS::DBInstance', 'aws_db_instance', 'the databases of the instance', {
    snapshot: true,
    snapshotByDefault: true,
    unless: { cfn: 'DBClusterIdentifier' },
    protection: deletionProtection,
    finalSnapshot,
  }),
  row('AWS::RDS::DBCluster', 'aws_rds_cluster', 'the databases of the cluster', { snapshot: true, snapshotByDefault: true, protection: deletionProtection, finalSnapshot }),
  row('AWS::DocDB::DBCluster', 'aws_docdb_cluster', 'the databases of the cluster', { snapshot: true, protection: deletionProtection, finalSnapshot }),
  row('AWS::DocDBElastic::Cluster', 'aws_docdbelastic_cluster', 'the databases of the cluster'),
  row('AWS::Neptune::DBCluster', 'aws_neptune_cluster', 'the graph of the cluster', { snapshot: true, protection: deletionProtection, finalSnapshot }),
  row('AWS::NeptuneGraph::Graph', 'aws_neptunegraph_graph', 'the graph', { protection: deletionProtection }),
  row('AWS::DSQL::Cluster', 'aws_dsql_cluster', 'the databases of the cluster', { protection: { cfn: 'DeletionProtectionEnabled', tf: 'deletion_protection_enabled', on: true } }),
  row('AWS::QLDB::Ledger', 'aws_qldb_ledger', 'the ledger', { protection: unsaidProtection }),
  row('AWS::Lightsail::Database', 'aws_lightsail_database', 'the databases of the instance', { finalSnapshot: { tf: 'final_snapshot_name' } }),
  row(['AWS::Timestream::InfluxDBInstance', 'AWS::Timestream::InfluxDBCluster'], 'aws_timestreaminfluxdb_db_instance', 'its measurements'),
  row(['AWS::Timestream::Table', 'AWS::Timestream::Database'], ['aws_timestreamwrite_table', 'aws_timestreamwrite_database'], 'its measurements'),

  // Tables
  row('AWS::DynamoDB::Table', 'aws_dynamodb_table', 'the items of the table', { protection: { cfn: 'DeletionProtectionEnabled', tf: 'deletion_protection_enabled', on: true } }),
  row(['AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'], [], 'the items of the table'),
  row('AWS::Cassandra::Table', 'aws_keyspaces_table', 'the rows of the table'),
  row('AWS::SDB::Domain', [], 'the items of the domain'),

  // Objects, files and volumes
  row('AWS::S3::Bucket', 'aws_s3_bucket', 'the objects of the bucket', { mustBeEmpty: { unless: { tf: 'force_destroy' } } }),
  row('AWS::S3Express::DirectoryBucket', 'aws_s3_directory_bucket', 'the objects of the bucket', { mustBeEmpty: { unless: { tf: 'force_destroy' } } }),
  row(['AWS::S3Tables::TableBucket', 'AWS::S3Tables::Table'], ['aws_s3tables_table_bucket', 'aws_s3tables_table'], 'its tables'),
  row(['AWS::S3Vectors::VectorBucket', 'AWS::S3Vectors::Index'], ['aws_s3vectors_vector_bucket', 'aws_s3vectors_index'], 'its vectors'),
  row('AWS::S3Outposts::Bucket', 'aws_s3control_bucket', 'the objects of the bucket'),
  row('AWS::Lightsail::Bucket', 'aws_lightsail_bucket', 'the objects of the bucket'),
  row('AWS::EFS::FileSystem', 'aws_efs_file_system', 'the files'),
  row('AWS::FSx::FileSystem', ['aws_fsx_lustre_file_system', 'aws_fsx_ontap_file_system', 'aws_fsx_openzfs_file_system', 'aws_fsx_windows_file_system'], 'the files'),
  row('AWS::FSx::Volume', ['aws_fsx_ontap_volume', 'aws_fsx_openzfs_volume'], 'the files of the volume'),
  row('AWS::EC2::Volume', 'aws_ebs_volume', 'the files of the volume', { snapshot: true }),
  row('AWS::Backup::BackupVault', 'aws_backup_vault', 'the recovery points', { mustBeEmpty: { unless: { tf: 'force_destroy' } } }),
  row('AWS::Backup::LogicallyAirGappedBackupVault', 'aws_backup_logically_air_gapped_vault', 'the recovery points', { mustBeEmpty: {} }),
  row('AWS::ECR::Repository', 'aws_ecr_repository', 'the images', { mustBeEmpty: { unless: { cfn: 'EmptyOnDelete', tf: 'force_delete' } } }),
  row('AWS::CodeCommit::Repository', 'aws_codecommit_repository', 'the source code'),
  row(['AWS::CodeArtifact::Repository', 'AWS::CodeArtifact::Domain'], ['aws_codeartifact_repository', 'aws_codeartifact_domain'], 'the packages'),

  // Caches and warehouses, search
  row('AWS::ElastiCache::ReplicationGroup', 'aws_elasticache_replication_group', 'what the cache holds', { snapshot: true, finalSnapshot }),
  row('AWS::ElastiCache::CacheCluster', 'aws_elasticache_cluster', 'what the cache holds', { snapshot: true, finalSnapshot }),
  row('AWS::ElastiCache::ServerlessCache', 'aws_elasticache_serverless_cache', 'what the cache holds', { finalSnapshot: { cfn: 'FinalSnapshotName' } }),
  row('AWS::MemoryDB::Cluster', 'aws_memorydb_cluster', 'the data of the cluster', { finalSnapshot: { cfn: 'FinalSnapshotName', tf: 'final_snapshot_name' } }),
  row('AWS::Redshift::Cluster', 'aws_redshift_cluster', 'the databases of the cluster', { snapshot: true, finalSnapshot }),
  row('AWS::RedshiftServerless::Namespace', 'aws_redshiftserverless_namespace', 'the databases of the namespace', { finalSnapshot: { cfn: 'FinalSnapshotName' } }),
  row(['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'], ['aws_opensearch_domain', 'aws_elasticsearch_domain'], 'the indexes'),
  row('AWS::OpenSearchServerless::Collection', 'aws_opensearchserverless_collection', 'the indexes', { protection: { cfn: 'DeletionProtection', on: 'ENABLED' } }),
  row('AWS::Kendra::Index', 'aws_kendra_index', 'the index'),
  row(['AWS::HealthLake::FHIRDatastore', 'AWS::HealthImaging::Datastore'], [], 'the records'),
  row(['AWS::Omics::ReferenceStore', 'AWS::Omics::SequenceStore', 'AWS::Omics::AnnotationStore', 'AWS::Omics::VariantStore'], [], 'what the store holds'),
  row('AWS::SageMaker::FeatureGroup', 'aws_sagemaker_feature_group', 'the features'),
  row('AWS::SageMaker::NotebookInstance', 'aws_sagemaker_notebook_instance', 'the files of the notebook'),
  row('AWS::WorkSpaces::Workspace', 'aws_workspaces_workspace', 'the files of the workspace'),

  // Streams, queues and logs
  row('AWS::Kinesis::Stream', 'aws_kinesis_stream', 'the records of the stream'),
  row('AWS::KinesisVideo::Stream', 'aws_kinesis_video_stream', 'the recordings'),
  row(['AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster'], ['aws_msk_cluster', 'aws_msk_serverless_cluster'], 'the records of the cluster'),
  row('AWS::SQS::Queue', 'aws_sqs_queue', 'the messages of the queue'),
  row('AWS::Logs::LogGroup', 'aws_cloudwatch_log_group', 'the log events', { protection: { cfn: 'DeletionProtectionEnabled', tf: 'deletion_protection_enabled', on: true } }),
  row('AWS::CloudTrail::EventDataStore', 'aws_cloudtrail_event_data_store', 'the events', {
    protection: { cfn: 'TerminationProtectionEnabled', tf: 'termination_protection_enabled', on: true, unsaid: true },
    recovery: {
      words: 'CloudTrail keeps a deleted event data store for seven days, in which it can be restored',
      source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store-delete.html',
    },
  }),
  row('AWS::Events::Archive', 'aws_cloudwatch_event_archive', 'the events'),

  // Secrets, keys and people
  // CloudFormation forces the deletion: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  row('AWS::SecretsManager::Secret', 'aws_secretsmanager_secret', 'the secret', {
    recovery: {
      only: 'tf',
      words: 'Secrets Manager keeps a deleted secret for 7 to 30 days (30 if nothing is said), unless the deletion is forced',
      source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html',
    },
  }),
  row('AWS::SSM::Parameter', 'aws_ssm_parameter', 'the value'),
  row('AWS::KMS::Key', ['aws_kms_key', 'aws_kms_external_key'], 'whatever is encrypted with the key', { recovery: pendingWindow }),
  row('AWS::KMS::ReplicaKey', ['aws_kms_replica_key', 'aws_kms_replica_external_key'], 'whatever is encrypted with the key', { recovery: pendingWindow }),
  row('AWS::Cognito::UserPool', 'aws_cognito_user_pool', 'the users', { protection: { cfn: 'DeletionProtection', tf: 'deletion_protection', on: 'ACTIVE' } }),
];

const byType: ReadonlyMap<string, DataStore> = new Map(dataStores.flatMap((store) => [...store.cfn, ...store.tf].map((type) => [type, store] as const)));

/** What a resource of this type (of either family) holds, and what guards it; undefined where it holds no data. */
export function dataStoreOf(type: string): DataStore | undefined {
  return byType.get(type);
}
