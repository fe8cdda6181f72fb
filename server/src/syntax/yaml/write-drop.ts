import type { SyntaxDocument } from '../tree.ts';
import { hasComment, isBlank, lineEnd, lineStart, nextLine, prefix } from '../write-lines.ts';
import { refuse } from '../write-refusal.ts';
import type { Refused } from '../write-refusal.ts';
import { afterColon, children, depth, entryStart, valueEnd, valueStart } from '../write-slot.ts';
import type { Slot } from '../write-slot.ts';
import { union } from '../write-splice.ts';
import type { Splice } from '../write-splice.ts';
import { dashOf } from './write-block.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Entries or items of a block collection taken away, with their lines and what trails on these lines. Comments on lines
 * of their own outside of the entries stay. Where nothing is left, `{}` or `[]` is put in its place.
 */
export function dropBlock(document: SyntaxDocument, at: Slot, indexes: readonly number[]): readonly Splice[] | Refused {
  const all = children(document, at);
  const spans: Span[] = [];
  for (const child of all) {
    const start = child.pair ? entryStart(child) : dashOf(document, child);
    if (typeof start !== 'number') return start;
    if (!/^[ -]*$/.test(prefix(document.text, start))) return refuse('The entry does not stand at the start of its line.');
    const colon = child.pair ? afterColon(document.text, child) : start + 1;
    if (colon === undefined) return refuse('The key is not followed by its value in the usual way.');
    spans.push({ start, end: Math.max(valueEnd(document.text, child), colon) });
  }
  if (indexes.length === all.length) return dropAll(document, at, spans);
  const cuts: Span[] = [];
  const leading = all.findIndex((child) => !indexes.includes(child.index));
  for (const index of indexes) {
    const span = spans[index];
    const next = indexes.includes(index + 1) ? undefined : spans[index + 1];
    if (span === undefined) continue;
    if (!isBlank(prefix(document.text, span.start))) cuts.push(headOf(document, span, next));
    else cuts.push(index < leading ? linesAndBreak(document.text, span) : breakAndLines(document.text, span));
  }
  return union(cuts, depth(at));
}

/** The lines of a span and the break behind them: for the first entries, so that the others move up. */
function linesAndBreak(text: string, span: Span): Span {
  return { start: lineStart(text, span.start), end: nextLine(text, span.end) };
}

/** The lines of a span and the break before them: what is put behind the span at the same time still finds its line's end. */
function breakAndLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start);
  return { start: start === 0 ? 0 : lineEnd(text, lineStart(text, start - 1)), end: lineEnd(text, span.end) };
}

/** The first entry of an item, which shares its line with the dash: the next entry moves up, unless a comment stands between. */
function headOf(document: SyntaxDocument, span: Span, next: Span | undefined): Span {
  const end = lineEnd(document.text, span.end);
  if (next && !hasComment(document, end, next.start)) return { start: span.start, end: next.start };
  return { start: lineStart(document.text, span.start) + prefix(document.text, span.start).trimEnd().length, end };
}

function dropAll(document: SyntaxDocument, at: Slot, spans: readonly Span[]): readonly Splice[] | Refused {
  const { text } = document;
  const empty = at.node.kind === 'mapping' ? '{}' : '[]';
  const colon = at.pair ? afterColon(text, at) : undefined;
  if (colon !== undefined && spans.every((span) => isBlank(prefix(text, span.start)))) {
    const lines = union(spans.map((span) => breakAndLines(text, span)), depth(at));
    return [{ start: colon, end: colon, text: ` ${empty}`, depth: depth(at) }, ...lines];
  }
  const start = valueStart(at);
  const end = valueEnd(text, at);
  if (hasComment(document, start, end)) return refuse('A comment stands at what would be removed.');
  return [{ start, end: Math.max(end, ...spans.map((span) => span.end)), text: empty, depth: depth(at) }];
}
