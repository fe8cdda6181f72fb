import type { Origin } from '../../core/model/origin.ts';
import { mapParts, type Value } from '../../core/model/value.ts';

/**
 * The value as used at a place: what was written elsewhere has that place as `via`, at every depth.
 * `spend` says whether the parts of it may still be visited; what is not visited keeps the place where it was written.
 */
export function relocate(value: Value, at: Origin, spend: (amount: number) => boolean): Value {
  if (!spend(1)) return value;
  const place = value.at === at ? { at } : { at, via: value.via ?? value.at };
  return { ...mapParts(value, (of) => relocate(of, at, spend)), ...place };
}
