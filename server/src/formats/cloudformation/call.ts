import type { Value } from '../../core/model/value.ts';
import type { Cursor, Spot } from './cursor.ts';
import { type Reading, unknown } from './reading.ts';
import { callSymbol, symbolOf } from './symbols.ts';

/** A call of an intrinsic function: `name` in its long form. */
export interface Call extends Spot {
  readonly name: string;
  readonly args: Cursor;
}

/** What a function gives for its arguments. */
export type Intrinsic = (call: Call, reading: Reading) => Value;

/** The arguments of a function that takes a list of `least` to `most`; undefined, and a problem, if they are something else. */
export function argumentsOf(call: Call, reading: Reading, least: number, most: number): readonly Cursor[] | undefined {
  const items = reading.walk.items(call.args);
  if (items && items.length >= least && items.length <= most) return items;
  const count = least === most ? `${least}` : `${least} to ${most}`;
  reading.problem('intrinsic-arguments', `${call.name} takes a list of ${count} ${most === 1 ? 'item' : 'items'}.`, call);
  return undefined;
}

/** The value of a call that is written wrongly: a problem is reported. */
export function badCall(call: Call, reading: Reading, message: string): Value {
  reading.problem('intrinsic-arguments', message, call);
  return unreadable(call);
}

/** The value of a call whose arguments could not be read. */
export function unreadable(call: Call): Value {
  return unknown(call, `${call.name} could not be read`);
}

/** The value of a call that depends on what cannot be known; it comes by the channel, and from the parameter, of the first such argument. */
export function undecided(call: Call, reason: string, args: readonly Value[]): Value {
  const source = args.find((arg) => arg.kind === 'unknown');
  return unknown(call, reason, {
    symbol: callSymbol(call.name, args.map(symbolOf)),
    ...(source?.kind === 'unknown' && { channel: source.channel, variable: source.variable }),
  });
}
