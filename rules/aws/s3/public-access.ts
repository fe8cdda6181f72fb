import { resource } from '../../../server/src/core/rule/property.ts';
import { all, any, equals, forSome, not, oneOf, present, referencedBy, together, type Requirement } from '../../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../../server/src/core/rule/example.ts';
import { Subject, type Fix } from '../../../server/src/core/rule/fix.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { bucket, cannedLists } from './bucket.ts';

/**
 * The block as written. Without it a new bucket has all four flags on; a block that is written turns off the flags that it leaves out
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 */
const publicAccessBlock = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket_public_access_block',
  minimal: { tf: { bucket: 'pictures' } },
  props: {
    bucket: { tf: 'bucket' },
    bucketName: { cfn: 'BucketName' },
    blockAcls: flag('BlockPublicAcls', 'block_public_acls'),
    blockPolicy: flag('BlockPublicPolicy', 'block_public_policy'),
    ignoreAcls: flag('IgnorePublicAcls', 'ignore_public_acls'),
    restrict: flag('RestrictPublicBuckets', 'restrict_public_buckets'),
  },
});

function flag(cfn: string, tf: string) {
  return { cfn: `PublicAccessBlockConfiguration.${cfn}`, tf, whenAbsent: false, whenParentAbsent: { cfn: true } } as const;
}

/** The block as somebody wrote it: what is not written says nothing. */
const writtenBlock = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket_public_access_block',
  minimal: { tf: { bucket: 'pictures' } },
  props: {
    blockAcls: { cfn: 'PublicAccessBlockConfiguration.BlockPublicAcls', tf: 'block_public_acls' },
    blockPolicy: { cfn: 'PublicAccessBlockConfiguration.BlockPublicPolicy', tf: 'block_public_policy' },
    ignoreAcls: { cfn: 'PublicAccessBlockConfiguration.IgnorePublicAcls', tf: 'ignore_public_acls' },
    restrict: { cfn: 'PublicAccessBlockConfiguration.RestrictPublicBuckets', tf: 'restrict_public_buckets' },
  },
});

/** Terraform: the access control list of a bucket is a resource of its own. */
const aclOf = resource({
  label: 'bucket ACL',
  tf: 'aws_s3_bucket_acl',
  props: {
    bucket: { tf: 'bucket' },
    acl: { tf: 'acl', values: cannedLists },
    grants: { tf: 'access_control_policy.grant[]', items: { group: { tf: 'grantee.uri' }, permission: { tf: 'permission' } } },
  },
});

const block = publicAccessBlock.props;
const inBucket = bucket.props;
const written = writtenBlock.props;
const everyFlag = [block.blockAcls, block.blockPolicy, block.ignoreAcls, block.restrict] as const;
const every = all(...everyFlag.map((one) => equals(one, true)));
const blockAll: Fix = {
  title: 'Block all public access',
  beside: {
    kind: publicAccessBlock,
    via: block.bucket,
    set: everyFlag.map((one) => [one, true]),
    make: [[block.bucket, new Subject({ tf: 'id' })]],
  },
  otherwise: {
    title: 'Block all public access',
    set: [inBucket.blockAcls, inBucket.blockPolicy, inBucket.ignoreAcls, inBucket.restrict].map((one) => [one, true]),
  },
};
const allOn = { blockAcls: true, blockPolicy: true, ignoreAcls: true, restrict: true };
const blockPage = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html';
const aclPage = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl';

/** The rules about the public access block and the access control list of a bucket. */
export const s3PublicAccessRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-public-access-block',
    since: '2026.12',
    on: publicAccessBlock,
    severity: 'high',
    category: 'exposure',
    title: 'S3 bucket blocks public access',
    message: 'S3 bucket {name} turns off a part of the public access block.',
    why: 'One careless policy or access control list opens the bucket to the internet.',
    source: blockPage,
    standards: {
      'aws-fsbp': ['S3.2', 'S3.3', 'S3.8'],
      'cis-aws': ['v3.0/2.1.4', 'v5.0/2.1.4', 'v6.0/3.1.4'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '10.3.3', '10.3.4', '11.3.1.3', '11.5.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a1.2.1', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(a)(2)(i)', '164.312(e)(1)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
    },
    aliases: ['S3BucketLevelPublicAccessProhibited', 'AwsSolutions-S2'],
    require: together(every),
    fix: { title: 'Block all public access', set: everyFlag.map((one) => [one, true]) },
    examples: {
      // No block at all, which only CloudFormation can write.
      pass: [{ bucketName: 'pictures' }, allOn],
      fail: [{ blockAcls: true }, { ...allOn, restrict: false }],
      unknown: [{ ...allOn, blockPolicy: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-public-access-block-explicit',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'S3 bucket says that it blocks public access',
    message: 'S3 bucket {name} does not say that it blocks all public access.',
    why: 'New buckets block public access by default, but a bucket made before April 2023, or opened by hand since, does not.',
    source: blockPage,
    standards: {
      'aws-fsbp': ['S3.2', 'S3.3', 'S3.8'],
      'cis-aws': ['v3.0/2.1.4', 'v5.0/2.1.4', 'v6.0/3.1.4'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '10.3.3', '10.3.4', '11.3.1.3', '11.5.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a1.2.1', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(a)(2)(i)', '164.312(e)(1)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
    },
    aliases: [
      'CKV2_AWS_6',
      'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
      'S3_BUCKET_PUBLIC_READ_PROHIBITED',
      'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
    ],
    require: any(
      all(equals(inBucket.blockAcls, true), equals(inBucket.blockPolicy, true), equals(inBucket.ignoreAcls, true), equals(inBucket.restrict, true)),
      referencedBy(publicAccessBlock, block.bucket, every),
    ),
    fix: blockAll,
    examples: {
      pass: [allOn],
      fail: [{}, { ...allOn, restrict: false }],
      unknown: [{ ...allOn, restrict: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-public-access-block-present',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'exposure',
    profile: 'all',
    title: 'S3 bucket says something about public access',
    message: 'S3 bucket {name} says nothing about public access.',
    why: 'Nobody has decided what the bucket is for; what happens to it by hand later contradicts nothing.',
    source: blockPage,
    aliases: ['AWS-0094'],
    require: any(present(inBucket.block), referencedBy(publicAccessBlock, block.bucket)),
    fix: blockAll,
    examples: { pass: [allOn, { blockAcls: true }], fail: [{}], unknown: [madeByMacro] },
  }),
  flagRule('s3-public-access-block-acls', 'blockAcls', ['CKV_AWS_53', 'AWS-0086'], {
    title: 'S3 bucket refuses public access control lists',
    message: 'S3 bucket {name} does not say that it refuses public access control lists.',
    why: 'Whoever may write an access control list may open the bucket or an object to the internet.',
  }),
  flagRule('s3-public-access-block-policy', 'blockPolicy', ['CKV_AWS_54', 'AWS-0087'], {
    title: 'S3 bucket refuses public policies',
    message: 'S3 bucket {name} does not say that it refuses public policies.',
    why: 'Whoever may write the policy may open the bucket to the internet.',
  }),
  flagRule('s3-public-access-ignore-acls', 'ignoreAcls', ['CKV_AWS_55', 'AWS-0091'], {
    title: 'S3 bucket ignores public access control lists',
    message: 'S3 bucket {name} does not say that it ignores public access control lists.',
    why: 'A public access control list that is there already, on the bucket or on any object, still opens it to the internet.',
  }),
  flagRule('s3-public-access-restrict-buckets', 'restrict', ['CKV_AWS_56', 'AWS-0093'], {
    title: 'S3 bucket limits what a public policy opens',
    message: 'S3 bucket {name} does not say that a public policy is limited to its own account.',
    why: 'A public policy that is there already still opens the bucket to every account.',
  }),
  rule({
    id: 's3-bucket-acl-public-read',
    since: '2026.12',
    on: bucket,
    severity: 'critical',
    category: 'exposure',
    title: 'The access control list of the S3 bucket lets nobody on the internet read',
    message: 'The access control list of S3 bucket {name} lets anyone on the internet read.',
    why: 'Everyone on the internet can list the bucket and read what is in it.',
    source: aclPage,
    standards: {
      'aws-fsbp': ['S3.2'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '11.3.1.3', '11.5.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.312(a)(1)', '164.312(a)(2)(i)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(9)', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'CM-6', 'CM-9', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)'],
    },
    aliases: ['CKV_AWS_20', 'AWS-0092', 'W31', 'S3_BUCKET_PUBLIC_READ_ACL'],
    require: listIsNot(['PublicRead', 'PublicReadWrite'], 'AllUsers', ['READ', 'FULL_CONTROL']),
    fix: { title: 'Remove the access control list', remove: [inBucket.acl] },
    examples: {
      pass: [{}, { acl: 'Private' }],
      fail: [{ acl: 'PublicRead' }, { acl: 'PublicReadWrite' }],
      unknown: [{ acl: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-acl-public-write',
    since: '2026.12',
    on: bucket,
    severity: 'critical',
    category: 'exposure',
    title: 'The access control list of the S3 bucket lets nobody on the internet write',
    message: 'The access control list of S3 bucket {name} lets anyone on the internet write.',
    why: 'Everyone on the internet can overwrite and delete what is in the bucket, or fill it at your cost.',
    source: aclPage,
    standards: {
      'aws-fsbp': ['S3.3'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '11.3.1.3', '11.5.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.312(a)(1)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(9)', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'CM-6', 'CM-9', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)'],
    },
    aliases: ['CKV_AWS_57', 'F14', 'S3_BUCKET_NO_PUBLIC_RW_ACL'],
    require: listIsNot(['PublicReadWrite'], 'AllUsers', ['WRITE', 'FULL_CONTROL']),
    fix: { title: 'Remove the access control list', remove: [inBucket.acl] },
    examples: {
      pass: [{}, { acl: 'PublicRead' }],
      fail: [{ acl: 'PublicReadWrite' }],
      unknown: [{ acl: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-acl-authenticated-users',
    since: '2026.12',
    on: bucket,
    severity: 'critical',
    category: 'exposure',
    title: 'The access control list of the S3 bucket lets no foreign AWS account read',
    message: 'The access control list of S3 bucket {name} lets every AWS account read.',
    why: 'Anyone with an AWS account, which is anyone, can list the bucket and read what is in it.',
    source: aclPage,
    standards: { 'aws-fsbp': ['S3.2'] },
    aliases: ['CKV_AWS_20', 'CKV2_AWS_43', 'AWS-0092'],
    require: listIsNot(['AuthenticatedRead'], 'AuthenticatedUsers', ['READ', 'FULL_CONTROL']),
    fix: { title: 'Remove the access control list', remove: [inBucket.acl] },
    examples: {
      pass: [{}, { acl: 'Private' }],
      fail: [{ acl: 'AuthenticatedRead' }],
      unknown: [{ acl: unresolved }],
    },
  }),
  openRule('read', ['PublicRead', 'PublicReadWrite'], 'S3BucketPublicReadProhibited'),
  openRule('write', ['PublicReadWrite'], 'S3BucketPublicWriteProhibited'),
];

/** The access control list, in the bucket or beside it, is none of these canned ones, and grants the group none of the permissions. */
function listIsNot(lists: readonly string[], group: 'AllUsers' | 'AuthenticatedUsers', permissions: readonly string[]): Requirement {
  const { acl, grants } = aclOf.props;
  const granted = forSome(grants, all(equals(grants.items.group, `http://acs.amazonaws.com/groups/global/${group}`), oneOf(grants.items.permission, permissions)));
  return together(not(oneOf(inBucket.acl, lists)), not(referencedBy(aclOf, aclOf.props.bucket, any(oneOf(acl, lists), granted))));
}

/** The access control list and the block taken together: a public list that the block refuses opens nothing. */
function openRule(access: 'read' | 'write', lists: readonly string[], alias: string): RuleRecord {
  const control = access === 'read' ? 'S3.2' : 'S3.3';
  return rule({
    id: `s3-bucket-public-${access}`,
    since: '2026.12',
    on: bucket,
    severity: 'critical',
    category: 'exposure',
    profile: 'all',
    title: `The S3 bucket is not open to the internet: nobody can ${access}`,
    message: `S3 bucket {name} is open to the internet: anyone can ${access}.`,
    why: 'The access control list is public, and the public access block does not refuse it.',
    source: blockPage,
    standards: { 'aws-fsbp': [control] },
    aliases: [alias],
    require: any(
      listIsNot(lists, 'AllUsers', [access === 'read' ? 'READ' : 'WRITE', 'FULL_CONTROL']),
      equals(inBucket.blockAcls, true),
      equals(inBucket.ignoreAcls, true),
      referencedBy(publicAccessBlock, block.bucket, any(equals(block.blockAcls, true), equals(block.ignoreAcls, true))),
    ),
    fix: { title: 'Remove the access control list', remove: [inBucket.acl] },
    examples: {
      pass: [{}, { acl: 'PublicReadWrite', ...allOn }],
      fail: [{ acl: 'PublicReadWrite' }, { acl: 'PublicReadWrite', ...allOn, blockAcls: false, ignoreAcls: false }],
      unknown: [{ acl: unresolved }],
    },
  });
}

/** A strict rule about one flag of the block: it is written, and is on. */
function flagRule(
  id: string,
  name: 'blockAcls' | 'blockPolicy' | 'ignoreAcls' | 'restrict',
  aliases: readonly string[],
  words: { readonly title: string; readonly message: string; readonly why: string },
): RuleRecord {
  return rule({
    id,
    since: '2026.12',
    on: writtenBlock,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    ...words,
    source: blockPage,
    standards: {
      'aws-fsbp': ['S3.8'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '10.3.3', '10.3.4', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a1.2.1', 'appendix.a3.4.1'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(9)', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)'],
    },
    aliases,
    require: equals(written[name], true),
    // The others too: a block that leaves them out turns them off.
    fix: { title: 'Block all public access', set: [written.blockAcls, written.blockPolicy, written.ignoreAcls, written.restrict].map((one) => [one, true]) },
    examples: {
      pass: [{ [name]: true }],
      fail: [{}, { [name]: false }],
      unknown: [{ [name]: unresolved }],
    },
  });
}
