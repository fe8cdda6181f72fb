import { resource } from '../../../server/src/core/rule/property.ts';
import { all, any, equals, forSome, present, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { bucket } from './bucket.ts';

/** Terraform: what CloudFormation writes in the bucket is a resource of its own. */
const versioningOf = resource({
  label: 'bucket versioning',
  tf: 'aws_s3_bucket_versioning',
  props: { bucket: { tf: 'bucket' }, status: { tf: 'versioning_configuration.status' } },
});
const lockOf = resource({
  label: 'Object Lock configuration',
  tf: 'aws_s3_bucket_object_lock_configuration',
  props: { bucket: { tf: 'bucket' }, enabled: { tf: 'object_lock_enabled', whenAbsent: 'Enabled' }, retention: { tf: 'rule.default_retention.mode' } },
});
const loggingOf = resource({
  label: 'bucket logging',
  tf: 'aws_s3_bucket_logging',
  props: { bucket: { tf: 'bucket' }, target: { tf: 'target_bucket' } },
});
const replicationOf = resource({
  label: 'bucket replication',
  tf: 'aws_s3_bucket_replication_configuration',
  props: { bucket: { tf: 'bucket' }, rules: { tf: 'rule[]', items: { status: { tf: 'status' } } } },
});

const { versioning, inlineVersioning, lock, retention, logging, logTarget, replication } = bucket.props;

/** The rules about keeping the objects of a bucket, and the record of who read them. */
export const s3DurabilityRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-versioning',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'immutability',
    title: 'S3 bucket keeps earlier versions of its objects',
    message: 'S3 bucket {name} keeps no earlier versions of its objects.',
    why: 'What is overwritten or deleted, by accident or by an attacker, is gone.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
    standards: { 'aws-fsbp': ['S3.14'] },
    aliases: ['CKV_AWS_21', 'AWS-0090', 'S3_BUCKET_VERSIONING_ENABLED', 'S3BucketVersioningEnabled', 's3_bucket_without_versioning'],
    require: any(
      equals(versioning, 'Enabled'),
      equals(inlineVersioning, true),
      referencedBy(versioningOf, versioningOf.props.bucket, equals(versioningOf.props.status, 'Enabled')),
    ),
    fix: { title: 'Turn on versioning', set: [[versioning, 'Enabled']] },
    examples: {
      pass: [{ versioning: 'Enabled' }],
      fail: [{}, { versioning: 'Suspended' }],
      unknown: [{ versioning: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-object-lock',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'S3 bucket has Object Lock',
    message: 'S3 bucket {name} has no Object Lock.',
    why: 'Whoever gets the permission to delete, or the root user, can delete every version; a locked version cannot be deleted before its time.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
    standards: { 'aws-fsbp': ['S3.15'] },
    aliases: ['CKV_AWS_143', 'S3_BUCKET_DEFAULT_LOCK_ENABLED', 'S3_BUCKET_DEFAULT_LOCK_ENABLE'],
    require: any(equals(lock, true), referencedBy(lockOf, lockOf.props.bucket, equals(lockOf.props.enabled, 'Enabled'))),
    examples: {
      pass: [{ lock: true }],
      fail: [{}, { lock: false }],
      unknown: [{ lock: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-object-lock-default',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'S3 bucket locks its objects by default',
    message: 'S3 bucket {name} does not lock its objects by default.',
    why: 'Whoever gets the permission to delete, or the root user, can delete every version; a locked version cannot be deleted before its time.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-bucket-config',
    aliases: ['S3BucketDefaultLockEnabled'],
    require: any(all(equals(lock, true), present(retention)), referencedBy(lockOf, lockOf.props.bucket, present(lockOf.props.retention))),
    examples: {
      pass: [{ lock: true, retention: 'COMPLIANCE' }],
      fail: [{}, { lock: true }],
      unknown: [{ lock: unresolved, retention: 'GOVERNANCE' }],
    },
  }),
  rule({
    id: 's3-object-lock-retention',
    since: '2026.12',
    on: bucket,
    applies: equals(lock, true),
    severity: 'medium',
    category: 'immutability',
    title: 'S3 bucket with Object Lock locks new objects by default',
    message: 'S3 bucket {name} has Object Lock, but locks no object by default.',
    why: 'Object Lock without a default retention protects nothing until somebody sets it for each single object.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-bucket-config',
    require: any(present(retention), referencedBy(lockOf, lockOf.props.bucket, present(lockOf.props.retention))),
    examples: {
      pass: [{ lock: true, retention: 'COMPLIANCE' }],
      fail: [{ lock: true }],
      unknown: [{ lock: unresolved }],
      skip: [{}, { lock: false }],
    },
  }),
  rule({
    id: 's3-bucket-access-logging',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'audit',
    title: 'S3 bucket logs who reads and writes it',
    message: 'S3 bucket {name} logs no access.',
    why: 'After a leak nobody can say what was read, by whom, and since when.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
    standards: { 'aws-fsbp': ['S3.9'] },
    aliases: ['CKV_AWS_18', 'AWS-0089', 'W35', 'S3_BUCKET_LOGGING_ENABLED', 'S3BucketLoggingEnabled'],
    require: any(present(logging), referencedBy(loggingOf, loggingOf.props.bucket), referencedBy(bucket, logTarget), referencedBy(loggingOf, loggingOf.props.target)),
    examples: {
      pass: [
        { logTarget: 'access-logs' },
        scene({ Logs: [bucket, {}], Pictures: [bucket, { logTarget: refTo('Logs') }] }),
      ],
      fail: [{}],
      unknown: [scene({ Logs: [bucket, { name: unresolved }], Pictures: [bucket, { logTarget: unresolved }] })],
    },
  }),
  rule({
    id: 's3-bucket-replication',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'S3 bucket is replicated',
    message: 'S3 bucket {name} is not replicated to another bucket.',
    why: 'There is one copy, in one region and one account: what is lost there is lost.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
    standards: { 'aws-fsbp': ['S3.7'] },
    aliases: ['CKV_AWS_144', 'S3_BUCKET_REPLICATION_ENABLED', 'S3BucketReplicationEnabled'],
    require: any(
      forSome(replication, equals(replication.items.status, 'Enabled')),
      referencedBy(
        replicationOf,
        replicationOf.props.bucket,
        forSome(replicationOf.props.rules, equals(replicationOf.props.rules.items.status, 'Enabled')),
      ),
    ),
    examples: {
      pass: [{ replication: [{ status: 'Disabled' }, { status: 'Enabled' }] }],
      fail: [{}, { replication: [{ status: 'Disabled' }] }],
      unknown: [{ replication: [{ status: unresolved }] }],
    },
  }),
];
