import type { JudgeOptions, Report } from './finding.ts';
import { RuleNames } from './rule-names.ts';

type Unused = Report['unusedSuppressions'][number];
/** What suppressions in templates and in sources of apps have in common. */
type Wish = Omit<Unused, 'ended' | 'unknown'> & { readonly until?: string };

/** What the rules that suppressions name mean, under these options. `today` ends those with a date; without it none has ended. */
export class Wishes {
  readonly #active: ReadonlySet<string>;
  readonly #names: RuleNames;
  readonly #today: string | undefined;

  constructor({ rules, catalogue, today }: Pick<JudgeOptions, 'rules' | 'catalogue' | 'today'>, names = new RuleNames(catalogue ?? rules.map(({ rule }) => rule))) {
    this.#active = new Set(rules.map(({ rule }) => rule.id));
    this.#names = names;
    this.#today = today;
  }

  /** Is it still in force, and about this rule? */
  silences({ rules, until }: Wish, rule: string): boolean {
    return !this.#hasEnded(until) && (rules === 'all' || rules.some((name) => this.#names.meaningOf(name).ids.has(rule)));
  }

  /** What there is to report of one: that it did nothing although a rule that it names is on, or names that no rule has. */
  complaint({ at, rules, until }: Wish, isUsed: boolean): readonly Unused[] {
    const named = rules === 'all' ? [] : rules.map((name) => ({ name, ...this.#names.meaningOf(name) }));
    const unknown = named.filter(({ ids }) => ids.size === 0).map(({ name, nearest }) => ({ name, nearest }));
    const isIdle = !isUsed && (rules === 'all' || named.some(({ ids }) => [...ids].some((id) => this.#active.has(id))));
    return isIdle || unknown.length > 0 ? [{ at, rules, ended: this.#hasEnded(until), unknown }] : [];
  }

  #hasEnded(until: string | undefined): boolean {
    return until !== undefined && this.#today !== undefined && this.#today >= until;
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
