import type { Finding } from '../core/engine/finding.ts';
import type { Template } from '../core/model/template.ts';
import type { TextEdit } from '../core/text/range.ts';
import { impactOfFix } from '../impact/safety.ts';
import { fixAll } from '../project/fix-all.ts';
import type { ActionData } from './action-data.ts';
import type { CheckedDocument } from './checked-document.ts';
import { editsOf, piecesOf, splice } from './pieces.ts';
import { suppress } from './suppress.ts';

/** The edits of an action, with what the user must say yes to first; or why there are none. */
export type ActionEdits =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly confirm?: string }
  | { readonly kind: 'none'; readonly why: string };

const stale: ActionEdits = { kind: 'none', why: 'The file has changed since this was offered; ask again.' };

/** Works out what an action does to the document as it is now. An action about another version does nothing. */
export function editsOfAction(data: ActionData, at: CheckedDocument): ActionEdits {
  if (data.version !== at.version) return stale;
  switch (data.what) {
    case 'fix-all':
      return many(at, isSafe);
    case 'fix-rule':
      return many(at, (finding, template) => finding.rule === data.rule && isSafe(finding, template));
    case 'fix':
    case 'suppress': {
      const finding = at.find(data.identity, data.ordinal);
      if (finding === undefined) return stale;
      return data.what === 'fix' ? one(finding, data.way ?? 0, at) : silence(finding, at, data.reason ?? '');
    }
  }
}

/** May this failure's fix be applied without asking? */
export function isSafeFix(finding: Finding, at: CheckedDocument): boolean {
  return at.checked.kind === 'template' && isSafe(finding, at.checked.template);
}

/** The same, of a finding of this template. */
export function isSafe(finding: Finding, template: Template): boolean {
  return impactOfFix(finding, template)?.safe === true;
}

function one(finding: Finding, index: number, at: CheckedDocument): ActionEdits {
  const way = at.waysFor(finding)[index];
  if (way === undefined && index > 0) return stale;
  const offer = at.offerFor(finding, way);
  if (offer.kind !== 'offered') return { kind: 'none', why: offer.kind === 'refused' ? offer.reason : 'There is no fix for this.' };
  const impact = at.checked.kind === 'template' ? impactOfFix(finding, at.checked.template, way?.fix) : undefined;
  return { kind: 'edits', edits: offer.edits, ...(impact === undefined || impact.safe ? {} : { confirm: impact.title }) };
}

/** Every wanted failure that can be mended, to a fixed point; as edits of the text as it is now. */
function many(at: CheckedDocument, wanted: (finding: Finding, template: Template) => boolean): ActionEdits {
  if (at.checked.kind !== 'template') return stale;
  const { rounds } = fixAll(at.text, at.checked, at.check, (finding, template) => !at.isHeld(finding) && wanted(finding, template));
  if (rounds.length === 0) return { kind: 'none', why: 'Nothing here can be mended without a decision of yours.' };
  return { kind: 'edits', edits: editsOfRounds(at.text, rounds) };
}

/** The edits of several rounds, each about the text that the round before it left, as edits of the first text. */
export function editsOfRounds(text: string, rounds: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  const pieces = rounds.reduce((done, edits) => splice(done, edits), piecesOf(text));
  return editsOf(pieces, text.length);
}

function silence(finding: Finding, at: CheckedDocument, reason: string): ActionEdits {
  const outcome = suppress(finding, at, reason);
  return 'edits' in outcome ? { kind: 'edits', edits: outcome.edits } : { kind: 'none', why: outcome.refused };
}
