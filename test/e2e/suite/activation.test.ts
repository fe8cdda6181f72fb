import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canDrive, count, press, stays, type, until } from '../driver.ts';

const extensionId = 'dataward.dataward';

function dataward(): vscode.Extension<{ readonly isRunning: () => boolean }> {
  const extension = vscode.extensions.getExtension<{ readonly isRunning: () => boolean }>(extensionId);
  assert.ok(extension, `${extensionId} is not there`);
  return extension;
}

async function openExample(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return await vscode.window.showTextDocument(document);
}

describe('the extension', () => {
  it('is installed in the version that was built', () => {
    assert.equal((dataward().packageJSON as { readonly version: string }).version, process.env['DATAWARD_E2E_VERSION']);
  });

  it('runs where the run says it comes from', () => {
    const fromSources = dataward().extensionUri.fsPath === process.env['DATAWARD_E2E_ROOT'];
    assert.equal(fromSources ? 'sources' : 'vsix', process.env['DATAWARD_E2E_FROM']);
  });

  it('is tested in the VS Code that the host package carries', function () {
    const expected = process.env['DATAWARD_E2E_VSCODE'];
    if (expected === undefined) return this.skip();
    assert.equal(vscode.version, expected);
  });

  it('sees a YAML file opened, on the screen too', async function () {
    const editor = await openExample('hello.yaml');
    assert.equal(editor.document.languageId, 'yaml');
    if (!canDrive()) return this.skip();
    await until('editor line', () => count('.monaco-editor .view-line'), (lines) => lines > 0);
  });

  for (const name of ['hello.yaml', 'package.json', '.github/workflows/build.yml']) {
    it(`is active once ${name} is open, and starts no server for it`, async () => {
      await openExample(name);
      const extension = dataward();
      await until('activation', () => extension.isActive, (active) => active);
      await stays('no server', () => extension.exports.isRunning(), (running) => !running);
    });
  }

  it('starts its server for the first template that is open', async () => {
    await openExample('database.yaml');
    await until('server', () => dataward().exports.isRunning(), (running) => running);
  });

  it('feels the keys that a test presses in the page', async function () {
    if (!canDrive()) return this.skip();
    const { document } = await openExample('hello.yaml');
    const before = document.getText();
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await press('Control+End');
    await type('typed: true');
    await until('typed text', () => document.getText(), (text) => text === `${before}typed: true`);
    await press('Control+s');
    await until('saved document', () => document.isDirty, (dirty) => !dirty);
  });
});
