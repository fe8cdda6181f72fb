import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, forEach, not, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

/** An image that is put together from volumes or snapshots. CloudFormation makes no images. */
const image = resource({
  label: 'AMI',
  tf: 'aws_ami',
  minimal: { tf: { name: 'orders' } },
  props: {
    disks: {
      tf: 'ebs_block_device[]',
      items: { device: { tf: 'device_name' }, encrypted: { tf: 'encrypted', whenAbsent: false }, snapshot: { tf: 'snapshot_id' } },
    },
  },
});

const permission = resource({
  label: 'AMI launch permission',
  tf: 'aws_ami_launch_permission',
  minimal: { tf: { image_id: 'ami-1234' } },
  props: { account: { tf: 'account_id' }, group: { tf: 'group' } },
});

const copy = resource({
  label: 'AMI copy',
  tf: 'aws_ami_copy',
  minimal: { tf: { name: 'orders', source_ami_id: 'ami-1234', source_ami_region: 'eu-west-1' } },
  props: { encrypted: { tf: 'encrypted', whenAbsent: false }, key: { tf: 'kms_key_id' } },
});

const { disks } = image.props;

/** The rules about machine images, which only Terraform makes. */
export const amiRules: readonly RuleRecord[] = [
  rule({
    id: 'ami-encrypted',
    since: '2026.12',
    on: image,
    severity: 'high',
    category: 'at-rest',
    title: 'Disks of an AMI are encrypted',
    message: 'A disk of AMI {name} is not encrypted.',
    why: 'Every instance starts from the disk in the clear; whoever the image is shared with reads what was left on it.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html',
    aliases: ['CKV_AWS_204'],
    require: forEach(disks, any(equals(disks.items.encrypted, true), present(disks.items.snapshot))),
    fix: { title: 'Encrypt the disk', set: [[disks.items.encrypted, true]] },
    examples: {
      pass: [{ disks: [{ device: '/dev/xvda', encrypted: true }] }, { disks: [{ device: '/dev/xvda', snapshot: 'snap-1234' }] }, {}],
      fail: [{ disks: [{ device: '/dev/xvda' }] }],
      unknown: [{ disks: [{ device: '/dev/xvda', encrypted: unresolved }] }],
    },
  }),
  rule({
    id: 'ami-shared',
    since: '2026.12',
    on: permission,
    severity: 'high',
    category: 'exposure',
    title: 'AMI is not shared with everybody',
    message: 'AMI launch permission {name} lets every AWS account launch the image.',
    why: 'Anyone can start the image and read what is on its disks: code, configuration, keys that were forgotten.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html',
    require: not(equals(permission.props.group, 'all')),
    examples: { pass: [{ account: '111122223333' }], fail: [{ group: 'all' }], unknown: [{ group: unresolved }] },
  }),
  rule({
    id: 'ami-copy-encrypted',
    since: '2026.12',
    on: copy,
    severity: 'high',
    category: 'at-rest',
    profile: 'strict',
    title: 'Copy of an AMI is encrypted',
    message: 'AMI copy {name} does not say that it is encrypted.',
    why: 'The copy of an image that is not encrypted is not either: whoever it is shared with reads what is on its disks.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html',
    aliases: ['CKV_AWS_235'],
    require: equals(copy.props.encrypted, true),
    fix: { title: 'Encrypt the copy', set: [[copy.props.encrypted, true]] },
    examples: { pass: [{ encrypted: true }], fail: [{}, { encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
  customerKeyRule({
    id: 'ami-copy-cmk',
    on: copy,
    // EC2 takes a key only together with the flag: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html
    mode: copy.props.encrypted,
    modes: { true: 'key', false: 'none' },
    key: copy.props.key,
    withoutKey: 'aws-managed',
    what: 'AMI copy',
    awsAlias: 'alias/aws/ebs',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html',
    aliases: ['CKV_AWS_236'],
    given: { encrypted: true },
  }),
];
