import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { canDrive, count, press, stays, type, until } from '../driver.ts';
import { ours } from '../editor.ts';

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

/** The servers that this extension host has started, by process id; from Linux' `/proc`. */
function servers(): readonly number[] {
  const commandOf = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      // It has left meanwhile.
      return '';
    }
  };
  const argumentsOf = (pid: string): readonly string[] => commandOf(pid).split('\0');
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && argumentsOf(pid).includes(`--clientProcessId=${process.pid}`) && commandOf(pid).includes('server.js')).map(Number);
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

  it('has another server when its own dies', async function () {
    if (process.platform !== 'linux') return this.skip();
    const editor = await openExample('database.yaml');
    const { document } = editor;
    const found = (): string => ours(document.uri).map(({ range }) => range.start.line).join(' ');
    const before = await until('findings', found, (lines) => lines !== '');
    const [pid] = await until('one server', servers, ({ length }) => length === 1);
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until('another server', servers, ([other]) => other !== undefined && other !== pid);
    await until('running again', () => dataward().exports.isRunning(), (running) => running);
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '\n'));
    await until('findings a line below', found, (lines) => lines === before.split(' ').map((line) => Number(line) + 1).join(' '));
    await vscode.commands.executeCommand('undo');
    await document.save();
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
