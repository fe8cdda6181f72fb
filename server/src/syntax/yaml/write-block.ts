import type { SyntaxDocument } from '../tree.ts';
import type { Draft } from '../write-draft.ts';
import { isFlow } from '../write-flow-style.ts';
import { putFlow } from '../write-flow.ts';
import { aboveComments, hasComment, isBlank, lineEnd, lineStart, prefix } from '../write-lines.ts';
import { refuse } from '../write-refusal.ts';
import type { Refused } from '../write-refusal.ts';
import { afterColon, children, depth, entryStart, valueEnd, valueStart } from '../write-slot.ts';
import type { Slot } from '../write-slot.ts';
import type { Splice } from '../write-splice.ts';
import { blockStyle, column, flowWords } from './write-style.ts';
import { below, blockLines, entryLines, inlineText, itemLines } from './write-text.ts';

const blockScalar = refuse('The value is a block scalar (| or >).');
const tabs = refuse('The line is indented by tabs.');
const oddKey = refuse('The key is not followed by its value in the usual way.');

/** New entries before the first of a block mapping, above the comments that stand on its first key. */
export function insertBlock(document: SyntaxDocument, at: Slot, draft: Draft): readonly Splice[] | Refused {
  const [first] = children(document, at);
  if (first === undefined || draft.kind !== 'map') return refuse('There is no entry to put the new one before.');
  const start = entryStart(first);
  const before = prefix(document.text, start);
  if (before.includes('\t')) return tabs;
  if (!/^[ -]*$/.test(before)) return oddKey;
  const style = blockStyle(document, at);
  const lines = entryLines(draft, before.length, style);
  if (!isBlank(before) || start === 0 || document.text[start - 1] === '\uFEFF') {
    const indent = ' '.repeat(before.length);
    const text = lines.join(style.newline).trimStart() + style.newline + indent;
    return [{ start, end: start, text, depth: depth(at) }];
  }
  const place = at.up ? aboveComments(document, lineStart(document.text, start)) : lineStart(document.text, start);
  return [{ start: place, end: place, text: lines.map((line) => line + style.newline).join(''), depth: depth(at) }];
}

/** New items behind the last of a block sequence. */
export function appendBlock(document: SyntaxDocument, at: Slot, draft: Draft): readonly Splice[] | Refused {
  const { text } = document;
  const last = children(document, at).at(-1);
  if (last === undefined || draft.kind !== 'list') return refuse('There is no item to put the new one behind.');
  const dashes = column(document, at.base + at.node.content.start);
  const place = behind(document, last);
  if (typeof place !== 'number') return place;
  if (prefix(text, valueStart(last)).includes('\t')) return tabs;
  const style = blockStyle(document, at);
  const gap = /-( +)$/.exec(prefix(text, valueStart(last)))?.[1]?.length ?? 1;
  const lines = draft.items.flatMap((item) => itemLines(item.value, dashes, gap, style));
  return [{ start: place, end: place, text: lines.map((line) => style.newline + line).join(''), depth: depth(at) }];
}

/** The end of the last line of a block node, a trailing comment included; refused where a block scalar's end would change by more text. */
export function behind(document: SyntaxDocument, slot: Slot): number | Refused {
  const end = lineEnd(document.text, valueEnd(document.text, slot));
  for (let at: Slot | undefined = slot; at; at = children(document, at).at(-1)) {
    const { node } = at;
    if (node.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) continue;
    const header = document.text.slice(at.base + node.content.start, lineEnd(document.text, at.base + node.content.start));
    if (header.includes('+') || end === document.text.length) return blockScalar;
  }
  return end;
}

/** A new value in place of the old one. */
export function putBlock(document: SyntaxDocument, at: Slot, draft: Draft): readonly Splice[] | Refused {
  const { node } = at;
  const style = blockStyle(document, at, node);
  const inline = inlineText(draft, style);
  if (inline !== undefined) return putInline(document, at, inline);
  if (isFlow(at) && valueEnd(document.text, at) > valueStart(at) && children(document, at).length > 0) {
    return putFlow(document, at, draft, flowWords(document, at, node));
  }
  if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) return blockScalar;
  return at.pair ? putBelowKey(document, at, draft) : putInPlace(document, at, draft);
}

/** Where the value's text begins to be replaceable: behind its colon or dash if it stands on lines of its own, else where it starts. */
function openingOf(document: SyntaxDocument, at: Slot): number | Refused {
  if (at.up === undefined) return valueStart(at);
  if (at.pair) return afterColon(document.text, at) ?? oddKey;
  const dash = dashOf(document, at);
  return typeof dash === 'number' ? dash + 1 : dash;
}

function putInline(document: SyntaxDocument, at: Slot, text: string): readonly Splice[] | Refused {
  const start = valueStart(at);
  const end = valueEnd(document.text, at);
  const isLined = (at.node.kind === 'mapping' || at.node.kind === 'sequence') && !at.node.flow;
  if (!isLined && end > start) {
    if (hasComment(document, start, end)) return refuse('The value to replace holds a comment.');
    return [{ start, end, text, depth: depth(at) }];
  }
  const opening = openingOf(document, at);
  if (typeof opening !== 'number') return opening;
  if (end > start && hasComment(document, opening, end)) return refuse('The value to replace holds a comment.');
  const lead = at.up === undefined ? '' : ' ';
  return [{ start: opening, end: end > start ? end : opening, text: lead + text, depth: depth(at) }];
}

/** Lines below the line of the key; a comment behind the old value stays where it is. */
function putBelowKey(document: SyntaxDocument, at: Slot, draft: Draft): readonly Splice[] | Refused {
  const { text } = document;
  const key = entryStart(at);
  const before = prefix(text, key);
  if (before.includes('\t')) return tabs;
  if (!/^[ -]*$/.test(before)) return oddKey;
  const opening = openingOf(document, at);
  if (typeof opening !== 'number') return opening;
  const style = blockStyle(document, at, undefined);
  const end = Math.max(valueEnd(text, at), opening);
  if (hasComment(document, opening, end)) return refuse('The value to replace holds a comment.');
  const place = lineEnd(text, end);
  const lines = blockLines(draft, before.length + below(draft, style), style);
  const cut: Splice = { start: opening, end, text: '', depth: depth(at) };
  return [cut, { start: place, end: place, text: lines.map((line) => style.newline + line).join(''), depth: depth(at) }];
}

/** An item (or the whole document): the first line where the old value stood, the others below that line. */
function putInPlace(document: SyntaxDocument, at: Slot, draft: Draft): readonly Splice[] | Refused {
  const { text } = document;
  const dash = at.up === undefined ? undefined : dashOf(document, at);
  if (typeof dash === 'object') return dash;
  const style = blockStyle(document, at);
  const end = valueEnd(text, at);
  const onDashLine = dash === undefined || !text.slice(dash, valueStart(at)).includes('\n');
  const start = onDashLine && end > valueStart(at) ? valueStart(at) : dash === undefined ? valueStart(at) : dash + 1;
  if (hasComment(document, start, end)) return refuse('The value to replace holds a comment.');
  const lead = dash !== undefined && start === dash + 1 ? ' ' : '';
  const [first = '', ...rest] = blockLines(draft, column(document, start) + lead.length, style);
  const place = lineEnd(text, Math.max(end, start));
  return [
    { start, end: Math.max(end, start), text: lead + first.trimStart(), depth: depth(at) },
    { start: place, end: place, text: rest.map((line) => style.newline + line).join(''), depth: depth(at) },
  ];
}

/** The offset of an item's dash: in the column of its sequence, on its own line or above. */
export function dashOf(document: SyntaxDocument, item: Slot): number | Refused {
  const { text } = document;
  const lost = refuse('The dash of the list item was not found.');
  if (item.up === undefined) return lost;
  const first = item.up.base + item.up.node.content.start;
  if (item.index === 0) return text[first] === '-' ? first : lost;
  const at = column(document, first);
  for (let line = lineStart(text, valueStart(item)); line > first; line = lineStart(text, line - 1)) {
    if (text[line + at] === '-' && isBlank(text.slice(line, line + at))) return line + at;
  }
  return lost;
}
