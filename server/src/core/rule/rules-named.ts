import type { RuleRecord } from './rule.ts';

/**
 * What may stand before an alias: another tool (`cfn_nag:W41`), or a pack of cdk-nag whose ids are its rules' names (`HIPAA.Security-RDSStorageEncrypted`).
 * Source: https://github.com/cdklabs/cdk-nag/blob/main/RULES.md
 */
const before = /^(?:\w+:)?(?:(?:HIPAA\.Security|NIST\.800\.53\.R[45]|PCI\.DSS\.321|Serverless)-)?/i;

/** The rules that a name means: the one of this id, or else those that have it as an alias, in any case of letters. None where it is no name. */
export function rulesNamed(name: string, rules: readonly RuleRecord[]): readonly RuleRecord[] {
  const byId = rules.filter((rule) => rule.id === name);
  if (byId.length > 0) return byId;
  const wanted = name.replace(before, '').toUpperCase();
  return rules.filter((rule) => rule.aliases.some((alias) => alias.toUpperCase() === wanted));
}
