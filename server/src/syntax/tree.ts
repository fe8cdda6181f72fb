import type { BlockId, Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import type { Range } from '../core/text/range.ts';
import type { Seen } from './seen.ts';

interface NodeBase {
  /** From the tag or anchor to the end of the value; relative to the block that the node stands in. */
  readonly range: Range;
  /** The value without tag and anchor. */
  readonly content: Range;
  /** As written, with the bang: `!Ref`. Absent for standard tags. */
  readonly tag?: string;
  /** The name of its anchor. */
  readonly anchor?: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** As CloudFormation reads YAML 1.1; null for an empty value. A number whose text would not come back (`0123`, `1e3`) stays a string. */
  readonly value: string | number | boolean | null;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  /** `[a, b]`; always true in JSON. */
  readonly flow: boolean;
}

/** An entry of a mapping. Where `block` is set, the ranges of its key and value are relative to that block, not to the mapping's. */
export interface Pair {
  readonly key: ScalarNode;
  /** The key as text. */
  readonly name: string;
  readonly value: Node;
  readonly block?: BlockId;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  /** In the order written; duplicates are kept (the last one counts) and are reported as problems. Merge keys are kept as a pair named `<<`. */
  readonly pairs: readonly Pair[];
  readonly flow: boolean;
}

/** `*name`: its target's ranges are relative to `block`. Without a target the alias is unresolved, or part of a cycle: a problem says so. */
export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  readonly target?: { readonly node: Node; readonly block: BlockId };
}

export type Node = ScalarNode | SequenceNode | MappingNode | AliasNode;

/** A comment without its `#` and surrounding blanks. `ownLine`: nothing but blanks before it. `at` spans from the `#` to the end of the line. */
export interface Comment {
  readonly text: string;
  readonly at: Place;
  readonly ownLine: boolean;
}

/** A parsed file. Never thrown away for an error: what could be read is in the tree, what could not is in `problems`. */
export interface SyntaxDocument {
  readonly file: string;
  /** `text`: a file in which a finding stands (a program's source), and of which nothing is parsed. */
  readonly syntax: 'yaml' | 'json' | 'text';
  readonly text: string;
  /** The root of the first document; undefined where there is nothing at all. Its ranges are relative to the block `file#`, base 0. */
  readonly root: Node | undefined;
  /** Were the entries of the root, and those of Resources, read one by one? Then one that changes can be read again by itself. */
  readonly byEntry: boolean;
  /** The base of each block: absolute UTF-16 offset. */
  readonly blocks: ReadonlyMap<BlockId, number>;
  readonly comments: readonly Comment[];
  readonly problems: readonly Problem[];
  /** What writers keep of this document; where it is missing they look anew each time. */
  readonly seen?: Seen;
}
