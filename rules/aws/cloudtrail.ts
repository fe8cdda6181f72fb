import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, equals, forEach, forSome, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import type { Property } from '../../server/src/core/rule/property.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { lakeGrant, trailGrants } from './key-use.ts';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html */
export const trail = resource({
  label: 'trail',
  cfn: 'AWS::CloudTrail::Trail',
  tf: 'aws_cloudtrail',
  minimal: { cfn: { IsLogging: true, S3BucketName: 'trail-logs' }, tf: { name: 'trail', s3_bucket_name: 'trail-logs' } },
  props: {
    kmsKey: { cfn: 'KMSKeyId', tf: 'kms_key_id' },
    validation: { cfn: 'EnableLogFileValidation', tf: 'enable_log_file_validation', whenAbsent: false },
    multiRegion: { cfn: 'IsMultiRegionTrail', tf: 'is_multi_region_trail', whenAbsent: false },
    logging: { cfn: 'IsLogging', tf: 'enable_logging', whenAbsent: { tf: true } },
    global: { cfn: 'IncludeGlobalServiceEvents', tf: 'include_global_service_events', whenAbsent: { tf: true } },
    bucket: { cfn: 'S3BucketName', tf: 's3_bucket_name' },
    logGroup: { cfn: 'CloudWatchLogsLogGroupArn', tf: 'cloud_watch_logs_group_arn' },
    topic: { cfn: 'SnsTopicName', tf: 'sns_topic_name' },
    selectors: {
      cfn: 'EventSelectors[]',
      tf: 'event_selector[]',
      items: {
        mode: { cfn: 'ReadWriteType', tf: 'read_write_type', whenAbsent: 'All' },
        objects: { cfn: 'DataResources[Type=AWS::S3::Object].Values', tf: 'data_resource[type=AWS::S3::Object].values' },
        object: { cfn: 'DataResources[Type=AWS::S3::Object].Values[]', tf: 'data_resource[type=AWS::S3::Object].values[]' },
        excluded: { cfn: 'ExcludeManagementEventSources[]', tf: 'exclude_management_event_sources[]', whenAbsent: 'nothing' },
      },
    },
    advanced: {
      cfn: 'AdvancedEventSelectors[]',
      tf: 'advanced_event_selector[]',
      items: {
        type: { cfn: 'FieldSelectors[Field=resources.type].Equals[]', tf: 'field_selector[field=resources.type].equals[]' },
        readOnly: { cfn: 'FieldSelectors[Field=readOnly].Equals[]', tf: 'field_selector[field=readOnly].equals[]' },
        bucket: { cfn: 'FieldSelectors[Field=resources.ARN]', tf: 'field_selector[field=resources.ARN]' },
        event: { cfn: 'FieldSelectors[Field=eventName]', tf: 'field_selector[field=eventName]' },
      },
    },
  },
});

/** Defaults: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html */
const eventDataStore = resource({
  label: 'event data store',
  cfn: 'AWS::CloudTrail::EventDataStore',
  tf: 'aws_cloudtrail_event_data_store',
  minimal: { tf: { name: 'events' } },
  props: {
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    multiRegion: { cfn: 'MultiRegionEnabled', tf: 'multi_region_enabled', whenAbsent: true },
    protection: { cfn: 'TerminationProtectionEnabled', tf: 'termination_protection_enabled', whenAbsent: true },
  },
});

const { selectors, advanced } = trail.props;
const { mode, objects, object, excluded } = selectors.items;
const { type, readOnly, bucket, event } = advanced.items;
const everyBucket = oneOf(object, ['arn:aws:s3', 'arn:aws:s3:::']);
const dataEventsPage = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html';
const lakePage = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html';

/** The rules about CloudTrail. */
export const cloudtrailRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'cloudtrail-cmk',
    grants: trailGrants,
    on: trail,
    key: trail.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The log of trail',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
    standards: {
      'aws-fsbp': ['CloudTrail.2'],
      'cis-aws': ['v3.0/3.5', 'v5.0/3.5', 'v6.0/4.5'],
      'pci-dss-4': ['10.3.2', '10.3.3', '10.3.4', '8.3.2', 'appendix.a1.2.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(1)(ii)(D)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(c)(2)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
      'nist-800-53-r5': ['AU-9(3)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
    },
    aliases: ['CKV_AWS_35', 'AWS-0015', 'CLOUD_TRAIL_ENCRYPTION_ENABLED', 'CloudTrailEncryptionEnabled'],
  }),
  rule({
    ...switchedOn(trail.props.validation, 'validation'),
    id: 'cloudtrail-log-validation',
    on: trail,
    severity: 'medium',
    category: 'audit',
    title: 'The log files of the trail can be verified',
    message: 'The log files of trail {name} cannot be verified.',
    why: 'An intruder who rewrites the log leaves no trace: nobody can tell that it was changed.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
    standards: {
      'aws-fsbp': ['CloudTrail.4'],
      'cis-aws': ['v3.0/3.2', 'v5.0/3.2', 'v6.0/4.2'],
      'pci-dss-4': ['10.3.2', '10.3.3', '10.3.4', 'appendix.a1.2.1'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(1)(ii)(D)', '164.308(a)(5)(ii)(C)', '164.308(a)(6)(ii)', '164.312(b)', '164.312(c)(1)', '164.312(c)(2)'],
      'nist-800-53-r5': ['AU-9', 'AU-9a', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'PM-11', 'PM-11b', 'PM-17', 'PM-17b', 'SA-1(1)', 'SA-10(1)', 'SC-16(1)', 'SI-1', 'SI-1a.2', 'SI-1c.2', 'SI-4', 'SI-4d', 'SI-7', 'SI-7(1)', 'SI-7(3)', 'SI-7(7)', 'SI-7a'],
    },
    aliases: ['CKV_AWS_36', 'AWS-0016', 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', 'CloudTrailLogFileValidationEnabled'],
    fix: { title: 'Turn on log file validation', set: [[trail.props.validation, true]] },
  }),
  rule({
    ...switchedOn(trail.props.multiRegion, 'multiRegion'),
    id: 'cloudtrail-multi-region',
    on: trail,
    severity: 'medium',
    category: 'audit',
    title: 'The trail records every region',
    message: 'Trail {name} records one region only.',
    why: 'What an intruder does in a region that nobody uses is not seen.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-trails',
    standards: {
      'aws-fsbp': ['CloudTrail.1'],
      'cis-aws': ['v1.2/2.5'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.3.2', '10.3.3', '10.3.4', '10.6.3', '11.3.1.3', '11.5.2', '3.5.1.3', '7.3.3', 'appendix.a1.2.1'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(b)', '164.312(e)(2)(i)'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-1(1)', 'SI-1(1)(c)', 'SI-10(1)', 'SI-10(1)(c)', 'SI-3(8)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
    },
    aliases: ['CKV_AWS_67', 'AWS-0014', 'MULTI_REGION_CLOUD_TRAIL_ENABLED'],
    // AWS refuses a trail of every region that leaves global services out.
    fix: { title: 'Record every region', set: [[trail.props.multiRegion, true], [trail.props.global, true]] },
  }),
  rule({
    id: 'cloudtrail-logging-on',
    since: '2026.12',
    on: trail,
    severity: 'high',
    category: 'audit',
    title: 'The trail is recording',
    message: 'Trail {name} is switched off.',
    why: 'Nothing that is done in the account is recorded.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html',
    standards: {
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2b', 'AU-3(1)', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8b', 'CA-7b', 'CM-5(1)(b)', 'IA-3(3)(b)', 'MA-4(1)(a)', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)(b)', 'SI-1(1)(c)', 'SI-10(1)(c)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
    },
    aliases: ['CKV_AWS_251', 'CLOUD_TRAIL_ENABLED'],
    require: equals(trail.props.logging, true),
    fix: { title: 'Switch the trail on', set: [[trail.props.logging, true]] },
    examples: {
      pass: [{}, { logging: true }],
      fail: [{ logging: false }],
      unknown: [{ logging: unresolved }],
    },
  }),
  rule({
    id: 'cloudtrail-global-service-events',
    since: '2026.12',
    on: trail,
    severity: 'low',
    category: 'audit',
    title: 'The trail records global services',
    message: 'Trail {name} leaves out global services.',
    why: 'Changes to users, roles and permissions are not recorded.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events',
    require: not(equals(trail.props.global, false)),
    fix: { title: 'Record global services', set: [[trail.props.global, true]] },
    examples: {
      pass: [{}, { global: true }],
      fail: [{ global: false }],
      unknown: [{ global: unresolved }],
    },
  }),
  rule({
    id: 'cloudtrail-keeps-kms-events',
    since: '2026.12',
    on: trail,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'The trail records the use of keys and of the RDS Data API',
    message: 'Trail {name} leaves out the use of keys or of the RDS Data API.',
    why: 'After a leak nobody can say which data was decrypted or queried, and by whom.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
    require: forEach(selectors, not(oneOf(excluded, ['kms.amazonaws.com', 'rdsdata.amazonaws.com']))),
    examples: {
      pass: [{}, { selectors: [{ mode: 'All' }] }],
      fail: [{ selectors: [{ mode: 'All', excluded: 'kms.amazonaws.com' }] }],
      unknown: [{ selectors: [{ mode: 'All', excluded: unresolved }] }],
    },
  }),
  rule({
    id: 'cloudtrail-cloudwatch-logs',
    since: '2026.12',
    on: trail,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'The trail is sent to CloudWatch Logs',
    message: 'Trail {name} is not sent to CloudWatch Logs.',
    why: 'Nobody is alarmed while it happens; the log is read afterwards, if at all.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
    standards: {
      'aws-fsbp': ['CloudTrail.5'],
      'cis-aws': ['v1.2/2.4', 'v1.4/3.4'],
      'pci-dss-4': ['10.4.1.1', '11.3.1.3', '11.5.2', '11.6.1', '12.10.5', '7.3.3', 'appendix.a3.3.1', 'appendix.a3.5.1'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(5)(ii)(C)', '164.308(a)(6)(ii)', '164.312(b)', '164.312(e)(2)(i)'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-16', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-4(1)', 'AU-6(1)', 'AU-6(3)', 'AU-6(4)', 'AU-6(5)', 'AU-6(6)', 'AU-6(9)', 'AU-7(1)', 'AU-8', 'AU-8b', 'AU-9(7)', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-1(1)', 'SI-1(1)(c)', 'SI-10(1)', 'SI-10(1)(c)', 'SI-3(8)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
    },
    aliases: ['CKV2_AWS_10', 'AWS-0162', 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', 'CloudTrailCloudWatchLogsEnabled'],
    require: present(trail.props.logGroup),
    examples: {
      pass: [{ logGroup: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*' }, { logGroup: unresolved }],
      fail: [{}],
      unknown: [madeByMacro],
    },
  }),
  rule({
    id: 'cloudtrail-sns-notification',
    since: '2026.12',
    on: trail,
    severity: 'low',
    category: 'audit',
    profile: 'all',
    title: 'The trail notifies a topic',
    message: 'Trail {name} notifies no topic.',
    why: 'Whatever reads the log learns late, or never, that there is something new.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html',
    aliases: ['CKV_AWS_252'],
    require: present(trail.props.topic),
    examples: {
      pass: [{ topic: 'trail-news' }, { topic: unresolved }],
      fail: [{}],
      unknown: [madeByMacro],
    },
  }),
  rule({
    id: 'cloudtrail-s3-data-events',
    since: '2026.12',
    on: trail,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'The trail records who reads and writes objects in S3',
    message: 'Trail {name} does not record who reads and writes objects in S3.',
    why: 'After a leak nobody can say which objects were read, by whom, and since when.',
    source: dataEventsPage,
    standards: {
      'cis-aws': ['v1.4/3.10', 'v1.4/3.11'],
      hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2b', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8b', 'CA-7b', 'CM-5(1)(b)', 'CM-6a', 'CM-9b', 'IA-3(3)(b)', 'MA-4(1)(a)', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)(b)', 'SI-1(1)(c)', 'SI-10(1)(c)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
    },
    aliases: ['CLOUDTRAIL_S3_DATAEVENTS_ENABLED'],
    require: any(forSome(selectors, present(objects)), forSome(advanced, equals(type, 'AWS::S3::Object'))),
    examples: {
      pass: [{ selectors: [{ objects: ['arn:aws:s3:::pictures/'] }] }, { advanced: [{ type: 'AWS::S3::Object' }] }],
      fail: [{}, { selectors: [{ mode: 'All' }] }],
      unknown: [{ advanced: [{ type: unresolved }] }],
    },
  }),
  everyBucketRule('write', 'WriteOnly', 'v1.4/3.10', 'AWS-0171'),
  everyBucketRule('read', 'ReadOnly', 'v1.4/3.11', 'AWS-0172'),
  customerKeyRule({
    id: 'cloudtrail-lake-cmk',
    grants: [lakeGrant],
    on: eventDataStore,
    key: eventDataStore.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The content of event data store',
    awsAlias: 'alias/aws/cloudtrail',
    source: lakePage,
    aliases: ['CKV_AWS_294'],
  }),
  rule({
    id: 'cloudtrail-lake-multi-region',
    since: '2026.12',
    on: eventDataStore,
    severity: 'low',
    category: 'audit',
    title: 'The event data store records every region',
    message: 'Event data store {name} records one region only.',
    why: 'What an intruder does in a region that nobody uses is not seen.',
    source: lakePage,
    require: equals(eventDataStore.props.multiRegion, true),
    fix: { title: 'Record every region', set: [[eventDataStore.props.multiRegion, true]] },
    examples: {
      pass: [{}, { multiRegion: true }],
      fail: [{ multiRegion: false }],
      unknown: [{ multiRegion: unresolved }],
    },
  }),
  rule({
    id: 'cloudtrail-lake-termination-protection',
    since: '2026.12',
    on: eventDataStore,
    severity: 'medium',
    category: 'immutability',
    title: 'The event data store is protected from deletion',
    message: 'Event data store {name} can be deleted by one call.',
    why: 'An intruder who deletes the store deletes the record of what was done.',
    source: lakePage,
    require: equals(eventDataStore.props.protection, true),
    fix: { title: 'Protect it from deletion', set: [[eventDataStore.props.protection, true]] },
    examples: {
      pass: [{}, { protection: true }],
      fail: [{ protection: false }],
      unknown: [{ protection: unresolved }],
    },
  }),
];

/** A switch that is off unless it is written. */
function switchedOn(property: Property, name: string) {
  return {
    since: '2026.12',
    require: equals(property, true),
    examples: { pass: [{ [name]: true }], fail: [{}, { [name]: false }], unknown: [{ [name]: unresolved }] },
  } as const;
}

/**
 * A strict rule: one kind of access to the objects of every bucket is recorded. An advanced selector without a field for it takes reads and writes
 * (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html).
 */
function everyBucketRule(access: 'write' | 'read', only: string, control: string, alias: string): RuleRecord {
  const done = access === 'write' ? 'writes' : 'reads';
  return rule({
    id: `cloudtrail-s3-${access}-events`,
    since: '2026.12',
    on: trail,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: `The trail records who ${done} objects, in every bucket`,
    message: `Trail {name} does not record who ${done} objects in every bucket.`,
    why: 'Buckets that are not named, and those made later, leave no record of what happened to their objects.',
    source: dataEventsPage,
    standards: { 'cis-aws': [control] },
    aliases: [alias],
    require: any(
      forSome(selectors, all(oneOf(mode, ['All', only]), everyBucket)),
      forSome(advanced, all(equals(type, 'AWS::S3::Object'), any(absent(readOnly), equals(readOnly, access === 'read')), absent(bucket), absent(event))),
    ),
    examples: {
      pass: [
        { selectors: [{ mode: only, objects: ['arn:aws:s3'] }] },
        { selectors: [{ objects: ['arn:aws:s3:::'] }] },
        { advanced: [{ type: 'AWS::S3::Object' }] },
        { advanced: [{ type: 'AWS::S3::Object', readOnly: String(access === 'read') }] },
      ],
      fail: [{}, { selectors: [{ mode: only, objects: ['arn:aws:s3:::pictures/'] }] }, { advanced: [{ type: 'AWS::S3::Object', readOnly: String(access !== 'read') }] }],
      unknown: [{ selectors: [{ mode: unresolved, objects: ['arn:aws:s3'] }] }],
    },
  });
}
