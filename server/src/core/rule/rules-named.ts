import type { RuleRecord } from './rule.ts';

/**
 * The rules that a name means: the one of this id, or else those that have it as an alias, in any case of letters; another tool may stand before an
 * alias (`cfn_nag:W41`). None where it is no name.
 */
export function rulesNamed(name: string, rules: readonly RuleRecord[]): readonly RuleRecord[] {
  const byId = rules.filter((rule) => rule.id === name);
  if (byId.length > 0) return byId;
  const wanted = name.replace(/^\w+:/, '').toUpperCase();
  return rules.filter((rule) => rule.aliases.some((alias) => alias.toUpperCase() === wanted));
}
