import { resource } from '../../server/src/core/rule/property.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyRules, type PolicyRulesSpec } from './policy-rules.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** A resource policy that few templates have; nothing is asked but that it lets nobody in particular in. */
interface Row extends Pick<PolicyRulesSpec, 'prefix' | 'policy' | 'action' | 'why' | 'source'> {
  readonly cfn?: string | readonly string[];
  readonly tf: string | readonly string[];
  readonly document: { readonly cfn?: string; readonly tf: string };
  readonly minimal: Parameters<typeof resource>[0]['minimal'];
}

const rows: readonly Row[] = [
  {
    prefix: 'kinesis-policy',
    policy: 'policy of Kinesis stream',
    cfn: 'AWS::Kinesis::ResourcePolicy',
    tf: 'aws_kinesis_resource_policy',
    document: { cfn: 'ResourcePolicy', tf: 'policy' },
    minimal: { cfn: { ResourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders' }, tf: { resource_arn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders' } },
    action: 'kinesis:GetRecords',
    why: 'Anyone with an AWS account reads along, or writes records of their own into the stream.',
    source: `${reference}/aws-resource-kinesis-resourcepolicy.html`,
  },
  {
    prefix: 'glue-catalog-policy',
    policy: 'policy of the Glue catalog',
    tf: 'aws_glue_resource_policy',
    document: { tf: 'policy' },
    minimal: {},
    action: 'glue:GetTables',
    why: 'Anyone with an AWS account learns what data there is and where it lies, or writes the tables of others over.',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/cross-account-access.html',
  },
  {
    prefix: 'log-resource-policy',
    policy: 'resource policy of CloudWatch Logs',
    cfn: 'AWS::Logs::ResourcePolicy',
    tf: 'aws_cloudwatch_log_resource_policy',
    document: { cfn: 'PolicyDocument', tf: 'policy_document' },
    minimal: { cfn: { PolicyName: 'writers' }, tf: { policy_name: 'writers' } },
    action: 'logs:PutLogEvents',
    why: 'Anyone with an AWS account does with the logs of this one what the statement allows: forge them, or read them.',
    source: `${reference}/aws-resource-logs-resourcepolicy.html`,
  },
  {
    prefix: 'log-destination-policy',
    policy: 'policy of log destination',
    cfn: 'AWS::Logs::Destination',
    tf: 'aws_cloudwatch_log_destination_policy',
    document: { cfn: 'DestinationPolicy', tf: 'access_policy' },
    minimal: {
      cfn: { DestinationName: 'audit', RoleArn: 'arn:aws:iam::111122223333:role/logs', TargetArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/audit' },
      tf: { destination_name: 'audit' },
    },
    action: 'logs:PutSubscriptionFilter',
    why: 'Anyone with an AWS account sends logs of their own into yours, until nobody can tell the true ones.',
    source: `${reference}/aws-resource-logs-destination.html`,
  },
  {
    prefix: 'backup-vault-policy',
    policy: 'policy of backup vault',
    cfn: ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault'],
    tf: 'aws_backup_vault_policy',
    document: { cfn: 'AccessPolicy', tf: 'policy' },
    minimal: { cfn: { BackupVaultName: 'orders' }, tf: { backup_vault_name: 'orders' } },
    action: 'backup:CopyFromBackupVault',
    why: 'Anyone with an AWS account does with the backups what the statement allows: copy them, and restore your data at home.',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html',
  },
  {
    prefix: 's3-tables-policy',
    policy: 'policy of S3 tables',
    cfn: ['AWS::S3Tables::TableBucketPolicy', 'AWS::S3Tables::TablePolicy'],
    tf: ['aws_s3tables_table_bucket_policy', 'aws_s3tables_table_policy'],
    document: { cfn: 'ResourcePolicy', tf: 'resource_policy' },
    minimal: { cfn: { TableBucketARN: 'arn:aws:s3tables:eu-west-1:111122223333:bucket/orders' }, tf: { table_bucket_arn: 'arn:aws:s3tables:eu-west-1:111122223333:bucket/orders' } },
    action: 's3tables:GetTableData',
    why: 'Anyone with an AWS account does with the tables what the statement allows: read them, or write them over.',
    source: `${reference}/aws-resource-s3tables-tablebucketpolicy.html`,
  },
  {
    prefix: 's3-vectors-policy',
    policy: 'policy of vector bucket',
    cfn: 'AWS::S3Vectors::VectorBucketPolicy',
    tf: 'aws_s3vectors_vector_bucket_policy',
    document: { cfn: 'Policy', tf: 'policy' },
    minimal: { cfn: { VectorBucketName: 'handbook' }, tf: { vector_bucket_arn: 'arn:aws:s3vectors:eu-west-1:111122223333:bucket/handbook' } },
    action: 's3vectors:QueryVectors',
    why: 'Anyone with an AWS account asks what the vectors were made of, which are your documents.',
    source: `${reference}/aws-resource-s3vectors-vectorbucketpolicy.html`,
  },
  {
    prefix: 'msk-cluster-policy',
    policy: 'policy of MSK cluster',
    cfn: 'AWS::MSK::ClusterPolicy',
    tf: 'aws_msk_cluster_policy',
    document: { cfn: 'Policy', tf: 'policy' },
    minimal: { cfn: { ClusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1234' }, tf: { cluster_arn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1234' } },
    action: 'kafka:CreateVpcConnection',
    why: 'Anyone with an AWS account connects to the cluster from a network of their own, and reads what it lets them.',
    source: `${reference}/aws-resource-msk-clusterpolicy.html`,
  },
  {
    prefix: 'codeartifact-domain-policy',
    policy: 'policy of CodeArtifact domain',
    cfn: 'AWS::CodeArtifact::Domain',
    tf: 'aws_codeartifact_domain_permissions_policy',
    document: { cfn: 'PermissionsPolicyDocument', tf: 'policy_document' },
    minimal: { cfn: { DomainName: 'packages' }, tf: { domain: 'packages' } },
    action: 'codeartifact:GetAuthorizationToken',
    why: 'Anyone with an AWS account gets a token for the packages of the company, which are its code.',
    source: 'https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html',
  },
  {
    prefix: 'codeartifact-repository-policy',
    policy: 'policy of CodeArtifact repository',
    cfn: 'AWS::CodeArtifact::Repository',
    tf: 'aws_codeartifact_repository_permissions_policy',
    document: { cfn: 'PermissionsPolicyDocument', tf: 'policy_document' },
    minimal: { cfn: { DomainName: 'packages', RepositoryName: 'orders' }, tf: { domain: 'packages', repository: 'orders' } },
    action: 'codeartifact:ReadFromRepository',
    why: 'Anyone with an AWS account reads the code of the company, or publishes a package that its builds will run.',
    source: 'https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html',
  },
];

/**
 * The rules about resource policies of services that few templates write one for. DynamoDB and Aurora DSQL are not here: they refuse a public policy
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html, https://docs.aws.amazon.com/aurora-dsql/latest/userguide/rbp-block-public-access.html).
 */
export const resourcePolicyRules: readonly RuleRecord[] = rows.flatMap(({ cfn, tf, document, minimal, ...row }) => {
  const on = resource({ label: row.policy, ...(cfn ? { cfn } : {}), tf, ...(minimal ? { minimal } : {}), props: { document } });
  return policyRules({ ...row, on, document: on.props.document, aliases: { public: [] } });
});
