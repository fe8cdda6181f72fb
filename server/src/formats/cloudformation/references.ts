import type { Value } from '../../core/model/value.ts';
import { type Call, type Intrinsic, argumentsOf, badCall, unreadable } from './call.ts';
import { type Spot, scalarText, spotOf } from './cursor.ts';
import { parameterValue } from './parameters.ts';
import { type Reading, unknown } from './reading.ts';
import { callSymbol, symbolOf } from './symbols.ts';
import { stringValue } from './text.ts';
import { pseudoParameters } from './variables.ts';

/** `Ref`: a parameter, a pseudo parameter or a resource. */
export const ref: Intrinsic = (call, reading) => {
  const name = scalarText(call.args);
  const round = name === undefined ? undefined : call.args.loop?.get(name);
  if (round !== undefined) return stringValue(round, call);
  if (name !== undefined && name !== '') return named(name, call, reading, 'Ref');
  if (call.args.node.kind === 'scalar') return badCall(call, reading, 'Ref takes the name of a parameter or a resource.');
  const computed = reading.read(call.args);
  if (computed.kind === 'scalar') return named(String(computed.value), call, reading, 'Ref');
  return unknown(call, 'the name in Ref is computed', { symbol: callSymbol('Ref', [symbolOf(computed)]) });
};

/** `Fn::GetAtt`: an attribute of a resource; `Name.Attribute` is split at the first dot. */
export const getAtt: Intrinsic = (call, reading) => {
  const text = scalarText(call.args);
  if (text !== undefined) {
    const dot = text.indexOf('.');
    if (dot <= 0 || dot === text.length - 1) return badCall(call, reading, 'Fn::GetAtt takes a resource and an attribute: Name.Attribute.');
    return attribute(text.slice(0, dot), text.slice(dot + 1), call, reading, 'Fn::GetAtt');
  }
  const [resource, of] = argumentsOf(call, reading, 2, 2) ?? [];
  if (!resource || !of) return unreadable(call);
  const [id, name] = [reading.read(resource), reading.read(of)];
  if (id.kind === 'scalar' && name.kind === 'scalar') return attribute(String(id.value), String(name.value), call, reading, 'Fn::GetAtt');
  return unknown(call, 'the attribute is computed', { symbol: callSymbol('GetAtt', [symbolOf(id), symbolOf(name)]) });
};

/** What `${name}` gives inside of Fn::Sub. */
export function substituted(name: string, call: Call, reading: Reading): Value {
  const dot = name.indexOf('.');
  return dot > 0 && !reading.resources.has(name)
    ? attribute(name.slice(0, dot), name.slice(dot + 1), call, reading, 'Fn::Sub')
    : named(name, call, reading, 'Fn::Sub');
}

function named(name: string, spot: Spot, reading: Reading, by: string): Value {
  if (name === 'AWS::NoValue') return { kind: 'absent', ...spotOf(spot) };
  if (pseudoParameters.has(name)) {
    reading.variables.note(name);
    return unknown(spot, `${name} is known when the stack is deployed`, { symbol: name });
  }
  const parameter = reading.parameters.get(name);
  if (parameter) return parameterValue(parameter, spot, reading);
  if (reading.resources.has(name)) return { kind: 'ref', ...spotOf(spot), to: name, attribute: 'Ref' };
  if (reading.mayBeGenerated(name) || reading.open.parameters) return unknown(spot, `${name} is not declared in this file`, { symbol: callSymbol('Ref', [name]) });
  reading.problem('dangling-reference', `${by} names ${name}, but there is no parameter or resource of this name.`, spot, 'warning');
  return unknown(spot, `there is no parameter or resource named ${name}`, { symbol: callSymbol('Ref', [name]) });
}

function attribute(id: string, name: string, spot: Spot, reading: Reading, by: string): Value {
  if (reading.resources.has(id)) return { kind: 'ref', ...spotOf(spot), to: id, attribute: name };
  const symbol = callSymbol('GetAtt', [id, name]);
  if (reading.mayBeGenerated(id)) return unknown(spot, `${id} is not declared in this file`, { symbol });
  reading.problem('dangling-reference', `${by} names ${id}, but there is no resource of this name.`, spot, 'warning');
  return unknown(spot, `there is no resource named ${id}`, { symbol });
}
