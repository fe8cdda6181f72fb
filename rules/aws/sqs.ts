import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, encryptedAtLevel, equals, not, policyAnswers, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { JsonDocument, Subject } from '../../server/src/core/rule/fix.ts';
import type { PolicyQuestion } from '../../server/src/core/rule/policy/question.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { queueGrants } from './key-use.ts';
import { policyOf, policyRules } from './policy-rules.ts';
import { denyWithoutTls, ownArn } from './tls-statement.ts';

const queue = resource({
  label: 'SQS queue',
  cfn: 'AWS::SQS::Queue',
  tf: 'aws_sqs_queue',
  props: {
    name: { cfn: 'QueueName', tf: 'name' },
    managed: { cfn: 'SqsManagedSseEnabled', tf: 'sqs_managed_sse_enabled', whenAbsent: true },
    written: { cfn: 'SqsManagedSseEnabled', tf: 'sqs_managed_sse_enabled' },
    kmsKey: { cfn: 'KmsMasterKeyId', tf: 'kms_master_key_id' },
    inlinePolicy: { tf: 'policy' },
  },
});

const queuePolicy = resource({
  label: 'queue policy',
  cfn: ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'],
  tf: 'aws_sqs_queue_policy',
  minimal: { cfn: { Queues: ['https://sqs.eu-west-1.amazonaws.com/111122223333/jobs'] }, tf: { queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs' } },
  props: {
    queue: { cfn: ['Queue', 'Queues[]'], tf: 'queue_url' },
    queues: { cfn: 'Queues' },
    queueUrl: { tf: 'queue_url' },
    document: { cfn: 'PolicyDocument', tf: 'policy' },
    statements: { cfn: 'PolicyDocument.Statement' },
  },
});

/** Wherever a policy of a queue is written. */
const anyPolicy = resource({
  label: 'queue policy',
  cfn: ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'],
  tf: ['aws_sqs_queue_policy', 'aws_sqs_queue'],
  minimal: queuePolicy.minimal,
  props: { document: { cfn: 'PolicyDocument', tf: 'policy' } },
});

const { managed, written, kmsKey, inlinePolicy } = queue.props;
const transport: PolicyQuestion = { ask: 'denies-insecure-transport', actions: ['sqs:*'] };
const ssePage = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html';
const denyPlainHttp = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

const refusal = denyWithoutTls('sqs:*', ownArn);

/** The rules about SQS queues. */
export const sqsRules: readonly RuleRecord[] = [
  rule({
    id: 'sqs-queue-encrypted',
    since: '2026.12',
    on: queue,
    severity: 'high',
    category: 'at-rest',
    title: 'SQS queue encrypts its messages at rest',
    message: 'SQS queue {name} does not encrypt its messages.',
    why: 'Whoever gets hold of the storage reads every message that waits there.',
    source: ssePage,
    standards: { 'aws-fsbp': ['SQS.1'] },
    aliases: ['SQSQueueSSE', 'CKV_AWS_27', 'sqs_with_sse_disabled', 'AwsSolutions-SQS2'],
    require: any(equals(managed, true), present(kmsKey)),
    fix: { title: 'Encrypt with SSE-SQS', set: [[managed, true]] },
    examples: {
      pass: [{}, { managed: true }, { managed: false, kmsKey: 'alias/aws/sqs' }],
      fail: [{ managed: false }, { managed: false, kmsKey: '' }],
      unknown: [{ managed: unresolved }],
    },
  }),
  rule({
    id: 'sqs-queue-encrypted-explicit',
    since: '2026.12',
    on: queue,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'SQS queue says how its messages are encrypted',
    message: 'SQS queue {name} does not say how its messages are encrypted.',
    why: 'A default is no evidence for an auditor, and whoever switches it off later changes nothing that stands out.',
    source: ssePage,
    aliases: ['AWS-0096'],
    require: any(equals(written, true), present(kmsKey)),
    fix: { title: 'Encrypt with SSE-SQS', set: [[written, true]] },
    examples: {
      pass: [{ written: true }, { kmsKey: 'alias/jobs' }],
      fail: [{}, { written: false }],
      unknown: [{ written: unresolved }],
    },
  }),
  rule({
    id: 'sqs-queue-kms-key',
    since: '2026.12',
    on: queue,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'SQS queue encrypts its messages with a KMS key',
    message: 'SQS queue {name} does not encrypt its messages with a KMS key.',
    why: 'With keys that SQS owns, everybody who may receive may decrypt; a KMS key is a second permission, and its use is recorded.',
    source: ssePage,
    aliases: ['SQS_QUEUE_KMS_MASTER_KEY_ID_RULE', 'W48'],
    require: encryptedAtLevel('aws-managed', { key: kmsKey, withoutKey: 'aws-owned' }),
    // A queue takes one kind of encryption: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    fix: { title: 'Encrypt with the KMS key of SQS', effect: 'AWS services can no longer send', set: [[kmsKey, 'alias/aws/sqs']], remove: [written] },
    examples: {
      pass: [{ kmsKey: 'alias/aws/sqs' }, { kmsKey: unresolved }],
      fail: [{}, { written: true }],
      unknown: [madeByMacro],
    },
  }),
  customerKeyRule({
    id: 'sqs-queue-cmk',
    grants: queueGrants,
    on: queue,
    key: kmsKey,
    insteadOf: written,
    withoutKey: 'aws-owned',
    what: 'The content of SQS queue',
    awsAlias: 'alias/aws/sqs',
    source: ssePage,
    aliases: ['CKV2_AWS_73', 'AWS-0135'],
  }),
  rule({
    id: 'sqs-queue-tls-only',
    since: '2026.12',
    on: queue,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'SQS queue refuses plain HTTP',
    message: 'SQS queue {name} does not refuse plain HTTP.',
    why: 'Messages travel in the clear, for everybody on the way to read and change.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
    aliases: ['SQSQueueSSLRequestsOnly', 'AwsSolutions-SQS4'],
    // A queue with a KMS key takes HTTPS alone: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sse-existing-queue.html
    require: any(
      referencedBy(queuePolicy, queuePolicy.props.queue, policyAnswers(queuePolicy.props.document, transport)),
      policyAnswers(inlinePolicy, transport),
      all(present(kmsKey), not(equals(written, true))),
    ),
    fix: {
      title: 'Refuse plain HTTP by the queue policy',
      unless: [inlinePolicy],
      beside: {
        kind: queuePolicy,
        via: queuePolicy.props.queue,
        append: [[queuePolicy.props.statements, refusal]],
        make: [
          [queuePolicy.props.queues, [new Subject({ cfn: 'Ref' })]],
          [queuePolicy.props.queueUrl, new Subject({ tf: 'url' })],
          [queuePolicy.props.document, new JsonDocument({ Version: '2012-10-17', Statement: [refusal] })],
        ],
      },
    },
    examples: {
      pass: [
        scene({ Queue: [queue, {}], Policy: [queuePolicy, { queue: refTo('Queue'), document: policyOf(denyPlainHttp) }] }),
        { kmsKey: 'alias/jobs' },
      ],
      fail: [{}, scene({ Queue: [queue, {}], Policy: [queuePolicy, { queue: refTo('Queue'), document: policyOf({ ...denyPlainHttp, Action: 'sqs:SendMessage' }) }] })],
      unknown: [scene({ Queue: [queue, {}], Policy: [queuePolicy, { queue: refTo('Queue'), document: unresolved }] })],
    },
  }),
  ...policyRules({
    prefix: 'sqs-policy',
    on: anyPolicy,
    document: anyPolicy.props.document,
    policy: 'queue policy',
    action: 'sqs:SendMessage',
    standards: { 'aws-fsbp': ['SQS.3'] },
    why: 'Anyone with an AWS account can do what the statement allows: read messages, or send forged ones.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
    aliases: {
      public: ['CKV_AWS_168', 'CKV_AWS_387', 'F21', 'SQS_QUEUEPOLICY_NO_WILDCARD_PRINCIPAL'],
      action: ['CKV_AWS_72', 'AWS-0097', 'F20', 'SQS_QUEUEPOLICY_NO_WILDCARD_ACTION'],
      notPrincipal: ['F7', 'SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL'],
      notAction: ['W18', 'SQS_QUEUEPOLICY_NO_ALLOW_PLUS_NOT_ACTION'],
    },
  }),
];
