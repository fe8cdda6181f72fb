import * as vscode from 'vscode';
import { gitApi, type GitApi, type Repository } from './git-api.ts';
import { concernOf } from './template-or-not.ts';

/** Tells the server what the commit that is worked on has of each open template: when it is opened, and when the commit changes. Off where there is no git. */
export class HeadTexts implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #commits = new Map<Repository, string | undefined>();
  #git: GitApi | undefined;

  /** `tell`: sends the text of a document, null where there is none. */
  constructor(
    private readonly tell: (uri: string, text: string | null) => void,
    private readonly output: vscode.LogOutputChannel,
  ) {
    const { workspace, commands } = vscode;
    this.#subscriptions.push(
      workspace.onDidOpenTextDocument((document) => void this.#look(document)),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('dataward.codeLens') && this.lookAtAll()),
      commands.registerCommand('dataward.openChanges', (uri: unknown) => this.#openChanges(uri)),
    );
    void this.#follow();
  }

  /** Tells of every open template: the server has just started, or something has changed for all. */
  lookAtAll(): void {
    for (const document of vscode.workspace.textDocuments) void this.#look(document);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #follow(): Promise<void> {
    try {
      this.#git = await gitApi();
    } catch (error) {
      this.output.info(`What edits since the last commit do to data stores is not shown: ${String(error)}`);
    }
    if (this.#git === undefined) return;
    for (const repository of this.#git.repositories) this.#followRepository(repository);
    this.#subscriptions.push(this.#git.onDidOpenRepository((repository) => this.#followRepository(repository)));
  }

  #followRepository(repository: Repository): void {
    // Its state changes with every file; only another commit is another text.
    const look = (): void => {
      const { commit } = repository.state.HEAD ?? {};
      if (this.#commits.has(repository) && this.#commits.get(repository) === commit) return;
      this.#commits.set(repository, commit);
      this.lookAtAll();
    };
    this.#subscriptions.push(repository.state.onDidChange(look));
    look();
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    if (document.uri.scheme !== 'file' || !concernOf(document).concerns) return;
    const isOn = vscode.workspace.getConfiguration('dataward', document).get('codeLens', true);
    const repository = isOn ? this.#git?.getRepository(document.uri) : undefined;
    const text = repository ? await repository.show('HEAD', document.uri.fsPath).catch(() => null) : null;
    if (!document.isClosed) this.tell(document.uri.toString(), text);
  }

  async #openChanges(sent: unknown): Promise<void> {
    if (typeof sent !== 'string' || this.#git === undefined) return;
    const uri = vscode.Uri.parse(sent);
    await vscode.commands.executeCommand('vscode.diff', this.#git.toGitUri(uri, 'HEAD'), uri, `${vscode.workspace.asRelativePath(uri)} (HEAD and now)`);
  }
}
