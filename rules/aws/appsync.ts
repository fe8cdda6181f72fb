import { resource } from '../../server/src/core/rule/property.ts';
import { any, cases, equals, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const api = resource({
  label: 'AppSync API',
  cfn: 'AWS::AppSync::GraphQLApi',
  tf: 'aws_appsync_graphql_api',
  minimal: { cfn: { Name: 'orders', AuthenticationType: 'AWS_IAM' }, tf: { name: 'orders', authentication_type: 'AWS_IAM' } },
  props: {
    log: { cfn: 'LogConfig', tf: 'log_config' },
    role: { cfn: 'LogConfig.CloudWatchLogsRoleArn', tf: 'log_config.cloudwatch_logs_role_arn' },
    level: { cfn: 'LogConfig.FieldLogLevel', tf: 'log_config.field_log_level' },
  },
});

const samPage = 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html';
/** SAM logs everything unless it is told otherwise: samPage. */
const samApi = resource({
  label: 'GraphQL API of SAM',
  cfn: 'AWS::Serverless::GraphQLApi',
  minimal: { cfn: { Name: 'orders', SchemaUri: 'orders.graphql', Auth: { Type: 'AWS_IAM' } } },
  props: {
    log: { cfn: 'Logging', whenAbsent: true },
    role: { cfn: 'Logging.CloudWatchLogsRoleArn' },
    level: { cfn: 'Logging.FieldLogLevel' },
  },
});
const samLogs = not(equals(samApi.props.log, false));

/** AWS encrypts every new cache, whatever is written here (the properties are deprecated: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appsync-apicache.html); one that is there already is as it was made. */
const cache = resource({
  label: 'AppSync cache',
  cfn: 'AWS::AppSync::ApiCache',
  tf: 'aws_appsync_api_cache',
  minimal: {
    cfn: { ApiId: 'orders', ApiCachingBehavior: 'FULL_REQUEST_CACHING', Ttl: 60, Type: 'SMALL' },
    tf: { api_id: 'orders', api_caching_behavior: 'FULL_REQUEST_CACHING', ttl: 60, type: 'SMALL' },
  },
  props: {
    atRest: { cfn: 'AtRestEncryptionEnabled', tf: 'at_rest_encryption_enabled', whenAbsent: false },
    transit: { cfn: 'TransitEncryptionEnabled', tf: 'transit_encryption_enabled', whenAbsent: false },
  },
});

/** The rules about AppSync. */
export const appsyncRules: readonly RuleRecord[] = [
  rule({
    id: 'appsync-logging',
    since: '2026.12',
    on: api,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'AppSync API writes logs',
    message: 'AppSync API {name} writes no logs.',
    why: 'Without them nobody can say afterwards who asked for what, and which fields were handed out.',
    source: 'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html',
    aliases: ['CKV_AWS_193', 'AppSyncGraphQLRequestLogging', 'AwsSolutions-ASC3'],
    require: present(api.props.log),
    examples: { pass: [{ role: 'arn:aws:iam::111122223333:role/logs', level: 'ERROR' }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'appsync-cache-at-rest',
    since: '2026.12',
    on: cache,
    severity: 'low',
    category: 'at-rest',
    profile: 'all',
    title: 'AppSync cache is encrypted at rest',
    message: 'AppSync cache {name} does not say that it is encrypted at rest.',
    why: 'The cache holds the answers of the API, whoever they were meant for; AWS encrypts every new cache, but one that was made without encryption keeps none.',
    source: 'https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html',
    standards: { 'aws-fsbp': ['AppSync.1'] },
    aliases: ['CKV_AWS_214'],
    require: equals(cache.props.atRest, true),
    fix: { title: 'Encrypt the cache at rest', set: [[cache.props.atRest, true]] },
    examples: { pass: [{ atRest: true }], fail: [{}, { atRest: false }], unknown: [{ atRest: unresolved }] },
  }),
  rule({
    id: 'appsync-cache-transit',
    since: '2026.12',
    on: cache,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'AppSync reaches its cache over TLS',
    message: 'AppSync cache {name} does not say that it is reached over TLS.',
    why: 'AWS uses TLS to every new cache, but from one that was made without it answers of the API cross the network in the clear.',
    source: 'https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html',
    standards: { 'aws-fsbp': ['AppSync.6'] },
    aliases: ['CKV_AWS_215'],
    require: equals(cache.props.transit, true),
    fix: { title: 'Use TLS to the cache', set: [[cache.props.transit, true]] },
    examples: { pass: [{ transit: true }], fail: [{}, { transit: false }], unknown: [{ transit: unresolved }] },
  }),
  rule({
    id: 'appsync-field-logging',
    since: '2026.12',
    on: api,
    severity: 'low',
    category: 'audit',
    profile: 'all',
    title: 'AppSync API logs what happens in its fields',
    message: 'AppSync API {name} logs nothing of what happens in its fields.',
    why: 'A request log says that somebody asked; which fields were refused, or failed on the way to the data, only this one says.',
    source: 'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html',
    standards: { 'aws-fsbp': ['AppSync.2'], 'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'] },
    aliases: ['CKV_AWS_194'],
    require: oneOf(api.props.level, ['ERROR', 'INFO', 'DEBUG', 'ALL']),
    examples: {
      pass: [{ role: 'arn:aws:iam::111122223333:role/logs', level: 'ERROR' }],
      fail: [{}, { role: 'arn:aws:iam::111122223333:role/logs', level: 'NONE' }],
      unknown: [{ role: 'arn:aws:iam::111122223333:role/logs', level: unresolved }],
    },
  }),
  rule({
    id: 'appsync-sam-logging',
    since: '2026.12',
    on: samApi,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'GraphQL API of SAM writes logs',
    message: 'GraphQL API {name} is told to write no logs.',
    why: 'Without them nobody can say afterwards who asked for what, and which fields were handed out.',
    source: samPage,
    require: any(present(samApi.props.role), present(samApi.props.level), samLogs),
    fix: { title: 'Write logs', set: [[samApi.props.log, true]] },
    examples: { pass: [{}, { log: true }, { role: 'arn:aws:iam::111122223333:role/logs', level: 'NONE' }], fail: [{ log: false }], unknown: [{ log: unresolved }] },
  }),
  rule({
    id: 'appsync-sam-field-logging',
    since: '2026.12',
    on: samApi,
    severity: 'low',
    category: 'audit',
    profile: 'all',
    title: 'GraphQL API of SAM logs what happens in its fields',
    message: 'GraphQL API {name} logs nothing of what happens in its fields.',
    why: 'A request log says that somebody asked; which fields were refused, or failed on the way to the data, only this one says.',
    source: samPage,
    require: cases([{ when: present(samApi.props.level), require: not(equals(samApi.props.level, 'NONE')) }], samLogs),
    examples: {
      pass: [{}, { role: 'arn:aws:iam::111122223333:role/logs', level: 'ERROR' }],
      fail: [{ log: false }, { role: 'arn:aws:iam::111122223333:role/logs', level: 'NONE' }],
      unknown: [{ role: 'arn:aws:iam::111122223333:role/logs', level: unresolved }],
    },
  }),
];
