import { resource } from '../../../server/src/core/rule/property.ts';

/** A bucket: what CloudFormation writes in it, and the blocks that Terraform's provider once kept in it. */
export const bucket = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket',
  props: {
    name: { cfn: 'BucketName', tf: 'bucket' },
    encryption: { cfn: 'BucketEncryption.ServerSideEncryptionConfiguration' },
    algorithm: {
      cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
      tf: 'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm',
    },
    kmsKey: {
      cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
      tf: 'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id',
    },
    versioning: { cfn: 'VersioningConfiguration.Status' },
    inlineVersioning: { tf: 'versioning.enabled' },
    lock: { cfn: 'ObjectLockEnabled', tf: 'object_lock_enabled', whenAbsent: false },
    acl: { cfn: 'AccessControl', whenAbsent: 'Private' },
    retention: { cfn: 'ObjectLockConfiguration.Rule.DefaultRetention.Mode' },
    logging: { cfn: 'LoggingConfiguration', tf: 'logging' },
    logTarget: { cfn: 'LoggingConfiguration.DestinationBucketName', tf: 'logging.target_bucket' },
    inlinePolicy: { tf: 'policy' },
    replication: {
      cfn: 'ReplicationConfiguration.Rules[]',
      tf: 'replication_configuration.rules[]',
      items: { status: { cfn: 'Status', tf: 'status' } },
    },
    blockAcls: { cfn: 'PublicAccessBlockConfiguration.BlockPublicAcls' },
    blockPolicy: { cfn: 'PublicAccessBlockConfiguration.BlockPublicPolicy' },
    ignoreAcls: { cfn: 'PublicAccessBlockConfiguration.IgnorePublicAcls' },
    restrict: { cfn: 'PublicAccessBlockConfiguration.RestrictPublicBuckets' },
  },
});

/** The policy of a bucket. */
export const bucketPolicy = resource({
  label: 'bucket policy',
  cfn: 'AWS::S3::BucketPolicy',
  tf: 'aws_s3_bucket_policy',
  minimal: { cfn: { Bucket: 'pictures' }, tf: { bucket: 'pictures' } },
  props: {
    bucket: { cfn: 'Bucket', tf: 'bucket' },
    document: { cfn: 'PolicyDocument', tf: 'policy' },
  },
});
