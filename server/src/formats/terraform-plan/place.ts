import type { Place } from '../../core/model/origin.ts';
import type { Range } from '../../core/text/range.ts';
import type { MappingNode, Node, SyntaxDocument } from '../../syntax/tree.ts';
import { resolveAlias, rootBlock, type Placed } from '../../syntax/walk.ts';
import type { HclBlock } from './hcl.ts';

/** A file of the folder that a resource is written in. */
export type SourceFile =
  | { readonly kind: 'json'; readonly document: SyntaxDocument }
  | { readonly kind: 'hcl'; readonly file: string; readonly blocks: readonly HclBlock[] };

/** Where a finding stands in the sources. `reached`: how many steps of its path were found there. */
export interface SourcePlace {
  readonly file: string;
  readonly place: Place;
  readonly reached: number;
}

/**
 * The place of an argument in the sources of its block (`resource`, a type, a name): its value where the whole path is written and nothing is `missing`, else
 * the key of the deepest part that is, down to the block's own. `path`: keys and indices below the block, as in the plan. Of several files (override files
 * come last) the one where most of the path is found, for the block itself the first. Undefined where the block is in none.
 */
export function placeInSource(block: readonly string[], path: readonly (string | number)[], missing: boolean, files: readonly SourceFile[]): SourcePlace | undefined {
  let best: SourcePlace | undefined;
  for (const file of files) {
    const found = file.kind === 'json' ? inJson(block, path, missing, file.document) : inHcl(block, path, missing, file.file, file.blocks);
    if (found && (!best || found.reached > best.reached || (found.reached === best.reached && found.reached > 0))) best = found;
  }
  return best;
}

function inHcl(wanted: readonly string[], path: readonly (string | number)[], missing: boolean, file: string, blocks: readonly HclBlock[]): SourcePlace | undefined {
  const [word, ...names] = wanted;
  const resource = blocks.findLast(({ type, labels }) => type === word && names.every((name, i) => labels[i] === name));
  if (!resource) return undefined;
  const at = (range: Range, reached: number): SourcePlace => ({ file, place: { block: `${file}#`, range }, reached });
  let block: HclBlock = resource;
  let key: Range = resource.key;
  let reached = 0;
  while (reached < path.length) {
    const step = path[reached];
    const attribute = block.attributes.find(({ name }) => name === step);
    if (attribute) {
      const isLast = reached + 1 === path.length;
      return at(isLast && !missing ? attribute.value : attribute.key, reached + 1);
    }
    const next = path[reached + 1];
    const named = block.blocks.flatMap((b) => (b.type === step ? [b] : b.type === 'dynamic' && b.labels[0] === step ? [contentOf(b)] : []));
    const inner = named[typeof next === 'number' ? Math.min(next, named.length - 1) : 0];
    if (!inner) break;
    block = inner;
    key = inner.key;
    reached += typeof next === 'number' ? 2 : 1;
  }
  return at(key, Math.min(reached, path.length));
}

/** A dynamic block stands for its content, under its own name. */
function contentOf(dynamic: HclBlock): HclBlock {
  const content = dynamic.blocks.find(({ type }) => type === 'content');
  return { ...dynamic, attributes: content?.attributes ?? [], blocks: content?.blocks ?? [] };
}

function inJson(block: readonly string[], path: readonly (string | number)[], missing: boolean, document: SyntaxDocument): SourcePlace | undefined {
  if (!document.root) return undefined;
  let at: Slot = { node: document.root, block: rootBlock(document) };
  for (const label of block) {
    const next = entryOf(at, label);
    if (!next) return undefined;
    at = next;
  }
  let reached = 0;
  for (const step of path) {
    const next = typeof step === 'number' ? itemOf(at, step) : entryOf(at, step);
    if (!next) break;
    at = next.key ? next : { ...next, ...(at.key ? { key: at.key } : {}) };
    reached++;
  }
  const whole = reached === path.length && path.length > 0 && !missing;
  const range = whole || !at.key ? at.node.range : at.key.range;
  return { file: document.file, place: { block: whole || !at.key ? at.block : at.key.block, range }, reached };
}

interface Slot extends Placed {
  readonly key?: { readonly range: Range; readonly block: string };
}

/** The entry of a mapping, or of the mappings that a list holds: Terraform takes both at every level. Of several the last one that has it. */
function entryOf({ node, block }: Placed, name: string): Slot | undefined {
  for (const holder of mappings(node, block).reverse()) {
    const pair = holder.node.pairs.findLast((p) => p.name === name);
    if (pair) {
      const home = pair.block ?? holder.block;
      return { node: pair.value, block: home, key: { range: pair.key.range, block: home } };
    }
  }
  return undefined;
}

/** An item of a list; a single block stands for a list of one. */
function itemOf({ node, block }: Placed, index: number): Slot | undefined {
  const at = resolveAlias(node, block);
  if (at?.node.kind !== 'sequence') return index === 0 && at ? { ...at } : undefined;
  const item = at.node.items[index];
  return item && { node: item, block: at.block };
}

function mappings(node: Node, block: string): { readonly node: MappingNode; readonly block: string }[] {
  const at = resolveAlias(node, block);
  if (at?.node.kind === 'mapping') return [{ node: at.node, block: at.block }];
  if (at?.node.kind !== 'sequence') return [];
  const { items } = at.node;
  return items.flatMap((item) => (item.kind === 'mapping' ? [{ node: item, block: at.block }] : []));
}
