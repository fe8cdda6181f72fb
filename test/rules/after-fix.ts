import assert from 'node:assert/strict';
import type { Finding, Report } from '../../server/src/core/engine/finding.ts';

/**
 * What a fix may bring to light, rule by rule, and why that is no harm: the rule asked nothing of the resource before, or the resource is one
 * that the fix adds. Anything else that fails after a fix and did not before fails the test.
 */
export const followUps: Readonly<Record<string, string>> = {
  's3-bucket-policy-unencrypted-put': 'it asks something only of buckets with a KMS key',
  's3-bucket-key-enabled': 'it asks something only of buckets with a KMS key, and DSSE-KMS takes none',
  'secretsmanager-cmk': 'the secret that is made up is encrypted with the key of AWS, as every secret is by default',
  'secretsmanager-rotation': 'the secret that is made up has nobody yet who would rotate it',
};

const key = (finding: Finding): string => `${finding.rule} ${finding.subject} ${finding.verdict}`;

/** Asserts that nothing is found after a fix that was not before, but for what a fix may bring to light. */
export function assertNothingNew(before: Report, after: Report, message: string): void {
  const had = new Set(before.findings.map(key));
  assert.deepEqual(after.findings.filter(({ rule }) => followUps[rule] === undefined).map(key).filter((one) => !had.has(one)), [], message);
}

/** Is another finding about the same resource? */
export const isAboutSubject =
  ({ subject }: Finding) =>
  (other: Finding): boolean =>
    other.subject === subject;
