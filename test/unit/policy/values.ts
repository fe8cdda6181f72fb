import type { View } from '../../../server/src/core/rule/view.ts';
import { readJsonText } from '../../../server/src/core/rule/policy/json-text.ts';
import type { Condition } from '../../../server/src/core/model/condition.ts';
import type { Origin } from '../../../server/src/core/model/origin.ts';
import type { Settled, Value } from '../../../server/src/core/model/value.ts';

/** A leaf of a test document that is no plain JSON: made by the functions below. */
export class Leaf {
  constructor(readonly make: (at: Origin) => Value) {}
}

const root: Origin = { block: 't.yaml#', value: { start: 0, end: 1 } };

/** A parameter without a default. */
export const unknown = (symbol?: string): Leaf =>
  new Leaf((at) => ({ kind: 'unknown', reason: 'a parameter without a default', channel: 'parameter', maybeAbsent: false, at, ...(symbol === undefined ? {} : { symbol }) }));
/** GetAtt or Ref. */
export const ref = (to: string, attribute = 'Arn'): Leaf => new Leaf((at) => ({ kind: 'ref', to, attribute, at }));
/** Fn::Sub. */
export const sub = (...parts: readonly unknown[]): Leaf =>
  new Leaf((at) => ({ kind: 'text', parts: parts.map((part) => (typeof part === 'string' ? part : valueOf(part, at))), at }));
/** Fn::If. */
export const when = (name: string, yes: unknown, no: unknown): Leaf =>
  new Leaf((at) => ({
    kind: 'choice',
    cases: [
      { when: { op: 'named', name }, value: valueOf(yes, at) },
      { when: { op: 'const', value: true }, value: valueOf(no, at) },
    ],
    at,
  }));
/** AWS::NoValue. */
export const noValue = new Leaf((at) => ({ kind: 'absent', at }));
/** A list that a macro may add to. */
export const openList = (...items: readonly unknown[]): Leaf => new Leaf((at) => ({ ...listOf(items, at), open: true }));

/** A document as a value; the step of each origin is its key or index. */
export function valueOf(of: unknown, at: Origin = root): Value {
  if (of instanceof Leaf) return of.make(at);
  if (Array.isArray(of)) return listOf(of, at);
  if (of !== null && typeof of === 'object')
    return { kind: 'map', entries: new Map(Object.entries(of).map(([key, v]) => [key, valueOf(v, below(at, key))])), open: false, at };
  if (typeof of === 'string' || typeof of === 'number' || typeof of === 'boolean') return { kind: 'scalar', value: of, at };
  return { kind: 'absent', at };
}

function listOf(of: readonly unknown[], at: Origin): Settled & { readonly kind: 'list' } {
  return { kind: 'list', items: of.map((v, i) => valueOf(v, below(at, i))), open: false, at };
}

const below = (parent: Origin, step: string | number): Origin => ({ block: parent.block, parent, step, value: parent.value });

/** A view in which the named conditions hold. `asked` collects the names that were decided. */
export function viewWith(holding: readonly string[] = [], asked = new Set<string>()): View {
  const holds = (condition: Condition): boolean => {
    if (condition.op === 'named') asked.add(condition.name);
    return condition.op === 'named' ? holding.includes(condition.name) : condition.op === 'const' && condition.value;
  };
  const settle = (value: Value): Settled => {
    if (value.kind !== 'choice') return value;
    const taken = value.cases.find((c) => holds(c.when));
    return taken ? settle(taken.value) : { kind: 'absent', at: value.at };
  };
  const view: View = { family: 'cfn', isOpen: false, strict: false, variable: () => undefined, holds, settle, json: ({ value, at }) => readJsonText([String(value)], at, view), get: () => undefined, declared: () => [], companions: () => [], ofTypes: () => [], ownKey: () => undefined, once: (_, work) => work(), undeployable: () => undefined };
  return view;
}
