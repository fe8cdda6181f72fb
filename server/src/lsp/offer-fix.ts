import type { Finding } from '../core/engine/finding.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { TextEdit } from '../core/text/range.ts';
import type { Checked } from '../project/check.ts';
import type { Way } from '../impact/safety.ts';
import { isMended, objectionTo } from '../project/harm.ts';
import { writeEdits } from '../syntax/write.ts';
import type { CheckedTemplate } from './checked-template.ts';

/** What can be done about a failure: a change that was tried out, a reason why there is none, or nothing to say. */
export type FixOffer =
  | { readonly kind: 'offered'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'none' };

/** Writes a way to mend a failure and judges the outcome: it is offered only if the failure goes, nothing is harmed and nothing else changes. */
export function offerFix(finding: Finding, way: Way | undefined, before: CheckedTemplate, text: string, check: (text: string) => Checked): FixOffer {
  if (way === undefined) return finding.refused === undefined ? { kind: 'none' } : { kind: 'refused', reason: finding.refused };
  if (before.sourceOf) return { kind: 'none' };
  const written = writeEdits(way.fix.edits, before.document);
  if ('refused' in written) return { kind: 'refused', reason: written.refused };
  const after = check(applyEdits(text, written.edits));
  const objection = objectionTo(way.fix.edits, before, after);
  if (objection !== undefined) return { kind: 'refused', reason: objection };
  return !way.mends || isMended(finding, before, after) ? { kind: 'offered', edits: written.edits } : { kind: 'refused', reason: 'The change alone would not mend it.' };
}
