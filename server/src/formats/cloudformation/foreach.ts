import { presetOf } from './choices.ts';
import { type Cursor, scalarText } from './cursor.ts';
import type { Reading } from './reading.ts';

/** The entries of a mapping with its loops expanded. `open`: a macro or a loop over an unknown list may bring more. */
export interface Expanded {
  readonly entries: ReadonlyMap<string, Cursor>;
  readonly open: boolean;
}

/**
 * The entries of a mapping, with `Fn::ForEach::…` expanded where its collection is known (a parameter counts by its
 * default) and `Fn::Transform` taken out. Undefined if it is no mapping.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function expandEntries(mapping: Cursor, reading: Reading): Expanded | undefined {
  const entries = reading.walk.entries(mapping);
  if (!entries) return undefined;
  let plain = true;
  for (const name of entries.keys()) if (name === 'Fn::Transform' || isLoop(name)) plain = false;
  if (plain) return { entries, open: false };

  const found = new Map<string, Cursor>();
  let open = false;
  for (const [name, cursor] of entries) {
    if (name === 'Fn::Transform') open = true;
    else if (!isLoop(name)) found.set(name, cursor);
    else if (!expandLoop(name, cursor, reading, found)) open = true;
  }
  return { entries: found, open };
}

/** Is the key that of a loop? */
export function isLoop(name: string): boolean {
  return name.startsWith('Fn::ForEach::');
}

/** Adds the entries of every round. False if there may be more than were added. */
function expandLoop(name: string, loop: Cursor, reading: Reading, into: Map<string, Cursor>): boolean {
  const [identifier, collection, body] = reading.walk.items(loop) ?? [];
  const variable = identifier && scalarText(identifier);
  if (variable === undefined || !collection || body?.node.kind !== 'mapping') {
    reading.problem('intrinsic-arguments', `${name} takes an identifier, a collection and a map.`, loop);
    return false;
  }
  const values = collectionTexts(collection, reading);
  if (!values) return false;
  let complete = true;
  for (const value of values) {
    if (!reading.mayLoop()) return false;
    const round: Cursor = { ...body, loop: new Map([...(body.loop ?? []), [variable, value]]) };
    const inner = expandEntries(round, reading);
    for (const [key, cursor] of inner?.entries ?? []) into.set(key, cursor);
    if (inner?.open) complete = false;
  }
  return complete;
}

function collectionTexts(collection: Cursor, reading: Reading): readonly string[] | undefined {
  const list = presetOf(reading.read(collection), reading);
  if (list?.kind !== 'list' || list.open) return undefined;
  const texts: string[] = [];
  for (const item of list.items) {
    const settled = presetOf(item, reading);
    if (settled?.kind === 'absent') continue;
    if (settled?.kind !== 'scalar') return undefined;
    texts.push(String(settled.value));
  }
  return texts;
}
