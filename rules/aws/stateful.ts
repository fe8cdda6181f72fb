import { resource } from '../../server/src/core/rule/property.ts';
import { oneOf, together } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/**
 * What keeps data, as the CDK's service specification says (`isStateful`). Left out: volumes, keys and HSMs, which have rules of their own;
 * instances and clusters of RDS, of which AWS keeps a snapshot by default; and instances of DocumentDB and Neptune, whose cluster keeps the data.
 * Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
const store = resource({
  label: 'data store',
  cfn: [
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::EFS::FileSystem',
    'AWS::FSx::FileSystem',
    'AWS::DocDB::DBCluster',
    'AWS::Neptune::DBCluster',
    'AWS::Redshift::Cluster',
    'AWS::ElastiCache::CacheCluster',
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::OpenSearchService::Domain',
    'AWS::Elasticsearch::Domain',
    'AWS::Kinesis::Stream',
    'AWS::Logs::LogGroup',
    'AWS::SQS::Queue',
    'AWS::SecretsManager::Secret',
    'AWS::Cognito::UserPool',
    'AWS::Backup::BackupVault',
    'AWS::QLDB::Ledger',
  ],
  minimal: { cfn: { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] } },
  props: { deletionPolicy: { cfn: '@DeletionPolicy', whenAbsent: 'Delete' }, replacePolicy: { cfn: '@UpdateReplacePolicy', whenAbsent: 'Delete' } },
});

const { deletionPolicy, replacePolicy } = store.props;
const keeps = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** The rules about what becomes of data when CloudFormation deletes or replaces its store. */
export const statefulRules: readonly RuleRecord[] = [
  rule({
    id: 'stateful-deletion-policy',
    since: '2026.12',
    on: store,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'A data store outlives its stack',
    message: '{name} is deleted with its stack, or when an update replaces it, and its data with it.',
    why: 'Deleting the stack, renaming the resource, or an update that replaces it destroys the data.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    aliases: ['I3011'],
    require: together(oneOf(deletionPolicy, keeps), oneOf(replacePolicy, keeps)),
    examples: {
      pass: [{ deletionPolicy: 'Retain', replacePolicy: 'Retain' }],
      fail: [{}, { deletionPolicy: 'Retain' }, { deletionPolicy: 'Delete', replacePolicy: 'Retain' }],
      unknown: [{ deletionPolicy: unresolved, replacePolicy: 'Retain' }],
    },
  }),
];
