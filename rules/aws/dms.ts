import { resource } from '../../server/src/core/rule/property.ts';
import { all, equals, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const endpoint = resource({
  label: 'DMS endpoint',
  cfn: 'AWS::DMS::Endpoint',
  tf: 'aws_dms_endpoint',
  minimal: {
    cfn: { EndpointType: 'source', EngineName: 'postgres' },
    tf: { endpoint_id: 'orders', endpoint_type: 'source', engine_name: 'postgres' },
  },
  props: {
    engine: { cfn: 'EngineName', tf: 'engine_name' },
    tls: { cfn: 'SslMode', tf: 'ssl_mode', whenAbsent: 'none', weakestFirst: ['none', 'require', 'verify-ca', 'verify-full'] },
    kafka: { cfn: 'KafkaSettings', tf: 'kafka_settings' },
    broker: { cfn: 'KafkaSettings.Broker', tf: 'kafka_settings.broker' },
    redis: { cfn: 'RedisSettings.SslSecurityProtocol', tf: 'redis_settings.ssl_security_protocol', whenAbsent: 'ssl-encryption', weakestFirst: ['plaintext', 'ssl-encryption'] },
    protocol: { cfn: 'KafkaSettings.SecurityProtocol', tf: 'kafka_settings.security_protocol', whenAbsent: 'plaintext' },
  },
});

const instance = resource({
  label: 'DMS replication instance',
  cfn: ['AWS::DMS::ReplicationInstance', 'AWS::DMS::InstanceProfile'],
  tf: 'aws_dms_replication_instance',
  minimal: { cfn: { ReplicationInstanceClass: 'dms.t3.micro' }, tf: { replication_instance_class: 'dms.t3.micro', replication_instance_id: 'orders' } },
  props: { isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: { cfn: true, tf: false } } },
});

/** In Terraform an endpoint of S3 is a type of its own. */
const s3Endpoint = resource({
  label: 'DMS endpoint',
  cfn: 'AWS::DMS::Endpoint',
  tf: 'aws_dms_s3_endpoint',
  minimal: {
    cfn: { EndpointType: 'target', EngineName: 's3', S3Settings: { BucketName: 'orders', ServiceAccessRoleArn: 'arn:aws:iam::111122223333:role/dms' } },
    tf: { endpoint_id: 'orders', endpoint_type: 'target', bucket_name: 'orders', service_access_role_arn: 'arn:aws:iam::111122223333:role/dms' },
  },
  props: {
    type: { cfn: 'EndpointType', tf: 'endpoint_type' },
    settings: { cfn: 'S3Settings.BucketName', tf: 'bucket_name' },
    mode: { cfn: 'S3Settings.EncryptionMode', tf: 'encryption_mode', whenAbsent: 'SSE_S3', values: { 'sse-s3': 'SSE_S3', 'sse-kms': 'SSE_KMS', SSE_S3: 'SSE_S3', SSE_KMS: 'SSE_KMS' } },
    key: { cfn: 'S3Settings.ServerSideEncryptionKmsKeyId', tf: 'server_side_encryption_kms_key_id' },
  },
});

/** An endpoint's own key encrypts its connection settings. */
const connection = resource({
  label: 'DMS endpoint',
  cfn: 'AWS::DMS::Endpoint',
  tf: ['aws_dms_endpoint', 'aws_dms_s3_endpoint'],
  minimal: endpoint.minimal,
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_arn' } },
});

const keyed = resource({
  label: 'DMS replication instance',
  cfn: 'AWS::DMS::ReplicationInstance',
  tf: 'aws_dms_replication_instance',
  minimal: instance.minimal,
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_arn' } },
});

const { engine, tls, kafka, protocol } = endpoint.props;

/** Engines that DMS reaches in clear text unless TLS is asked for. https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html */
const reachedInTheClear = ['mysql', 'oracle', 'postgres', 'mariadb', 'aurora', 'aurora-postgresql', 'aurora-serverless', 'aurora-postgresql-serverless', 'db2', 'azuredb', 'sybase', 'mongodb', 'docdb', 'sqlserver'];

/** The rules about the Database Migration Service. */
export const dmsRules: readonly RuleRecord[] = [
  rule({
    id: 'dms-endpoint-ssl',
    since: '2026.12',
    on: endpoint,
    applies: oneOf(engine, reachedInTheClear),
    severity: 'high',
    category: 'in-transit',
    title: 'DMS endpoint is reached over TLS',
    message: 'DMS endpoint {name} is reached in clear text.',
    why: 'The whole database crosses the network in the clear, and with it the password.',
    source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html',
    standards: { 'aws-fsbp': ['DMS.9'] },
    aliases: ['CKV2_AWS_49'],
    require: oneOf(tls, ['require', 'verify-ca', 'verify-full']),
    examples: {
      pass: [{ tls: 'require' }, { tls: 'verify-full' }],
      fail: [{}, { tls: 'none' }],
      unknown: [{ tls: unresolved }],
      skip: [{ engine: 's3' }, { engine: 'redshift' }],
    },
  }),
  rule({
    id: 'dms-replication-instance-public',
    since: '2026.12',
    on: instance,
    severity: 'critical',
    category: 'exposure',
    title: 'DMS replication instance is not reachable from the internet',
    message: 'DMS replication instance {name} has a public address.',
    why: 'It holds the credentials of both databases and the data on its way between them.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dms-replicationinstance.html',
    standards: {
      'aws-fsbp': ['DMS.1'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(e)(1)'],
    },
    aliases: ['CKV_AWS_89', 'W91', 'DMS_REPLICATION_NOT_PUBLIC', 'DMSReplicationNotPublic'],
    require: equals(instance.props.isPublic, false),
    fix: { title: 'Make it private', set: [[instance.props.isPublic, false]] },
    examples: { pass: [{ isPublic: false }], fail: [{}, { isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  rule({
    id: 'dms-kafka-tls',
    since: '2026.12',
    on: endpoint,
    applies: present(kafka),
    severity: 'medium',
    category: 'in-transit',
    title: 'DMS writes to Kafka over TLS',
    message: 'DMS endpoint {name} writes to Kafka in clear text.',
    why: 'Every changed row crosses the network in the clear.',
    source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Kafka.html',
    require: oneOf(protocol, ['ssl-encryption', 'ssl-authentication', 'sasl-ssl']),
    examples: {
      pass: [{ broker: 'broker:9094', protocol: 'ssl-encryption' }],
      fail: [{ broker: 'broker:9092' }, { broker: 'broker:9092', protocol: 'plaintext' }],
      unknown: [{ broker: 'broker:9094', protocol: unresolved }],
      skip: [{}],
    },
  }),
  customerKeyRule({
    id: 'dms-endpoint-cmk',
    on: connection,
    key: connection.props.key,
    withoutKey: 'aws-managed',
    what: 'The connection settings of DMS endpoint',
    awsAlias: 'alias/aws/dms',
    source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html',
    aliases: ['CKV_AWS_296', 'CKV_AWS_298'],
  }),
  customerKeyRule({
    id: 'dms-replication-instance-cmk',
    on: keyed,
    key: keyed.props.key,
    withoutKey: 'aws-managed',
    what: 'The storage of DMS replication instance',
    awsAlias: 'alias/aws/dms',
    source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html',
    aliases: ['CKV_AWS_212'],
  }),
  customerKeyRule({
    id: 'dms-s3-endpoint-cmk',
    on: s3Endpoint,
    applies: all(present(s3Endpoint.props.settings), equals(s3Endpoint.props.type, 'target')),
    mode: s3Endpoint.props.mode,
    modes: { SSE_S3: 'aws-owned', SSE_KMS: 'key' },
    key: s3Endpoint.props.key,
    withoutKey: 'aws-owned',
    what: 'What is written by DMS endpoint',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.S3.html',
    given: { mode: 'SSE_KMS' },
    skip: [{ type: 'source' }],
  }),
  rule({
    id: 'dms-redis-tls',
    since: '2026.12',
    on: endpoint,
    severity: 'medium',
    category: 'in-transit',
    title: 'DMS writes to Redis over TLS',
    message: 'DMS endpoint {name} writes to Redis in the clear.',
    why: 'Whoever can listen on the way reads the whole database as it is copied.',
    source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Redis.html',
    standards: { 'aws-fsbp': ['DMS.12'] },
    require: not(equals(endpoint.props.redis, 'plaintext')),
    fix: { title: 'Use TLS', set: [[endpoint.props.redis, 'ssl-encryption']] },
    examples: { pass: [{}, { engine: 'redis', redis: 'ssl-encryption' }], fail: [{ engine: 'redis', redis: 'plaintext' }], unknown: [{ engine: 'redis', redis: unresolved }] },
  }),
];
