import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, atLeast, atMost, equals, not, oneOf, secretChannel, together } from '../../server/src/core/rule/requirement.ts';
import { noEchoParameter, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyRules } from './policy-rules.ts';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
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
    deletionPolicy: { cfn: '@DeletionPolicy', whenAbsent: 'Delete' },
    replacePolicy: { cfn: '@UpdateReplacePolicy', whenAbsent: 'Delete' },
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

/** What has a policy that is checked. */
const checked = resource({
  label: 'KMS key',
  cfn: 'AWS::KMS::Key',
  tf: ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_key_policy'],
  props: { bypass: { cfn: 'BypassPolicyLockoutSafetyCheck', tf: 'bypass_policy_lockout_safety_check', whenAbsent: false } },
});

/** Key material that was made elsewhere. */
const imported = resource({
  label: 'KMS key',
  cfn: 'AWS::KMS::Key',
  tf: 'aws_kms_external_key',
  props: { origin: { cfn: 'Origin', whenAbsent: 'AWS_KMS' }, validTo: { tf: 'valid_to' } },
});

/** CloudFormation makes no custom key stores, and encrypts nothing by itself. */
const keyStore = resource({
  label: 'custom key store',
  tf: 'aws_kms_custom_key_store',
  minimal: { tf: { custom_key_store_name: 'hsm' } },
  props: {
    type: { tf: 'custom_key_store_type', whenAbsent: 'AWS_CLOUDHSM' },
    connectivity: { tf: 'xks_proxy_connectivity' },
    password: { tf: 'key_store_password' },
    proxySecret: { tf: 'xks_proxy_authentication_credential.raw_secret_access_key' },
  },
});
const ciphertext = resource({
  label: 'ciphertext',
  tf: 'aws_kms_ciphertext',
  minimal: { tf: { key_id: 'alias/data' } },
  props: { plaintext: { tf: 'plaintext' } },
});

const policy = resource({
  label: 'key policy',
  cfn: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  tf: ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_key_policy'],
  props: { document: { cfn: 'KeyPolicy', tf: 'policy' } },
});

const { rotation, rotationDays, spec, origin, store, deletionPolicy, replacePolicy } = key.props;
const { window } = anyKey.props;
const { enabled } = switchable.props;
const { bypass } = checked.props;
const keeps = ['Retain', 'RetainExceptOnCreate'];
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
    standards: {
      'cis-aws': ['v3.0/3.6', 'v5.0/3.6', 'v6.0/4.6'],
      'pci-dss-4': ['3.7.4', '3.7.5'],
      'nist-800-53-r5': ['CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'SA-9(6)', 'SC-12', 'SC-12(2)', 'SC-12(6)'],
    },
    aliases: ['CKV_AWS_7', 'AWS-0065', 'F19', 'CMK_BACKING_KEY_ROTATION_ENABLED', 'KMSBackingKeyRotationEnabled', 'cmk_rotation_disabled', 'AwsSolutions-KMS5'],
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
    profile: 'strict',
    title: 'KMS key waits 30 days before it is deleted',
    message: 'KMS key {name} waits less than 30 days before it is deleted.',
    why: 'A deleted key takes all that it encrypted with it, for ever; the waiting period is the only time to notice.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
    standards: {
      'pci-dss-4': ['3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1'],
      hipaa: ['164.308(a)(1)(ii)(B)'],
      'nist-800-53-r5': ['SA-9(6)', 'SC-12', 'SC-12(2)', 'SC-12(6)'],
    },
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
    on: checked,
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
  rule({
    id: 'kms-key-deletion-policy',
    since: '2026.12',
    on: key,
    severity: 'medium',
    category: 'key-management',
    profile: 'strict',
    title: 'KMS key survives the deletion of its stack',
    message: 'KMS key {name} is deleted with its stack.',
    why: 'What the key encrypted cannot be read while it waits for its deletion, and never after it; what outlives the stack is lost too.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    require: together(oneOf(deletionPolicy, keeps), oneOf(replacePolicy, keeps)),
    fix: {
      title: 'Keep the key',
      set: [
        [deletionPolicy, 'Retain'],
        [replacePolicy, 'Retain'],
      ],
    },
    examples: {
      pass: [{ deletionPolicy: 'Retain', replacePolicy: 'Retain' }],
      fail: [{}, { deletionPolicy: 'Retain' }],
      unknown: [{ deletionPolicy: unresolved, replacePolicy: 'Retain' }],
    },
  }),
  rule({
    id: 'kms-key-spec-strength',
    since: '2026.12',
    on: key,
    severity: 'low',
    category: 'key-management',
    profile: 'strict',
    title: 'RSA key in KMS has at least 3072 bits',
    message: 'KMS key {name} is an RSA key of 2048 bits.',
    why: 'What is recorded or signed today is to be safe for longer than RSA keys of this size are thought to be.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html',
    require: not(equals(spec, 'RSA_2048')),
    examples: { pass: [{}, { spec: 'RSA_3072' }, { spec: 'ECC_NIST_P256' }], fail: [{ spec: 'RSA_2048' }], unknown: [{ spec: unresolved }] },
  }),
  rule({
    id: 'kms-imported-key-expiry',
    since: '2026.12',
    on: imported,
    severity: 'medium',
    category: 'key-management',
    profile: 'strict',
    title: 'The material of the KMS key was not imported, or does not expire',
    message: 'KMS key {name} is made for imported material, which may expire.',
    why: 'When the material expires, KMS deletes it, and what it encrypted cannot be read until somebody imports the very same material again.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html',
    require: all(not(equals(imported.props.origin, 'EXTERNAL')), absent(imported.props.validTo)),
    examples: { pass: [{}, { origin: 'AWS_KMS' }], fail: [{ origin: 'EXTERNAL' }], unknown: [{ origin: unresolved }] },
  }),
  rule({
    id: 'kms-custom-key-store-external',
    since: '2026.12',
    on: keyStore,
    applies: equals(keyStore.props.type, 'EXTERNAL_KEY_STORE'),
    severity: 'low',
    category: 'key-management',
    profile: 'strict',
    title: 'KMS reaches the external key store by a private way',
    message: 'KMS reaches external key store {name} over the internet.',
    why: 'The proxy that guards the keys answers to the whole internet, and every decryption hangs on that way.',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html',
    require: equals(keyStore.props.connectivity, 'VPC_ENDPOINT_SERVICE'),
    examples: {
      pass: [{ type: 'EXTERNAL_KEY_STORE', connectivity: 'VPC_ENDPOINT_SERVICE' }],
      fail: [{ type: 'EXTERNAL_KEY_STORE', connectivity: 'PUBLIC_ENDPOINT' }],
      unknown: [{ type: 'EXTERNAL_KEY_STORE', connectivity: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'kms-custom-key-store-secret',
    since: '2026.12',
    on: keyStore,
    severity: 'critical',
    category: 'secrets',
    title: 'The secrets of the custom key store are not shown',
    message: 'A secret of custom key store {name} is shown by the configuration.',
    why: 'Everybody who may read the configuration or its history can use every key in the store.',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html',
    require: all(secretChannel(keyStore.props.password), secretChannel(keyStore.props.proxySecret)),
    examples: { pass: [{}, { password: noEchoParameter }], fail: [{ password: 'correct-horse' }], unknown: [] },
  }),
  rule({
    id: 'kms-ciphertext-plaintext',
    since: '2026.12',
    on: ciphertext,
    severity: 'high',
    category: 'secrets',
    title: 'What is encrypted is not shown in clear',
    message: 'The plain text of ciphertext {name} is shown by the configuration.',
    why: 'Everybody who may read the configuration, its history or the state has what was to be encrypted.',
    source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_ciphertext',
    require: secretChannel(ciphertext.props.plaintext),
    examples: { pass: [{}, { plaintext: noEchoParameter }], fail: [{ plaintext: 'correct-horse' }], unknown: [] },
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
