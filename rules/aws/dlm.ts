import { resource } from '../../server/src/core/rule/property.ts';
import { equals, forEach } from '../../server/src/core/rule/requirement.ts';
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
      },
    },
    scheduled: {
      cfn: 'PolicyDetails.Schedules[].CrossRegionCopyRules[]',
      tf: 'policy_details.schedule[].cross_region_copy_rule[]',
      items: { target: { cfn: 'Target', tf: 'target' }, encrypted: { cfn: 'Encrypted', tf: 'encrypted', whenAbsent: false } },
    },
  },
});

const { copies, scheduled } = policy.props;

/** The rules about lifecycle policies of snapshots. */
export const dlmRules: readonly RuleRecord[] = [
  { id: 'dlm-cross-region-encrypted', list: copies, name: 'copies', aliases: ['CKV_AWS_253', 'W81', 'DLM_LIFECYCLE_POLICY_CROSS_REGION_ENCRYPTION_RULE'], what: 'shared snapshots' },
  { id: 'dlm-schedule-copy-encrypted', list: scheduled, name: 'scheduled', aliases: ['CKV_AWS_255'], what: 'its snapshots' },
].map(({ id, list, name, aliases, what }) =>
  rule({
    id,
    since: '2026.12',
    on: policy,
    severity: 'medium',
    category: 'at-rest',
    title: `Lifecycle policy encrypts the copies of ${what} in other regions`,
    message: `Lifecycle policy {name} does not encrypt the copies of ${what} in other regions.`,
    why: 'The copy of a snapshot that is not encrypted is not either, unless encryption by default is on in the other region.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dlm-lifecyclepolicy.html',
    aliases,
    require: forEach(list, equals(list.items.encrypted, true)),
    fix: { title: 'Encrypt the copies', set: [[list.items.encrypted, true]] },
    examples: {
      pass: [{}, { [name]: [{ target: 'eu-central-1', encrypted: true }] }],
      fail: [{ [name]: [{ target: 'eu-central-1', encrypted: false }] }],
      unknown: [{ [name]: [{ target: 'eu-central-1', encrypted: unresolved }] }],
    },
  }),
);
