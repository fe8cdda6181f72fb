import type { Value } from '../../core/model/value.ts';
import { type Cursor, entriesOf, itemsOf } from './cursor.ts';
import { whenAny } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { parseExpression, parseTemplate } from './expression/parse.ts';
import type { Names, Use } from './names.ts';
import { choice, list, literal, map, unknown } from './values.ts';
import { relocate } from './relocate.ts';

/** An address of an AWS resource or data source with an attribute, and nothing else: what converters leave of `${…}`. */
const bareReference = /^(data\.)?aws_[a-z0-9_]+\.[A-Za-z_][\w-]*(\[[^\]]*\])?\.[a-z_]\w*$/;

/** Deeper than any argument. */
const maxDepth = 100;

/** The value of an argument, or of a block of arguments. Dynamic blocks become the blocks that they make. */
export function readNode(cursor: Cursor, use: Omit<Use, 'at'>, names: Names, depth = 0): Value {
  const { node, at } = cursor;
  if (depth > maxDepth || !names.spend(1)) return unknown(at, 'it is nested too deep, or the module is too large');
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' ? readText(node.value, { ...use, at }, names) : literal(at, node.value);
    case 'sequence':
      return list(at, (itemsOf(cursor) ?? []).map((item) => readNode(item, use, names, depth + 1)));
    case 'mapping':
      return readMap(cursor, use, names, depth);
    case 'alias':
      return unknown(at, 'it is an alias');
  }
}

/** The body of a block, without the arguments named. */
export function readBody(at: Cursor['at'], entries: ReadonlyMap<string, Cursor>, without: ReadonlySet<string>, use: Omit<Use, 'at'>, names: Names): Value {
  const values = new Map<string, Value>();
  for (const [name, cursor] of entries) if (!without.has(name) && name !== 'dynamic') values.set(name, readNode(cursor, use, names, 1));
  addDynamic(entries.get('dynamic'), values, use, names, 1);
  return map(at, values);
}

function readText(text: string, use: Use, names: Names): Value {
  const expression = bareReference.test(text) ? parseExpression(text) : undefined;
  return relocate(evaluate(expression ?? parseTemplate(text), use, names), use.at, (amount) => names.spend(amount));
}

function readMap(cursor: Cursor, use: Omit<Use, 'at'>, names: Names, depth: number): Value {
  const entries = entriesOf(cursor) ?? new Map<string, Cursor>();
  const dynamic = entries.get('dynamic');
  const isDynamic = dynamic !== undefined && dynamicBlocks(dynamic).length > 0;
  const values = new Map<string, Value>();
  for (const [name, entry] of entries) if (name !== '//' && !(isDynamic && name === 'dynamic')) values.set(name, readNode(entry, use, names, depth + 1));
  if (isDynamic) addDynamic(dynamic, values, use, names, depth);
  return map(cursor.at, values);
}

/** The bodies of dynamic blocks by the name of the block. */
function dynamicBlocks(dynamic: Cursor): readonly (readonly [string, Cursor])[] {
  const named = (itemsOf(dynamic) ?? [dynamic]).flatMap((one) => [...(entriesOf(one) ?? [])]);
  return named.flatMap(([name, body]) => (itemsOf(body) ?? [body]).filter((one) => entriesOf(one)?.has('content')).map((one) => [name, one] as const));
}

function addDynamic(dynamic: Cursor | undefined, into: Map<string, Value>, use: Omit<Use, 'at'>, names: Names, depth: number): void {
  for (const [name, block] of dynamic ? dynamicBlocks(dynamic) : []) {
    const before = into.get(name);
    const written = before === undefined || before.kind === 'absent' ? [] : before.kind === 'list' ? before.items : [before];
    into.set(name, addedTo(written, name, block, use, names, depth));
  }
}

/** What is written, and behind it one block per item of `for_each`. How many there are may depend on a condition, or not be known. */
function addedTo(written: readonly Value[], name: string, block: Cursor, use: Omit<Use, 'at'>, names: Names, depth: number): Value {
  const entries = entriesOf(block) ?? new Map<string, Cursor>();
  const [forEach, content, iterator] = ['for_each', 'content', 'iterator'].map((key) => entries.get(key));
  const given = forEach && readNode(forEach, use, names, depth + 1);
  const bound = iterator?.node.kind === 'scalar' ? String(iterator.node.value) : name;
  const { at } = block;
  const contentWith = (key: Value, value: Value): Value => {
    const local = new Map([...use.local, [bound, map(at, new Map([['key', key], ['value', value]]))]]);
    return content ? readNode(content, { local }, names, depth + 1) : map(at, new Map());
  };
  const any = contentWith(unknown(at, `${bound}.key differs from block to block`), unknown(at, `${bound}.value differs from block to block`));
  if (!given) return list(at, [...written, any], true);
  const blocksFor = (of: Value): Value => {
    if (of.kind === 'choice') return choice(at, of.cases.map((c) => ({ when: c.when, value: blocksFor(c.value) })));
    if (of.kind === 'list' && !of.open) return list(at, [...written, ...of.items.map((item) => contentWith(item, item))]);
    if (of.kind === 'map' && !of.open) return list(at, [...written, ...[...of.entries].map(([key, value]) => contentWith(literal(at, key), value))]);
    if (of.kind === 'absent') return list(at, written);
    return list(at, [...written, any], true);
  };
  const when = whenAny(given, names);
  if (when?.op === 'const' && !when.value && written.length === 0) return { kind: 'absent', at };
  return blocksFor(given);
}
