import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { all, atLeast, cases, equals, forEach, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const role = 'arn:aws:iam::111122223333:role/orders';

/** A job runs in one container, in tasks or on several nodes: only one of the lists is there. Terraform writes them as JSON text, whose keys begin with small letters. Default: https://docs.aws.amazon.com/batch/latest/APIReference/API_EFSVolumeConfiguration.html */
const job = resource({
  label: 'Batch job definition',
  cfn: 'AWS::Batch::JobDefinition',
  tf: 'aws_batch_job_definition',
  minimal: { cfn: { Type: 'container' }, tf: { name: 'orders', type: 'container' } },
  props: {
    volumes: {
      cfn: [
        'NodeProperties.NodeRangeProperties[].EcsProperties.TaskProperties[].Volumes[]',
        'NodeProperties.NodeRangeProperties[].Container.Volumes[]',
        'EcsProperties.TaskProperties[].Volumes[]',
        'ContainerProperties.Volumes[]',
      ],
      tf: ['node_properties.nodeRangeProperties[].container.volumes[]', 'ecs_properties.taskProperties[].volumes[]', 'container_properties.volumes[]'],
      items: {
        name: { cfn: 'Name', tf: 'name' },
        system: { cfn: 'EfsVolumeConfiguration.FileSystemId', tf: 'efsVolumeConfiguration.fileSystemId' },
        files: { cfn: 'EfsVolumeConfiguration', tf: 'efsVolumeConfiguration' },
        transit: { cfn: 'EfsVolumeConfiguration.TransitEncryption', tf: 'efsVolumeConfiguration.transitEncryption', whenAbsent: 'DISABLED' },
      },
    },
  },
});

const efsLocation = resource({
  label: 'DataSync location',
  cfn: 'AWS::DataSync::LocationEFS',
  tf: 'aws_datasync_location_efs',
  minimal: {
    cfn: {
      EfsFilesystemArn: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1234',
      Ec2Config: { SecurityGroupArns: ['arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1'], SubnetArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1' },
    },
    tf: {
      efs_file_system_arn: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1234',
      ec2_config: { security_group_arns: ['arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1'], subnet_arn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1' },
    },
  },
  props: { transit: { cfn: 'InTransitEncryption', tf: 'in_transit_encryption', whenAbsent: { depends: 'a default that AWS does not state' }, weakestFirst: ['NONE', 'TLS1_2'] } },
});

const objectLocation = resource({
  label: 'DataSync location',
  cfn: 'AWS::DataSync::LocationObjectStorage',
  tf: 'aws_datasync_location_object_storage',
  minimal: {
    cfn: { ServerHostname: 'store.example.com', BucketName: 'orders' },
    tf: { server_hostname: 'store.example.com', bucket_name: 'orders', agent_arns: ['arn:aws:datasync:eu-west-1:111122223333:agent/agent-1'] },
  },
  props: { protocol: { cfn: 'ServerProtocol', tf: 'server_protocol', whenAbsent: 'HTTPS', weakestFirst: ['HTTP', 'HTTPS'] } },
});

/** The engines that a data provider may be of, each with settings of its own; Redshift has no such mode. Default: https://docs.aws.amazon.com/dms/latest/APIReference/API_PostgreSqlDataProviderSettings.html */
const inTheClear = ['PostgreSql', 'MySql', 'MariaDb', 'Oracle', 'DocDb', 'IbmDb2Luw', 'SybaseAse'];
const notStated = ['MicrosoftSqlServer', 'MongoDb', 'IbmDb2zOs'];
const provider = resource({
  label: 'DMS data provider',
  cfn: 'AWS::DMS::DataProvider',
  minimal: { cfn: { Engine: 'postgres' } },
  props: Object.fromEntries(
    [...inTheClear, ...notStated].flatMap((name) => [
      [name, { cfn: `Settings.${name}Settings` }],
      [`${name}Server`, { cfn: `Settings.${name}Settings.ServerName` }],
      [
        `${name}Tls`,
        { cfn: `Settings.${name}Settings.SslMode`, whenAbsent: 'none', weakestFirst: ['none', 'require', 'verify-ca', 'verify-full'] },
      ],
    ]),
  ),
});
/** Where the settings of an engine are written, they ask for TLS; where AWS does not state a default, what is written alone counts. */
const asksForTls = [...inTheClear, ...notStated].flatMap((name) => {
  const [settings, tls] = [provider.props[name], provider.props[`${name}Tls`]];
  return settings && tls ? [cases([{ when: present(inTheClear.includes(name) ? settings : tls), require: not(equals(tls, 'none')) }])] : [];
});

const mongo = resource({
  label: 'DMS endpoint',
  cfn: 'AWS::DMS::Endpoint',
  tf: 'aws_dms_endpoint',
  minimal: {
    cfn: { EndpointType: 'source', EngineName: 'mongodb' },
    tf: { endpoint_id: 'orders', endpoint_type: 'source', engine_name: 'mongodb' },
  },
  props: { sign: { cfn: 'MongoDbSettings.AuthType', tf: 'mongodb_settings.auth_type' } },
});

const connection = resource({
  label: 'Glue connection',
  cfn: 'AWS::Glue::Connection',
  tf: 'aws_glue_connection',
  minimal: { cfn: { CatalogId: '111122223333', ConnectionInput: { Name: 'orders' } }, tf: { name: 'orders' } },
  props: {
    type: { cfn: 'ConnectionInput.ConnectionType', tf: 'connection_type', whenAbsent: { tf: 'JDBC' } },
    jdbc: { cfn: 'ConnectionInput.ConnectionProperties.JDBC_ENFORCE_SSL', tf: 'connection_properties.JDBC_ENFORCE_SSL', whenAbsent: false },
    kafka: { cfn: 'ConnectionInput.ConnectionProperties.KAFKA_SSL_ENABLED', tf: 'connection_properties.KAFKA_SSL_ENABLED', whenAbsent: true },
  },
});

/** Terraform has none of these three, and in its schedules no job of its own. */
const monitor = resource({
  label: 'SageMaker monitoring job',
  cfn: ['AWS::SageMaker::ModelBiasJobDefinition', 'AWS::SageMaker::ModelQualityJobDefinition', 'AWS::SageMaker::ModelExplainabilityJobDefinition'],
  minimal: {
    cfn: {
      RoleArn: role,
      ModelBiasAppSpecification: { ImageUri: 'monitor', ConfigUri: 's3://monitor/config.json' },
      ModelBiasJobInput: { GroundTruthS3Input: { S3Uri: 's3://monitor/truth' } },
      ModelBiasJobOutputConfig: { MonitoringOutputs: [] },
    },
  },
  props: {
    instances: { cfn: 'JobResources.ClusterConfig.InstanceCount' },
    transit: { cfn: 'NetworkConfig.EnableInterContainerTrafficEncryption', whenAbsent: false },
  },
});

const processing = resource({
  label: 'SageMaker processing job',
  cfn: 'AWS::SageMaker::ProcessingJob',
  minimal: { cfn: { RoleArn: role, AppSpecification: { ImageUri: 'clean' } } },
  props: {
    instances: { cfn: 'ProcessingResources.ClusterConfig.InstanceCount' },
    transit: { cfn: 'NetworkConfig.EnableInterContainerTrafficEncryption', whenAbsent: false },
  },
});

const schedule = resource({
  label: 'SageMaker monitoring schedule',
  cfn: 'AWS::SageMaker::MonitoringSchedule',
  minimal: { cfn: { MonitoringScheduleName: 'orders' } },
  props: {
    instances: { cfn: 'MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringResources.ClusterConfig.InstanceCount' },
    transit: { cfn: 'MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.EnableInterContainerTrafficEncryption', whenAbsent: false },
  },
});

/** With one instance nothing crosses the network. */
const several = [
  { id: 'sagemaker-monitoring-transit', on: monitor, page: 'modelbiasjobdefinition', standards: { 'aws-fsbp': ['SageMaker.10', 'SageMaker.13', 'SageMaker.15'] } },
  { id: 'sagemaker-monitoring-transit-schedule', on: schedule, page: 'monitoringschedule', standards: { 'aws-fsbp': ['SageMaker.22'] } },
  { id: 'sagemaker-processing-transit', on: processing, page: 'processingjob', standards: {} },
] as const;

const { volumes } = job.props;
const { files, transit } = volumes.items;
const shared = { name: 'files', system: 'fs-1234' };

/** The rules about services that carry data between stores, and how they reach them. */
export const transitServiceRules: readonly RuleRecord[] = [
  rule({
    id: 'batch-efs-transit',
    since: '2026.12',
    on: job,
    severity: 'high',
    category: 'in-transit',
    title: 'Batch jobs reach their EFS volumes over TLS',
    message: 'A volume of Batch job definition {name} reaches EFS in clear text.',
    why: 'Whoever can listen inside the network reads and changes every file that the job reads or writes.',
    source: `${reference}/aws-properties-batch-jobdefinition-efsvolumeconfiguration.html`,
    require: forEach(volumes, cases([{ when: present(files), require: equals(transit, 'ENABLED') }])),
    fix: { title: 'Use TLS', set: [[transit, 'ENABLED']] },
    examples: {
      pass: [{}, { volumes: [{ name: 'scratch' }] }, { volumes: [{ ...shared, transit: 'ENABLED' }] }],
      fail: [{ volumes: [shared] }, { volumes: [{ ...shared, transit: 'DISABLED' }] }],
      unknown: [{ volumes: [{ ...shared, transit: unresolved }] }],
    },
  }),
  rule({
    id: 'datasync-efs-tls',
    since: '2026.12',
    on: efsLocation,
    severity: 'medium',
    category: 'in-transit',
    title: 'DataSync reaches EFS over TLS',
    message: 'DataSync location {name} reaches EFS in clear text.',
    why: 'Whoever can listen inside the network reads every file while it is copied.',
    source: 'https://docs.aws.amazon.com/datasync/latest/userguide/API_CreateLocationEfs.html',
    require: equals(efsLocation.props.transit, 'TLS1_2'),
    fix: { title: 'Use TLS', set: [[efsLocation.props.transit, 'TLS1_2']] },
    examples: { pass: [{ transit: 'TLS1_2' }], fail: [{ transit: 'NONE' }], unknown: [{}, { transit: unresolved }] },
  }),
  rule({
    id: 'datasync-object-storage-https',
    since: '2026.12',
    on: objectLocation,
    severity: 'medium',
    category: 'in-transit',
    title: 'DataSync reaches the object store over HTTPS',
    message: 'DataSync location {name} reaches the object store in clear text.',
    why: 'Whoever can listen on the way reads and changes every object while it is copied.',
    source: `${reference}/aws-resource-datasync-locationobjectstorage.html`,
    require: equals(objectLocation.props.protocol, 'HTTPS'),
    examples: { pass: [{}, { protocol: 'HTTPS' }], fail: [{ protocol: 'HTTP' }], unknown: [{ protocol: unresolved }] },
  }),
  rule({
    id: 'dms-data-provider-ssl',
    since: '2026.12',
    on: provider,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'DMS data provider is reached over TLS',
    message: 'DMS data provider {name} is reached in clear text.',
    why: 'Schema and rows cross the network in the clear, and with them the password.',
    source: 'https://docs.aws.amazon.com/dms/latest/APIReference/API_PostgreSqlDataProviderSettings.html',
    require: all(...asksForTls),
    examples: {
      pass: [{}, { MongoDbServer: 'db' }, { PostgreSqlServer: 'db', PostgreSqlTls: 'require' }, { MySqlServer: 'db', MySqlTls: 'verify-full' }],
      fail: [{ OracleServer: 'db' }, { PostgreSqlServer: 'db', PostgreSqlTls: 'none' }],
      unknown: [{ PostgreSqlServer: 'db', PostgreSqlTls: unresolved }],
    },
  }),
  rule({
    id: 'dms-mongodb-auth',
    since: '2026.12',
    on: mongo,
    applies: present(mongo.props.sign),
    severity: 'low',
    category: 'exposure',
    title: 'DMS signs in to MongoDB',
    message: 'DMS endpoint {name} reads a MongoDB that asks for no password.',
    why: 'A database that DMS reads without a password is open to whoever else reaches its port.',
    source: `${reference}/aws-properties-dms-endpoint-mongodbsettings.html`,
    standards: { 'aws-fsbp': ['DMS.11'] },
    require: not(equals(mongo.props.sign, 'no')),
    examples: { pass: [{ sign: 'password' }], fail: [{ sign: 'no' }], unknown: [{ sign: unresolved }], skip: [{}] },
  }),
  rule({
    id: 'glue-connection-tls',
    since: '2026.12',
    on: connection,
    applies: oneOf(connection.props.type, ['JDBC', 'KAFKA']),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Glue connection insists on TLS',
    message: 'Glue connection {name} does without TLS.',
    why: 'Where the other side does not insist on TLS, rows and password cross the network in the clear.',
    source: 'https://docs.aws.amazon.com/glue/latest/webapi/API_Connection.html',
    require: cases([{ when: equals(connection.props.type, 'KAFKA'), require: equals(connection.props.kafka, true) }], equals(connection.props.jdbc, true)),
    examples: {
      pass: [{ type: 'JDBC', jdbc: 'true' }, { type: 'KAFKA' }, { type: 'KAFKA', kafka: 'true' }],
      fail: [{ type: 'JDBC' }, { type: 'JDBC', jdbc: 'false' }, { type: 'KAFKA', kafka: 'false' }],
      unknown: [{ type: 'JDBC', jdbc: unresolved }],
      skip: [{ type: 'NETWORK' }],
    },
  }),
  ...several.map(({ id, on, page, standards }) =>
    rule({
      id,
      since: '2026.12',
      on,
      applies: atLeast(on.props.instances, 2),
      severity: 'medium',
      category: 'in-transit',
      profile: 'strict',
      title: `The instances of a ${on.label} talk over TLS`,
      message: `The instances of ${on.label} {name} talk in clear text.`,
      why: 'The data that is looked at crosses the network between the instances in the clear.',
      source: `${reference}/aws-properties-sagemaker-${page}-networkconfig.html`,
      standards,
      require: equals(on.props.transit, true),
      fix: { title: 'Encrypt the traffic between containers', set: [[on.props.transit, true]] },
      examples: {
        pass: [{ instances: 2, transit: true }],
        fail: [{ instances: 2 }, { instances: 2, transit: false }],
        unknown: [{ instances: 2, transit: unresolved }],
        skip: [{ instances: 1 }],
      },
    }),
  ),
];
