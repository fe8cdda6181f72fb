import type { Settled, Value } from '../../core/model/value.ts';
import { type Call, type Intrinsic, argumentsOf, badCall, undecided, unreadable } from './call.ts';
import { distribute, maybeAbsent, relocate } from './choices.ts';
import { spotOf } from './cursor.ts';
import { unknown } from './reading.ts';

/** `Fn::Select`: an item of a list; absent items do not count. */
export const select: Intrinsic = (call, reading) => {
  const [index, list] = argumentsOf(call, reading, 2, 2) ?? [];
  if (!index || !list) return unreadable(call);
  const [at, items] = [reading.read(index), reading.read(list)];
  return distribute(at, call, (position) => distribute(items, call, (of) => selected(position, of, call)));
};

function selected(position: Settled, list: Settled, call: Call): Value {
  const wanted = position.kind === 'scalar' && /^\d+$/.test(String(position.value)) ? Number(position.value) : undefined;
  if (wanted === undefined || list.kind !== 'list' || list.open) return undecided(call, 'the list or the index of Fn::Select is not known', [position, list]);
  let count = 0;
  for (const item of list.items) {
    if (item.kind === 'absent') continue;
    if (maybeAbsent(item)) return undecided(call, 'an item of Fn::Select may be absent', [position, list]);
    if (count++ === wanted) return relocate(item, call);
  }
  return unknown(call, `the list of Fn::Select has no item ${wanted}`);
}

/** `Fn::If`: one of two values. */
export const ifElse: Intrinsic = (call, reading) => {
  const [condition, then, otherwise] = argumentsOf(call, reading, 3, 3) ?? [];
  if (!condition || !then || !otherwise) return unreadable(call);
  const named = reading.read(condition);
  if (named.kind !== 'scalar') return badCall(call, reading, 'The first argument of Fn::If is the name of a condition.');
  const name = String(named.value);
  const cases = [
    { when: { op: 'named' as const, name }, value: reading.read(then) },
    { when: { op: 'const' as const, value: true }, value: reading.read(otherwise) },
  ];
  if (reading.conditionNames.has(name)) return { kind: 'choice', ...spotOf(call), cases };
  if (!reading.open.conditions) reading.problem('dangling-reference', `Fn::If names the condition ${name}, which is not declared.`, condition, 'warning');
  return unknown(call, `the condition ${name} is not declared`, { maybeAbsent: cases.some((c) => maybeAbsent(c.value)) });
};

/** `Fn::Length`: how many items a list has. */
export const length: Intrinsic = (call, reading) =>
  distribute(reading.read(call.args), call, (list) => {
    if (list.kind !== 'list' || list.open || list.items.some((item) => item.kind !== 'absent' && maybeAbsent(item))) return undecided(call, 'the list of Fn::Length is not known', [list]);
    return { kind: 'scalar', ...spotOf(call), value: list.items.filter((item) => item.kind !== 'absent').length };
  });
