import { all, always, any, never, not, type Condition } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Channel, Choice, Scalar, Settled, Value } from '../../core/model/value.ts';

/** What is known of an unknown value. */
export interface Clue {
  readonly channel?: Channel;
  readonly symbol?: string | undefined;
  readonly variable?: string | undefined;
  readonly maybeAbsent?: boolean;
}

/** A value that cannot be known, and why. */
export function unknown(at: Origin, reason: string, clue: Clue = {}): Settled {
  return {
    kind: 'unknown',
    at,
    reason,
    channel: clue.channel ?? 'other',
    maybeAbsent: clue.maybeAbsent ?? false,
    ...(clue.symbol !== undefined && { symbol: clue.symbol }),
    ...(clue.variable !== undefined && { variable: clue.variable }),
  };
}

/** A literal; null is absent. */
export function literal(at: Origin, value: Scalar | null): Settled {
  return value === null ? { kind: 'absent', at } : { kind: 'scalar', value, at };
}

/** A list of all its items. */
export function list(at: Origin, items: readonly Value[], open = false): Settled {
  return { kind: 'list', items, open, at };
}

/** A map of all its entries. */
export function map(at: Origin, entries: ReadonlyMap<string, Value>, open = false): Settled {
  return { kind: 'map', entries, open, at };
}

/** A choice; one of its cases where nothing is left to choose. */
export function choice(at: Origin, cases: Choice['cases']): Value {
  const possible = cases.filter(({ when }) => !(when.op === 'const' && !when.value));
  const [first] = possible;
  if (first === undefined) return { kind: 'absent', at };
  return first.when.op === 'const' ? first.value : { kind: 'choice', cases: possible, at };
}

/** What `make` gives for the value, or for each case of it where it is a choice. */
export function distribute(value: Value, make: (settled: Settled) => Value): Value {
  if (value.kind !== 'choice') return make(value);
  return { ...value, cases: value.cases.map((c) => ({ when: c.when, value: distribute(c.value, make) })) };
}

/** How many combinations of choices are told apart in one expression. */
const maxCombinations = 64;

/** What `make` gives for each combination of the cases; undefined where there are too many. */
export function distributeAll(values: readonly Value[], make: (settled: readonly Settled[]) => Value): Value | undefined {
  if (values.reduce((product, value) => product * countCases(value), 1) > maxCombinations) return undefined;
  const from = (index: number, before: readonly Settled[]): Value => {
    const next = values[index];
    return next === undefined ? make(before) : distribute(next, (settled) => from(index + 1, [...before, settled]));
  };
  return from(0, []);
}

function countCases(value: Value): number {
  return value.kind === 'choice' ? value.cases.reduce((sum, c) => sum + countCases(c.value), 0) : 1;
}

/** True where the condition holds, else false. */
export function truth(at: Origin, condition: Condition): Value {
  return choice(at, [
    { when: condition, value: { kind: 'scalar', value: true, at } },
    { when: always, value: { kind: 'scalar', value: false, at } },
  ]);
}

/** The condition under which `holds` is true of what the value turns out to be. */
export function whenever(value: Value, holds: (settled: Settled) => Condition): Condition {
  if (value.kind !== 'choice') return holds(value);
  const before: Condition[] = [];
  const cases = value.cases.map(({ when, value: of }) => {
    const inner = whenever(of, holds);
    const earlier = [...before];
    before.push(when);
    if (earlier.some((b) => isSame(b, inner))) return never;
    return all([...(earlier.every((b) => excludes(when, b) || excludes(inner, b)) ? [] : earlier.map(not)), when, inner]);
  });
  return any(cases);
}

/** Do the two never hold together, because they give the same variable different values? */
function excludes(a: Condition, b: Condition): boolean {
  return a.op === 'is' && b.op === 'is' && a.variable === b.variable && a.value !== b.value;
}

function isSame(a: Condition, b: Condition): boolean {
  return a.op === 'is' && b.op === 'is' && a.variable === b.variable && a.value === b.value;
}

/** A text that equal values share, and others do not; undefined where nothing is known of the value. */
export function symbolOf(value: Value): string | undefined {
  const of = (values: readonly Value[]): readonly string[] | undefined => {
    const symbols = values.map(symbolOf);
    return symbols.every((symbol) => symbol !== undefined) ? symbols : undefined;
  };
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value);
    case 'absent':
      return 'null';
    case 'ref':
      return `${value.to}${value.instance ? `[${value.instance.kind === 'index' ? value.instance.key : 'each.key'}]` : ''}.${value.attribute}`;
    case 'unknown':
      return value.symbol;
    case 'list':
      return value.open ? undefined : of(value.items)?.join(', ');
    case 'text':
      return of(value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part]))) && value.parts.map((part) => (typeof part === 'string' ? part : `\${${symbolOf(part) ?? ''}}`)).join('');
    case 'map':
    case 'choice':
      return undefined;
  }
}
