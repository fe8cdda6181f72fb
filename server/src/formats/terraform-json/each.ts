import type { Origin } from '../../core/model/origin.ts';
import type { Value } from '../../core/model/value.ts';
import { choice, literal, map, unknown } from './values.ts';
import type { VariableTable } from './variables.ts';

/** How many keys of a `for_each` are told apart. */
const maxKeys = 20;

/**
 * What `each` is in a block: a choice over the items where they are known, else unknown. `text`: the expression of `for_each`; blocks that
 * share it go through the same keys together.
 */
export function eachIn(forEach: Value, text: string, at: Origin, table: VariableTable): Value {
  const items = knownItems(forEach, at);
  if (!items || items.length === 0 || items.length > maxKeys) return eachOf(['key', 'value'].map((name) => unknown(at, `each.${name} differs from instance to instance`, { symbol: `each.${name} in ${text}` })), at);
  const [only, another] = items;
  if (only && another === undefined) return eachOf(only, at);
  const id = `each.key in ${text}`;
  if (!table.has(id)) table.declare({ id, label: 'each.key', values: new Map(items.map(([key], i) => [keyText(key, i), key])), open: false, at });
  const cases = (part: 0 | 1): Value => choice(at, items.map((item, i) => ({ when: { op: 'is' as const, variable: id, value: keyText(item[0], i) }, value: item[part] })));
  return eachOf([cases(0), cases(1)], at);
}

function eachOf(of: readonly (Value | undefined)[], at: Origin): Value {
  const [key, value] = of;
  return map(at, new Map([...(key ? [['key', key] as const] : []), ...(value ? [['value', value] as const] : [])]));
}

function keyText(key: Value, index: number): string {
  return key.kind === 'scalar' ? String(key.value) : `item ${index}`;
}

function knownItems(forEach: Value, at: Origin): readonly (readonly [Value, Value])[] | undefined {
  if (forEach.kind === 'map' && !forEach.open) return [...forEach.entries].map(([key, value]) => [literal(at, key), value] as const);
  if (forEach.kind === 'list' && !forEach.open && forEach.items.every((item) => item.kind === 'scalar')) return forEach.items.map((item) => [item, item] as const);
  return undefined;
}
