import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CancellationToken, DiagnosticServerCancellationData, DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocuments } from './checked-documents.ts';
import { diagnosticsOf } from './diagnostics.ts';

/** Answers a pull. A question that nobody waits for any more is cancelled; one about nothing new is answered so. */
export async function documentDiagnostic(
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
  documents: CheckedDocuments,
  rules: readonly RuleRecord[],
  client: Abilities,
): Promise<DocumentDiagnosticReport | ResponseError<DiagnosticServerCancellationData>> {
  const known = await documents.get(textDocument.uri);
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
  if (known === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const { resultId } = known;
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsOf(known, rules, client) };
}
