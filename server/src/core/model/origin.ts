import type { Range } from '../text/range.ts';

/**
 * A block is a stretch of a file whose ranges move together: a top-level entry of the document, or one resource.
 * Id: `file#` for the document itself (base 0), else `file#Parameters`, `file#Resources/Bucket`.
 */
export type BlockId = string;

/** A range inside a block. The block's base makes it absolute. */
export interface Place {
  readonly block: BlockId;
  readonly range: Range;
}

/**
 * Where a node stands in a document. The chain of parents gives its path from the root of the document, as written
 * (`Fn::If` is a step in JSON; a short tag is no step in YAML).
 * `key` and `value` are relative to `block`; `value` starts at the node's tag or anchor.
 */
export interface Origin {
  readonly block: BlockId;
  readonly parent?: Origin;
  /** The key, or the index in a sequence; absent at the root of the document. */
  readonly step?: string | number;
  readonly key?: Range;
  readonly value: Range;
}

/** The steps from the root of the document to the node. */
export function pathOf(origin: Origin): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Origin | undefined = origin; at?.step !== undefined; at = at.parent) path.push(at.step);
  return path.reverse();
}

/** The file that an origin or place stands in. */
export function fileOf(at: { readonly block: BlockId }): string {
  return at.block.slice(0, at.block.indexOf('#'));
}
