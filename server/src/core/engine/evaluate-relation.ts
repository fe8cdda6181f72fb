import type { Resource } from '../model/template.ts';
import type { Settled } from '../model/value.ts';
import type { Kind, Property } from '../rule/property.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty, sameScalar } from './coerce.ts';
import { nameProperties } from './companions.ts';
import { aboutSubject, conjunction, disjunction, type Outcome } from './outcome.ts';
import { read, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

/** The resource types of a kind in the view's family. */
export const typesOf = (kind: Kind, view: View): readonly string[] => (view.family === 'cfn' ? kind.cfn : kind.tf);

type Evaluate = (requirement: Requirement, scope: Scope, view: View) => Outcome;

/** Some companion points at the subject and meets the requirement. A companion that may point at it makes a failure unknown. */
export function evaluateReferencedBy(requirement: Requirement & { op: 'referencedBy' }, scope: Scope, view: View, evaluate: Evaluate): Outcome {
  const { kind, require } = requirement;
  const outcomes: Outcome[] = [];
  const related: { readonly message: string; readonly at: Resource['at']; readonly address: string }[] = [];
  for (const { companion, meets } of companionsOf(requirement, scope, view)) {
    const outcome = require ? evaluate(require, { resource: companion }, view) : ({ verdict: 'pass', proof: [] } as const);
    if (meets === 'maybe') outcomes.push(outcome.verdict === 'fail' ? outcome : { verdict: 'unknown', proof: [], reason: `${companion.address} may point at it` });
    else {
      related.push({ message: `${kind.label} ${companion.address}`, at: companion.at, address: companion.address });
      outcomes.push(outcome);
    }
  }
  const all = disjunction(outcomes);
  const [first] = related;
  if (outcomes.length > 0 && all.verdict !== 'fail')
    return { ...all, proof: [aboutSubject(scope, () => (first ? `${kind.label} ${first.address} does it` : `a ${kind.label} does it`), related)] };
  if (view.isOpen) return { verdict: 'unknown', proof: [aboutSubject(scope, () => `no ${kind.label} is seen`)], reason: `a macro may add a ${kind.label}` };
  const say = (): string => (first ? `${kind.label} ${first.address} does not do it: ${all.proof[0]?.say() ?? ''}` : `no ${kind.label} in the template points at it`);
  return { verdict: 'fail', proof: [aboutSubject(scope, say, related)] };
}

/** The companions that exist in this world and point at the subject, or may. */
export function companionsOf({ kind, via }: Requirement & { op: 'referencedBy' }, { resource }: Scope, view: View): readonly { readonly companion: Resource; readonly meets: 'yes' | 'maybe' }[] {
  return view.companions(typesOf(kind, view), via, resource).flatMap((companion) => {
    if (!view.holds(companion.when)) return [];
    const meets = joins(via, companion, resource, view);
    return meets === 'no' ? [] : [{ companion, meets }];
  });
}

/** What the property points at meets the requirement. */
export function evaluateRefersTo(requirement: Requirement & { op: 'refersTo' }, scope: Scope, view: View, evaluate: Evaluate): Outcome {
  const { fact, kind, require } = requirement;
  const types = typesOf(kind, view);
  const readings = read(fact, scope, view);
  return conjunction(
    readings.map((reading): Outcome => {
      if (isEmpty(reading.value))
        return { verdict: 'fail', proof: [{ ...aboutSubject(scope, () => `\`${reading.path}\` is not set`), at: reading.value.at, path: reading.path }] };
      const target = targetOf(reading.value, types, view);
      if (!target) {
        const reason = `what \`${reading.path}\` points at is not in the template`;
        return { verdict: requirement.outside ?? 'unknown', proof: [aboutSubject(scope, () => reason)], reason };
      }
      const outcome = evaluate(require, { resource: target }, view);
      const related = [{ message: `${kind.label} ${target.address}`, at: target.at, address: target.address }];
      return { ...outcome, proof: outcome.proof.map((p) => ({ ...aboutSubject(scope, () => `${kind.label} ${target.address}: ${p.say()}`, related), path: reading.path })) };
    }),
  );
}

/** The resource of these types that a value points at: by reference, inside a text, or by its name. */
export function targetOf(value: Settled, types: readonly string[], view: View): Resource | undefined {
  if (value.kind === 'ref') {
    return [value.to, ...(value.passedOn ?? [])].map((address) => view.get(address)).find((target) => target !== undefined && types.includes(target.type));
  }
  if (value.kind === 'text') {
    for (const part of value.parts) {
      const found = typeof part === 'string' ? undefined : targetOf(view.settle(part), types, view);
      if (found) return found;
    }
    return undefined;
  }
  if (value.kind !== 'scalar') return undefined;
  return view.ofTypes(types).find((resource) => {
    const name = nameOf(resource, view);
    return name?.kind === 'scalar' && sameScalar(name.value, value.value);
  });
}

/** Does the companion's property point at the subject? By reference, by equal text, or by equal symbol. A generated name is reachable by reference only. */
export function joins(via: Property, companion: Resource, subject: Resource, view: View): 'yes' | 'no' | 'maybe' {
  const answers = read(via, { resource: companion }, view).map((reading) => meets(reading.value, subject, view));
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

function meets(value: Settled, subject: Resource, view: View): 'yes' | 'no' | 'maybe' {
  switch (value.kind) {
    case 'ref':
      return value.to === subject.address || value.passedOn?.includes(subject.address) ? 'yes' : 'no';
    case 'list': {
      const answers = value.items.map((item) => meets(view.settle(item), subject, view));
      return answers.includes('yes') ? 'yes' : answers.includes('maybe') || value.open ? 'maybe' : 'no';
    }
    case 'text': {
      if (value.parts.some((part) => typeof part !== 'string' && meets(view.settle(part), subject, view) === 'yes')) return 'yes';
      const name = nameOf(subject, view);
      return name?.kind === 'text' && textOf(name) === textOf(value) ? 'yes' : name && !isEmpty(name) && name.kind !== 'scalar' ? 'maybe' : 'no';
    }
    case 'scalar': {
      const name = nameOf(subject, view);
      if (!name || isEmpty(name)) return 'no';
      if (name.kind === 'scalar') return String(value.value) === String(name.value) || String(value.value).endsWith(`:${name.value}`) ? 'yes' : 'no';
      return name.kind === 'unknown' || name.kind === 'text' ? 'maybe' : 'no';
    }
    case 'unknown': {
      const name = nameOf(subject, view);
      if (!name || isEmpty(name)) return value.maybeAbsent ? 'maybe' : 'no';
      return name.kind === 'unknown' && name.symbol !== undefined && name.symbol === value.symbol ? 'yes' : 'maybe';
    }
    case 'map':
    case 'absent':
      return 'no';
  }
}

function nameOf(resource: Resource, view: View): Settled | undefined {
  const properties = view.settle(resource.properties);
  if (properties.kind !== 'map') return undefined;
  for (const name of nameProperties) {
    const written = properties.entries.get(name);
    if (written) return view.settle(written);
  }
  return undefined;
}

const textOf = (value: Settled & { kind: 'text' }): string =>
  value.parts.map((part) => (typeof part === 'string' ? part : `\u0001${part.kind === 'unknown' ? (part.symbol ?? '') : part.kind === 'ref' ? part.to : ''}`)).join('');
