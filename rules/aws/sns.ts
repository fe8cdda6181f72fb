import { resource } from '../../server/src/core/rule/property.ts';
import { any, encryptedAtLevel, equals, not, policyAnswers, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { accountId, JsonDocument, Subject, type FixValue } from '../../server/src/core/rule/fix.ts';
import type { PolicyQuestion } from '../../server/src/core/rule/policy/question.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { topicGrants } from './key-use.ts';
import { policyOf, policyRules } from './policy-rules.ts';
import { denyWithoutTls } from './tls-statement.ts';

const topic = resource({
  label: 'SNS topic',
  cfn: 'AWS::SNS::Topic',
  tf: 'aws_sns_topic',
  props: {
    name: { cfn: 'TopicName', tf: 'name' },
    kmsKey: { cfn: 'KmsMasterKeyId', tf: 'kms_master_key_id' },
    signature: { cfn: 'SignatureVersion', tf: 'signature_version', whenAbsent: '1' },
    inlinePolicy: { tf: 'policy' },
    dataProtection: { cfn: 'DataProtectionPolicy' },
  },
});

/** Terraform writes the policy beside the topic. */
const dataProtectionPolicy = resource({
  label: 'data protection policy',
  tf: 'aws_sns_topic_data_protection_policy',
  minimal: { tf: { policy: '{}' } },
  props: { topic: { tf: 'arn' } },
});

const topicPolicy = resource({
  label: 'topic policy',
  cfn: ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'],
  tf: 'aws_sns_topic_policy',
  minimal: { cfn: { Topics: ['arn:aws:sns:eu-west-1:111122223333:news'] }, tf: { arn: 'arn:aws:sns:eu-west-1:111122223333:news' } },
  props: {
    topic: { cfn: ['TopicArn', 'Topics[]'], tf: 'arn' },
    topics: { cfn: 'Topics' },
    topicArn: { tf: 'arn' },
    document: { cfn: 'PolicyDocument', tf: 'policy' },
    statements: { cfn: 'PolicyDocument.Statement' },
  },
});

/** Wherever a policy of a topic is written. */
const anyPolicy = resource({
  label: 'topic policy',
  cfn: ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'],
  tf: ['aws_sns_topic_policy', 'aws_sns_topic'],
  minimal: topicPolicy.minimal,
  props: { document: { cfn: 'PolicyDocument', tf: 'policy' } },
});

const subscription = resource({
  label: 'SNS subscription',
  cfn: 'AWS::SNS::Subscription',
  tf: 'aws_sns_topic_subscription',
  minimal: {
    cfn: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:news', Protocol: 'sqs' },
    tf: { topic_arn: 'arn:aws:sns:eu-west-1:111122223333:news', protocol: 'sqs', endpoint: 'arn:aws:sqs:eu-west-1:111122223333:jobs' },
  },
  props: { protocol: { cfn: 'Protocol', tf: 'protocol' } },
});

const { kmsKey, signature, inlinePolicy, dataProtection } = topic.props;
const transport: PolicyQuestion = { ask: 'denies-insecure-transport', actions: ['sns:Publish'] };
const ssePage = 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html';
const practices = 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html';
const denyPlainHttp = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

const topicArn = new Subject({ cfn: 'Ref', tf: 'arn' });
const refusal = denyWithoutTls('sns:Publish', topicArn);
/** What a topic without a policy of its own allows: a policy that is added replaces it. Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
const ownersOnly: FixValue = {
  Sid: 'LetPermissionsOfTheAccountCount',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:RemovePermission', 'sns:DeleteTopic', 'sns:Subscribe', 'sns:ListSubscriptionsByTopic', 'sns:Publish'],
  Resource: topicArn,
  Condition: { StringEquals: { 'aws:SourceOwner': accountId } },
};

/** The rules about SNS topics. */
export const snsRules: readonly RuleRecord[] = [
  rule({
    id: 'sns-topic-encrypted',
    since: '2026.12',
    on: topic,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'SNS topic encrypts its messages with a KMS key',
    message: 'SNS topic {name} does not encrypt its messages with a KMS key.',
    why: 'Everybody who may subscribe reads the messages; a KMS key is a second permission, and its use is recorded.',
    source: ssePage,
    standards: {
      'aws-fsbp': ['SNS.1'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV_AWS_26', 'AWS-0095', 'W47', 'SNS_ENCRYPTED_KMS', 'SNSEncryptedKMS'],
    require: encryptedAtLevel('aws-managed', { key: kmsKey, withoutKey: 'aws-owned' }),
    fix: { title: 'Encrypt with the KMS key of SNS', effect: 'AWS services can no longer publish', set: [[kmsKey, 'alias/aws/sns']] },
    examples: {
      pass: [{ kmsKey: 'alias/aws/sns' }, { kmsKey: unresolved }],
      fail: [{}],
      unknown: [madeByMacro],
    },
  }),
  customerKeyRule({
    id: 'sns-topic-cmk',
    grants: topicGrants,
    on: topic,
    key: kmsKey,
    withoutKey: 'aws-owned',
    what: 'The content of SNS topic',
    awsAlias: 'alias/aws/sns',
    source: ssePage,
    aliases: ['AWS-0136'],
  }),
  rule({
    id: 'sns-topic-tls-only',
    since: '2026.12',
    on: topic,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'SNS topic refuses to be published to by plain HTTP',
    message: 'SNS topic {name} may be published to by plain HTTP.',
    why: 'Messages travel in the clear, for everybody on the way to read and change.',
    source: practices,
    aliases: ['SNSTopicSSLPublishOnly', 'AwsSolutions-SNS3'],
    // A topic with a KMS key takes HTTPS alone: https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
    require: any(
      referencedBy(topicPolicy, topicPolicy.props.topic, policyAnswers(topicPolicy.props.document, transport)),
      policyAnswers(inlinePolicy, transport),
      present(kmsKey),
    ),
    fix: {
      title: 'Refuse plain HTTP by the topic policy',
      unless: [inlinePolicy],
      beside: {
        kind: topicPolicy,
        via: topicPolicy.props.topic,
        append: [[topicPolicy.props.statements, refusal]],
        make: [
          [topicPolicy.props.topics, [topicArn]],
          [topicPolicy.props.topicArn, topicArn],
          [topicPolicy.props.document, new JsonDocument({ Version: '2012-10-17', Statement: [ownersOnly, refusal] })],
        ],
      },
    },
    examples: {
      pass: [
        scene({ Topic: [topic, {}], Policy: [topicPolicy, { topic: refTo('Topic'), document: policyOf(denyPlainHttp) }] }),
        { kmsKey: 'alias/news' },
      ],
      fail: [{}, scene({ Topic: [topic, {}], Policy: [topicPolicy, { topic: refTo('Topic'), document: policyOf({ ...denyPlainHttp, Action: 'sns:Subscribe' }) }] })],
      unknown: [scene({ Topic: [topic, {}], Policy: [topicPolicy, { topic: refTo('Topic'), document: unresolved }] })],
    },
  }),
  rule({
    id: 'sns-signature-version',
    since: '2026.12',
    on: topic,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'SNS topic signs its messages with SHA-256',
    message: 'SNS topic {name} signs its messages with SHA-1.',
    why: 'Subscribers trust the signature; SHA-1 can be forged by somebody who takes the trouble.',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
    require: equals(signature, '2'),
    fix: { title: 'Sign with SHA-256', set: [[signature, '2']] },
    examples: {
      pass: [{ signature: '2' }],
      fail: [{}, { signature: '1' }],
      unknown: [{ signature: unresolved }],
    },
  }),
  rule({
    id: 'sns-subscription-http',
    since: '2026.12',
    on: subscription,
    severity: 'medium',
    category: 'in-transit',
    title: 'SNS subscription is not delivered by plain HTTP',
    message: 'SNS subscription {name} is delivered by plain HTTP.',
    why: 'Messages travel in the clear, for everybody on the way to read and change.',
    source: practices,
    require: not(equals(subscription.props.protocol, 'http')),
    examples: {
      pass: [{ protocol: 'https' }, { protocol: 'sqs' }, {}],
      fail: [{ protocol: 'http' }],
      unknown: [{ protocol: unresolved }],
    },
  }),
  rule({
    id: 'sns-data-protection-policy',
    since: '2026.12',
    on: topic,
    severity: 'low',
    category: 'discovery',
    profile: 'all',
    title: 'SNS topic looks for sensitive data in its messages',
    message: 'SNS topic {name} has no policy that finds, masks or stops sensitive data.',
    why: 'Card numbers, keys and addresses that a publisher sends by mistake go to every subscriber.',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html',
    require: any(present(dataProtection), referencedBy(dataProtectionPolicy, dataProtectionPolicy.props.topic)),
    examples: {
      pass: [{ dataProtection: { Name: 'mask', Version: '2021-06-01', Statement: [{ DataDirection: 'Inbound', Principal: ['*'], DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'], Operation: { Deny: {} } }] } }],
      fail: [{}],
      unknown: [madeByMacro],
    },
  }),
  ...policyRules({
    prefix: 'sns-policy',
    on: anyPolicy,
    document: anyPolicy.props.document,
    policy: 'topic policy',
    action: 'sns:Publish',
    standards: { 'aws-fsbp': ['SNS.4'] },
    why: 'Anyone with an AWS account can do what the statement allows: subscribe to the messages, or send forged ones.',
    source: practices,
    aliases: {
      public: ['CKV_AWS_169', 'F18', 'SNS_TOPICPOLICY_NO_WILDCARD_PRINCIPAL'],
      notPrincipal: ['F8', 'SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL'],
      notAction: ['W19', 'SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION'],
    },
  }),
];
