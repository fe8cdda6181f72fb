/**
 * Thrown inside of the fast reader where it cannot tell exactly what a text means. `entry`: the entry of the root or of
 * Resources that is being read goes to the recovering parser; `document`: the whole text does.
 */
export class Unreadable extends Error {
  constructor(readonly scope: 'entry' | 'document') {
    super(`this ${scope} is left to the recovering parser`);
  }
}

/** Leaves the entry that is being read to the recovering parser. */
export function leaveEntry(): never {
  throw new Unreadable('entry');
}

/** Leaves the whole document to the recovering parser. */
export function leaveDocument(): never {
  throw new Unreadable('document');
}
