import type { Origin } from '../model/origin.ts';
import type { Scope } from './read.ts';
import type { Evidence, Verdict } from '../rule/view.ts';

/** Evidence with the scope that it was found in: fixes are lowered there. */
export interface Proof extends Omit<Evidence, 'edits' | 'fixes' | 'refused'> {
  readonly scope: Scope;
}

/** The verdict about a requirement. A pass carries its proof too: `not` makes a failure of it. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly proof: readonly Proof[];
  readonly reason?: string | undefined;
}

/** All of them (Kleene): a failure wins, then an unknown; skipped ones do not count, unless all are. Proof: that of the verdict. */
export function conjunction(of: readonly Outcome[]): Outcome {
  return combine(of, ['fail', 'unknown', 'pass']);
}

/** At least one of them (Kleene). */
export function disjunction(of: readonly Outcome[]): Outcome {
  return combine(of, ['pass', 'unknown', 'fail']);
}

function combine(of: readonly Outcome[], order: readonly Verdict[]): Outcome {
  const [only, another] = of;
  if (only && !another) return only;
  for (const verdict of order) {
    const having = of.filter((o) => o.verdict === verdict);
    const [first] = having;
    if (!first) continue;
    return { verdict, proof: having.flatMap((o) => o.proof), reason: first.reason };
  }
  return of[0] ?? { verdict: 'pass', proof: [] };
}

/** Pass and fail exchanged. */
export function negation(of: Outcome): Outcome {
  const { verdict, proof, reason } = of;
  return verdict === 'pass' ? { verdict: 'fail', proof, reason } : verdict === 'fail' ? { verdict: 'pass', proof, reason } : of;
}

/** A proof about the subject as a whole, standing at its key. */
export function aboutSubject(scope: Scope, detail: string, related: Proof['related'] = []): Proof {
  return { detail, at: scope.resource.at, missing: true, related, path: '', sensitive: false, scope };
}

/** A proof at a place of its own. */
export function aboutPlace(scope: Scope, detail: string, at: Origin, path: string): Proof {
  return { detail, at, missing: false, related: [], path, sensitive: false, scope };
}
