import { resource, type ListProperty, type PropertySpec } from '../../server/src/core/rule/property.ts';
import { absent, all, any, cases, equals, forEach, present, refersTo, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';

type DiskFact = 'mapping' | 'device' | 'size' | 'ebs' | 'encrypted' | 'snapshot';

const disk = {
  mapping: { cfn: '', tf: '' },
  device: { cfn: 'DeviceName', tf: 'device_name' },
  size: { cfn: 'Ebs.VolumeSize', tf: 'volume_size' },
  ebs: { cfn: 'Ebs', tf: '' },
  encrypted: { cfn: 'Ebs.Encrypted', tf: 'encrypted' },
  snapshot: { cfn: 'Ebs.SnapshotId', tf: 'snapshot_id' },
} as const satisfies Readonly<Record<DiskFact, PropertySpec>>;

/** The root disk in Terraform: it has no name, and is made from the image. */
const rootDisk = {
  mapping: { tf: '' },
  device: {},
  size: { tf: 'volume_size' },
  ebs: { tf: '' },
  encrypted: { tf: 'encrypted' },
  snapshot: {},
} as const satisfies Readonly<Record<DiskFact, PropertySpec>>;

const instance = resource({
  label: 'EC2 instance',
  cfn: 'AWS::EC2::Instance',
  tf: 'aws_instance',
  minimal: { cfn: { ImageId: 'ami-1234', InstanceType: 't3.micro' }, tf: { ami: 'ami-1234', instance_type: 't3.micro' } },
  props: {
    disks: { cfn: 'BlockDeviceMappings[]', tf: 'ebs_block_device[]', items: disk },
    root: { tf: 'root_block_device[]', items: rootDisk },
    template: { cfn: ['LaunchTemplate.LaunchTemplateId', 'LaunchTemplate.LaunchTemplateName', 'LaunchTemplate.Version'], tf: ['launch_template.id', 'launch_template.name'] },
  },
});

const launchConfiguration = resource({
  label: 'launch configuration',
  cfn: 'AWS::AutoScaling::LaunchConfiguration',
  tf: 'aws_launch_configuration',
  minimal: { cfn: { ImageId: 'ami-1234', InstanceType: 't3.micro' }, tf: { image_id: 'ami-1234', instance_type: 't3.micro' } },
  props: {
    disks: { cfn: 'BlockDeviceMappings[]', tf: 'ebs_block_device[]', items: disk },
    root: { tf: 'root_block_device[]', items: rootDisk },
  },
});

const launchTemplate = resource({
  label: 'launch template',
  cfn: 'AWS::EC2::LaunchTemplate',
  tf: 'aws_launch_template',
  minimal: { cfn: { LaunchTemplateData: { ImageId: 'ami-1234' } }, tf: { image_id: 'ami-1234' } },
  props: {
    disks: {
      cfn: 'LaunchTemplateData.BlockDeviceMappings[]',
      tf: 'block_device_mappings[]',
      items: {
        mapping: { cfn: '', tf: '' },
        device: { cfn: 'DeviceName', tf: 'device_name' },
        size: { cfn: 'Ebs.VolumeSize', tf: 'ebs.volume_size' },
        ebs: { cfn: 'Ebs', tf: 'ebs' },
        encrypted: { cfn: 'Ebs.Encrypted', tf: 'ebs.encrypted' },
        snapshot: { cfn: 'Ebs.SnapshotId', tf: 'ebs.snapshot_id' },
      },
    },
  },
});

/** No EBS disk of the list says that it is not encrypted. */
const noneInTheClear = (disks: ListProperty<DiskFact>): Requirement =>
  forEach(disks, cases([{ when: present(disks.items.encrypted), require: equals(disks.items.encrypted, true) }]));

/** Every EBS disk of the list says whether it is encrypted; one from a snapshot follows the snapshot. */
const allSay = (disks: ListProperty<DiskFact>): Requirement =>
  forEach(disks, cases([{ when: present(disks.items.ebs), require: any(present(disks.items.encrypted), present(disks.items.snapshot)) }]));

const kinds = [
  {
    id: 'ec2-instance-block-device-encrypted',
    on: instance,
    lists: [instance.props.disks, instance.props.root],
    disks: instance.props.disks,
    aliases: ['CKV_AWS_8', 'AWS-0131', 'EC2EBSVolumeEncrypted', 'AwsSolutions-EC26'],
    controls: ['EC2.3'],
  },
  {
    id: 'launch-template-ebs-encrypted',
    on: launchTemplate,
    lists: [launchTemplate.props.disks],
    disks: launchTemplate.props.disks,
    aliases: ['EC2EBSVolumeEncrypted', 'AwsSolutions-EC26'],
    controls: ['EC2.181'],
  },
  {
    id: 'launch-configuration-ebs-encrypted',
    on: launchConfiguration,
    lists: [launchConfiguration.props.disks, launchConfiguration.props.root],
    disks: launchConfiguration.props.disks,
    aliases: ['CKV_AWS_8', 'AWS-0008', 'EC2EBSVolumeEncrypted', 'AwsSolutions-EC26'],
    controls: [],
  },
];

/** The list has some disk. */
const saysSomething = (disks: ListProperty<DiskFact>): Requirement => forEach(disks, present(disks.items.mapping), 'fail');

/** The list has some disk, and every one of its own making is encrypted. */
const allEncrypted = (disks: ListProperty<DiskFact>): Requirement =>
  forEach(disks, cases([{ when: all(present(disks.items.ebs), absent(disks.items.snapshot)), require: equals(disks.items.encrypted, true) }]), 'fail');

const rootDisks = [
  {
    id: 'ec2-instance-root-disk-encrypted',
    on: instance,
    require: cases(
      [{ when: present(instance.props.template), require: any(saysSomething(instance.props.disks), refersTo(instance.props.template, launchTemplate, allEncrypted(launchTemplate.props.disks))) }],
      any(saysSomething(instance.props.disks), saysSomething(instance.props.root)),
    ),
    aliases: ['CKV_AWS_8', 'AWS-0131', 'EC2EBSVolumeEncrypted', 'AwsSolutions-EC26'],
  },
  {
    id: 'launch-configuration-root-disk-encrypted',
    on: launchConfiguration,
    require: any(saysSomething(launchConfiguration.props.disks), saysSomething(launchConfiguration.props.root)),
    aliases: ['CKV_AWS_8', 'AWS-0008', 'EC2EBSVolumeEncrypted', 'AwsSolutions-EC26'],
  },
];

/** The rules about root disks that are left to the image and the account. */
export const ec2RootDiskRules = rootDisks.map(({ id, on, require, aliases }) =>
  rule({
    id,
    since: '2026.12',
    on,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: `Root disk of a ${on.label} is not left to the image`.replace('a EC2', 'an EC2'),
    message: `The root disk of ${on.label} {name} is encrypted only if its image is, or the account says so.`,
    why: 'The same template makes an unencrypted disk from the next image, or in the next account, where encryption by default is off.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html',
    aliases,
    require,
    examples: {
      pass: [{ disks: [{ device: '/dev/xvda', encrypted: true }] }],
      fail: [{}],
      unknown: [{ disks: unresolved }],
    },
  }),
);

/** The rules about the disks that an instance, launch template or launch configuration makes: written false, and left to the account. */
export const ec2DiskRules = kinds.flatMap(({ id, on, lists, disks, aliases, controls }) => [
  rule({
    id,
    since: '2026.12',
    on,
    severity: 'high',
    category: 'at-rest',
    title: `Disks of an ${on.label} are encrypted`.replace('an launch', 'a launch'),
    message: `A disk of ${on.label} {name} is not encrypted.`,
    why: 'Whoever gets hold of the disk or of a snapshot of it, by a wrong share or a stolen credential, reads everything on it.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    standards: controls.length > 0 ? { 'aws-fsbp': controls } : {},
    aliases,
    require: all(...lists.map(noneInTheClear)),
    fix: { title: 'Encrypt the disk', set: [[disks.items.encrypted, true]] },
    examples: {
      pass: [{ disks: [{ device: '/dev/xvdb', encrypted: true }] }, {}],
      fail: [{ disks: [{ device: '/dev/xvdb', encrypted: true }, { device: '/dev/xvdc', encrypted: false }] }],
      unknown: [{ disks: [{ device: '/dev/xvdb', encrypted: unresolved }] }],
    },
  }),
  rule({
    id: `${id}-explicit`,
    since: '2026.12',
    on,
    profile: 'strict',
    severity: 'low',
    category: 'at-rest',
    title: `Disks of an ${on.label} say that they are encrypted`.replace('an launch', 'a launch'),
    message: `A disk of ${on.label} {name} is not encrypted unless EBS encryption by default is on in the account.`,
    why: 'The same template makes an unencrypted disk in the next account or region, where encryption by default is off.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    standards: controls.length > 0 ? { 'aws-fsbp': controls } : {},
    aliases,
    require: all(...lists.map(allSay)),
    fix: { title: 'Encrypt the disk', set: [[disks.items.encrypted, true]] },
    examples: {
      pass: [{ disks: [{ device: '/dev/xvdb', encrypted: true }] }, { disks: [{ device: '/dev/xvdb', snapshot: 'snap-1234' }] }, {}],
      fail: [{ disks: [{ device: '/dev/xvdb', size: 20 }] }],
      unknown: [{ disks: [{ device: '/dev/xvdb', ebs: unresolved }] }],
    },
  }),
]);
