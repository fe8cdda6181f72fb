import { resource } from '../../server/src/core/rule/property.ts';
import { atLeast, equals, not, oneOf, together } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { isInTwoZones } from './cloudhsm-zones.ts';

/**
 * Defaults: https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backup-retention.html,
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/cluster-hsm-types.html (without a mode only hsm1.medium is made, which knows FIPS mode alone).
 */
const cluster = resource({
  label: 'CloudHSM cluster',
  cfn: 'AWS::CloudHSM::Cluster',
  tf: 'aws_cloudhsm_v2_cluster',
  minimal: { cfn: { HsmType: 'hsm2m.medium' }, tf: { hsm_type: 'hsm2m.medium' } },
  props: {
    mode: { cfn: 'Mode', tf: 'mode', whenAbsent: 'FIPS' },
    subnets: { cfn: 'SubnetIds', tf: 'subnet_ids' },
    backupDays: { cfn: 'BackupRetentionPolicy.Value', whenAbsent: 90 },
    deletionPolicy: { cfn: '@DeletionPolicy', whenAbsent: 'Delete' },
    replacePolicy: { cfn: '@UpdateReplacePolicy', whenAbsent: 'Delete' },
  },
});

const { mode, backupDays, deletionPolicy, replacePolicy } = cluster.props;
const both = { mode: 'FIPS', subnets: ['subnet-0a', 'subnet-0b'] };
const keeps = ['Retain', 'RetainExceptOnCreate'];

/** The rules about CloudHSM. */
export const cloudhsmRules: readonly RuleRecord[] = [
  rule({
    id: 'cloudhsm-cluster-availability',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'key-management',
    title: 'CloudHSM cluster reaches two availability zones',
    message: 'CloudHSM cluster {name} has a place in one availability zone only.',
    why: 'The keys that were made since the last backup exist in the HSMs alone: with the only one they are lost, and what they encrypted.',
    source: 'https://docs.aws.amazon.com/cloudhsm/latest/userguide/clusters.html',
    require: isInTwoZones,
    examples: { pass: [both], fail: [{}, { ...both, subnets: ['subnet-0a'] }], unknown: [{ ...both, subnets: unresolved }] },
  }),
  rule({
    id: 'cloudhsm-fips-mode',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'key-management',
    profile: 'strict',
    title: 'CloudHSM cluster runs in FIPS mode',
    message: 'CloudHSM cluster {name} does not run in FIPS mode.',
    why: 'Algorithms that no validation covers are at hand, weak ones among them; the mode cannot be changed later.',
    source: 'https://docs.aws.amazon.com/cloudhsm/latest/userguide/cluster-hsm-types.html',
    require: not(equals(mode, 'NON_FIPS')),
    examples: { pass: [both, { subnets: both.subnets }], fail: [{ ...both, mode: 'NON_FIPS' }], unknown: [{ ...both, mode: unresolved }] },
  }),
  rule({
    id: 'cloudhsm-backup-retention',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'CloudHSM cluster keeps its backups for at least 90 days',
    message: 'CloudHSM cluster {name} deletes its backups before 90 days are over.',
    why: 'A key that was deleted by mistake, and is missed after a season, is in no backup that is left.',
    source: 'https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backup-retention.html',
    require: atLeast(backupDays, 90),
    fix: { title: 'Keep backups for 90 days', set: [[backupDays, '90']] },
    examples: { pass: [both, { ...both, backupDays: '90' }], fail: [{ ...both, backupDays: '7' }], unknown: [{ ...both, backupDays: unresolved }] },
  }),
  rule({
    id: 'cloudhsm-deletion-policy',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'CloudHSM cluster survives the deletion of its stack',
    message: 'CloudHSM cluster {name} is deleted with its stack.',
    why: 'Deleting the stack, or renaming the resource, takes the keys out of reach of all that needs them.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    require: together(oneOf(deletionPolicy, keeps), oneOf(replacePolicy, keeps)),
    fix: {
      title: 'Keep the cluster',
      set: [
        [deletionPolicy, 'Retain'],
        [replacePolicy, 'Retain'],
      ],
    },
    examples: {
      pass: [{ ...both, deletionPolicy: 'Retain', replacePolicy: 'Retain' }],
      fail: [both, { ...both, deletionPolicy: 'Retain' }],
      unknown: [{ ...both, deletionPolicy: unresolved, replacePolicy: 'Retain' }],
    },
  }),
];
