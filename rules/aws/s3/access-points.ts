import { resource } from '../../../server/src/core/rule/property.ts';
import { equals, together } from '../../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';

/**
 * An access point; without a block of its own all of its flags are on (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html).
 * In Terraform so is each flag that is left out of the block.
 */
const accessPoint = resource({
  label: 'S3 access point',
  cfn: 'AWS::S3::AccessPoint',
  tf: 'aws_s3_access_point',
  minimal: { cfn: { Bucket: 'pictures' }, tf: { bucket: 'pictures', name: 'readers' } },
  props: {
    blockAcls: flag('BlockPublicAcls', 'block_public_acls'),
    blockPolicy: flag('BlockPublicPolicy', 'block_public_policy'),
    ignoreAcls: flag('IgnorePublicAcls', 'ignore_public_acls'),
    restrict: flag('RestrictPublicBuckets', 'restrict_public_buckets'),
  },
});

function flag(cfn: string, tf: string) {
  return {
    cfn: `PublicAccessBlockConfiguration.${cfn}`,
    tf: `public_access_block_configuration.${tf}`,
    whenAbsent: { cfn: { depends: 'S3, whose documentation does not say what becomes of a flag that a written block leaves out' }, tf: true },
    whenParentAbsent: { cfn: true },
  } as const;
}

const flags = [accessPoint.props.blockAcls, accessPoint.props.blockPolicy, accessPoint.props.ignoreAcls, accessPoint.props.restrict];
const allOn = { blockAcls: true, blockPolicy: true, ignoreAcls: true, restrict: true };

/** The rules about access points of S3. The block of an access point cannot be changed once it is made. */
export const s3AccessPointRules: readonly RuleRecord[] = [
  rule({
    id: 's3-access-point-public-access-block',
    since: '2026.12',
    on: accessPoint,
    severity: 'high',
    category: 'exposure',
    title: 'S3 access point blocks public access',
    message: 'S3 access point {name} turns off a part of the public access block.',
    why: 'One careless policy of the access point opens the bucket behind it to the internet.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
    standards: {
      'aws-fsbp': ['S3.19'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
    },
    aliases: ['CKV_AWS_392'],
    require: together(...flags.map((one) => equals(one, true))),
    fix: { title: 'Block all public access', set: flags.map((one) => [one, true]) },
    examples: { pass: [{}, allOn], fail: [{ ...allOn, restrict: false }, { ...allOn, blockPolicy: false }], unknown: [{ ...allOn, blockPolicy: unresolved }, { blockAcls: true }] },
  }),
];
