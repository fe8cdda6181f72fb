import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, forEach, not, present } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const role = 'arn:aws:iam::111122223333:role/orders';

/** In JSON text the keys begin with small letters. */
const job = resource({
  label: 'Batch job definition',
  cfn: 'AWS::Batch::JobDefinition',
  tf: 'aws_batch_job_definition',
  minimal: { cfn: { Type: 'container' }, tf: { name: 'orders', type: 'container' } },
  props: {
    volumes: {
      cfn: 'ContainerProperties.Volumes[]',
      tf: 'container_properties.volumes[]',
      items: {
        name: { cfn: 'Name', tf: 'name' },
        files: { cfn: 'EfsVolumeConfiguration', tf: 'efsVolumeConfiguration' },
        system: { cfn: 'EfsVolumeConfiguration.FileSystemId', tf: 'efsVolumeConfiguration.fileSystemId' },
        transit: { cfn: 'EfsVolumeConfiguration.TransitEncryption', tf: 'efsVolumeConfiguration.transitEncryption', whenAbsent: 'DISABLED' },
      },
    },
  },
});

const files = resource({
  label: 'DataSync location',
  cfn: 'AWS::DataSync::LocationEFS',
  tf: 'aws_datasync_location_efs',
  minimal: {
    cfn: { EfsFilesystemArn: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1234', Ec2Config: { SecurityGroupArns: ['arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1234'], SubnetArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1234' } },
    tf: { efs_file_system_arn: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1234', ec2_config: { security_group_arns: ['arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1234'], subnet_arn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1234' } },
  },
  props: { transit: { cfn: 'InTransitEncryption', tf: 'in_transit_encryption', whenAbsent: 'NONE' } },
});

const objects = resource({
  label: 'DataSync location',
  cfn: 'AWS::DataSync::LocationObjectStorage',
  tf: 'aws_datasync_location_object_storage',
  minimal: { cfn: { ServerHostname: 'objects.example.com', BucketName: 'orders' }, tf: { server_hostname: 'objects.example.com', bucket_name: 'orders' } },
  props: { protocol: { cfn: 'ServerProtocol', tf: 'server_protocol', whenAbsent: 'HTTPS' } },
});

/** The engines that a data provider of DMS may be of, each with settings of its own. */
const engines = ['PostgreSqlSettings', 'MySqlSettings', 'OracleSettings', 'MicrosoftSqlServerSettings', 'MariaDbSettings', 'MongoDbSettings', 'DocDbSettings'] as const;
const provider = resource({
  label: 'DMS data provider',
  cfn: 'AWS::DMS::DataProvider',
  minimal: { cfn: { Engine: 'postgres' } },
  props: Object.fromEntries(engines.map((engine) => [engine, { cfn: `Settings.${engine}.SslMode` }])),
});

const connection = resource({
  label: 'Glue connection',
  cfn: 'AWS::Glue::Connection',
  tf: 'aws_glue_connection',
  minimal: { cfn: { CatalogId: '111122223333' }, tf: { name: 'orders' } },
  props: {
    type: { cfn: 'ConnectionInput.ConnectionType', tf: 'connection_type', whenAbsent: { tf: 'JDBC' } },
    url: { cfn: 'ConnectionInput.ConnectionProperties.JDBC_CONNECTION_URL', tf: 'connection_properties.JDBC_CONNECTION_URL' },
    tls: { cfn: 'ConnectionInput.ConnectionProperties.JDBC_ENFORCE_SSL', tf: 'connection_properties.JDBC_ENFORCE_SSL', whenAbsent: false },
  },
});

const receipt = resource({
  label: 'SES receipt rule',
  cfn: 'AWS::SES::ReceiptRule',
  tf: 'aws_ses_receipt_rule',
  minimal: { cfn: { RuleSetName: 'orders' }, tf: { name: 'orders', rule_set_name: 'orders' } },
  props: { tls: { cfn: 'Rule.TlsPolicy', tf: 'tls_policy', whenAbsent: 'Optional' } },
});

const voice = resource({
  label: 'Chime voice connector',
  cfn: 'AWS::Chime::VoiceConnector',
  tf: 'aws_chime_voice_connector',
  minimal: { cfn: { Name: 'office' }, tf: { name: 'office' } },
  props: { encrypted: { cfn: 'RequireEncryption', tf: 'require_encryption' } },
});

const vpcOrigin = resource({
  label: 'VPC origin',
  cfn: 'AWS::CloudFront::VpcOrigin',
  tf: 'aws_cloudfront_vpc_origin',
  minimal: {
    cfn: { VpcOriginEndpointConfig: { Name: 'shop', Arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1234' } },
    tf: { vpc_origin_endpoint_config: { name: 'shop', arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1234', http_port: 80, https_port: 443 } },
  },
  props: { protocol: { cfn: 'VpcOriginEndpointConfig.OriginProtocolPolicy', tf: 'vpc_origin_endpoint_config.origin_protocol_policy', whenAbsent: 'match-viewer' } },
});

const service = resource({
  label: 'ECS service',
  cfn: 'AWS::ECS::Service',
  tf: 'aws_ecs_service',
  minimal: { tf: { name: 'orders' } },
  props: {
    meshed: {
      cfn: 'ServiceConnectConfiguration.Services[]',
      tf: 'service_connect_configuration.service[]',
      items: {
        port: { cfn: 'PortName', tf: 'port_name' },
        tls: { cfn: 'Tls', tf: 'tls' },
        authority: { cfn: 'Tls.IssuerCertificateAuthority.AwsPcaAuthorityArn', tf: 'tls.issuer_cert_authority.aws_pca_authority_arn' },
      },
    },
  },
});

const output = resource({
  label: 'MediaConnect output',
  cfn: ['AWS::MediaConnect::FlowOutput', 'AWS::MediaConnect::FlowEntitlement'],
  minimal: { cfn: { FlowArn: 'arn:aws:mediaconnect:eu-west-1:111122223333:flow:1-1234:match' } },
  props: { encryption: { cfn: 'Encryption' }, role: { cfn: 'Encryption.RoleArn' } },
});

const monitoring = resource({
  label: 'SageMaker monitoring job',
  cfn: ['AWS::SageMaker::ModelBiasJobDefinition', 'AWS::SageMaker::ModelQualityJobDefinition', 'AWS::SageMaker::ModelExplainabilityJobDefinition', 'AWS::SageMaker::DataQualityJobDefinition'],
  minimal: { cfn: { RoleArn: role } },
  props: { encrypted: { cfn: 'NetworkConfig.EnableInterContainerTrafficEncryption', whenAbsent: false } },
});

const { items: volume } = job.props.volumes;

/** The rules about TLS between services that few templates connect. */
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
    require: forEach(job.props.volumes, cases([{ when: present(volume.files), require: equals(volume.transit, 'ENABLED') }])),
    fix: { title: 'Use TLS', set: [[volume.transit, 'ENABLED']] },
    examples: {
      pass: [{}, { volumes: [{ name: 'scratch' }] }, { volumes: [{ name: 'files', system: 'fs-1234', transit: 'ENABLED' }] }],
      fail: [{ volumes: [{ name: 'files', system: 'fs-1234' }] }, { volumes: [{ name: 'files', system: 'fs-1234', transit: 'DISABLED' }] }],
      unknown: [{ volumes: [{ name: 'files', system: 'fs-1234', transit: unresolved }] }],
    },
  }),
  rule({
    id: 'datasync-efs-tls',
    since: '2026.12',
    on: files,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'DataSync reaches EFS over TLS',
    message: 'DataSync location {name} reaches EFS in clear text.',
    why: 'Whoever can listen inside the network reads every file that is moved.',
    source: `${reference}/aws-resource-datasync-locationefs.html`,
    require: equals(files.props.transit, 'TLS1_2'),
    fix: { title: 'Use TLS', set: [[files.props.transit, 'TLS1_2']] },
    examples: { pass: [{ transit: 'TLS1_2' }], fail: [{}, { transit: 'NONE' }], unknown: [{ transit: unresolved }] },
  }),
  rule({
    id: 'datasync-object-storage-https',
    since: '2026.12',
    on: objects,
    severity: 'medium',
    category: 'in-transit',
    title: 'DataSync reaches the object store over HTTPS',
    message: 'DataSync location {name} reaches the object store in clear text.',
    why: 'Objects, and the signatures of the requests for them, can be read on the way.',
    source: `${reference}/aws-resource-datasync-locationobjectstorage.html`,
    require: not(equals(objects.props.protocol, 'HTTP')),
    fix: { title: 'Use HTTPS', set: [[objects.props.protocol, 'HTTPS']] },
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
    why: 'The password of the database, and every row that is moved, can be read on the way.',
    source: `${reference}/aws-properties-dms-dataprovider-settings.html`,
    require: all(...Object.values(provider.props).map((mode) => not(equals(mode, 'none')))),
    examples: { pass: [{}, { PostgreSqlSettings: 'require' }], fail: engines.map((engine) => ({ [engine]: 'none' })), unknown: [{ MySqlSettings: unresolved }] },
  }),
  rule({
    id: 'glue-connection-tls',
    since: '2026.12',
    on: connection,
    applies: equals(connection.props.type, 'JDBC'),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Glue connection insists on TLS',
    message: 'Glue connection {name} does not insist on TLS.',
    why: 'Where the database offers none the password and every row travel in clear text, and nobody is told.',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html',
    require: equals(connection.props.tls, true),
    fix: { title: 'Insist on TLS', effect: 'fails where the database offers none', set: [[connection.props.tls, 'true']] },
    examples: {
      pass: [{ type: 'JDBC', url: 'jdbc:postgresql://db.example.com/orders', tls: 'true' }],
      fail: [{ type: 'JDBC', url: 'jdbc:postgresql://db.example.com/orders' }, { type: 'JDBC', url: 'jdbc:postgresql://db.example.com/orders', tls: 'false' }],
      unknown: [{ type: 'JDBC', tls: unresolved }],
      skip: [{ type: 'NETWORK' }],
    },
  }),
  rule({
    id: 'ses-receipt-rule-tls',
    since: '2026.12',
    on: receipt,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'SES receipt rule takes mail over TLS alone',
    message: 'SES receipt rule {name} takes mail in clear text.',
    why: 'Mail that a server sends in clear text can be read by everybody on the way.',
    source: `${reference}/aws-properties-ses-receiptrule-rule.html`,
    require: equals(receipt.props.tls, 'Require'),
    fix: { title: 'Ask for TLS', effect: 'refuses mail of servers without TLS', set: [[receipt.props.tls, 'Require']] },
    examples: { pass: [{ tls: 'Require' }], fail: [{}, { tls: 'Optional' }], unknown: [{ tls: unresolved }] },
  }),
  rule({
    id: 'chime-voice-connector-encryption',
    since: '2026.12',
    on: voice,
    severity: 'medium',
    category: 'in-transit',
    title: 'Voice connector asks for encryption',
    message: 'Voice connector {name} takes calls in clear text.',
    why: 'Whoever is on the path listens to the calls, and knows who calls whom.',
    source: `${reference}/aws-resource-chime-voiceconnector.html`,
    require: not(equals(voice.props.encrypted, false)),
    examples: { pass: [{}, { encrypted: true }], fail: [{ encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
  rule({
    id: 'cloudfront-vpc-origin-tls',
    since: '2026.12',
    on: vpcOrigin,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'CloudFront reaches the VPC origin over HTTPS',
    message: 'CloudFront may reach VPC origin {name} in clear text.',
    why: 'What viewers send encrypted goes on in clear text, inside the network where nobody looks for it.',
    source: `${reference}/aws-properties-cloudfront-vpcorigin-vpcoriginendpointconfig.html`,
    require: equals(vpcOrigin.props.protocol, 'https-only'),
    examples: { pass: [{ protocol: 'https-only' }], fail: [{}, { protocol: 'http-only' }], unknown: [{ protocol: unresolved }] },
  }),
  rule({
    id: 'ecs-service-connect-tls',
    since: '2026.12',
    on: service,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'ECS services talk to each other over TLS',
    message: 'A service that ECS service {name} offers by Service Connect is reached in clear text.',
    why: 'Whoever takes over one container listens to what all others say to each other.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html',
    require: forEach(service.props.meshed, present(service.props.meshed.items.tls)),
    examples: {
      pass: [{}, { meshed: [{ port: 'http', authority: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234' }] }],
      fail: [{ meshed: [{ port: 'http' }] }],
      unknown: [{ meshed: unresolved }],
    },
  }),
  rule({
    id: 'media-connect-encryption',
    since: '2026.12',
    on: output,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'MediaConnect encrypts what it sends on',
    message: 'MediaConnect sends {name} on in clear text.',
    why: 'Whoever is on the path records what was to be seen by those alone who paid for it.',
    source: `${reference}/aws-resource-mediaconnect-flowoutput.html`,
    require: present(output.props.encryption),
    examples: { pass: [{ role }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'sagemaker-monitoring-transit',
    since: '2026.12',
    on: monitoring,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'SageMaker encrypts what monitoring jobs send between containers',
    message: 'SageMaker does not encrypt what monitoring job {name} sends between containers.',
    why: 'What the model was asked, and what it answered, crosses the network in clear text.',
    source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html',
    require: equals(monitoring.props.encrypted, true),
    fix: { title: 'Encrypt it', set: [[monitoring.props.encrypted, true]] },
    examples: { pass: [{ encrypted: true }], fail: [{}, { encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
];
