import type { Value } from '../../core/model/value.ts';
import type { Block } from './blocks.ts';
import type { Names } from './names.ts';
import { readBody } from './nodes.ts';
import { map } from './values.ts';
import { plainValue } from './variable-blocks.ts';

/** The body of a variable or output as a map; with `names` its expressions are evaluated. */
export function plainBody({ at, entries }: Block, names?: Names): Value {
  if (names) return readBody(at, entries, new Set(), { local: new Map() }, names);
  return map(at, new Map([...entries].map(([name, cursor]) => [name, plainValue(cursor)])));
}
