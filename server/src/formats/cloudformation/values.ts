import type { Value } from '../../core/model/value.ts';
import type { MappingNode, Pair } from '../../syntax/tree.ts';
import { type Call, type Intrinsic, badCall, undecided } from './call.ts';
import { type Cursor, onlyPair, scalarText, spotOf, untagged } from './cursor.ts';
import { expandEntries, isLoop } from './foreach.ts';
import { ifElse, length, select } from './list-functions.ts';
import { findInMap } from './mappings.ts';
import { type Reading, unknown } from './reading.ts';
import { getAtt, ref } from './references.ts';
import { callSymbol, symbolOf } from './symbols.ts';
import { scalarValue } from './text.ts';
import { inner, join, split, sub } from './text-functions.ts';

/** How deep values may be nested: past it they are unknown. */
const maxDepth = 200;

/** Every function of the language in its long form. Others, of macros and tools, are unknown values without a problem. */
const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::FindInMap', findInMap],
  ['Fn::If', ifElse],
  ['Fn::Base64', inner],
  ['Fn::ToJsonString', inner],
  ['Fn::Length', length],
  ['Fn::ImportValue', imported('is exported by another stack')],
  ['Fn::GetStackOutput', imported('is an output of another stack')],
  ['Fn::GetAZs', (call, reading) => undecided(call, 'the availability zones are known when the stack is deployed', [reading.read(call.args)])],
  ['Fn::Cidr', (call, reading) => undecided(call, 'the address blocks are computed when the stack is deployed', [reading.read(call.args)])],
  ['Fn::Transform', (call) => unknown(call, 'a macro gives the value')],
]);

/** The value of a node of the template: names are kept, nothing is resolved that a deployment may choose. */
export function readValue(cursor: Cursor, reading: Reading): Value {
  if (cursor.depth > maxDepth) {
    reading.problem('nested-too-deep', `Values are read to a depth of ${maxDepth}.`, cursor);
    return unknown(cursor, 'it is nested too deep');
  }
  if (cursor.tag !== undefined) return call({ name: longForm(cursor.tag), args: untagged(cursor), ...spotOf(cursor) }, reading);
  const { node } = cursor;
  switch (node.kind) {
    case 'scalar':
      if (node.value === null) return { kind: 'absent', ...spotOf(cursor) };
      return scalarValue(cursor.loop && typeof node.value === 'string' ? (scalarText(cursor) ?? '') : node.value, cursor);
    case 'sequence':
      return listOf(cursor, node.items.map((item, i) => readValue(reading.walk.item(cursor, i, item), reading)));
    case 'mapping': {
      const pair = onlyPair(node);
      if (pair && isFunction(pair.name)) return call({ name: pair.name, args: reading.walk.value(cursor, pair), ...spotOf(cursor) }, reading);
      return readMap(cursor, node, reading);
    }
    case 'alias':
      return unknown(cursor, `the alias *${node.name} could not be followed`);
  }
}

function readMap(cursor: Cursor, node: MappingNode, reading: Reading): Value {
  if (!cursor.loop && node.pairs.every(isPlain)) {
    const plain = new Map<string, Value>();
    for (const pair of node.pairs) plain.set(pair.name, readValue(reading.walk.value(cursor, pair), reading));
    return mapOf(cursor, plain, reading.open.maps);
  }
  const expanded = expandEntries(cursor, reading);
  const entries = new Map<string, Value>();
  for (const [name, entry] of expanded?.entries ?? []) {
    if (name.startsWith('Fn::')) return badCall({ name, args: entry, ...spotOf(cursor) }, reading, `${name} cannot stand beside other keys.`);
    entries.set(name, readValue(entry, reading));
  }
  return mapOf(cursor, entries, (expanded?.open ?? false) || reading.open.maps);
}

/** Written out, for they are many. */
function mapOf({ at, via }: Cursor, entries: ReadonlyMap<string, Value>, open: boolean): Value {
  return via ? { kind: 'map', at, via, entries, open } : { kind: 'map', at, entries, open };
}

function listOf({ at, via }: Cursor, items: readonly Value[]): Value {
  return via ? { kind: 'list', at, via, items, open: false } : { kind: 'list', at, items, open: false };
}

function call(of: Call, reading: Reading): Value {
  const intrinsic = intrinsics.get(of.name);
  if (intrinsic) return intrinsic(of, reading);
  return unknown(of, `${of.name} is not known`, { symbol: callSymbol(of.name, [symbolOf(reading.read(of.args))]) });
}

function imported(how: string): Intrinsic {
  return (of, reading) => {
    const name = reading.read(of.args);
    return unknown(of, `the value ${how}`, { channel: 'import', symbol: callSymbol(of.name, [symbolOf(name)]) });
  };
}

/** Neither a merge key nor a function, loop or macro. */
function isPlain(pair: Pair): boolean {
  return pair.name !== '<<' && !pair.name.startsWith('Fn::');
}

/** `Condition` alone is a key like any other: of a policy statement, say. */
function isFunction(name: string): boolean {
  return name === 'Ref' || (name.startsWith('Fn::') && !isLoop(name));
}

function longForm(tag: string): string {
  const name = tag.replace(/^!/, '');
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}
