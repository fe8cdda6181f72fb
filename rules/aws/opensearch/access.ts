import { resource } from '../../../server/src/core/rule/property.ts';
import { absent, all, any, cases, equals, not, policyAnswers, policyDoesNot, present, referencedBy, together, type Requirement } from '../../../server/src/core/rule/requirement.ts';
import type { Property } from '../../../server/src/core/rule/property.ts';
import { refTo, scene, unresolved, type Example, type ExampleValue } from '../../../server/src/core/rule/example.ts';
import type { PolicyQuestion } from '../../../server/src/core/rule/policy/question.ts';
import { rule } from '../../../server/src/core/rule/rule.ts';
import { policyOf } from '../policy-rules.ts';
import { domain } from './domain.ts';

const { fineGrained, subnets, policy, auditLogs, auditGroup, errorLogs, errorGroup, searchLogs, searchGroup, indexLogs, indexGroup } = domain.props;
/** A log that is enabled goes nowhere without a log group. */
const published = (enabled: Property, group: Property): Requirement => cases([{ when: equals(enabled, true), require: present(group) }], equals(enabled, true));
const errors = published(errorLogs, errorGroup);
const audits = published(auditLogs, auditGroup);
const searches = published(searchLogs, searchGroup);
const indexing = published(indexLogs, indexGroup);
const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:search';
const logsPage = 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html';

const opening = (principal: string): ExampleValue => policyOf({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'es:*', Resource: '*' });
const opensTo = (principal: string): Example => ({ policy: opening(principal) });
const anyone: PolicyQuestion = { ask: 'allows-anyone' };

/**
 * A policy beside its domain: Terraform's, and the one that the CDK has a function of its own make, told in JSON
 * (https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_opensearchservice.Domain.html#addwbraccesswbrpoliciesaccesspolicystatements).
 */
const policyOfDomain = resource({
  label: 'domain policy',
  cfn: ['Custom::OpenSearchAccessPolicy', 'Custom::ElasticsearchAccessPolicy'],
  tf: ['aws_opensearch_domain_policy', 'aws_elasticsearch_domain_policy'],
  minimal: { cfn: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:maker' } },
  props: { domain: { cfn: 'Create.parameters.DomainName', tf: 'domain_name' }, document: { cfn: 'Create.parameters.AccessPolicies', tf: 'access_policies' } },
});

/** Domains of Elasticsearch have no such switch. */
const newer = resource({
  label: 'OpenSearch domain',
  cfn: 'AWS::OpenSearchService::Domain',
  tf: 'aws_opensearch_domain',
  minimal: domain.minimal,
  props: {
    fineGrained: { cfn: 'AdvancedSecurityOptions.Enabled', tf: 'advanced_security_options.enabled' },
    anonymous: { cfn: 'AdvancedSecurityOptions.AnonymousAuthEnabled', tf: 'advanced_security_options.anonymous_auth_enabled', whenAbsent: false },
  },
});

/** The rules about who reaches OpenSearch domains, and what is logged of it. */
export const opensearchAccessRules = [
  rule({
    id: 'opensearch-fine-grained-access',
    since: '2026.12',
    on: domain,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'OpenSearch domain controls access to each index',
    message: 'OpenSearch domain {name} has no fine-grained access control.',
    why: 'Whoever may talk to the domain reads every index and every field of it.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html',
    standards: { 'aws-fsbp': ['Opensearch.7'], 'pci-dss-4': ['10.6.3', '7.2.1', '7.2.2', '7.2.5', '7.2.6', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4'] },
    aliases: ['CKV2_AWS_52', 'OPENSEARCH_ACCESS_CONTROL_ENABLED'],
    require: equals(fineGrained, true),
    examples: { pass: [{ fineGrained: true }], fail: [{}, { fineGrained: false }], unknown: [{ fineGrained: unresolved }] },
  }),
  rule({
    id: 'opensearch-in-vpc',
    since: '2026.12',
    on: domain,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'OpenSearch domain stands in a VPC',
    message: 'OpenSearch domain {name} has an endpoint on the internet.',
    why: 'Its access policy is then all that stands between the internet and every document; one wrong principal opens it.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html',
    standards: {
      'aws-fsbp': ['ES.2', 'Opensearch.2'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', 'appendix.a1.1.3'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(3)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(e)(1)'],
    },
    aliases: ['CKV_AWS_137', 'W90', 'ELASTICSEARCH_IN_VPC_ONLY', 'OPENSEARCH_IN_VPC_ONLY', 'OpenSearchInVPCOnly', 'AwsSolutions-OS1'],
    require: present(subnets),
    examples: { pass: [{ subnets: ['subnet-1'] }], fail: [{}, { subnets: [] }], unknown: [{ vpc: unresolved }] },
  }),
  rule({
    id: 'opensearch-policy-public',
    since: '2026.12',
    on: domain,
    applies: absent(subnets),
    severity: 'critical',
    category: 'exposure',
    title: 'OpenSearch domain is not open to anyone',
    message: 'The access policy of OpenSearch domain {name} lets anyone in.',
    why: 'Open search clusters are found by scanners within hours, copied, and wiped for ransom.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html',
    aliases: ['OpenSearchNoUnsignedOrAnonymousAccess', 'AwsSolutions-OS5'],
    require: together(policyDoesNot(policy, anyone), not(referencedBy(policyOfDomain, policyOfDomain.props.domain, policyAnswers(policyOfDomain.props.document, anyone)))),
    examples: {
      pass: [{}, opensTo('arn:aws:iam::111122223333:role/search'), scene({ Search: [domain, {}], Policy: [policyOfDomain, { domain: refTo('Search'), document: opening('arn:aws:iam::111122223333:role/search') }] })],
      fail: [opensTo('*'), scene({ Search: [domain, {}], Policy: [policyOfDomain, { domain: refTo('Search'), document: opening('*') }] })],
      unknown: [{ policy: unresolved }],
      skip: [{ subnets: ['subnet-1'] }],
    },
  }),
  rule({
    id: 'opensearch-logs',
    since: '2026.12',
    on: domain,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'OpenSearch domain publishes logs',
    message: 'OpenSearch domain {name} publishes no logs.',
    why: 'Nobody can say afterwards what was searched, what failed and what was read.',
    source: logsPage,
    standards: { 'aws-fsbp': ['ES.4', 'Opensearch.4'], 'pci-dss-4': ['10.5.1'], 'nist-800-53-r5': ['AU-10'], hipaa: ['164.308(a)(3)(ii)(A)', '164.312(b)'] },
    aliases: ['CKV_AWS_84', 'AWS-0042', 'ELASTICSEARCH_LOGS_TO_CLOUDWATCH'],
    require: any(errors, audits, searches, indexing),
    examples: { pass: [{ errorLogs: true, errorGroup: group }, { indexLogs: true, indexGroup: group }], fail: [{}, { searchLogs: false }], unknown: [{ errorLogs: unresolved, errorGroup: group }] },
  }),
  rule({
    id: 'opensearch-error-logs',
    since: '2026.12',
    on: domain,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'OpenSearch domain publishes its error log',
    message: 'OpenSearch domain {name} does not publish its error log.',
    why: 'Failed logins, refused requests and corrupted indexes show in the error log, and nowhere else.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html',
    standards: { 'aws-fsbp': ['ES.4', 'Opensearch.4'] },
    aliases: ['ELASTICSEARCH_APPLICATION_LOGGING_ENABLED', 'OPENSEARCH_APPLICATION_LOGGING_ENABLED', 'OpenSearchErrorLogsToCloudWatch'],
    require: errors,
    examples: { pass: [{ errorLogs: true, errorGroup: group }], fail: [{}, { errorLogs: true }], unknown: [{ errorLogs: unresolved, errorGroup: group }] },
  }),
  rule({
    id: 'opensearch-slow-logs',
    since: '2026.12',
    on: domain,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'OpenSearch domain publishes both of its slow logs',
    message: 'OpenSearch domain {name} does not publish both of its slow logs.',
    why: 'The copying of an index shows as slow searches; without the logs it shows nowhere.',
    source: logsPage,
    aliases: ['OpenSearchSlowLogsToCloudWatch', 'AwsSolutions-OS9'],
    require: all(searches, indexing),
    examples: { pass: [{ searchLogs: true, searchGroup: group, indexLogs: true, indexGroup: group }],
      fail: [{ searchLogs: true, searchGroup: group }],
      unknown: [{ searchLogs: true, searchGroup: group, indexLogs: unresolved, indexGroup: group }] },
  }),
  rule({
    id: 'opensearch-audit-logs',
    since: '2026.12',
    on: domain,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'OpenSearch domain publishes its audit log',
    message: 'OpenSearch domain {name} does not publish its audit log.',
    why: 'Only the audit log says who read which documents.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html',
    standards: { 'aws-fsbp': ['ES.5', 'Opensearch.5'], 'pci-dss-4': ['10.5.1'] },
    aliases: ['CKV_AWS_317', 'ELASTICSEARCH_AUDIT_LOGGING_ENABLED', 'OPENSEARCH_AUDIT_LOGGING_ENABLED'],
    require: audits,
    examples: { pass: [{ auditLogs: true, auditGroup: group }], fail: [{}, { auditLogs: false }], unknown: [{ auditLogs: unresolved, auditGroup: group }] },
  }),
  rule({
    id: 'opensearch-anonymous-auth',
    since: '2026.12',
    on: newer,
    severity: 'high',
    category: 'exposure',
    title: 'OpenSearch domain asks everybody who they are',
    message: 'OpenSearch domain {name} answers without asking who it is.',
    why: 'It is meant for the thirty days in which fine-grained access control is brought in; until it is turned off, whoever reaches the domain reads every index.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html',
    require: not(equals(newer.props.anonymous, true)),
    fix: { title: 'Ask who it is', set: [[newer.props.anonymous, false]] },
    examples: { pass: [{}, { fineGrained: true, anonymous: false }], fail: [{ fineGrained: true, anonymous: true }], unknown: [{ fineGrained: true, anonymous: unresolved }] },
  }),
];
