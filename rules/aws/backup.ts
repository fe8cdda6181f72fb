import { resource } from '../../server/src/core/rule/property.ts';
import { absent, any, atLeast, forEach, policyAnswers, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { policyOf } from './policy-rules.ts';

const vault = resource({
  label: 'backup vault',
  cfn: 'AWS::Backup::BackupVault',
  tf: 'aws_backup_vault',
  minimal: { cfn: { BackupVaultName: 'vault' }, tf: { name: 'vault' } },
  props: {
    kmsKey: { cfn: 'EncryptionKeyArn', tf: 'kms_key_arn' },
    keeps: { cfn: 'LockConfiguration.MinRetentionDays' },
    lock: { cfn: 'LockConfiguration' },
    seals: { cfn: 'LockConfiguration.ChangeableForDays' },
    policy: { cfn: 'AccessPolicy' },
  },
});

/** Terraform: what CloudFormation writes in the vault is a resource of its own. */
const lockOf = resource({
  label: 'vault lock',
  tf: 'aws_backup_vault_lock_configuration',
  props: { vault: { tf: 'backup_vault_name' }, seals: { tf: 'changeable_for_days' } },
});
const policyOfVault = resource({
  label: 'vault policy',
  tf: 'aws_backup_vault_policy',
  props: { vault: { tf: 'backup_vault_name' }, document: { tf: 'policy' } },
});

const airGapped = resource({
  label: 'air-gapped backup vault',
  cfn: 'AWS::Backup::LogicallyAirGappedBackupVault',
  tf: 'aws_backup_logically_air_gapped_vault',
  minimal: {
    cfn: { BackupVaultName: 'vault', MinRetentionDays: 7, MaxRetentionDays: 35 },
    tf: { name: 'vault', min_retention_days: 7, max_retention_days: 35 },
  },
  props: { kmsKey: { cfn: 'EncryptionKeyArn', tf: 'encryption_key_arn' } },
});

/** A plan: its rules say when what is copied where, and for how long. */
export const plan = resource({
  label: 'backup plan',
  cfn: 'AWS::Backup::BackupPlan',
  tf: 'aws_backup_plan',
  minimal: { cfn: { BackupPlan: { BackupPlanName: 'nightly' } }, tf: { name: 'nightly' } },
  props: {
    rules: {
      cfn: 'BackupPlan.BackupPlanRule[]',
      tf: 'rule[]',
      items: {
        name: { cfn: 'RuleName', tf: 'rule_name' },
        target: { cfn: 'TargetBackupVault', tf: 'target_vault_name' },
        days: { cfn: 'Lifecycle.DeleteAfterDays', tf: 'lifecycle.delete_after' },
        copies: { cfn: 'CopyActions[].DestinationBackupVaultArn', tf: 'copy_action[].destination_vault_arn' },
        airGapped: { cfn: 'TargetLogicallyAirGappedBackupVaultArn', tf: 'target_logically_air_gapped_backup_vault_arn' },
      },
    },
  },
});

const { keeps, seals, policy } = vault.props;
const { days } = plan.props.rules.items;
const lockPage = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html';
const encryptionPage = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html';
const deletes = { ask: 'denies', actions: ['backup:DeleteRecoveryPoint'] } as const;
const denyDelete = { Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint', Resource: '*' };

/** The rules about AWS Backup. */
export const backupRules: readonly RuleRecord[] = [
  rule({
    id: 'backup-vault-lock',
    since: '2026.12',
    on: vault,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'Backup vault is locked',
    message: 'Backup vault {name} is not locked.',
    why: 'Whoever gets the permission, or the ransomware that runs with it, deletes the backups first.',
    source: lockPage,
    standards: {
      'pci-dss-4': ['10.3.2', '3.5.1.3', '7.2.1', '7.2.2', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4', 'appendix.a1.1.2', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    require: any(present(keeps), referencedBy(lockOf, lockOf.props.vault)),
    examples: {
      pass: [{ keeps: 7 }, { keeps: 7, seals: 3 }],
      fail: [{}],
      unknown: [{ lock: unresolved }],
    },
  }),
  rule({
    id: 'backup-vault-lock-compliance',
    since: '2026.12',
    on: vault,
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'The lock of the backup vault cannot be taken off',
    message: 'The lock of backup vault {name} can be taken off at any time.',
    why: 'In governance mode whoever gets the permission takes the lock off, and then deletes the backups.',
    source: lockPage,
    require: any(present(seals), referencedBy(lockOf, lockOf.props.vault, present(lockOf.props.seals))),
    examples: {
      pass: [{ keeps: 7, seals: 3 }],
      fail: [{}, { keeps: 7 }],
      unknown: [{ lock: unresolved }],
    },
  }),
  rule({
    id: 'backup-vault-policy',
    since: '2026.12',
    on: vault,
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'Backup vault denies the deletion of its backups',
    message: 'Backup vault {name} does not deny the deletion of its backups.',
    why: 'Whoever gets the permission, or the ransomware that runs with it, deletes the backups first.',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html',
    standards: {
      'pci-dss-4': ['10.3.2', '3.5.1.3', '7.2.1', '7.2.2', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4', 'appendix.a1.1.2', 'appendix.a3.4.1'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    require: any(policyAnswers(policy, deletes), referencedBy(policyOfVault, policyOfVault.props.vault, policyAnswers(policyOfVault.props.document, deletes))),
    examples: {
      pass: [{ policy: policyOf(denyDelete) }],
      fail: [{}, { policy: policyOf({ ...denyDelete, Action: 'backup:StartCopyJob' }) }],
      unknown: [{ policy: policyOf({ ...denyDelete, Principal: unresolved }) }],
    },
  }),
  customerKeyRule({
    id: 'backup-vault-cmk',
    on: vault,
    key: vault.props.kmsKey,
    withoutKey: 'aws-managed',
    what: 'The content of backup vault',
    awsAlias: 'alias/aws/backup',
    source: encryptionPage,
    aliases: ['CKV_AWS_166'],
  }),
  customerKeyRule({
    id: 'backup-airgapped-vault-cmk',
    grants: 'not known',
    on: airGapped,
    key: airGapped.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The content of air-gapped backup vault',
    awsAlias: 'alias/aws/backup',
    source: encryptionPage,
  }),
  rule({
    id: 'backup-plan-retention',
    since: '2026.12',
    on: plan,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Backup plan keeps backups for at least 35 days',
    message: 'Backup plan {name} deletes backups before 35 days are over.',
    why: 'Damage that is noticed after a month has reached every backup that is left.',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
    standards: {
      'pci-dss-4': ['10.3.3', '10.5.1', '3.2.1', '3.3.1.1', '3.3.1.3', '3.3.2', '3.3.3'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    require: forEach(plan.props.rules, any(atLeast(days, 35), absent(days))),
    fix: { title: 'Keep backups for 35 days', set: [[days, 35]] },
    examples: {
      pass: [{}, { rules: [{ name: 'nightly', target: 'vault', days: 35 }] }, { rules: [{ name: 'nightly', target: 'vault' }] }],
      fail: [{ rules: [{ name: 'nightly', target: 'vault', days: 7 }] }],
      unknown: [{ rules: [{ name: 'nightly', target: 'vault', days: unresolved }] }],
    },
  }),
];
