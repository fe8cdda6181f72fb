import { resource } from '../../../server/src/core/rule/property.ts';
import { any, present } from '../../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { customerKeyRule } from '../customer-key.ts';

/** An object. CloudFormation writes none. */
const object = resource({
  label: 'S3 object',
  tf: ['aws_s3_object', 'aws_s3_bucket_object'],
  minimal: { tf: { bucket: 'pictures', key: 'cat.png' } },
  props: { encryption: { tf: 'server_side_encryption' }, kmsKey: { tf: 'kms_key_id' } },
});
const copy = resource({
  label: 'copy of an S3 object',
  tf: 'aws_s3_object_copy',
  minimal: { tf: { bucket: 'pictures', key: 'cat.png', source: 'pictures/kitten.png' } },
  props: { kmsKey: { tf: 'kms_key_id' } },
});
const inventory = resource({
  label: 'S3 inventory',
  tf: 'aws_s3_bucket_inventory',
  minimal: { tf: { bucket: 'pictures', name: 'all', included_object_versions: 'All' } },
  props: { encryption: { tf: 'destination.bucket.encryption' } },
});

const { encryption, kmsKey } = object.props;
const page = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html';

/** The rules about single objects, which only Terraform writes. */
export const s3ObjectRules: readonly RuleRecord[] = [
  rule({
    id: 's3-object-encryption',
    since: '2026.12',
    on: object,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 object says how it is encrypted',
    message: 'S3 object {name} does not say how it is encrypted.',
    why: 'It is then encrypted as the bucket happens to do it when it is written.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html',
    require: any(present(encryption), present(kmsKey)),
    examples: { pass: [{ encryption: 'aws:kms' }, { kmsKey: unresolved }], fail: [{}], unknown: [madeByMacro] },
  }),
  customerKeyRule({
    id: 's3-object-cmk',
    on: object,
    key: kmsKey,
    withoutKey: 'aws-owned',
    what: 'S3 object',
    awsAlias: 'alias/aws/s3',
    source: page,
    aliases: ['CKV_AWS_186'],
  }),
  customerKeyRule({
    id: 's3-object-copy-cmk',
    on: copy,
    key: copy.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The copy of an S3 object',
    awsAlias: 'alias/aws/s3',
    source: page,
    aliases: ['CKV_AWS_181'],
  }),
  rule({
    id: 's3-inventory-encrypted',
    since: '2026.12',
    on: inventory,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'S3 inventory says how it is encrypted',
    message: 'S3 inventory {name} does not say how it is encrypted.',
    why: 'The list of all objects, with their names and what protects them, is then encrypted as the bucket that it goes to happens to do it.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html',
    require: present(inventory.props.encryption),
    examples: { pass: [{ encryption: { sse_s3: {} } }], fail: [{}], unknown: [madeByMacro] },
  }),
];
