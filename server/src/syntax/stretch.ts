import type { Change } from '../core/text/change.ts';
import type { MappingNode, Pair, SyntaxDocument } from './tree.ts';

/** An entry whose value's entries open blocks of their own: Resources. */
interface Holder {
  readonly pair: Pair;
  readonly mapping: MappingNode;
}

/** The entries of the root, or of Resources, that a change touches: they are read again, and nothing else is. Offsets are those of the old text. */
export interface Stretch {
  readonly level: 'root' | 'resources';
  readonly root: MappingNode;
  /** Resources, where its entries are touched. */
  readonly resources: Holder | undefined;
  /** Resources, where they are not. */
  readonly untouched: Holder | undefined;
  /** The base of the mapping's block. */
  readonly mappingBase: number;
  /** The column of its keys, and of those around; of no meaning in JSON. */
  readonly column: number;
  readonly outerColumn: number;
  /** The touched entries: from one index to another, exclusive. */
  readonly from: number;
  readonly to: number;
  /** From the key of the first to where the next entry, or the end of the mapping, is read. */
  readonly start: number;
  readonly end: number;
  /** Does no entry of the mapping follow? */
  readonly isLast: boolean;
}

/** How many characters of an entry decide that the one before it has ended: `--- `. */
const lookAhead = 4;

/** The stretch that a change touches; undefined where entries cannot be read by themselves, or the change reaches further than them. */
export function stretchOf(document: SyntaxDocument, change: Change): Stretch | undefined {
  const { root } = document;
  if (!document.byEntry || root?.kind !== 'mapping') return undefined;
  const holders = root.pairs.filter((pair) => pair.name === 'Resources');
  const [pair] = holders;
  if (holders.length > 1) return undefined;
  const holder = pair?.value.kind === 'mapping' && pair.value.pairs.length > 0 ? { pair, mapping: pair.value } : undefined;
  const outerColumn = columnOf(document, root.pairs[0]);
  const outer = touched(document, root, outerColumn, change);
  const endOfRoot = document.syntax === 'json' ? root.range.end - 1 : document.text.length;
  if (outer === undefined) return undefined;
  if (holder === undefined || root.pairs[outer.from] !== holder.pair) {
    const isWithin = holder === undefined || !root.pairs.slice(outer.from, outer.to).includes(holder.pair);
    const end = outer.end ?? endOfRoot;
    if (!isWithin || change.end > end) return undefined;
    return { level: 'root', root, resources: undefined, untouched: holder, mappingBase: 0, column: outerColumn, outerColumn: -1, ...outer, end, isLast: outer.end === undefined };
  }
  const column = columnOf(document, holder.mapping.pairs[0]);
  const mappingBase = baseOf(document, holder.pair);
  const inner = touched(document, holder.mapping, column, change);
  const endOfResources = document.syntax === 'json' ? mappingBase + holder.mapping.range.end - 1 : (outer.end ?? endOfRoot);
  if (inner === undefined || outer.to > outer.from + 1) return undefined;
  const end = inner.end ?? endOfResources;
  if (change.end > end) return undefined;
  return { level: 'resources', root, resources: holder, untouched: undefined, mappingBase, column, outerColumn, ...inner, end, isLast: inner.end === undefined };
}

interface Touched {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  /** Where the entry behind them begins; undefined if there is none. */
  readonly end: number | undefined;
}

function touched(document: SyntaxDocument, { pairs }: MappingNode, column: number, change: Change): Touched | undefined {
  const isJson = document.syntax === 'json';
  const before = (pair: Pair): boolean => baseOf(document, pair) + (isJson ? 0 : lookAhead) < change.start && (isJson || isAtColumn(document, pair, column));
  const behind = (pair: Pair): boolean => (isJson ? baseOf(document, pair) >= change.end : isAtColumn(document, pair, column) && baseOf(document, pair) - column > change.end);
  const from = pairs.findLastIndex(before);
  const first = pairs[from];
  if (first === undefined) return undefined;
  const next = pairs.findIndex((pair, index) => index > from && behind(pair));
  const following = pairs[next];
  const to = following === undefined ? pairs.length : next;
  return { from, to, start: baseOf(document, first), end: following && baseOf(document, following) - (isJson ? 0 : column) };
}

function baseOf(document: SyntaxDocument, pair: Pair): number {
  return document.blocks.get(pair.block ?? '') ?? 0;
}

/** Does the entry begin its line, in this column? What a broken entry left behind may not, or be a blank line, or belong to the entry above all the same. */
function isAtColumn(document: SyntaxDocument, pair: Pair, column: number): boolean {
  const base = baseOf(document, pair);
  for (let at = base - 1; at >= base - column; at--) if (document.text[at] !== ' ') return false;
  if (/^(?:[-:](?=\s|$)|[\]}\s#]|$)/.test(document.text.slice(base, base + 2))) return false;
  const before = document.text[base - column - 1];
  return before === '\n' || before === undefined || (before === '\ufeff' && base - column === 1);
}

function columnOf(document: SyntaxDocument, pair: Pair | undefined): number {
  if (pair === undefined) return 0;
  const base = baseOf(document, pair);
  const start = document.text.lastIndexOf('\n', base - 1) + 1;
  return base - start - (start === 0 && document.text.startsWith('\ufeff') ? 1 : 0);
}
