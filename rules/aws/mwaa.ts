import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { logsGrant } from './key-use.ts';

const role = 'arn:aws:iam::111122223333:role/airflow';
const environment = resource({
  label: 'Airflow environment',
  cfn: 'AWS::MWAA::Environment',
  tf: 'aws_mwaa_environment',
  minimal: {
    cfn: { Name: 'nightly', DagS3Path: 'dags', ExecutionRoleArn: role, SourceBucketArn: 'arn:aws:s3:::dags', NetworkConfiguration: { SecurityGroupIds: ['sg-1'], SubnetIds: ['subnet-1', 'subnet-2'] } },
    tf: { name: 'nightly', dag_s3_path: 'dags', execution_role_arn: role, source_bucket_arn: 'arn:aws:s3:::dags', network_configuration: { security_group_ids: ['sg-1'], subnet_ids: ['subnet-1', 'subnet-2'] } },
  },
  props: {
    access: { cfn: 'WebserverAccessMode', tf: 'webserver_access_mode', whenAbsent: 'PRIVATE_ONLY' },
    key: { cfn: 'KmsKey', tf: 'kms_key' },
    scheduler: { cfn: 'LoggingConfiguration.SchedulerLogs.Enabled', tf: 'logging_configuration.scheduler_logs.enabled', whenAbsent: false },
    worker: { cfn: 'LoggingConfiguration.WorkerLogs.Enabled', tf: 'logging_configuration.worker_logs.enabled', whenAbsent: false },
    webserver: { cfn: 'LoggingConfiguration.WebserverLogs.Enabled', tf: 'logging_configuration.webserver_logs.enabled', whenAbsent: false },
  },
});

const { access, key, scheduler, worker, webserver } = environment.props;
const logs = [
  { name: 'scheduler', property: scheduler, alias: 'CKV_AWS_242' },
  { name: 'worker', property: worker, alias: 'CKV_AWS_243' },
  { name: 'webserver', property: webserver, alias: 'CKV_AWS_244' },
] as const;

/** The rules about Managed Workflows for Apache Airflow. */
export const mwaaRules: readonly RuleRecord[] = [
  rule({
    id: 'mwaa-public',
    since: '2026.12',
    on: environment,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'The web server of an Airflow environment is reached through your VPC only',
    message: 'The web server of Airflow environment {name} is open to the internet.',
    why: 'Whoever signs in there reads connections and variables, and runs what they like with the role of the environment.',
    source: 'https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html',
    aliases: ['CKV2_AWS_66'],
    require: equals(access, 'PRIVATE_ONLY'),
    fix: { title: 'Close the web server to the internet', set: [[access, 'PRIVATE_ONLY']] },
    examples: { pass: [{}, { access: 'PRIVATE_ONLY' }], fail: [{ access: 'PUBLIC_ONLY' }, { access: 'PUBLIC_AND_PRIVATE' }], unknown: [{ access: unresolved }] },
  }),
  customerKeyRule({
    id: 'mwaa-environment-cmk',
    on: environment,
    key,
    withoutKey: 'aws-owned',
    what: 'Airflow environment',
    awsAlias: 'alias/aws/airflow',
    // Its log groups get the key as well: "you must update the key policy to allow for encrypted CloudWatch Logs".
    source: 'https://docs.aws.amazon.com/mwaa/latest/userguide/custom-keys-certs.html',
    grants: [logsGrant],
  }),
  ...logs.map(({ name, property, alias }) =>
    rule({
      id: `mwaa-${name}-logs`,
      since: '2026.12',
      on: environment,
      severity: 'low',
      category: 'audit',
      profile: 'strict',
      title: `The ${name} of an Airflow environment writes its log`,
      message: `The ${name} of Airflow environment {name} writes no log.`,
      why: 'Without it nobody can say afterwards what ran, and what it read.',
      source: 'https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html',
      aliases: [alias],
      require: equals(property, true),
      fix: { title: 'Write the log', set: [[property, true]] },
      examples: { pass: [{ [name]: true }], fail: [{}, { [name]: false }], unknown: [{ [name]: unresolved }] },
    }),
  ),
];
