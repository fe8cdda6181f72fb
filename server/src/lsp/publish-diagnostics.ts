import type { Connection } from 'vscode-languageserver';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocuments } from './checked-documents.ts';
import { diagnosticsOf } from './diagnostics.ts';

/** Pushes the diagnostics of an open document to a client that does not pull. An older version's are never sent after a newer one's. */
export async function publishDiagnostics(uri: string, documents: CheckedDocuments, rules: readonly RuleRecord[], client: Abilities, connection: Connection): Promise<void> {
  const known = await documents.get(uri);
  if (known === undefined) return;
  await connection.sendDiagnostics({ uri, version: known.at.version, diagnostics: diagnosticsOf(known, rules, client) });
}

/** Takes back what was pushed about a document that is closed. */
export async function withdrawDiagnostics(uri: string, connection: Connection): Promise<void> {
  await connection.sendDiagnostics({ uri, diagnostics: [] });
}
