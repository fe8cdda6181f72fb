import { resource } from '../../../server/src/core/rule/property.ts';
import { any, policyAnswers, policyDoesNot, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../../server/src/core/rule/example.ts';
import type { PolicyQuestion } from '../../../server/src/core/rule/policy/question.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { policyOf, policyRules } from '../policy-rules.ts';
import { bucket, bucketPolicy } from './bucket.ts';

/** Wherever a policy of a bucket is written. */
const anyPolicy = resource({
  label: 'bucket policy',
  cfn: 'AWS::S3::BucketPolicy',
  tf: ['aws_s3_bucket_policy', 'aws_s3_bucket'],
  minimal: bucketPolicy.minimal,
  props: { document: { cfn: 'PolicyDocument', tf: 'policy' } },
});

const { document } = anyPolicy.props;
const transport: PolicyQuestion = { ask: 'denies-insecure-transport', actions: ['s3:*'], wholeBucket: true };
const tlsPage = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit';
const whyTls = 'Data and signed addresses travel in the clear, for everybody on the way to read and change.';

/** The statement that AWS recommends. */
const denyPlainHttp = {
  Sid: 'DenyPlainHttp',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::pictures', 'arn:aws:s3:::pictures/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const half = { ...denyPlainHttp, Resource: 'arn:aws:s3:::pictures/*' };
const locked = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };

/** The rules about the policy of a bucket. */
export const s3PolicyRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-tls-only',
    since: '2026.12',
    on: bucket,
    severity: 'high',
    category: 'in-transit',
    title: 'S3 bucket refuses plain HTTP',
    message: 'S3 bucket {name} does not refuse plain HTTP.',
    why: whyTls,
    source: tlsPage,
    standards: { 'aws-fsbp': ['S3.5'] },
    aliases: ['S3BucketSSLRequestsOnly'],
    require: any(
      referencedBy(bucketPolicy, bucketPolicy.props.bucket, policyAnswers(bucketPolicy.props.document, transport)),
      policyAnswers(bucket.props.inlinePolicy, transport),
    ),
    examples: {
      pass: [scene({ Bucket: [bucket, { name: 'pictures' }], Policy: [bucketPolicy, { bucket: refTo('Bucket'), document: policyOf(denyPlainHttp) }] })],
      fail: [
        {},
        scene({ Bucket: [bucket, {}], Policy: [bucketPolicy, { bucket: refTo('Bucket'), document: policyOf(half) }] }),
        scene({ Bucket: [bucket, {}], Policy: [bucketPolicy, { bucket: 'other', document: policyOf(denyPlainHttp) }] }),
      ],
      unknown: [
        scene({ Bucket: [bucket, {}], Policy: [bucketPolicy, { bucket: refTo('Bucket'), document: policyOf({ ...denyPlainHttp, Effect: unresolved }) }] }),
      ],
    },
  }),
  rule({
    id: 's3-bucket-policy-tls-only',
    since: '2026.12',
    on: bucketPolicy,
    severity: 'high',
    category: 'in-transit',
    profile: 'all',
    title: 'Bucket policy refuses plain HTTP',
    message: 'Bucket policy {name} does not refuse plain HTTP.',
    why: `${whyTls} The rule about the bucket says so too, where the bucket is in the template.`,
    source: tlsPage,
    standards: { 'aws-fsbp': ['S3.5'] },
    aliases: ['S3_BUCKET_SSL_REQUESTS_ONLY', 'S3BucketSSLRequestsOnly'],
    require: policyAnswers(bucketPolicy.props.document, transport),
    examples: {
      pass: [{ document: policyOf(denyPlainHttp) }],
      fail: [{}, { document: policyOf({ ...denyPlainHttp, Effect: 'Allow' }) }],
      unknown: [{ document: policyOf({ ...denyPlainHttp, Resource: unresolved }) }],
    },
  }),
  rule({
    id: 's3-bucket-policy-present',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'S3 bucket has a policy',
    message: 'S3 bucket {name} has no policy in the template.',
    why: 'Without a policy nothing but the permissions of each caller limits what is done with the bucket, by plain HTTP too.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
    aliases: ['W51'],
    require: referencedBy(bucketPolicy, bucketPolicy.props.bucket),
    examples: {
      pass: [scene({ Bucket: [bucket, {}], Policy: [bucketPolicy, { bucket: refTo('Bucket'), document: policyOf(denyPlainHttp) }] })],
      fail: [{}],
      unknown: [
        scene({ Bucket: [bucket, { name: unresolved }], Policy: [bucketPolicy, { bucket: unresolved, document: policyOf(denyPlainHttp) }] }),
      ],
    },
  }),
  rule({
    id: 's3-bucket-policy-lockout',
    since: '2026.12',
    on: anyPolicy,
    severity: 'medium',
    category: 'exposure',
    title: 'The bucket policy does not lock its owner out',
    message: 'The bucket policy {name} locks its owner out.',
    why: 'A denial to everyone binds the owner too: only the root user can then change the policy, and until then the data is out of reach.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html',
    aliases: ['CKV_AWS_93'],
    require: policyDoesNot(document, { ask: 'locks-out', actions: ['s3:PutBucketPolicy'] }),
    examples: {
      pass: [{}, { document: policyOf(denyPlainHttp) }],
      fail: [{ document: policyOf(locked) }],
      unknown: [{ document: policyOf({ ...locked, Principal: unresolved }) }],
    },
  }),
  ...policyRules({
    prefix: 's3-bucket-policy',
    on: anyPolicy,
    document,
    policy: 'bucket policy',
    action: 's3:GetObject',
    standards: { 'aws-fsbp': ['S3.2', 'S3.3'] },
    why: 'Everyone on the internet can do what the statement allows with the data in the bucket.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    aliases: {
      public: ['CKV_AWS_70', 'F16', 'S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL'],
      action: ['F15', 'S3_BUCKET_POLICY_NO_WILDCARD_ACTION'],
      notPrincipal: ['F9', 'S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL'],
      notAction: ['W20', 'S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION'],
    },
  }),
];
