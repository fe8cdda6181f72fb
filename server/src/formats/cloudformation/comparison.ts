import { type Condition, all, always, any, never, not } from '../../core/model/condition.ts';
import type { Choice, Value } from '../../core/model/value.ts';
import { excludes } from './choices.ts';
import type { Reading } from './reading.ts';
import { symbolOf } from './symbols.ts';
import { textValue } from './text.ts';

/** What to say of two values that cannot be compared. */
export type Unclear<U> = (a: Value, b: Value) => U;

/**
 * When two values are equal, as texts, as CloudFormation compares them. Choices are gone through; a parameter is
 * compared with a literal by itself; `unclear` answers for what is left. `budget`: comparisons that may be made.
 */
export function equal<U extends Condition | undefined>(a: Value, b: Value, reading: Reading, unclear: Unclear<U>, budget = { left: 2000 }): Condition | U {
  if (budget.left-- <= 0) return unclear(a, b);
  if (a.kind === 'choice') return overCases(a, (value) => equal(value, b, reading, unclear, budget));
  if (b.kind === 'choice') return overCases(b, (value) => equal(a, value, reading, unclear, budget));
  if (a.kind === 'scalar' && b.kind === 'scalar') return String(a.value) === String(b.value) ? always : never;
  const [symbol, other] = [symbolOf(a), symbolOf(b)];
  if (symbol !== undefined && symbol === other) return always;
  if (a.kind === 'scalar' && b.kind === 'unknown') return equal(b, a, reading, unclear, budget);
  if (a.kind === 'unknown' && b.kind === 'scalar' && a.symbol !== undefined && reading.variables.has(a.symbol)) return reading.variables.is(a.symbol, String(b.value));
  // What a resource gives, and what is put together from it, is never empty: `Fn::Equals [!Ref KeyArn, '']` asks whether there is any.
  if ((isEmptyText(a) && b.kind === 'ref') || (isEmptyText(b) && a.kind === 'ref')) return never;
  return equalTexts(a, b, reading, unclear, budget);
}

function isEmptyText(value: Value): boolean {
  return value.kind === 'scalar' && value.value === '';
}

function equalTexts<U extends Condition | undefined>(a: Value, b: Value, reading: Reading, unclear: Unclear<U>, budget: { left: number }): Condition | U {
  const [text, other] = a.kind === 'text' ? [a, b] : [b, a];
  if (text.kind !== 'text') return unclear(a, b);
  const open = text.parts.findIndex((part) => typeof part !== 'string' && part.kind === 'choice');
  const part = text.parts[open];
  if (typeof part === 'object' && part.kind === 'choice') {
    return overCases(part, (value) => equal(textValue(text.parts.with(open, value), text), other, reading, unclear, budget));
  }
  if (other.kind === 'scalar') {
    const [first, last] = [text.parts[0], text.parts.at(-1)];
    const whole = String(other.value);
    if (typeof first === 'string' && !whole.startsWith(first)) return never;
    if (typeof last === 'string' && !whole.endsWith(last)) return never;
  }
  return unclear(a, b);
}

function overCases<U extends Condition | undefined>(choice: Choice, compare: (value: Value) => Condition | U): Condition | U {
  const found: Condition[] = [];
  const earlier: Condition[] = [];
  for (const { when, value } of choice.cases) {
    const equals = compare(value);
    if (equals === undefined) return equals;
    // The first case that holds is taken: this one is, if none before it holds.
    const alone = excludes(when, earlier) || excludes(equals, earlier);
    found.push(both(when, equals, alone ? [] : earlier));
    earlier.push(when);
  }
  return any(distinct(found));
}

/** Both hold, and none of `earlier`: in its simplest form where they speak of one variable. */
function both(when: Condition, equals: Condition, earlier: readonly Condition[]): Condition {
  if (equals.op === 'is' && when.op === 'is' && equals.variable === when.variable) return equals.value === when.value ? when : never;
  if (equals.op === 'is' && earlier.some((e) => e.op === 'is' && e.variable === equals.variable && e.value === equals.value)) return never;
  return all([...earlier.map(not), when, equals]);
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  const seen = new Set<string>();
  return conditions.filter((condition) => {
    const text = JSON.stringify(condition);
    return !seen.has(text) && seen.add(text);
  });
}
