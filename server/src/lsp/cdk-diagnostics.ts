import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import { fileOf, type Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { LineIndex } from '../core/text/line-index.ts';
import { absoluteRange, documentAt, type CheckedTemplate } from '../project/check.ts';
import { capitalized, sourceNotes } from '../project/finding-source.ts';
import { secretsIn } from '../project/secret-texts.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import type { Abilities } from './abilities.ts';
import { problemDiagnostic, protocolRange, severityOf, source, unusedDiagnostic, type DiagnosticData } from './convert.ts';
import { messageOf } from './message.ts';

/** What the diagnostics of one file of an app are made from. */
export interface ShownFile {
  readonly document: SyntaxDocument;
  readonly problems: readonly Problem[];
  /** Undefined for a file without findings, a manifest. */
  readonly checked: CheckedTemplate | undefined;
  /** Why the findings may not be so any more: then they are information only. */
  readonly stale: string | undefined;
  /** The document that a file of the check is. */
  readonly uriOf: (file: string) => string;
  readonly linesOf: (document: SyntaxDocument) => LineIndex;
}

/** What is said of a file of a CDK app: findings at its lines, with the template's place and the advice, and in its sources suppressions without effect. */
export function cdkDiagnostics(file: ShownFile, rules: ReadonlyMap<string, RuleRecord>, client: Pick<Abilities, 'relatedInformation' | 'codeDescription' | 'tags'>): Diagnostic[] {
  const { document, problems, checked, stale, linesOf } = file;
  const lines = linesOf(document);
  const rangeOf = (place: Place): Diagnostic['range'] => protocolRange(absoluteRange(document, place), lines);
  const secrets = checked ? secretsIn(checked) : [];
  const findings = checked?.report.findings.filter((finding) => finding.verdict === 'fail' && finding.suppressed === undefined && !checked.held?.has(finding)) ?? [];
  const unused = checked?.isSource ? checked.report.unusedSuppressions : [];
  return [
    ...problems.map((problem) => problemDiagnostic(problem, rangeOf(problem.at))),
    ...findings.map((finding): Diagnostic => {
      const rule = rules.get(finding.rule);
      const from = checked?.sources?.get(finding);
      const notes = from ? sourceNotes(from, stale) : [];
      const related = client.relatedInformation && checked ? relatedTo(finding, checked, file) : [];
      const range = rangeOf(finding.place);
      const data: DiagnosticData = { identity: finding.identity, ordinal: finding.ordinal, aliases: rule?.aliases ?? [], subject: { first: range.start.line, last: range.end.line } };
      return {
        range,
        severity: stale === undefined ? severityOf[finding.severity] : DiagnosticSeverity.Information,
        source,
        code: finding.rule,
        ...(client.codeDescription && rule !== undefined ? { codeDescription: { href: rule.source } } : {}),
        message: [messageOf(finding, secrets), ...notes.map((note) => `${capitalized(note)}.`)].join(' '),
        ...(related.length > 0 ? { relatedInformation: related } : {}),
        ...(checked?.isSource ? { data } : {}),
      };
    }),
    ...unused.map((one) => unusedDiagnostic(one, rangeOf(one.at), client.tags)),
  ];
}

function relatedTo(finding: Finding, checked: CheckedTemplate, { uriOf, linesOf }: ShownFile): DiagnosticRelatedInformation[] {
  return finding.related.map(({ message, place }) => {
    const document = documentAt(checked, place);
    return { message, location: { uri: uriOf(fileOf(place)), range: protocolRange(absoluteRange(document, place), linesOf(document)) } };
  });
}
