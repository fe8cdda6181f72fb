import type { Origin } from '../../core/model/origin.ts';
import type { Range } from '../../core/text/range.ts';
import type { AliasNode, MappingNode, Node, Pair, SyntaxDocument } from '../../syntax/tree.ts';

/** The variables of the Fn::ForEach loops around a node, with the value of this round. */
export type Loop = ReadonlyMap<string, string>;

/** Where a node stands, and where it was written if it is reached through an alias, a merge key or a mapping's cell. */
export interface Spot {
  readonly at: Origin;
  readonly via?: Origin;
}

/** A node with its place. Aliases are followed: `node` is an alias only where it leads nowhere. */
export interface Cursor extends Spot {
  readonly node: Node;
  /** The function tag that is still to be applied. */
  readonly tag: string | undefined;
  readonly loop: Loop | undefined;
  readonly depth: number;
}

/** How many nodes are read through aliases before the rest is left unread: what stays of an alias bomb. */
const aliasBudget = 300_000;

/** Walks through one document, and knows the place of each node that it comes to. */
export class DocumentWalk {
  readonly #mergeKeys: boolean;
  #anchors: ReadonlyMap<Node, Origin> | undefined;
  #throughAliases = 0;

  constructor(readonly document: SyntaxDocument) {
    this.#mergeKeys = document.syntax === 'yaml';
  }

  /** The root of the document; undefined where the document is empty. */
  root(): Cursor | undefined {
    const { root, file } = this.document;
    return root && { node: root, at: rootOrigin(file, root), tag: root.tag, loop: undefined, depth: 0 };
  }

  /** The value of an entry. */
  value(mapping: Cursor, pair: Pair): Cursor {
    return this.#arrive(mapping, pair.value, pair);
  }

  /** An item of a sequence. */
  item(sequence: Cursor, index: number, node: Node): Cursor {
    return this.#arrive(sequence, node, index);
  }

  /** The items of a sequence; undefined if it is none. */
  items(sequence: Cursor): readonly Cursor[] | undefined {
    if (sequence.node.kind !== 'sequence') return undefined;
    return sequence.node.items.map((node, i) => this.#arrive(sequence, node, i));
  }

  /** The entries of a mapping by name: the last of several counts, merge keys are merged, loop variables filled in. Undefined if it is none. */
  entries(mapping: Cursor): ReadonlyMap<string, Cursor> | undefined {
    const { node } = mapping;
    if (node.kind !== 'mapping') return undefined;
    const found = new Map<string, Cursor>();
    const merges: Pair[] = [];
    for (const pair of node.pairs) {
      if (this.#mergeKeys && pair.name === '<<') merges.push(pair);
      else found.set(mapping.loop ? fillKey(pair.name, mapping.loop) : pair.name, this.#arrive(mapping, pair.value, pair));
    }
    for (const pair of merges) this.#merge(mapping, pair, found);
    return found;
  }

  /** The entry of a mapping of this name. */
  get(mapping: Cursor, name: string): Cursor | undefined {
    const { node } = mapping;
    if (node.kind !== 'mapping') return undefined;
    return this.#written(mapping, name) ?? (node.pairs.some((p) => p.name === '<<') ? this.entries(mapping)?.get(name) : undefined);
  }

  /** The node at a path of keys and indices as written; undefined if there is none. */
  find(path: readonly (string | number)[]): Cursor | undefined {
    let at = this.root();
    for (const step of path) {
      if (at === undefined) return undefined;
      at = typeof step === 'number' ? this.items(at)?.[step] : this.#written(at, step);
    }
    return at;
  }

  #written(mapping: Cursor, name: string): Cursor | undefined {
    const pair = mapping.node.kind === 'mapping' ? mapping.node.pairs.findLast((p) => p.name === name) : undefined;
    return pair && this.#arrive(mapping, pair.value, pair);
  }

  #merge(mapping: Cursor, pair: Pair, into: Map<string, Cursor>): void {
    const merged = this.#arrive(mapping, pair.value, pair);
    const sources = merged.node.kind === 'sequence' ? (this.items(merged) ?? []) : [merged];
    for (const source of sources) {
      // Seen from outside the entries stand in the mapping itself, with the place of the alias.
      const { parent, step, key } = mapping.at;
      const at: Origin = { block: source.at.block, value: source.at.value, ...(parent && { parent }), ...(step !== undefined && { step }), ...(key && { key }) };
      const seen: Cursor = source.via ? { ...source, at } : source;
      for (const [name, cursor] of this.entries(seen) ?? []) if (!into.has(name)) into.set(name, cursor);
    }
  }

  #arrive(parent: Cursor, node: Node, by: Pair | number): Cursor {
    const { loop } = parent;
    const depth = parent.depth + 1;
    if (!parent.via) {
      const at = childOrigin(parent.at, node, by);
      return node.kind === 'alias' ? this.#follow(node, { at }, loop, depth) : { node, tag: node.tag, loop, depth, at };
    }
    const spot: Spot = { at: shadow(parent.at, by), via: childOrigin(parent.via, node, by) };
    if (node.kind === 'alias') return this.#follow(node, spot, loop, depth);
    this.#throughAliases++;
    return { node, tag: node.tag, loop, depth, ...spot };
  }

  #follow(alias: AliasNode, spot: Spot, loop: Loop | undefined, depth: number): Cursor {
    const target = alias.target;
    if (!target || ++this.#throughAliases > aliasBudget) return { node: alias, tag: undefined, loop, depth, ...spot };
    const via = this.#anchorOrigins().get(target.node) ?? { block: target.block, value: target.node.range };
    const { node } = target;
    if (node.kind === 'alias') return depth > 1000 ? { node, tag: undefined, loop, depth, ...spot } : this.#follow(node, { at: spot.at, via }, loop, depth + 1);
    return { node, tag: node.tag, loop, depth, at: spot.at, via };
  }

  #anchorOrigins(): ReadonlyMap<Node, Origin> {
    if (this.#anchors) return this.#anchors;
    const found = new Map<Node, Origin>();
    const { root, file } = this.document;
    if (root) collectAnchors(root, rootOrigin(file, root), found);
    this.#anchors = found;
    return found;
  }
}

/** The same node without its function tag: the argument of the short form of a function. */
export function untagged(cursor: Cursor): Cursor {
  return { ...cursor, tag: undefined };
}

/** Only the place of it. */
export function spotOf(of: Spot): Spot {
  return of.via ? { at: of.at, via: of.via } : { at: of.at };
}

/** The text of a scalar with loop variables filled in; undefined for null and for anything else than a scalar. */
export function scalarText(cursor: Cursor): string | undefined {
  const { node } = cursor;
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  const text = String(node.value);
  return cursor.loop ? fill(text, cursor.loop) : text;
}

/** `${Name}` and `&{Name}` of loop variables replaced; `&{…}` drops all that is not a letter or digit. Source: the guide's page on Fn::ForEach. */
export function fill(text: string, loop: Loop): string {
  if (!text.includes('{')) return text;
  return text.replace(/([$&])\{([^}!]*)\}/g, (whole, mark: string, name: string) => {
    const value = loop.get(name);
    return value === undefined ? whole : mark === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}

function fillKey(name: string, loop: Loop): string {
  return name.startsWith('Fn::ForEach::') ? name : fill(name, loop);
}

/** Nodes that blocks stand in, the root and Resources, are placed at their first character: their end moves with every change inside. */
function rootOrigin(file: string, root: Node): Origin {
  return { block: `${file}#`, value: root.kind === 'mapping' ? firstOf(root) : root.range };
}

function firstOf({ range }: Node): Range {
  return { start: range.start, end: Math.min(range.start + 1, range.end) };
}

function holdsBlocks(node: Node): boolean {
  return node.kind === 'mapping' && node.pairs[0]?.block !== undefined;
}

function childOrigin(parent: Origin, node: Node, by: Pair | number): Origin {
  if (typeof by === 'number') return { block: parent.block, parent, step: by, value: node.range };
  return { block: by.block ?? parent.block, parent, step: by.name, key: by.key.range, value: holdsBlocks(node) ? firstOf(node) : node.range };
}

/** A node below an alias has no place of its own where it is used: it takes that of the alias. */
function shadow(parent: Origin, by: Pair | number): Origin {
  return { block: parent.block, parent, step: typeof by === 'number' ? by : by.name, value: parent.value };
}

function collectAnchors(node: Node, at: Origin, into: Map<Node, Origin>): void {
  if (node.anchor !== undefined) into.set(node, at);
  if (node.kind === 'sequence') node.items.forEach((item, i) => collectAnchors(item, childOrigin(at, item, i), into));
  if (node.kind === 'mapping') for (const pair of node.pairs) collectAnchors(pair.value, childOrigin(at, pair.value, pair), into);
}

/** Is it a mapping with exactly one entry? Then that entry. */
export function onlyPair(node: MappingNode): Pair | undefined {
  return node.pairs.length === 1 ? node.pairs[0] : undefined;
}
