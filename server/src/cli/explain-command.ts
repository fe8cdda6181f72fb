import type { RuleRecord } from '../core/rule/rule.ts';
import { rulesNamed } from '../core/rule/rules-named.ts';
import { didYouMean } from '../core/text/nearest-name.ts';

/** The pages of the rules that a name stands for, or that there is none. */
export function explainText(name: string, rules: readonly RuleRecord[], page: (rule: RuleRecord) => string): { readonly pages: string } | { readonly why: string } {
  const named = rulesNamed(name, rules);
  if (named.length === 0) return { why: `there is no rule \`${name}\`${didYouMean(name, rules.map((rule) => rule.id))}` };
  return { pages: named.map((rule) => page(rule).trimEnd()).join('\n\n---\n\n') + '\n' };
}
