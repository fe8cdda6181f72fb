import type { Finding } from '../core/engine/finding.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { TextEdit } from '../core/text/range.ts';
import type { Checked } from '../project/check.ts';
import { harmOf, isMended } from '../project/harm.ts';
import { writeEdits } from '../syntax/write.ts';
import type { CheckedTemplate } from './checked-template.ts';

/** What can be done about a failure: a change that was tried out, a reason why there is none, or nothing to say. */
export type FixOffer =
  | { readonly kind: 'offered'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'none' };

/** Writes the fix of a failure and judges the outcome: it is offered only if the failure goes and nothing is harmed. */
export function offerFix(finding: Finding, before: CheckedTemplate, text: string, check: (text: string) => Checked): FixOffer {
  if (finding.fix === undefined) return finding.refused === undefined ? { kind: 'none' } : { kind: 'refused', reason: finding.refused };
  if (before.sourceOf) return { kind: 'none' };
  const written = writeEdits(finding.fix.edits, before.document);
  if ('refused' in written) return { kind: 'refused', reason: written.refused };
  const after = check(applyEdits(text, written.edits));
  const harm = harmOf(before, after);
  if (harm !== undefined) return { kind: 'refused', reason: harm };
  return isMended(finding, before, after) ? { kind: 'offered', edits: written.edits } : { kind: 'refused', reason: 'The change alone would not mend it.' };
}
