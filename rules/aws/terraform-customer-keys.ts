import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const firewall = resource({
  label: 'network firewall',
  tf: ['aws_networkfirewall_firewall', 'aws_networkfirewall_rule_group'],
  minimal: { tf: { name: 'edge', firewall_policy_arn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/edge' } },
  props: { key: { tf: 'encryption_configuration.key_id' } },
});
const firewallPolicy = resource({
  label: 'firewall policy',
  tf: 'aws_networkfirewall_firewall_policy',
  minimal: { tf: { name: 'edge', firewall_policy: { stateless_default_actions: ['aws:pass'], stateless_fragment_default_actions: ['aws:drop'] } } },
  props: { key: { tf: 'encryption_configuration.key_id' } },
});

const replicatedBackups = resource({
  label: 'RDS backup replication',
  tf: 'aws_db_instance_automated_backups_replication',
  minimal: { tf: { source_db_instance_arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders' } },
  props: { key: { tf: 'kms_key_id' } },
});

const diskCopy = resource({
  label: 'EBS snapshot copy',
  tf: 'aws_ebs_snapshot_copy',
  minimal: { tf: { source_region: 'eu-west-1', source_snapshot_id: 'snap-1234' } },
  props: { key: { tf: 'kms_key_id' } },
});
const databaseCopy = resource({
  label: 'database snapshot copy',
  tf: ['aws_db_snapshot_copy', 'aws_rds_cluster_snapshot_copy'],
  minimal: { tf: { source_db_snapshot_identifier: 'orders', target_db_snapshot_identifier: 'orders-copy' } },
  props: { key: { tf: 'kms_key_id' } },
});

const secureParameter = resource({
  label: 'SSM parameter',
  tf: 'aws_ssm_parameter',
  minimal: { tf: { name: 'login' } },
  props: { type: { tf: 'type' }, key: { tf: 'key_id' } },
});

const flowDefinition = resource({
  label: 'SageMaker flow definition',
  tf: 'aws_sagemaker_flow_definition',
  minimal: { tf: { flow_definition_name: 'review', role_arn: 'arn:aws:iam::111122223333:role/review' } },
  props: { path: { tf: 'output_config.s3_output_path' }, key: { tf: 'output_config.kms_key_id' } },
});

const activityStream = resource({
  label: 'RDS activity stream',
  tf: 'aws_rds_cluster_activity_stream',
  minimal: { tf: { resource_arn: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders', mode: 'async' } },
  props: { key: { tf: 'kms_key_id' } },
});

const association = resource({
  label: 'CodeGuru Reviewer association',
  tf: 'aws_codegurureviewer_repository_association',
  minimal: { tf: { repository: { codecommit: { name: 'orders' } } } },
  props: { mode: { tf: 'kms_key_details.encryption_option', whenAbsent: 'AWS_OWNED_CMK' }, key: { tf: 'kms_key_details.kms_key_id' } },
});

const pageOfFirewalls = 'https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_EncryptionConfiguration.html';

/** Customer keys of what only Terraform makes, or only Terraform can give a key. */
export const terraformCustomerKeyRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'network-firewall-cmk',
    on: firewall,
    key: firewall.props.key,
    withoutKey: 'aws-owned',
    what: 'Network firewall',
    awsAlias: 'alias/aws/network-firewall',
    source: pageOfFirewalls,
    aliases: ['CKV_AWS_345'],
  }),
  customerKeyRule({
    id: 'network-firewall-policy-cmk',
    on: firewallPolicy,
    key: firewallPolicy.props.key,
    withoutKey: 'aws-owned',
    what: 'Firewall policy',
    awsAlias: 'alias/aws/network-firewall',
    source: pageOfFirewalls,
    aliases: ['CKV_AWS_346'],
  }),
  customerKeyRule({
    id: 'rds-backup-replication-cmk',
    on: replicatedBackups,
    key: replicatedBackups.props.key,
    withoutKey: 'aws-managed',
    what: 'The copy of backups that is made by',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html',
    aliases: ['CKV_AWS_245'],
  }),
  customerKeyRule({
    id: 'ebs-snapshot-copy-cmk',
    on: diskCopy,
    key: diskCopy.props.key,
    withoutKey: 'aws-managed',
    what: 'EBS snapshot copy',
    awsAlias: 'alias/aws/ebs',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html',
    aliases: ['CKV_AWS_183'],
  }),
  customerKeyRule({
    id: 'rds-snapshot-copy-cmk',
    on: databaseCopy,
    key: databaseCopy.props.key,
    withoutKey: 'aws-managed',
    what: 'Database snapshot copy',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html',
    aliases: ['CKV_AWS_266'],
  }),
  customerKeyRule({
    id: 'ssm-parameter-cmk',
    on: secureParameter,
    applies: equals(secureParameter.props.type, 'SecureString'),
    key: secureParameter.props.key,
    withoutKey: 'aws-managed',
    what: 'SSM parameter',
    awsAlias: 'alias/aws/ssm',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html',
    aliases: ['CKV_AWS_337'],
    given: { type: 'SecureString' },
    skip: [{ type: 'String' }],
  }),
  customerKeyRule({
    id: 'sagemaker-flow-definition-cmk',
    on: flowDefinition,
    key: flowDefinition.props.key,
    withoutKey: 'aws-owned',
    what: 'The output of SageMaker flow definition',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_FlowDefinitionOutputConfig.html',
    aliases: ['CKV_AWS_372'],
    given: { path: 's3://reviews' },
  }),
  customerKeyRule({
    id: 'rds-activity-stream-cmk',
    on: activityStream,
    key: activityStream.props.key,
    withoutKey: 'none',
    what: 'The stream of',
    awsAlias: 'alias/aws/rds',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Enabling.html',
    aliases: ['CKV_AWS_246'],
  }),
  customerKeyRule({
    id: 'codeguru-reviewer-cmk',
    on: association,
    key: association.props.key,
    mode: association.props.mode,
    modes: { AWS_OWNED_CMK: 'aws-owned', CUSTOMER_MANAGED_CMK: 'key' },
    withoutKey: 'aws-owned',
    what: 'The code that is read by',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/codeguru/latest/reviewer-ug/data-protection.html',
    aliases: ['CKV_AWS_381'],
    given: { mode: 'CUSTOMER_MANAGED_CMK' },
  }),
];
