import { type Condition, always } from '../../core/model/condition.ts';
import type { Settled, Value } from '../../core/model/value.ts';
import type { Node, Pair } from '../../syntax/tree.ts';
import { type Call, type Intrinsic, argumentsOf, undecided, unreadable } from './call.ts';
import { choice, distribute } from './choices.ts';
import { type Cursor, onlyPair } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import { type Parameter, type Reading, unknown, writtenAt } from './reading.ts';

/** Declares the mappings of the section. */
export function readMappings(section: Cursor, reading: Reading): void {
  for (const [name, mapping] of level(section, 'Mappings', reading)) {
    const rows = new Map<string, ReadonlyMap<string, Cursor>>();
    for (const [key, row] of level(mapping, `The mapping ${name}`, reading)) rows.set(key, level(row, `The row ${key} of the mapping ${name}`, reading));
    reading.mappings.set(name, rows);
  }
}

function level(cursor: Cursor, label: string, reading: Reading): ReadonlyMap<string, Cursor> {
  const expanded = expandEntries(cursor, reading);
  if (expanded?.open) reading.open.mappings = true;
  if (!expanded) reading.problem('wrong-type', `${label} must be a map.`, cursor);
  return expanded?.entries ?? new Map();
}

/**
 * Adds to the domain of each open parameter the keys of the mappings that it is a key into, wherever in the document
 * that is: so that each reference to it knows the same values.
 */
export function noteMappingKeys(root: Node, reading: Reading, known: Lookups): void {
  const grows = [...reading.parameters.values()].some(({ id, kind }) => canGrow(id, kind, reading));
  if (!grows || reading.mappings.size === 0 || root.kind !== 'mapping') return;
  const note = (pair: Pair): void => {
    if (pair.value.kind === 'mapping' && pair.value.pairs[0]?.block !== undefined) {
      for (const below of pair.value.pairs) note(below);
      return;
    }
    const lookups = known.get(pair) ?? lookupsBelow(pair.value);
    known.set(pair, lookups);
    for (const args of lookups) noteKeysOf(args, reading);
  };
  for (const pair of root.pairs) note(pair);
}

/** The arguments of the calls of Fn::FindInMap, by the entry of the root or of Resources that they stand in, as far as they were looked for. */
export type Lookups = WeakMap<Pair, readonly (readonly Node[])[]>;

/** What `noteMappingKeys` reads of an entry, as a text. */
export function lookupKeys({ value }: Pair): string {
  const plain = (node: Node | undefined): unknown => (node?.kind === 'scalar' && node.tag === undefined ? node.value : undefined);
  return JSON.stringify(lookupsBelow(value).map(([name, first, second]) => [plain(name), plain(first), referred(first), referred(second)]));
}

function lookupsBelow(node: Node, into: (readonly Node[])[] = []): readonly (readonly Node[])[] {
  if (node.kind === 'sequence') {
    if (node.tag === '!FindInMap') into.push(node.items);
    for (const item of node.items) lookupsBelow(item, into);
  } else if (node.kind === 'mapping') {
    for (const pair of node.pairs) {
      if (pair.name === 'Fn::FindInMap' && pair.value.kind === 'sequence') into.push(pair.value.items);
      lookupsBelow(pair.value, into);
    }
  }
  return into;
}

function noteKeysOf([name, first, second]: readonly Node[], reading: Reading): void {
  const rows = name?.kind === 'scalar' && name.tag === undefined ? reading.mappings.get(String(name.value)) : undefined;
  if (!rows) return;
  grow(referred(first), rows.keys(), reading);
  const row = first?.kind === 'scalar' && first.tag === undefined ? rows.get(String(first.value)) : undefined;
  for (const of of row ? [row] : rows.values()) grow(referred(second), of.keys(), reading);
}

/** The name in `!Ref Name`, `{Ref: Name}`, `!Sub ${Name}`. */
function referred(node: Node | undefined): string | undefined {
  if (node?.kind === 'mapping') {
    const pair = onlyPair(node);
    return pair?.name === 'Ref' && pair.value.kind === 'scalar' ? String(pair.value.value) : undefined;
  }
  if (node?.kind !== 'scalar') return undefined;
  if (node.tag === '!Ref') return String(node.value);
  return node.tag === '!Sub' ? /^\$\{([\w:]+)\}$/.exec(String(node.value))?.[1] : undefined;
}

function grow(variable: string | undefined, keys: Iterable<string>, reading: Reading): void {
  const kind = variable === undefined ? undefined : reading.parameters.get(variable)?.kind;
  if (variable === undefined || kind === undefined || !canGrow(variable, kind, reading)) return;
  for (const key of keys) reading.variables.is(variable, key);
}

function canGrow(parameter: string, kind: Parameter['kind'], reading: Reading): boolean {
  return (kind === 'text' || kind === 'number') && reading.variables.isOpen(parameter);
}

/** `Fn::FindInMap`: a cell of a mapping. A key that is a parameter gives a choice over the keys that there are. */
export const findInMap: Intrinsic = (call, reading) => {
  const args = argumentsOf(call, reading, 3, 4);
  const [name, first, second, options] = args ?? [];
  if (!name || !first || !second) return unreadable(call);
  const fallback = options && reading.walk.get(options, 'DefaultValue');
  const missing = (): Value => (fallback ? reading.read(fallback) : unknown(call, 'no such row in mapping', { impossible: true }));
  const [of, row, column] = [reading.read(name), reading.read(first), reading.read(second)];

  return distribute(of, call, (mapping) => {
    const rows = mapping.kind === 'scalar' ? reading.mappings.get(String(mapping.value)) : undefined;
    if (!rows) return withoutMapping(mapping, [row, column], call, of === mapping ? name : undefined, fallback, reading);
    const lost = (key: Settled): Value => undecided(call, 'the key into the mapping is not known', [mapping, key, row, column]);
    return atKey(row, [...rows.keys()], call, reading, lost, missing, (rowKey) => {
      const cells = rows.get(rowKey);
      if (!cells) return missing();
      return atKey(column, [...cells.keys()], call, reading, lost, missing, (key) => {
        const cell = cells.get(key);
        return cell ? readCell(cell, call, reading) : missing();
      });
    });
  });
};

/** A mapping holds no functions, so that a cell that looks into a mapping, which may be its own, is not followed: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html */
function readCell(cell: Cursor, call: Call, reading: Reading): Value {
  if (reading.isInCell) return unknown(call, 'a cell of a mapping cannot look into a mapping');
  reading.isInCell = true;
  const value = reading.read({ ...cell, at: call.at, via: writtenAt(cell) });
  reading.isInCell = false;
  return value;
}

function withoutMapping(mapping: Settled, keys: readonly Value[], call: Call, literal: Cursor | undefined, fallback: Cursor | undefined, reading: Reading): Value {
  if (mapping.kind !== 'scalar' || reading.open.mappings) return undecided(call, 'the mapping is not known', [mapping, ...keys]);
  if (fallback) return reading.read(fallback);
  if (literal) reading.problem('dangling-reference', `Fn::FindInMap names the mapping ${mapping.value}, which is not declared.`, literal, 'warning');
  return unknown(call, `there is no mapping named ${mapping.value}`);
}

function atKey(
  key: Value,
  candidates: readonly string[],
  call: Call,
  reading: Reading,
  lost: (key: Settled) => Value,
  missing: () => Value,
  found: (key: string) => Value,
): Value {
  // An open variable may have any key; those that a choice has already gone through are not tried again.
  const over = (variable: string): Value => {
    const tried = new Set(key.kind === 'choice' ? reading.variables.domainOf(variable) : []);
    const cases: { when: Condition; value: Value }[] = [];
    for (const candidate of candidates) if (!tried.has(candidate)) cases.push({ when: reading.variables.is(variable, candidate), value: found(candidate) });
    return cases.length === 0 ? missing() : choice(call, [...cases, { when: always, value: missing() }]);
  };
  return distribute(key, call, (settled) => {
    if (settled.kind === 'scalar') return found(String(settled.value));
    if (settled.kind === 'unknown' && settled.symbol !== undefined && reading.variables.has(settled.symbol)) return over(settled.symbol);
    return lost(settled);
  });
}
