import type { Node } from '../syntax/tree.ts';

const maxDepth = 100;

/** What a node holds as plain data: maps, lists, scalars, null. Aliases are followed; past a depth of 100 there is nothing. */
export function plainData(node: Node, depth = 0): unknown {
  if (depth > maxDepth) return null;
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map((item) => plainData(item, depth + 1));
    case 'mapping':
      return Object.fromEntries(node.pairs.map(({ name, value }) => [name, plainData(value, depth + 1)]));
    case 'alias':
      return node.target ? plainData(node.target.node, depth + 1) : null;
  }
}
