import { resource } from '../../server/src/core/rule/property.ts';
import { encryptedAtLevel, equals, forEach } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const policy = resource({
  label: 'lifecycle policy',
  cfn: 'AWS::DLM::LifecyclePolicy',
  tf: 'aws_dlm_lifecycle_policy',
  minimal: {
    cfn: { Description: 'Copies of shared snapshots', State: 'ENABLED', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/dlm' },
    tf: { description: 'Copies of shared snapshots', state: 'ENABLED', execution_role_arn: 'arn:aws:iam::111122223333:role/dlm' },
  },
  props: {
    copies: {
      cfn: 'PolicyDetails.Actions[].CrossRegionCopy[]',
      tf: 'policy_details.action.cross_region_copy[]',
      items: {
        target: { cfn: 'Target', tf: 'target' },
        encrypted: { cfn: 'EncryptionConfiguration.Encrypted', tf: 'encryption_configuration.encrypted', whenAbsent: false },
        key: { cfn: 'EncryptionConfiguration.CmkArn', tf: 'encryption_configuration.cmk_arn' },
      },
    },
    scheduled: {
      cfn: 'PolicyDetails.Schedules[].CrossRegionCopyRules[]',
      tf: 'policy_details.schedule[].cross_region_copy_rule[]',
      items: { target: { cfn: 'Target', tf: 'target' }, encrypted: { cfn: 'Encrypted', tf: 'encrypted', whenAbsent: false }, key: { cfn: 'CmkArn', tf: 'cmk_arn' } },
    },
  },
});

const { copies, scheduled } = policy.props;

const page = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dlm-lifecyclepolicy-';
const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The two ways to have copies made. */
const ways = [
  { id: 'dlm-cross-region-encrypted', list: copies, name: 'copies', keyId: 'dlm-cross-region-cmk', keyAlias: 'CKV_AWS_254', source: `${page}encryptionconfiguration.html`, aliases: ['CKV_AWS_253', 'W81', 'DLM_LIFECYCLE_POLICY_CROSS_REGION_ENCRYPTION_RULE'], what: 'shared snapshots' },
  { id: 'dlm-schedule-copy-encrypted', list: scheduled, name: 'scheduled', keyId: 'dlm-schedule-copy-cmk', keyAlias: 'CKV_AWS_256', source: `${page}crossregioncopyrule.html`, aliases: ['CKV_AWS_255'], what: 'its snapshots' },
] as const;

/** The rules about lifecycle policies of snapshots. */
export const dlmRules: readonly RuleRecord[] = ways.flatMap(({ id, list, name, aliases, what, keyId, keyAlias, source }) => [
  rule({
    id,
    since: '2026.12',
    on: policy,
    severity: 'medium',
    category: 'at-rest',
    title: `Lifecycle policy encrypts the copies of ${what} in other regions`,
    message: `Lifecycle policy {name} does not encrypt the copies of ${what} in other regions.`,
    why: 'The copy of a snapshot that is not encrypted is not either, unless encryption by default is on in the other region.',
    source,
    aliases,
    require: forEach(list, equals(list.items.encrypted, true)),
    fix: { title: 'Encrypt the copies', set: [[list.items.encrypted, true]] },
    examples: {
      pass: [{}, { [name]: [{ target: 'eu-central-1', encrypted: true }] }],
      fail: [{ [name]: [{ target: 'eu-central-1', encrypted: false }] }],
      unknown: [{ [name]: [{ target: 'eu-central-1', encrypted: unresolved }] }],
    },
  }),
  rule({
    id: keyId,
    since: '2026.12',
    on: policy,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: `Lifecycle policy encrypts the copies of ${what} in other regions with a key of your own`,
    message: `Lifecycle policy {name} does not encrypt the copies of ${what} in other regions with a key of your own.`,
    why: 'A key does not leave its region: a copy that names none gets the key of EBS there, whose policy nobody can narrow.',
    source,
    aliases: [keyAlias],
    require: forEach(list, encryptedAtLevel('customer-managed', { key: list.items.key, withoutKey: 'aws-managed' })),
    examples: {
      pass: [{}, { [name]: [{ target: 'eu-central-1', encrypted: true, key: keyArn }] }],
      fail: [{ [name]: [{ target: 'eu-central-1', encrypted: true }] }],
      unknown: [{ [name]: [{ target: 'eu-central-1', encrypted: true, key: unresolved }] }],
    },
  }),
]);
