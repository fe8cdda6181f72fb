import { type Condition, type Variable, never } from '../../core/model/condition.ts';
import type { Trace } from './trace.ts';

/** CloudFormation's pseudo parameters but AWS::NoValue. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

interface Row extends Omit<Variable, 'domain'> {
  readonly domain: Set<string>;
}

/** The variables of one template while it is read. The domain of an open one grows with the literals that it is compared with. */
export class VariableTable {
  /** Where what is asked and done is written down, while one entry is read. */
  trace: Trace | undefined;
  readonly #rows = new Map<string, Row>();

  /** `before`: a table to begin with; it stays as it is. */
  constructor(before?: VariableTable) {
    if (before) for (const [id, row] of before.#rows) this.#rows.set(id, { ...row, domain: new Set(row.domain) });
  }

  /** How many values are known of each variable so far. */
  sizes(): ReadonlyMap<string, number> {
    return new Map([...this.#rows].map(([id, { domain }]) => [id, domain.size]));
  }

  /** Adds a variable. */
  declare(variable: Variable): void {
    this.#rows.set(variable.id, { ...variable, domain: new Set(variable.domain) });
  }

  /** Adds a pseudo parameter, if it is not there yet. */
  note(pseudoParameter: string): void {
    this.trace?.acts.set(`note ${pseudoParameter}`, { kind: 'note', id: pseudoParameter });
    this.#row(pseudoParameter);
  }

  /** Can a value with this symbol be compared with a literal, because it is a variable itself? */
  has(symbol: string): boolean {
    return pseudoParameters.has(symbol) || this.#knows(symbol);
  }

  /** The statement that the variable has the value: never, where its domain is closed and lacks it. */
  is(id: string, value: string): Condition {
    this.trace?.acts.set(`is ${id} ${value}`, { kind: 'is', id, value });
    const row = this.#row(id);
    if (!row.domain.has(value)) {
      if (!row.open) return never;
      row.domain.add(value);
    }
    return { op: 'is', variable: id, value };
  }

  /** A statement that cannot be decided: the same one for the same id. */
  opaque(id: string, label: string): Condition {
    this.trace?.acts.set(`opaque ${id}`, { kind: 'opaque', id, label });
    if (!this.#rows.has(id)) this.declare({ id, label, domain: ['true', 'false'], open: false });
    return { op: 'is', variable: id, value: 'true' };
  }

  /** The statement of `opaque`, if some condition has made it already. */
  knownOpaque(id: string): Condition | undefined {
    return this.#knows(id) ? { op: 'is', variable: id, value: 'true' } : undefined;
  }

  /** The values that are known so far. */
  domainOf(id: string): Iterable<string> {
    const domain = this.#rows.get(id)?.domain ?? [];
    if (this.trace && !this.trace.domains.has(id)) this.trace.domains.set(id, [...domain]);
    return domain;
  }

  /** May it take a value outside of its domain? */
  isOpen(id: string): boolean {
    return this.#knows(id) ? (this.#rows.get(id)?.open ?? true) : true;
  }

  /** Whether the condition holds with every variable at its preset; undefined where one has none. */
  byDefault(condition: Condition, named: ReadonlyMap<string, Condition>, depth = 0): boolean | undefined {
    if (depth > 100) return undefined;
    switch (condition.op) {
      case 'const':
        return condition.value;
      case 'is': {
        const preset = this.#rows.get(condition.variable)?.preset;
        return preset === undefined ? undefined : preset === condition.value;
      }
      case 'named': {
        const of = named.get(condition.name);
        return of && this.byDefault(of, named, depth + 1);
      }
      case 'not': {
        const of = this.byDefault(condition.of, named, depth + 1);
        return of === undefined ? undefined : !of;
      }
      case 'all':
      case 'any': {
        const stop = condition.op === 'any';
        const parts = condition.of.map((part) => this.byDefault(part, named, depth + 1));
        return parts.includes(stop) ? stop : parts.includes(undefined) ? undefined : !stop;
      }
    }
  }

  /** Would the table answer what was asked of it then as it did? */
  answersAlike({ domains, known }: Trace): boolean {
    for (const [id, was] of known) if (this.#rows.has(id) !== was) return false;
    for (const [id, domain] of domains) {
      const now = this.#rows.get(id)?.domain;
      if ((now?.size ?? 0) !== domain.length) return false;
      let at = 0;
      for (const value of now ?? []) if (value !== domain[at++]) return false;
    }
    return true;
  }

  /** Does again what was done. */
  repeat({ acts }: Trace): void {
    for (const act of acts.values()) {
      if (act.kind === 'note') this.note(act.id);
      else if (act.kind === 'is') this.is(act.id, act.value);
      else this.opaque(act.id, act.label);
    }
  }

  /** All of them. */
  all(): ReadonlyMap<string, Variable> {
    return new Map([...this.#rows].map(([id, row]) => [id, { ...row, domain: [...row.domain] }]));
  }

  #knows(id: string): boolean {
    const known = this.#rows.has(id);
    if (this.trace && !this.trace.known.has(id)) this.trace.known.set(id, known);
    return known;
  }

  #row(id: string): Row {
    const row = this.#rows.get(id);
    if (row) return row;
    this.declare({ id, label: id, domain: [], open: true });
    return this.#row(id);
  }
}
