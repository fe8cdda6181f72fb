import type { SyntaxDocument } from '../tree.ts';
import type { Draft, MapDraft, TextDraft } from '../write-draft.ts';
import { writeFlow } from '../write-flow.ts';
import type { Words } from '../write-flow.ts';
import { interpolated, isTemplate, templateRef } from '../write-node.ts';
import type { Change } from '../write-change.ts';
import type { Refused } from '../write-refusal.ts';
import type { Splice } from '../write-splice.ts';

/** The splices of a change to a JSON document. */
export function writeJson(document: SyntaxDocument, change: Change): readonly Splice[] | Refused {
  return writeFlow(document, change, jsonWords);
}

/** JSON's words: everything quoted, references in the long form; those to a Terraform address, which has dots, as a template. */
export const jsonWords: Words = {
  key: (name) => JSON.stringify(name),
  scalar: (value) => JSON.stringify(value),
  ref: (to, attribute) => (to.includes('.') ? JSON.stringify(templateRef(to, attribute)) : longRef(to, attribute)),
  text: (draft) => (isTemplate(draft) ? JSON.stringify(interpolated(draft)) : longSub(draft)),
};

/** `{Fn::Sub: text}`. */
export function longSub(draft: TextDraft): MapDraft {
  return { kind: 'map', entries: new Map([['Fn::Sub', { kind: 'scalar', value: interpolated(draft) }]]) };
}

/** `{Ref: X}` or `{Fn::GetAtt: [X, Attribute]}`. */
export function longRef(to: string, attribute: string): MapDraft {
  const text = (value: string): Draft => ({ kind: 'scalar', value });
  if (attribute === 'Ref') return { kind: 'map', entries: new Map([['Ref', text(to)]]) };
  const names: Draft = { kind: 'list', grows: false, items: [{ value: text(to) }, { value: text(attribute) }] };
  return { kind: 'map', entries: new Map([['Fn::GetAtt', names]]) };
}
