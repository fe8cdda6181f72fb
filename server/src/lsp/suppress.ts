import type { Finding } from '../core/engine/finding.ts';
import type { Origin } from '../core/model/origin.ts';
import type { Edit, Step } from '../core/model/edit.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { TextEdit } from '../core/text/range.ts';
import { commentMark } from '../formats/cdk/source-comments.ts';
import { writeEdits } from '../syntax/write.ts';
import type { CheckedDocument } from './checked-document.ts';
import type { CheckedTemplate } from './checked-template.ts';
import { harmOf } from '../project/harm.ts';

/** The edits that silence one failure, or why it cannot be silenced by an edit. */
export type Suppressed = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** The reason that stands where nobody was asked for one. */
export const reasonToFill = 'say why';

/**
 * Silences a failure at its own place: by a comment above its property (else above what holds it, up to the resource), or
 * by the resource's `Metadata.dataward.ignore` in JSON and wherever no comment can stand. In a source of a CDK app by a comment of its language.
 * Every way is tried out first.
 */
export function suppress(finding: Finding, at: CheckedDocument, reason: string): Suppressed {
  if (at.checked.kind !== 'template') return { refused: 'This is no template.' };
  const why = reason.replace(/\s+/g, ' ').trim() || reasonToFill;
  for (const edits of waysOf(finding, at.checked, at.text, why)) {
    if (silences(edits, finding, at)) return { edits };
  }
  return { refused: 'There is no place for a suppression here. It can be written into the metadata of the resource.' };
}

function* waysOf(finding: Finding, checked: CheckedTemplate, text: string, reason: string): Generator<readonly TextEdit[]> {
  if (checked.isSource) {
    yield* commentsInSource(finding, checked, text, reason);
    return;
  }
  if (checked.document.syntax === 'yaml') yield* commentsAbove(finding, checked, text, reason);
  const written = writeEdits([metadataEdit(finding, checked, reason)], checked.document);
  if ('edits' in written) yield written.edits;
}

/** A comment above each line on which the anchor, or something that it stands in, begins. */
function* commentsAbove(finding: Finding, checked: CheckedTemplate, text: string, reason: string): Generator<readonly TextEdit[]> {
  let last = -1;
  for (let origin: Origin | undefined = finding.anchor; origin?.step !== undefined; origin = origin.parent) {
    const start = (checked.document.blocks.get(origin.block) ?? 0) + (origin.key ?? origin.value).start;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    if (lineStart === last || !/^[ ]*(?:-[ ]+)*$/.test(text.slice(lineStart, start))) continue;
    last = lineStart;
    yield [commentAbove(lineStart, text, `# dataward-ignore ${finding.rule}: ${reason}`)];
  }
}

/** In a source of a CDK app: above the line on which the finding stands, else above the one that makes its construct. */
function* commentsInSource(finding: Finding, { file, sources }: CheckedTemplate, text: string, reason: string): Generator<readonly TextEdit[]> {
  const madeAt = sources?.get(finding)?.madeAt;
  for (const { range } of [finding.place, ...(madeAt ? [madeAt] : [])]) {
    const start = text.lastIndexOf('\n', range.start - 1) + 1;
    // In Python a line may go on behind a backslash, and then no comment may stand between.
    if (/\\\r?\n$/.test(text.slice(0, start).slice(-3))) continue;
    yield [commentAbove(start, text, `${commentMark(file)} dataward-ignore ${finding.rule}: ${reason}`)];
  }
}

function commentAbove(lineStart: number, text: string, comment: string): TextEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const [indent = ''] = /^[ \t]*/.exec(text.slice(lineStart)) ?? [];
  return { range: { start: lineStart, end: lineStart }, newText: `${indent}${comment}${newline}` };
}

function metadataEdit(finding: Finding, checked: CheckedTemplate, reason: string): Edit {
  const resource = checked.template.resources.get(finding.subject);
  const rest = ['Metadata', 'dataward', 'ignore'].map((key): Step => ({ kind: 'key', key }));
  return { op: 'addItem', anchor: resource?.at ?? rootOf(checked.template.at), rest, value: { rule: finding.rule, reason } };
}

function rootOf(origin: Origin): Origin {
  return origin.parent === undefined ? origin : rootOf(origin.parent);
}

function silences(edits: readonly TextEdit[], finding: Finding, at: CheckedDocument): boolean {
  const after = at.check(applyEdits(at.text, edits));
  if (at.checked.kind !== 'template' || after.kind !== 'template' || harmOf(at.checked, after) !== undefined) return false;
  const same = after.report.findings.find((one) => one.identity === finding.identity && one.ordinal === finding.ordinal);
  return same?.suppressed !== undefined;
}
