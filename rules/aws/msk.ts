import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const cluster = resource({
  label: 'MSK cluster',
  cfn: 'AWS::MSK::Cluster',
  tf: 'aws_msk_cluster',
  minimal: {
    cfn: { ClusterName: 'orders', KafkaVersion: '3.6.0', NumberOfBrokerNodes: 2, BrokerNodeGroupInfo: { ClientSubnets: ['subnet-1', 'subnet-2'], InstanceType: 'kafka.t3.small' } },
    tf: { cluster_name: 'orders', kafka_version: '3.6.0', number_of_broker_nodes: 2, broker_node_group_info: { client_subnets: ['subnet-1', 'subnet-2'], instance_type: 'kafka.t3.small', security_groups: ['sg-1'] } },
  },
  props: {
    encryption: { cfn: 'EncryptionInfo', tf: 'encryption_info' },
    kmsKey: { cfn: 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId', tf: 'encryption_info.encryption_at_rest_kms_key_arn' },
    clients: { cfn: 'EncryptionInfo.EncryptionInTransit.ClientBroker', tf: 'encryption_info.encryption_in_transit.client_broker', whenAbsent: 'TLS' },
    brokers: { cfn: 'EncryptionInfo.EncryptionInTransit.InCluster', tf: 'encryption_info.encryption_in_transit.in_cluster', whenAbsent: true },
    cloudwatch: { cfn: 'LoggingInfo.BrokerLogs.CloudWatchLogs.Enabled', tf: 'logging_info.broker_logs.cloudwatch_logs.enabled', whenAbsent: false },
    s3: { cfn: 'LoggingInfo.BrokerLogs.S3.Enabled', tf: 'logging_info.broker_logs.s3.enabled', whenAbsent: false },
    firehose: { cfn: 'LoggingInfo.BrokerLogs.Firehose.Enabled', tf: 'logging_info.broker_logs.firehose.enabled', whenAbsent: false },
    publicAccess: { cfn: 'BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type', tf: 'broker_node_group_info.connectivity_info.public_access.type', whenAbsent: 'DISABLED' },
  },
});

/** Default: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mskconnect_connector (CloudFormation takes no connector without it). */
const connector = resource({
  label: 'MSK connector',
  cfn: 'AWS::KafkaConnect::Connector',
  tf: 'aws_mskconnect_connector',
  minimal: { cfn: { ConnectorName: 'orders' }, tf: { name: 'orders' } },
  props: { encryption: { cfn: 'KafkaClusterEncryptionInTransit.EncryptionType', tf: 'kafka_cluster_encryption_in_transit.encryption_type', whenAbsent: { tf: 'PLAINTEXT' } } },
});

const { kmsKey, clients, brokers, cloudwatch, s3, firehose, publicAccess } = cluster.props;
const page = 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html';
const why = 'Whoever can listen inside the network reads and changes every message.';

/** The rules about Managed Streaming for Kafka. */
export const mskRules = [
  rule({
    id: 'msk-client-tls',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'in-transit',
    title: 'MSK cluster talks to its clients over TLS only',
    message: 'MSK cluster {name} talks to its clients in clear text.',
    why,
    source: page,
    aliases: ['AWS-0073', 'MSKClientToBrokerTLS', 'CKV_AWS_81'],
    require: equals(clients, 'TLS'),
    fix: { title: 'Use TLS only', set: [[clients, 'TLS']] },
    examples: { pass: [{}, { clients: 'TLS' }], fail: [{ clients: 'TLS_PLAINTEXT' }], unknown: [{ clients: unresolved }] },
  }),
  rule({
    id: 'msk-in-cluster-tls',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'in-transit',
    title: 'The brokers of the MSK cluster talk over TLS',
    message: 'The brokers of MSK cluster {name} talk in clear text.',
    why,
    source: page,
    standards: { 'aws-fsbp': ['MSK.1'] },
    aliases: ['AWS-0073', 'MSKBrokerToBrokerTLS', 'CKV_AWS_81'],
    require: equals(brokers, true),
    fix: { title: 'Use TLS between brokers', set: [[brokers, true]] },
    examples: { pass: [{}, { brokers: true }], fail: [{ brokers: false }], unknown: [{ brokers: unresolved }] },
  }),
  rule({
    id: 'msk-encryption-explicit',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'at-rest',
    profile: 'all',
    title: 'MSK cluster says which key encrypts it',
    message: 'MSK cluster {name} does not say which key encrypts it.',
    why: 'No reader of the template sees that the data is encrypted, nor with which key.',
    source: page,
    aliases: ['CKV_AWS_81'],
    require: present(kmsKey),
    examples: { pass: [{ kmsKey: 'alias/aws/kafka' }], fail: [{}], unknown: [{ encryption: unresolved }] },
  }),
  customerKeyRule({
    id: 'msk-at-rest-cmk',
    on: cluster,
    key: kmsKey,
    withoutKey: 'aws-managed',
    what: 'MSK cluster',
    awsAlias: 'alias/aws/kafka',
    source: page,
    aliases: ['AWS-0179'],
  }),
  rule({
    id: 'msk-logging',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'MSK cluster delivers the logs of its brokers',
    message: 'MSK cluster {name} delivers no logs of its brokers.',
    why: 'Failed logins and refused requests show in these logs, and nowhere else.',
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html',
    aliases: ['CKV_AWS_80', 'AWS-0074', 'MSKBrokerLogging'],
    require: any(equals(cloudwatch, true), equals(s3, true), equals(firehose, true)),
    examples: { pass: [{ cloudwatch: true }, { cloudwatch: false, s3: true }], fail: [{}, { firehose: false }], unknown: [{ s3: unresolved }] },
  }),
  rule({
    id: 'msk-public',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'exposure',
    title: 'MSK cluster is not reachable from the internet',
    message: 'The brokers of MSK cluster {name} have public addresses.',
    why: 'With public addresses, one open security group and one weak or leaked credential are all that stands between the internet and the messages.',
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html',
    standards: { 'aws-fsbp': ['MSK.4'] },
    aliases: ['CKV_AWS_291'],
    require: equals(publicAccess, 'DISABLED'),
    fix: { title: 'Make it private', set: [[publicAccess, 'DISABLED']] },
    examples: { pass: [{}, { publicAccess: 'DISABLED' }], fail: [{ publicAccess: 'SERVICE_PROVIDED_EIPS' }], unknown: [{ publicAccess: unresolved }] },
  }),
  rule({
    id: 'msk-connect-tls',
    since: '2026.12',
    on: connector,
    severity: 'high',
    category: 'in-transit',
    title: 'MSK connector talks to its cluster over TLS',
    message: 'MSK connector {name} talks to its cluster in clear text.',
    why,
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kafkaconnect-connector-kafkaclusterencryptionintransit.html',
    standards: { 'aws-fsbp': ['MSK.3'] },
    require: equals(connector.props.encryption, 'TLS'),
    fix: { title: 'Use TLS', set: [[connector.props.encryption, 'TLS']] },
    examples: { pass: [{ encryption: 'TLS' }], fail: [{}, { encryption: 'PLAINTEXT' }], unknown: [{ encryption: unresolved }] },
  }),
];
