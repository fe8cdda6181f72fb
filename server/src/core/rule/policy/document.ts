import type { Origin } from '../../model/origin.ts';
import type { Settled, Value } from '../../model/value.ts';
import type { View } from '../view.ts';
import { readJsonText } from './json-text.ts';
import { known, readText, type Text } from './pattern.ts';

/** The elements of a policy statement (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html). */
export type Element = 'Effect' | 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Condition';

/** One statement. Its elements are read when they are asked for, so that nothing splits a world that does not matter. */
export interface Statement {
  readonly at: Origin;
  /** Undefined where it cannot be read. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** The element; `absent` where it is not written, unknown where it may be. */
  element(name: Element): Settled;
  /** The texts of an element that is a name or a list of names. Read once: several questions are asked about them. */
  texts(name: 'Action' | 'NotAction' | 'Resource'): Texts;
}

/** The texts of a list of names; `complete` is false where some may not be seen. */
export interface Texts {
  readonly texts: readonly Text[];
  readonly complete: boolean;
}

/** The statements of a document. `missing`: why there may be more than these. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  readonly missing?: string;
}

/** Reads a policy document from a map, from JSON text with or without interpolations, or from nothing. A statement that stands alone is a document of one. */
export function readPolicy(value: Value, view: View): PolicyDocument {
  const document = view.settle(value);
  switch (document.kind) {
    case 'map':
      return readDocument(document, view);
    case 'scalar':
    case 'text': {
      const parts = document.kind === 'text' ? document.parts : [String(document.value)];
      if (parts.every((part) => typeof part === 'string' && part.trim() === '')) return { statements: [] };
      const read = document.kind === 'scalar' ? view.json(document) : readJsonText(parts, document.at, view);
      const settled = read && view.settle(read);
      if (settled?.kind !== 'map') return { statements: [], missing: 'the policy document is no JSON that can be read' };
      // What is plain text is the same in every world.
      return document.kind === 'scalar' ? view.once(settled, () => readDocument(settled, view)) : readDocument(settled, view);
    }
    case 'absent':
      return { statements: [] };
    case 'unknown':
      return { statements: [], missing: document.reason };
    case 'ref':
    case 'list':
      return { statements: [], missing: 'the policy document is not written here' };
  }
}

function readDocument(document: Settled & { readonly kind: 'map' }, view: View): PolicyDocument {
  const written = document.entries.get('Statement') ?? (document.entries.has('Effect') ? document : undefined);
  if (!written) return document.open ? { statements: [], missing: 'there may be statements that are not seen' } : { statements: [] };
  const { items, missing } = listOf(view.settle(written), view);
  const statements: Statement[] = [];
  let unread = missing;
  for (const item of items) {
    if (item.kind === 'map') statements.push(readStatement(item, view));
    else unread ??= item.kind === 'unknown' ? item.reason : 'a statement is not written here';
  }
  return unread === undefined ? { statements } : { statements, missing: unread };
}

function readStatement(of: Settled & { readonly kind: 'map' }, view: View): Statement {
  const element = (name: Element): Settled => {
    const value = of.entries.get(name);
    if (value) return view.settle(value);
    if (!of.open) return { kind: 'absent', at: of.at };
    return { kind: 'unknown', reason: `the statement may have a ${name} that is not seen`, channel: 'other', maybeAbsent: true, at: of.at };
  };
  const text = readText(element('Effect'), view);
  const effect = text && known(text)?.toLowerCase();
  const read = new Map<Element, Texts>();
  const texts: Statement['texts'] = (name) => {
    const found = read.get(name) ?? textsOf(element(name), view);
    read.set(name, found);
    return found;
  };
  return { at: of.at, element, texts, effect: effect === 'allow' ? 'Allow' : effect === 'deny' ? 'Deny' : undefined };
}

/** The items of a list, or the one value that stands for it; what is absent is dropped. `missing`: why there may be more. */
export function listOf(value: Settled, view: View): { readonly items: readonly Settled[]; readonly missing?: string } {
  if (value.kind === 'absent') return { items: [] };
  if (value.kind !== 'list') return { items: [value] };
  const items: Settled[] = [];
  for (const item of value.items) {
    const settled = view.settle(item);
    if (settled.kind !== 'absent') items.push(settled);
  }
  return value.open ? { items, missing: 'there may be items that are not seen' } : { items };
}

/** Reads a name or a list of names. */
export function textsOf(value: Settled, view: View): Texts {
  const { items, missing } = listOf(value, view);
  const texts: Text[] = [];
  for (const item of items) {
    const text = readText(item, view);
    if (text !== undefined) texts.push(text);
  }
  return { texts, complete: missing === undefined && texts.length === items.length };
}
