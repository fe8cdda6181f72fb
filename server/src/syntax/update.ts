import type { BlockId } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import { type Change, changeBetween } from '../core/text/change.ts';
import { copyOf } from './copy-of.ts';
import { DocumentDraft } from './draft.ts';
import { parseJson, parseJsonEntries } from './json/parse.ts';
import { keepEntries } from './keep-entries.ts';
import { Seen } from './seen.ts';
import { type Stretch, stretchOf } from './stretch.ts';
import type { Comment, MappingNode, Pair, SyntaxDocument } from './tree.ts';
import { rootBlock } from './walk.ts';
import { parseYaml, parseYamlEntries } from './yaml/parse.ts';

/**
 * The document of a text that came of the previous one's by a change. The law: it equals what the parser gives for the whole text. Entries
 * of the root and of Resources that the change does not touch keep their objects; only the touched ones are read again, where that is enough:
 * a text in which something is wrong between entries is read whole, and entries that turn out equal keep their objects then, too.
 * `change`: the span that was replaced, if it is known.
 */
export function updateDocument(previous: SyntaxDocument, text: string, change: Change = changeBetween(previous.text, text)): SyntaxDocument {
  if (previous.text === text) return previous;
  return readStretch(previous, text, change) ?? keepEntries(previous, previous.syntax === 'json' ? parseJson(text, previous.file) : parseYaml(text, previous.file));
}

function readStretch(previous: SyntaxDocument, text: string, change: Change): SyntaxDocument | undefined {
  const stretch = stretchOf(previous, change);
  if (stretch === undefined || !previous.problems.every((problem) => isWithin(previous, problem, stretch) || isInEntry(previous, problem))) return undefined;
  const delta = text.length - previous.text.length;
  const draft = new DocumentDraft(previous.file, copyOf(text.slice(stretch.start, stretch.end + delta)));
  const frame = stretch.level === 'root' ? draft.root : draft.open('Resources', stretch.mappingBase - stretch.start);
  const pairs =
    previous.syntax === 'json'
      ? parseJsonEntries(draft, stretch.level, frame, stretch.isLast)
      : parseYamlEntries(draft, { name: stretch.level, column: stretch.column, outer: stretch.outerColumn, frame }, stretch.from === 0);
  const last = pairs?.at(-1);
  if (pairs === undefined || last === undefined) return undefined;
  // What is said behind the last resource belongs to the file.
  if (stretch.level === 'resources' && stretch.isLast) draft.close(draft.baseOf(last.block ?? '') + last.value.range.end);
  return splice(previous, text, stretch, pairs, draft, delta);
}

/** Does it stand in what is read again? */
function isWithin({ blocks }: SyntaxDocument, { at: { block, range } }: Problem, { start, end }: Stretch): boolean {
  const base = blocks.get(block) ?? 0;
  return base + range.start >= start && base + range.end < end;
}

/** Does it stand in an entry of the root or of Resources, and is not said of that entry among the others? Such ones show only in the whole text. */
function isInEntry(previous: SyntaxDocument, { code, at: { block, range } }: Problem): boolean {
  return block !== rootBlock(previous) && block !== `${rootBlock(previous)}Resources` && !(code === 'duplicate-key' && range.start === 0);
}

function splice(previous: SyntaxDocument, text: string, stretch: Stretch, read: readonly Pair[], draft: DocumentDraft, delta: number): SyntaxDocument | undefined {
  const { file, syntax } = previous;
  const { root } = stretch;
  const local = draft.finish(syntax, undefined, true);
  const bases = basesOf(previous, stretch, read, local, delta);
  if (bases === undefined) return undefined;
  const baseOf = (block: BlockId | undefined): number => (block === undefined ? 0 : (bases.get(block) ?? 0));
  const withPairs = (mapping: MappingNode, base: number, pairs: readonly Pair[]): MappingNode => {
    const last = pairs.at(-1);
    const end = mapping.flow || last === undefined ? mapping.content.end + delta : baseOf(last.block) + last.value.range.end - base;
    const range = { start: mapping.content.start, end };
    return { ...mapping, range, content: range, pairs };
  };
  const spliced = (of: readonly Pair[]): readonly Pair[] => [...of.slice(0, stretch.from), ...read, ...of.slice(stretch.to)];
  const { resources } = stretch;
  const newRoot =
    resources === undefined
      ? withPairs(root, 0, spliced(root.pairs))
      : withPairs(root, 0, root.pairs.map((pair) => (pair === resources.pair ? { ...pair, value: withPairs(resources.mapping, stretch.mappingBase, spliced(resources.mapping.pairs)) } : pair)));
  const moved = <T extends Comment | Problem>(of: readonly T[], found: readonly T[]): readonly T[] => replaced(of, found, previous, stretch, delta);
  return { file, syntax, text, root: newRoot, byEntry: true, blocks: bases, comments: moved(previous.comments, local.comments), problems: moved(previous.problems, local.problems), seen: new Seen() };
}

/** The bases of all blocks; undefined where two would have one id, or a second Resources appears. */
function basesOf(previous: SyntaxDocument, stretch: Stretch, read: readonly Pair[], local: SyntaxDocument, delta: number): ReadonlyMap<BlockId, number> | undefined {
  const bases = new Map<BlockId, number>([[rootBlock(previous), 0]]);
  let count = 1;
  const add = (pair: Pair, base: number): void => {
    // An id with a number is that of a key given twice, or of one without a name.
    if (pair.block?.endsWith(`#${pair.name}`) || pair.block?.endsWith(`/${pair.name}`)) bases.set(pair.block, base);
    count++;
  };
  const addAll = (pairs: readonly Pair[], isSpliced: boolean): void => {
    for (const [index, pair] of pairs.entries()) {
      if (isSpliced && index >= stretch.from && index < stretch.to) continue;
      const base = previous.blocks.get(pair.block ?? '') ?? 0;
      add(pair, base >= stretch.end ? base + delta : base);
      if (pair === stretch.resources?.pair) addAll(stretch.resources.mapping.pairs, true);
      else if (pair === stretch.untouched?.pair) addAll(stretch.untouched.mapping.pairs, false);
    }
  };
  addAll(stretch.root.pairs, stretch.level === 'root');
  for (const pair of read) {
    if (stretch.level === 'root' && pair.name === 'Resources') return undefined;
    add(pair, (local.blocks.get(pair.block ?? '') ?? 0) + stretch.start);
  }
  return bases.size === count ? bases : undefined;
}

/** Comments or problems, with those of the stretch replaced and those behind it moved, where they are not relative to a block that moves. */
function replaced<T extends Comment | Problem>(of: readonly T[], found: readonly T[], previous: SyntaxDocument, stretch: Stretch, delta: number): readonly T[] {
  if (of.length === 0 && found.length === 0) return of;
  const outer = rootBlock(previous);
  const resources = stretch.resources?.pair.block;
  const move = (item: T, by: number): T => ({ ...item, at: { block: item.at.block, range: { start: item.at.range.start + by, end: item.at.range.end + by } } });
  const before: T[] = [];
  const behind: T[] = [];
  for (const item of of) {
    const { block, range } = item.at;
    const start = (previous.blocks.get(block) ?? 0) + range.start;
    if (start < stretch.start) before.push(item);
    else if (start >= stretch.end && stretch.end < previous.text.length) behind.push(block === outer || block === resources ? move(item, delta) : item);
  }
  const inside = found.map((item) => (item.at.block === outer ? move(item, stretch.start) : item));
  return [...before, ...inside, ...behind];
}
