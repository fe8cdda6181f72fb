import { partsOf } from '../core/compare/content.ts';
import type { Match } from '../core/compare/match.ts';
import type { Address } from '../core/model/value.ts';
import { impactOf, worstImpact } from './impact.ts';
import type { ChangesOfStaying } from './losses.ts';

/**
 * What updating a stack from one version of a CloudFormation template to another does to the resources that stay, by the generated table: what
 * `wholeChange` says, without its database. A replacement is followed along the references to what was replaced; a parameter's new default changes nothing.
 */
export function lightChange({ pairs }: Match): ChangesOfStaying {
  const olds = pairs.map(({ before }) => partsOf(before, { namesVariables: true }));
  let replaced: ReadonlySet<Address> = new Set();
  for (;;) {
    const changes = changesBeside(replaced, pairs, olds);
    const now = new Set([...changes].filter(([, { impact }]) => impact === 'replaces').map(([address]) => address));
    if (now.size === replaced.size) return changes;
    replaced = now;
  }
}

/** The changes where a reference to one of these is a reference to something new. */
function changesBeside(replaced: ReadonlySet<Address>, pairs: Match['pairs'], olds: readonly ReadonlyMap<string, string>[]): ChangesOfStaying {
  const nameOf = (address: Address): string => (replaced.has(address) ? `${address}*` : address);
  const changes = pairs.flatMap(({ after }, i) => {
    const [was, is] = [olds[i] ?? new Map<string, string>(), partsOf(after, { nameOf, namesVariables: true })];
    const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => !name.startsWith('@') && was.get(name) !== is.get(name));
    const impacts = names.map((name) => ({ name, impact: impactOf(after.type, name) }));
    const impact = worstImpact(impacts.map((one) => one.impact));
    return impact === 'none' ? [] : [[after.address, { impact, properties: impacts.filter((one) => one.impact === impact).map(({ name }) => name) }] as const];
  });
  return new Map(changes);
}
