import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { canDrive, click, count, openQuickFixes, press, stays, texts, until } from '../driver.ts';
import { codeOf, inFolder, ours, replaceAll, show } from '../editor.ts';

const rule = 'rds-storage-encrypted';
const panel = '.bulk-edit-panel';
const boxes = `${panel} .monaco-list-row .edit-checkbox`;
const button = (name: 'Apply' | 'Discard'): string => `${panel} .buttons .monaco-button:has-text("${name}")`;

describe('a fix that replaces the database', () => {
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

  /** Chooses the fix from the menu at the finding, as a user does; VS Code then shows what it would change. */
  const choose = async (): Promise<void> => {
    const finding = ours(uri).find((one) => codeOf(one) === rule);
    assert.ok(finding);
    editor = await show(uri);
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
    const [first] = await openQuickFixes();
    assert.equal(first, 'Encrypt the storage (replaces the database)');
    await press('Enter');
    await until('preview', () => count(button('Apply')), (buttons) => buttons > 0);
  };

  const isUntouched = (): Promise<void> => stays('the text as it was', () => editor.document.getText(), (text) => text === original);

  it('changes nothing by Enter, nor by Apply while it is not ticked', async function () {
    if (!canDrive()) return this.skip();
    await choose();
    await isUntouched();
    await click(button('Apply'));
    await isUntouched();
    assert.equal(await readFile(uri.fsPath, 'utf8'), original);
  });

  it('is made by a tick and Apply, and undone byte for byte', async function () {
    if (!canDrive()) return this.skip();
    await choose();
    await click(boxes);
    await click(button('Apply'));
    await until('encrypted storage', () => editor.document.getText(), (text) => text === original.replace('StorageEncrypted: false', 'StorageEncrypted: true'));
    await show(uri);
    await vscode.commands.executeCommand('undo');
    await until('text before', () => editor.document.getText(), (text) => text === original);
  });

  it('leaves the file byte for byte as it was by Discard', async function () {
    if (!canDrive()) return this.skip();
    await choose();
    await click(button('Discard'));
    await until('end of the preview', () => count(button('Discard')), (buttons) => buttons === 0);
    await isUntouched();
    assert.equal(await readFile(uri.fsPath, 'utf8'), original);
    assert.deepEqual(await texts('.notification-toast'), []);
  });

  it('is no part of fixing everything, which one undo takes back byte for byte', async () => {
    const actions = await until(
      'fix of everything',
      () => vscode.commands.executeCommand<readonly vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, new vscode.Range(0, 0, 0, 0), 'source.fixAll.dataward', 1),
      ({ length }) => length > 0,
    );
    const [fixAll] = actions;
    assert.ok(fixAll?.edit);
    assert.ok(await vscode.workspace.applyEdit(fixAll.edit));
    assert.equal(editor.document.getText(), original.replace('SqsManagedSseEnabled: false', 'SqsManagedSseEnabled: true'));
    await show(uri);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), original);
  });
});
