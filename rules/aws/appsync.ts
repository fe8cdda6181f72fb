import { resource } from '../../server/src/core/rule/property.ts';
import { present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro } from '../../server/src/core/rule/example.ts';
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
    aliases: ['CKV_AWS_193', 'AppSyncGraphQLRequestLogging'],
    require: present(api.props.log),
    examples: { pass: [{ role: 'arn:aws:iam::111122223333:role/logs', level: 'ERROR' }], fail: [{}], unknown: [madeByMacro] },
  }),
];
