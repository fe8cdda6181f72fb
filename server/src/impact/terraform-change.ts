import type { Match } from '../core/compare/match.ts';
import { partsOf } from '../core/compare/content.ts';
import type { Address } from '../core/model/value.ts';
import type { Kind, Property } from '../core/rule/property.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { dataStoreOf } from './data-stores.ts';
import type { Impact } from './impact-kind.ts';
import { impactOf, worstImpact } from './impact.ts';
import type { ChangesOfStaying } from './losses.ts';

/** Arguments that change nothing of the thing itself. `timeouts` and `apply_immediately` say how Terraform goes about it. */
const harmless: ReadonlySet<string> = new Set(['tags', 'tags_all', 'timeouts', 'apply_immediately', 'skip_final_snapshot', 'final_snapshot_identifier', 'force_destroy', 'deletion_protection', 'recovery_window_in_days']);

/**
 * What applying the new version does to the data stores that stay, by the CloudFormation property that a rule binds each argument to. An argument that
 * no rule binds is `unknown`. A plan knows better: it names the arguments that replace.
 */
export function terraformChange({ pairs }: Match, rules: readonly RuleRecord[]): ChangesOfStaying {
  const found = new Map<Address, { readonly impact: Impact; readonly properties: readonly string[] }>();
  for (const { before, after } of pairs) {
    if (!dataStoreOf(after.type)) continue;
    const [olds, news] = [partsOf(before), partsOf(after)];
    const names = [...new Set([...olds.keys(), ...news.keys()])].filter((name) => !name.startsWith('@') && !harmless.has(name) && olds.get(name) !== news.get(name));
    const impacts = names.map((name) => ({ name, impact: impactOfArgument(after.type, name, rules) }));
    const impact = worstImpact(impacts.map((one) => one.impact));
    if (impact !== 'none') found.set(after.address, { impact, properties: impacts.filter((one) => one.impact === impact).map(({ name }) => name) });
  }
  return found;
}

function impactOfArgument(type: string, argument: string, rules: readonly RuleRecord[]): Impact {
  const impacts: Impact[] = [];
  for (const { on } of rules) {
    if (!on.tf.includes(type)) continue;
    for (const { places } of propertiesOf(on)) {
      if (!places.tf?.some(([first]) => first?.kind === 'key' && first.key === argument)) continue;
      for (const cfn of on.cfn) for (const [first] of places.cfn ?? []) if (first?.kind === 'key' && !first.key.startsWith('@')) impacts.push(impactOf(cfn, first.key));
    }
  }
  return impacts.length === 0 ? 'unknown' : worstImpact(impacts);
}

/** A kind as its file binds it has its properties with it. */
function propertiesOf(kind: Kind & { readonly props?: Readonly<Record<string, Property>> }): readonly Property[] {
  return Object.values(kind.props ?? {});
}
