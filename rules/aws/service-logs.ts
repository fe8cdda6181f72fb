import { madeByMacro, unresolved, type ExampleValue } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, forEach, forSome, not, present, together } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const role = 'arn:aws:iam::111122223333:role/orders';
const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:orders';
const securityHub = 'https://docs.aws.amazon.com/securityhub/latest/userguide';
const logged = ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'];

/** In JSON text the keys begin with small letters. */
const task = resource({
  label: 'ECS task definition',
  cfn: 'AWS::ECS::TaskDefinition',
  tf: 'aws_ecs_task_definition',
  minimal: { tf: { family: 'orders' } },
  props: {
    containers: {
      cfn: 'ContainerDefinitions[]',
      tf: 'container_definitions[]',
      items: { name: { cfn: 'Name', tf: 'name' }, image: { cfn: 'Image', tf: 'image' }, driver: { cfn: 'LogConfiguration.LogDriver', tf: 'logConfiguration.logDriver' } },
    },
  },
});

const replication = resource({
  label: 'DMS replication task',
  cfn: 'AWS::DMS::ReplicationTask',
  tf: 'aws_dms_replication_task',
  minimal: {
    cfn: { MigrationType: 'cdc', ReplicationInstanceArn: 'arn:aws:dms:eu-west-1:111122223333:rep:1', SourceEndpointArn: 'arn:aws:dms:eu-west-1:111122223333:endpoint:1', TargetEndpointArn: 'arn:aws:dms:eu-west-1:111122223333:endpoint:2', TableMappings: '{}' },
    tf: { migration_type: 'cdc', replication_task_id: 'orders', source_endpoint_arn: 'arn:aws:dms:eu-west-1:111122223333:endpoint:1', target_endpoint_arn: 'arn:aws:dms:eu-west-1:111122223333:endpoint:2', table_mappings: '{}' },
  },
  props: {
    settings: { cfn: 'ReplicationTaskSettings', tf: 'replication_task_settings' },
    enabled: { cfn: 'ReplicationTaskSettings.Logging.EnableLogging', tf: 'replication_task_settings.Logging.EnableLogging', whenAbsent: false },
  },
});

const connector = resource({
  label: 'MSK connector',
  cfn: 'AWS::KafkaConnect::Connector',
  tf: 'aws_mskconnect_connector',
  minimal: { cfn: { ConnectorName: 'orders', ServiceExecutionRoleArn: role }, tf: { name: 'orders', service_execution_role_arn: role } },
  props: {
    delivery: { cfn: 'LogDelivery.WorkerLogDelivery', tf: 'log_delivery.worker_log_delivery' },
    enabled: { cfn: 'LogDelivery.WorkerLogDelivery.CloudWatchLogs.Enabled', tf: 'log_delivery.worker_log_delivery.cloudwatch_logs.enabled' },
  },
});

const transfer = resource({
  label: 'DataSync task',
  cfn: 'AWS::DataSync::Task',
  tf: 'aws_datasync_task',
  minimal: {
    cfn: { SourceLocationArn: 'arn:aws:datasync:eu-west-1:111122223333:location/loc-1', DestinationLocationArn: 'arn:aws:datasync:eu-west-1:111122223333:location/loc-2' },
    tf: { source_location_arn: 'arn:aws:datasync:eu-west-1:111122223333:location/loc-1', destination_location_arn: 'arn:aws:datasync:eu-west-1:111122223333:location/loc-2' },
  },
  props: { group: { cfn: 'CloudWatchLogGroupArn', tf: 'cloudwatch_log_group_arn' } },
});

const warehouse = resource({
  label: 'Redshift Serverless namespace',
  cfn: 'AWS::RedshiftServerless::Namespace',
  tf: 'aws_redshiftserverless_namespace',
  minimal: { cfn: { NamespaceName: 'sales' }, tf: { namespace_name: 'sales' } },
  props: { exports: { cfn: 'LogExports', tf: 'log_exports' }, logs: { cfn: 'LogExports[]', tf: 'log_exports[]', items: { type: { cfn: '', tf: '' } } } },
});

const windowsFiles = resource({
  label: 'FSx file system',
  cfn: 'AWS::FSx::FileSystem',
  tf: 'aws_fsx_windows_file_system',
  minimal: { cfn: { FileSystemType: 'WINDOWS', SubnetIds: ['subnet-1'] }, tf: { subnet_ids: ['subnet-1'], throughput_capacity: 32 } },
  props: {
    windows: { cfn: 'WindowsConfiguration.ThroughputCapacity', tf: 'throughput_capacity' },
    level: { cfn: 'WindowsConfiguration.AuditLogConfiguration.FileAccessAuditLogLevel', tf: 'audit_log_configuration.file_access_audit_log_level', whenAbsent: 'DISABLED' },
  },
});

const { driver } = task.props.containers.items;
const container = (LogDriver?: ExampleValue) => ({ containers: [{ name: 'orders', image: 'orders:1', ...(LogDriver === undefined ? {} : { driver: LogDriver }) }] });
const exportsLog = (type: string) => forSome(warehouse.props.logs, equals(warehouse.props.logs.items.type, type));

/** The rules about what services write down of what they do with data. */
export const serviceLogRules: readonly RuleRecord[] = [
  rule({
    id: 'ecs-task-logging',
    since: '2026.12',
    on: task,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Each container of the ECS task writes a log',
    message: 'A container of ECS task definition {name} writes no log.',
    why: 'When the task is gone, nobody can say what it did, and who asked for it.',
    source: `${securityHub}/ecs-controls.html#ecs-9`,
    standards: { 'aws-fsbp': ['ECS.9'], 'pci-dss-4': logged },
    aliases: ['ECSTaskDefinitionContainerLogging', 'AwsSolutions-ECS7'],
    require: forEach(task.props.containers, present(driver)),
    examples: { pass: [{}, container('awslogs')], fail: [container()], unknown: [{ containers: unresolved }] },
  }),
  rule({
    id: 'dms-task-logging',
    since: '2026.12',
    on: replication,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'DMS replication task writes a log',
    message: 'DMS replication task {name} writes no log.',
    why: 'Rows that were left out, or went where they should not, are noticed when somebody misses them.',
    source: `${securityHub}/dms-controls.html#dms-7`,
    standards: { 'aws-fsbp': ['DMS.7', 'DMS.8'], 'pci-dss-4': logged },
    require: equals(replication.props.enabled, true),
    examples: { pass: [{ settings: '{"Logging": {"EnableLogging": true}}' }], fail: [{}, { settings: '{"Logging": {"EnableLogging": false}}' }], unknown: [{ settings: unresolved }] },
  }),
  rule({
    id: 'msk-connect-logging',
    since: '2026.12',
    on: connector,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'MSK connector writes a log',
    message: 'MSK connector {name} writes no log.',
    why: 'What was moved, what was refused and what got lost cannot be told afterwards.',
    source: `${securityHub}/msk-controls.html#msk-5`,
    standards: { 'aws-fsbp': ['MSK.5'] },
    require: present(connector.props.delivery),
    examples: { pass: [{ enabled: true }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'datasync-logging',
    since: '2026.12',
    on: transfer,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'DataSync task writes a log',
    message: 'DataSync task {name} writes no log.',
    why: 'Which files were copied, changed or deleted cannot be told afterwards.',
    source: `${securityHub}/datasync-controls.html#datasync-1`,
    standards: { 'aws-fsbp': ['DataSync.1'] },
    require: present(transfer.props.group),
    examples: { pass: [{ group }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'redshift-serverless-logs',
    since: '2026.12',
    on: warehouse,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Redshift Serverless exports its connection and user logs',
    message: 'Redshift Serverless namespace {name} does not export its connection and user logs.',
    why: 'Who signed in, and who was given which rights, cannot be told when the warehouse was read out.',
    source: `${securityHub}/redshiftserverless-controls.html#redshiftserverless-6`,
    standards: { 'aws-fsbp': ['RedshiftServerless.6'] },
    require: together(exportsLog('connectionlog'), exportsLog('userlog')),
    examples: { pass: [{ exports: ['userlog', 'connectionlog', 'useractivitylog'] }], fail: [{}, { exports: ['userlog'] }], unknown: [{ exports: unresolved }] },
  }),
  rule({
    id: 'fsx-windows-audit-log',
    since: '2026.12',
    on: windowsFiles,
    applies: present(windowsFiles.props.windows),
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'FSx for Windows records who reaches which file',
    message: 'FSx file system {name} does not record who reaches which file.',
    why: 'When files were read out or encrypted by a blackmailer, nobody can say whose account it was.',
    source: 'https://docs.aws.amazon.com/fsx/latest/WindowsGuide/file-access-auditing.html',
    require: not(equals(windowsFiles.props.level, 'DISABLED')),
    examples: {
      pass: [{ windows: 32, level: 'SUCCESS_AND_FAILURE' }],
      fail: [{ windows: 32 }, { windows: 32, level: 'DISABLED' }],
      unknown: [{ windows: 32, level: unresolved }],
    },
  }),
];
