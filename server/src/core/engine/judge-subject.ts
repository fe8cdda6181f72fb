import type { Origin } from '../model/origin.ts';
import type { Resource, Template } from '../model/template.ts';
import type { Decider, RuleRecord } from '../rule/rule.ts';
import { isEmpty } from './coerce.ts';
import { evaluate } from './evaluate.ts';
import { targetOf, typesOf } from './evaluate-relation.ts';
import type { Ground } from './ground.ts';
import { lowerFixes } from './lower-fix.ts';
import { aboutSubject, evidenceOf, type Outcome } from './outcome.ts';
import { read, type Scope } from './read.ts';
import { Reads } from './reads.ts';
import type { Evidence, Judgement, Verdict, View } from '../rule/view.ts';
import { witness } from './witness.ts';
import { WorldView } from './world-view.ts';
import { deployable, forEachWorld, holdsDefaults, undecided, type Cube } from './worlds.ts';

/** The verdict about one subject over all worlds. */
export interface SubjectJudgement {
  readonly verdict: Verdict;
  /** One entry per place that fails, or one for the reason that it is unknown. */
  readonly found: readonly Found[];
  /** What it rests on besides the subject, the variables, the conditions and the constraints. */
  readonly reads: Reads;
}

/** One failing (or unknown) place. */
export interface Found {
  readonly evidence: Evidence;
  readonly reach: 'always' | 'default' | 'choice';
  readonly when: readonly string[];
}

type Lived = Seen<Judgement>;

/** Worlds that one judgement may try where nothing else is asked. */
export const defaultBudget = 512;

/** Judges a rule about a subject in every world that can be deployed and has the subject. */
export function judgeSubject(rule: RuleRecord, subject: Resource, ground: Ground, { strict, budget }: { readonly strict: boolean; readonly budget: number }): SubjectJudgement {
  const reads = new Reads();
  const { worlds, complete, lost } = inEachWorld(subject, ground, { strict, budget, reads }, (view) => judgeInWorld(rule, subject, view));
  const neverDeployed = worlds.length === 0 && lost > 0;
  const { verdict, found } = neverDeployed ? unknownOf(subject, 'it can never be deployed: what it refers to does not exist') : settle(worlds, complete, subject, ground.template);
  return { verdict, found, reads };
}

/** What was seen in one world. `isDefault`: it decides, for its variables have their defaults, or no such world has the subject. */
export interface Seen<T> {
  readonly cube: Cube;
  readonly isDefault: boolean;
  readonly seen: T;
}

/**
 * Looks at a subject in every world that can be deployed and has it. `complete`: no world was left out for the budget; `lost`: worlds that
 * cannot be deployed for what was read in them.
 */
export function inEachWorld<T>(
  subject: Resource,
  ground: Ground,
  { strict, budget, reads }: { readonly strict: boolean; readonly budget: number; readonly reads: Reads },
  look: (view: View) => T,
): { readonly worlds: readonly Seen<T>[]; readonly complete: boolean; readonly lost: number } {
  const { template, onlyWorld } = ground;
  if (onlyWorld) {
    if (!onlyWorld.holds(subject.when)) return { worlds: nothing, complete: true, lost: 0 };
    const view = new WorldView(ground, onlyWorld, strict, reads);
    const seen = look(view);
    return view.isDeployable ? { worlds: [{ cube: undecided, isDefault: true, seen }], complete: true, lost: 0 } : { worlds: nothing, complete: true, lost: 1 };
  }
  const worlds: Seen<T>[] = [];
  let lost = 0;
  const complete = forEachWorld(template, undecided, budget, (world) => {
    if (!world.holds(subject.when)) return 'go on';
    const view = new WorldView(ground, world, strict, reads);
    const seen = look(view);
    if (!view.isDeployable || !deployable(template, world.cube)) {
      if (!view.isDeployable) lost++;
      return 'go on';
    }
    worlds.push({ cube: world.cube, isDefault: holdsDefaults(world.cube, template), seen });
    return 'go on';
  });
  // A subject that no default deployment has is judged by all that have it.
  return { worlds: worlds.some((one) => one.isDefault) ? worlds : worlds.map((one) => ({ ...one, isDefault: true })), complete, lost };
}

function settle(lived: readonly Lived[], complete: boolean, subject: Resource, template: Template): Omit<SubjectJudgement, 'reads'> {
  const found = failuresOf(lived, complete, template);
  if (found.length > 0) return { verdict: 'fail', found };
  const unknown = lived.find((l) => l.isDefault && l.seen.verdict === 'unknown');
  if (unknown) {
    const [evidence = evidenceAt(subject, unknown.seen.reason ?? 'it is not known')] = unknown.seen.evidence;
    const others = lived.filter((l) => l.seen.verdict !== 'unknown');
    return {
      verdict: 'unknown',
      found: [{ evidence: { ...evidence, detail: unknown.seen.reason ?? evidence.detail, edits: [] }, reach: others.length === 0 ? 'always' : 'default', when: others.length === 0 ? [] : witness(unknown.cube, others.map((l) => l.cube), template) }],
    };
  }
  if (!complete) return unknownOf(subject, 'the template has too many combinations of conditions');
  return { verdict: lived.some((l) => l.seen.verdict === 'pass') ? 'pass' : 'skipped', found: nothing };
}

const nothing: readonly never[] = [];

function failuresOf(lived: readonly Lived[], complete: boolean, template: Template): readonly Found[] {
  if (!lived.some(({ seen }) => seen.verdict === 'fail')) return nothing;
  // Nearly every subject has one world, and fails in one place.
  const [only, another] = lived;
  const [evidence, more] = only && !another && complete ? only.seen.evidence : nothing;
  if (evidence && !more) return [{ evidence, reach: 'always', when: nothing }];
  const places = new Map<string, Lived[]>();
  const evidences = new Map<string, Evidence>();
  for (const one of [...lived].sort((a, b) => Number(b.isDefault) - Number(a.isDefault))) {
    if (one.seen.verdict !== 'fail') continue;
    for (const evidence of one.seen.evidence) {
      const key = `${evidence.path}@${evidence.at.block}:${evidence.at.value.start}:${evidence.at.value.end}`;
      if (!evidences.has(key)) evidences.set(key, evidence);
      const worlds = places.get(key);
      if (!worlds) places.set(key, [one]);
      else if (!worlds.includes(one)) worlds.push(one);
    }
  }
  return [...evidences].map(([key, evidence]) => {
    const failing = places.get(key) ?? [];
    const others = lived.filter((l) => !failing.includes(l));
    const [first] = failing;
    const isAlways = others.length === 0 && complete;
    const reach = isAlways ? 'always' : failing.some((l) => l.isDefault) ? 'default' : 'choice';
    return { evidence, reach, when: first && !isAlways ? witness(first.cube, others.map((l) => l.cube), template) : [] };
  });
}

/** The verdict about a subject in one world. */
export function judgeInWorld(rule: RuleRecord, subject: Resource, view: View): Judgement {
  const scope: Scope = { resource: subject };
  if (rule.applies) {
    const applies = evaluate(rule.applies, scope, view);
    if (applies.verdict === 'fail' || applies.verdict === 'skipped') return { verdict: 'skipped', evidence: nothing, reason: 'it does not apply' };
    if (applies.verdict === 'unknown') {
      const outcome = typeof rule.require === 'function' ? undefined : evaluate(rule.require, scope, view);
      if (outcome?.verdict === 'pass') return { verdict: 'pass', evidence: [] };
      return { verdict: 'unknown', evidence: [], reason: applies.reason ?? 'whether it applies is not known' };
    }
  }
  const decided = rule.decidedBy?.map((decider) => decision(decider, scope, view)).find((d) => d !== undefined);
  if (decided?.verdict === 'skipped') return decided;
  const judgement = typeof rule.require === 'function' ? rule.require(subject, view) : judged(evaluate(rule.require, scope, view), rule, view);
  if (judgement.verdict === 'fail' && judgement.evidence.length === 0) throw new Error(`rule ${rule.id} fails without evidence`);
  return decided && judgement.verdict !== 'pass' ? decided : judgement;
}

function judged(outcome: Outcome, rule: RuleRecord, view: View): Judgement {
  const { fix } = rule;
  if (outcome.verdict !== 'fail' || !fix) return new WithoutFix(outcome);
  const evidence = outcome.proof.map((proof): Evidence => {
    const { fixes, refused } = lowerFixes(fix, { on: rule.on, scope: proof.scope, path: proof.path }, view);
    return { ...evidenceOf(proof), edits: fixes[0]?.edits ?? [], fixes, ...(refused === undefined ? {} : { refused }) };
  });
  return { verdict: 'fail', evidence, reason: outcome.reason };
}

/** What an outcome says where there is nothing to mend. The evidence is made when it is asked for: of nearly all passes nobody asks. */
class WithoutFix implements Judgement {
  readonly #outcome: Outcome;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  get verdict(): Verdict {
    return this.#outcome.verdict;
  }

  get reason(): string | undefined {
    return this.#outcome.reason;
  }

  get evidence(): readonly Evidence[] {
    return this.#outcome.proof.map(evidenceOf);
  }
}

/** Skipped where the decider is in the template, unknown where it is named and outside; undefined where none is named. */
function decision(decider: Decider, scope: Scope, view: View): Judgement | undefined {
  for (const { value } of read(decider.via, scope, view)) {
    if (isEmpty(value)) continue;
    const isHere = value.kind === 'ref' ? view.get(value.to) : decider.to && targetOf(value, typesOf(decider.to, view), view);
    if (isHere) return { verdict: 'skipped', evidence: [], reason: decider.because };
    if (value.kind === 'unknown' && value.maybeAbsent) return undefined;
    return { verdict: 'unknown', evidence: [], reason: `${decider.because}, and that is outside of the template` };
  }
  return undefined;
}

function unknownOf(subject: Resource, reason: string): Omit<SubjectJudgement, 'reads'> {
  return { verdict: 'unknown', found: [{ evidence: evidenceAt(subject, reason), reach: 'always', when: [] }] };
}

function evidenceAt(subject: Resource, detail: string): Evidence {
  return evidenceOf(aboutSubject({ resource: subject }, () => detail));
}

/** The place of a finding: a wrong value's own range; for what is missing, the key of the nearest ancestor that has one. */
export function placeOf(at: Origin, missing: boolean): { readonly block: string; readonly range: { readonly start: number; readonly end: number } } {
  if (!missing) return { block: at.block, range: at.value };
  for (let origin: Origin | undefined = at; origin; origin = origin.parent) if (origin.key) return { block: origin.block, range: origin.key };
  return { block: at.block, range: { start: at.value.start, end: at.value.start } };
}
