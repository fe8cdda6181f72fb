import * as vscode from 'vscode';

/** What we use of a repository, as VS Code's own git extension shows it. Source: https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts */
export interface Repository {
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined; readonly onDidChange: vscode.Event<void> };
  /** The text of a file (absolute path) in a commit. Rejects where the commit has none. */
  show(ref: string, path: string): Promise<string>;
}

/** What we use of the extension. */
export interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: vscode.Event<Repository>;
  getRepository(uri: vscode.Uri): Repository | null;
  /** The document that shows a file as a commit has it. */
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

/** VS Code's git; undefined where it is absent (the web), turned off, or finds no git program. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}
