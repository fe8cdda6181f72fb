import type { Settled, Value } from '../../core/model/value.ts';
import { type Call, type Intrinsic, argumentsOf, badCall, undecided, unreadable } from './call.ts';
import { distribute, maybeAbsent } from './choices.ts';
import { type Cursor, scalarText, spotOf } from './cursor.ts';
import type { Reading } from './reading.ts';
import { substituted } from './references.ts';
import { textValue } from './text.ts';

/** How many texts one Fn::Join may give, where items of it may be absent. */
const joinBudget = 16;

/** `Fn::Sub`: a template, or a template and a map of variables. */
export const sub: Intrinsic = (call, reading) => {
  const alone = scalarText(call.args);
  if (alone !== undefined) return template(alone, undefined, call, reading);
  // A macro or a tool writes the template.
  if (call.args.node.kind === 'mapping') return undecided(call, 'the template of Fn::Sub is computed', [reading.read(call.args)]);
  const [text, variables] = argumentsOf(call, reading, 1, 2) ?? [];
  const written = text && scalarText(text);
  if (written === undefined) return text ? badCall(call, reading, 'Fn::Sub takes a string.') : unreadable(call);
  if (variables && variables.node.kind !== 'mapping') return badCall(call, reading, 'The second argument of Fn::Sub is a map of variables.');
  return template(written, variables && reading.walk.entries(variables), call, reading);
};

function template(text: string, variables: ReadonlyMap<string, Cursor> | undefined, call: Call, reading: Reading): Value {
  if (!text.includes('${')) return textValue([text], call);
  const parts: (string | Value)[] = [];
  let done = 0;
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    const name = (match[1] ?? '').trim();
    parts.push(text.slice(done, match.index));
    done = match.index + match[0].length;
    const variable = variables?.get(name);
    if (name.startsWith('!')) parts.push(`\${${name.slice(1)}}`);
    else if (variable) parts.push(reading.read(variable));
    else if (/^[\w.:]+$/.test(name)) parts.push(substituted(name, call, reading));
    else parts.push(badCall(call, reading, `Fn::Sub cannot read \${${name}}: a name has letters, digits, dots and colons.`));
  }
  parts.push(text.slice(done));
  return textValue(parts, call);
}

/** `Fn::Join`: the items of a list with a delimiter between them; absent items are left out. */
export const join: Intrinsic = (call, reading) => {
  const [delimiter, list] = argumentsOf(call, reading, 2, 2) ?? [];
  if (!delimiter || !list) return unreadable(call);
  const between = delimiter.node.kind === 'scalar' ? (scalarText(delimiter) ?? '') : undefined;
  const items = reading.read(list);
  if (between === undefined) return undecided(call, 'the delimiter of Fn::Join is computed', [reading.read(delimiter), items]);
  return distribute(items, call, (settled) => joined(between, settled, call));
};

function joined(delimiter: string, list: Settled, call: Call): Value {
  if (list.kind === 'list' && !list.open) return joinItems(delimiter, list.items, call, { left: joinBudget }, list);
  if (list.kind === 'ref') return textValue([list], call);
  return undecided(call, 'the list of Fn::Join is not known', [{ kind: 'scalar', ...spotOf(call), value: delimiter }, list]);
}

function joinItems(delimiter: string, items: readonly Value[], call: Call, budget: { left: number }, list: Settled): Value {
  const open = items.findIndex(maybeAbsent);
  const item = items[open];
  if (!item) {
    const parts = items.flatMap((part, i): readonly (string | Value)[] => (i === 0 ? [part] : [delimiter, part]));
    const text = textValue(parts, call);
    return list.variable === undefined || text.variable !== undefined ? text : { ...text, variable: list.variable, ...(list.via && { via: list.via }) };
  }
  const without = items.toSpliced(open, 1);
  if (item.kind === 'absent') return joinItems(delimiter, without, call, budget, list);
  if (item.kind !== 'choice' || (budget.left -= item.cases.length) < 0) return undecided(call, 'an item of Fn::Join may be absent', [list]);
  return distribute(item, call, (settled) => joinItems(delimiter, settled.kind === 'absent' ? without : items.with(open, settled), call, budget, list));
}

/** `Fn::Split`: the pieces of a text. */
export const split: Intrinsic = (call, reading) => {
  const [delimiter, source] = argumentsOf(call, reading, 2, 2) ?? [];
  if (!delimiter || !source) return unreadable(call);
  const between = scalarText(delimiter);
  const text = reading.read(source);
  return distribute(text, call, (settled) => {
    if (settled.kind !== 'scalar' || between === undefined || between === '') return undecided(call, 'the text of Fn::Split is not known', [reading.read(delimiter), settled]);
    const carried = { ...spotOf(call), ...(settled.via && { via: settled.via }), ...(settled.variable !== undefined && { variable: settled.variable }) };
    const items = String(settled.value).split(between).map((value): Value => ({ kind: 'scalar', ...carried, value }));
    return { kind: 'list', ...carried, items, open: false };
  });
};

/** `Fn::Base64`: the text itself, so that user data can be read. `Fn::ToJsonString`: the map or list itself. */
export const inner: Intrinsic = (call, reading) => {
  const { node } = call.args;
  if (node.kind === 'scalar' && node.value === null) return badCall(call, reading, `${call.name} takes a value.`);
  return reading.read(call.args);
};
