import * as vscode from 'vscode';
import { selector } from './languages.ts';
import { overlapLine } from './overlap.ts';
import { concernOf } from './template-or-not.ts';

/** Where the server stands. */
export type ServerState = 'not started' | 'starting' | 'running' | 'failed';

/** Says beside the language what Dataward does in the active document: how much it found, or why it does nothing. */
export class Status implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;
  #state: ServerState = 'not started';

  constructor() {
    this.#item = vscode.languages.createLanguageStatusItem('dataward.status', selector);
    this.#item.name = 'Dataward';
    this.show();
  }

  /** Takes note of where the server stands. */
  set state(state: ServerState) {
    this.#state = state;
    this.show();
  }

  /** Shows the state of things for the active document. */
  show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const { text, detail } = document === undefined ? { text: 'Dataward', detail: undefined } : this.#words(document);
    const failed = this.#state === 'failed';
    this.#item.text = text;
    this.#item.detail = detail ?? '';
    this.#item.busy = this.#state === 'starting';
    this.#item.severity = failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    this.#item.command = failed ? { title: 'Restart', command: 'dataward.restart' } : { title: 'Show Output', command: 'dataward.showOutput' };
  }

  dispose(): void {
    this.#item.dispose();
  }

  #words(document: vscode.TextDocument): { readonly text: string; readonly detail: string | undefined } {
    if (this.#state === 'failed') return { text: 'Dataward has stopped', detail: 'the output says why' };
    const concern = concernOf(document);
    if (!concern.concerns) return { text: 'Dataward: nothing to do', detail: concern.why };
    if (this.#state !== 'running') return { text: 'Dataward: starting', detail: undefined };
    const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'dataward').length;
    return { text: `Dataward: ${found === 0 ? 'no findings' : found === 1 ? '1 finding' : `${found} findings`}`, detail: overlapLine(document.uri) };
  }
}
