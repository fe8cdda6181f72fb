import { RefTo, TextOf, type Edit } from '../model/edit.ts';
import type { Resource } from '../model/template.ts';
import type { Beside, Changes, Fix, FixValue } from '../rule/fix.ts';
import { changedProperties } from '../rule/changed-properties.ts';
import type { Kind, Property } from '../rule/property.ts';
import type { LoweredFix, View } from '../rule/view.ts';
import { isEmpty, sameScalar } from './coerce.ts';
import { joins, typesOf } from './evaluate-relation.ts';
import { Refusal, ValueLowering } from './lower-value.ts';
import { named } from './proof.ts';
import { read, type Reading, type Scope } from './read.ts';

/** The failure that a fix is for. */
export interface Failure {
  /** The rule's kind of resource. */
  readonly on: Kind;
  readonly scope: Scope;
  /** The property that failed. */
  readonly path: string;
}

/**
 * The ways to mend a failure in its scope and world, the rule's own first, then its alternatives; where there is none, why. The edits of one
 * way belong together: all of them, or none.
 */
export function lowerFixes(fix: Fix, failure: Failure, view: View): { readonly fixes: readonly LoweredFix[]; readonly refused?: string } {
  const lowered = [fix, ...(fix.alternatives ?? [])].map((one) => lowerFix(one, failure, view));
  const fixes = lowered.filter((one): one is LoweredFix => !(one instanceof Refusal));
  const [first] = lowered;
  return first instanceof Refusal && fixes.length === 0 ? { fixes, refused: first.reason } : { fixes };
}

function lowerFix(fix: Fix, failure: Failure, view: View): LoweredFix | Refusal {
  const values = new ValueLowering(failure.scope, view);
  const edits = editsOf(fix, failure, view, values);
  if (edits instanceof Refusal) return fix.otherwise ? lowerFix(fix.otherwise, failure, view) : edits;
  const all = [...values.added, ...edits];
  const { title, effect } = fix;
  if (all.length > 0) return { title, ...(effect === undefined ? {} : { effect }), edits: all, ...(view.family === 'tf' ? { changes: changedProperties(failure.on, fix) } : {}) };
  return fix.otherwise ? lowerFix(fix.otherwise, failure, view) : new Refusal('there is nothing to change in the template');
}

function editsOf(fix: Fix, { scope, path }: Failure, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  const said = fix.unless?.find((property) => read(property, scope, view).some(({ value }) => !isEmpty(value)));
  if (said) return new Refusal(`\`${said.name}\` is written in the resource itself`);
  return collect([
    () => changesOf(fix, scope, view, values),
    ...(fix.remove ?? []).map((property) => () => removalOf(property, scope, view)),
    () => (fix.replace ? replacementOf(fix.replace, scope, path, view, values) : []),
    () => (fix.beside ? besideOf(fix.beside, scope, view, values) : []),
  ]);
}

/** The edits of all of them, or the first refusal. */
function collect(parts: readonly (() => readonly Edit[] | Refusal)[]): readonly Edit[] | Refusal {
  const edits: Edit[] = [];
  for (const part of parts) {
    const found = part();
    if (found instanceof Refusal) return found;
    edits.push(...found);
  }
  return edits;
}

function changesOf({ set = [], append = [] }: Changes, scope: Scope, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  return collect([
    ...set.map(([property, value]) => () => setOf(property, value, scope, view, values)),
    ...append.map(([property, item]) => () => appendixOf(property, item, scope, view, values)),
  ]);
}

function setOf(property: Property, wanted: FixValue, scope: Scope, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  return collect(read(property, scope, view).map((reading) => () => setAt(property, wanted, reading, values)));
}

function setAt(property: Property, wanted: FixValue, reading: Reading, values: ValueLowering): readonly Edit[] | Refusal {
  const { value, rest, isInText } = reading;
  if (isInText) return inText(reading);
  if (value.via) return elsewhere(reading);
  if (rest === undefined) return new Refusal(`${named(reading)} stands in a list that has no item yet`);
  const literal = values.lower(wanted, property, value.kind === 'scalar' ? value.value : undefined);
  if (literal instanceof Refusal) return literal;
  switch (value.kind) {
    case 'scalar':
      if (typeof literal !== 'object' && sameScalar(value.value, literal)) return [];
      break;
    case 'absent':
      break;
    case 'list':
    case 'map':
      if (typeof literal !== 'object' || literal instanceof RefTo || literal instanceof TextOf) return new Refusal(`${named(reading)} is not a single value here`);
      break;
    case 'ref':
    case 'text':
    case 'unknown':
      return computed(reading);
  }
  return [{ op: 'set', anchor: value.at, rest, value: literal }];
}

function appendixOf(property: Property, item: FixValue, scope: Scope, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  return collect(
    read(property, scope, view).map((reading) => (): readonly Edit[] | Refusal => {
      const { value, rest, isInText } = reading;
      if (isInText) return inText(reading);
      if (value.via) return elsewhere(reading);
      if (rest === undefined || (value.kind !== 'list' && value.kind !== 'absent')) return new Refusal(`${named(reading)} is no list here`);
      const literal = values.lower(item, property);
      return literal instanceof Refusal ? literal : [{ op: 'addItem', anchor: value.at, rest, value: literal }];
    }),
  );
}

function removalOf(property: Property, scope: Scope, view: View): readonly Edit[] | Refusal {
  return collect(
    read(property, scope, view).map((reading) => (): readonly Edit[] | Refusal => {
      const { value, rest, isInText } = reading;
      if (isInText) return inText(reading);
      if (value.kind === 'absent' || rest?.length !== 0) return [];
      return value.via ? elsewhere(reading) : [{ op: 'remove', anchor: value.at, rest: [] }];
    }),
  );
}

function replacementOf([properties, wanted]: NonNullable<Fix['replace']>, scope: Scope, path: string, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  for (const property of properties)
    for (const reading of read(property, scope, view)) {
      if (reading.path !== path) continue;
      if (reading.value.variable !== undefined) return elsewhere(reading);
      return setAt(property, wanted, reading, values);
    }
  return new Refusal('what failed is no value that can be replaced');
}

function besideOf(beside: Beside, scope: Scope, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  const { kind, via, make } = beside;
  const [type] = typesOf(kind, view);
  if (type === undefined || via.places[view.family] === undefined) return new Refusal(`there is no ${kind.label} of its own here`);
  const companions = view.companions(typesOf(kind, view), via, scope.resource).filter((companion) => view.holds(companion.when));
  const joined = companions.map((companion) => ({ companion, meets: joins(via, companion, scope.resource, view) })).filter(({ meets }) => meets !== 'no');
  const [one, another] = joined;
  if (another || one?.meets === 'maybe') return new Refusal(`more than one ${kind.label} may point at it`);
  if (one) return changesInCompanion(beside, one.companion, view, values);
  if (view.isOpen) return new Refusal(`a macro may add a ${kind.label}`);
  return newCompanion(beside, type, [...make, ...(beside.set ?? [])], view, values);
}

function changesInCompanion(beside: Beside, companion: Resource, view: View, values: ValueLowering): readonly Edit[] | Refusal {
  const edits = changesOf(beside, { resource: companion }, view, values);
  return edits instanceof Refusal || edits.length > 0 ? edits : new Refusal(`${beside.kind.label} ${companion.address} is written in a form that nothing can be put into`);
}

function newCompanion({ kind }: Beside, type: string, settings: readonly (readonly [Property, FixValue])[], view: View, values: ValueLowering): readonly Edit[] | Refusal {
  let properties: { readonly [key: string]: FixValue } = {};
  for (const [property, value] of settings) {
    const steps = property.places[view.family]?.at(-1);
    if (steps === undefined) continue;
    const keys = steps.map((step) => (step.kind === 'key' ? step.key : undefined));
    if (keys.includes(undefined)) return new Refusal(`\`${property.name}\` stands in a list of the ${kind.label}`);
    properties = put(properties, keys.filter((key) => key !== undefined), value);
  }
  const [property] = settings[0] ?? [];
  if (!property) return [];
  const name = values.add({ hint: view.family === 'tf' ? '{name}' : `{name}${type.slice(type.lastIndexOf(':') + 1).replace(/^(Bucket|Queue|Topic)/, '')}`, attribute: 'Ref', type, properties }, property);
  return name instanceof Refusal ? name : [];
}

function put(into: { readonly [key: string]: FixValue }, [key = '', ...rest]: readonly string[], value: FixValue): { readonly [key: string]: FixValue } {
  const inner = into[key];
  const below = typeof inner === 'object' && Object.getPrototypeOf(inner) === Object.prototype ? (inner as { readonly [key: string]: FixValue }) : {};
  return { ...into, [key]: rest.length === 0 ? value : put(below, rest, value) };
}

const inText = (reading: Reading): Refusal => new Refusal(`${named(reading)} stands inside of a text`);
const elsewhere = (reading: Reading): Refusal => new Refusal(`the value of ${named(reading)} is written elsewhere: in a parameter, a mapping or an anchor`);
const computed = (reading: Reading): Refusal => new Refusal(`${named(reading)} is computed here`);
