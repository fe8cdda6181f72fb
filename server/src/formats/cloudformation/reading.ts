import type { Condition } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Problem } from '../../core/model/template.ts';
import type { Channel, Value } from '../../core/model/value.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { type Cursor, DocumentWalk, type Spot, spotOf } from './cursor.ts';
import type { Trace } from './trace.ts';
import { VariableTable } from './variables.ts';

/** A declared parameter. */
export interface Parameter {
  readonly id: string;
  readonly declared: Cursor;
  /** `ssm`: its value is looked up in Parameter Store under the name that is given. */
  readonly kind: 'text' | 'number' | 'list' | 'ssm';
  /** Where each value of the domain is written. */
  readonly sources: ReadonlyMap<string, Origin>;
  /** What a calling template gives for it. */
  readonly handed?: Value;
}

/** What may be missing from a template because a macro or an unknown loop brings it. */
export interface Openness {
  /** Resources that we do not see. */
  resources: boolean;
  conditions: boolean;
  parameters: boolean;
  mappings: boolean;
  /** A macro at the top may have changed any map of a resource. */
  maps: boolean;
}

type ReadValue = (cursor: Cursor, reading: Reading) => Value;

/** The state of reading one template: what it declares, and what was found on the way. */
export class Reading {
  readonly walk: DocumentWalk;
  readonly problems: Problem[] = [];
  readonly variables: VariableTable;
  readonly parameters: Map<string, Parameter>;
  /** Mapping → first key → second key → cell. */
  readonly mappings: Map<string, ReadonlyMap<string, ReadonlyMap<string, Cursor>>>;
  readonly conditionNames: Set<string>;
  readonly conditions: Map<string, Condition>;
  /** The declared resources by logical id. */
  readonly resources: Map<string, Cursor>;
  /** Logical ids from which SAM or a module makes further ids. */
  readonly generators: string[];
  readonly open: Openness;
  /** Is a cell of a mapping being read? */
  isInCell = false;
  /** Rounds of Fn::ForEach that may still be expanded. */
  #rounds = 10_000;
  readonly #seen = new Set<string>();

  readonly #readValue: ReadValue;

  /**
   * `from`: how values are read, which is handed in, for functions read their arguments by it and are called by it; or the reading of a version before,
   * with all that it knows, and nothing of what it reported. That one stays as it is.
   */
  constructor(document: SyntaxDocument, from: ReadValue | Reading) {
    const before = from instanceof Reading ? from : undefined;
    this.walk = new DocumentWalk(document);
    this.#readValue = from instanceof Reading ? from.#readValue : from;
    this.variables = new VariableTable(before?.variables);
    this.parameters = new Map(before?.parameters);
    this.mappings = new Map(before?.mappings);
    this.conditionNames = new Set(before?.conditionNames);
    this.conditions = new Map(before?.conditions);
    this.resources = new Map(before?.resources);
    this.generators = [...(before?.generators ?? [])];
    this.open = before ? { ...before.open } : { resources: false, conditions: false, parameters: false, mappings: false, maps: false };
  }

  /** The value of a node. */
  read(cursor: Cursor): Value {
    return this.#readValue(cursor, this);
  }

  /** Reports a problem once per place. `on: 'key'` where the value is missing or of the wrong kind as a whole. */
  problem(code: string, message: string, where: Spot, severity: Problem['severity'] = 'error', on: 'key' | 'value' = 'value'): void {
    const origin = where.via ?? where.at;
    const range = on === 'key' ? (origin.key ?? origin.value) : origin.value;
    const problem: Problem = { code, message, severity, at: { block: origin.block, range } };
    this.variables.trace?.problems.push(problem);
    this.#report(problem);
  }

  /** Reports again what was reported. */
  repeat({ problems }: Trace): void {
    for (const problem of problems) this.#report(problem);
  }

  #report(problem: Problem): void {
    const id = `${problem.code} ${problem.at.block} ${problem.at.range.start} ${problem.message}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.problems.push(problem);
  }

  /** Counts a round of Fn::ForEach; false if there are none left. */
  mayLoop(): boolean {
    if (this.variables.trace) this.variables.trace.isRepeatable = false;
    return this.#rounds-- > 0;
  }

  /** May a macro, SAM or a module bring a resource of this logical id? */
  mayBeGenerated(id: string): boolean {
    return this.open.resources || this.generators.some((from) => id.startsWith(from) && id.length > from.length);
  }
}

/** What is known of an unknown value. */
export interface Clue {
  readonly channel?: Channel;
  readonly symbol?: string | undefined;
  readonly variable?: string | undefined;
  readonly maybeAbsent?: boolean;
  readonly impossible?: true;
}

/** A value that cannot be known, and why. */
export function unknown(spot: Spot, reason: string, clue: Clue = {}): Value {
  return {
    kind: 'unknown',
    ...spotOf(spot),
    reason,
    channel: clue.channel ?? 'other',
    maybeAbsent: clue.maybeAbsent ?? false,
    ...(clue.symbol !== undefined && { symbol: clue.symbol }),
    ...(clue.variable !== undefined && { variable: clue.variable }),
    ...(clue.impossible && { impossible: true }),
  };
}

/** Where a value that came from elsewhere was written: as `via`, beside the place of use. */
export function writtenAt(spot: Spot): Origin {
  return spot.via ?? spot.at;
}
