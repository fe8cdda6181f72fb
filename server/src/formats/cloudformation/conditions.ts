import { type Condition, all, any, not } from '../../core/model/condition.ts';
import type { Value } from '../../core/model/value.ts';
import { type Unclear, equal } from './comparison.ts';
import { type Cursor, onlyPair, scalarText, untagged } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import type { Reading } from './reading.ts';
import { callSymbol, symbolOf } from './symbols.ts';

/** A condition function beyond those of the section Conditions; undefined if it does not know the name either. */
export type FurtherFunctions<U> = (name: string, args: Cursor) => Condition | U | undefined;

/** Declares the conditions of the section. One that refers to itself is never decided. */
export function readConditions(section: Cursor, reading: Reading): void {
  const expanded = expandEntries(section, reading);
  if (expanded?.open) reading.open.conditions = true;
  const entries = expanded?.entries ?? new Map<string, Cursor>();
  for (const name of entries.keys()) reading.conditionNames.add(name);
  for (const [name, cursor] of entries) reading.conditions.set(name, readCondition(cursor, reading, opaqueComparison(reading)));
  for (const name of namesInCycles(reading.conditions)) {
    const cursor = entries.get(name);
    if (cursor) reading.problem('condition-cycle', `The condition ${name} refers to itself.`, cursor, 'error', 'key');
    reading.conditions.set(name, undecidable(name, reading));
  }
}

/** A condition of which nothing is known: it may hold or not. */
export function undecidable(name: string, reading: Reading): Condition {
  return reading.variables.opaque(`Condition ${name}`, `condition ${name}`);
}

/** The statement of a condition by its name: with a problem if there is none. */
export function namedCondition(cursor: Cursor, reading: Reading): Condition {
  const name = scalarText(cursor);
  if (name === undefined) {
    reading.problem('wrong-type', 'A condition is named by a string.', cursor);
    return undecidable(placeOf(cursor), reading);
  }
  if (reading.conditionNames.has(name)) return { op: 'named', name };
  if (!reading.open.conditions) reading.problem('dangling-reference', `The condition ${name} is not declared.`, cursor, 'warning');
  return undecidable(name, reading);
}

/** Reads a condition; what cannot be compared is answered by `unclear`. */
export function readCondition<U extends Condition | undefined>(
  cursor: Cursor,
  reading: Reading,
  unclear: Unclear<U>,
  further: FurtherFunctions<U> = () => undefined,
): Condition | U {
  const call = calledBy(cursor, reading);
  const again = (of: Cursor): Condition | U => readCondition(of, reading, unclear, further);
  const bad = (message: string): Condition => {
    reading.problem('intrinsic-arguments', message, cursor);
    return undecidable(placeOf(cursor), reading);
  };
  if (!call || cursor.depth > 200) return bad('A condition is one of Fn::And, Fn::Or, Fn::Not, Fn::Equals and Condition.');
  const items = reading.walk.items(call.args);
  switch (call.name) {
    case 'Condition':
      return namedCondition(call.args, reading);
    case 'Fn::And':
    case 'Fn::Or': {
      if (!items?.length) return bad(`${call.name} takes a list of conditions.`);
      const parts: Condition[] = [];
      for (const item of items) {
        const part = again(item);
        if (part === undefined) return part;
        parts.push(part);
      }
      return call.name === 'Fn::And' ? all(parts) : any(parts);
    }
    case 'Fn::Not': {
      const [item] = items ?? [];
      if (!item || items?.length !== 1) return bad('Fn::Not takes a list of one condition.');
      const part = again(item);
      return part === undefined ? part : not(part);
    }
    case 'Fn::Equals': {
      const [a, b] = items ?? [];
      if (!a || !b || items?.length !== 2) return bad('Fn::Equals takes a list of two values.');
      return equal(reading.read(a), reading.read(b), reading, unclear);
    }
    default: {
      const found = further(call.name, call.args);
      if (found !== undefined) return found;
      // An unknown function, of a macro say: as a value it is unknown, too.
      const value = reading.read(cursor);
      return unclear(value, { kind: 'scalar', at: cursor.at, value: true });
    }
  }
}

/** The function that a node calls, in the long or the short form. */
function calledBy(cursor: Cursor, reading: Reading): { readonly name: string; readonly args: Cursor } | undefined {
  if (cursor.tag !== undefined) {
    const name = cursor.tag.replace(/^!/, '');
    return { name: name === 'Condition' || name === 'Ref' ? name : `Fn::${name}`, args: untagged(cursor) };
  }
  const pair = cursor.node.kind === 'mapping' ? onlyPair(cursor.node) : undefined;
  return pair && { name: pair.name, args: reading.walk.value(cursor, pair) };
}

/** A comparison that cannot be decided is a variable: the same one for the same comparison. */
function opaqueComparison(reading: Reading): Unclear<Condition> {
  return (a, b) => {
    const id = comparisonId(a, b);
    return reading.variables.opaque(id, id.length > 80 ? `${id.slice(0, 79)}…` : id);
  };
}

/** The name of the comparison of two values, whichever stands first. */
export function comparisonId(a: Value, b: Value): string {
  return `Fn::Equals [${[operand(a), operand(b)].sort().join(', ')}]`;
}

function operand(value: Value): string {
  return symbolOf(value) ?? callSymbol('at', [value.at.block, String(value.at.value.start)]) ?? '';
}

function placeOf(cursor: Cursor): string {
  return `at ${cursor.at.block}:${cursor.at.value.start}`;
}

/** The conditions that refer to themselves through others, and those between two such: what is left when one end and then the other is peeled off. */
function namesInCycles(conditions: ReadonlyMap<string, Condition>): Iterable<string> {
  const uses = new Map([...conditions].map(([name, condition]) => [name, namesIn(condition)]));
  const users = new Map<string, Set<string>>([...uses.keys()].map((name) => [name, new Set()]));
  for (const [name, used] of uses) for (const of of used) users.get(of)?.add(name);
  return peeled(users, uses, peeled(uses, users, new Set(uses.keys())));
}

/** Takes away, again and again, the names that point at none of those left. `back`: the same edges the other way round. */
function peeled(edges: ReadonlyMap<string, ReadonlySet<string>>, back: ReadonlyMap<string, ReadonlySet<string>>, names: ReadonlySet<string>): ReadonlySet<string> {
  const left = new Set(names);
  const count = new Map([...names].map((name) => [name, [...(edges.get(name) ?? [])].filter((of) => names.has(of)).length]));
  const free = [...names].filter((name) => count.get(name) === 0);
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    left.delete(name);
    for (const of of back.get(name) ?? []) {
      const rest = (count.get(of) ?? 0) - 1;
      count.set(of, rest);
      if (rest === 0 && left.has(of)) free.push(of);
    }
  }
  return left;
}

function namesIn(condition: Condition, into = new Set<string>()): ReadonlySet<string> {
  if (condition.op === 'named') into.add(condition.name);
  else if (condition.op === 'not') namesIn(condition.of, into);
  else if (condition.op === 'all' || condition.op === 'any') for (const part of condition.of) namesIn(part, into);
  return into;
}
