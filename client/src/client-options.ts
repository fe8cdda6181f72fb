import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { selector } from './languages.ts';
import { hidesOverlap, othersOn, withoutOverlap } from './overlap.ts';

/** Commands of this client that the server may name in its actions. */
const commands = ['dataward.suppressHere', 'dataward.explainRule', 'dataward.openChanges'] as const;

/** How the client speaks with the server, on the desktop and on the web. */
export function clientOptions(outputChannel: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: selector.map(({ language = '*', scheme = '*' }) => ({ language, scheme })),
    outputChannel,
    initializationOptions: { commands, headTexts: true },
    diagnosticPullOptions: { onChange: true, onSave: false },
    middleware: {
      async provideDiagnostics(document, previousResultId, token, next) {
        const uri = document instanceof vscode.Uri ? document : document.uri;
        if (!hidesOverlap(uri)) return next(document, previousResultId, token);
        // What others show changes without our answer changing: the answer is asked for whole, and filtered anew.
        const report = await next(document, undefined, token);
        return report && 'items' in report ? { ...report, items: withoutOverlap(report.items, othersOn(uri)) } : report;
      },
    },
  };
}
