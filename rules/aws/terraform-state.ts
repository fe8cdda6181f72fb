import { resource } from '../../server/src/core/rule/property.ts';
import { absent } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** A plan or state as a file. `secrets`: names of the sensitive values that stand in it. */
const file = resource({
  label: 'Terraform plan or state',
  tf: ['@plan', '@state'],
  props: { secrets: { tf: 'secrets' } },
});

/** The rules about Terraform's own files. */
export const terraformStateRules: readonly RuleRecord[] = [
  rule({
    id: 'tf-plan-secrets-in-clear-text',
    since: '2026.12',
    on: file,
    severity: 'high',
    category: 'secrets',
    title: 'Terraform plan or state holds no secret',
    message: '{name} holds values in clear text that Terraform marks as sensitive.',
    why: 'Whoever may read the repository or the artefacts of a build reads the passwords in it; Terraform hides them on the screen alone.',
    source: 'https://developer.hashicorp.com/terraform/language/manage-sensitive-data',
    require: absent(file.props.secrets),
    examples: {
      pass: [{}],
      fail: [{ secrets: ['var.password'] }],
      unknown: [],
    },
  }),
];
