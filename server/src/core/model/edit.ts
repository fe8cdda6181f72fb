import type { Origin } from './origin.ts';
import type { Address, Scalar } from './value.ts';

/**
 * A reference to a resource, inside a literal. `attribute`: `Ref`, or an attribute's name.
 * `to` is an address, a pseudo parameter (`AWS::Region`), or `+hint`: what the same fix adds under that hint, whatever name it gets.
 */
export class RefTo {
  constructor(
    readonly to: Address,
    readonly attribute: string,
  ) {}
}

/** A text with references in it: `Fn::Sub`, or a template of Terraform. */
export class TextOf {
  constructor(readonly parts: readonly (string | RefTo)[]) {}
}

/** A value to be written. */
export type Literal = Scalar | RefTo | TextOf | readonly Literal[] | { readonly [key: string]: Literal };

/** One step below an anchor. `where`: the item of a list of maps whose `key` equals `is` (made if it is missing). */
export type Step = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'where'; readonly key: string; readonly is: string };

/** An existing node, and what is missing below it. With `rest` empty the node itself is meant. */
export interface Spot {
  readonly anchor: Origin;
  readonly rest: readonly Step[];
}

/** A new resource beside the one at `near`, under a name made from `nameHint` that is free. `attributes`: what stands beside `Properties`. */
export interface AddResource {
  readonly op: 'addResource';
  readonly near: Origin;
  readonly type: string;
  readonly nameHint: string;
  readonly properties: Literal;
  readonly attributes?: { readonly [name: string]: Literal };
}

/**
 * A new entry of a section of the document that is none of resources: a parameter, a variable, a data source. The section is made if it is
 * missing. `near`: a resource of the document.
 */
export interface AddEntry {
  readonly op: 'addEntry';
  readonly near: Origin;
  /** Keys from the root of the document: `Parameters`, `variable`, `data` and its type. */
  readonly section: readonly string[];
  readonly nameHint: string;
  readonly value: Literal;
}

/**
 * A change in terms of the document's data, of no syntax. `set` replaces the node or makes what is missing;
 * `remove` takes the entry or item away with its key; `addItem` appends to the list at the spot (made if missing).
 */
export type Edit = ({ readonly op: 'set'; readonly value: Literal } & Spot) | ({ readonly op: 'remove' } & Spot) | ({ readonly op: 'addItem'; readonly value: Literal } & Spot) | AddResource | AddEntry;
