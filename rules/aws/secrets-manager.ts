import { resource } from '../../server/src/core/rule/property.ts';
import { any, atMost, atLeast, equals, policyDoesNot, present, referencedBy, secretChannel } from '../../server/src/core/rule/requirement.ts';
import { noEchoParameter, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Judgement, View } from '../../server/src/core/rule/view.ts';
import { isUnknown, passes, valueAt, type Subject } from './about-subject.ts';
import { customerKeyRule } from './customer-key.ts';
import { policyOf } from './policy-rules.ts';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html */
const secret = resource({
  label: 'secret',
  cfn: 'AWS::SecretsManager::Secret',
  tf: 'aws_secretsmanager_secret',
  props: {
    name: { cfn: 'Name', tf: 'name' },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    length: { cfn: 'GenerateSecretString.PasswordLength', whenAbsent: 32 },
    replicas: { cfn: 'ReplicaRegions[]', tf: 'replica[]', items: { region: { cfn: 'Region', tf: 'region' } } },
  },
});

/** What a secret holds. Terraform: a resource of its own. */
const content = resource({
  label: 'secret',
  cfn: 'AWS::SecretsManager::Secret',
  tf: 'aws_secretsmanager_secret_version',
  minimal: { tf: { secret_id: 'login' } },
  props: { text: { cfn: 'SecretString', tf: 'secret_string' } },
});

const schedule = resource({
  label: 'rotation schedule',
  cfn: 'AWS::SecretsManager::RotationSchedule',
  tf: 'aws_secretsmanager_secret_rotation',
  minimal: { cfn: { SecretId: 'login' }, tf: { secret_id: 'login' } },
  props: {
    secret: { cfn: 'SecretId', tf: 'secret_id' },
    lambda: { cfn: 'RotationLambdaARN', tf: 'rotation_lambda_arn' },
    hosted: { cfn: 'HostedRotationLambda.RotationType' },
    days: { cfn: 'RotationRules.AutomaticallyAfterDays', tf: 'rotation_rules.automatically_after_days' },
    expression: { cfn: 'RotationRules.ScheduleExpression', tf: 'rotation_rules.schedule_expression' },
  },
});

/** What ties a secret to its database; a schedule may name it in the place of the secret. */
const attachment = resource({
  label: 'secret attachment',
  cfn: 'AWS::SecretsManager::SecretTargetAttachment',
  minimal: { cfn: { TargetId: 'orders', TargetType: 'AWS::RDS::DBInstance' } },
  props: { secret: { cfn: 'SecretId' } },
});

const policy = resource({
  label: 'secret policy',
  cfn: 'AWS::SecretsManager::ResourcePolicy',
  tf: 'aws_secretsmanager_secret_policy',
  minimal: { cfn: { SecretId: 'login' }, tf: { secret_arn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:login-AbCdEf' } },
  props: { document: { cfn: 'ResourcePolicy', tf: 'policy' }, block: { cfn: 'BlockPublicPolicy', tf: 'block_public_policy', whenAbsent: { cfn: true, tf: false } } },
});

const { kmsKey, length } = secret.props;
const { text } = content.props;
const { lambda, hosted, days, expression } = schedule.props;
const rotates = any(present(lambda), present(hosted));
const rotationPage = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html';
const lambdaArn = 'arn:aws:lambda:eu-west-1:111122223333:function:rotate';
const read = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/app' }, Action: 'secretsmanager:GetSecretValue', Resource: '*' };

/** The rules about Secrets Manager. */
export const secretsManagerRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'secretsmanager-cmk',
    on: secret,
    key: kmsKey,
    withoutKey: 'aws-managed',
    what: 'The value of secret',
    awsAlias: 'alias/aws/secretsmanager',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    standards: {
      'pci-dss-4': ['8.3.2'],
      hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
    },
    aliases: [
      'CKV_AWS_149',
      'AWS-0098',
      'W77',
      'SECRETSMANAGER_USING_CMK',
      'SecretsManagerUsingKMSKey',
      'secretsmanager_secret_without_kms',
    ],
  }),
  rule({
    id: 'secretsmanager-rotation',
    since: '2026.12',
    on: secret,
    severity: 'medium',
    category: 'secrets',
    profile: 'strict',
    title: 'The secret is rotated',
    message: 'Secret {name} is never rotated.',
    why: 'Whoever once saw the secret, a former colleague or a leaked log, can use it for ever.',
    source: rotationPage,
    standards: {
      'aws-fsbp': ['SecretsManager.1'],
      'pci-dss-4': ['8.2.2', '8.3.10.1', '8.3.5', '8.3.7', '8.3.9', '8.6.3'],
      hipaa: ['164.308(a)(4)(ii)(B)', '164.308(a)(4)(ii)(C)', '164.308(a)(5)(ii)(D)'],
      'nist-800-53-r5': ['AC-2(1)', 'AC-24', 'AC-24(1)', 'AC-3(12)', 'AC-3(12)(a)', 'AC-3(13)', 'AC-3(15)', 'AC-3(15)(a)', 'AC-3(15)(b)', 'AC-3(3)', 'AC-3(3)(a)', 'AC-3(3)(b)(1)', 'AC-3(3)(b)(2)', 'AC-3(3)(b)(3)', 'AC-3(3)(b)(4)', 'AC-3(3)(b)(5)', 'AC-3(3)(c)', 'AC-3(4)', 'AC-3(4)(a)', 'AC-3(4)(b)', 'AC-3(4)(c)', 'AC-3(4)(d)', 'AC-3(4)(e)', 'AC-3(8)', 'AC-4', 'AC-4(22)', 'AC-4(28)', 'AU-9(3)', 'CA-9b', 'CM-5(1)', 'CM-5(1)(a)', 'PM-17b', 'SC-13a', 'SC-23', 'SC-23(3)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1a.2', 'SI-1c.2'],
    },
    aliases: ['CKV2_AWS_57', 'SECRETSMANAGER_ROTATION_ENABLED_CHECK', 'SecretsManagerRotationEnabled', 'AwsSolutions-SMG4'],
    require: any(
      referencedBy(schedule, schedule.props.secret, rotates),
      referencedBy(attachment, attachment.props.secret, referencedBy(schedule, schedule.props.secret, rotates)),
    ),
    examples: {
      pass: [
        scene({ Login: [secret, {}], Schedule: [schedule, { secret: refTo('Login'), lambda: lambdaArn }] }),
        scene({ Login: [secret, {}], Schedule: [schedule, { secret: refTo('Login'), hosted: 'PostgreSQLSingleUser' }] }),
        scene({
          Login: [secret, {}],
          Attachment: [attachment, { secret: refTo('Login') }],
          Schedule: [schedule, { secret: refTo('Attachment'), lambda: lambdaArn }],
        }),
      ],
      fail: [{}, scene({ Login: [secret, {}], Schedule: [schedule, { secret: refTo('Login') }] })],
      unknown: [scene({ Login: [secret, { name: unresolved }], Schedule: [schedule, { secret: unresolved, lambda: lambdaArn }] })],
    },
  }),
  rule({
    id: 'secretsmanager-rotation-interval',
    since: '2026.12',
    on: schedule,
    severity: 'low',
    category: 'secrets',
    profile: 'strict',
    title: 'The secret is rotated at least every 90 days',
    message: 'Rotation schedule {name} waits for more than 90 days, or for ever.',
    why: 'The longer a secret lives, the more places it has leaked to.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html',
    standards: {
      'aws-fsbp': ['SecretsManager.4'],
      'pci-dss-4': ['8.2.2', '8.3.10.1', '8.3.5', '8.3.7', '8.3.9', '8.6.3'],
      hipaa: ['164.308(a)(5)(ii)(D)'],
    },
    aliases: ['CKV_AWS_304'],
    require: any(atMost(days, 90), present(expression)),
    fix: { title: 'Rotate every 30 days', set: [[days, 30]] },
    examples: {
      pass: [{ days: 30 }, { expression: 'rate(10 days)' }],
      fail: [{}, { days: 365 }],
      unknown: [{ days: unresolved }],
    },
  }),
  rule({
    id: 'secretsmanager-rotation-rate',
    since: '2026.12',
    on: schedule,
    applies: present(expression),
    severity: 'low',
    category: 'secrets',
    profile: 'strict',
    title: 'The expression of a rotation schedule rotates at least every 90 days',
    message: 'The expression of rotation schedule {name} waits for more than 90 days.',
    why: 'The longer a secret lives, the more places it has leaked to.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html',
    standards: { 'aws-fsbp': ['SecretsManager.4'] },
    aliases: ['CKV_AWS_304'],
    require: rotatesWithin90Days,
    examples: {
      pass: [{ expression: 'rate(90 days)' }, { expression: 'rate(900 hours)' }, { expression: 'cron(0 8 1 * ? *)' }],
      fail: [{ expression: 'rate(180 days)' }],
      unknown: [{ expression: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'secretsmanager-generated-strength',
    since: '2026.12',
    on: secret,
    severity: 'low',
    category: 'secrets',
    profile: 'strict',
    title: 'The generated password has at least 20 characters',
    message: 'The generated password of secret {name} has less than 20 characters.',
    why: 'A short password can be found by trying.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html',
    require: atLeast(length, 20),
    fix: { title: 'Generate 32 characters', set: [[length, 32]] },
    examples: {
      pass: [{}, { length: 32 }],
      fail: [{ length: 8 }],
      unknown: [{ length: unresolved }],
    },
  }),
  rule({
    id: 'secret-literal-in-secrets-manager',
    since: '2026.12',
    on: content,
    severity: 'critical',
    category: 'secrets',
    title: 'The value of the secret is not shown by the template',
    message: 'The value of secret {name} is shown by the template.',
    why: 'Everybody who may read the template, its history or its parameters has the secret that Secrets Manager was to keep.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
    require: secretChannel(text),
    examples: {
      pass: [{}, { text: noEchoParameter }],
      fail: [{ text: '{"password": "correct-horse"}' }, { text: unresolved }],
      unknown: [scene({ Login: [content, { text: refTo('Other') }], Other: [secret, {}] })],
    },
  }),
  rule({
    id: 'secretsmanager-policy-public',
    since: '2026.12',
    on: policy,
    severity: 'critical',
    category: 'exposure',
    title: 'The policy of the secret lets nobody in particular in',
    message: 'The policy {name} of a secret lets anyone in.',
    why: 'Anyone with an AWS account can read the secret.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
    require: policyDoesNot(policy.props.document, { ask: 'allows-anyone' }),
    examples: {
      pass: [{}, { document: policyOf(read) }],
      fail: [{ document: policyOf({ ...read, Principal: '*' }) }],
      unknown: [{ document: policyOf({ ...read, Principal: { AWS: unresolved } }) }],
    },
  }),
  rule({
    id: 'secretsmanager-policy-block-public',
    since: '2026.12',
    on: policy,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'A public policy of the secret is refused',
    message: 'The policy {name} of a secret is not checked for letting anyone in.',
    why: 'A careless change of the policy opens the secret to anyone with an AWS account.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html',
    require: equals(policy.props.block, true),
    fix: { title: 'Refuse a public policy', set: [[policy.props.block, true]] },
    examples: {
      pass: [{}, { block: true }],
      fail: [{ block: false }],
      unknown: [{ block: unresolved }],
    },
  }),
];

/** A rate says how long the schedule waits. What is written as cron is taken at its word: it names days and months. */
function rotatesWithin90Days(subject: Subject, view: View): Judgement {
  const path = view.family === 'cfn' ? ['RotationRules', 'ScheduleExpression'] : ['rotation_rules', 'schedule_expression'];
  const value = valueAt(subject, path, view);
  if (value.kind !== 'scalar') return isUnknown(subject, 'the expression is not known');
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(String(value.value)) ?? [];
  if (count === undefined || Number(count) / (unit === 'hour' ? 24 : 1) <= 90) return passes(subject, 'the expression rotates often enough');
  return { verdict: 'fail', evidence: [{ detail: `it waits for ${count} days`, at: value.at, missing: false, related: [], path: path.join('.'), edits: [], sensitive: false }] };
}
