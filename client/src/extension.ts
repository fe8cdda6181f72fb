import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './client-options.ts';
import { Dataward } from './dataward.ts';
import type { DatawardApi } from './dataward.ts';

/** Called by VS Code when a document of one of our languages is open. The server runs as a process of its own, from this extension's folder. */
export function activate(context: vscode.ExtensionContext): DatawardApi {
  const output = vscode.window.createOutputChannel('Dataward', { log: true });
  const module = context.asAbsolutePath('dist/server.js');
  // Not Node's IPC, which makes JSON of all diagnostics for each key: over a stream the server copies the bytes of those that are as they were.
  const server = { module, transport: TransportKind.stdio };
  const dataward = new Dataward(() => new LanguageClient('dataward', 'Dataward', { run: server, debug: server }, clientOptions(output)), output);
  context.subscriptions.push(dataward, output, { dispose: () => dataward.stop() });
  return dataward;
}
