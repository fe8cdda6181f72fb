import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, not, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const broker = resource({
  label: 'MQ broker',
  cfn: 'AWS::AmazonMQ::Broker',
  tf: 'aws_mq_broker',
  minimal: {
    cfn: { BrokerName: 'orders', DeploymentMode: 'SINGLE_INSTANCE', EngineType: 'ACTIVEMQ', EngineVersion: '5.18', HostInstanceType: 'mq.t3.micro' },
    tf: { broker_name: 'orders', engine_type: 'ActiveMQ', engine_version: '5.18', host_instance_type: 'mq.t3.micro', user: [{ username: 'keeper', password: 'from-elsewhere' }] },
  },
  props: {
    engine: { cfn: 'EngineType', tf: 'engine_type', values: { ActiveMQ: 'ACTIVEMQ', RabbitMQ: 'RABBITMQ' } },
    isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: false },
    encryption: { cfn: 'EncryptionOptions', tf: 'encryption_options' },
    encryptionKey: { cfn: 'EncryptionOptions.UseAwsOwnedKey', tf: 'encryption_options.use_aws_owned_key' },
    awsOwned: { cfn: 'EncryptionOptions.UseAwsOwnedKey', tf: 'encryption_options.use_aws_owned_key', whenAbsent: true },
    kmsKey: { cfn: 'EncryptionOptions.KmsKeyId', tf: 'encryption_options.kms_key_id' },
    audit: { cfn: 'Logs.Audit', tf: 'logs.audit', whenAbsent: false },
    general: { cfn: 'Logs.General', tf: 'logs.general', whenAbsent: false },
  },
});

const { engine, isPublic, encryptionKey, awsOwned, kmsKey, audit, general } = broker.props;
const encryptionPage = 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html#data-protection-encryption-at-rest';
const logsPage = 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html';

/** The rules about Amazon MQ. Every broker is encrypted: at the least with a key that AWS owns. */
export const mqRules = [
  rule({
    id: 'mq-broker-public',
    since: '2026.12',
    on: broker,
    severity: 'high',
    category: 'exposure',
    title: 'MQ broker is not reachable from the internet',
    message: 'MQ broker {name} has a public address.',
    why: 'With a public address, one weak or leaked password is all that stands between the internet and the messages.',
    source: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html',
    aliases: ['CKV_AWS_69', 'AWS-0072'],
    require: equals(isPublic, false),
    fix: { title: 'Make it private', set: [[isPublic, false]] },
    examples: { pass: [{ isPublic: false }, {}], fail: [{ isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  rule({
    id: 'mq-broker-encryption-options',
    since: '2026.12',
    on: broker,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'MQ broker says how it is encrypted',
    message: 'MQ broker {name} does not say how it is encrypted.',
    why: 'The key of a broker is chosen once, when it is made; left out, it is one that AWS owns, for ever.',
    source: encryptionPage,
    aliases: ['W53', 'AMAZON_MQ_BROKER_ENCRYPTION_OPTIONS_RULE', 'amazon_mq_broker_encryption_disabled'],
    require: any(present(encryptionKey), present(kmsKey)),
    examples: { pass: [{ awsOwned: false, kmsKey: 'alias/orders' }], fail: [{}], unknown: [{ encryption: unresolved }] },
  }),
  customerKeyRule({
    id: 'mq-broker-cmk',
    on: broker,
    key: kmsKey,
    mode: awsOwned,
    modes: { true: 'aws-owned', false: 'key' },
    withoutKey: 'aws-managed',
    what: 'MQ broker',
    awsAlias: 'alias/aws/mq',
    source: encryptionPage,
    aliases: ['CKV_AWS_209'],
    given: { awsOwned: false },
  }),
  rule({
    id: 'mq-audit-log',
    since: '2026.12',
    on: broker,
    applies: not(equals(engine, 'RABBITMQ')),
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'MQ broker writes an audit log',
    message: 'MQ broker {name} writes no audit log.',
    why: 'Without it nobody can say afterwards who changed queues and users.',
    source: logsPage,
    standards: { 'aws-fsbp': ['MQ.2'] },
    aliases: ['CKV_AWS_197', 'AWS-0070'],
    require: equals(audit, true),
    fix: { title: 'Write an audit log', set: [[audit, true]] },
    examples: { pass: [{ audit: true }], fail: [{}, { audit: false }], unknown: [{ audit: unresolved }], skip: [{ engine: 'RABBITMQ' }] },
  }),
  rule({
    id: 'mq-general-log',
    since: '2026.12',
    on: broker,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'MQ broker writes a general log',
    message: 'MQ broker {name} writes no general log.',
    why: 'Failed logins and dropped connections show in this log, and nowhere else.',
    source: logsPage,
    aliases: ['CKV_AWS_48', 'AWS-0071'],
    require: equals(general, true),
    fix: { title: 'Write a general log', set: [[general, true]] },
    examples: { pass: [{ general: true }], fail: [{}, { general: false }], unknown: [{ general: unresolved }] },
  }),
];
