import { Ground } from '../engine/ground.ts';
import { hash } from '../engine/hash.ts';
import { subjectsOf } from '../engine/judge.ts';
import type { Resource, Template } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import { severities, type RuleRecord, type Severity } from '../rule/rule.ts';
import type { Verdict } from '../rule/view.ts';
import { compareRule, plainPath, type Direction, type RuleChange, type Side } from './compare-rule.ts';
import { comparePolicies } from './compare-policies.ts';
import { matchResources, type Match } from './match.ts';

/** One protection that became better or worse, by whichever rules say so. */
export interface ProtectionChange {
  readonly direction: Direction;
  /** The address in the new template. */
  readonly subject: Address;
  /** Its address in the old one, where that was another. */
  readonly was?: Address;
  readonly type: string;
  readonly path: string;
  readonly before: Side;
  readonly after: Side;
  /** There is nothing left of it (`weaker`), or there was nothing of it (`stronger`). */
  readonly isWhole: boolean;
  readonly reach: RuleChange['reach'];
  readonly when: readonly string[];
  /** The rules that say so, the leading one first, with their verdicts on both sides. */
  readonly rules: readonly { readonly rule: RuleRecord; readonly before: Verdict; readonly after: Verdict }[];
  /** That of the leading rule; one lower where its verdict stays the same. */
  readonly severity: Severity;
  /** 16 hex digits: a hash of leading rule, address, property path and direction. */
  readonly identity: string;
}

/** What became of a template. */
export interface Comparison extends Match {
  readonly changes: readonly ProtectionChange[];
  /** Our own bugs: the other rules went on. */
  readonly errors: readonly { readonly rule: string; readonly subject: Address; readonly message: string }[];
}

/**
 * Compares what protects the resources of two versions of a template, in the worlds that both have. Pure. Where a resource stands, and how
 * it is written, does not matter. `moved`: new addresses by old ones, where the new version says so.
 */
export function compareTemplates(before: Template, after: Template, rules: readonly RuleRecord[], moved?: ReadonlyMap<Address, Address>): Comparison {
  const match = matchResources(before, after, moved);
  const [old, now] = [new Ground(before), new Ground(after)];
  const changes: ProtectionChange[] = [];
  const errors: { rule: string; subject: Address; message: string }[] = [];
  for (const pair of [...match.pairs, ...templateParts(before, after)]) {
    const [a, b] = [{ subject: pair.before, ground: old }, { subject: pair.after, ground: now }];
    const found: RuleChange[] = [];
    for (const rule of rules) {
      const types = after.family === 'cfn' ? rule.on.cfn : rule.on.tf;
      if (!types.includes(pair.after.type)) continue;
      try {
        found.push(...compareRule(rule, a, b));
      } catch (error) {
        errors.push({ rule: rule.id, subject: pair.after.address, message: error instanceof Error ? error.message : String(error) });
      }
    }
    const denials = comparePolicies(a, b, rules);
    // The one statement that a rule asks for is told by the rule.
    const isTold = ({ direction, path }: RuleChange): boolean => denials.length === 1 && found.some((one) => one.path !== '' && one.direction === direction && path.startsWith(`${one.path}.Statement`));
    changes.push(...merged([...found, ...denials.filter((one) => !isTold(one))]).map((group) => changeOf(group, pair.before, pair.after)));
  }
  return { ...match, changes, errors };
}

/** Parameters and outputs that both versions have. */
function templateParts(before: Template, after: Template): readonly { readonly before: Resource; readonly after: Resource }[] {
  const partsOf = (template: Template): readonly Resource[] => [...subjectsOf(template)].filter(({ type }) => type.startsWith('@') && !template.resources.has(type));
  const olds = new Map(partsOf(before).map((part) => [`${part.type} ${part.address}`, part]));
  return partsOf(after).flatMap((part) => {
    const old = olds.get(`${part.type} ${part.address}`);
    return old ? [{ before: old, after: part }] : [];
  });
}

/** Changes of one thing in one direction, whichever rules see it. */
function merged(changes: readonly RuleChange[]): readonly (readonly RuleChange[])[] {
  const groups = new Map<string, RuleChange[]>();
  for (const change of changes) {
    const { direction, path, when, rule } = change;
    const key = JSON.stringify([direction, path === '' ? rule.id : plainPath(path), when]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const all = [...groups.values()].map((group) => [...group].sort((a, b) => Number(flips(b)) - Number(flips(a)) || severities.indexOf(b.rule.severity) - severities.indexOf(a.rule.severity)));
  return all.filter((group) => group.some(flips) || !all.some((other) => other.some(flips) && isContrary(other[0], group[0])));
}

/**
 * The same thing, gone the other way. A threshold that is crossed says more than a degree: events that are kept for a year since somebody set it, and
 * were kept for ever by oversight.
 */
function isContrary(a: RuleChange | undefined, b: RuleChange | undefined): boolean {
  return a !== undefined && b !== undefined && a.path !== '' && a.direction !== b.direction && plainPath(a.path) === plainPath(b.path);
}

const flips = ({ before, after }: RuleChange): boolean => before.verdict !== after.verdict;

function changeOf(group: readonly RuleChange[], before: Resource, after: Resource): ProtectionChange {
  const [lead] = group;
  if (!lead) throw new Error('a change without a rule');
  // What is a matter of degree says more than that a threshold holds.
  const teller = group.find(({ scale }) => scale === 'level' || scale === 'tls') ?? group.find(({ scale }) => scale !== 'holds') ?? lead;
  const rules = new Map(group.map((one) => [one.rule.id, { rule: one.rule, before: one.before.verdict, after: one.after.verdict }]));
  const isFlip = group.some(flips);
  const { severity } = lead.rule;
  return {
    direction: lead.direction,
    subject: after.address,
    ...(before.address === after.address ? {} : { was: before.address }),
    type: after.type,
    path: teller.path,
    before: teller.before,
    after: teller.after,
    isWhole: teller.scale === 'holds',
    reach: lead.reach,
    when: lead.when,
    rules: [...rules.values()],
    severity: isFlip ? severity : (severities[Math.max(0, severities.indexOf(severity) - 1)] ?? severity),
    identity: hash(`${lead.rule.id}\n${after.address}\n${plainPath(teller.path)}\n${lead.direction}`),
  };
}
