import * as vscode from 'vscode';
import { DocumentDiagnosticRequest, ExecuteCommandRequest, State } from 'vscode-languageclient';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { HeadTexts } from './head-texts.ts';
import { codeOf, hidesOverlap, othersOn } from './overlap.ts';
import { RulePages } from './rule-pages.ts';
import { Status } from './status.ts';
import { concernOf } from './template-or-not.ts';

/** What the extension tells other extensions, and its tests. */
export interface DatawardApi {
  /** Has the server been started? It is not, before a template is open or a CDK app is found. */
  isRunning(): boolean;
}

/** The extension while it is active: it starts the server when the first template is open or a CDK app is there, and not before. */
export class Dataward implements vscode.Disposable, DatawardApi {
  readonly #status = new Status();
  readonly #pages = new RulePages((rule) => this.#explain(rule));
  readonly #heads: HeadTexts;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #seen = new Map<string, string>();
  #client: BaseLanguageClient | undefined;
  #start: Promise<void> | undefined;

  constructor(
    private readonly createClient: () => BaseLanguageClient,
    private readonly output: vscode.LogOutputChannel,
  ) {
    const { window, workspace, languages, commands } = vscode;
    this.#heads = new HeadTexts((uri, text) => {
      if (this.isRunning()) void this.#client?.sendNotification('dataward/headText', { uri, text });
    }, this.output);
    this.#subscriptions.push(
      this.#status,
      this.#pages,
      this.#heads,
      workspace.onDidOpenTextDocument((document) => this.#consider(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#consider(document)),
      workspace.onDidChangeWorkspaceFolders(() => void this.#considerApps()),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('dataward')) return;
        this.#considerAll();
        void this.#considerApps();
      }),
      window.onDidChangeActiveTextEditor(() => this.#status.show()),
      languages.onDidChangeDiagnostics(({ uris }) => this.#othersChanged(uris)),
      commands.registerCommand('dataward.restart', () => this.#restart()),
      commands.registerCommand('dataward.showOutput', () => this.output.show()),
      commands.registerCommand('dataward.explainRule', (rule: unknown) => this.#explainRule(rule)),
      commands.registerCommand('dataward.fixAllInWorkspace', () => this.#command<boolean>('dataward.fixWorkspace', {})),
      commands.registerCommand('dataward.suppressHere', (data: unknown) => this.#suppressHere(data)),
    );
    this.#considerAll();
    void this.#considerApps();
  }

  isRunning(): boolean {
    return this.#client?.state === State.Running;
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await client.dispose();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #considerAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#consider(document);
    this.#status.show();
  }

  /** A CDK app is judged without any document of it being open: its findings stand in its sources. */
  async #considerApps(): Promise<void> {
    if (this.#start !== undefined) return;
    const [app] = await vscode.workspace.findFiles('**/{cdk.json,cdk.out/manifest.json}', '**/node_modules/**', 1);
    if (app !== undefined && vscode.workspace.getConfiguration('dataward', app).get('enable', true)) void this.#ensureStarted();
  }

  #consider(document: vscode.TextDocument): void {
    if (this.#start === undefined && concernOf(document).concerns) void this.#ensureStarted();
    if (document === vscode.window.activeTextEditor?.document) this.#status.show();
  }

  #ensureStarted(): Promise<void> {
    this.#start ??= this.#startClient();
    return this.#start;
  }

  async #startClient(): Promise<void> {
    const client = this.createClient();
    this.#client = client;
    this.#status.state = 'starting';
    this.#subscriptions.push(client.onDidChangeState(({ newState }) => this.#follow(newState)));
    try {
      await client.start();
    } catch (error) {
      this.output.error(`The server did not start: ${String(error)}`);
      this.#status.state = 'failed';
    }
  }

  #follow(state: State): void {
    if (state === State.Running) {
      this.#status.state = 'running';
      this.#heads.lookAtAll();
    }
    else if (state === State.Starting) this.#status.state = 'starting';
    else this.#status.state = this.#client === undefined ? 'not started' : 'failed';
  }

  async #restart(): Promise<void> {
    await this.stop();
    this.#start = undefined;
    await this.#ensureStarted();
  }

  /** Other extensions report in their own time: where their findings count for ours, ours are asked for again. */
  #othersChanged(uris: readonly vscode.Uri[]): void {
    this.#status.show();
    for (const uri of uris.filter(hidesOverlap)) {
      const key = othersOn(uri).map((one) => `${one.range.start.line} ${codeOf(one)}`).join('\n');
      if ((this.#seen.get(uri.toString()) ?? '') === key) continue;
      this.#seen.set(uri.toString(), key);
      if (this.isRunning()) this.#client?.getFeature(DocumentDiagnosticRequest.method)?.refresh();
    }
  }

  async #command<T>(command: string, argument: unknown): Promise<T | null> {
    await this.#ensureStarted();
    return this.#client === undefined ? null : ((await this.#client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] })) as T | null);
  }

  #explain(rule: string): Promise<string | null> {
    return this.#command<string>('dataward.explain', rule);
  }

  async #explainRule(rule: unknown): Promise<void> {
    const here = this.#diagnosticAtCursor();
    const id = typeof rule === 'string' ? rule : await vscode.window.showInputBox({ title: 'Explain a rule', prompt: 'The id of the rule', value: here === undefined ? '' : codeOf(here) });
    if (id) await this.#pages.show(id);
  }

  async #suppressHere(data: unknown): Promise<void> {
    const here = this.#diagnosticAtCursor();
    const document = vscode.window.activeTextEditor?.document;
    // A diagnostic's own data name no version: it outlives many.
    const own = here !== undefined && 'data' in here && typeof here.data === 'object' && document !== undefined ? { ...here.data, uri: document.uri.toString(), version: document.version } : undefined;
    const about: unknown = data ?? own;
    if (typeof about !== 'object' || about === null) {
      void vscode.window.showInformationMessage('Dataward: there is no finding at the cursor.');
      return;
    }
    const reason = await vscode.window.showInputBox({
      title: 'Suppress this finding, because…',
      prompt: 'The reason stands beside the suppression, for whoever reads it next.',
      validateInput: (text) => (text.trim() === '' ? 'A suppression needs a reason.' : undefined),
    });
    if (reason !== undefined) await this.#command<boolean>('dataward.suppress', { ...about, reason });
  }

  #diagnosticAtCursor(): vscode.Diagnostic | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return undefined;
    return vscode.languages.getDiagnostics(editor.document.uri).find(({ source, range }) => source === 'dataward' && range.contains(editor.selection.active));
  }
}
