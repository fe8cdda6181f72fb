import { always } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Value } from '../../core/model/value.ts';
import { choice, distribute, maybeAbsent, relocate } from './choices.ts';
import { type Cursor, type Spot, scalarText } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import type { Inherited } from './inherited.ts';
import { type Parameter, type Reading, unknown, writtenAt } from './reading.ts';
import { stringValue } from './text.ts';

/** Declares the parameters of the section. `given` replaces their defaults; `inherited` is what a calling template hands over. */
export function readParameters(section: Cursor, given: ReadonlyMap<string, string>, inherited: Inherited | undefined, reading: Reading): void {
  const expanded = expandEntries(section, reading);
  if (expanded?.open) reading.open.parameters = true;
  for (const [id, declared] of expanded?.entries ?? []) {
    if (declared.node.kind !== 'mapping') reading.problem('wrong-type', `The parameter ${id} must be a map with a Type.`, declared);
    declareParameter(id, declared, given.get(id), inherited && (inherited.values.get(id) ?? inherited.others), reading);
  }
}

function declareParameter(id: string, declared: Cursor, given: string | undefined, handed: Value | undefined, reading: Reading): void {
  const { walk } = reading;
  const typeCursor = walk.get(declared, 'Type');
  const type = typeCursor && scalarText(typeCursor);
  if (type === undefined && declared.node.kind === 'mapping') reading.problem('missing-type', `The parameter ${id} has no Type.`, typeCursor ?? declared, 'error', 'key');
  const kind = kindOf(type ?? 'String');
  const sources = new Map<string, Origin>();

  const allowed = walk.get(declared, 'AllowedValues');
  const items = allowed && walk.items(allowed);
  if (allowed && !items) reading.problem('wrong-type', `AllowedValues of the parameter ${id} must be a list.`, allowed);
  for (const item of items ?? []) {
    const text = scalarText(item);
    if (text !== undefined && !sources.has(text)) sources.set(text, writtenAt(item));
  }
  // AllowedValues of a list are those of its items: which lists there may be is not said.
  const closed = kind !== 'list' && kind !== 'ssm' && sources.size > 0;
  if (!closed) sources.clear();

  const byDefault = walk.get(declared, 'Default');
  const written = byDefault && scalarText(byDefault);
  if (byDefault && byDefault.node.kind !== 'scalar') reading.problem('wrong-type', `The default of the parameter ${id} must be a string or number.`, byDefault);
  const isHidden = handed?.kind === 'unknown';
  const preset = kind === 'ssm' || isHidden ? undefined : (given ?? written);
  if (preset !== undefined && !sources.has(preset)) {
    sources.set(preset, given === undefined && byDefault ? writtenAt(byDefault) : writtenAt(declared));
  } else if (preset !== undefined && given === undefined && byDefault) sources.set(preset, writtenAt(byDefault));

  const echo = walk.get(declared, 'NoEcho');
  const noEcho = echo !== undefined && scalarText(echo)?.toLowerCase() === 'true';
  const parameter: Parameter = { id, declared, kind, sources };
  if (handed && !(isHidden && closed)) {
    const byItself = preset === undefined ? undefined : literal(preset, parameter, { at: declared.at, via: sources.get(preset) ?? writtenAt(declared) });
    reading.parameters.set(id, { ...parameter, handed: taken(handed, parameter, noEcho, byItself) });
    reading.variables.declare({ id, label: `parameter ${id}`, domain: [], open: true, ...(preset !== undefined && maybeAbsent(handed) && { preset }), ...(noEcho && { noEcho }) });
    return;
  }
  reading.parameters.set(id, parameter);
  reading.variables.declare({
    id,
    label: `parameter ${id}`,
    domain: [...sources.keys()],
    open: !closed,
    ...(preset !== undefined && { preset }),
    ...(preset !== undefined && given !== undefined && { presetFrom: 'file' as const }),
    ...(noEcho && { noEcho }),
  });
}

function kindOf(type: string): Parameter['kind'] {
  if (type.startsWith('AWS::SSM::Parameter::Value')) return 'ssm';
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) return 'list';
  return type === 'Number' ? 'number' : 'text';
}

/** What a reference to the parameter gives: a choice over the values that are known of it, and whatever else may be given. */
export function parameterValue(parameter: Parameter, spot: Spot, reading: Reading): Value {
  const { id, kind } = parameter;
  const clue = { symbol: id, variable: id };
  if (kind === 'ssm') return unknown(spot, `the parameter ${id} is looked up in Parameter Store`, { ...clue, channel: 'ssm' });
  if (parameter.handed) return relocate(parameter.handed, spot);
  const other = unknown(spot, `the parameter ${id} is given when the stack is deployed`, { ...clue, channel: 'parameter' });
  const cases = [...reading.variables.domainOf(id)].map((text) => {
    const via = parameter.sources.get(text) ?? writtenAt(parameter.declared);
    return { when: { op: 'is' as const, variable: id, value: text }, value: literal(text, parameter, { at: spot.at, via }) };
  });
  if (cases.length === 0) return other;
  return choice(spot, reading.variables.isOpen(id) ? [...cases, { when: always, value: other }] : cases, id);
}

/**
 * What a calling template hands over, as the parameter takes it: nothing at all leaves it to its default. Without NoEcho the parameter shows
 * what the caller may hide, so that the value is said to come from it.
 */
function taken(handed: Value, parameter: Parameter, noEcho: boolean, byItself: Value | undefined): Value {
  const { id } = parameter;
  return distribute(handed, handed, (value) => {
    if (value.kind === 'absent') return byItself ?? unknown(value, `the parameter ${id} has no default`, { symbol: id, variable: id, channel: 'parameter' });
    const shown: Value = noEcho || (value.kind === 'unknown' && value.channel !== 'parameter') ? value : { ...value, variable: id };
    if (shown.kind !== 'scalar') return shown;
    const { variable: _, ...read } = literal(String(shown.value), parameter, { at: shown.at, via: writtenAt(shown) });
    return shown.variable === undefined ? read : { ...read, variable: shown.variable };
  });
}

function literal(text: string, { id, kind }: Parameter, spot: Spot & { readonly via: Origin }): Value {
  if (kind === 'list') {
    const items = text.trim() === '' ? [] : text.split(',').map((item) => from(id, stringValue(item.trim(), spot)));
    return { kind: 'list', ...spot, items, open: false, variable: id };
  }
  const number = kind === 'number' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (!Number.isNaN(number)) return { kind: 'scalar', ...spot, value: number, variable: id };
  return from(id, stringValue(text, spot));
}

/** A dynamic reference arrives by a channel of its own, also where it is a parameter's default. */
function from(parameter: string, value: Value): Value {
  return value.kind === 'scalar' ? { ...value, variable: parameter } : value;
}
