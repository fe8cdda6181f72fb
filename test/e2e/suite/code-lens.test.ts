import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { canDrive, click, screenshot, texts, until } from '../driver.ts';
import { inFolder, replaceAll, show } from '../editor.ts';

const committed = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      StorageEncrypted: false
`;
const said = 'Since HEAD: AWS::RDS::DBInstance Orders is replaced by a new one (StorageEncrypted) · the databases of the instance: lost, no safety net';

/** Why there is no repository to try it with; undefined where there can be one. */
function gitIsMissing(): string | undefined {
  if (vscode.extensions.getExtension('vscode.git') === undefined) return "not run: VS Code's git extension is not there";
  try {
    execFileSync('git', ['--version']);
    return undefined;
  } catch {
    return 'not run: no git program';
  }
}

describe('what edits since the last commit would do to a data store', () => {
  const uri = inFolder('committed/store.yaml');
  const folder = dirname(uri.fsPath);
  const git = (...args: readonly string[]): void => void execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: folder });
  const lenses = async (): Promise<readonly string[]> => {
    const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    return found.flatMap(({ command }) => (command?.title.startsWith('Since HEAD') ? [command.title] : []));
  };
  let editor: vscode.TextEditor;

  before(async function () {
    const why = gitIsMissing();
    if (why !== undefined) {
      console.log(why);
      this.skip();
    }
    await mkdir(folder, { recursive: true });
    await writeFile(uri.fsPath, committed);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'A store');
    editor = await show(uri);
    const extension = vscode.extensions.getExtension<{ getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> } }>('vscode.git');
    await (await extension?.activate())?.getAPI(1).openRepository(vscode.Uri.file(folder));
  });

  after(async () => {
    await show(uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await rm(folder, { recursive: true, force: true });
  });

  it('is nothing where nothing was edited, and stands above its key once it was', async () => {
    await replaceAll(editor, committed.replace('Encrypted: false', 'Encrypted: true'));
    assert.deepEqual(await until('code lens', lenses, ({ length }) => length > 0), [said]);
    if (canDrive()) {
      await until('lens in the editor', () => texts('.codelens-decoration a'), (shown) => shown.some((text) => text.startsWith('Since HEAD')));
      const image = process.env['DATAWARD_E2E_SCREENSHOT'];
      if (image !== undefined) await screenshot(image);
    }
    await replaceAll(editor, committed);
    await until('no code lens', lenses, ({ length }) => length === 0);
  });

  it('opens the changes since the commit when it is clicked', async function () {
    if (!canDrive()) return this.skip();
    await replaceAll(editor, committed.replace('Encrypted: false', 'Encrypted: true'));
    await until('lens in the editor', () => texts('.codelens-decoration a'), (shown) => shown.some((text) => text.startsWith('Since HEAD')));
    await click('.codelens-decoration a');
    await until('comparison', () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff, (isThere) => isThere);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    editor = await show(uri);
  });

  it('is told anew when another commit is worked on, and not where the setting is off', async () => {
    await replaceAll(editor, committed.replace('Encrypted: false', 'Encrypted: true'));
    await until('code lens', lenses, ({ length }) => length > 0);
    const setting = vscode.workspace.getConfiguration('dataward', uri);
    await setting.update('codeLens', false, vscode.ConfigurationTarget.Global);
    await until('no code lens', lenses, ({ length }) => length === 0);
    await setting.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
    await until('code lens again', lenses, ({ length }) => length > 0);
    await editor.document.save();
    git('commit', '--quiet', '--all', '--message', 'Encrypt the store');
    await until('no code lens after the commit', lenses, ({ length }) => length === 0);
  });
});
