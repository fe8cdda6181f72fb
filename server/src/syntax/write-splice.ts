import type { TextEdit } from '../core/text/range.ts';
import { refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';

/** A text edit, and how deep in the tree the node stands that it is about: of two insertions at one place the deeper comes first. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly depth: number;
}

/** Text edits in order, those that touch made one, so that they can be applied in any order; refused where two overlap. */
export function settle(splices: readonly Splice[]): readonly TextEdit[] | Refused {
  const sorted = [...splices].sort((a, b) => a.start - b.start || a.end - b.end || b.depth - a.depth);
  const edits: { start: number; end: number; text: string }[] = [];
  for (const splice of sorted) {
    const last = edits.at(-1);
    if (last && splice.start < last.end) return refuse('Two edits of this fix change the same text.');
    if (last && splice.start === last.end) {
      last.text += splice.text;
      last.end = splice.end;
    } else {
      edits.push({ start: splice.start, end: splice.end, text: splice.text });
    }
  }
  return edits.filter((edit) => edit.end > edit.start || edit.text !== '').map(({ start, end, text }) => ({ range: { start, end }, newText: text }));
}

/** Deletions with what overlaps or touches made one. */
export function union(ranges: readonly { readonly start: number; readonly end: number }[], depth: number): readonly Splice[] {
  const merged: { start: number; end: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged.map((range) => ({ ...range, text: '', depth }));
}
