import { resource } from '../../server/src/core/rule/property.ts';
import { equals, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const volume = resource({
  label: 'EBS volume',
  cfn: 'AWS::EC2::Volume',
  tf: 'aws_ebs_volume',
  minimal: { cfn: { AvailabilityZone: 'eu-west-1a', Size: 10 }, tf: { availability_zone: 'eu-west-1a', size: 10 } },
  props: {
    encrypted: { cfn: 'Encrypted', tf: 'encrypted' },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    snapshot: { cfn: 'SnapshotId', tf: 'snapshot_id' },
    original: { cfn: 'SourceVolumeId' },
    deletionPolicy: { cfn: '@DeletionPolicy', whenAbsent: 'Delete' },
  },
});

const { encrypted, kmsKey, snapshot, original, deletionPolicy } = volume.props;
const page = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html';
const aliases = ['CKV_AWS_3', 'CKV2_AWS_2', 'AWS-0026', 'F1', 'ENCRYPTED_VOLUMES', 'EC2EBSVolumeEncrypted'];
const standards = { 'aws-fsbp': ['EC2.3'] };

/** The rules about EBS volumes. Two of them are the halves of one check elsewhere: written false, and left to the account. */
export const ebsRules = [
  rule({
    id: 'ebs-volume-encrypted',
    since: '2026.12',
    on: volume,
    applies: present(encrypted),
    severity: 'high',
    category: 'at-rest',
    title: 'EBS volume is encrypted',
    message: 'EBS volume {name} is not encrypted.',
    why: 'Whoever gets hold of the volume or of a snapshot of it, by a wrong share or a stolen credential, reads everything on it.',
    source: page,
    standards,
    aliases,
    require: equals(encrypted, true),
    fix: { title: 'Encrypt the volume', set: [[encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }],
      fail: [{ encrypted: false }],
      unknown: [{ encrypted: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'ebs-volume-encrypted-explicit',
    since: '2026.12',
    on: volume,
    decidedBy: [
      { via: snapshot, because: 'a volume is encrypted as its snapshot is' },
      { via: original, because: 'a copy is encrypted as its original is' },
    ],
    severity: 'low',
    category: 'at-rest',
    title: 'EBS volume says that it is encrypted',
    message: 'EBS volume {name} is not encrypted unless EBS encryption by default is on in the account.',
    why: 'The same template makes an unencrypted volume in the next account or region, where encryption by default is off.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    standards,
    aliases,
    require: present(encrypted),
    fix: { title: 'Encrypt the volume', set: [[encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }],
      fail: [{}],
      unknown: [{ snapshot: 'snap-1234' }],
    },
  }),
  customerKeyRule({
    id: 'ebs-volume-cmk',
    on: volume,
    key: kmsKey,
    withoutKey: 'aws-managed',
    what: 'EBS volume',
    awsAlias: 'alias/aws/ebs',
    source: page,
    aliases: ['CKV_AWS_189', 'AWS-0027', 'W37', 'EBS_VOLUME_ENCRYPTION_KEY_RULE'],
  }),
  rule({
    id: 'ebs-volume-deletion-policy',
    since: '2026.12',
    on: volume,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'EBS volume survives the deletion of its stack',
    message: 'EBS volume {name} is deleted with its stack, and nothing is kept.',
    why: 'Deleting the stack, or renaming the resource, destroys the data at once.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
    require: oneOf(deletionPolicy, ['Snapshot', 'Retain', 'RetainExceptOnCreate']),
    fix: { title: 'Keep a snapshot', set: [[deletionPolicy, 'Snapshot']] },
    examples: {
      pass: [{ deletionPolicy: 'Snapshot' }, { deletionPolicy: 'Retain' }],
      fail: [{}, { deletionPolicy: 'Delete' }],
      unknown: [{ deletionPolicy: unresolved }],
    },
  }),
];
