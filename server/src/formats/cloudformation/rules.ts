import { type Condition, all, always, any, not } from '../../core/model/condition.ts';
import type { Value } from '../../core/model/value.ts';
import { equal } from './comparison.ts';
import { comparisonId, readCondition } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import type { Reading } from './reading.ts';

/**
 * What the section Rules demands of every deployment. An assertion that cannot be expressed is left out: less is
 * then demanded, never more. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function readRules(section: Cursor, reading: Reading): readonly Condition[] {
  const constraints: Condition[] = [];
  for (const [name, rule] of reading.walk.entries(section) ?? []) {
    const when = reading.walk.get(rule, 'RuleCondition');
    const assertions = reading.walk.get(rule, 'Assertions');
    const items = assertions && reading.walk.items(assertions);
    if (!items) {
      reading.problem('wrong-type', `The rule ${name} must have a list of Assertions.`, assertions ?? rule);
      continue;
    }
    const applies = when ? readRule(when, reading) : always;
    if (applies === undefined) continue;
    for (const item of items) {
      const assertion = reading.walk.get(item, 'Assert');
      const holds = assertion && readRule(assertion, reading);
      if (holds) constraints.push(any([not(applies), holds]));
    }
  }
  return constraints.filter((constraint) => constraint.op !== 'const' || !constraint.value);
}

function readRule(cursor: Cursor, reading: Reading): Condition | undefined {
  const unclear = (a: Value, b: Value): Condition | undefined => reading.variables.knownOpaque(comparisonId(a, b));
  const equals = (a: Value, b: Value): Condition | undefined => equal(a, b, reading, unclear);
  return readCondition(cursor, reading, unclear, (name, args) => {
    const [first, second] = reading.walk.items(args) ?? [];
    if (!first || !second) return undefined;
    switch (name) {
      case 'Fn::Contains':
        return isMember(reading.read(second), reading.read(first), equals);
      case 'Fn::EachMemberEquals': {
        const wanted = reading.read(second);
        return everyMember(reading.read(first), (member) => equals(member, wanted));
      }
      case 'Fn::EachMemberIn': {
        const allowed = reading.read(second);
        return everyMember(reading.read(first), (member) => isMember(member, allowed, equals));
      }
      default:
        return undefined;
    }
  });
}

function isMember(value: Value, list: Value, equals: (a: Value, b: Value) => Condition | undefined): Condition | undefined {
  if (list.kind !== 'list' || list.open) return undefined;
  const parts = list.items.map((item) => equals(value, item));
  return parts.every((part) => part !== undefined) ? any(parts) : undefined;
}

function everyMember(list: Value, holds: (member: Value) => Condition | undefined): Condition | undefined {
  if (list.kind !== 'list' || list.open) return undefined;
  const parts = list.items.map(holds);
  return parts.every((part) => part !== undefined) ? all(parts) : undefined;
}
