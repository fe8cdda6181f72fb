import type { Edit } from '../core/model/edit.ts';
import { passKey, type Finding } from '../core/engine/finding.ts';
import { strayChange } from '../syntax/stray.ts';
import type { Checked } from './check.ts';

type CheckedTemplate = Extract<Checked, { readonly kind: 'template' }>;

/**
 * What a change broke, in one sentence, or undefined: a problem of the document, a rule that passed before and now fails, or more failures of
 * one that failed. A rule that did not concern the resource before (the key of an encryption that was off) and now fails is no harm: nothing
 * that was protected is protected less. Suppressed failures count too.
 */
export function harmOf(before: CheckedTemplate, after: Checked): string | undefined {
  if (after.kind !== 'template') return 'The change would leave no template.';
  if (after.problems.length > before.problems.length) return 'The change would leave a problem in the document.';
  const had = failuresOf(before);
  const harmed = [...failuresOf(after)].filter(([key, findings]) => {
    const count = had.get(key)?.length ?? 0;
    return count === 0 ? before.report.hasPassed(key) : findings.length > count;
  });
  if (harmed.length === 0) return undefined;
  const rules = [...new Set(harmed.flatMap(([, findings]) => findings.map(({ rule }) => rule)))];
  return `With this change alone there would be a finding of ${rules.join(' and ')}.`;
}

/**
 * Why a change that was tried out must not be offered, in one sentence, or undefined: it harmed something, or the data of the document differ
 * where none of its edits is about.
 */
export function objectionTo(edits: readonly Edit[], before: CheckedTemplate, after: Checked): string | undefined {
  const harm = harmOf(before, after);
  if (harm !== undefined || after.kind !== 'template') return harm;
  const stray = strayChange(before.document, after.document, edits);
  return stray && `The change would touch ${stray.join('.')} too.`;
}

/** Is there one failure less with the identity of `finding`? */
export function isMended(finding: Finding, before: CheckedTemplate, after: Checked): boolean {
  return countOf(finding, after) < countOf(finding, before);
}

/** How many failures have the identity of `finding`. */
export function countOf(finding: Finding, checked: Checked): number {
  return checked.kind === 'template' ? checked.report.findings.filter((f) => f.verdict === 'fail' && f.identity === finding.identity).length : 0;
}

function failuresOf(checked: CheckedTemplate): ReadonlyMap<string, readonly Finding[]> {
  const failures = new Map<string, Finding[]>();
  for (const finding of checked.report.findings) {
    if (finding.verdict !== 'fail') continue;
    const key = passKey(finding.rule, finding.subject);
    const others = failures.get(key);
    if (others) others.push(finding);
    else failures.set(key, [finding]);
  }
  return failures;
}
