import type { RuleRecord } from '../rule/rule.ts';
import { rulesNamed } from '../rule/rules-named.ts';
import { nearestName } from '../text/nearest-name.ts';

/** What a name means among the rules; the id that may be meant where it means none. */
export interface Meaning {
  readonly ids: ReadonlySet<string>;
  readonly nearest: string | undefined;
}

/** More names than the suppressions of a template hold. */
const maxNames = 1000;

/** The same text in memory of its own: V8 keeps a part of a text as a view of the whole, which would stay with it. */
const ownCopy = (text: string): string => String(JSON.parse(JSON.stringify(text)));

/** What ids and aliases mean; each is looked up once, for many versions of a template. */
export class RuleNames {
  readonly #all: readonly RuleRecord[];
  readonly #known = new Map<string, Meaning>();

  constructor(all: readonly RuleRecord[]) {
    this.#all = all;
  }

  meaningOf(name: string): Meaning {
    const known = this.#known.get(name);
    if (known) return known;
    const meaning = this.#lookUp(name);
    // While a name is typed each key makes another.
    if (this.#known.size >= maxNames) this.#known.clear();
    this.#known.set(ownCopy(name), meaning);
    return meaning;
  }

  #lookUp(name: string): Meaning {
    const ids = new Set(rulesNamed(name, this.#all).map(({ id }) => id));
    return { ids, nearest: ids.size > 0 ? undefined : nearestName(name, this.#all.map(({ id }) => id)) };
  }
}
