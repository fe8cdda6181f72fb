import { never, not, type Condition, type Variable } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Scalar, Value } from '../../core/model/value.ts';
import { choice, unknown } from './values.ts';

/** How a variable is declared; `values`: those that are known, by the text that stands for each. */
export interface Declared extends Omit<Variable, 'domain'> {
  readonly values: ReadonlyMap<string, Value>;
  readonly isBool?: boolean;
  /** Where it is declared. */
  readonly at: Origin;
}

/** The text that stands for a literal in the domain of a variable. */
export function domainText(value: Scalar | null): string {
  return String(value);
}

/** The variables of one root module while it is read. The domain of an open one grows with the literals that it is compared with. */
export class VariableTable {
  readonly #rows = new Map<string, Declared & { readonly values: Map<string, Value> }>();

  /** Adds a variable. */
  declare(declared: Declared): void {
    this.#rows.set(declared.id, { ...declared, values: new Map(declared.values) });
  }

  /** Is there a variable of this id? */
  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** The statement that the variable has this value: never, where its domain is closed and lacks it. */
  is(id: string, value: Scalar | null): Condition {
    const row = this.#rows.get(id);
    if (!row) return never;
    const text = domainText(value);
    if (row.isBool && text === 'false') return not(this.is(id, true));
    if (!row.values.has(text)) {
      if (!row.open) return never;
      row.values.set(text, value === null ? { kind: 'absent', at: row.at } : { kind: 'scalar', value, at: row.at });
    }
    return { op: 'is', variable: id, value: text };
  }

  /** A statement that cannot be decided: the same one for the same text. */
  opaque(text: string): Condition {
    const id = `? ${text}`;
    if (!this.#rows.has(id)) this.#rows.set(id, { id, label: text.length > 80 ? `${text.slice(0, 77)}…` : text, values: new Map(), open: false, at: { block: '#', value: { start: 0, end: 0 } } });
    return { op: 'is', variable: id, value: 'true' };
  }

  /** What a reference to the variable gives: a choice over the values that are known of it, and whatever else may be given. */
  valueOf(id: string, at: Origin): Value {
    const row = this.#rows.get(id);
    const other = unknown(at, `${id} is given when it is applied`, { channel: 'parameter', symbol: id, variable: id });
    if (!row) return other;
    const cases = [...row.values].map(([text, value]) => ({ when: { op: 'is' as const, variable: id, value: text }, value: { ...value, variable: id } }));
    if (cases.length === 0) return other;
    return choice(at, row.open ? [...cases, { when: { op: 'const', value: true }, value: other }] : cases);
  }

  /** All of them. */
  all(): ReadonlyMap<string, Variable> {
    return new Map(
      [...this.#rows.values()].map(({ id, label, open, preset, presetFrom, noEcho, values }): [string, Variable] => [
        id,
        {
          id,
          label,
          domain: id.startsWith('? ') ? ['true', 'false'] : [...values.keys()],
          open,
          ...(preset !== undefined && { preset }),
          ...(presetFrom !== undefined && { presetFrom }),
          ...(noEcho !== undefined && { noEcho }),
        },
      ]),
    );
  }
}
