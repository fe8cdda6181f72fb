import { askPolicy } from '../rule/policy/answer.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty } from './coerce.ts';
import { aboutPlace, conjunction, type Outcome } from './outcome.ts';
import { absence, named, proofOf, unknown } from './proof.ts';
import { read, type Reading, type Scope } from './read.ts';
import type { View } from './view.ts';

/** Puts a question to the policy document in a property. No document answers every question with no. */
export function evaluatePolicy(requirement: Requirement & { op: 'policy' }, scope: Scope, view: View): Outcome {
  const readings = read(requirement.fact, scope, view);
  if (readings.length === 0) return { verdict: 'skipped', proof: [], reason: `${requirement.fact.name} is no property in this format` };
  return conjunction(readings.map((reading) => onDocument(requirement, reading, scope, view)));
}

function onDocument(requirement: Requirement & { op: 'policy' }, reading: Reading, scope: Scope, view: View): Outcome {
  const { question, expect } = requirement;
  if (isEmpty(reading.value)) return { verdict: expect ? 'fail' : 'pass', proof: [proofOf(reading, scope, absence(reading))] };
  const { answer, at, reason } = askPolicy(question, reading.value, view);
  if (answer === 'unknown') return unknown(reading, scope, `${named(reading)} cannot be judged: ${reason ?? 'parts of it are not known'}`);
  const verdict = (answer === 'yes') === expect ? 'pass' : 'fail';
  if (at.length === 0 || verdict === 'pass') return { verdict, proof: [proofOf(reading, scope, detailOf(reading, question.ask, answer))] };
  return { verdict, proof: at.map((origin, i) => aboutPlace(scope, detailOf(reading, question.ask, answer), origin, i === 0 ? reading.path : `${reading.path}~${i + 1}`)) };
}

function detailOf(reading: Reading, ask: Requirement extends { question: infer Q } ? Q : string, answer: 'yes' | 'no'): string {
  const sentences: Readonly<Record<string, readonly [string, string]>> = {
    'allows-anyone': ['allows anyone', 'allows nobody in particular'],
    'denies-insecure-transport': ['denies requests without TLS', 'does not deny requests without TLS'],
    'allows-every-action': ['allows every action', 'does not allow every action'],
    denies: ['denies it', 'does not deny it'],
  };
  const [yes, no] = sentences[ask] ?? ['does', 'does not'];
  return `${named(reading)} ${answer === 'yes' ? yes : no}`;
}
