import * as vscode from 'vscode';

const scheme = 'dataward';

/** Shows the pages of rules: documents `dataward:/RULE.md` that the server writes, in VS Code's Markdown preview. */
export class RulePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;

  /** `pageOf` gives a rule's page in Markdown, or null where there is no such rule. */
  constructor(private readonly pageOf: (rule: string) => Promise<string | null>) {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rule = uri.path.replace(/^\/|\.md$/g, '');
    return (await this.pageOf(rule)) ?? `There is no rule \`${rule}\`.`;
  }

  /** Opens a rule's page. */
  async show(rule: string): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path: `/${rule}.md` }));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
