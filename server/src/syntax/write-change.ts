import type { Draft } from './write-draft.ts';
import type { Slot } from './write-slot.ts';

/**
 * What is to be done to one node of the tree, of no style yet. `put`: the draft replaces its value. `insert`: entries for a
 * mapping that has some. `append`: items for a list that has some. `drop`: children to take away. `add`: a new entry beside it.
 */
export type Change =
  | { readonly kind: 'put'; readonly at: Slot; readonly draft: Draft }
  | { readonly kind: 'insert'; readonly at: Slot; readonly draft: Draft }
  | { readonly kind: 'append'; readonly at: Slot; readonly draft: Draft }
  | { readonly kind: 'drop'; readonly at: Slot; readonly indexes: readonly number[] }
  | { readonly kind: 'add'; readonly at: Slot; readonly name: string; readonly draft: Draft };
