import type { Family } from '../model/template.ts';
import type { JudgeOptions } from './finding.ts';
import { RuleNames } from './rule-names.ts';
import { secretNames } from './sensitive.ts';

/** A rule, and the severity at which it counts. */
export type RuleEntry = JudgeOptions['rules'][number];

/** What is asked for each resource of the rules that are on; worked out once for many versions of a template. */
export class RuleTable {
  readonly #byType = new Map<string, RuleEntry[]>();
  /** May values of a key be secrets? */
  readonly isSecret: (name: string) => boolean;

  /** What suppressions name. */
  readonly names: RuleNames;

  constructor(family: Family, { rules, catalogue }: JudgeOptions) {
    for (const entry of rules) for (const type of entry.rule.on[family]) {
      const others = this.#byType.get(type);
      if (others) others.push(entry);
      else this.#byType.set(type, [entry]);
    }
    const all = catalogue ?? rules.map(({ rule }) => rule);
    this.names = new RuleNames(all);
    this.isSecret = secretNames(all);
  }

  /** The rules about a type, in the order given. */
  of(type: string): readonly RuleEntry[] {
    return this.#byType.get(type) ?? [];
  }
}
