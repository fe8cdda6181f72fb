import { refTo, scene } from '../../../server/src/core/rule/example.ts';
import { resource } from '../../../server/src/core/rule/property.ts';
import { all, absent, any, equals, not, present, referencedBy } from '../../../server/src/core/rule/requirement.ts';

/** Who may delete a locked object before its time: some may, nobody may. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes */
const lockModes = ['GOVERNANCE', 'COMPLIANCE'];

/** Terraform's spelling of a canned list → CloudFormation's. */
export const cannedLists = { private: 'Private', 'public-read': 'PublicRead', 'public-read-write': 'PublicReadWrite', 'authenticated-read': 'AuthenticatedRead' };

/**
 * A bucket: what CloudFormation writes in it, and the blocks that Terraform's provider once kept in it.
 * Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
 */
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
    blockedTypes: { cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].BlockedEncryptionTypes.EncryptionType[]', items: { type: { cfn: '' } } },
    versioning: { cfn: 'VersioningConfiguration.Status', tf: 'versioning.enabled', values: { true: 'Enabled', false: 'Suspended' } },
    mfaDelete: { tf: 'versioning.mfa_delete' },
    lock: {
      cfn: 'ObjectLockEnabled',
      tf: ['object_lock_configuration.object_lock_enabled', 'object_lock_enabled'],
      values: { Enabled: true },
      whenAbsent: false,
    },
    retention: { cfn: 'ObjectLockConfiguration.Rule.DefaultRetention.Mode', tf: 'object_lock_configuration.rule.default_retention.mode', weakestFirst: lockModes },
    transitions: {
      cfn: 'LifecycleConfiguration.Rules[].Transitions[]',
      tf: 'lifecycle_rule[].transition[]',
      items: { storageClass: { cfn: 'StorageClass', tf: 'storage_class' } },
    },
    lifecycle: {
      cfn: 'LifecycleConfiguration.Rules[]',
      tf: 'lifecycle_rule[]',
      items: { status: { cfn: 'Status', tf: 'enabled', values: { true: 'Enabled', false: 'Disabled' } }, days: { cfn: 'ExpirationInDays', tf: 'expiration.days' } },
    },
    notifications: { cfn: 'NotificationConfiguration' },
    eventBridge: { cfn: 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled' },
    acl: { cfn: 'AccessControl', tf: 'acl', whenAbsent: 'Private', values: cannedLists },
    logging: { cfn: 'LoggingConfiguration', tf: 'logging' },
    logTarget: { cfn: 'LoggingConfiguration.DestinationBucketName', tf: 'logging.target_bucket' },
    inlinePolicy: { tf: 'policy' },
    website: { cfn: 'WebsiteConfiguration', tf: 'website' },
    redirect: { cfn: 'WebsiteConfiguration.RedirectAllRequestsTo', tf: 'website.redirect_all_requests_to' },
    replication: {
      cfn: 'ReplicationConfiguration.Rules[]',
      tf: 'replication_configuration.rules[]',
      items: {
        status: { cfn: 'Status', tf: 'status' },
        kmsObjects: {
          cfn: 'SourceSelectionCriteria.SseKmsEncryptedObjects.Status',
          tf: 'source_selection_criteria.sse_kms_encrypted_objects.enabled',
          values: { true: 'Enabled', false: 'Disabled' },
        },
        replicaKey: { cfn: 'Destination.EncryptionConfiguration.ReplicaKmsKeyID', tf: 'destination.replica_kms_key_id' },
      },
    },
    block: { cfn: 'PublicAccessBlockConfiguration' },
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
    statements: { cfn: 'PolicyDocument.Statement' },
  },
});

/** Terraform: what CloudFormation writes in the bucket is a resource of its own. */
export const encryptionOf = resource({
  label: 'bucket encryption',
  tf: 'aws_s3_bucket_server_side_encryption_configuration',
  props: {
    bucket: { tf: 'bucket' },
    algorithm: { tf: 'rule.apply_server_side_encryption_by_default.sse_algorithm' },
    kmsKey: { tf: 'rule.apply_server_side_encryption_by_default.kms_master_key_id' },
    bucketKey: { tf: 'rule.bucket_key_enabled' },
    blockedTypes: { tf: 'rule.blocked_encryption_types[]', items: { type: { tf: '' } } },
  },
});
/** Terraform: the versioning of a bucket. */
export const versioningOf = resource({
  label: 'bucket versioning',
  tf: 'aws_s3_bucket_versioning',
  props: { bucket: { tf: 'bucket' }, status: { tf: 'versioning_configuration.status' }, mfaDelete: { tf: 'versioning_configuration.mfa_delete' } },
});
/** Terraform: the lock of a bucket. */
export const lockOf = resource({
  label: 'Object Lock configuration',
  tf: 'aws_s3_bucket_object_lock_configuration',
  props: { bucket: { tf: 'bucket' }, enabled: { tf: 'object_lock_enabled', whenAbsent: 'Enabled' }, retention: { tf: 'rule.default_retention.mode', weakestFirst: lockModes } },
});
/** Terraform: the access log of a bucket. */
export const loggingOf = resource({
  label: 'bucket logging',
  tf: 'aws_s3_bucket_logging',
  props: { bucket: { tf: 'bucket' }, target: { tf: 'target_bucket' } },
});

/** Terraform: the lifecycle of a bucket. */
export const lifecycleOf = resource({
  label: 'bucket lifecycle',
  tf: 'aws_s3_bucket_lifecycle_configuration',
  props: {
    bucket: { tf: 'bucket' },
    rules: { tf: 'rule[]', items: { status: { tf: 'status' } } },
    transitions: { tf: 'rule[].transition[]', items: { storageClass: { tf: 'storage_class' } } },
  },
});

/** Terraform: the replication of a bucket. */
export const replicationOf = resource({
  label: 'bucket replication',
  tf: 'aws_s3_bucket_replication_configuration',
  props: {
    bucket: { tf: 'bucket' },
    rules: {
      tf: 'rule[]',
      items: {
        status: { tf: 'status' },
        kmsObjects: { tf: 'source_selection_criteria.sse_kms_encrypted_objects.status' },
        replicaKey: { tf: 'destination.encryption_configuration.replica_kms_key_id' },
      },
    },
  },
});

/** Whatever writes its logs into a bucket that must then be encrypted with keys of S3. */
const applicationBalancer = resource({
  label: 'load balancer',
  cfn: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  tf: ['aws_lb', 'aws_alb'],
  minimal: { cfn: { Subnets: ['subnet-1', 'subnet-2'] }, tf: { subnets: ['subnet-1', 'subnet-2'] } },
  props: {
    type: { cfn: 'Type', tf: 'load_balancer_type', whenAbsent: 'application' },
    logs: { cfn: 'LoadBalancerAttributes[Key=access_logs.s3.bucket].Value', tf: 'access_logs.bucket' },
  },
});
const classicBalancer = resource({
  label: 'Classic Load Balancer',
  cfn: 'AWS::ElasticLoadBalancing::LoadBalancer',
  tf: 'aws_elb',
  minimal: { tf: { listener: { instance_port: 443, instance_protocol: 'https', lb_port: 443, lb_protocol: 'https' } } },
  props: { logs: { cfn: 'AccessLoggingPolicy.S3BucketName', tf: 'access_logs.bucket' } },
});

const auditedWarehouse = resource({
  label: 'Redshift cluster',
  cfn: 'AWS::Redshift::Cluster',
  minimal: { cfn: { ClusterType: 'single-node', NodeType: 'ra3.large', DBName: 'sales', MasterUsername: 'keeper', ManageMasterPassword: true } },
  props: { logs: { cfn: 'LoggingProperties.BucketName' } },
});
const auditLog = resource({
  label: 'Redshift logging',
  tf: 'aws_redshift_logging',
  minimal: { tf: { cluster_identifier: 'sales' } },
  props: { logs: { tf: 'bucket_name' } },
});

/** Server access logs are written to it; S3 then takes no key of KMS for it, and no Object Lock (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html). */
export const keepsAccessLogs = any(
  referencedBy(bucket, bucket.props.logTarget),
  referencedBy(loggingOf, loggingOf.props.target),
  all(present(bucket.props.logging), absent(bucket.props.logTarget)),
);
/** The other buckets. */
export const keepsNoAccessLogs = not(keepsAccessLogs);

/**
 * Nothing writes to it that can use no key of KMS: S3 itself, an Application Load Balancer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html), a Classic one
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html), the audit log of Redshift
 * (https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html). A Network Load Balancer can.
 */
export const takesKmsKey = not(
  any(
    keepsAccessLogs,
    referencedBy(applicationBalancer, applicationBalancer.props.logs, not(equals(applicationBalancer.props.type, 'network'))),
    referencedBy(classicBalancer, classicBalancer.props.logs),
    referencedBy(auditedWarehouse, auditedWarehouse.props.logs),
    referencedBy(auditLog, auditLog.props.logs),
  ),
);
/** A bucket that an Application Load Balancer writes to, for examples. */
export const balancerLogBucket = scene({ Logs: [bucket, {}], Shop: [applicationBalancer, { logs: refTo('Logs') }] });
