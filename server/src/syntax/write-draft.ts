import { RefTo, TextOf } from '../core/model/edit.ts';
import type { Literal, Step } from '../core/model/edit.ts';
import type { Scalar } from '../core/model/value.ts';
import { isRefused, refuse } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';

/**
 * A value about to be written. `match` marks an item made by a `where` step; `grows` a list that edits add to,
 * as opposed to one that an edit gives whole.
 */
export type Draft =
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | RefDraft
  | TextDraft
  | MapDraft
  | ListDraft;

/** A reference about to be written. */
export interface RefDraft {
  readonly kind: 'ref';
  readonly to: string;
  readonly attribute: string;
}

/** A text with references in it about to be written. */
export interface TextDraft {
  readonly kind: 'text';
  readonly parts: readonly (string | RefDraft)[];
}

/** A map about to be written: its entries in the order of writing. */
export interface MapDraft {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Draft>;
}

/** A list about to be written. */
export interface ListDraft {
  readonly kind: 'list';
  readonly grows: boolean;
  readonly items: readonly { readonly value: Draft; readonly match?: string }[];
}

/** The draft of a literal. `renamed`: the names of what the same fix adds, by `+hint`. */
export function draftOf(literal: Literal, renamed: ReadonlyMap<string, string>): Draft {
  if (literal instanceof RefTo) return refDraft(literal, renamed);
  if (literal instanceof TextOf) return textDraft(literal, renamed);
  if (isList(literal)) return { kind: 'list', grows: false, items: literal.map((item) => ({ value: draftOf(item, renamed) })) };
  if (typeof literal !== 'object') return { kind: 'scalar', value: literal };
  return { kind: 'map', entries: new Map(Object.entries(literal).map(([key, value]) => [key, draftOf(value, renamed)])) };
}

function refDraft({ to, attribute }: RefTo, renamed: ReadonlyMap<string, string>): RefDraft {
  return { kind: 'ref', to: renamed.get(to) ?? to, attribute };
}

function textDraft({ parts }: TextOf, renamed: ReadonlyMap<string, string>): Draft {
  if (parts.every((part) => typeof part === 'string')) return { kind: 'scalar', value: parts.join('') };
  return { kind: 'text', parts: parts.map((part) => (typeof part === 'string' ? part : refDraft(part, renamed))) };
}

function isList(literal: Literal): literal is readonly Literal[] {
  return Array.isArray(literal);
}

/** The draft of what has to be made so that `value` stands at the end of the steps. */
export function nest(steps: readonly Step[], value: Draft): Draft | Refused {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const inner = nest(rest, value);
  if (isRefused(inner)) return inner;
  if (step.kind === 'key') return { kind: 'map', entries: new Map([[step.key, inner]]) };
  if (inner.kind !== 'map') return refuse(`An item named by its "${step.key}" has to be a map.`);
  const item: MapDraft = { kind: 'map', entries: new Map([[step.key, { kind: 'scalar', value: step.is }], ...inner.entries]) };
  return { kind: 'list', grows: true, items: [{ value: item, match: `${step.key}=${step.is}` }] };
}

/** Both drafts in one: maps are joined, growing lists too; a refusal where they contradict each other. */
export function join(a: Draft, b: Draft): Draft | Refused {
  if (a.kind === 'map' && b.kind === 'map') return joinMaps(a, b);
  if (a.kind === 'list' && b.kind === 'list' && (a.grows || b.grows)) return joinLists(a, b);
  return sameDraft(a, b) ? a : refuse('Two edits of this fix give different values to the same property.');
}

function joinMaps(a: MapDraft, b: MapDraft): Draft | Refused {
  const entries = new Map(a.entries);
  for (const [key, value] of b.entries) {
    const before = entries.get(key);
    const joined = before ? join(before, value) : value;
    if (isRefused(joined)) return joined;
    entries.set(key, joined);
  }
  return { kind: 'map', entries };
}

function joinLists(a: ListDraft, b: ListDraft): Draft | Refused {
  const items = [...a.items];
  for (const item of b.items) {
    const at = items.findIndex((other) => item.match !== undefined && other.match === item.match);
    const before = items[at];
    if (before === undefined) {
      items.push(item);
      continue;
    }
    const value = join(before.value, item.value);
    if (isRefused(value)) return value;
    items[at] = { ...before, value };
  }
  return { kind: 'list', grows: a.grows && b.grows, items };
}

function sameDraft(a: Draft, b: Draft): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value;
  if (a.kind === 'ref') return b.kind === 'ref' && a.to === b.to && a.attribute === b.attribute;
  if (a.kind === 'text') return b.kind === 'text' && a.parts.length === b.parts.length && a.parts.every((part, i) => samePart(part, b.parts[i]));
  if (a.kind === 'list') {
    return b.kind === 'list' && a.items.length === b.items.length && a.items.every((item, i) => sameOptional(item.value, b.items[i]?.value));
  }
  return b.kind === 'map' && a.entries.size === b.entries.size && [...a.entries].every(([key, value]) => sameOptional(value, b.entries.get(key)));
}

function sameOptional(a: Draft, b: Draft | undefined): boolean {
  return b !== undefined && sameDraft(a, b);
}

function samePart(a: string | RefDraft, b: string | RefDraft | undefined): boolean {
  return typeof a === 'string' || typeof b !== 'object' ? a === b : sameDraft(a, b);
}
