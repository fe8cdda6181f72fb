import { isEmpty, sameScalar, show, toNumber } from '../engine/coerce.ts';
import type { Scalar } from '../model/value.ts';
import { evaluate } from '../engine/evaluate.ts';
import { levelReadings } from '../engine/evaluate-level.ts';
import { companionsOf, typesOf, targetOf } from '../engine/evaluate-relation.ts';
import type { Outcome, Proof } from '../engine/outcome.ts';
import { absence, byDefault, named, proofOf } from '../engine/proof.ts';
import { absentMeans, itemScopes, read, type Reading, type Scope } from '../engine/read.ts';
import { levels, tlsVersions } from '../rule/levels.ts';
import type { Property } from '../rule/property.ts';
import type { Requirement } from '../rule/requirement.ts';
import type { Verdict, View } from '../rule/view.ts';

/** What ranks count: `holds`: 0 no, 1 yes; `level`, `tls`: the index in their lists; `number`: the number itself, or its negative where less is better. */
export type Scale = 'holds' | 'level' | 'tls' | 'number';

/** How well one thing is protected in one world: more is better. An end that is not known is as far out as it may be. */
export interface Measure {
  readonly scale: Scale;
  /** Natural path of what was read, from the subject; of a companion behind its label. The same path and scale mean the same thing on both sides. */
  readonly path: string;
  readonly low: number;
  readonly high: number;
  readonly proof: Proof;
  /** It counts only where the requirement fails on both sides: one of several ways to meet it. */
  readonly isPart?: true;
}

const ends: Readonly<Record<Scale, readonly [low: number, high: number]>> = {
  holds: [0, 1],
  level: [0, levels.length - 1],
  tls: [0, tlsVersions.length - 1],
  number: [-Infinity, Infinity],
};

const verdictRank: Readonly<Record<Exclude<Verdict, 'skipped'>, readonly [low: number, high: number]>> = { fail: [0, 0], unknown: [0, 1], pass: [1, 1] };

/**
 * What a requirement measures in one world, each of which may only rise: a requirement is where the order of values is written down, so
 * whatever can be compared is derived from it. Measures of alternatives (`any`) count as long as none of them decides.
 */
export function measure(requirement: Requirement, scope: Scope, view: View): readonly Measure[] {
  switch (requirement.op) {
    case 'atLeast':
      return numbers(requirement.fact, scope, view, 1);
    case 'atMost':
      return numbers(requirement.fact, scope, view, -1);
    case 'level':
      return (levelReadings(requirement, scope, view) ?? []).map(({ span, proof, isDoubtful }) => ranked('level', proof, isDoubtful ? { low: 'none', high: 'none' } : span, levels));
    case 'tls':
      return versions(requirement, scope, view);
    case 'all':
      return requirement.of.flatMap((one) => measure(one, scope, view));
    case 'any':
      return alternatives(requirement.of, requirement, scope, view);
    case 'cases':
      return measureCase(requirement, scope, view);
    case 'forEach':
      return itemScopes(requirement, scope, view).scopes.flatMap((inner) => measure(requirement.require, inner, view));
    case 'referencedBy':
      return companions(requirement, scope, view);
    case 'refersTo':
      return targets(requirement, scope, view);
    case 'equals':
    case 'oneOf':
    case 'present':
      return requirement.fact.weakestFirst ? ordered(requirement.fact, requirement.fact.weakestFirst, scope, view) : whole(requirement, scope, view);
    case 'startsWith':
    case 'absent':
    case 'not':
    case 'forSome':
    case 'secretChannel':
    case 'policy':
      return whole(requirement, scope, view);
  }
}

/** Whether the requirement holds, once for each path that its proof names. */
function whole(requirement: Requirement, scope: Scope, view: View): readonly Measure[] {
  return ofOutcome(evaluate(requirement, scope, view));
}

function ofOutcome({ verdict, proof }: Outcome): readonly Measure[] {
  const [first] = proof;
  if (verdict === 'skipped' || !first) return [];
  const [low, high] = verdictRank[verdict];
  return [{ scale: 'holds', path: first.path.replace(/~\d+$/, ''), low, high, proof: first }];
}

function ranked(scale: Scale, proof: Proof, span: { readonly low: string; readonly high: string } | undefined, order: readonly string[]): Measure {
  const [lowest, highest] = ends[scale];
  return { scale, path: proof.path, low: span ? order.indexOf(span.low) : lowest, high: span ? order.indexOf(span.high) : highest, proof };
}

/** What a reading says as one value, AWS's default where nothing is written; undefined where it is not known, or nothing is all there is. */
function spelt(fact: Property, reading: Reading, view: View): { readonly value: Scalar | undefined; readonly isNothing: boolean; readonly proof: (scope: Scope, more?: string) => Proof } {
  const { value } = reading;
  const means = isEmpty(value) ? absentMeans(fact, reading, view) : undefined;
  const written = value.kind === 'scalar' && !isEmpty(value) ? (fact.values[String(value.value)] ?? value.value) : undefined;
  const isNothing = isEmpty(value) && (means === undefined || typeof means === 'object');
  return { value: typeof means === 'object' ? undefined : (means ?? written), isNothing, proof: (scope, more = '') => proofOf(reading, scope, () => wordsOf(reading, means) + more) };
}

/** Each reading of a property as a number; `better`: 1 where more is better, -1 where less is. */
function numbers(fact: Property, scope: Scope, view: View, better: 1 | -1): readonly Measure[] {
  return read(fact, scope, view).map((reading) => {
    const { value, isNothing, proof } = spelt(fact, reading, view);
    const number = value === undefined ? undefined : toNumber(value);
    return numbered(number === undefined ? undefined : number * better, isNothing, proof(scope));
  });
}

/** Each reading of a property whose values have an order. */
function ordered(fact: Property, order: readonly Scalar[], scope: Scope, view: View): readonly Measure[] {
  return read(fact, scope, view).map((reading) => {
    const { value, isNothing, proof } = spelt(fact, reading, view);
    const at = value === undefined ? -1 : order.findIndex((one) => sameScalar(one, value));
    return numbered(at < 0 ? undefined : at, isNothing, proof(scope));
  });
}

function numbered(number: number | undefined, isNothing: boolean, proof: Proof): Measure {
  const [low, high] = ends.number;
  return { scale: 'number', path: proof.path, low: number ?? low, high: number ?? (isNothing ? low : high), proof };
}

function versions({ fact, policies }: Requirement & { op: 'tls' }, scope: Scope, view: View): readonly Measure[] {
  return read(fact, scope, view).map((reading) => {
    const { value, isNothing, proof } = spelt(fact, reading, view);
    const version = value === undefined ? undefined : policies[String(value)];
    const more = version === undefined ? '' : version === 'none' ? ': no TLS' : `: TLS ${version} and newer`;
    const span = version ? { low: version, high: version } : isNothing ? { low: 'none', high: 'none' } : undefined;
    return ranked('tls', proof(scope, more), span, tlsVersions);
  });
}

/** What a reading says, in words: its value, or what it means that there is none. */
function wordsOf(reading: Reading, means: ReturnType<typeof absentMeans>): string {
  const { value } = reading;
  if (isEmpty(value)) {
    if (means === undefined) return absence(reading);
    return typeof means === 'object' ? `${absence(reading)}: it depends on ${means.depends}` : `${absence(reading)}, and then it is ${show(means)}`;
  }
  return value.kind === 'scalar' ? `${named(reading)} is ${show(value.value)}${byDefault(value.variable)}` : `${named(reading)} is not known`;
}

/**
 * Several ways to the same end. Where one of them is a matter of degree and another way is taken, the degree is the best there is;
 * where none is taken, what there is of each counts.
 */
function alternatives(of: readonly Requirement[], requirement: Requirement, scope: Scope, view: View): readonly Measure[] {
  const [only, another] = of;
  if (only && !another) return measure(only, scope, view);
  const ways = of.map((one) => ({ outcome: evaluate(one, scope, view), measures: measure(one, scope, view) }));
  const graded = ways.filter(({ measures: [first, second] }) => first !== undefined && second === undefined && first.scale !== 'holds');
  const [degree] = graded.flatMap(({ measures }) => measures);
  const taken = ways.find((way) => way.outcome.verdict === 'pass' && !graded.includes(way));
  const degrees = taken?.measures.filter(({ scale }) => scale !== 'holds') ?? [];
  if (degree && graded.every(({ measures: [one] }) => one?.path === degree.path && one.scale === degree.scale)) {
    const [, highest] = ends[degree.scale];
    const proof = taken?.outcome.proof[0] ?? degree.proof;
    return [taken ? { ...degree, low: highest, high: highest, proof: { ...proof, path: degree.path } } : degree, ...degrees];
  }
  const parts = ways.filter((way) => way !== taken).flatMap(({ measures }) => measures.map((one): Measure => ({ ...one, isPart: true })));
  return [...whole(requirement, scope, view).map((one) => ({ ...one, path: '' })), ...degrees, ...parts];
}

function measureCase(requirement: Requirement & { op: 'cases' }, scope: Scope, view: View): readonly Measure[] {
  for (const { when, require } of requirement.of) {
    const { verdict } = evaluate(when, scope, view);
    if (verdict === 'pass') return measure(require, scope, view);
    if (verdict === 'unknown') return whole(requirement, scope, view);
  }
  const { otherwise } = requirement;
  return typeof otherwise === 'string' ? whole(requirement, scope, view) : measure(otherwise, scope, view);
}

/** Whether a companion does it, and how well the best of them does what is a matter of degree. */
function companions(requirement: Requirement & { op: 'referencedBy' }, scope: Scope, view: View): readonly Measure[] {
  const { kind, require } = requirement;
  const best = new Map<string, Measure>();
  if (require)
    for (const { companion, meets } of companionsOf(requirement, scope, view)) {
      if (meets !== 'yes') continue;
      for (const one of measure(require, { resource: companion }, view)) {
        const path = `${kind.label}: ${one.path}`;
        const known = best.get(`${one.scale} ${path}`);
        if (one.scale !== 'holds' && (known === undefined || known.low < one.low)) best.set(`${one.scale} ${path}`, { ...one, path });
      }
    }
  return [...whole(requirement, scope, view), ...best.values()];
}

function targets(requirement: Requirement & { op: 'refersTo' }, scope: Scope, view: View): readonly Measure[] {
  const { fact, kind, require } = requirement;
  const graded = read(fact, scope, view).flatMap((reading) => {
    const target = isEmpty(reading.value) ? undefined : targetOf(reading.value, typesOf(kind, view), view);
    if (!target) return [];
    return measure(require, { resource: target }, view)
      .filter((one) => one.scale !== 'holds')
      .map((one): Measure => ({ ...one, path: `${reading.path} > ${one.path}` }));
  });
  return [...whole(requirement, scope, view), ...graded];
}
