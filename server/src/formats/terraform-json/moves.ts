import type { Address } from '../../core/model/value.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { type Cursor, itemsOf, pairsOf, rootOf } from './cursor.ts';

/** What the `moved` and `removed` blocks of a folder say: new addresses by old ones; addresses that are let go without being destroyed. */
export interface Moves {
  readonly moved: ReadonlyMap<Address, Address>;
  readonly forgotten: ReadonlySet<Address>;
}

/**
 * Reads the orders about addresses in the documents of a folder. A chain of moves is followed to its end. What cannot be read is left out: then
 * the address counts as gone. Source: https://developer.hashicorp.com/terraform/language/block/moved, https://developer.hashicorp.com/terraform/language/block/removed
 */
export function readMoves(documents: readonly SyntaxDocument[]): Moves {
  const steps = new Map<Address, Address>();
  const forgotten = new Set<Address>();
  for (const document of documents) {
    for (const block of blocksOf(document, 'moved')) {
      const [from, to] = [addressIn(block, 'from'), addressIn(block, 'to')];
      if (from !== undefined && to !== undefined) steps.set(from, to);
    }
    for (const block of blocksOf(document, 'removed')) {
      const from = addressIn(block, 'from');
      if (from !== undefined && !destroys(block)) forgotten.add(from);
    }
  }
  return { moved: new Map([...steps.keys()].map((from) => [from, endOf(from, steps)])), forgotten };
}

function endOf(from: Address, steps: ReadonlyMap<Address, Address>): Address {
  const seen = new Set<Address>();
  let at = from;
  for (let next = steps.get(at); next !== undefined && !seen.has(next); next = steps.get(at)) {
    seen.add(next);
    at = next;
  }
  return at;
}

function blocksOf(document: SyntaxDocument, kind: string): readonly Cursor[] {
  const root = rootOf(document);
  const roots = root ? (itemsOf(root) ?? [root]) : [];
  return roots.flatMap((one) => (pairsOf(one) ?? []).filter(([key]) => key === kind).flatMap(([, value]) => itemsOf(value) ?? [value]));
}

function addressIn(block: Cursor, key: string): Address | undefined {
  const node = pairsOf(block)?.find(([name]) => name === key)?.[1].node;
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value.replace(/^\$\{(.*)\}$/, '$1') : undefined;
}

/** A `removed` block destroys unless its `lifecycle` says `destroy = false`. */
function destroys(block: Cursor): boolean {
  const lifecycle = pairsOf(block)?.find(([name]) => name === 'lifecycle')?.[1];
  const inner = lifecycle && (itemsOf(lifecycle)?.[0] ?? lifecycle);
  const said = inner && pairsOf(inner)?.find(([name]) => name === 'destroy')?.[1].node;
  return !(said?.kind === 'scalar' && said.value === false);
}
