import { madeByMacro, unresolved } from '../../../server/src/core/rule/example.ts';
import { resource } from '../../../server/src/core/rule/property.ts';
import { absent, all, any, equals, forSome, not, present, referencedBy } from '../../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { bucket, lifecycleOf } from './bucket.ts';

/** All that one lifecycle says, in the bucket or beside it. */
const lifecycle = resource({
  label: 'bucket lifecycle',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket_lifecycle_configuration',
  props: {
    every: {
      cfn: 'LifecycleConfiguration.Rules[]',
      tf: 'rule[]',
      items: {
        status: { cfn: 'Status', tf: 'status' },
        abort: { cfn: 'AbortIncompleteMultipartUpload.DaysAfterInitiation', tf: 'abort_incomplete_multipart_upload.days_after_initiation' },
        prefix: { cfn: 'Prefix', tf: ['prefix', 'filter.prefix'] },
        several: { tf: 'filter.and' },
      },
    },
  },
});

const notificationOf = resource({ label: 'bucket notification', tf: 'aws_s3_bucket_notification', props: { bucket: { tf: 'bucket' } } });

const { lifecycle: rules, notifications } = bucket.props;
const { status } = rules.items;
const { every } = lifecycle.props;
const ofTerraform = lifecycleOf.props.rules;

/** The rules about what becomes of the objects of a bucket in time, and who is told of them. */
export const s3LifecycleRules: readonly RuleRecord[] = [
  rule({
    id: 's3-bucket-lifecycle',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'backup',
    profile: 'all',
    title: 'S3 bucket says how long objects are kept',
    message: 'S3 bucket {name} does not say how long objects are kept.',
    why: 'What nobody deletes is kept for ever: data of people who are long gone, and old versions that everybody has forgotten, are there to be stolen.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
    standards: { 'aws-fsbp': ['S3.13'], 'pci-dss-4': ['10.5.1', '3.2.1', '3.3.1.1', '3.3.1.3', '3.3.2', '3.3.3'] },
    aliases: ['CKV2_AWS_61'],
    require: any(
      forSome(rules, not(equals(status, 'Disabled'))),
      referencedBy(lifecycleOf, lifecycleOf.props.bucket, forSome(ofTerraform, not(equals(ofTerraform.items.status, 'Disabled')))),
    ),
    examples: {
      pass: [{ lifecycle: [{ status: 'Enabled', days: 365 }] }],
      fail: [{}, { lifecycle: [{ status: 'Disabled', days: 365 }] }],
      unknown: [{ lifecycle: [{ status: unresolved, days: 365 }] }],
    },
  }),
  rule({
    id: 's3-lifecycle-abort-multipart',
    since: '2026.12',
    on: lifecycle,
    applies: present(every),
    severity: 'low',
    category: 'backup',
    profile: 'all',
    title: 'The lifecycle of a bucket ends uploads that were never finished',
    message: 'The lifecycle of {name} keeps uploads for ever that were never finished.',
    why: 'Their parts show in no listing and in no inventory, and hold data all the same.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
    aliases: ['CKV_AWS_300'],
    // One rule for all objects: S3 takes no such action for objects of a tag (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html).
    require: forSome(every, all(equals(every.items.status, 'Enabled'), present(every.items.abort), absent(every.items.prefix), absent(every.items.several))),
    examples: {
      pass: [{ every: [{ status: 'Enabled', abort: 7 }] }],
      fail: [{ every: [{ status: 'Enabled' }] }, { every: [{ status: 'Disabled', abort: 7 }] }, { every: [{ status: 'Enabled', abort: 7, prefix: 'logs/' }] }],
      unknown: [{ every: [{ status: unresolved, abort: 7 }] }],
      skip: [{}],
    },
  }),
  rule({
    id: 's3-bucket-event-notifications',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'audit',
    profile: 'all',
    title: 'S3 bucket tells somebody of its events',
    message: 'S3 bucket {name} tells nobody of its events.',
    why: 'Objects that are deleted, or that lose their lock, are noticed when somebody looks for them.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html',
    standards: { 'aws-fsbp': ['S3.11'], 'pci-dss-4': ['11.5.2', '11.6.1', '12.10.5', 'appendix.a3.3.1', 'appendix.a3.5.1'] },
    aliases: ['CKV2_AWS_62'],
    require: any(present(notifications), referencedBy(notificationOf, notificationOf.props.bucket)),
    examples: {
      pass: [{ eventBridge: true }],
      fail: [{}],
      unknown: [madeByMacro],
    },
  }),
];
