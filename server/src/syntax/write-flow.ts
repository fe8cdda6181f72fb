import type { Scalar } from '../core/model/value.ts';
import type { SyntaxDocument } from './tree.ts';
import type { Draft, MapDraft, TextDraft } from './write-draft.ts';
import { flowStyle, isFlow, isSpread } from './write-flow-style.ts';
import type { FlowStyle } from './write-flow-style.ts';
import { aboveComments, hasComment, indentation, isBlank, lineStart, prefix } from './write-lines.ts';
import type { Change } from './write-change.ts';
import { refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';
import { afterColon, children, depth, entryStart, valueEnd, valueStart } from './write-slot.ts';
import type { Slot } from './write-slot.ts';
import type { Splice } from './write-splice.ts';

/** How a syntax writes what is no collection. `ref` gives the text, or the map that stands for the reference. */
export interface Words {
  readonly key: (name: string) => string;
  readonly scalar: (value: Scalar) => string;
  readonly ref: (to: string, attribute: string) => string | MapDraft;
  /** The same for a text with references in it. */
  readonly text: (draft: TextDraft) => string | MapDraft;
}

/** The splices of a change to a flow collection, or to a value in one. */
export function writeFlow(document: SyntaxDocument, change: Change, words: Words): readonly Splice[] | Refused {
  const holder = change.kind === 'add' ? change.at.up : change.at;
  const open = holder && document.text[holder.base + holder.node.content.start];
  if (change.kind !== 'put' && open !== '{' && open !== '[') return refuse('The map stands in a list without braces of its own.');
  switch (change.kind) {
    case 'put':
      return putFlow(document, change.at, change.draft, words);
    case 'insert':
      return insertFlow(document, change.at, change.draft, words);
    case 'append':
      return appendFlow(document, change.at, change.draft, words);
    case 'drop':
      return dropFlow(document, change.at, change.indexes);
    case 'add':
      return addFlow(document, change.at, change.name, change.draft, words);
    default:
      return change satisfies never;
  }
}

/** The text of a draft. With `indent` (that of the line that it starts on) its collections are spread over lines, else on one line. */
export function flowText(draft: Draft, words: Words, style: FlowStyle, indent?: string): string {
  if (draft.kind === 'scalar') return words.scalar(draft.value);
  if (draft.kind === 'ref' || draft.kind === 'text') {
    const text = draft.kind === 'ref' ? words.ref(draft.to, draft.attribute) : words.text(draft);
    return typeof text === 'string' ? text : flowText(text, words, style);
  }
  const inner = indent === undefined ? undefined : indent + style.unit;
  const isMap = draft.kind === 'map';
  const parts = isMap ? flowEntries(draft, words, style, inner) : draft.items.map((item) => flowText(item.value, words, style, inner));
  const [open, close] = isMap ? ['{', '}'] : ['[', ']'];
  if (parts.length === 0) return open + close;
  if (inner === undefined || indent === undefined) {
    const pad = isMap ? style.pad : '';
    return open + pad + parts.join(`,${style.gap}`) + pad + close;
  }
  return `${open}${style.newline}${inner}${parts.join(`,${style.newline}${inner}`)}${style.newline}${indent}${close}`;
}

function flowEntries(draft: MapDraft, words: Words, style: FlowStyle, indent?: string): readonly string[] {
  return [...draft.entries].map(([key, value]) => keyAndColon(words.key(key), style) + flowText(value, words, style, indent));
}

/** YAML takes a colon without a blank behind it for a part of a key that is not quoted. */
function keyAndColon(key: string, style: FlowStyle): string {
  return key + (/["']$/.test(key) || style.colon.endsWith(' ') ? style.colon : `${style.colon} `);
}

/** The new value in place of the old one, in the layout of what holds it. */
export function putFlow(document: SyntaxDocument, at: Slot, draft: Draft, words: Words): readonly Splice[] | Refused {
  const { text } = document;
  const start = valueStart(at);
  const end = valueEnd(text, at);
  if (hasComment(document, start, end)) return refuse('The value to replace holds a comment.');
  const holder = at.up && isFlow(at.up) ? at.up : at;
  const spread = isSpread(document, holder) || children(document, holder).length === 0;
  const body = flowText(draft, words, flowStyle(document, at), spread ? indentation(text, entryStart(at)) : undefined);
  if (end > start) return [{ start, end, text: body, depth: depth(at) }];
  const colon = afterColon(text, at);
  if (colon === undefined) return refuse('The key has no colon that a value could follow.');
  return [{ start: colon, end: colon, text: ` ${body}`, depth: depth(at) }];
}

function insertFlow(document: SyntaxDocument, at: Slot, draft: Draft, words: Words): readonly Splice[] | Refused {
  const [first] = children(document, at);
  if (first === undefined || draft.kind !== 'map') return refuse('There is no entry to put the new one before.');
  const style = flowStyle(document, at);
  const start = entryStart(first);
  if (!isSpread(document, at)) {
    const text = flowEntries(draft, words, style).map((entry) => `${entry},${style.gap}`);
    return [{ start, end: start, text: text.join(''), depth: depth(at) }];
  }
  const indent = prefix(document.text, start);
  const place = aboveComments(document, lineStart(document.text, start));
  const lines = flowEntries(draft, words, style, indent).map((entry) => `${indent}${entry},${style.newline}`);
  return [{ start: place, end: place, text: lines.join(''), depth: depth(at) }];
}

function appendFlow(document: SyntaxDocument, at: Slot, draft: Draft, words: Words): readonly Splice[] | Refused {
  const last = children(document, at).at(-1);
  if (last === undefined || draft.kind !== 'list') return refuse('There is no item to put the new one behind.');
  const style = flowStyle(document, at);
  const before = prefix(document.text, entryStart(last));
  const spread = isBlank(before);
  const place = valueEnd(document.text, last);
  const items = draft.items.map((item) => flowText(item.value, words, style, spread ? before : undefined));
  const text = items.map((item) => `,${spread ? style.newline + before : style.gap}${item}`).join('');
  return [{ start: place, end: place, text, depth: depth(at) }];
}

function dropFlow(document: SyntaxDocument, at: Slot, indexes: readonly number[]): readonly Splice[] | Refused {
  const { text } = document;
  const all = children(document, at);
  const splices: Splice[] = [];
  const cut = (start: number, end: number): void => void splices.push({ start, end, text: '', depth: depth(at) });
  if (indexes.length === all.length) {
    cut(at.base + at.node.content.start + 1, at.base + at.node.content.end - 1);
  } else {
    for (let index = 0; index < all.length; index += 1) {
      if (!indexes.includes(index)) continue;
      const from = index;
      while (indexes.includes(index + 1)) index += 1;
      const [first, last, before, after] = [all[from], all[index], all[from - 1], all[index + 1]];
      if (first && after) cut(entryStart(first), entryStart(after));
      else if (before && last) cut(valueEnd(text, before), valueEnd(text, last));
    }
  }
  return splices.some((splice) => hasComment(document, splice.start, splice.end)) ? refuse('A comment stands at what would be removed.') : splices;
}

/** Behind the resource; before it where a comment would come loose from it. */
function addFlow(document: SyntaxDocument, near: Slot, name: string, draft: Draft, words: Words): readonly Splice[] | Refused {
  const { text } = document;
  const { up } = near;
  if (up === undefined) return refuse('There is no map of resources to add to.');
  const spread = isBlank(prefix(text, entryStart(near)));
  const indent = spread ? prefix(text, entryStart(near)) : undefined;
  const style = flowStyle(document, up);
  const entry = keyAndColon(words.key(name), style) + flowText(draft, words, style, indent);
  const siblings = children(document, up);
  const [before, after] = [siblings[near.index - 1], siblings[near.index + 1]];
  const start = valueEnd(text, near);
  const stop = after ? entryStart(after) : up.base + up.node.content.end;
  if (!hasComment(document, start, stop)) {
    const between = after ? text.slice(start, entryStart(after)) : before ? text.slice(valueEnd(text, before), entryStart(near)) : '';
    const blankLine = /\n[ \t]*\r?\n/.test(between) ? style.newline : '';
    return [{ start, end: start, text: `,${indent === undefined ? style.gap : blankLine + style.newline + indent}${entry}`, depth: depth(up) }];
  }
  const head = before ? valueEnd(text, before) : up.base + up.node.content.start;
  if (hasComment(document, head, entryStart(near))) return refuse('Comments stand on both sides of the resource.');
  const place = entryStart(near);
  return [{ start: place, end: place, text: `${entry},${indent === undefined ? style.gap : style.newline + indent}`, depth: depth(up) }];
}
