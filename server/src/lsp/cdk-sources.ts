import {
  CodeActionKind,
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  HoverRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { Connection, TextDocuments } from 'vscode-languageserver';
import { isAppSource } from '../project/cdk-sources.ts';
import type { Abilities } from './abilities.ts';
import type { CdkApps } from './cdk-apps.ts';
import type { ErrorLog } from './error-log.ts';
import type { OpenDocument } from './open-document.ts';

/** What a change of files on disk may mean to CDK apps: of what an app is known by, anything. */
export function concernOf(uris: readonly string[]): 'everything' | 'sources' | undefined {
  if (uris.some((uri) => /\/(?:(?:cdk|manifest|tree)|[^/]+\.(?:template|metadata|assets))\.json$/.test(uri))) return 'everything';
  return uris.some(isAppSource) ? 'sources' : undefined;
}

const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'java', 'kotlin', 'csharp', 'go'];

/**
 * Asks the client to tell of sources that are opened, edited and saved, and of those that change on disk, and to ask for actions and hovers in them. Diagnostics
 * about them are pushed, so they are not among the documents that the client pulls for.
 */
export async function askForSources(connection: Connection, client: Abilities): Promise<void> {
  const documentSelector = languages.map((language) => ({ scheme: 'file', language }));
  if (client.registersDocuments) {
    await connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
    await connection.client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
    await connection.client.register(DidSaveTextDocumentNotification.type, { documentSelector });
    await connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
  }
  if (client.registersActions) await connection.client.register(CodeActionRequest.type, { documentSelector, codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: client.resolvesEdits });
  if (client.registersHovers) await connection.client.register(HoverRequest.type, { documentSelector });
  if (client.watchesFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,java,kt,cs,go}' }] });
}

/** Keeps the apps informed of what is opened, edited, saved and closed. */
export function followSources(open: TextDocuments<OpenDocument>, apps: CdkApps, log: ErrorLog): void {
  open.onDidOpen(({ document: { uri } }) => void log.guard(`opening ${uri}`, undefined, () => apps.opened(uri)));
  open.onDidChangeContent(({ document: { uri } }) => apps.edited(uri));
  open.onDidSave(({ document: { uri } }) => apps.saved(uri));
  open.onDidClose(({ document: { uri } }) => apps.closed(uri));
}
