import { unresolved, type ExampleValue } from '../../server/src/core/rule/example.ts';
import { resource, type Property } from '../../server/src/core/rule/property.ts';
import { forEach, policyDoesNot, together, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord, type RuleSpec } from '../../server/src/core/rule/rule.ts';
import { policyOf } from './policy-rules.ts';

const policy = resource({
  label: 'IAM policy',
  cfn: ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'],
  tf: ['aws_iam_policy', 'aws_iam_role_policy', 'aws_iam_user_policy', 'aws_iam_group_policy'],
  minimal: { cfn: { PolicyName: 'orders' }, tf: { name: 'orders' } },
  props: { document: { cfn: 'PolicyDocument', tf: 'policy' } },
});

/** Whoever carries policies of their own. */
const principal = resource({
  label: 'IAM principal',
  cfn: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'],
  tf: 'aws_iam_role',
  minimal: { cfn: { AssumeRolePolicyDocument: {} }, tf: { assume_role_policy: '{}' } },
  props: {
    policies: {
      cfn: 'Policies[]',
      tf: 'inline_policy[]',
      items: { name: { cfn: 'PolicyName', tf: 'name' }, document: { cfn: 'PolicyDocument', tf: 'policy' } },
    },
  },
});

/** What differs between the rules about what identities may do. Each is two: about a policy, and about those that a principal carries. */
interface Reach extends Pick<RuleSpec, 'severity' | 'category' | 'why' | 'source'> {
  /** What follows `iam-policy-` and `iam-inline-`. */
  readonly suffix: string;
  /** The id of the first where it is another. */
  readonly id?: string;
  readonly profile?: RuleSpec['profile'];
  /** What a sound policy names, after `IAM policy names`. */
  readonly names: string;
  /** What a careless one does, after `IAM policy {name} lets`. */
  readonly lets: string;
  readonly standards?: { readonly policy: Readonly<Record<string, readonly string[]>>; readonly inline: Readonly<Record<string, readonly string[]>> };
  readonly aliases?: { readonly policy: readonly string[]; readonly inline: readonly string[] };
  /** Actions that must not be allowed on everything, by the last field of the ARN of what they are about. */
  readonly actions: readonly (readonly [resource: string, ...actions: string[]])[];
  /** Statements for examples, besides `Effect: Allow`. */
  readonly sound: readonly Statement[];
  readonly careless: readonly Statement[];
}

type Statement = { readonly Action: ExampleValue; readonly Resource: ExampleValue };

const { document } = policy.props;
const { policies } = principal.props;
const allow = (statement: Statement): ExampleValue => policyOf({ Effect: 'Allow', ...statement });

function reachRules({ suffix, id = `iam-policy-${suffix}`, profile = 'default', names, lets, standards, aliases, actions, sound, careless, ...words }: Reach): readonly RuleRecord[] {
  const isNarrow = (of: Property): Requirement => together(...actions.map(([resource, ...these]) => policyDoesNot(of, { ask: 'allows-on-everything', actions: these, resource })));
  const common = { since: '2026.12', profile, ...words } as const;
  const carried = (document: ExampleValue) => ({ policies: [{ name: 'orders', document }] });
  return [
    rule({
      ...common,
      id,
      on: policy,
      title: `IAM policy names ${names}`,
      message: `IAM policy {name} lets ${lets}.`,
      standards: standards?.policy ?? {},
      aliases: aliases?.policy ?? [],
      require: isNarrow(document),
      examples: {
        pass: [{}, ...sound.map((one) => ({ document: allow(one) }))],
        fail: careless.map((one) => ({ document: allow(one) })),
        unknown: careless.slice(0, 1).map((one) => ({ document: allow({ ...one, Resource: unresolved }) })),
      },
    }),
    rule({
      ...common,
      id: `iam-inline-${suffix}`,
      on: principal,
      title: `Inline policy names ${names}`,
      message: `An inline policy of {name} lets ${lets}.`,
      standards: standards?.inline ?? {},
      aliases: aliases?.inline ?? [],
      require: forEach(policies, isNarrow(policies.items.document)),
      examples: { pass: [{}, ...sound.map((one) => carried(allow(one)))], fail: careless.map((one) => carried(allow(one))), unknown: [carried(unresolved)] },
    }),
  ];
}

const aKey = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
const keysOfTheAccount = 'arn:aws:kms:*:111122223333:key/*';
const leastPrivilege = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege';
const kmsPage = 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html';
const decrypting = {
  'pci-dss-4': ['3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1', '7.2.1', '7.2.2', '7.2.3', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4'],
  hipaa: ['164.312(a)(2)(iv)'],
};

/** The rules about what the policies of identities let do with data and keys. */
export const identityPolicyRules: readonly RuleRecord[] = [
  reachRules({
    suffix: 'kms-decrypt-all-keys',
    id: 'iam-kms-decrypt-all-keys',
    severity: 'medium',
    category: 'key-management',
    names: 'the keys that it lets decrypt',
    lets: 'decrypt with every key',
    why: 'Who takes over the identity reads whatever any key of the account protects, not only what the application needs.',
    source: kmsPage,
    standards: { policy: { 'aws-fsbp': ['KMS.1'], ...decrypting }, inline: { 'aws-fsbp': ['KMS.2'], ...decrypting } },
    actions: [['key/*', 'kms:Decrypt', 'kms:ReEncryptFrom']],
    sound: [{ Action: 'kms:Decrypt', Resource: aKey }, { Action: 's3:GetObject', Resource: '*' }],
    careless: [{ Action: 'kms:Decrypt', Resource: '*' }, { Action: 'kms:*', Resource: keysOfTheAccount }],
  }),
  reachRules({
    suffix: 'kms-schedule-deletion',
    id: 'iam-kms-schedule-deletion',
    severity: 'medium',
    category: 'key-management',
    profile: 'strict',
    names: 'the keys that it lets disable or delete',
    lets: 'disable or delete every key, or change its policy',
    why: 'A key that is gone takes all data with it that it protects: who takes over the identity holds the whole account to ransom.',
    source: kmsPage,
    actions: [['key/*', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy']],
    sound: [{ Action: 'kms:ScheduleKeyDeletion', Resource: aKey }, { Action: 'kms:Describe*', Resource: '*' }],
    careless: [{ Action: 'kms:ScheduleKeyDeletion', Resource: '*' }, { Action: 'kms:*', Resource: keysOfTheAccount }],
  }),
  reachRules({
    suffix: 'data-exfiltration',
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    names: 'the objects, parameters and secrets that it lets read',
    lets: 'read every object, parameter or secret of the account',
    why: 'Whoever takes over the identity, by a stolen key or a faulty program, carries away the data of every application in the account.',
    source: leastPrivilege,
    aliases: { policy: ['CKV_AWS_108', 'CKV_AWS_288'], inline: ['CKV_AWS_108'] },
    actions: [
      ['*', 's3:GetObject'],
      ['*', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      ['*', 'secretsmanager:GetSecretValue'],
    ],
    sound: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::pictures/*' }, { Action: 's3:ListAllMyBuckets', Resource: '*' }],
    careless: [{ Action: 's3:GetObject', Resource: '*' }, { Action: 'secretsmanager:*', Resource: '*' }, { Action: ['ssm:GetParameters'], Resource: '*' }],
  }),
  reachRules({
    suffix: 'credentials-exposure',
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    names: 'the users and databases that it lets make credentials for',
    lets: 'make credentials for any user or database',
    why: 'Whoever takes over the identity makes a key for an administrator, and keeps it after the hole is closed.',
    source: leastPrivilege,
    aliases: { policy: ['CKV_AWS_107', 'CKV_AWS_287'], inline: ['CKV_AWS_107'] },
    actions: [
      ['user/*', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential'],
      ['*', 'redshift:GetClusterCredentials', 'redshift-serverless:GetCredentials', 'lightsail:GetRelationalDatabaseMasterUserPassword'],
    ],
    // Tokens for registries are given for the whole account alone.
    sound: [{ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::111122223333:user/orders' }, { Action: 'ecr:GetAuthorizationToken', Resource: '*' }],
    careless: [{ Action: 'iam:CreateAccessKey', Resource: '*' }, { Action: 'redshift:GetClusterCredentials', Resource: '*' }],
  }),
  reachRules({
    suffix: 's3-unrestricted',
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    names: 'the buckets whose protection it lets change',
    lets: 'change who may read any bucket',
    why: 'Whoever takes over the identity opens any bucket of the account to themselves, or to the world.',
    source: leastPrivilege,
    aliases: { policy: ['AWS-0345'], inline: [] },
    actions: [['*', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock']],
    sound: [{ Action: 's3:*', Resource: ['arn:aws:s3:::pictures', 'arn:aws:s3:::pictures/*'] }, { Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' }],
    careless: [{ Action: 's3:*', Resource: '*' }, { Action: 's3:PutBucketPolicy', Resource: '*' }],
  }),
].flat();
