import type { Property } from '../rule/property.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty, sameScalar, toNumber } from './coerce.ts';
import { evaluateLevel, evaluateTls } from './evaluate-level.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { evaluateReferencedBy, evaluateRefersTo } from './evaluate-relation.ts';
import { evaluateSecretChannel } from './evaluate-secret.ts';
import { onScalar } from './on-scalar.ts';
import { conjunction, disjunction, negation, type Outcome } from './outcome.ts';
import { absence, named, proofOf, unknown } from './proof.ts';
import { absentMeans, itemScopes, read, type Scope } from './read.ts';
import { sentence } from '../rule/sentence.ts';
import type { View } from '../rule/view.ts';

/** Judges a requirement in one world. Pure; never throws on what a template may hold. */
export function evaluate(requirement: Requirement, scope: Scope, view: View): Outcome {
  switch (requirement.op) {
    case 'equals':
      return onScalar(requirement.fact, scope, view, (value) => sameScalar(value, requirement.value));
    case 'oneOf':
      return onScalar(requirement.fact, scope, view, (value) => requirement.values.some((v) => sameScalar(value, v)));
    case 'atLeast':
      return onScalar(requirement.fact, scope, view, (value) => (toNumber(value) ?? NaN) >= requirement.value);
    case 'atMost':
      return onScalar(requirement.fact, scope, view, (value) => (toNumber(value) ?? NaN) <= requirement.value);
    case 'startsWith':
      return onScalar(requirement.fact, scope, view, (value) => requirement.prefixes.some((p) => String(value).startsWith(p)));
    case 'present':
      return presence(requirement.fact, scope, view);
    case 'absent':
      return negation(presence(requirement.fact, scope, view));
    case 'all':
      return conjunction(requirement.of.map((r) => evaluate(r, scope, view)));
    case 'any':
      return firstOf(requirement.of, scope, view);
    case 'not':
      return negation(evaluate(requirement.of, scope, view));
    case 'cases':
      return evaluateCases(requirement, scope, view);
    case 'forEach':
      return evaluateForEach(requirement, scope, view);
    case 'forSome':
      return evaluateForSome(requirement, scope, view);
    case 'level':
      return evaluateLevel(requirement, scope, view);
    case 'tls':
      return evaluateTls(requirement, scope, view);
    case 'secretChannel':
      return evaluateSecretChannel(requirement, scope, view);
    case 'policy':
      return evaluatePolicy(requirement, scope, view);
    case 'referencedBy':
      return evaluateReferencedBy(requirement, scope, view, evaluate);
    case 'refersTo':
      return evaluateRefersTo(requirement, scope, view, evaluate);
  }
}

function presence(fact: Property, scope: Scope, view: View): Outcome {
  const readings = read(fact, scope, view);
  if (readings.length === 0) return { verdict: 'skipped', proof: [], reason: `${fact.name} is no property in this format` };
  return conjunction(
    readings.map((reading): Outcome => {
      if (isEmpty(reading.value)) {
        const means = absentMeans(fact, reading, view);
        if (means !== undefined && typeof means === 'object')
          return { verdict: view.strict ? 'fail' : 'unknown', proof: [proofOf(reading, scope, () => absence(reading))], reason: `it depends on ${means.depends}` };
        return { verdict: 'fail', proof: [proofOf(reading, scope, () => absence(reading))] };
      }
      if (reading.value.kind === 'unknown' && reading.value.maybeAbsent) return unknown(reading, scope, `${named(reading)} is not known: ${reading.value.reason}`);
      return { verdict: 'pass', proof: [proofOf(reading, scope, () => `${named(reading)} is set`)] };
    }),
  );
}

function firstOf(of: readonly Requirement[], scope: Scope, view: View): Outcome {
  const outcomes: Outcome[] = [];
  for (const requirement of of) {
    const outcome = evaluate(requirement, scope, view);
    if (outcome.verdict === 'pass') return outcome;
    outcomes.push(outcome);
  }
  const all = disjunction(outcomes);
  // One failure, not one per alternative: the first says what is wrong.
  return all.verdict === 'fail' ? { ...all, proof: outcomes.find((o) => o.verdict === 'fail')?.proof.slice(0, 1) ?? [] } : all;
}

function evaluateCases(requirement: Requirement & { op: 'cases' }, scope: Scope, view: View): Outcome {
  const possible: Outcome[] = [];
  let reason: string | undefined;
  for (const { when, require } of requirement.of) {
    const applies = evaluate(when, scope, view);
    if (applies.verdict === 'fail' || applies.verdict === 'skipped') continue;
    possible.push(evaluate(require, scope, view));
    if (applies.verdict === 'pass') return settleCases(possible, reason);
    reason ??= applies.reason ?? 'which case applies is not known';
  }
  possible.push(otherwise(requirement.otherwise, scope, view));
  return settleCases(possible, reason);
}

/** Where it is not known which case applies, only what all of them say is known. */
function settleCases(possible: readonly Outcome[], reason: string | undefined): Outcome {
  const [first] = possible;
  if (first && possible.every((o) => o.verdict === first.verdict)) return conjunction(possible.slice(-1));
  return { verdict: 'unknown', proof: possible.flatMap((o) => o.proof), reason: reason ?? 'which case applies is not known' };
}

function otherwise(of: Requirement | 'pass' | 'fail' | 'skip', scope: Scope, view: View): Outcome {
  if (typeof of !== 'string') return evaluate(of, scope, view);
  if (of === 'skip') return { verdict: 'skipped', proof: [], reason: 'it does not concern this resource' };
  return { verdict: of, proof: [{ say: () => 'none of the known cases applies', at: scope.resource.at, missing: true, related: [], path: '', sensitive: false, scope }] };
}

function evaluateForEach(requirement: Requirement & { op: 'forEach' }, scope: Scope, view: View): Outcome {
  const { readings, scopes } = itemScopes(requirement, scope, view);
  const [first] = readings;
  if (scopes.length === 0) {
    if (!first) return { verdict: 'skipped', proof: [], reason: `${requirement.list.name} is no property in this format` };
    // The scope is the item that is not there, so that no fix of an item's property lands on the resource.
    const inner: Scope = { resource: scope.resource, item: { of: requirement.list, reading: first, outer: scope } };
    return { verdict: requirement.whenEmpty, proof: [proofOf(first, inner, () => absence(first))] };
  }
  return conjunction(scopes.map((inner) => onItem(requirement.require, inner, view)));
}

function evaluateForSome(requirement: Requirement & { op: 'forSome' }, scope: Scope, view: View): Outcome {
  const { readings, scopes } = itemScopes(requirement, scope, view);
  const [first] = readings;
  if (!first) return { verdict: 'skipped', proof: [], reason: `${requirement.list.name} is no property in this format` };
  const outcome = disjunction(scopes.map((inner) => onItem(requirement.require, inner, view)));
  if (scopes.length > 0 && outcome.verdict !== 'fail') return outcome;
  const say = (): string => (scopes.length === 0 ? absence(first) : `there is no item of \`${pathOfList(first.path)}\` for which ${sentence(requirement.require)}`);
  return { verdict: 'fail', proof: [{ ...proofOf(first, scope, say), at: scopes.length === 0 ? first.value.at : (first.value.at.parent ?? first.value.at), path: pathOfList(first.path) }] };
}

function onItem(requirement: Requirement, inner: Scope, view: View): Outcome {
  const item = inner.item?.reading.value;
  if (inner.item && item?.kind === 'unknown') return unknown(inner.item.reading, inner, `${named(inner.item.reading)} is not known: ${item.reason}`);
  return evaluate(requirement, inner, view);
}

const pathOfList = (path: string): string => path.replace(/\[[^\]]*\]$/, '');
