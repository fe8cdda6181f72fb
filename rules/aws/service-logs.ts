import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, forEach, forSome, not, oneOf, present, referencedBy, together } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const balancerArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1234';
const pciAudit = ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'];

/** Terraform writes the containers as JSON text, whose keys begin with small letters. */
const task = resource({
  label: 'ECS task definition',
  cfn: 'AWS::ECS::TaskDefinition',
  tf: 'aws_ecs_task_definition',
  minimal: { tf: { family: 'orders' } },
  props: {
    containers: {
      cfn: 'ContainerDefinitions[]',
      tf: 'container_definitions[]',
      items: {
        name: { cfn: 'Name', tf: 'name' },
        image: { cfn: 'Image', tf: 'image' },
        log: { cfn: 'LogConfiguration', tf: 'logConfiguration' },
        driver: { cfn: 'LogConfiguration.LogDriver', tf: 'logConfiguration.logDriver' },
      },
    },
  },
});

/** The settings are JSON text. */
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
    enabled: { cfn: 'ReplicationTaskSettings.Logging.EnableLogging', tf: 'replication_task_settings.Logging.EnableLogging' },
  },
});

/** A destination counts if it is switched on: `Enabled` is required in each of them. */
const connector = resource({
  label: 'MSK connector',
  cfn: 'AWS::KafkaConnect::Connector',
  tf: 'aws_mskconnect_connector',
  minimal: { cfn: { ConnectorName: 'orders' }, tf: { name: 'orders' } },
  props: {
    group: { cfn: 'LogDelivery.WorkerLogDelivery.CloudWatchLogs.Enabled', tf: 'log_delivery.worker_log_delivery.cloudwatch_logs.enabled', whenAbsent: false },
    bucket: { cfn: 'LogDelivery.WorkerLogDelivery.S3.Enabled', tf: 'log_delivery.worker_log_delivery.s3.enabled', whenAbsent: false },
    stream: { cfn: 'LogDelivery.WorkerLogDelivery.Firehose.Enabled', tf: 'log_delivery.worker_log_delivery.firehose.enabled', whenAbsent: false },
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
  props: {
    mode: { cfn: 'TaskMode', tf: 'task_mode' },
    group: { cfn: 'CloudWatchLogGroupArn', tf: 'cloudwatch_log_group_arn' },
    level: { cfn: 'Options.LogLevel', tf: 'options.log_level' },
  },
});

const namespace = resource({
  label: 'Redshift Serverless namespace',
  cfn: 'AWS::RedshiftServerless::Namespace',
  tf: 'aws_redshiftserverless_namespace',
  minimal: { cfn: { NamespaceName: 'sales' }, tf: { namespace_name: 'sales' } },
  props: {
    exports: { cfn: 'LogExports', tf: 'log_exports' },
    logs: { cfn: 'LogExports[]', tf: 'log_exports[]', items: { type: { cfn: '', tf: '' } } },
  },
});

const share = resource({
  label: 'FSx for Windows file system',
  cfn: 'AWS::FSx::FileSystem',
  tf: 'aws_fsx_windows_file_system',
  minimal: { cfn: { FileSystemType: 'WINDOWS', SubnetIds: ['subnet-1'], StorageCapacity: 1024 }, tf: { subnet_ids: ['subnet-1'], throughput_capacity: 1024 } },
  props: {
    /** In Terraform each kind has a type of its own, and its deployment is none of the others. */
    type: { cfn: 'FileSystemType', tf: 'deployment_type' },
    audit: { cfn: 'WindowsConfiguration.AuditLogConfiguration.FileAccessAuditLogLevel', tf: 'audit_log_configuration.file_access_audit_log_level' },
  },
});

const balancer = resource({
  label: 'load balancer',
  cfn: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  tf: ['aws_lb', 'aws_alb'],
  minimal: { cfn: { Subnets: ['subnet-1', 'subnet-2'] }, tf: { subnets: ['subnet-1', 'subnet-2'] } },
  props: { connections: { cfn: 'LoadBalancerAttributes[Key=connection_logs.s3.enabled].Value', tf: 'connection_logs.enabled', whenAbsent: false } },
});

const listener = resource({
  label: 'listener',
  cfn: 'AWS::ElasticLoadBalancingV2::Listener',
  tf: ['aws_lb_listener', 'aws_alb_listener'],
  minimal: {
    cfn: { LoadBalancerArn: balancerArn, Port: 443, DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
    tf: { load_balancer_arn: balancerArn, port: 443, default_action: [{ type: 'fixed-response', fixed_response: { status_code: '404', content_type: 'text/plain' } }] },
  },
  props: { balancer: { cfn: 'LoadBalancerArn', tf: 'load_balancer_arn' }, clients: { cfn: 'MutualAuthentication.Mode', tf: 'mutual_authentication.mode', whenAbsent: 'off' } },
});

/** One setting of the account in a Region, which only Terraform writes. */
const invocations = resource({
  label: 'Bedrock invocation logging',
  tf: 'aws_bedrock_model_invocation_logging_configuration',
  minimal: { tf: { logging_config: { embedding_data_delivery_enabled: true } } },
  props: { config: { tf: 'logging_config' }, bucket: { tf: 'logging_config.s3_config.bucket_name' }, group: { tf: 'logging_config.cloudwatch_config.log_group_name' } },
});

const { containers } = task.props;
const { logs } = namespace.props;
const asksForCertificates = (mode: string) => scene({ Shop: [balancer, {}], Listener: [listener, { balancer: refTo('Shop'), clients: mode }] });

/** The rules about the logs of services that few templates have. */
export const serviceLogRules: readonly RuleRecord[] = [
  rule({
    id: 'ecs-task-logging',
    since: '2026.12',
    on: task,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Every container of an ECS task says where its log goes',
    message: 'A container of ECS task definition {name} does not say where its log goes.',
    why: 'What it writes stays where the Docker daemon of the machine puts it, and is gone with the machine: nobody can say afterwards what an intruder did there.',
    source: `${reference}/aws-properties-ecs-taskdefinition-containerdefinition.html`,
    standards: { 'aws-fsbp': ['ECS.9'], 'pci-dss-4': pciAudit },
    aliases: ['ECSTaskDefinitionContainerLogging', 'AwsSolutions-ECS7'],
    require: forEach(containers, present(containers.items.log)),
    examples: {
      pass: [{}, { containers: [{ name: 'orders', image: 'orders:1', driver: 'awslogs' }] }],
      fail: [{ containers: [{ name: 'orders', image: 'orders:1', driver: 'awslogs' }, { name: 'proxy', image: 'proxy:1' }] }],
      unknown: [{ containers: unresolved }],
    },
  }),
  rule({
    id: 'dms-task-logging',
    since: '2026.12',
    on: replication,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'DMS replication task writes a log',
    message: 'DMS replication task {name} is not told to write a log.',
    why: 'Rows that were left out, or went where they should not, are noticed when somebody misses them.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html#dms-7',
    standards: { 'aws-fsbp': ['DMS.7', 'DMS.8'], 'pci-dss-4': pciAudit },
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
    title: 'MSK connector delivers its log',
    message: 'MSK connector {name} delivers no log.',
    why: 'What it copied, and which connections were refused to it, shows nowhere else.',
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-logging.html',
    standards: { 'aws-fsbp': ['MSK.5'] },
    require: any(equals(connector.props.group, true), equals(connector.props.bucket, true), equals(connector.props.stream, true)),
    examples: { pass: [{ group: true }, { group: false, bucket: true }], fail: [{}, { stream: false }], unknown: [{ bucket: unresolved }] },
  }),
  rule({
    id: 'datasync-logging',
    since: '2026.12',
    on: transfer,
    // A task in this mode logs without being told to.
    applies: not(equals(transfer.props.mode, 'ENHANCED')),
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'DataSync task logs its transfers',
    message: 'DataSync task {name} does not log its transfers.',
    why: 'Nobody can say afterwards which files were copied, which failed, and which were changed on the way.',
    source: `${reference}/aws-resource-datasync-task.html`,
    standards: { 'aws-fsbp': ['DataSync.1'] },
    require: together(present(transfer.props.group), not(equals(transfer.props.level, 'OFF'))),
    examples: {
      pass: [{ group: 'arn:aws:logs:eu-west-1:111122223333:log-group:copies', level: 'TRANSFER' }],
      fail: [{}, { group: 'arn:aws:logs:eu-west-1:111122223333:log-group:copies', level: 'OFF' }],
      unknown: [{ group: 'arn:aws:logs:eu-west-1:111122223333:log-group:copies', level: unresolved }],
      skip: [{ mode: 'ENHANCED' }],
    },
  }),
  rule({
    id: 'redshift-serverless-logs',
    since: '2026.12',
    on: namespace,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Redshift Serverless logs connections and changes of users',
    message: 'Redshift Serverless namespace {name} does not log both connections and changes of users.',
    why: 'Nobody can say afterwards who signed in, from where, and which rights somebody gave to themselves.',
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-publish-logs-to-cloudwatch.html',
    standards: { 'aws-fsbp': ['RedshiftServerless.6'] },
    require: together(forSome(logs, equals(logs.items.type, 'connectionlog')), forSome(logs, equals(logs.items.type, 'userlog'))),
    examples: { pass: [{ exports: ['userlog', 'connectionlog'] }], fail: [{}, { exports: ['connectionlog'] }, { exports: ['useractivitylog'] }], unknown: [{ exports: unresolved }] },
  }),
  rule({
    id: 'fsx-windows-audit-log',
    since: '2026.12',
    on: share,
    applies: not(oneOf(share.props.type, ['LUSTRE', 'ONTAP', 'OPENZFS'])),
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'FSx for Windows asks for an audit log of its files',
    message: 'FSx for Windows file system {name} asks for no audit log of its files.',
    why: 'When files have been read, changed or deleted, nobody can say by whom.',
    source: `${reference}/aws-properties-fsx-filesystem-auditlogconfiguration.html`,
    require: oneOf(share.props.audit, ['SUCCESS_ONLY', 'FAILURE_ONLY', 'SUCCESS_AND_FAILURE']),
    examples: { pass: [{ audit: 'SUCCESS_AND_FAILURE' }], fail: [{}, { audit: 'DISABLED' }], unknown: [{ audit: unresolved }], skip: [{ type: 'LUSTRE' }] },
  }),
  rule({
    id: 'elbv2-connection-logs',
    since: '2026.12',
    on: balancer,
    applies: referencedBy(listener, listener.props.balancer, oneOf(listener.props.clients, ['verify', 'passthrough'])),
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'A load balancer that asks for client certificates logs its connections',
    message: 'Load balancer {name} asks for client certificates and does not log its connections.',
    why: 'Which certificate a client showed, and which was refused, is in these logs only: the use of a stolen one goes unseen.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html',
    require: equals(balancer.props.connections, true),
    examples: {
      pass: [scene({ Shop: [balancer, { connections: 'true' }], Listener: [listener, { balancer: refTo('Shop'), clients: 'verify' }] })],
      fail: [asksForCertificates('verify'), asksForCertificates('passthrough')],
      unknown: [scene({ Shop: [balancer, { connections: unresolved }], Listener: [listener, { balancer: refTo('Shop'), clients: 'verify' }] })],
      skip: [{}, asksForCertificates('off')],
    },
  }),
  rule({
    id: 'bedrock-invocation-logging',
    since: '2026.12',
    on: invocations,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'The log of Bedrock has a place to go to',
    message: 'The invocation log {name} of Bedrock names neither a bucket nor a log group.',
    why: 'What was asked of the models, and what left with the answers, is written down nowhere.',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
    require: any(present(invocations.props.bucket), present(invocations.props.group)),
    examples: { pass: [{ bucket: 'invocations' }, { group: 'invocations' }], fail: [{}], unknown: [{ config: unresolved }] },
  }),
];
