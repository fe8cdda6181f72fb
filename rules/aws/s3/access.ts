import { resource } from '../../../server/src/core/rule/property.ts';
import { absent, all, any, equals, forEach, not, oneOf, policyDoesNot, present, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { policyOf } from '../policy-rules.ts';
import { bucket, bucketPolicy } from './bucket.ts';

/** Terraform: the website of a bucket is a resource of its own. */
const websiteOf = resource({
  label: 'bucket website',
  tf: 'aws_s3_bucket_website_configuration',
  props: { bucket: { tf: 'bucket' }, redirect: { tf: 'redirect_all_requests_to' } },
});

/** Buckets are made with lists switched off: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
const ownership = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket_ownership_controls',
  minimal: { tf: { bucket: 'pictures' } },
  props: { owner: { cfn: 'OwnershipControls.Rules[].ObjectOwnership', tf: 'rule.object_ownership', whenAbsent: 'BucketOwnerEnforced' } },
});

/** Grants that name a group cannot be written in CloudFormation. */
const grantsOf = resource({
  label: 'access control list of S3 bucket',
  tf: 'aws_s3_bucket_acl',
  minimal: { tf: { bucket: 'pictures' } },
  props: { grants: { tf: 'access_control_policy.grant[]', items: { group: { tf: 'grantee.uri' } } } },
});

const { website, redirect } = bucket.props;
const { owner } = ownership.props;
const { grants } = grantsOf.props;
const groups = 'http://acs.amazonaws.com/groups/global/';
const site = { website: { IndexDocument: 'index.html' } };
const read = (principal: { readonly [type: string]: string }) =>
  policyOf({ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::pictures/*' });

/** The rules about who reaches a bucket by its website, and by access control lists. */
export const s3AccessRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-website-public',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'S3 bucket is no website',
    message: 'S3 bucket {name} is a website, open to everybody and over plain HTTP.',
    why: 'The website of a bucket speaks no HTTPS, and shows what everybody may read: whatever is put there by mistake is published.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html',
    aliases: ['S3WebBucketOAIAccess', 'AwsSolutions-S5'],
    require: any(
      all(absent(website), not(referencedBy(websiteOf, websiteOf.props.bucket, absent(websiteOf.props.redirect)))),
      present(redirect),
      // Whom the policy names comes by another way than the website, which knows nobody.
      referencedBy(bucketPolicy, bucketPolicy.props.bucket, policyDoesNot(bucketPolicy.props.document, { ask: 'allows-anyone' })),
    ),
    examples: {
      pass: [
        {},
        { redirect: { HostName: 'example.com' } },
        scene({ Site: [bucket, site], Policy: [bucketPolicy, { bucket: refTo('Site'), document: read({ Service: 'cloudfront.amazonaws.com' }) }] }),
      ],
      fail: [site, scene({ Site: [bucket, site], Policy: [bucketPolicy, { bucket: refTo('Site'), document: read({ AWS: '*' }) }] })],
      unknown: [{ website: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-acl-disabled',
    since: '2026.12',
    on: ownership,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'S3 bucket knows no access control lists',
    message: 'S3 bucket {name} keeps access control lists.',
    why: 'A list on a single object opens it, or gives it to somebody else, past the policy of the bucket and unseen in it.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
    standards: { 'aws-fsbp': ['S3.12'], 'pci-dss-4': ['7.2.1', '7.2.2', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4'] },
    aliases: ['CKV2_AWS_65'],
    require: equals(owner, 'BucketOwnerEnforced'),
    examples: {
      pass: [{}, { owner: 'BucketOwnerEnforced' }],
      fail: [{ owner: 'ObjectWriter' }, { owner: 'BucketOwnerPreferred' }],
      unknown: [{ owner: unresolved }],
    },
  }),
  rule({
    id: 's3-bucket-acl-global-grants',
    since: '2026.12',
    on: grantsOf,
    severity: 'critical',
    category: 'exposure',
    title: 'The access control list of the S3 bucket grants nothing to everybody',
    message: 'The access control list {name} grants something to everybody.',
    why: 'Everyone on the internet, or everyone with an AWS account, which is the same, can do what the grant says.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html',
    aliases: ['CKV_AWS_375', 'CKV2_AWS_43'],
    require: forEach(grants, not(oneOf(grants.items.group, [`${groups}AllUsers`, `${groups}AuthenticatedUsers`]))),
    examples: {
      pass: [{}, { grants: [{ group: 'http://acs.amazonaws.com/groups/s3/LogDelivery' }] }],
      fail: [{ grants: [{ group: `${groups}AllUsers` }] }],
      unknown: [{ grants: [{ group: unresolved }] }],
    },
  }),
];
