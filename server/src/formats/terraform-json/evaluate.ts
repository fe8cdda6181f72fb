import { not } from '../../core/model/condition.ts';
import type { Address, Settled, Value } from '../../core/model/value.ts';
import { both, whenEqual, whenTrue } from './conditions.ts';
import { print, type Expression, type Operator } from './expression/tree.ts';
import { call } from './functions.ts';
import type { Named, Names, Use } from './names.ts';
import { choice, distribute, distributeAll, list, literal, map, symbolOf, truth, unknown } from './values.ts';

/**
 * What an expression comes to. Values of names keep the place where they were written; all that the expression itself makes stands at the
 * place of use. What cannot be known is unknown, with its text for a symbol.
 */
export function evaluate(of: Expression, use: Use, names: Names): Value {
  if (!names.spend(1)) return unknown(use.at, 'the module is too large to be evaluated wholly');
  const { at } = use;
  const below = (inner: Expression): Value => evaluate(inner, use, names);
  switch (of.kind) {
    case 'literal':
      return literal(at, of.value);
    case 'template':
      return concatenated(of.parts.map((part) => (typeof part === 'string' ? part : below(part))), of, use, names);
    case 'name':
      return use.local.get(of.name) ?? opaque(of, use, names);
    case 'attribute':
    case 'index':
    case 'splat':
      return traverse(of, use, names);
    case 'call':
      return called(of, use, names);
    case 'unary':
      if (of.operator === '!') return truth(at, not(whenTrue(below(of.of), names)));
      return distribute(below(of.of), (value) => (value.kind === 'scalar' && !Number.isNaN(Number(value.value)) ? literal(at, -Number(value.value)) : opaque(of, use, names)));
    case 'binary':
      return binary(of, use, names);
    case 'conditional':
      return choice(at, [
        { when: whenTrue(below(of.condition), names), value: below(of.then) },
        { when: { op: 'const', value: true }, value: below(of.otherwise) },
      ]);
    case 'list':
      return list(at, of.items.map(below));
    case 'object':
      return objectOf(of, use, names);
    case 'opaque':
      return opaque(of, use, names);
  }
}

function opaque(of: Expression, use: Use, names: Names): Settled {
  const text = print(of);
  return unknown(use.at, `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\` cannot be evaluated here`, { symbol: names.prefix + text });
}

function objectOf(of: Expression & { kind: 'object' }, use: Use, names: Names): Value {
  const entries = new Map<string, Value>();
  let open = false;
  for (const { key, value } of of.entries) {
    const name = evaluate(key, use, names);
    if (name.kind === 'scalar') entries.set(String(name.value), evaluate(value, use, names));
    else open = true;
  }
  return map(use.at, entries, open);
}

/** A text from its parts: a literal where all of them are known, for each combination of choices. */
function concatenated(parts: readonly (string | Value)[], of: Expression, use: Use, names: Names): Value {
  const { at } = use;
  const values = parts.filter((part) => typeof part !== 'string');
  const joined = distributeAll(values, (settled) => {
    let next = 0;
    const filled = parts.map((part) => (typeof part === 'string' ? part : (settled[next++] ?? part)));
    const known = filled.map((part) => (typeof part === 'string' ? part : part.kind === 'scalar' ? String(part.value) : undefined));
    const variable = settled.find((value) => value.variable !== undefined)?.variable;
    if (known.every((part) => part !== undefined)) return { kind: 'scalar', value: known.join(''), at, ...(variable !== undefined && { variable }) };
    return { kind: 'text', parts: filled, at };
  });
  return joined ?? opaque(of, use, names);
}

function binary(of: Expression & { kind: 'binary' }, use: Use, names: Names): Value {
  const { operator } = of;
  const [left, right] = [evaluate(of.left, use, names), evaluate(of.right, use, names)];
  switch (operator) {
    case '&&':
    case '||':
      return truth(use.at, both(operator, whenTrue(left, names), whenTrue(right, names)));
    case '==':
      return truth(use.at, whenEqual(left, right, names));
    case '!=':
      return truth(use.at, not(whenEqual(left, right, names)));
    default: {
      const counted = distributeAll([left, right], ([a, b]) => {
        if (a?.kind !== 'scalar' || b?.kind !== 'scalar') return opaque(of, use, names);
        const result = calculate(operator, Number(a.value), Number(b.value));
        return typeof result === 'number' && Number.isNaN(result) ? opaque(of, use, names) : literal(use.at, result);
      });
      return counted ?? opaque(of, use, names);
    }
  }
}

function calculate(operator: Exclude<Operator, '&&' | '||' | '==' | '!='>, a: number, b: number): number | boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

function called(of: Expression & { kind: 'call' }, use: Use, names: Names): Value {
  const given = of.arguments.map((argument) => evaluate(argument, use, names));
  const result = of.spreads ? undefined : call(of.name, given, use.at, names);
  if (result) return result;
  const symbols = given.map(symbolOf);
  const symbol = symbols.every((s) => s !== undefined) && !/^(uuid|timestamp|plantimestamp|bcrypt)$/.test(of.name) ? `${of.name}(${symbols.join(', ')})` : undefined;
  const variable = given.find((value) => value.variable !== undefined && value.kind === 'unknown')?.variable;
  return unknown(use.at, `\`${of.name}(…)\` is evaluated when it is applied`, { symbol, variable });
}

type Step = { readonly kind: 'attribute'; readonly name: string } | { readonly kind: 'index'; readonly by: Value; readonly isEach: boolean } | { readonly kind: 'splat' };

/** A chain of steps from its root; undefined where the root is no plain name. */
function chainOf(of: Expression, use: Use, names: Names): { readonly root: Expression; readonly steps: readonly Step[] } {
  const steps: Step[] = [];
  const indexed = (by: Expression): Step => ({ kind: 'index', by: evaluate(by, use, names), isEach: /^(each|count)\./.test(print(by)) });
  let at = of;
  for (;;) {
    if (at.kind === 'attribute') steps.unshift({ kind: 'attribute', name: at.name });
    else if (at.kind === 'index') steps.unshift(indexed(at.by));
    else if (at.kind === 'splat') steps.unshift({ kind: 'splat' }, ...at.then.map((step): Step => (step.kind === 'attribute' ? step : indexed(step.by))));
    else return { root: at, steps };
    at = at.of;
  }
}

function traverse(of: Expression, use: Use, names: Names): Value {
  const { root, steps } = chainOf(of, use, names);
  if (root.kind !== 'name' || use.local.has(root.name)) return follow(evaluate(root, use, names), steps, of, use, names);
  const [first, ...rest] = steps;
  if (first?.kind !== 'attribute') return opaque(of, use, names);
  switch (root.name) {
    case 'var':
      return follow(names.variable(first.name, use), rest, of, use, names);
    case 'local':
      return follow(names.local(first.name, use), rest, of, use, names);
    case 'module':
      return outputOf(first.name, rest, of, use, names);
    case 'data':
      return dataOf(first.name, rest, of, use, names);
    case 'path':
    case 'self':
    case 'each':
    case 'count':
      return opaque(of, use, names);
    case 'terraform':
      return unknown(use.at, `\`${print(of)}\` is known when it is applied`, { symbol: print(of) });
    default:
      return reference(names.resource(root.name, first.name, use), rest, use, (argument) => names.passedOn(root.name, first.name, argument));
  }
}

/** Steps into a value whose content is known, or not. */
function follow(value: Value, steps: readonly Step[], of: Expression, use: Use, names: Names): Value {
  const [step, ...rest] = steps;
  if (!step) return value;
  return distribute(value, (settled) => follow(into(settled, step, of, use, names), rest, of, use, names));
}

function into(value: Settled, step: Step, of: Expression, use: Use, names: Names): Value {
  if (value.kind === 'unknown') {
    const tail = step.kind === 'attribute' ? `.${step.name}` : step.kind === 'splat' ? '[*]' : `[${symbolOf(step.by) ?? '?'}]`;
    const { symbol, variable, ...rest } = value;
    return { ...rest, ...(symbol !== undefined && { symbol: symbol + tail }), ...(variable !== undefined && { variable }), maybeAbsent: true };
  }
  if (step.kind === 'splat') return value.kind === 'list' ? value : value.kind === 'absent' ? list(use.at, []) : list(use.at, [value]);
  const key = step.kind === 'attribute' ? step.name : step.by.kind === 'scalar' ? String(step.by.value) : undefined;
  if (key === undefined) return opaque(of, use, names);
  if (value.kind === 'map') return value.entries.get(key) ?? (value.open ? opaque(of, use, names) : { kind: 'absent', at: use.at });
  if (value.kind === 'list' && /^\d+$/.test(key)) return value.items[Number(key)] ?? (value.open ? opaque(of, use, names) : { kind: 'absent', at: use.at });
  // Behind a splat each item is meant; of one item, it is that one.
  if (value.kind === 'list' && value.items.length > 0) return list(use.at, value.items.map((item) => distribute(item, (settled) => into(settled, step, of, use, names))), value.open);
  if (value.kind === 'ref') return { ...value, attribute: value.attribute === '' ? key : `${value.attribute}.${key}` };
  return opaque(of, use, names);
}

function outputOf(module: string, steps: readonly Step[], of: Expression, use: Use, names: Names): Value {
  const at = steps.findIndex((step) => step.kind === 'attribute');
  const step = steps[at];
  if (step?.kind !== 'attribute') return opaque(of, use, names);
  const value = names.output(module, step.name, use);
  if (!value) return opaque(of, use, names);
  const found = follow(value, steps.slice(at + 1), of, use, names);
  return steps.slice(0, at).some((s) => s.kind === 'splat') ? list(use.at, [found], true) : found;
}

function dataOf(type: string, steps: readonly Step[], of: Expression, use: Use, names: Names): Value {
  const [named, ...below] = steps;
  const rest = below[0]?.kind === 'attribute' ? below : below.slice(1);
  const [attribute, ...further] = rest;
  if (named?.kind !== 'attribute' || attribute?.kind !== 'attribute') return opaque(of, use, names);
  const value = names.data(type, named.name, attribute.name, use);
  return value ? follow(value, further, of, use, names) : opaque(of, use, names);
}

/** A reference to a resource or to an attribute of it. A splat gives one per instance: none where the resource is not there. */
function reference(named: Named, steps: readonly Step[], use: Use, passedOn: (argument: string) => readonly Address[]): Value {
  const { at } = use;
  const [first] = steps;
  const isInstance = first !== undefined && first.kind !== 'attribute';
  const attribute = (isInstance ? steps.slice(1) : steps)
    .map((step) => (step.kind === 'attribute' ? `.${step.name}` : step.kind === 'splat' ? '[*]' : `[${symbolOf(step.by) ?? '?'}]`))
    .join('')
    .replace(/^\./, '');
  const target = { kind: 'ref', to: named.address, attribute, type: named.type, at } as const;
  if (!isInstance) {
    const others = first?.kind === 'attribute' && steps.length === 1 ? passedOn(first.name) : [];
    return others.length === 0 ? target : { ...target, passedOn: others };
  }
  if (first.kind === 'splat') return choice(at, [{ when: named.when, value: list(at, [target], named.isMany && !isOneOrNone(named)) }, { when: { op: 'const', value: true }, value: list(at, []) }]);
  if (first.isEach) return { ...target, instance: { kind: 'each' } };
  const key = first.by.kind === 'scalar' ? String(first.by.value) : undefined;
  return key === undefined ? target : { ...target, instance: { kind: 'index', key } };
}

/** With a count that a condition decides there is one, or none. */
function isOneOrNone({ when }: Named): boolean {
  return when.op !== 'const';
}
