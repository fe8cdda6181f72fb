import { askPolicy } from '../rule/policy/answer.ts';
import { answerWords } from '../rule/policy/words.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty } from './coerce.ts';
import { aboutPlace, conjunction, type Outcome } from './outcome.ts';
import { absence, named, proofOf, unknown } from './proof.ts';
import { read, type Reading, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

/** Puts a question to the policy document in a property. No document answers every question with no. */
export function evaluatePolicy(requirement: Requirement & { op: 'policy' }, scope: Scope, view: View): Outcome {
  const readings = read(requirement.fact, scope, view);
  if (readings.length === 0) return { verdict: 'skipped', proof: [], reason: `${requirement.fact.name} is no property in this format` };
  return conjunction(readings.map((reading) => onDocument(requirement, reading, scope, view)));
}

function onDocument(requirement: Requirement & { op: 'policy' }, reading: Reading, scope: Scope, view: View): Outcome {
  const { question, expect } = requirement;
  if (isEmpty(reading.value)) return { verdict: expect ? 'fail' : 'pass', proof: [proofOf(reading, scope, () => absence(reading))] };
  const { answer, at, reason } = askPolicy(question, reading.value, view);
  if (answer === 'unknown') return unknown(reading, scope, `${named(reading)} cannot be judged: ${reason ?? 'parts of it are not known'}`);
  const say = (): string => `${named(reading)} ${answerWords(question, answer === 'yes')}`;
  const verdict = (answer === 'yes') === expect ? 'pass' : 'fail';
  if (at.length === 0 || verdict === 'pass') return { verdict, proof: [proofOf(reading, scope, say)] };
  return { verdict, proof: at.map((origin, i) => aboutPlace(scope, say, origin, i === 0 ? reading.path : `${reading.path}~${i + 1}`)) };
}
