import { CST } from 'yaml';

/** Nothing nests deeper, aliases followed. */
export const maxDepth = 200;

/** How deep the library's parser may go before reading stops: its later steps recurse, and must not run out of stack. */
export const maxParserDepth = 2 * maxDepth + 10;

interface Level {
  readonly token: CST.Document | CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
  /** The depth of the nodes below it. */
  readonly depth: number;
}

/**
 * Puts an empty scalar in place of each collection that stands deeper than `maxDepth`, in the tokens themselves, and
 * gives the offsets where collections stood. To be done before composing, which recurses.
 */
export function pruneDeep(document: CST.Document): readonly number[] {
  const pruned: number[] = [];
  const levels: Level[] = [{ token: document, depth: 0 }];
  const keep = (child: CST.Token, depth: number): CST.Token => {
    if (!CST.isCollection(child)) return child;
    if (depth < maxDepth) {
      levels.push({ token: child, depth: depth + 1 });
      return child;
    }
    pruned.push(child.offset);
    return { type: 'scalar', offset: child.offset, indent: child.indent, source: '' };
  };
  for (let level = levels.pop(); level !== undefined; level = levels.pop()) {
    const { token, depth } = level;
    if (token.type === 'document') {
      if (token.value !== undefined) token.value = keep(token.value, depth);
      continue;
    }
    const isFlowSequence = token.type === 'flow-collection' && token.start.source === '[';
    for (const item of token.items as CST.CollectionItem[]) {
      // A pair inside of a flow sequence is a mapping of its own: one level more.
      const below = isFlowSequence && item.sep !== undefined ? depth + 1 : depth;
      if (item.value !== undefined) item.value = keep(item.value, below);
      if (item.key !== undefined && item.key !== null) item.key = keep(item.key, below);
    }
  }
  return pruned;
}
