import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { canDrive, click, count, screenshot, until } from '../driver.ts';
import { codeOf, inFolder, ours, replaceAll, show } from '../editor.ts';

const rule = 'rds-storage-encrypted';
const panel = '.bulk-edit-panel';
const button = (name: 'Apply' | 'Discard'): string => `${panel} .buttons .monaco-button:has-text("${name}")`;

describe('fixing everything that is safe', () => {
  let uri: vscode.Uri;
  let editor: vscode.TextEditor;
  let original = '';

  beforeEach(async () => {
    uri = inFolder('ledger.yaml');
    editor = await show(uri);
    original = editor.document.getText();
    await until(rule, () => ours(uri).map(codeOf), (codes) => codes.includes(rule));
  });

  afterEach(async () => {
    editor = await show(uri);
    if (editor.document.getText() !== original) await replaceAll(editor, original);
    await editor.document.save();
  });

  it('happens when a file is saved, where that is asked for, and leaves what is unsafe', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update('codeActionsOnSave', { 'source.fixAll.dataward': 'explicit' }, vscode.ConfigurationTarget.Global);
    try {
      await replaceAll(editor, `# saved\n${original}`);
      await until('the finding of the edited text', () => ours(uri).map(codeOf), (codes) => codes.includes(rule));
      await editor.document.save();
      const fixed = `# saved\n${original.replace('SqsManagedSseEnabled: false', 'SqsManagedSseEnabled: true')}`;
      assert.equal(editor.document.getText(), fixed);
      assert.equal(await readFile(uri.fsPath, 'utf8'), fixed);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is shown before it is made in the workspace, and changes nothing when it is discarded', async function () {
    if (!canDrive()) return this.skip();
    const done = vscode.commands.executeCommand('dataward.fixAllInWorkspace');
    await until('preview', () => count(button('Discard')), (buttons) => buttons > 0);
    const image = process.env['DATAWARD_E2E_SCREENSHOT'];
    if (image !== undefined) await screenshot(image);
    await click(button('Discard'));
    await done;
    assert.equal(editor.document.getText(), original);
    assert.equal(await readFile(uri.fsPath, 'utf8'), original);
  });
});
