import { all, always, any, never, type Condition } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Settled, Value } from '../../core/model/value.ts';
import type { Names } from './names.ts';
import { symbolOf, whenever } from './values.ts';

/** The condition under which the value is true. What cannot be known is one variable per symbol. */
export function whenTrue(value: Value, names: Names): Condition {
  return whenever(value, (settled) => {
    if (settled.kind === 'scalar') return /^(true|1)$/.test(String(settled.value)) ? always : never;
    if (settled.kind === 'absent') return never;
    return (isVariable(settled) ? names.is(settled.variable, true) : undefined) ?? names.undecided(nameOf(settled));
  });
}

/** The condition under which the two values are equal. */
export function whenEqual(left: Value, right: Value, names: Names): Condition {
  return whenever(left, (a) => whenever(right, (b) => equal(a, b, names)));
}

/** The condition under which a count is above zero, or a collection has items; undefined where that cannot be known. */
export function whenAny(value: Value, names: Names): Condition | undefined {
  if (value.kind === 'choice') {
    const parts = value.cases.map((c) => whenAny(c.value, names));
    return parts.every((part) => part === undefined) ? undefined : whenever(value, (settled) => whenAny(settled, names) ?? always);
  }
  switch (value.kind) {
    case 'scalar':
      return Number(value.value) > 0 || Number.isNaN(Number(value.value)) ? always : never;
    case 'list':
      return value.open ? undefined : value.items.length > 0 ? always : never;
    case 'map':
      return value.open ? undefined : value.entries.size > 0 ? always : never;
    case 'absent':
      return always;
    case 'ref':
    case 'text':
    case 'unknown':
      return undefined;
  }
}

/** What `&&` and `||` come to. */
export function both(operator: '&&' | '||', left: Condition, right: Condition): Condition {
  return operator === '&&' ? all([left, right]) : any([left, right]);
}

function equal(a: Settled, b: Settled, names: Names): Condition {
  if (a.kind === 'absent' && b.kind === 'absent') return always;
  if (a.kind === 'scalar' && b.kind === 'scalar') return String(a.value) === String(b.value) ? always : never;
  const [known, other] = a.kind === 'scalar' || a.kind === 'absent' ? [a, b] : [b, a];
  if (known.kind === 'absent' && (other.kind === 'scalar' || other.kind === 'list' || other.kind === 'map' || other.kind === 'text')) return never;
  if ((known.kind === 'scalar' || known.kind === 'absent') && isVariable(other)) {
    const is = names.is(other.variable, known.kind === 'scalar' ? known.value : null);
    if (is) return is;
  }
  const [x, y] = [nameOf(a), nameOf(b)].sort();
  return x === y ? always : names.undecided(`${x} == ${y}`);
}

/** The variable itself, and not something made from it. */
function isVariable(value: Settled): value is Settled & { readonly variable: string } {
  return value.kind === 'unknown' && value.variable !== undefined && value.symbol === value.variable;
}

function nameOf(value: Settled): string {
  return symbolOf(value) ?? `a value at ${placeOf(value.at)}`;
}

function placeOf({ block, value }: Origin): string {
  return `${block} ${value.start}`;
}
