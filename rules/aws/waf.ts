import { resource } from '../../server/src/core/rule/property.ts';
import { any, present, referencedBy, refersTo } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const webAcl = resource({
  label: 'web ACL',
  cfn: 'AWS::WAFv2::WebACL',
  tf: 'aws_wafv2_web_acl',
  minimal: {
    cfn: { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'shop', SampledRequestsEnabled: false } },
    tf: { name: 'shop', scope: 'REGIONAL', default_action: { allow: {} }, visibility_config: { cloudwatch_metrics_enabled: true, metric_name: 'shop', sampled_requests_enabled: false } },
  },
  props: { protection: { cfn: 'DataProtectionConfig.DataProtections', tf: 'data_protection_config.data_protection' } },
});

const logging = resource({
  label: 'WAF logging configuration',
  cfn: 'AWS::WAFv2::LoggingConfiguration',
  tf: 'aws_wafv2_web_acl_logging_configuration',
  minimal: {
    cfn: { LogDestinationConfigs: ['arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-shop'] },
    tf: { log_destination_configs: ['arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-shop'] },
  },
  props: { acl: { cfn: 'ResourceArn', tf: 'resource_arn' }, redacted: { cfn: 'RedactedFields', tf: 'redacted_fields' } },
});

/** The rules about AWS WAF. */
export const wafRules: readonly RuleRecord[] = [
  rule({
    id: 'waf-logging',
    since: '2026.12',
    on: webAcl,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Web ACL logs what it sees',
    message: 'Web ACL {name} does not log what it sees.',
    why: 'Attempts to get at the data behind it, and how far they came, show nowhere else.',
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging.html',
    standards: {
      'aws-fsbp': ['WAF.11'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-4(26)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-4(17)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(4)(ii)(A)', '164.312(b)'],
    },
    aliases: ['CKV2_AWS_31', 'WAFv2LoggingEnabled'],
    require: referencedBy(logging, logging.props.acl),
    examples: {
      pass: [scene({ Acl: [webAcl, {}], Log: [logging, { acl: refTo('Acl', 'Arn') }] })],
      fail: [{}],
      unknown: [scene({ Acl: [webAcl, {}], Log: [logging, madeByMacro] })],
    },
  }),
  rule({
    id: 'waf-log-redaction',
    since: '2026.12',
    on: logging,
    severity: 'low',
    category: 'discovery',
    profile: 'all',
    title: 'WAF logs leave out what is secret',
    message: 'WAF logging configuration {name} writes every header and query of a request to the log.',
    why: 'Session cookies and tokens of every visitor lie in a log that many can read, and whoever has one acts as that visitor.',
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html',
    require: any(present(logging.props.redacted), refersTo(logging.props.acl, webAcl, present(webAcl.props.protection))),
    examples: {
      pass: [
        { redacted: [{ SingleHeader: { Name: 'cookie' } }] },
        scene({ Log: [logging, { acl: refTo('Acl', 'Arn') }], Acl: [webAcl, { protection: [{ Action: 'HASH', Field: { FieldType: 'SINGLE_COOKIE' } }] }] }),
      ],
      fail: [scene({ Log: [logging, { acl: refTo('Acl', 'Arn') }], Acl: [webAcl, {}] })],
      unknown: [{ acl: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1234' }, { acl: unresolved }],
    },
  }),
];
