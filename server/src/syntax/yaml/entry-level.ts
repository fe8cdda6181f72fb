import type { Frame } from '../draft.ts';

/** Which mapping's entries are read: they open blocks of their own. */
export interface EntryLevel {
  readonly name: 'root' | 'resources';
  readonly column: number;
  /** The column of the mapping around; -1 at the root. */
  readonly outer: number;
  /** The block that the mapping itself stands in. */
  readonly frame: Frame;
}
