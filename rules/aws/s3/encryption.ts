import { resource, type Property } from '../../../server/src/core/rule/property.ts';
import { all, any, encryptedAtLevel, equals, forEach, forSome, oneOf, policyAnswers, present, referencedBy, type Requirement } from '../../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved, type ExampleValue } from '../../../server/src/core/rule/example.ts';
import { OneOf, OwnKey, Subject, type Fix } from '../../../server/src/core/rule/fix.ts';
import type { Level } from '../../../server/src/core/rule/levels.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { ownKeyWords } from '../customer-key.ts';
import { policyOf } from '../policy-rules.ts';
import { balancerLogBucket, bucket, bucketPolicy, encryptionOf, replicationOf, takesKmsKey } from './bucket.ts';

/** What may be written; where nothing is, S3 takes AES256. */
const written = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket',
  props: {
    algorithm: {
      cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
      tf: 'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm',
      whenAbsent: 'AES256',
    },
  },
});

/** Where the default encryption is written. */
const encryptionRule = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket_server_side_encryption_configuration',
  minimal: { tf: { bucket: 'pictures' } },
  props: {
    algorithm: {
      cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
      tf: 'rule.apply_server_side_encryption_by_default.sse_algorithm',
    },
    bucketKey: {
      cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].BucketKeyEnabled',
      tf: 'rule.bucket_key_enabled',
      whenAbsent: false,
    },
  },
});

const { encryption, algorithm, kmsKey, blockedTypes, replication } = bucket.props;
const algorithms = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
const kms = ['aws:kms', 'aws:kms:dsse'] as const;
const modes: Readonly<Record<string, Level | 'key'>> = { AES256: 'aws-owned', 'aws:kms': 'key', 'aws:kms:dsse': 'key' };

const oneOfKms = new OneOf(kms);
const ownKey = new OwnKey([]);

/** In Terraform beside the bucket; in CloudFormation in the rule that is there, else in a new one. */
const withOwnKey: Fix = {
  ...ownKeyWords,
  unless: [algorithm],
  beside: {
    kind: encryptionOf,
    via: encryptionOf.props.bucket,
    set: [
      [encryptionOf.props.algorithm, oneOfKms],
      [encryptionOf.props.kmsKey, ownKey],
    ],
    // Not in a rule that is there: it may ask for DSSE-KMS, which knows no bucket keys.
    make: [
      [encryptionOf.props.bucket, new Subject({ tf: 'id' })],
      [encryptionOf.props.bucketKey, true],
    ],
  },
  otherwise: {
    ...ownKeyWords,
    unless: [encryption],
    set: [[encryption, [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ownKey }, BucketKeyEnabled: true }]]],
    otherwise: {
      ...ownKeyWords,
      set: [
        [algorithm, oneOfKms],
        [kmsKey, ownKey],
      ],
    },
  },
};

const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const denies = { ask: 'denies', actions: ['s3:PutObject'] } as const;
const keyHeaders = ['s3:x-amz-server-side-encryption', 's3:x-amz-server-side-encryption-aws-kms-key-id'];
const encryptedByKms = any(oneOf(algorithm, kms), referencedBy(encryptionOf, encryptionOf.props.bucket, oneOf(encryptionOf.props.algorithm, kms)));
const logBucket = scene({ Logs: [bucket, {}], Pictures: [bucket, { logTarget: refTo('Logs'), algorithm: 'aws:kms', kmsKey: keyArn }] });

/** The rules about how the objects of a bucket are encrypted at rest. */
export const s3EncryptionRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-encryption',
    since: '2026.12',
    on: written,
    severity: 'low',
    category: 'at-rest',
    title: 'S3 bucket encrypts its objects by default',
    message: 'S3 bucket {name} names no encryption that S3 knows.',
    why: 'Whoever gets hold of the stored objects reads them.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html',
    standards: {
      'pci-dss-4': ['8.3.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(c)(2)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AU-9(3)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'CP-9', 'CP-9(8)', 'CP-9d', 'PM-11', 'PM-11b', 'SC-13', 'SC-13a', 'SC-16(1)', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
    },
    aliases: ['CKV_AWS_19'],
    require: oneOf(written.props.algorithm, algorithms),
    examples: {
      pass: [{}, { algorithm: 'AES256' }, { algorithm: 'aws:kms' }],
      fail: [{ algorithm: 'none' }],
      unknown: [{ algorithm: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-encryption-explicit',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket says how its objects are encrypted',
    message: 'S3 bucket {name} does not say how its objects are encrypted.',
    why: 'S3 encrypts with keys of its own by default; what is written down is what was decided, and survives a change of that default.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html',
    aliases: ['AWS-0088', 'W41', 'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED', 's3_bucket_without_server_side_encryption'],
    require: any(
      oneOf(algorithm, algorithms),
      referencedBy(encryptionOf, encryptionOf.props.bucket, oneOf(encryptionOf.props.algorithm, algorithms)),
    ),
    fix: {
      title: 'Write down the encryption with AES256',
      set: [[encryption, [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]]],
    },
    examples: {
      pass: [{ algorithm: 'AES256' }, { algorithm: 'aws:kms' }],
      fail: [{}],
      unknown: [{ algorithm: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-kms-key',
    since: '2026.12',
    on: bucket,
    applies: takesKmsKey,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket encrypts its objects with a KMS key',
    message: 'S3 bucket {name} does not encrypt its objects with a KMS key.',
    why: 'With keys that S3 owns, everybody who may read the bucket may decrypt; a KMS key is a second permission, and its use is recorded.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    standards: {
      'pci-dss-4': ['8.3.2'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9(8)', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
    },
    aliases: ['CKV_AWS_145', 'S3_DEFAULT_ENCRYPTION_KMS', 'S3DefaultEncryptionKMS'],
    require: encryptedByKms,
    fix: withOwnKey,
    examples: {
      pass: [{ algorithm: 'aws:kms' }, { algorithm: 'aws:kms:dsse' }],
      fail: [{}, { algorithm: 'AES256' }],
      unknown: [{ algorithm: unresolved }],
      skip: [logBucket, balancerLogBucket],
    },
  }),
  rule({
    id: 's3-bucket-cmk',
    since: '2026.12',
    on: bucket,
    applies: takesKmsKey,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket encrypts its objects with a key of your own',
    message: 'The objects of S3 bucket {name} are not encrypted with a key of your own.',
    why: 'The policy of a key that AWS owns or manages cannot be narrowed and the key cannot be disabled: access to the data cannot be cut off, nor granted apart from access to the service.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    aliases: ['AWS-0132'],
    require: any(
      encryptedAtLevel('customer-managed', { mode: algorithm, modes, key: kmsKey, withoutKey: 'aws-managed' }),
      referencedBy(
        encryptionOf,
        encryptionOf.props.bucket,
        encryptedAtLevel('customer-managed', {
          mode: encryptionOf.props.algorithm,
          modes,
          key: encryptionOf.props.kmsKey,
          withoutKey: 'aws-managed',
        }),
      ),
    ),
    fix: withOwnKey,
    examples: {
      pass: [{ algorithm: 'aws:kms', kmsKey: keyArn }],
      fail: [{}, { algorithm: 'AES256' }, { algorithm: 'aws:kms' }, { algorithm: 'aws:kms', kmsKey: 'alias/aws/s3' }],
      unknown: [{ algorithm: 'aws:kms', kmsKey: unresolved }],
      skip: [logBucket, balancerLogBucket],
    },
  }),
  rule({
    id: 's3-bucket-key-enabled',
    since: '2026.12',
    on: encryptionRule,
    // Keys of a bucket are not for DSSE-KMS.
    applies: equals(encryptionRule.props.algorithm, 'aws:kms'),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket with a KMS key uses a bucket key',
    message: 'S3 bucket {name} asks KMS for a key for each object.',
    why: 'Every object costs a call to KMS: the quota of the account runs out under load, the bill grows, and encryption is the first to be given up.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html',
    require: equals(encryptionRule.props.bucketKey, true),
    fix: { title: 'Use a bucket key', set: [[encryptionRule.props.bucketKey, true]] },
    examples: {
      pass: [{ algorithm: 'aws:kms', bucketKey: true }],
      fail: [{ algorithm: 'aws:kms' }, { algorithm: 'aws:kms', bucketKey: false }],
      unknown: [{ algorithm: 'aws:kms', bucketKey: unresolved }],
      skip: [{}, { algorithm: 'AES256' }, { algorithm: 'aws:kms:dsse' }],
    },
  }),
  rule({
    id: 's3-bucket-block-sse-c',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket refuses keys that the caller brings along',
    message: 'S3 bucket {name} does not say that it refuses keys that the caller brings along (SSE-C).',
    why: 'An intruder encrypts the objects anew with a key that nobody else has, and asks for a ransom; S3 refuses such keys since April 2026 only for new buckets and for accounts that had no such objects.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html',
    require: any(
      forSome(blockedTypes, equals(blockedTypes.items.type, 'SSE-C')),
      referencedBy(encryptionOf, encryptionOf.props.bucket, forSome(encryptionOf.props.blockedTypes, equals(encryptionOf.props.blockedTypes.items.type, 'SSE-C'))),
      referencedBy(bucketPolicy, bucketPolicy.props.bucket, policyAnswers(bucketPolicy.props.document, { ...denies, conditionKey: 's3:x-amz-server-side-encryption-customer-algorithm' })),
    ),
    examples: {
      pass: [{ blockedTypes: ['SSE-C'] }, withPolicy({ Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } })],
      fail: [{}, { algorithm: 'AES256' }, { blockedTypes: ['NONE'] }],
      unknown: [{ blockedTypes: [unresolved] }],
    },
  }),
  rule({
    id: 's3-bucket-policy-unencrypted-put',
    since: '2026.12',
    on: bucket,
    applies: encryptedByKms,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket with a KMS key refuses objects under another key',
    message: 'S3 bucket {name} takes objects that are encrypted otherwise than it says.',
    why: 'Each upload may ask for another encryption than the default of the bucket: the object is then out of reach of the policy of the key.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    require: referencedBy(
      bucketPolicy,
      bucketPolicy.props.bucket,
      any(...keyHeaders.map((conditionKey) => policyAnswers(bucketPolicy.props.document, { ...denies, conditionKey }))),
    ),
    examples: {
      pass: [withPolicy({ StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn } })],
      fail: [{ algorithm: 'aws:kms' }, withPolicy({ Bool: { 'aws:SecureTransport': 'false' } })],
      unknown: [withPolicy(unresolved)],
      skip: [{}, { algorithm: 'AES256' }],
    },
  }),
  rule({
    id: 's3-replication-encrypted',
    since: '2026.12',
    on: bucket,
    applies: all(encryptedByKms, any(present(replication), referencedBy(replicationOf, replicationOf.props.bucket))),
    severity: 'high',
    category: 'backup',
    title: 'S3 bucket replicates the objects that its KMS key encrypts',
    message: 'S3 bucket {name} encrypts with a KMS key, and its replication leaves such objects out.',
    why: 'Objects under a KMS key are not replicated unless the rule says so and names a key for the copies: the copy that one counts on is empty.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    require: any(
      forEach(replication, copiesKmsObjects(replication.items), 'fail'),
      referencedBy(replicationOf, replicationOf.props.bucket, forEach(replicationOf.props.rules, copiesKmsObjects(replicationOf.props.rules.items), 'fail')),
    ),
    examples: {
      pass: [{ algorithm: 'aws:kms', replication: [{ status: 'Enabled', kmsObjects: 'Enabled', replicaKey: keyArn }] }],
      fail: [
        { algorithm: 'aws:kms', replication: [{ status: 'Enabled' }] },
        { algorithm: 'aws:kms', replication: [{ status: 'Enabled', kmsObjects: 'Enabled' }] },
      ],
      unknown: [{ algorithm: 'aws:kms', replication: [{ status: 'Enabled', kmsObjects: unresolved, replicaKey: keyArn }] }],
      skip: [{}, { algorithm: 'aws:kms' }, { algorithm: 'AES256', replication: [{ status: 'Enabled' }] }],
    },
  }),
];

/** A rule of the replication is off, or takes the objects that a KMS key encrypts and names a key for their copies. */
function copiesKmsObjects(items: Readonly<Record<'status' | 'kmsObjects' | 'replicaKey', Property>>): Requirement {
  return any(equals(items.status, 'Disabled'), all(equals(items.kmsObjects, 'Enabled'), present(items.replicaKey)));
}

/** A bucket with a KMS key, and a policy that denies uploads under a condition. */
function withPolicy(condition: ExampleValue) {
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::pictures/*', Condition: condition };
  return scene({ Bucket: [bucket, { algorithm: 'aws:kms' }], Policy: [bucketPolicy, { bucket: refTo('Bucket'), document: policyOf(statement) }] });
}
