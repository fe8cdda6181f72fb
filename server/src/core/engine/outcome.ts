import type { Origin } from '../model/origin.ts';
import type { Scope } from './read.ts';
import type { Evidence, Verdict } from '../rule/view.ts';

/** Evidence with the scope that it was found in: fixes are lowered there. */
export interface Proof extends Omit<Evidence, 'detail' | 'edits' | 'fixes' | 'refused'> {
  readonly scope: Scope;
  /** What was seen, `Evidence.detail`: put into words when it is asked for, for of nearly all passes nobody asks. */
  readonly say: () => string;
}

/** The verdict about a requirement. A pass carries its proof too: `not` makes a failure of it. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly proof: readonly Proof[];
  readonly reason?: string | undefined;
}

/** All of them (Kleene): a failure wins, then an unknown; skipped ones do not count, unless all are. Proof: that of the verdict. */
export function conjunction(of: readonly Outcome[]): Outcome {
  return combine(of, weakestFirst);
}

/** At least one of them (Kleene). */
export function disjunction(of: readonly Outcome[]): Outcome {
  return combine(of, strongestFirst);
}

const weakestFirst: readonly Verdict[] = ['fail', 'unknown', 'pass'];
const strongestFirst: readonly Verdict[] = ['pass', 'unknown', 'fail'];

function combine(of: readonly Outcome[], order: readonly Verdict[]): Outcome {
  const [only, another] = of;
  if (only && !another) return only;
  for (const verdict of order) {
    const first = of.find((o) => o.verdict === verdict);
    if (first) return { verdict, proof: of.flatMap((o) => (o.verdict === verdict ? o.proof : [])), reason: first.reason };
  }
  return only ?? { verdict: 'pass', proof: [] };
}

/** Pass and fail exchanged. */
export function negation(of: Outcome): Outcome {
  const { verdict, proof, reason } = of;
  return verdict === 'pass' ? { verdict: 'fail', proof, reason } : verdict === 'fail' ? { verdict: 'pass', proof, reason } : of;
}

/** A proof about the subject as a whole, standing at its key. */
export function aboutSubject(scope: Scope, say: () => string, related: Proof['related'] = []): Proof {
  return { say, at: scope.resource.at, missing: true, related, path: '', sensitive: false, scope };
}

/** A proof at a place of its own. */
export function aboutPlace(scope: Scope, say: () => string, at: Origin, path: string): Proof {
  return { say, at, missing: false, related: [], path, sensitive: false, scope };
}

/** The proof as evidence that nothing mends. */
export function evidenceOf({ say, at, missing, related, path, sensitive }: Proof): Evidence {
  return { detail: say(), at, missing, related, path, edits: [], sensitive };
}
