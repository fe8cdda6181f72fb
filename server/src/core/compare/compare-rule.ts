import type { Ground } from '../engine/ground.ts';
import { inEachWorld, judgeInWorld, type Seen } from '../engine/judge-subject.ts';
import { evidenceOf } from '../engine/outcome.ts';
import { Reads } from '../engine/reads.ts';
import { shownPath } from '../engine/natural-key.ts';
import { witness } from '../engine/witness.ts';
import { intersect, type Cube } from '../engine/worlds.ts';
import type { Origin } from '../model/origin.ts';
import type { Resource } from '../model/template.ts';
import type { RuleRecord } from '../rule/rule.ts';
import type { Evidence, Verdict } from '../rule/view.ts';
import { counterparts } from './counterparts.ts';
import { measure, type Measure, type Scale } from './measure.ts';

/** Which way a protection went. `unclear`: it was known, and can no longer be told. */
export type Direction = 'weaker' | 'stronger' | 'unclear';

/** What one side of a change says: words, and where it says so. */
export interface Side {
  readonly verdict: Verdict;
  readonly detail: string;
  readonly at: Origin;
  /** What is missing belongs below `at`. */
  readonly missing: boolean;
  readonly sensitive: boolean;
}

/** How one rule sees one subject on both sides, where they differ. */
export interface RuleChange {
  readonly rule: RuleRecord;
  readonly direction: Direction;
  readonly scale: Scale;
  /** Property path of the subject; empty where the subject as a whole is meant. */
  readonly path: string;
  readonly before: Side;
  readonly after: Side;
  /** In which deployments: in every one, in the default one, or only when somebody chooses so. */
  readonly reach: 'always' | 'default' | 'choice';
  /** A smallest choice that shows it. */
  readonly when: readonly string[];
}

/** A subject and the template that it stands in. */
export interface Placed {
  readonly subject: Resource;
  readonly ground: Ground;
}

interface Look {
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
  readonly measures: readonly Measure[];
}

type World = Seen<Look>;

interface Step extends Omit<RuleChange, 'rule' | 'reach' | 'when'> {
  readonly key: string;
}

/** Worlds of one side that are looked at. What lies beyond is not compared. */
const budget = 128;

/**
 * What a rule measures and says about a subject in the worlds that both sides have, where it differs; and in the default worlds of both,
 * even where their defaults differ. AWS's "it depends" counts as no protection.
 */
export function compareRule(rule: RuleRecord, before: Placed, after: Placed): readonly RuleChange[] {
  const olds = look(rule, before);
  const news = olds.length === 0 ? [] : look(rule, after);
  const compared = olds.flatMap((a) => counterparts(a, news).map((b) => ({ isDefault: a.isDefault && b.isDefault, cube: meet(a.cube, b.cube), steps: stepsOf(a.seen, b.seen) })));
  const found = new Map<string, Step>();
  for (const { steps } of [...compared].sort((a, b) => Number(b.isDefault) - Number(a.isDefault))) for (const step of steps) if (!found.has(step.key)) found.set(step.key, step);
  return [...found.values()].map(({ key, ...step }): RuleChange => {
    const having = compared.filter(({ steps }) => steps.some((one) => one.key === key));
    const others = compared.filter((one) => !having.includes(one));
    const [first] = having;
    const reach = others.length === 0 ? 'always' : having.some((one) => one.isDefault) ? 'default' : 'choice';
    return { ...step, rule, reach, when: first && reach !== 'always' ? witness(first.cube, others.map((one) => one.cube), after.ground.template) : [] };
  });
}

function look(rule: RuleRecord, { subject, ground }: Placed): readonly World[] {
  const { worlds } = inEachWorld(subject, ground, { strict: true, budget, reads: new Reads() }, (view): Look => {
    const { verdict, evidence } = judgeInWorld(rule, subject, view);
    const isMeasured = verdict !== 'skipped' && typeof rule.require !== 'function';
    return { verdict, evidence, measures: isMeasured ? measure(rule.require, { resource: subject }, view) : [] };
  });
  return worlds;
}

/** The worlds that two cubes have in common; where they have none, those of the newer. */
function meet(a: Cube, b: Cube): Cube {
  if (!intersect(a, b)) return b;
  const common = new Map(b);
  for (const [id, values] of a) {
    const others = b.get(id);
    common.set(id, others ? new Set([...values].filter((value) => others.has(value))) : values);
  }
  return common;
}

function stepsOf(a: Look, b: Look): readonly Step[] {
  if (a.verdict === 'skipped' || b.verdict === 'skipped') return [];
  const steps = pairUp(a.measures, b.measures)
    .filter(([one]) => one.isPart === undefined || (a.verdict === 'fail' && b.verdict === 'fail'))
    .flatMap(([one, other]) => {
      const direction = directionOf(one, other);
      if (direction === undefined) return [];
      // A requirement of several ways is named by what fails now, or failed.
      const path = other.path === '' ? (direction === 'stronger' ? one : other).proof.path : other.path;
      return [stepOf(direction, one.scale, path, sideOf(a.verdict, evidenceOf(one.proof)), sideOf(b.verdict, evidenceOf(other.proof)))];
    });
  const flip = flipOf(a.verdict, b.verdict);
  if (flip !== undefined && !steps.some((step) => step.direction === flip)) return [...steps, ...flips(flip, a, b)];
  return flip === undefined && a.verdict === 'fail' && b.verdict === 'fail' ? [...steps, ...furtherFailures(a, b)] : steps;
}

const stepOf = (direction: Direction, scale: Scale, path: string, before: Side, after: Side): Step => ({ key: `${direction} ${scale} ${plainPath(path)}`, direction, scale, path, before, after });

const sideOf = (verdict: Verdict, { detail, at, missing, sensitive }: Pick<Evidence, 'detail' | 'at' | 'missing' | 'sensitive'>): Side => ({ verdict, detail, at, missing, sensitive });

function directionOf(a: Measure, b: Measure): Direction | undefined {
  if (b.high < a.low) return 'weaker';
  if (b.low > a.high) return 'stronger';
  return a.low === a.high && b.low < a.low ? 'unclear' : undefined;
}

function flipOf(a: Verdict, b: Verdict): Direction | undefined {
  if (a === 'pass') return b === 'fail' ? 'weaker' : b === 'unknown' ? 'unclear' : undefined;
  return a === 'fail' && b === 'pass' ? 'stronger' : undefined;
}

/** A change of verdict that no measure explains: one step for each place that fails, on the side that fails. */
function flips(direction: Direction, a: Look, b: Look): readonly Step[] {
  const told = direction === 'stronger' ? a : b;
  const other = (direction === 'stronger' ? b : a).evidence;
  return told.evidence.map((evidence) => {
    const own = sideOf(told.verdict, evidence);
    const match = other.find((one) => plainPath(one.path) === plainPath(evidence.path)) ?? other[0];
    const counterpart: Side = match ? sideOf(told === a ? b.verdict : a.verdict, match) : { verdict: told === a ? b.verdict : a.verdict, detail: '', at: evidence.at, missing: evidence.missing, sensitive: false };
    return direction === 'stronger' ? stepOf(direction, 'holds', evidence.path, own, counterpart) : stepOf(direction, 'holds', evidence.path, counterpart, own);
  });
}

/** A rule that failed fails in more places: items that came. Items that only changed pair off with those that they were. */
function furtherFailures(a: Look, b: Look): readonly Step[] {
  const was = new Set(a.evidence.map(({ path }) => path));
  const came = b.evidence.filter(({ path }) => !was.has(path));
  const is = new Set(b.evidence.map(({ path }) => path));
  const went = a.evidence.filter(({ path }) => !is.has(path));
  return came.slice(went.length).map((evidence) => {
    const own = sideOf('fail', evidence);
    return stepOf('weaker', 'holds', evidence.path, { ...own, verdict: 'pass', detail: '' }, own);
  });
}

/** A path without what hangs on the content of a list's item. */
export function plainPath(path: string): string {
  return shownPath(path).replace(/~\d+(?=\]|$)/g, '');
}

/** Measures of the same thing. List items without a name of their own pair off from the worst to the best, where there are as many as before. */
function pairUp(before: readonly Measure[], after: readonly Measure[]): readonly (readonly [Measure, Measure])[] {
  const pairs: (readonly [Measure, Measure])[] = [];
  const groups = new Map<string, { readonly olds: Measure[]; readonly news: Measure[] }>();
  const groupOf = ({ scale, path }: Measure): { readonly olds: Measure[]; readonly news: Measure[] } => {
    const key = `${scale} ${plainPath(path)}`;
    const group = groups.get(key) ?? { olds: [], news: [] };
    groups.set(key, group);
    return group;
  };
  for (const one of before) groupOf(one).olds.push(one);
  for (const one of after) groupOf(one).news.push(one);
  for (const { olds, news } of groups.values()) {
    const left = [...news];
    const rest = olds.filter((old) => {
      const at = left.findIndex((one) => one.path === old.path);
      if (at < 0) return true;
      pairs.push(...left.splice(at, 1).map((one) => [old, one] as const));
      return false;
    });
    if (rest.length !== left.length) continue;
    const byRank = (a: Measure, b: Measure): number => a.low - b.low || a.high - b.high;
    const sorted = [...left].sort(byRank);
    [...rest].sort(byRank).forEach((old, i) => {
      const other = sorted[i];
      if (other) pairs.push([old, other]);
    });
  }
  return pairs;
}
