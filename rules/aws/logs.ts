import { resource } from '../../server/src/core/rule/property.ts';
import { absent, any, atLeast, equals, not, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { logsGrant } from './key-use.ts';

const group = resource({
  label: 'log group',
  cfn: 'AWS::Logs::LogGroup',
  tf: 'aws_cloudwatch_log_group',
  props: {
    retention: { cfn: 'RetentionInDays', tf: 'retention_in_days' },
    logClass: { cfn: 'LogGroupClass', tf: 'log_group_class', whenAbsent: 'STANDARD' },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    dataProtection: { cfn: 'DataProtectionPolicy' },
    masking: { cfn: 'DataProtectionPolicy.Statement' },
    deletionProtection: { cfn: 'DeletionProtectionEnabled', tf: 'deletion_protection_enabled', whenAbsent: false },
  },
});

/** Terraform writes the policy beside the log group. */
const dataProtectionPolicy = resource({
  label: 'data protection policy',
  tf: 'aws_cloudwatch_log_data_protection_policy',
  minimal: { tf: { policy_document: '{}' } },
  props: { group: { tf: 'log_group_name' } },
});

const { retention, logClass, kmsKey, masking, deletionProtection } = group.props;
/** The class DELIVERY keeps events for one day on their way to elsewhere, and does nothing else: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const keepsEvents = not(equals(logClass, 'DELIVERY'));
const retentionPage = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention';

/** The rules about log groups of CloudWatch Logs. */
export const logsRules = [
  rule({
    id: 'log-group-retention',
    since: '2026.12',
    on: group,
    applies: keepsEvents,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Log group says how long it keeps its events',
    message: 'Log group {name} keeps its events for ever.',
    why: 'Personal data in logs is then kept without an end, against every promise to delete it.',
    source: retentionPage,
    aliases: ['CKV_AWS_66', 'W86', 'CW_LOGGROUP_RETENTION_PERIOD_CHECK', 'CloudWatchLogGroupRetentionPeriod'],
    require: atLeast(retention, 1),
    examples: { pass: [{ retention: 30 }], fail: [{}], unknown: [{ retention: unresolved }], skip: [{ logClass: 'DELIVERY' }] },
  }),
  rule({
    id: 'log-group-retention-year',
    since: '2026.12',
    on: group,
    applies: keepsEvents,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Log group keeps its events for a year at least',
    message: 'Log group {name} keeps its events for less than a year.',
    why: 'Break-ins are found months after they began; by then the events that show how are gone.',
    source: retentionPage,
    standards: { 'aws-fsbp': ['CloudWatch.16'] },
    aliases: ['CKV_AWS_338'],
    require: any(absent(retention), atLeast(retention, 365), equals(retention, 0)),
    fix: { title: 'Keep events for a year', set: [[retention, 365]] },
    examples: { pass: [{}, { retention: 365 }], fail: [{ retention: 30 }], unknown: [{ retention: unresolved }], skip: [{ logClass: 'DELIVERY', retention: 1 }] },
  }),
  customerKeyRule({
    id: 'log-group-cmk',
    grants: [logsGrant],
    on: group,
    key: kmsKey,
    withoutKey: 'aws-owned',
    what: 'Log group',
    awsAlias: 'alias/aws/logs',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    standards: {
      'pci-dss-4': ['10.3.2', '10.3.3', '10.3.4', '8.3.2', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV_AWS_158', 'AWS-0017', 'W84', 'CLOUDWATCH_LOG_GROUP_ENCRYPTED', 'CloudWatchLogGroupEncrypted'],
  }),
  rule({
    id: 'log-group-data-protection',
    since: '2026.12',
    on: group,
    applies: keepsEvents,
    severity: 'low',
    category: 'discovery',
    profile: 'all',
    title: 'Log group masks sensitive data',
    message: 'Log group {name} has no policy that masks sensitive data.',
    why: 'Card numbers, keys and addresses that an application logs by mistake are there for everybody who reads logs.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html',
    require: any(present(masking), referencedBy(dataProtectionPolicy, dataProtectionPolicy.props.group)),
    examples: {
      pass: [{ dataProtection: { Name: 'mask', Version: '2021-06-01', Statement: [{ DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'], Operation: { Deidentify: { MaskConfig: {} } } }] } }],
      fail: [{}],
      unknown: [{ dataProtection: unresolved }],
      skip: [{ logClass: 'DELIVERY' }],
    },
  }),
  rule({
    id: 'log-group-deletion-protection',
    since: '2026.12',
    on: group,
    severity: 'low',
    category: 'immutability',
    profile: 'all',
    title: 'Log group is protected from deletion',
    message: 'Log group {name} can be deleted by one call.',
    why: 'Whoever broke in deletes the log group to hide what was done.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html#cfn-logs-loggroup-deletionprotectionenabled',
    require: equals(deletionProtection, true),
    fix: { title: 'Protect it from deletion', set: [[deletionProtection, true]] },
    examples: { pass: [{ deletionProtection: true }], fail: [{}, { deletionProtection: false }], unknown: [{ deletionProtection: unresolved }] },
  }),
];
