import type { RuleRecord } from '../rule/rule.ts';
import { nearestName } from '../text/nearest-name.ts';
import { rulesNamed } from '../rule/rules-named.ts';
import type { JudgeOptions, Report } from './finding.ts';

type Unused = Report['unusedSuppressions'][number];
/** What suppressions in templates and in sources of apps have in common. */
type Wish = Omit<Unused, 'ended' | 'unknown'> & { readonly until?: string };

/** What the rules that suppressions name mean, under these options. `today` ends those with a date; without it none has ended. */
export class Wishes {
  readonly #active: ReadonlySet<string>;
  readonly #all: readonly RuleRecord[];
  readonly #today: string | undefined;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor({ rules, catalogue, today }: Pick<JudgeOptions, 'rules' | 'catalogue' | 'today'>) {
    this.#active = new Set(rules.map(({ rule }) => rule.id));
    this.#all = catalogue ?? rules.map(({ rule }) => rule);
    this.#today = today;
  }

  /** Is it still in force, and about this rule? */
  silences({ rules, until }: Wish, rule: string): boolean {
    return !this.#hasEnded(until) && (rules === 'all' || rules.some((name) => this.#idsOf(name).has(rule)));
  }

  /** What there is to report of one: that it did nothing although a rule that it names is on, or names that no rule has. */
  complaint({ at, rules, until }: Wish, isUsed: boolean): readonly Unused[] {
    const unknown = rules === 'all' ? [] : rules.filter((name) => this.#idsOf(name).size === 0).map((name) => ({ name, nearest: nearestName(name, this.#all.map(({ id }) => id)) }));
    const isIdle = !isUsed && (rules === 'all' || rules.some((name) => [...this.#idsOf(name)].some((id) => this.#active.has(id))));
    return isIdle || unknown.length > 0 ? [{ at, rules, ended: this.#hasEnded(until), unknown }] : [];
  }

  #hasEnded(until: string | undefined): boolean {
    return until !== undefined && this.#today !== undefined && this.#today >= until;
  }

  #idsOf(name: string): ReadonlySet<string> {
    const known = this.#known.get(name) ?? new Set(rulesNamed(name, this.#all).map(({ id }) => id));
    this.#known.set(name, known);
    return known;
  }
}

/** What is wrong with a suppression, in a sentence. */
export function complaintSentence({ rules, ended, unknown }: Unused): string {
  if (unknown.length > 0) return `The suppression names ${unknown.map(({ name }) => `\`${name}\``).join(', ')}, which is no rule's id or alias${hintOf(unknown)}.`;
  return `The suppression of ${rules === 'all' ? 'every rule' : rules.join(', ')} ${ended ? 'has ended' : 'covers nothing'}.`;
}

function hintOf(unknown: Unused['unknown']): string {
  const meant = unknown.flatMap(({ nearest }) => (nearest === undefined ? [] : [`\`${nearest}\``]));
  return meant.length === 0 ? '' : ` (did you mean ${meant.join(', ')}?)`;
}
