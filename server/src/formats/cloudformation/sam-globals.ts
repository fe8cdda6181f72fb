import type { Settled, Value } from '../../core/model/value.ts';
import { distribute } from './choices.ts';
import type { Cursor } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import type { EntryStore } from './memory.ts';
import type { Reading } from './reading.ts';

/** The properties that SAM's section Globals gives to every resource of a type, by type. They stand where they are written: in Globals. */
export function readGlobals(section: Cursor, store: EntryStore<Value>, reading: Reading): ReadonlyMap<string, Value> {
  const globals = new Map<string, Value>();
  for (const [name, cursor] of expandEntries(section, reading)?.entries ?? []) {
    const value = store.read(`Globals/${name}`, cursor, () => reading.read(cursor));
    if (value.kind === 'map') globals.set(`AWS::Serverless::${name}`, value);
    else if (value.kind !== 'unknown' && value.kind !== 'absent') reading.problem('wrong-type', `Globals.${name} must be a map.`, cursor);
  }
  return globals;
}

/**
 * The properties of a resource over those of Globals: maps are merged, lists joined with the global items first, all
 * else is overridden by the resource.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(own: Value, global: Value): Value {
  if (own.kind === 'absent') return global;
  return distribute(own, own, (settled) => merged(settled, global));
}

function merged(own: Settled, global: Value): Value {
  if (own.kind === 'list' && global.kind === 'list') return { ...own, items: [...global.items, ...own.items], open: own.open || global.open };
  if (own.kind !== 'map' || global.kind !== 'map') return own;
  const entries = new Map(global.entries);
  for (const [key, value] of own.entries) {
    const below = global.entries.get(key);
    entries.set(key, below ? distribute(value, value, (settled) => merged(settled, below)) : value);
  }
  return { ...own, entries, open: own.open || global.open };
}
