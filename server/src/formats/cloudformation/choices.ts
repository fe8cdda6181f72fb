import type { Condition } from '../../core/model/condition.ts';
import { mapParts, type Choice, type Settled, type Value } from '../../core/model/value.ts';
import { type Spot, spotOf } from './cursor.ts';
import type { Reading } from './reading.ts';

/** What `make` gives for the value, or for each case of it where it is a choice. */
export function distribute(value: Value, spot: Spot, make: (settled: Settled) => Value): Value {
  if (value.kind !== 'choice') return make(value);
  return choice(
    spot,
    value.cases.map((c) => ({ when: c.when, value: distribute(c.value, spot, make) })),
    value.variable,
  );
}

/** A choice; `variable` if it is one parameter that decides it. */
export function choice(spot: Spot, cases: Choice['cases'], variable?: string): Choice {
  return { kind: 'choice', ...spotOf(spot), cases, ...(variable !== undefined && { variable }) };
}

/** The same value, used at another place, with all that is in it. */
export function relocate(value: Value, spot: Spot): Value {
  return { ...mapParts(value, (of) => relocate(of, spot)), at: spot.at, via: value.via ?? value.at };
}

/** Can the value turn out to be absent (NoValue) in some world? */
export function maybeAbsent(value: Value): boolean {
  if (value.kind === 'choice') return value.cases.some((c) => maybeAbsent(c.value));
  return value.kind === 'absent' || (value.kind === 'unknown' && value.maybeAbsent);
}

/** The value with every parameter at its preset; undefined where some choice cannot be decided by presets. */
export function presetOf(value: Value, reading: Reading): Settled | undefined {
  if (value.kind !== 'choice') return value;
  for (const { when, value: of } of value.cases) {
    const holds = reading.variables.byDefault(when, reading.conditions);
    if (holds === undefined) return undefined;
    if (holds) return presetOf(of, reading);
  }
  return undefined;
}

/** Does `when` by itself say that none of `earlier` holds, because they give the same variable other values? */
export function excludes(when: Condition, earlier: readonly Condition[]): boolean {
  return when.op === 'is' && earlier.every((e) => e.op === 'is' && e.variable === when.variable && e.value !== when.value);
}
