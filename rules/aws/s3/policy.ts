import { resource } from '../../../server/src/core/rule/property.ts';
import { any, policyAnswers, policyDoesNot, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../../server/src/core/rule/example.ts';
import { JsonDocument, Referred, Subject } from '../../../server/src/core/rule/fix.ts';
import type { PolicyQuestion } from '../../../server/src/core/rule/policy/question.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { policyOf, policyRules } from '../policy-rules.ts';
import { arn, denyWithoutTls, ownArn, wholeBucket } from '../tls-statement.ts';
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

const refusal = denyWithoutTls('s3:*', wholeBucket(ownArn));

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
    profile: 'strict',
    severity: 'medium',
    category: 'in-transit',
    title: 'S3 bucket refuses plain HTTP',
    message: 'S3 bucket {name} does not refuse plain HTTP.',
    why: whyTls,
    source: tlsPage,
    standards: {
      'aws-fsbp': ['S3.5'],
      'cis-aws': ['v3.0/2.1.1', 'v5.0/2.1.1', 'v6.0/3.1.1'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(c)(2)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17(2)', 'AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'IA-5(1)', 'IA-5(1)(c)', 'PM-11', 'PM-11b', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-16(1)', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-7(5)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
    },
    aliases: ['CKV_AWS_379', 'S3BucketSSLRequestsOnly', 'AwsSolutions-S10'],
    require: any(
      referencedBy(bucketPolicy, bucketPolicy.props.bucket, policyAnswers(bucketPolicy.props.document, transport)),
      policyAnswers(bucket.props.inlinePolicy, transport),
    ),
    fix: {
      title: 'Refuse plain HTTP by the bucket policy',
      unless: [bucket.props.inlinePolicy],
      beside: {
        kind: bucketPolicy,
        via: bucketPolicy.props.bucket,
        append: [[bucketPolicy.props.statements, refusal]],
        make: [
          [bucketPolicy.props.bucket, new Subject({ cfn: 'Ref', tf: 'id' })],
          [bucketPolicy.props.document, new JsonDocument({ Version: '2012-10-17', Statement: [refusal] })],
        ],
      },
    },
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
    severity: 'medium',
    category: 'in-transit',
    profile: 'all',
    title: 'Bucket policy refuses plain HTTP',
    message: 'Bucket policy {name} does not refuse plain HTTP.',
    why: whyTls,
    source: tlsPage,
    standards: {
      'aws-fsbp': ['S3.5'],
      'cis-aws': ['v3.0/2.1.1', 'v5.0/2.1.1', 'v6.0/3.1.1'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(c)(2)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17(2)', 'AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'IA-5(1)', 'IA-5(1)(c)', 'PM-11', 'PM-11b', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-16(1)', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-7(5)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
    },
    aliases: ['S3_BUCKET_SSL_REQUESTS_ONLY', 'S3BucketSSLRequestsOnly', 'AwsSolutions-S10'],
    require: policyAnswers(bucketPolicy.props.document, transport),
    fix: { title: 'Refuse plain HTTP', append: [[bucketPolicy.props.statements, denyWithoutTls('s3:*', wholeBucket(new Referred(bucketPolicy.props.bucket, arn)))]] },
    examples: {
      pass: [{ document: policyOf(denyPlainHttp) }],
      fail: [
        {},
        { document: policyOf({ ...denyPlainHttp, Effect: 'Allow' }) },
        scene({ Policy: [bucketPolicy, { bucket: refTo('Bucket'), document: policyOf({ ...denyPlainHttp, Effect: 'Allow' }) }], Bucket: [bucket, {}] }),
      ],
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
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html',
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
    standards: {
      'aws-fsbp': ['S3.2', 'S3.3'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '11.3.1.3', '11.5.2', '3.5.1.3', '7.2.1', '7.2.2', '7.2.5', '7.2.6', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(3)(ii)(B)', '164.308(a)(4)(ii)(B)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(a)(2)(i)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(9)', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'CM-6', 'CM-9', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)'],
    },
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
