import { refTo, scene, unresolved, type Example } from '../../server/src/core/rule/example.ts';
import { all, any, equals, not, oneOf, policyAnswers, present, referencedBy, refersTo } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { trail } from './cloudtrail.ts';
import { policyOf } from './policy-rules.ts';
import { bucket, bucketPolicy, lockOf, loggingOf, versioningOf } from './s3/bucket.ts';

const { lock, versioning, acl, logging, blockAcls, blockPolicy, ignoreAcls, restrict } = bucket.props;
const deletes = { ask: 'denies', actions: ['s3:DeleteObjectVersion'] } as const;
const openLists = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'];
const denyDelete = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject*', Resource: 'arn:aws:s3:::trail-logs/*' };
const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::trail-logs/*' };
const outside = scene({ Trail: [trail, { bucket: unresolved }] });

/** A trail, its bucket, and the bucket's policy. */
const logs = (props: Example, statement?: Parameters<typeof policyOf>[0]) =>
  scene({
    Trail: [trail, { bucket: refTo('Logs') }],
    Logs: [bucket, props],
    ...(statement ? { Policy: [bucketPolicy, { bucket: refTo('Logs'), document: policyOf(statement) }] as const } : {}),
  });

/** The rules about the bucket that a trail writes to. */
export const cloudtrailBucketRules: readonly RuleRecord[] = [
  rule({
    id: 'cloudtrail-bucket-private',
    since: '2026.12',
    on: trail,
    severity: 'critical',
    category: 'audit',
    title: 'The log of the trail is not public',
    message: 'The log of trail {name} is public, or may be made so.',
    why: 'The log tells everybody on the internet the accounts, users, addresses and resources, and what each of them does.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    standards: { 'cis-aws': ['v1.2/2.3', 'v1.4/3.3'] },
    aliases: ['AWS-0161'],
    require: refersTo(
      trail.props.bucket,
      bucket,
      all(
        not(oneOf(acl, openLists)),
        ...[blockAcls, blockPolicy, ignoreAcls, restrict].map((flag) => not(equals(flag, false))),
        not(referencedBy(bucketPolicy, bucketPolicy.props.bucket, policyAnswers(bucketPolicy.props.document, { ask: 'allows-anyone' }))),
      ),
    ),
    examples: {
      pass: [logs({}), logs({ acl: 'Private' }, denyDelete)],
      fail: [logs({ acl: 'PublicRead' }), logs({ blockPolicy: false }), logs({}, everyone)],
      unknown: [{}, outside],
    },
  }),
  rule({
    id: 'cloudtrail-bucket-access-logging',
    since: '2026.12',
    on: trail,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Who reads the log of the trail is logged',
    message: 'Nobody logs who reads the log of trail {name}.',
    why: 'An intruder who reads the log, or changes it, is not seen.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7',
    standards: { 'cis-aws': ['v1.2/2.6', 'v1.4/3.6', 'v3.0/3.4', 'v5.0/3.4', 'v6.0/4.4'] },
    aliases: ['AWS-0163'],
    require: refersTo(trail.props.bucket, bucket, any(present(logging), referencedBy(loggingOf, loggingOf.props.bucket))),
    examples: { pass: [logs({ logTarget: 'access-logs' })], fail: [logs({})], unknown: [{}, outside] },
  }),
  rule({
    id: 'cloudtrail-bucket-object-lock',
    since: '2026.12',
    on: trail,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'The log of the trail cannot be deleted',
    message: 'The log of trail {name} can be deleted.',
    why: 'An intruder who gets the permission deletes the record of what was done.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    require: refersTo(
      trail.props.bucket,
      bucket,
      any(
        equals(lock, true),
        referencedBy(lockOf, lockOf.props.bucket, equals(lockOf.props.enabled, 'Enabled')),
        all(
          any(equals(versioning, 'Enabled'), referencedBy(versioningOf, versioningOf.props.bucket, equals(versioningOf.props.status, 'Enabled'))),
          referencedBy(bucketPolicy, bucketPolicy.props.bucket, policyAnswers(bucketPolicy.props.document, deletes)),
        ),
      ),
    ),
    examples: {
      pass: [logs({ lock: true }), logs({ versioning: 'Enabled' }, denyDelete)],
      fail: [logs({}), logs({ versioning: 'Enabled' })],
      unknown: [{}, outside],
    },
  }),
];
