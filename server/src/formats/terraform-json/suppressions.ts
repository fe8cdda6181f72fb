import type { Suppression } from '../../core/model/template.ts';
import { nodeCovered, readSuppressions } from '../../syntax/suppression-comments.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { type Cursor, find, itemsOf, pairsOf, rootOf, textOf } from './cursor.ts';
import type { Problems } from './problems.ts';

const maxDepth = 100;

/**
 * The wishes in the `//` keys of a document, each about the object that it stands in, and in comments, which Terraform does not take but
 * editors show. The text is that of a comment: `dataward-ignore RULE: reason`; a list holds several.
 */
export function readDocumentSuppressions(document: SyntaxDocument, problems: Problems): readonly Suppression[] {
  const root = rootOf(document);
  const found: Suppression[] = [];
  if (root) collect(root, found, problems, 0);
  for (const comment of document.comments) {
    const path = nodeCovered(document, comment);
    const covered = path && find(document, path);
    for (const { rules, reason, until, file, at, problems: wrong } of readSuppressions(comment)) {
      for (const problem of wrong) problems.note(problem);
      if (wrong.length > 0) continue;
      if (!file && !covered) problems.note({ code: 'suppression-syntax', message: 'The suppression stands at nothing that it could cover.', severity: 'warning', at });
      else if (file || covered) found.push(wish({ rules, at, reason, until }, file || !covered ? { kind: 'file' } : { kind: 'node', origin: covered.at }));
    }
  }
  return found;
}

function collect(cursor: Cursor, into: Suppression[], problems: Problems, depth: number): void {
  if (depth > maxDepth) return;
  for (const item of itemsOf(cursor) ?? []) collect(item, into, problems, depth + 1);
  for (const [name, value] of pairsOf(cursor) ?? []) {
    if (name === '//') for (const text of itemsOf(value) ?? [value]) into.push(...wishesIn(text, cursor, problems));
    else collect(value, into, problems, depth + 1);
  }
}

function wishesIn(comment: Cursor, holder: Cursor, problems: Problems): readonly Suppression[] {
  const text = textOf(comment);
  if (text === undefined) return [];
  const at = { block: comment.at.block, range: comment.at.value };
  return text.split('\n').flatMap((line) =>
    readSuppressions({ text: line.trim(), at, ownLine: true }).flatMap(({ rules, reason, until, file, problems: wrong }): readonly Suppression[] => {
      for (const problem of wrong) problems.note(problem);
      return wrong.length > 0 ? [] : [wish({ rules, at, reason, until }, file ? { kind: 'file' } : { kind: 'node', origin: holder.at })];
    }),
  );
}

function wish(of: Pick<Suppression, 'rules' | 'at'> & { readonly reason: string | undefined; readonly until: string | undefined }, scope: Suppression['scope']): Suppression {
  const { rules, at, reason, until } = of;
  return { rules, scope, at, ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) };
}
