import { resource } from '../../../server/src/core/rule/property.ts';
import { all, any, equals, forSome, oneOf, present, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { bucket, keepsNoAccessLogs, lifecycleOf, lockOf, loggingOf, replicationOf, versioningOf } from './bucket.ts';

/** MFA delete cannot be written in CloudFormation. */
const terraformBucket = resource({ label: 'S3 bucket', tf: 'aws_s3_bucket', props: { mfaDelete: { tf: 'versioning.mfa_delete' } } });

const { versioning, lock, retention, logging, logTarget, replication, transitions } = bucket.props;
const logBucket = scene({ Logs: [bucket, {}], Pictures: [bucket, { logTarget: refTo('Logs'), lock: true, retention: 'COMPLIANCE' }] });
const archives = ['GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR'];
const isVersioned = any(equals(versioning, 'Enabled'), referencedBy(versioningOf, versioningOf.props.bucket, equals(versioningOf.props.status, 'Enabled')));
const isLocked = any(equals(lock, true), referencedBy(lockOf, lockOf.props.bucket, equals(lockOf.props.enabled, 'Enabled')));

/** The rules about keeping the objects of a bucket, and the record of who read them. */
export const s3DurabilityRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-versioning',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'S3 bucket keeps earlier versions of its objects',
    message: 'S3 bucket {name} keeps no earlier versions of its objects.',
    why: 'What is overwritten or deleted, by accident or by an attacker, is gone.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
    standards: {
      'pci-dss-4': ['10.3.4'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)', '164.312(c)(1)', '164.312(c)(2)'],
      'nist-800-53-r5': ['AU-9(2)', 'CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'PM-11', 'PM-11b', 'PM-17', 'PM-17b', 'SC-16(1)', 'SC-5(2)', 'SI-1', 'SI-13(5)', 'SI-1a.2', 'SI-1c.2'],
    },
    aliases: ['CKV_AWS_21', 'AWS-0090', 'S3_BUCKET_VERSIONING_ENABLED', 'S3BucketVersioningEnabled', 's3_bucket_without_versioning'],
    require: isVersioned,
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
    applies: keepsNoAccessLogs,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'S3 bucket has Object Lock',
    message: 'S3 bucket {name} has no Object Lock.',
    why: 'Whoever gets the permission to delete, or the root user, can delete every version; a locked version cannot be deleted before its time.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
    standards: { 'pci-dss-4': ['10.3.4'], hipaa: ['164.308(a)(1)(ii)(B)'] },
    aliases: ['CKV_AWS_143', 'S3_BUCKET_DEFAULT_LOCK_ENABLED', 'S3_BUCKET_DEFAULT_LOCK_ENABLE'],
    require: isLocked,
    examples: {
      pass: [{ lock: true }],
      fail: [{}, { lock: false }],
      unknown: [{ lock: unresolved }],
      skip: [logBucket],
    },
  }),
  rule({
    id: 's3-bucket-object-lock-default',
    since: '2026.12',
    on: bucket,
    applies: keepsNoAccessLogs,
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
      skip: [logBucket],
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
    profile: 'strict',
    title: 'S3 bucket logs who reads and writes it',
    message: 'S3 bucket {name} logs no access.',
    why: 'After a leak nobody can say what was read, by whom, and since when.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
    standards: {
      'aws-fsbp': ['S3.9'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(b)', '164.312(e)(2)(i)'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-1(1)', 'SI-1(1)(c)', 'SI-10(1)', 'SI-10(1)(c)', 'SI-3(8)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
    },
    aliases: ['CKV_AWS_18', 'AWS-0089', 'W35', 'S3_BUCKET_LOGGING_ENABLED', 'S3BucketLoggingEnabled', 'AwsSolutions-S1'],
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
    standards: {
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)'],
      'nist-800-53-r5': ['AU-9(2)', 'CM-6a', 'CM-9b', 'CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
    },
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
  rule({
    id: 's3-archive-without-lock',
    since: '2026.12',
    on: bucket,
    applies: any(
      forSome(transitions, oneOf(transitions.items.storageClass, archives)),
      referencedBy(lifecycleOf, lifecycleOf.props.bucket, forSome(lifecycleOf.props.transitions, oneOf(lifecycleOf.props.transitions.items.storageClass, archives))),
    ),
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'S3 bucket with an archive keeps earlier versions, or locks them',
    message: 'S3 bucket {name} moves objects to an archive, and anyone who may write can destroy them.',
    why: 'An archive is what one looks at last: what is overwritten or deleted in it is missed years later.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
    require: any(isVersioned, isLocked),
    examples: {
      pass: [
        { transitions: [{ storageClass: 'GLACIER' }], versioning: 'Enabled' },
        { transitions: [{ storageClass: 'DEEP_ARCHIVE' }], lock: true },
      ],
      fail: [{ transitions: [{ storageClass: 'GLACIER' }] }],
      unknown: [{ transitions: [{ storageClass: 'GLACIER' }], versioning: unresolved }],
      skip: [{}, { transitions: [{ storageClass: 'STANDARD_IA' }] }],
    },
  }),
  rule({
    id: 's3-bucket-mfa-delete',
    since: '2026.12',
    on: terraformBucket,
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'S3 bucket asks for a second factor before a version is deleted',
    message: 'S3 bucket {name} deletes versions without a second factor.',
    why: 'Whoever steals the credentials of an administrator can delete every version of every object.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html',
    standards: {
      'cis-aws': ['v1.4/2.1.3', 'v3.0/2.1.2', 'v5.0/2.1.2', 'v6.0/3.1.2'],
      'pci-dss-4': ['10.3.2', '3.5.1.3', '8.4.1', '8.4.2', '8.4.3', 'appendix.a1.1.2', 'appendix.a3.4.1'],
    },
    aliases: ['AWS-0170'],
    require: any(
      equals(terraformBucket.props.mfaDelete, true),
      referencedBy(versioningOf, versioningOf.props.bucket, equals(versioningOf.props.mfaDelete, 'Enabled')),
    ),
    examples: { pass: [{ mfaDelete: true }], fail: [{}, { mfaDelete: false }], unknown: [{ mfaDelete: unresolved }] },
  }),
];
