import type { Origin } from '../../core/model/origin.ts';
import type { Scalar, Settled, Value } from '../../core/model/value.ts';
import type { Names } from './names.ts';
import { distributeAll, list, literal, map } from './values.ts';

type Evaluated = (given: readonly Settled[], at: Origin) => Value | undefined;

/** Functions that give what their first argument says, as far as rules read it. `base64encode` hides nothing, and `jsonencode` is read as the data. */
const same: ReadonlySet<string> = new Set(['tostring', 'tobool', 'tonumber', 'tolist', 'tomap', 'nonsensitive', 'sensitive', 'jsonencode', 'base64encode', 'ephemeralasnull', 'toset']);

/**
 * The value of a function whose arguments are known as far as it needs them; undefined where it is not.
 * Source: https://developer.hashicorp.com/terraform/language/functions
 */
export function call(name: string, given: readonly Value[], at: Origin, names: Names): Value | undefined {
  const [first] = given;
  if (first === undefined) return undefined;
  if (name === 'trimspace') return ofTexts(given, at, (text) => text.trim());
  if (same.has(name)) return first;
  if (name === 'try' || name === 'coalesce' || name === 'coalescelist') return firstOf(given, at, name !== 'try');
  const table: Readonly<Record<string, Evaluated>> = functions;
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!found || !names.spend(given.length)) return undefined;
  let isKnown = true;
  const result = distributeAll(given, (settled) => {
    const value = found(settled, at);
    if (!value) isKnown = false;
    return value ?? { kind: 'absent', at };
  });
  return isKnown ? result : undefined;
}

/** The first that can be had: a null is passed over by `coalesce`, and what refers to nothing by `try`. */
function firstOf(given: readonly Value[], at: Origin, skipsNull: boolean): Value | undefined {
  const [value, ...rest] = given;
  if (value === undefined) return { kind: 'absent', at };
  const others = (): Value => firstOf(rest, at, skipsNull) ?? { kind: 'absent', at };
  switch (value.kind) {
    case 'absent':
      return others();
    case 'choice':
      return { ...value, cases: value.cases.map((c) => ({ when: c.when, value: firstOf([c.value, ...rest], at, skipsNull) ?? c.value })) };
    case 'scalar':
      return skipsNull && value.value === '' ? others() : value;
    case 'list':
      return skipsNull && !value.open && value.items.length === 0 ? others() : value;
    case 'unknown':
      return value.maybeAbsent && rest.length > 0 ? undefined : value;
    case 'ref':
    case 'text':
    case 'map':
      return value;
  }
}

function scalars(given: readonly Settled[]): readonly Scalar[] | undefined {
  const found = given.flatMap((value) => (value.kind === 'scalar' ? [value.value] : []));
  return found.length === given.length ? found : undefined;
}

function ofTexts(given: readonly Value[], at: Origin, make: (...texts: readonly string[]) => Scalar): Value | undefined {
  let isKnown = true;
  const result = distributeAll(given, (settled) => {
    const made = onTexts(make)(settled, at);
    if (!made) isKnown = false;
    return made ?? { kind: 'absent', at };
  });
  return isKnown ? result : undefined;
}

function onTexts(make: (...texts: readonly string[]) => Scalar): Evaluated {
  return (given, at) => {
    const texts = scalars(given);
    const variable = given.find((value) => value.variable !== undefined)?.variable;
    return texts && { kind: 'scalar', value: make(...texts.map(String)), at, ...(variable !== undefined && { variable }) };
  };
}

/** All items of lists, in order; undefined where one is no list. */
function itemsOf(given: readonly Settled[]): { readonly items: readonly Value[]; readonly open: boolean } | undefined {
  const lists = given.flatMap((value) => (value.kind === 'list' ? [value] : value.kind === 'absent' ? [] : [undefined]));
  if (lists.some((one) => one === undefined)) return undefined;
  return { items: lists.flatMap((one) => one?.items ?? []), open: lists.some((one) => one?.open) };
}

const functions: Readonly<Record<string, Evaluated>> = {
  lower: onTexts((text = '') => text.toLowerCase()),
  upper: onTexts((text = '') => text.toUpperCase()),
  title: onTexts((text = '') => text.replace(/(^|\s)\S/g, (char) => char.toUpperCase())),
  trimprefix: onTexts((text = '', prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: onTexts((text = '', suffix = '') => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  startswith: onTexts((text = '', prefix = '') => text.startsWith(prefix)),
  endswith: onTexts((text = '', suffix = '') => text.endsWith(suffix)),
  replace: (given, at) => {
    const [text, from = '', to = ''] = scalars(given)?.map(String) ?? [];
    return text === undefined || /^\/.*\/$/.test(from) ? undefined : literal(at, text.replaceAll(from, to));
  },
  format: (given, at) => {
    const [form, ...rest] = given;
    if (form?.kind !== 'scalar') return undefined;
    const pieces = String(form.value).split(/(%[sdv]|%%)/);
    let next = 0;
    const parts = pieces.map((piece) => (piece === '%%' ? '%' : /^%[sdv]$/.test(piece) ? rest[next++] : piece));
    if (next !== rest.length || pieces.some((piece, i) => i % 2 === 0 && piece.includes('%'))) return undefined;
    return textFrom(parts, at);
  },
  join: ([separator, ...lists], at) => {
    const all = itemsOf(lists);
    if (separator?.kind !== 'scalar' || !all || all.open) return undefined;
    const mark = String(separator.value);
    return textFrom(all.items.flatMap((item, i): readonly (string | Value)[] => (i === 0 ? [item] : [mark, item])), at);
  },
  split: (given, at) => {
    const [mark, text] = scalars(given)?.map(String) ?? [];
    return mark === undefined || text === undefined ? undefined : list(at, text === '' ? [] : text.split(mark).map((piece) => literal(at, piece)));
  },
  concat: (given, at) => {
    const all = itemsOf(given);
    return all && list(at, all.items, all.open);
  },
  flatten: (given, at) => {
    const all = itemsOf(given);
    return all && list(at, all.items.flatMap((item) => (item.kind === 'list' ? item.items : [item])), all.open || all.items.some((item) => item.kind === 'unknown' || item.kind === 'choice' || (item.kind === 'list' && item.open)));
  },
  compact: (given, at) => {
    const all = itemsOf(given);
    return all && list(at, all.items.filter((item) => item.kind !== 'absent' && !(item.kind === 'scalar' && item.value === '')), all.open);
  },
  one: ([only], at) => (only?.kind !== 'list' || only.open ? undefined : (only.items[0] ?? { kind: 'absent', at })),
  element: ([of, index]) => {
    if (of?.kind !== 'list' || index?.kind !== 'scalar' || of.items.length === 0) return undefined;
    return of.items[Number(index.value) % of.items.length];
  },
  length: ([of], at) => {
    if (of?.kind === 'list' && !of.open) return literal(at, of.items.length);
    if (of?.kind === 'map' && !of.open) return literal(at, of.entries.size);
    return of?.kind === 'scalar' ? literal(at, String(of.value).length) : undefined;
  },
  contains: ([of, wanted], at) => {
    const items = of?.kind === 'list' && !of.open ? scalars(of.items.flatMap((item) => (item.kind === 'choice' ? [] : [item]))) : undefined;
    if (of?.kind !== 'list' || items?.length !== of.items.length || wanted?.kind !== 'scalar') return undefined;
    return literal(at, items.some((item) => String(item) === String(wanted.value)));
  },
  merge: (given, at) => {
    const maps = given.flatMap((value) => (value.kind === 'map' ? [value] : value.kind === 'absent' ? [] : [undefined]));
    if (maps.some((one) => one === undefined)) return undefined;
    return map(at, new Map(maps.flatMap((one) => [...(one?.entries ?? [])])), maps.some((one) => one?.open));
  },
  lookup: ([of, key, otherwise], at) => {
    if (of?.kind !== 'map' || key?.kind !== 'scalar') return undefined;
    return of.entries.get(String(key.value)) ?? (of.open ? undefined : (otherwise ?? { kind: 'absent', at }));
  },
  keys: ([of], at) => (of?.kind === 'map' && !of.open ? list(at, [...of.entries.keys()].sort().map((key) => literal(at, key))) : undefined),
  values: ([of], at) => (of?.kind === 'map' ? list(at, [...of.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), of.open) : undefined),
};

/** A text from its parts, a literal where all are known; a single part that is no text stays what it is. */
function textFrom(parts: readonly (string | Value | undefined)[], at: Origin): Value | undefined {
  const present = parts.filter((part) => part !== '');
  if (present.some((part) => part === undefined || (typeof part !== 'string' && (part.kind === 'list' || part.kind === 'map' || part.kind === 'absent')))) return undefined;
  const known = present.filter((part) => part !== undefined);
  const [only, another] = known;
  if (only !== undefined && another === undefined && typeof only !== 'string') return only;
  const texts = known.map((part) => (typeof part === 'string' ? part : part.kind === 'scalar' ? String(part.value) : undefined));
  if (texts.every((text) => text !== undefined)) return literal(at, texts.join(''));
  return { kind: 'text', parts: known, at };
}
