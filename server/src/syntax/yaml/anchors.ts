import type { BlockId } from '../../core/model/origin.ts';
import type { AliasNode, Node } from '../tree.ts';

const maxExpansions = 10_000;
const maxExpandedNodes = 1_000_000;

interface Anchored {
  target?: { readonly node: Node; readonly block: BlockId };
  /** What following all aliases below it would add. */
  expansions: number;
  nodes: number;
  /** Levels below the anchored node, aliases followed. */
  height: number;
}

/** What `enter` hands to `leave`. */
export interface OpenAnchor {
  readonly record: Anchored;
  readonly expansions: number;
  readonly nodes: number;
  readonly deepest: number;
  readonly depth: number;
}

/** What an alias points at, or why it points nowhere. */
export type Resolution = { readonly target: NonNullable<AliasNode['target']> } | { readonly failure: 'unresolved' | 'cycle' | 'too-many' | 'too-deep' };

/**
 * Resolves aliases while the tree is built, in the order of the text, and keeps count of what following them would
 * cost. An alias means the nearest anchor of its name before it. Law: a tree in which every alias is followed has at
 * most 10,000 aliases, a million nodes and `maxDepth` levels: aliases past that get no target.
 */
export class Anchors {
  readonly #byName = new Map<string, Anchored>();
  #expansions = 0;
  #nodes = 0;
  #deepest = 0;

  constructor(readonly maxDepth: number) {}

  /** Counts a node at a depth. */
  visit(depth: number): void {
    this.#nodes++;
    if (depth > this.#deepest) this.#deepest = depth;
  }

  /** An anchored node begins; until `leave`, an alias of its name is a cycle. */
  enter(name: string, depth: number): OpenAnchor {
    const record: Anchored = { expansions: 0, nodes: 0, height: 0 };
    const open = { record, expansions: this.#expansions, nodes: this.#nodes, deepest: this.#deepest, depth };
    this.#byName.set(name, record);
    this.#deepest = depth;
    return open;
  }

  /** The anchored node is built. */
  leave(open: OpenAnchor, node: Node, block: BlockId): void {
    open.record.target = { node, block };
    open.record.expansions = this.#expansions - open.expansions;
    open.record.nodes = this.#nodes - open.nodes;
    open.record.height = this.#deepest - open.depth;
    this.#deepest = Math.max(this.#deepest, open.deepest);
  }

  /** Follows an alias that stands at a depth. */
  resolve(name: string, depth: number): Resolution {
    const record = this.#byName.get(name);
    if (record === undefined) return { failure: 'unresolved' };
    if (record.target === undefined) return { failure: 'cycle' };
    const expansions = this.#expansions + 1 + record.expansions;
    const nodes = this.#nodes + record.nodes;
    if (expansions > maxExpansions || nodes > maxExpandedNodes) return { failure: 'too-many' };
    if (depth + record.height > this.maxDepth) return { failure: 'too-deep' };
    this.#expansions = expansions;
    this.#nodes = nodes;
    this.#deepest = Math.max(this.#deepest, depth + record.height);
    return { target: record.target };
  }
}
