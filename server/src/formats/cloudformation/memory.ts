import type { Condition, Variable } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Problem, Resource, Template } from '../../core/model/template.ts';
import type { Value } from '../../core/model/value.ts';
import type { Node } from '../../syntax/tree.ts';
import type { Cursor } from './cursor.ts';
import type { Inherited } from './inherited.ts';
import type { Lookups } from './mappings.ts';
import type { Reading } from './reading.ts';
import { type Trace, newTrace } from './trace.ts';

/** A template, and what the next version of its document may take over. */
export interface ReadTemplate {
  readonly template: Template;
  /** Absent where nothing can be taken over. */
  readonly memory?: TemplateMemory;
}

/** What a template is read with besides its document. */
export interface Given {
  readonly key: string;
  /** Values in place of the defaults. */
  readonly parameters: ReadonlyMap<string, string> | undefined;
  /** What a calling template hands over. */
  readonly inherited: Inherited | undefined;
}

/** What was read of one entry, from which node, and how. */
export interface Kept<T> {
  readonly node: Node;
  readonly at: Origin;
  /** What else the value rests on: the Globals of its type. */
  readonly beside: Value | undefined;
  readonly value: T;
  readonly trace: Trace;
}

/** What is kept of a template that was read, for the next version of the same document. */
export interface TemplateMemory {
  readonly given: Given;
  readonly template: Template;
  /** The reading as it ended. */
  readonly reading: Reading;
  /** What was reported but by the parser. */
  readonly problems: readonly Problem[];
  readonly hasSuppressionProblems: boolean;
  /** How many values each variable had before the first resource was read. */
  readonly domainSizes: ReadonlyMap<string, number>;
  readonly surroundings: readonly unknown[];
  readonly resources: ReadonlyMap<string, Kept<Resource>>;
  readonly values: ReadonlyMap<string, Kept<Value>>;
  /** The arguments of every Fn::FindInMap below an entry of the root or of Resources. */
  readonly lookups: Lookups;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly constraints: readonly Condition[];
}

/**
 * Entries that are read, or taken over from the version before where reading them again would give the same: the same node, the same
 * answers about variables. What reading them said and did is then said and done again.
 */
export class EntryStore<T> {
  /** What the next version may take over. */
  readonly kept = new Map<string, Kept<T>>();

  /** `before`: what may be taken over; undefined where something changed that any entry may rest on. */
  constructor(
    private readonly reading: Reading,
    private readonly before: ReadonlyMap<string, Kept<T>> | undefined,
  ) {}

  /** The value of the entry, which `read` gives. */
  read(name: string, cursor: Cursor, read: () => T, beside?: Value): T {
    const { variables } = this.reading;
    const old = cursor.loop || cursor.via ? undefined : this.before?.get(name);
    if (old && old.node === cursor.node && isSamePlace(old.at, cursor.at) && old.beside === beside && variables.answersAlike(old.trace)) {
      variables.repeat(old.trace);
      this.reading.repeat(old.trace);
      this.kept.set(name, old);
      return old.value;
    }
    const trace = newTrace();
    variables.trace = trace;
    const value = read();
    variables.trace = undefined;
    if (trace.isRepeatable && !cursor.loop && !cursor.via) this.kept.set(name, { node: cursor.node, at: cursor.at, beside, value, trace });
    return value;
  }
}

/** The same entry of the same parent. */
function isSamePlace(a: Origin, b: Origin): boolean {
  const [outer, other] = [a.parent?.value, b.parent?.value];
  return a.key === b.key && a.block === b.block && outer?.start === other?.start && outer?.end === other?.end;
}

/** The same map, with the objects of the version before where nothing changed in them. */
export function withOldObjects<T>(now: ReadonlyMap<string, T>, before: ReadonlyMap<string, T> | undefined): ReadonlyMap<string, T> {
  if (before === undefined) return now;
  return new Map([...now].map(([name, value]) => [name, oldObject(value, before.get(name))]));
}

/** The old object, if it says the same as the new one. */
export function oldObject<T>(now: T, before: T | undefined): T {
  return before !== undefined && saysTheSame(now, before) ? before : now;
}

/** Are two values of plain objects, lists and maps equal? What they share is not looked into. */
function saysTheSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Set || b instanceof Set) return a instanceof Set && b instanceof Set && saysTheSame([...a], [...b]);
  if (a instanceof Map || b instanceof Map) return a instanceof Map && b instanceof Map && saysTheSame([...a], [...b]);
  const [ofA, ofB] = [Object.entries(a), new Map(Object.entries(b))];
  return ofA.length === ofB.size && ofA.every(([key, value]) => ofB.has(key) && saysTheSame(value, ofB.get(key)));
}
