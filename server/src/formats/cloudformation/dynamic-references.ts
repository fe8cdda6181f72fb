import type { Channel, Value } from '../../core/model/value.ts';
import type { Spot } from './cursor.ts';
import { unknown } from './reading.ts';
import { callSymbol, symbolOf } from './symbols.ts';

const opening = '{{resolve:';
const closing = '}}';

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const channels: ReadonlyMap<string, Channel> = new Map([
  ['ssm', 'ssm'],
  ['ssm-secure', 'ssm-secure'],
  ['secretsmanager', 'secretsmanager'],
]);

/**
 * The parts of a text with each `{{resolve:service:…}}` replaced by an unknown value of its channel. It may begin in one
 * part and end in a later one. One with blanks inside of the braces is no reference to CloudFormation: it stays text.
 */
export function resolveDynamicReferences(parts: readonly (string | Value)[], spot: Spot): readonly (string | Value)[] {
  if (!parts.some((part) => typeof part === 'string' && part.includes(opening))) return parts;
  const found: (string | Value)[] = [];
  /** The parts of a reference that has begun. */
  let inside: (string | Value)[] | undefined;
  for (const part of parts) {
    if (typeof part !== 'string') {
      (inside ?? found).push(part);
      continue;
    }
    let rest = part;
    while (rest !== '') {
      const at: number = rest.indexOf(inside ? closing : opening);
      if (at === -1) {
        (inside ?? found).push(rest);
        break;
      }
      if (inside) {
        found.push(dynamicReference([...inside, rest.slice(0, at)], spot));
        inside = undefined;
        rest = rest.slice(at + closing.length);
      } else {
        if (at > 0) found.push(rest.slice(0, at));
        inside = [opening];
        rest = rest.slice(at + opening.length);
      }
    }
  }
  return inside ? [...found, ...inside] : found;
}

function dynamicReference(parts: readonly (string | Value)[], spot: Spot): Value {
  const [, next] = parts;
  const service = typeof next === 'string' ? /^[a-z-]+(?=:)/.exec(next)?.[0] : undefined;
  return unknown(spot, 'a dynamic reference is looked up when the stack is deployed', {
    channel: channels.get(service ?? '') ?? 'other',
    symbol: callSymbol('resolve', parts.slice(1).filter((part) => part !== '').map((part) => (typeof part === 'string' ? JSON.stringify(part) : symbolOf(part)))),
  });
}
