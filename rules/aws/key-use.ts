import { accountId, Joined, partition, region, type KeyGrant } from '../../server/src/core/rule/fix.ts';

/** CloudWatch Logs uses the key in its own name, for the log groups of the account. */
export const logsGrant: KeyGrant = {
  service: 'logs',
  principal: new Joined(['logs.', region, '.amazonaws.com']),
  actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': new Joined(['arn:', partition, ':logs:', region, ':', accountId, ':*']) } },
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
};

const trailPage = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html';

/**
 * CloudTrail encrypts the log of a trail in its own name; whoever reads it decrypts by permissions of their own. Two statements, as AWS's page has them:
 * what describes a key has no encryption context, and a condition on it would refuse that.
 */
export const trailGrants: readonly KeyGrant[] = [
  {
    service: 'cloudtrail',
    principal: 'cloudtrail.amazonaws.com',
    actions: ['kms:GenerateDataKey*'],
    condition: { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': new Joined(['arn:', partition, ':cloudtrail:*:', accountId, ':trail/*']) } },
    source: trailPage,
  },
  { service: 'cloudtrail', principal: 'cloudtrail.amazonaws.com', actions: ['kms:DescribeKey'], verb: 'Describe', source: trailPage },
];

/** CloudTrail Lake writes and reads an event data store in its own name. */
export const lakeGrant: KeyGrant = {
  service: 'cloudtrail',
  principal: 'cloudtrail.amazonaws.com',
  actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
  source: trailPage,
};

const sender = (service: string, source: string): KeyGrant => ({ service, principal: `${service}.amazonaws.com`, actions: ['kms:GenerateDataKey*', 'kms:Decrypt'], source });
const topicPage = 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html';
const queuePage = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html';

/** The services that publish to a topic in their own name, if its policy lets them. */
export const topicGrants: readonly KeyGrant[] = ['cloudwatch', 'events', 's3'].map((service) => sender(service, topicPage));
/** The services that send to a queue in their own name, if its policy lets them. */
export const queueGrants: readonly KeyGrant[] = ['sns', 'events', 's3'].map((service) => sender(service, queuePage));
