import { resource } from '../../../server/src/core/rule/property.ts';
import { any, encryptedAtLevel, oneOf, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../../server/src/core/rule/example.ts';
import type { Level } from '../../../server/src/core/rule/levels.ts';
import { rule } from '../../../server/src/core/rule/rule.ts';
import { bucket } from './bucket.ts';

/** Terraform: the encryption of a bucket is a resource of its own. */
const configuration = resource({
  label: 'bucket encryption',
  tf: 'aws_s3_bucket_server_side_encryption_configuration',
  props: {
    bucket: { tf: 'bucket' },
    algorithm: { tf: 'rule.apply_server_side_encryption_by_default.sse_algorithm' },
    kmsKey: { tf: 'rule.apply_server_side_encryption_by_default.kms_master_key_id' },
  },
});

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

const { encryption, algorithm, kmsKey } = bucket.props;
const algorithms = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
const kms = ['aws:kms', 'aws:kms:dsse'] as const;
const modes: Readonly<Record<string, Level | 'key'>> = { AES256: 'aws-owned', 'aws:kms': 'key', 'aws:kms:dsse': 'key' };

/** The rules about how the objects of a bucket are encrypted at rest. */
export const s3EncryptionRules = [
  rule({
    id: 's3-bucket-encryption',
    since: '2026.12',
    on: written,
    severity: 'high',
    category: 'at-rest',
    title: 'S3 bucket encrypts its objects by default',
    message: 'S3 bucket {name} names no encryption that S3 knows.',
    why: 'Whoever gets hold of the stored objects reads them.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html',
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
      referencedBy(configuration, configuration.props.bucket, oneOf(configuration.props.algorithm, algorithms)),
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
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 bucket encrypts its objects with a KMS key',
    message: 'S3 bucket {name} does not encrypt its objects with a KMS key.',
    why: 'With keys that S3 owns, everybody who may read the bucket may decrypt; a KMS key is a second permission, and its use is recorded.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    standards: { 'aws-fsbp': ['S3.17'] },
    aliases: ['CKV_AWS_145', 'S3_DEFAULT_ENCRYPTION_KMS', 'S3DefaultEncryptionKMS'],
    require: any(oneOf(algorithm, kms), referencedBy(configuration, configuration.props.bucket, oneOf(configuration.props.algorithm, kms))),
    fix: {
      title: 'Encrypt with KMS and a bucket key',
      set: [[encryption, [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }]]],
    },
    examples: {
      pass: [{ algorithm: 'aws:kms' }, { algorithm: 'aws:kms:dsse' }],
      fail: [{}, { algorithm: 'AES256' }],
      unknown: [{ algorithm: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-cmk',
    since: '2026.12',
    on: bucket,
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
        configuration,
        configuration.props.bucket,
        encryptedAtLevel('customer-managed', {
          mode: configuration.props.algorithm,
          modes,
          key: configuration.props.kmsKey,
          withoutKey: 'aws-managed',
        }),
      ),
    ),
    examples: {
      pass: [{ algorithm: 'aws:kms', kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }],
      fail: [{}, { algorithm: 'AES256' }, { algorithm: 'aws:kms' }, { algorithm: 'aws:kms', kmsKey: 'alias/aws/s3' }],
      unknown: [{ algorithm: 'aws:kms', kmsKey: unresolved }],
    },
  }),
];
