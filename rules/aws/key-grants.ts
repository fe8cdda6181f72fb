import { resource } from '../../server/src/core/rule/property.ts';
import { policyAnswers, present, refersTo } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved, type ExampleValue } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { trail } from './cloudtrail.ts';
import { policyOf } from './policy-rules.ts';

const logGroup = resource({
  label: 'log group',
  cfn: 'AWS::Logs::LogGroup',
  tf: 'aws_cloudwatch_log_group',
  props: { kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});
const key = resource({
  label: 'KMS key',
  cfn: 'AWS::KMS::Key',
  tf: 'aws_kms_key',
  props: { document: { cfn: 'KeyPolicy', tf: 'policy' } },
});

const { kmsKey } = logGroup.props;
const { document } = key.props;
const root = { AWS: 'arn:aws:iam::111122223333:root' };

/** The rules about keys that a service may use only if their policy names it: no permission of a role can stand in. */
export const keyGrantRules: readonly RuleRecord[] = [
  rule({
    id: 'kms-key-policy-service-grant-missing',
    since: '2026.12',
    on: logGroup,
    applies: present(kmsKey),
    severity: 'medium',
    category: 'key-management',
    title: 'The key of the log group lets CloudWatch Logs use it',
    message: 'The policy of the key of log group {name} does not let CloudWatch Logs use it.',
    why: 'The log group cannot be made, or nothing more is written to it; then the key is taken off to get the logs back.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    require: refersTo(kmsKey, key, policyAnswers(document, { ask: 'allows-service', service: 'logs', actions: ['kms:GenerateDataKey', 'kms:Encrypt'] })),
    examples: {
      pass: [logs({ Service: 'logs.eu-west-1.amazonaws.com' }), logs({ Service: ['ec2.amazonaws.com', 'logs.amazonaws.com'] })],
      fail: [logs(root), logs({ Service: 'cloudtrail.amazonaws.com' }), scene({ Logs: [logGroup, { kmsKey: refTo('Key', 'Arn') }], Key: [key, {}] })],
      unknown: [{ kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }, logs({ Service: unresolved })],
      skip: [{}],
    },
  }),
  rule({
    id: 'cloudtrail-key-grant-missing',
    since: '2026.12',
    on: trail,
    applies: present(trail.props.kmsKey),
    severity: 'medium',
    category: 'key-management',
    title: 'The key of the trail lets CloudTrail use it',
    message: 'The policy of the key of trail {name} does not let CloudTrail use it.',
    why: 'The trail cannot be made, or it stops to deliver its log.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
    require: refersTo(trail.props.kmsKey, key, policyAnswers(document, { ask: 'allows-service', service: 'cloudtrail', actions: ['kms:GenerateDataKey'] })),
    examples: {
      pass: [trailWith({ Service: 'cloudtrail.amazonaws.com' })],
      fail: [trailWith(root), trailWith({ Service: 'logs.amazonaws.com' })],
      unknown: [trailWith({ Service: unresolved })],
      skip: [{}],
    },
  }),
];

function granting(principal: ExampleValue): ExampleValue {
  return policyOf({ Effect: 'Allow', Principal: principal, Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*'], Resource: '*' });
}

function logs(principal: ExampleValue) {
  return scene({ Logs: [logGroup, { kmsKey: refTo('Key', 'Arn') }], Key: [key, { document: granting(principal) }] });
}

function trailWith(principal: ExampleValue) {
  return scene({ Trail: [trail, { kmsKey: refTo('Key', 'Arn') }], Key: [key, { document: granting(principal) }] });
}
