import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not, policyAnswers, policyDoesNot, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyOf } from './policy-rules.ts';

/** A vault of S3 Glacier. CloudFormation writes none. */
const vault = resource({
  label: 'Glacier vault',
  tf: 'aws_glacier_vault',
  minimal: { tf: { name: 'archive' } },
  props: { name: { tf: 'name' }, policy: { tf: 'access_policy' }, topic: { tf: 'notification.sns_topic' }, notification: { tf: 'notification' } },
});
/** Defaults: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glacier_vault_lock */
const lock = resource({
  label: 'Glacier vault lock',
  tf: 'aws_glacier_vault_lock',
  minimal: { tf: { vault_name: 'archive' } },
  props: {
    vault: { tf: 'vault_name' },
    complete: { tf: 'complete_lock' },
    policy: { tf: 'policy' },
    ignores: { tf: 'ignore_deletion_error', whenAbsent: false },
  },
});

const lockPage = 'https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-lock.html';
const lockPolicyPage = 'https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-lock-policy.html';
const archive = 'arn:aws:glacier:eu-west-1:111122223333:vaults/archive';
const denyDelete = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: archive,
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
};
const read = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'glacier:InitiateJob', Resource: archive };

/** The rules about the vaults of S3 Glacier, which only Terraform writes. */
export const glacierRules: readonly RuleRecord[] = [
  rule({
    id: 'glacier-vault-policy-public',
    since: '2026.12',
    on: vault,
    severity: 'critical',
    category: 'exposure',
    title: 'The policy of the Glacier vault lets nobody in particular in',
    message: 'The policy of Glacier vault {name} lets anyone in.',
    why: 'Anyone with an AWS account can do what the statement allows with the archives.',
    source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html',
    aliases: ['CKV_AWS_167'],
    require: policyDoesNot(vault.props.policy, { ask: 'allows-anyone' }),
    examples: {
      pass: [{}, { policy: policyOf(read) }],
      fail: [{ policy: policyOf({ ...read, Principal: '*' }) }],
      unknown: [{ policy: policyOf({ ...read, Principal: { AWS: unresolved } }) }],
    },
  }),
  rule({
    id: 'glacier-vault-lock-present',
    since: '2026.12',
    on: vault,
    severity: 'medium',
    category: 'immutability',
    profile: 'strict',
    title: 'Glacier vault is locked',
    message: 'Glacier vault {name} is not locked.',
    why: 'Whoever gets the permission to delete, or to change the access policy, can delete archives before their time.',
    source: lockPage,
    require: referencedBy(lock, lock.props.vault),
    examples: {
      pass: [scene({ Vault: [vault, {}], Lock: [lock, { vault: refTo('Vault'), complete: true, policy: policyOf(denyDelete) }] })],
      fail: [{}],
      unknown: [scene({ Vault: [vault, { name: unresolved }], Lock: [lock, { vault: unresolved, complete: true, policy: policyOf(denyDelete) }] })],
    },
  }),
  rule({
    id: 'glacier-vault-lock-complete',
    since: '2026.12',
    on: lock,
    severity: 'high',
    category: 'immutability',
    title: 'The lock of the Glacier vault is completed',
    message: 'Glacier vault lock {name} is not completed, and lapses after 24 hours.',
    why: 'A lock that is not completed within 24 hours is taken off with its policy: the vault that was thought immutable is not.',
    source: lockPage,
    require: equals(lock.props.complete, true),
    examples: {
      pass: [{ complete: true, policy: policyOf(denyDelete) }],
      fail: [{ complete: false, policy: policyOf(denyDelete) }, { policy: policyOf(denyDelete) }],
      unknown: [{ complete: unresolved, policy: policyOf(denyDelete) }],
    },
  }),
  rule({
    id: 'glacier-vault-lock-policy',
    since: '2026.12',
    on: lock,
    severity: 'high',
    category: 'immutability',
    title: 'The lock of the Glacier vault denies the deletion of archives',
    message: 'The policy of Glacier vault lock {name} does not deny the deletion of archives.',
    why: 'The lock makes a policy unchangeable that lets archives be deleted all the same.',
    source: lockPolicyPage,
    require: policyAnswers(lock.props.policy, { ask: 'denies', actions: ['glacier:DeleteArchive'] }),
    examples: {
      pass: [{ complete: true, policy: policyOf(denyDelete) }],
      fail: [{ complete: true }, { complete: true, policy: policyOf({ ...denyDelete, Action: 'glacier:InitiateJob' }) }],
      unknown: [{ complete: true, policy: unresolved }],
    },
  }),
  rule({
    id: 'glacier-vault-lock-ignore-deletion-error',
    since: '2026.12',
    on: lock,
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'Terraform says when it cannot take a Glacier vault lock off',
    message: 'Glacier vault lock {name} leaves the state of Terraform although the lock stays.',
    why: 'Terraform forgets a lock that it could not delete: nothing says any more that the vault is locked, and until when.',
    source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glacier_vault_lock',
    require: not(equals(lock.props.ignores, true)),
    fix: { title: 'Do not ignore the error', remove: [lock.props.ignores] },
    examples: {
      pass: [{ complete: true }, { complete: true, ignores: false }],
      fail: [{ complete: true, ignores: true }],
      unknown: [{ complete: true, ignores: unresolved }],
    },
  }),
  rule({
    id: 'glacier-vault-notification',
    since: '2026.12',
    on: vault,
    severity: 'low',
    category: 'audit',
    profile: 'all',
    title: 'Glacier vault tells when archives are retrieved',
    message: 'Glacier vault {name} tells nobody when archives are retrieved.',
    why: 'Archives are read once in years; nobody notices when somebody else retrieves them.',
    source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html',
    require: present(vault.props.topic),
    examples: {
      pass: [{ topic: 'arn:aws:sns:eu-west-1:111122223333:archive' }],
      fail: [{}],
      unknown: [{ notification: unresolved }],
    },
  }),
];
