import type { RuleRecord } from '../rule/rule.ts';
import { rulesNamed } from '../rule/rules-named.ts';
import { nearestName } from '../text/nearest-name.ts';

/** What a name means among the rules; the id that may be meant where it means none. */
export interface Meaning {
  readonly ids: ReadonlySet<string>;
  readonly nearest: string | undefined;
}

/** What ids and aliases mean; each is looked up once, for many versions of a template. */
export class RuleNames {
  readonly #all: readonly RuleRecord[];
  readonly #known = new Map<string, Meaning>();

  constructor(all: readonly RuleRecord[]) {
    this.#all = all;
  }

  meaningOf(name: string): Meaning {
    const known = this.#known.get(name) ?? this.#lookUp(name);
    this.#known.set(name, known);
    return known;
  }

  #lookUp(name: string): Meaning {
    const ids = new Set(rulesNamed(name, this.#all).map(({ id }) => id));
    return { ids, nearest: ids.size > 0 ? undefined : nearestName(name, this.#all.map(({ id }) => id)) };
  }
}
