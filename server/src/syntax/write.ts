import type { Edit } from '../core/model/edit.ts';
import { fileOf } from '../core/model/origin.ts';
import type { TextEdit } from '../core/text/range.ts';
import { writeJson } from './json/write.ts';
import type { SyntaxDocument } from './tree.ts';
import { plan } from './write-plan.ts';
import { isRefused } from './write-refusal.ts';
import type { Refused } from './write-refusal.ts';
import { settle } from './write-splice.ts';
import type { Splice } from './write-splice.ts';
import { writeYaml } from './yaml/write.ts';

/** Splices of the document's text (absolute offsets, sorted, none touching another), or the reason why there are none. */
export type Written = { readonly edits: readonly TextEdit[] } | Refused;

/**
 * The text edits that carry out the edits of one fix: all of them or none. What they make below the same missing parent is made once.
 * No edits at all where the document already says it, so writing the same again after applying changes nothing.
 * The document is never re-serialised; what is written copies the layout around it. A place that is shared (anchor, alias, merge
 * key), ambiguous (duplicate key), computed (tag, intrinsic function, `${…}`) or broken (a syntax error in its block) is refused.
 * A comment on the lines of something removed goes with it; every other comment stays.
 * `RefTo` `+hint` names what the same fix adds under that hint, whatever name it gets.
 */
export function writeEdits(edits: readonly Edit[], document: SyntaxDocument): Written {
  const outside = edits.map((edit) => fileOf(edit.op === 'addResource' || edit.op === 'addEntry' ? edit.near : edit.anchor)).find((file) => file !== document.file);
  if (outside !== undefined) return { refused: `The change belongs to ${outside}.` };
  const changes = plan(edits, document);
  if (isRefused(changes)) return changes;
  const splices: Splice[] = [];
  for (const change of changes) {
    const written = document.syntax === 'json' ? writeJson(document, change) : writeYaml(document, change);
    if (isRefused(written)) return written;
    splices.push(...written);
  }
  const settled = settle(splices);
  return isRefused(settled) ? settled : { edits: settled };
}
