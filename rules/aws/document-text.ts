import { readJsonText } from '../../server/src/core/rule/policy/json-text.ts';
import type { View } from '../../server/src/core/rule/view.ts';
import type { Settled } from './about-subject.ts';

/** A value with its choices. */
export type Value = Parameters<View['settle']>[0];

/** A document that is written as data or as JSON text, as data; what cannot be read is unknown. */
export function documentOf(value: Value, view: View): Settled {
  const settled = view.settle(value);
  if (settled.kind !== 'scalar' && settled.kind !== 'text') return settled;
  const read = readJsonText(settled.kind === 'text' ? settled.parts : [String(settled.value)], settled.at, view);
  return read ? view.settle(read) : { kind: 'unknown', reason: 'it is a text that cannot be read as JSON', channel: 'other', maybeAbsent: false, at: settled.at };
}

/** The value at a path of keys below another one; absent where a map on the way lacks it, unknown where that cannot be told. A list of one is read as its item. */
export function valueAt(from: Settled, path: readonly string[], view: View): Settled {
  let value = from;
  for (const key of path) {
    if (value.kind === 'list' && value.items.length === 1 && value.items[0]) value = view.settle(value.items[0]);
    if (value.kind === 'unknown') return value;
    const entry: Value | undefined = value.kind === 'map' ? value.entries.get(key) : undefined;
    if (entry) value = view.settle(entry);
    else if (value.kind === 'map' && value.open) return { kind: 'unknown', reason: `there may be a ${key} that is not seen`, channel: 'other', maybeAbsent: true, at: value.at };
    else return { kind: 'absent', at: value.at };
  }
  return value;
}

/** The items of a list, or the one value that stands for it, without what is absent. */
export function itemsOf(value: Settled, view: View): readonly Settled[] {
  const items = value.kind === 'list' ? value.items.map((item) => view.settle(item)) : [value];
  return items.filter((item) => item.kind !== 'absent');
}
