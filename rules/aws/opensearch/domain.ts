import { resource } from '../../../server/src/core/rule/property.ts';

/**
 * A domain of OpenSearch Service, or of its older name Elasticsearch Service.
 * In Terraform a block that is written means enabled, and `enforce_https` is true once its block is written:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearch_domain
 */
export const domain = resource({
  label: 'OpenSearch domain',
  cfn: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  tf: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
  minimal: { cfn: { DomainName: 'orders' }, tf: { domain_name: 'orders' } },
  props: {
    atRest: { cfn: 'EncryptionAtRestOptions.Enabled', tf: 'encrypt_at_rest.enabled', whenAbsent: { cfn: false, tf: true }, whenParentAbsent: { tf: false } },
    kmsKey: { cfn: 'EncryptionAtRestOptions.KmsKeyId', tf: 'encrypt_at_rest.kms_key_id' },
    betweenNodes: { cfn: 'NodeToNodeEncryptionOptions.Enabled', tf: 'node_to_node_encryption.enabled', whenAbsent: false },
    https: {
      cfn: 'DomainEndpointOptions.EnforceHTTPS',
      tf: 'domain_endpoint_options.enforce_https',
      whenAbsent: { cfn: false, tf: true },
      whenParentAbsent: { tf: false },
    },
    tlsPolicy: {
      cfn: 'DomainEndpointOptions.TLSSecurityPolicy',
      tf: 'domain_endpoint_options.tls_security_policy',
      whenAbsent: { depends: 'when the domain was made' },
    },
    fineGrained: { cfn: 'AdvancedSecurityOptions.Enabled', tf: 'advanced_security_options.enabled', whenAbsent: false },
    vpc: { cfn: 'VPCOptions', tf: 'vpc_options' },
    subnets: { cfn: 'VPCOptions.SubnetIds', tf: 'vpc_options.subnet_ids' },
    policy: { cfn: 'AccessPolicies', tf: 'access_policies' },
    auditGroup: { cfn: 'LogPublishingOptions.AUDIT_LOGS.CloudWatchLogsLogGroupArn', tf: 'log_publishing_options[log_type=AUDIT_LOGS].cloudwatch_log_group_arn' },
    auditLogs: {
      cfn: 'LogPublishingOptions.AUDIT_LOGS.Enabled',
      tf: 'log_publishing_options[log_type=AUDIT_LOGS].enabled',
      whenAbsent: { cfn: false, tf: true },
      whenParentAbsent: { tf: false },
    },
    errorGroup: { cfn: 'LogPublishingOptions.ES_APPLICATION_LOGS.CloudWatchLogsLogGroupArn', tf: 'log_publishing_options[log_type=ES_APPLICATION_LOGS].cloudwatch_log_group_arn' },
    errorLogs: {
      cfn: 'LogPublishingOptions.ES_APPLICATION_LOGS.Enabled',
      tf: 'log_publishing_options[log_type=ES_APPLICATION_LOGS].enabled',
      whenAbsent: { cfn: false, tf: true },
      whenParentAbsent: { tf: false },
    },
    searchGroup: { cfn: 'LogPublishingOptions.SEARCH_SLOW_LOGS.CloudWatchLogsLogGroupArn', tf: 'log_publishing_options[log_type=SEARCH_SLOW_LOGS].cloudwatch_log_group_arn' },
    searchLogs: {
      cfn: 'LogPublishingOptions.SEARCH_SLOW_LOGS.Enabled',
      tf: 'log_publishing_options[log_type=SEARCH_SLOW_LOGS].enabled',
      whenAbsent: { cfn: false, tf: true },
      whenParentAbsent: { tf: false },
    },
    indexGroup: { cfn: 'LogPublishingOptions.INDEX_SLOW_LOGS.CloudWatchLogsLogGroupArn', tf: 'log_publishing_options[log_type=INDEX_SLOW_LOGS].cloudwatch_log_group_arn' },
    indexLogs: {
      cfn: 'LogPublishingOptions.INDEX_SLOW_LOGS.Enabled',
      tf: 'log_publishing_options[log_type=INDEX_SLOW_LOGS].enabled',
      whenAbsent: { cfn: false, tf: true },
      whenParentAbsent: { tf: false },
    },
  },
});
