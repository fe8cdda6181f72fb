import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not, together } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** Defaults: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_account_public_access_block */
const account = resource({
  label: 'public access block of the account',
  tf: 'aws_s3_account_public_access_block',
  props: {
    blockAcls: { tf: 'block_public_acls', whenAbsent: false },
    blockPolicy: { tf: 'block_public_policy', whenAbsent: false },
    ignoreAcls: { tf: 'ignore_public_acls', whenAbsent: false },
    restrict: { tf: 'restrict_public_buckets', whenAbsent: false },
  },
});

/** Blocks that are on unless they are turned off: https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html */
const everywhere = resource({
  label: 'S3 Multi-Region access point',
  cfn: 'AWS::S3::MultiRegionAccessPoint',
  tf: 'aws_s3control_multi_region_access_point',
  minimal: { cfn: { Regions: [{ Bucket: 'pictures' }] }, tf: { details: { name: 'pictures', region: [{ bucket: 'pictures' }] } } },
  props: {
    blockAcls: { cfn: 'PublicAccessBlockConfiguration.BlockPublicAcls', tf: 'details.public_access_block.block_public_acls', whenAbsent: true },
    blockPolicy: { cfn: 'PublicAccessBlockConfiguration.BlockPublicPolicy', tf: 'details.public_access_block.block_public_policy', whenAbsent: true },
    ignoreAcls: { cfn: 'PublicAccessBlockConfiguration.IgnorePublicAcls', tf: 'details.public_access_block.ignore_public_acls', whenAbsent: true },
    restrict: { cfn: 'PublicAccessBlockConfiguration.RestrictPublicBuckets', tf: 'details.public_access_block.restrict_public_buckets', whenAbsent: true },
  },
});

const snapshots = resource({
  label: 'public access block of snapshots',
  cfn: 'AWS::EC2::SnapshotBlockPublicAccess',
  tf: 'aws_ebs_snapshot_block_public_access',
  minimal: { cfn: { State: 'block-all-sharing' }, tf: { state: 'block-all-sharing' } },
  props: { state: { cfn: 'State', tf: 'state' } },
});

const images = resource({
  label: 'public access block of images',
  tf: 'aws_ec2_image_block_public_access',
  minimal: { tf: { state: 'block-new-sharing' } },
  props: { state: { tf: 'state' } },
});

const publicAccess = ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'];
const allOn = { blockAcls: true, blockPolicy: true, ignoreAcls: true, restrict: true };
/** One finding for a block, not one for each flag: they are mended together. */
const isWhole = ({ props }: typeof account | typeof everywhere) => together(equals(props.blockAcls, true), equals(props.blockPolicy, true), equals(props.ignoreAcls, true), equals(props.restrict, true));

/** The rules about blocks of public access that stand before more than one bucket, snapshot or image. */
export const accountBlockRules: readonly RuleRecord[] = [
  rule({
    id: 's3-account-public-access-block',
    since: '2026.12',
    on: account,
    severity: 'high',
    category: 'exposure',
    title: 'The account blocks public access to all of its buckets',
    message: 'The {name} leaves a way open to make buckets public.',
    why: 'It is the last line: one careless policy or list of any bucket, now or later, then opens that bucket to the internet.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    standards: { 'aws-fsbp': ['S3.1'], 'pci-dss-4': publicAccess },
    require: isWhole(account),
    fix: { title: 'Block all public access', set: [[account.props.blockAcls, true], [account.props.blockPolicy, true], [account.props.ignoreAcls, true], [account.props.restrict, true]] },
    examples: { pass: [allOn], fail: [{}, { ...allOn, restrict: false }], unknown: [{ ...allOn, blockPolicy: unresolved }] },
  }),
  rule({
    id: 's3-multi-region-access-point-public-access-block',
    since: '2026.12',
    on: everywhere,
    severity: 'high',
    category: 'exposure',
    title: 'S3 Multi-Region access point blocks public access',
    message: 'S3 Multi-Region access point {name} turns off a part of the public access block.',
    why: 'One careless policy of the access point opens the buckets behind it, in every Region, to the internet; the block cannot be changed later.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html',
    standards: { 'aws-fsbp': ['S3.24'] },
    require: isWhole(everywhere),
    examples: { pass: [{}, allOn], fail: [{ ...allOn, restrict: false }], unknown: [{ ...allOn, blockPolicy: unresolved }] },
  }),
  rule({
    id: 'ebs-snapshot-public-block',
    since: '2026.12',
    on: snapshots,
    severity: 'high',
    category: 'exposure',
    title: 'Snapshots of the account cannot be shared with everybody',
    message: '{name} lets snapshots be shared with everybody.',
    why: 'A snapshot is a whole disk: whoever finds a public one attaches it and reads everything on it.',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html',
    require: not(equals(snapshots.props.state, 'unblocked')),
    examples: { pass: [{}, { state: 'block-new-sharing' }], fail: [{ state: 'unblocked' }], unknown: [{ state: unresolved }] },
  }),
  rule({
    id: 'ami-public-block',
    since: '2026.12',
    on: images,
    severity: 'medium',
    category: 'exposure',
    title: 'Images of the account cannot be shared with everybody',
    message: '{name} lets images be shared with everybody.',
    why: 'An image holds the disks of the machine that it was made of: code, settings, and keys that somebody forgot.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html',
    require: not(equals(images.props.state, 'unblocked')),
    examples: { pass: [{}, { state: 'block-new-sharing' }], fail: [{ state: 'unblocked' }], unknown: [{ state: unresolved }] },
  }),
];
