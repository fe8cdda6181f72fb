import type { Edit, Step } from '../core/model/edit.ts';
import { pathOf } from '../core/model/origin.ts';
import type { MappingNode, Node, SequenceNode, SyntaxDocument } from './tree.ts';
import { isVacant } from './write-node.ts';

type Path = readonly (string | number)[];

/** Where an edit may change something. `under`: whatever stands there or below; `new`: an entry that was not there, of any name. */
interface Site {
  readonly kind: 'under' | 'new';
  readonly path: Path;
}

/**
 * The first place where the data of two versions of a document differ although none of the edits is about it; undefined where there is none. Layout,
 * comments and the order of keys are no data. Parts that the two versions share as objects are not looked at.
 */
export function strayChange(before: SyntaxDocument, after: SyntaxDocument, edits: readonly Edit[]): Path | undefined {
  const sites = edits.flatMap(sitesOf);
  return findStray(before.root, after.root, [], sites);
}

function sitesOf(edit: Edit): readonly Site[] {
  if (edit.op === 'addEntry') return [{ kind: 'new', path: edit.section }];
  if (edit.op !== 'addResource') return [{ kind: 'under', path: [...pathOf(edit.anchor), ...keysOf(edit.rest)] }];
  const near = pathOf(edit.near);
  return near[0] === 'resource' ? [{ kind: 'new', path: ['resource', edit.type] }] : [{ kind: 'new', path: near.slice(0, -1) }];
}

function keysOf(rest: readonly Step[]): readonly string[] {
  const list = rest.findIndex((step) => step.kind !== 'key');
  return rest.slice(0, list < 0 ? rest.length : list).flatMap((step) => (step.kind === 'key' ? [step.key] : []));
}

/** May something differ at `path`? `isNew`: nothing was there before. */
function isMeant(path: Path, isNew: boolean, sites: readonly Site[]): boolean {
  return sites.some((site) => {
    if (site.kind === 'under' && begins(path, site.path)) return true;
    if (!isNew) return false;
    return begins(site.path, path) || (site.kind === 'new' && path.length === site.path.length + 1 && begins(path, site.path));
  });
}

const begins = (path: Path, start: Path): boolean => start.every((step, i) => path[i] === step);

function findStray(before: Node | undefined, after: Node | undefined, path: Path, sites: readonly Site[]): Path | undefined {
  if (before === after || isMeant(path, before === undefined || isVacant(before), sites)) return undefined;
  if (!before || !after || before.tag !== after.tag || before.anchor !== after.anchor) return path;
  if (before.kind === 'mapping' && after.kind === 'mapping') return inMappings(before, after, path, sites);
  if (before.kind === 'sequence' && after.kind === 'sequence') return inSequences(before, after, path, sites);
  if (before.kind === 'scalar' && after.kind === 'scalar') return before.value === after.value ? undefined : path;
  return before.kind === 'alias' && after.kind === 'alias' && before.name === after.name ? undefined : path;
}

function inMappings(before: MappingNode, after: MappingNode, path: Path, sites: readonly Site[]): Path | undefined {
  const [old, now] = [byName(before), byName(after)];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was = [], is = []] = [old.get(name), now.get(name)];
    for (let i = 0; i < Math.max(was.length, is.length); i++) {
      const stray = findStray(was[i], is[i], [...path, name], sites);
      if (stray) return stray;
    }
  }
  return undefined;
}

function byName(mapping: MappingNode): ReadonlyMap<string, readonly Node[]> {
  const values = new Map<string, Node[]>();
  for (const { name, value } of mapping.pairs) {
    const same = values.get(name);
    if (same) same.push(value);
    else values.set(name, [value]);
  }
  return values;
}

/** Items are compared in order; one that is gone is skipped where an edit is about it. */
function inSequences(before: SequenceNode, after: SequenceNode, path: Path, sites: readonly Site[]): Path | undefined {
  let now = 0;
  for (const [i, item] of before.items.entries()) {
    const at = [...path, i];
    const isGone = before.items.length > after.items.length && isMeant(at, false, sites) && (now >= after.items.length || findStray(item, after.items[now], at, []) !== undefined);
    if (isGone) continue;
    const stray = findStray(item, after.items[now], at, sites);
    if (stray) return stray;
    now++;
  }
  return now === after.items.length || isMeant([...path, before.items.length], true, sites) ? undefined : path;
}
