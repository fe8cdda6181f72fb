import type { Origin } from './origin.ts';
import type { Address, Scalar } from './value.ts';

/** A reference to a resource, inside a literal. `attribute`: `Ref`, or an attribute's name. */
export class RefTo {
  constructor(
    readonly to: Address,
    readonly attribute: string,
  ) {}
}

/** A value to be written. */
export type Literal = Scalar | RefTo | readonly Literal[] | { readonly [key: string]: Literal };

/** One step below an anchor. `where`: the item of a list of maps whose `key` equals `is` (made if it is missing). */
export type Step = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'where'; readonly key: string; readonly is: string };

/** An existing node, and what is missing below it. With `rest` empty the node itself is meant. */
export interface Spot {
  readonly anchor: Origin;
  readonly rest: readonly Step[];
}

/**
 * A change in terms of the document's data, of no syntax. `set` replaces the node or makes what is missing;
 * `remove` takes the entry or item away with its key; `addItem` appends to the list at the spot (made if missing);
 * `addResource` adds a resource to the map of resources that `near` stands in, under a name made from `nameHint` that is free.
 */
export type Edit =
  | ({ readonly op: 'set'; readonly value: Literal } & Spot)
  | ({ readonly op: 'remove' } & Spot)
  | ({ readonly op: 'addItem'; readonly value: Literal } & Spot)
  | { readonly op: 'addResource'; readonly near: Origin; readonly type: string; readonly nameHint: string; readonly properties: Literal };
