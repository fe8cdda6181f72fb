import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import type { InitializeResult } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import { fixAllKind } from './code-action.ts';
import { serverCommands } from './execute-command.ts';

/** What the server offers to this client. A client that pulls diagnostics is never pushed any. */
export function initializeResult(client: Abilities, version: string): InitializeResult {
  return {
    serverInfo: { name: 'dataward', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      ...(client.pulls ? { diagnosticProvider: { identifier: 'dataward', interFileDependencies: false, workspaceDiagnostics: false } } : {}),
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: client.resolvesEdits },
      hoverProvider: true,
      ...(client.tellsHead ? { codeLensProvider: {} } : {}),
      executeCommandProvider: { commands: [...serverCommands] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
