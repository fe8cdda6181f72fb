import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Diagnostic, Range as ProtocolRange, TextEdit as ProtocolTextEdit } from 'vscode-languageserver';
import type { Finding, Report } from '../core/engine/finding.ts';
import { complaintSentence } from '../core/engine/wishes.ts';
import type { Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import type { RuleRecord, Severity } from '../core/rule/rule.ts';
import type { LineIndex } from '../core/text/line-index.ts';
import type { Range, TextEdit } from '../core/text/range.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocument } from './checked-document.ts';
import { messageOf } from './message.ts';

/** The name under which an editor lists what we say. */
export const source = 'dataward';

/** How a finding is underlined: what exposes data now is an error, what weakens its protection a warning, the rest information. */
export const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
};

/** What a diagnostic carries for the actions on it, and for a client that compares it with another tool's. */
export interface DiagnosticData {
  readonly identity: string;
  readonly ordinal: number;
  /** The same check elsewhere. */
  readonly aliases: readonly string[];
  /** The lines of the resource, both included. */
  readonly subject: { readonly first: number; readonly last: number };
}

/** Absolute offsets as a range of the protocol (UTF-16, which every client speaks). */
export function protocolRange(range: Range, lines: LineIndex): ProtocolRange {
  return { start: lines.positionAt(range.start), end: lines.positionAt(range.end) };
}

/** Our edits as edits of the protocol. */
export function protocolEdits(edits: readonly TextEdit[], lines: LineIndex): ProtocolTextEdit[] {
  return edits.map(({ range, newText }) => ({ range: protocolRange(range, lines), newText }));
}

/** A finding as a diagnostic; what the client cannot show is left out. */
export function findingDiagnostic(
  finding: Finding,
  at: CheckedDocument,
  rule: RuleRecord | undefined,
  secrets: readonly string[],
  client: Pick<Abilities, 'relatedInformation' | 'codeDescription'>,
): Diagnostic {
  const related = finding.related.map(({ message, place }) => {
    const { uri, range, lines } = at.locationOf(place);
    return { message, location: { uri, range: protocolRange(range, lines) } };
  });
  return {
    range: protocolRange(at.rangeOf(finding.place), at.lines),
    severity: severityOf[finding.severity],
    source,
    code: finding.rule,
    ...(client.codeDescription && rule !== undefined ? { codeDescription: { href: rule.source } } : {}),
    message: messageOf(finding, secrets),
    ...(client.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    data: dataOf(finding, at, rule),
  };
}

function dataOf(finding: Finding, at: CheckedDocument, rule: RuleRecord | undefined): DiagnosticData {
  const { start, end } = at.rangeOf(subjectPlace(finding, at));
  const subject = { first: at.lines.lineAt(start), last: at.lines.lineAt(end) };
  return { identity: finding.identity, ordinal: finding.ordinal, aliases: rule?.aliases ?? [], subject };
}

/** Where the resource stands that a finding is about, from its key on; the finding's own place where it is about none. */
export function subjectPlace(finding: Finding, at: CheckedDocument): Place {
  const resource = at.checked.kind === 'template' && !at.checked.isSource ? at.checked.template.resources.get(finding.subject) : undefined;
  if (!resource) return finding.place;
  const { block, key, value } = resource.at;
  return { block, range: { start: (key ?? value).start, end: value.end } };
}

/** Something wrong with the document itself, as a diagnostic. */
export function problemDiagnostic({ code, message, severity }: Pick<Problem, 'code' | 'message' | 'severity'>, range: ProtocolRange): Diagnostic {
  return { range, severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, source, code, message };
}

/** A suppression that silences nothing (any more), as a diagnostic that fades it. */
export function unusedDiagnostic(unused: Unused, range: ProtocolRange, tags: boolean): Diagnostic {
  return {
    range,
    severity: DiagnosticSeverity.Information,
    source,
    code: 'unused-suppression',
    message: complaintSentence(unused),
    ...(tags ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

type Unused = Report['unusedSuppressions'][number];
