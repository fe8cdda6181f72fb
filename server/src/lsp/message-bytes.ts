import type { Message } from 'vscode-languageserver';

/** Fewer diagnostics than this are written anew each time. */
const fewItems = 20;

/** What closes a list that comes last in the last part of a message. */
const ending = ']}}';

const encoder = new TextEncoder();

/** A list of diagnostics as it was sent. */
interface Sent {
  readonly items: readonly object[];
  /** All of them as JSON, each followed by a comma. */
  readonly bytes: Uint8Array;
  /** Where each of them ends in `bytes`. */
  readonly ends: Uint32Array;
}

/**
 * Writes messages as JSON in UTF-8. A diagnostic is never changed once it is sent, and most are sent again after the next keystroke: the bytes
 * of those that were in the last list, too, are copied. The law: what is written reads as `JSON.stringify` of the message does.
 */
export class MessageBytes {
  #sent: Sent = { items: [], bytes: new Uint8Array(), ends: new Uint32Array() };

  /** The bytes of a message, to be sent one behind the other. */
  of(message: Message): readonly Uint8Array[] {
    const { result, params, ...rest } = message as Message & Parts;
    if (isLong(result?.['items'])) return this.#withList(rest, 'result', result, 'items', result['items']);
    if (isLong(params?.['diagnostics'])) return this.#withList(rest, 'params', params, 'diagnostics', params['diagnostics']);
    return [encoder.encode(JSON.stringify(message))];
  }

  /** The list comes last in its part, and the part last in the message. */
  #withList(rest: object, part: string, of: Readonly<Record<string, unknown>>, name: string, items: readonly object[]): readonly Uint8Array[] {
    const { [name]: _, ...others } = of;
    const empty = JSON.stringify({ ...rest, [part]: { ...others, [name]: [] } });
    this.#sent = next(this.#sent, items);
    const { bytes } = this.#sent;
    return [encoder.encode(empty.slice(0, -ending.length)), bytes.subarray(0, bytes.length - 1), encoder.encode(ending)];
  }
}

/** The bytes of a list that came after another. */
function next(before: Sent, items: readonly object[]): Sent {
  const most = Math.min(before.items.length, items.length);
  let first = 0;
  while (first < most && items[first] === before.items[first]) first++;
  let last = 0;
  while (last < most - first && items[items.length - 1 - last] === before.items[before.items.length - 1 - last]) last++;
  const head = before.bytes.subarray(0, before.ends[first - 1] ?? 0);
  const tail = before.bytes.subarray(before.ends[before.items.length - 1 - last] ?? 0);
  const places = new Map(before.items.slice(first, before.items.length - last).map((item, i) => [item, first + i]));
  const between = items.slice(first, items.length - last).map((item) => {
    const place = places.get(item);
    return place === undefined ? encoder.encode(`${JSON.stringify(item)},`) : before.bytes.subarray(before.ends[place - 1] ?? 0, before.ends[place]);
  });
  const ends = new Uint32Array(items.length);
  ends.set(before.ends.subarray(0, first));
  let end = head.length;
  for (const [i, { length }] of between.entries()) ends[first + i] = end += length;
  const moved = end - (before.bytes.length - tail.length);
  for (let i = 1; i <= last; i++) ends[items.length - i] = (before.ends[before.items.length - i] ?? 0) + moved;
  return { items, bytes: joined([head, ...between, tail]), ends };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface Parts {
  readonly result?: Readonly<Record<string, unknown>> | null;
  readonly params?: Readonly<Record<string, unknown>> | null;
}

function isLong(list: unknown): list is readonly object[] {
  return Array.isArray(list) && list.length >= fewItems && list.every((item) => typeof item === 'object' && item !== null);
}
