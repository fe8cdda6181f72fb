import type { Scalar, Value } from '../../core/model/value.ts';
import { type Spot, spotOf } from './cursor.ts';
import { resolveDynamicReferences } from './dynamic-references.ts';

/** A string as it is written, with its dynamic references taken for what they are. */
export function stringValue(text: string, spot: Spot): Value {
  return text.includes('{{resolve:') ? textValue([text], spot) : plainScalar(text, spot);
}

/** A literal. */
export function scalarValue(value: Scalar, spot: Spot): Value {
  return typeof value === 'string' ? stringValue(value, spot) : plainScalar(value, spot);
}

function plainScalar(value: Scalar, { at, via }: Spot): Value {
  return via ? { kind: 'scalar', at, via, value } : { kind: 'scalar', at, value };
}

/**
 * A text of literal and other parts. All literal: a scalar. One part that is no literal: that value itself.
 * Dynamic references become unknown parts, also where they are put together from several parts.
 */
export function textValue(parts: readonly (string | Value)[], spot: Spot): Value {
  const merged = mergeLiterals(resolveDynamicReferences(mergeLiterals(parts), spot));
  const [first] = merged;
  if (merged.length > 1) return { kind: 'text', ...spotOf(spot), parts: merged };
  if (first !== undefined && typeof first !== 'string') return { ...first, at: spot.at };
  const from = parts.find((part) => typeof part !== 'string' && part.variable !== undefined);
  const origin = typeof from === 'object' ? from : undefined;
  return {
    kind: 'scalar',
    ...spotOf(spot),
    value: first ?? '',
    ...(origin?.via && { via: origin.via }),
    ...(origin?.variable !== undefined && { variable: origin.variable }),
  };
}

function mergeLiterals(parts: readonly (string | Value)[]): readonly (string | Value)[] {
  const merged: (string | Value)[] = [];
  const add = (part: string | Value): void => {
    if (typeof part === 'object' && part.kind === 'text') {
      part.parts.forEach(add);
      return;
    }
    const text = typeof part === 'string' ? part : part.kind === 'scalar' ? String(part.value) : undefined;
    if (text === undefined) {
      merged.push(part);
      return;
    }
    const last = merged.at(-1);
    if (typeof last === 'string') merged[merged.length - 1] = last + text;
    else if (text !== '') merged.push(text);
  };
  parts.forEach(add);
  return merged;
}
