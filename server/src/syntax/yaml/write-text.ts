import type { Draft, MapDraft } from '../write-draft.ts';
import type { BlockStyle } from './write-style.ts';

/** The text of a draft that stands on the line of its key: a scalar, a reference, `{}`, `[]`; undefined for what needs lines of its own. */
export function inlineText(draft: Draft, style: BlockStyle): string | undefined {
  if (draft.kind === 'scalar') return style.words.scalar(draft.value);
  if (draft.kind === 'ref' || draft.kind === 'text') {
    const text = draft.kind === 'ref' ? style.words.ref(draft.to, draft.attribute) : style.words.text(draft);
    return typeof text === 'string' ? text : undefined;
  }
  if (draft.kind === 'map') return draft.entries.size === 0 ? '{}' : undefined;
  return draft.items.length === 0 ? '[]' : undefined;
}

/** The lines of a collection whose keys or dashes stand in `column`, indentation included. */
export function blockLines(draft: Draft, column: number, style: BlockStyle): readonly string[] {
  if (draft.kind === 'map') return entryLines(draft, column, style);
  if (draft.kind === 'list') return draft.items.flatMap((item) => itemLines(item.value, column, 1, style));
  return [`${' '.repeat(column)}${inlineText(draft, style) ?? ''}`];
}

/** The lines of the entries of a map whose keys stand in `column`. */
export function entryLines(draft: MapDraft, column: number, style: BlockStyle): readonly string[] {
  return [...draft.entries].flatMap(([key, value]) => {
    const start = `${' '.repeat(column)}${style.words.key(key)}:`;
    const inline = inlineText(value, style);
    if (inline !== undefined) return [`${start} ${inline}`];
    return [start, ...blockLines(value, column + below(value, style), style)];
  });
}

/** How far the lines of a collection stand from the key above them. */
export function below(draft: Draft, style: BlockStyle): number {
  return draft.kind === 'list' ? style.dash : style.step;
}

/** The lines of an item whose dash stands in `column`, `gap` blanks behind the dash. */
export function itemLines(value: Draft, column: number, gap: number, style: BlockStyle): readonly string[] {
  const dash = `${' '.repeat(column)}-${' '.repeat(gap)}`;
  const inline = inlineText(value, style);
  if (inline !== undefined) return [dash + inline];
  const [first = '', ...rest] = blockLines(value, column + 1 + gap, style);
  return [dash + first.trimStart(), ...rest];
}
