import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
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

/** The switch of the account, in one region. CloudFormation has none. */
const byDefault = resource({
  label: 'EBS encryption by default',
  tf: 'aws_ebs_encryption_by_default',
  props: { enabled: { tf: 'enabled', whenAbsent: true } },
});

const { encrypted, kmsKey, snapshot, original, deletionPolicy } = volume.props;
const page = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html';
const aliases = ['CKV_AWS_3', 'CKV2_AWS_2', 'AWS-0026', 'F1', 'ENCRYPTED_VOLUMES', 'EC2EBSVolumeEncrypted'];
const standards = {
  'aws-fsbp': ['EC2.3'],
  'pci-dss-4': ['8.3.2'],
  'nist-800-53-r5': ['AU-9(3)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
  hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
};

/** The rules about EBS volumes. Two of them are the halves of one check elsewhere: written false, and left to the account. */
export const ebsRules: readonly RuleRecord[] = [
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
    decidedBy: [{ via: snapshot, because: 'a volume is encrypted as its snapshot is' }],
    profile: 'strict',
    severity: 'low',
    category: 'at-rest',
    title: 'EBS volume says that it is encrypted',
    message: 'EBS volume {name} is not encrypted unless EBS encryption by default is on in the account.',
    why: 'The same template makes an unencrypted volume in the next account or region, where encryption by default is off.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    standards,
    aliases,
    // Only encrypted volumes can be copied, and their copies take no word about it: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html
    require: any(present(encrypted), present(original)),
    fix: { title: 'Encrypt the volume', set: [[encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }, { original: 'vol-1234' }],
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
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html',
    aliases: ['CKV_AWS_189', 'AWS-0027', 'W37', 'EBS_VOLUME_ENCRYPTION_KEY_RULE'],
    decidedBy: [{ via: original, because: 'a copy has the key of its original' }],
    beside: [[encrypted, true]],
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
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    require: oneOf(deletionPolicy, ['Snapshot', 'Retain', 'RetainExceptOnCreate']),
    fix: { title: 'Keep a snapshot', set: [[deletionPolicy, 'Snapshot']] },
    examples: {
      pass: [{ deletionPolicy: 'Snapshot' }, { deletionPolicy: 'Retain' }],
      fail: [{}, { deletionPolicy: 'Delete' }],
      unknown: [{ deletionPolicy: unresolved }],
    },
  }),
  rule({
    id: 'ebs-default-encryption',
    since: '2026.12',
    on: byDefault,
    severity: 'high',
    category: 'at-rest',
    title: 'EBS encryption by default is on',
    message: '{name} turns EBS encryption by default off.',
    why: 'Every volume, snapshot copy and root disk that does not ask for encryption is then made without it.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    standards: {
      'aws-fsbp': ['EC2.7'],
      'cis-aws': ['v3.0/2.2.1', 'v5.0/5.1.1', 'v6.0/6.1.1'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CM-6', 'CM-9', 'CP-9', 'SC-13', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_106'],
    require: equals(byDefault.props.enabled, true),
    fix: { title: 'Turn it on', set: [[byDefault.props.enabled, true]] },
    examples: { pass: [{}, { enabled: true }], fail: [{ enabled: false }], unknown: [{ enabled: unresolved }] },
  }),
];
