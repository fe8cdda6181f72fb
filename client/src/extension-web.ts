import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions } from './client-options.ts';
import { Dataward } from './dataward.ts';
import type { DatawardApi } from './dataward.ts';

/** Called by VS Code on the web. The server runs in a worker; it sees the open documents, and no configuration file. */
export function activate(context: vscode.ExtensionContext): DatawardApi {
  const output = vscode.window.createOutputChannel('Dataward', { log: true });
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server-web.js').toString(true);
  const dataward = new Dataward(() => new LanguageClient('dataward', 'Dataward', () => Promise.resolve(new Worker(script)), clientOptions(output)), output);
  context.subscriptions.push(dataward, output, { dispose: () => dataward.stop() });
  return dataward;
}
