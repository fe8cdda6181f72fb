import type { Step } from '../model/edit.ts';
import type { Origin } from '../model/origin.ts';
import type { Resource } from '../model/template.ts';
import type { Settled, Value } from '../model/value.ts';
import type { ListProperty, PathStep, Property, WhenAbsent } from '../rule/property.ts';
import { isEmpty, sameScalar } from './coerce.ts';
import { labelItems } from './natural-key.ts';
import { readJsonText } from '../rule/policy/json-text.ts';
import type { View } from '../rule/view.ts';

/** Where properties are read: in a resource, or in an item of one of its lists. */
export interface Scope {
  readonly resource: Resource;
  readonly item?: { readonly of: ListProperty; readonly reading: Reading; readonly outer: Scope };
}

/** What a property was found to be. */
export interface Reading {
  readonly value: Settled;
  /** Path from the resource with natural keys of list items. */
  readonly path: string;
  /** What would have to be made below `value.at`; undefined where an item of a list would have to be invented. */
  readonly rest: readonly Step[] | undefined;
  /** The map or list that it would stand in is not there either. */
  readonly parentAbsent: boolean;
  /** It stands inside of a text that is JSON: its place is the text, and nothing can be written there. */
  readonly isInText?: boolean;
}

/** The readings of a property: one, unless its path runs through lists. A path through an empty list gives one absent reading. */
export function read(property: Property, scope: Scope, view: View): readonly Reading[] {
  const home = homeOf(property, scope);
  const places = property.places[view.family] ?? [];
  let readings: readonly Reading[] = [];
  for (const path of places) {
    readings = walk(start(home, path, view), path, view);
    if (readings.some((r) => r.value.kind !== 'absent')) return readings;
  }
  return readings;
}

/** The items of a list as scopes, and the readings of the list as they are: one absent reading where there is none. */
export function itemScopes({ list }: { readonly list: ListProperty }, scope: Scope, view: View): { readonly readings: readonly Reading[]; readonly scopes: readonly Scope[] } {
  const readings = read(list, scope, view);
  const scopes = readings.filter((r) => !isEmpty(r.value)).map((reading): Scope => ({ resource: scope.resource, item: { of: list, reading, outer: scope } }));
  return { readings, scopes };
}

/** What it means that the property is not written, in this family. */
export function absentMeans(property: Property, reading: Reading, view: View): WhenAbsent | undefined {
  const { family } = view;
  const parent = reading.parentAbsent ? property.whenParentAbsent[family] : undefined;
  return parent ?? property.whenAbsent[family];
}

/** The innermost scope whose items have the property; the resource itself where none has. */
function homeOf(property: Property, scope: Scope): Scope {
  let at = scope;
  for (; at.item; at = at.item.outer) {
    const { items } = at.item.of;
    for (const name in items) if (items[name] === property) return at;
  }
  return at;
}

function start(scope: Scope, path: readonly PathStep[], view: View): Reading {
  if (scope.item) return scope.item.reading;
  const { resource } = scope;
  const [first] = path;
  if (first?.kind === 'key' && first.key.startsWith('@')) {
    const name = first.key.slice(1);
    const written = resource.attributes.get(name);
    if (written) return { value: view.settle(written), path: name, rest: [], parentAbsent: false };
    return { value: { kind: 'absent', at: resource.at }, path: name, rest: [{ kind: 'key', key: name }], parentAbsent: false };
  }
  const value = view.settle(resource.properties);
  const isMissing = value.kind === 'absent' && value.at === resource.at;
  return { value, path: '', rest: isMissing ? [{ kind: 'key', key: 'Properties' }] : [], parentAbsent: value.kind === 'absent' };
}

function walk(from: Reading, path: readonly PathStep[], view: View): readonly Reading[] {
  // As long as it is plain maps on the way there is one.
  let one = from;
  let done = 0;
  for (; one.value.kind === 'map' && !one.isInText; done++) {
    const step = path[done];
    if (step?.kind !== 'key') break;
    if (!step.key.startsWith('@')) one = entry(one, one.value, step.key, done === path.length - 1, view);
  }
  let readings: readonly Reading[] = [one];
  for (; done < path.length; done++) {
    const step = path[done];
    if (step === undefined || (step.kind === 'key' && step.key.startsWith('@'))) continue;
    const isLast = done === path.length - 1;
    const [only, another] = readings;
    readings = only && another === undefined ? next(only, step, isLast, view) : readings.flatMap((reading) => next(reading, step, isLast, view));
  }
  return readings;
}

function next(from: Reading, step: PathStep, isLast: boolean, view: View): readonly Reading[] {
  const said = jsonOf(from.value, view);
  const taken = take(said ? { ...from, value: said } : from, step, isLast, view);
  return said || from.isInText ? taken.map((reading) => ({ ...reading, isInText: true })) : taken;
}

/** What a text says that is a JSON map or list. Some properties take nothing else. */
function jsonOf(value: Settled, view: View): Settled | undefined {
  if (value.kind !== 'scalar' && value.kind !== 'text') return undefined;
  const parts = value.kind === 'text' ? value.parts : [String(value.value)];
  const [first] = parts;
  if (typeof first !== 'string' || !/^\s*[[{]/.test(first)) return undefined;
  const read = value.kind === 'scalar' ? view.json(value) : readJsonText(parts, value.at, view);
  return read && view.settle(read);
}

function take(from: Reading, step: PathStep, isLast: boolean, view: View): readonly Reading[] {
  const { value } = from;
  switch (value.kind) {
    case 'absent':
      return [{ value, path: joined(from.path, step), rest: below(from.rest, step), parentAbsent: from.parentAbsent || !isLast || step.kind !== 'key' || from.rest?.length !== 0 }];
    case 'map':
      if (step.kind === 'each') return [from];
      if (step.kind === 'where') return isItem(value, step, view) ? [from] : [missing(from, step, isLast, value.at)];
      return [entry(from, value, step.key, isLast, view)];
    case 'list':
      return items(from, value, step, isLast, view);
    case 'scalar':
    case 'ref':
      if (step.kind === 'each') return [from];
      // What SAM takes in the place of a block: none, or one with nothing in it.
      if (value.kind === 'scalar' && typeof value.value === 'boolean') return [missing(from, step, isLast, value.at)];
      return [unknownAt(from, step, 'it is not a map here')];
    case 'text':
      return [unknownAt(from, step, 'it is a computed text')];
    case 'unknown':
      return [{ ...from, value: { ...value, maybeAbsent: true }, path: joined(from.path, step) }];
  }
}

function entry(from: Reading, map: Settled & { kind: 'map' }, key: string, isLast: boolean, view: View): Reading {
  const path = from.path ? `${from.path}.${key}` : key;
  const written = map.entries.get(key);
  if (written !== undefined) return { value: view.settle(written), path, rest: [], parentAbsent: false };
  if (map.open)
    return {
      value: { kind: 'unknown', reason: 'a macro or transform may add it', channel: 'other', maybeAbsent: true, at: map.at },
      path,
      rest: [],
      parentAbsent: false,
    };
  return missing(from, { kind: 'key', key }, isLast, map.at);
}

function missing(from: Reading, step: PathStep, isLast: boolean, at: Origin): Reading {
  return { value: { kind: 'absent', at }, path: joined(from.path, step), rest: below([], step), parentAbsent: !isLast };
}

function items(from: Reading, list: Settled & { kind: 'list' }, step: PathStep, isLast: boolean, view: View): readonly Reading[] {
  const written = list.items.map((item) => ({ item, value: view.settle(item) })).filter(({ value }) => value.kind !== 'absent');
  const isPlain = written.length === list.items.length && written.every(({ item }) => item.kind !== 'choice');
  const labels = isPlain ? view.once(list.items, () => labelItems(list.items)) : labelItems(written.map(({ value }) => value));
  const readings = written.map(({ value }, i): Reading => ({ value, path: `${from.path}[${labels[i] ?? i}]`, rest: [], parentAbsent: false }));
  if (list.open)
    readings.push({
      value: { kind: 'unknown', reason: 'the list may have more items', channel: 'other', maybeAbsent: true, at: list.at },
      path: `${from.path}[?]`,
      rest: [],
      parentAbsent: false,
    });
  switch (step.kind) {
    case 'each':
      if (readings.length > 0) return readings;
      return [{ value: { kind: 'absent', at: list.at }, path: `${from.path}[]`, rest: undefined, parentAbsent: true }];
    case 'where': {
      const matching = readings.filter((r) => (r.value.kind === 'map' && isItem(r.value, step, view)) || r.value.kind === 'unknown');
      return matching.length > 0 ? matching : [missing(from, step, isLast, list.at)];
    }
    case 'key': {
      const [only] = readings;
      if (!only) return [missing(from, step, isLast, list.at)];
      // A single block is often written as a list of one: its path is the same either way.
      if (readings.length === 1) return take({ ...only, path: from.path }, step, isLast, view);
      return [unknownAt(from, step, 'it is a list here')];
    }
  }
}

function isItem(map: Settled & { kind: 'map' }, step: { readonly key: string; readonly is: string }, view: View): boolean {
  const written = map.entries.get(step.key);
  const value = written && view.settle(written);
  return value?.kind === 'scalar' && sameScalar(value.value, step.is);
}

function unknownAt(from: Reading, step: PathStep, reason: string): Reading {
  return {
    value: { kind: 'unknown', reason, channel: 'other', maybeAbsent: true, at: from.value.at },
    path: joined(from.path, step),
    rest: [],
    parentAbsent: false,
  };
}

function below(rest: readonly Step[] | undefined, step: PathStep): readonly Step[] | undefined {
  return rest === undefined || step.kind === 'each' ? undefined : [...rest, step];
}

function joined(path: string, step: PathStep): string {
  switch (step.kind) {
    case 'key':
      return path ? `${path}.${step.key}` : step.key;
    case 'each':
      return `${path}[]`;
    case 'where':
      return `${path}[${step.key}=${step.is}]`;
  }
}

/** Every scalar, reference or unknown below a value, for searches. Choices are settled. */
export function leaves(value: Value, view: View): readonly Settled[] {
  const settled = view.settle(value);
  switch (settled.kind) {
    case 'list':
      return settled.items.flatMap((item) => leaves(item, view));
    case 'map':
      return [...settled.entries.values()].flatMap((item) => leaves(item, view));
    case 'text':
      return settled.parts.flatMap((part) => (typeof part === 'string' ? [] : leaves(part, view)));
    case 'absent':
      return [];
    case 'scalar':
    case 'ref':
    case 'unknown':
      return [settled];
  }
}
