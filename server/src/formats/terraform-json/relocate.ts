import type { Origin } from '../../core/model/origin.ts';
import type { Value } from '../../core/model/value.ts';

/**
 * The value as used at a place: what was written elsewhere has that place as `via`, at every depth.
 * `spend` says whether the parts of it may still be visited; what is not visited keeps the place where it was written.
 */
export function relocate(value: Value, at: Origin, spend: (amount: number) => boolean): Value {
  if (!spend(1)) return value;
  const place = value.at === at ? { at } : { at, via: value.via ?? value.at };
  const inner = (of: Value): Value => relocate(of, at, spend);
  switch (value.kind) {
    case 'choice':
      return { ...value, ...place, cases: value.cases.map((c) => ({ when: c.when, value: inner(c.value) })) };
    case 'list':
      return { ...value, ...place, items: value.items.map(inner) };
    case 'map':
      return { ...value, ...place, entries: new Map([...value.entries].map(([key, item]) => [key, inner(item)])) };
    case 'text':
      return { ...value, ...place, parts: value.parts.map((part) => (typeof part === 'string' ? part : inner(part))) };
    case 'scalar':
    case 'ref':
    case 'absent':
    case 'unknown':
      return { ...value, ...place };
  }
}
