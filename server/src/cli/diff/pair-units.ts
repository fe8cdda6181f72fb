import { posix } from 'node:path';
import type { Unit } from './unit.ts';

/** A template in both versions; in one of them where it came or went. */
export interface UnitPair {
  readonly before?: Unit;
  readonly after?: Unit;
}

/** Two files are one that was moved where they share at least this much of what they declare. */
const leastAlike = 0.5;

/**
 * Which template of the new version is which of the old one: the same path; the same name in another syntax (`stack.yaml`, `stack.json`); or, where a file
 * moved, whatever declares most of the same resources. The order is that of the new version, then what is gone.
 */
export function pairUnits(before: ReadonlyMap<string, Unit>, after: ReadonlyMap<string, Unit>): readonly UnitPair[] {
  const left = new Map(before);
  const found = new Map<Unit, Unit>();
  const take = (unit: Unit, other: Unit | undefined): void => {
    if (!other || !left.has(other.key)) return;
    left.delete(other.key);
    found.set(unit, other);
  };
  for (const unit of after.values()) take(unit, left.get(unit.key));
  for (const unit of after.values()) if (!found.has(unit)) take(unit, [...left.values()].find((other) => stem(other) === stem(unit)));
  const likely = [...after.values()].filter((unit) => !found.has(unit)).flatMap((unit) => [...left.values()].map((other) => ({ unit, other, alike: likeness(unit, other) })));
  for (const { unit, other } of likely.filter(({ alike }) => alike >= leastAlike).sort((a, b) => b.alike - a.alike)) if (!found.has(unit)) take(unit, other);
  return [
    ...[...after.values()].map((unit): UnitPair => {
      const other = found.get(unit);
      return other ? { before: other, after: unit } : { after: unit };
    }),
    ...[...left.values()].map((unit): UnitPair => ({ before: unit })),
  ];
}

function stem({ key, isFolder }: Unit): string {
  return isFolder ? `${key}/` : key.slice(0, key.length - posix.extname(key).length);
}

/** The share of resources that both declare, by address and type, of all that either does. */
function likeness(a: Unit, b: Unit): number {
  const of = ({ template }: Unit): ReadonlySet<string> => new Set([...template.resources.values()].map(({ address, type }) => `${type} ${address}`));
  const [left, right] = [of(a), of(b)];
  const common = [...left].filter((one) => right.has(one)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 0 : common / all;
}
