import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const ledger = resource({
  label: 'QLDB ledger',
  cfn: 'AWS::QLDB::Ledger',
  tf: 'aws_qldb_ledger',
  minimal: { cfn: { PermissionsMode: 'STANDARD' }, tf: { permissions_mode: 'STANDARD' } },
  props: { protection: { cfn: 'DeletionProtection', tf: 'deletion_protection', whenAbsent: true }, mode: { cfn: 'PermissionsMode', tf: 'permissions_mode' } },
});

const { protection } = ledger.props;

/** The rules about QLDB. */
export const qldbRules: readonly RuleRecord[] = [
  rule({
    id: 'qldb-deletion-protection',
    since: '2026.12',
    on: ledger,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'QLDB ledger is protected from deletion',
    message: 'QLDB ledger {name} can be deleted by one call.',
    why: 'A ledger is kept so that nobody can change what happened; who deletes it has done just that.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-qldb-ledger.html',
    aliases: ['CKV_AWS_172'],
    require: equals(protection, true),
    fix: { title: 'Protect it from deletion', set: [[protection, true]] },
    examples: { pass: [{}, { protection: true }], fail: [{ protection: false }], unknown: [{ protection: unresolved }] },
  }),
  rule({
    id: 'qldb-permissions-mode',
    since: '2026.12',
    on: ledger,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'QLDB ledger tells its tables apart when it grants access',
    message: 'QLDB ledger {name} lets whoever reaches it do everything in every table.',
    why: 'In the mode ALLOW_ALL a permission for one command is one for the whole ledger, its history too.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-qldb-ledger.html',
    aliases: ['CKV_AWS_170'],
    require: equals(ledger.props.mode, 'STANDARD'),
    examples: { pass: [{}, { mode: 'STANDARD' }], fail: [{ mode: 'ALLOW_ALL' }], unknown: [{ mode: unresolved }] },
  }),
];
