import type { SyntaxDocument } from '../tree.ts';
import type { Draft } from '../write-draft.ts';
import { aboveComments, indentation, isBlank, isCommentLine, lineEnd, lineStart, nextLine, prefix } from '../write-lines.ts';
import { refuse } from '../write-refusal.ts';
import type { Refused } from '../write-refusal.ts';
import { children, depth, entryStart, valueEnd } from '../write-slot.ts';
import type { Slot } from '../write-slot.ts';
import type { Splice } from '../write-splice.ts';
import { behind } from './write-block.ts';
import { blockStyle } from './write-style.ts';
import { entryLines } from './write-text.ts';

/** A new entry behind `near` and the comments that belong to it; before it, above its comments, where its end is a block scalar's. */
export function addBlock(document: SyntaxDocument, near: Slot, name: string, draft: Draft): readonly Splice[] | Refused {
  const { text } = document;
  const { up } = near;
  const key = entryStart(near);
  const before = prefix(text, key);
  if (up === undefined || !/^ *$/.test(before)) return refuse('The resource does not stand at the start of its line.');
  const style = blockStyle(document, near);
  const lines = entryLines({ kind: 'map', entries: new Map([[name, draft]]) }, before.length, style);
  const gap = isSpaced(document, near) ? [''] : [];
  const end = behind(document, near);
  if (typeof end === 'number') {
    const place = endWithComments(document, end, before.length, keyAfter(document, near));
    return [{ start: place, end: place, text: [...gap, ...lines].map((line) => style.newline + line).join(''), depth: depth(up) }];
  }
  const place = aboveComments(document, lineStart(text, key));
  return [{ start: place, end: place, text: [...lines, ...gap].map((line) => line + style.newline).join(''), depth: depth(up) }];
}

function keyAfter(document: SyntaxDocument, near: Slot): number | undefined {
  const after = near.up && children(document, near.up)[near.index + 1];
  return after && entryStart(after);
}

/** Does a blank line part the resource from the next, or from the one before? */
function isSpaced(document: SyntaxDocument, near: Slot): boolean {
  const { text } = document;
  const siblings = near.up ? children(document, near.up) : [];
  const after = siblings[near.index + 1];
  const before = siblings[near.index - 1];
  const between = after ? text.slice(valueEnd(text, near), entryStart(after)) : before ? text.slice(valueEnd(text, before), entryStart(near)) : '';
  return /\n[ \t]*\r?\n/.test(between);
}

/**
 * The end of the last comment line that belongs to the entry that ends at `end`: one that is indented deeper than its key,
 * or one of a run that follows without a blank line and does not touch what comes next.
 */
function endWithComments(document: SyntaxDocument, end: number, keyColumn: number, next: number | undefined): number {
  const { text } = document;
  let place = end;
  let run: number | undefined = end;
  let line = nextLine(text, end);
  for (; line > end && line < text.length && (next === undefined || line <= next); line = nextLine(text, line)) {
    const stop = lineEnd(text, line);
    const isEmpty = isBlank(text.slice(line, stop));
    if (!isEmpty && !isCommentLine(document, line)) return place;
    if (isEmpty) {
      if (run !== undefined) place = Math.max(place, run);
      run = undefined;
    } else if (indentation(text, line).length > keyColumn) {
      place = stop;
      if (run !== undefined) run = stop;
    } else if (run !== undefined) {
      run = stop;
    }
  }
  return Math.max(place, run ?? place);
}
