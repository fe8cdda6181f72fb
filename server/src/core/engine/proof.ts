import { shownPath } from './natural-key.ts';
import { type Outcome, type Proof } from './outcome.ts';
import type { Reading, Scope } from './read.ts';

/** A proof about what a reading saw. */
export function proofOf(reading: Reading, scope: Scope, say: () => string): Proof {
  return { say, at: reading.value.at, missing: reading.rest?.length !== 0, related: [], path: reading.path, sensitive: false, scope };
}

/** An unknown outcome about a reading. */
export function unknown(reading: Reading, scope: Scope, reason: string): Outcome {
  return { verdict: 'unknown', proof: [proofOf(reading, scope, () => reason)], reason };
}

/** The property's path in code quotes. */
export const named = (reading: Reading): string => `\`${shownPath(reading.path)}\``;

/** Says that it is not written. */
export const absence = (reading: Reading): string => `${named(reading)} is not set`;

/** Says that a value came from a parameter's default. */
export const byDefault = (variable: string | undefined): string => (variable === undefined ? '' : ` (by parameter ${variable})`);
