import { resource } from '../../server/src/core/rule/property.ts';
import { all, atLeast, atMost, equals, not } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyRules } from './policy-rules.ts';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html */
const key = resource({
  label: 'KMS key',
  cfn: 'AWS::KMS::Key',
  tf: 'aws_kms_key',
  props: {
    rotation: { cfn: 'EnableKeyRotation', tf: 'enable_key_rotation', whenAbsent: false },
    rotationDays: { cfn: 'RotationPeriodInDays', tf: 'rotation_period_in_days', whenAbsent: 365 },
    spec: { cfn: 'KeySpec', tf: 'customer_master_key_spec', whenAbsent: 'SYMMETRIC_DEFAULT' },
    origin: { cfn: 'Origin', whenAbsent: 'AWS_KMS' },
    store: { tf: 'custom_key_store_id', whenAbsent: '' },
    bypass: { cfn: 'BypassPolicyLockoutSafetyCheck', tf: 'bypass_policy_lockout_safety_check', whenAbsent: false },
  },
});

/** What the keys of every make have in common. */
const anyKey = resource({
  label: 'KMS key',
  cfn: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  tf: ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key'],
  props: {
    window: { cfn: 'PendingWindowInDays', tf: 'deletion_window_in_days', whenAbsent: 30 },
    document: { cfn: 'KeyPolicy', tf: 'policy' },
  },
});

/** What can be disabled. */
const switchable = resource({
  label: 'KMS key',
  cfn: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  tf: 'aws_kms_key',
  props: { enabled: { cfn: 'Enabled', tf: 'is_enabled', whenAbsent: true } },
});

const policy = resource({
  label: 'key policy',
  cfn: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  tf: ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_key_policy'],
  props: { document: { cfn: 'KeyPolicy', tf: 'policy' } },
});

const { rotation, rotationDays, spec, origin, store, bypass } = key.props;
const { window } = anyKey.props;
const { enabled } = switchable.props;
const rotates = all(equals(spec, 'SYMMETRIC_DEFAULT'), equals(origin, 'AWS_KMS'), equals(store, ''));

/** The rules about KMS keys. */
export const kmsRules: readonly RuleRecord[] = [
  rule({
    id: 'kms-key-rotation',
    since: '2026.12',
    on: key,
    // AWS rotates symmetric keys that it made itself, and no others: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
    applies: rotates,
    severity: 'medium',
    category: 'key-management',
    title: 'KMS key is rotated every year',
    message: 'KMS key {name} is not rotated.',
    why: 'Key material that leaks, or is worn out, opens everything that was ever encrypted with it; with rotation it opens one year.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
    standards: { 'aws-fsbp': ['KMS.4'] },
    aliases: ['CKV_AWS_7', 'AWS-0065', 'F19', 'CMK_BACKING_KEY_ROTATION_ENABLED', 'KMSBackingKeyRotationEnabled', 'cmk_rotation_disabled'],
    require: equals(rotation, true),
    fix: { title: 'Rotate the key every year', set: [[rotation, true]] },
    examples: {
      pass: [{ rotation: true }],
      fail: [{}, { rotation: false }],
      unknown: [{ rotation: unresolved }],
      skip: [{ spec: 'RSA_4096' }, { spec: 'HMAC_256' }, { origin: 'EXTERNAL' }],
    },
  }),
  rule({
    id: 'kms-key-rotation-period',
    since: '2026.12',
    on: key,
    applies: all(rotates, equals(rotation, true)),
    severity: 'low',
    category: 'key-management',
    title: 'KMS key is rotated at least once a year',
    message: 'KMS key {name} is rotated less than once a year.',
    why: 'The longer one key serves, the more data it opens when it leaks.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html',
    require: atMost(rotationDays, 365),
    fix: { title: 'Rotate the key every year', set: [[rotationDays, 365]] },
    examples: {
      pass: [{ rotation: true }, { rotation: true, rotationDays: 90 }],
      fail: [{ rotation: true, rotationDays: 730 }],
      unknown: [{ rotation: true, rotationDays: unresolved }],
      skip: [{}, { rotation: true, spec: 'RSA_4096' }],
    },
  }),
  rule({
    id: 'kms-key-deletion-window',
    since: '2026.12',
    on: anyKey,
    severity: 'medium',
    category: 'key-management',
    title: 'KMS key waits 30 days before it is deleted',
    message: 'KMS key {name} waits less than 30 days before it is deleted.',
    why: 'A deleted key takes all that it encrypted with it, for ever; the waiting period is the only time to notice.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
    standards: { 'aws-fsbp': ['KMS.3'] },
    require: atLeast(window, 30),
    fix: { title: 'Wait 30 days', set: [[window, 30]] },
    examples: {
      pass: [{}, { window: 30 }],
      fail: [{ window: 7 }, { window: 14 }],
      unknown: [{ window: unresolved }],
    },
  }),
  rule({
    id: 'kms-key-enabled',
    since: '2026.12',
    on: switchable,
    severity: 'high',
    category: 'key-management',
    title: 'KMS key is enabled',
    message: 'KMS key {name} is disabled.',
    why: 'What a disabled key encrypted cannot be read, and what needs it cannot be written.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html',
    aliases: ['CKV_AWS_227'],
    require: equals(enabled, true),
    fix: { title: 'Enable the key', set: [[enabled, true]] },
    examples: {
      pass: [{}, { enabled: true }],
      fail: [{ enabled: false }],
      unknown: [{ enabled: unresolved }],
    },
  }),
  rule({
    id: 'kms-key-bypass-lockout-check',
    since: '2026.12',
    on: key,
    severity: 'medium',
    category: 'key-management',
    title: 'KMS key is checked for a policy that locks everybody out',
    message: 'KMS key {name} skips the check for a policy that locks everybody out.',
    why: 'A key that nobody may manage stays as it is: its policy cannot be mended, and what it encrypts depends on it.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key',
    require: not(equals(bypass, true)),
    fix: { title: 'Keep the check', set: [[bypass, false]] },
    examples: {
      pass: [{}, { bypass: false }],
      fail: [{ bypass: true }],
      unknown: [{ bypass: unresolved }],
    },
  }),
  ...policyRules({
    prefix: 'kms-key-policy',
    on: policy,
    document: policy.props.document,
    policy: 'policy of KMS key',
    action: 'kms:Decrypt',
    standards: { 'aws-fsbp': ['KMS.5'] },
    why: 'Anyone with an AWS account can do what the statement allows: decrypt the data, or delete the key and the data with it.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    aliases: { public: ['CKV_AWS_33', 'F76', 'KMS_NO_WILDCARD_PRINCIPAL'] },
  }),
];
