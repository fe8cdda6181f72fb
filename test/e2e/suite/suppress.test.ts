import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canDrive, count, press, type, until } from '../driver.ts';

const rule = 'rds-deletion-protection';

function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source === 'dataward' && String(typeof code === 'object' ? code.value : code) === rule);
}

async function openDatabase(): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'database.yaml')));
}

describe('suppressing and explaining', () => {
  let editor: vscode.TextEditor;
  let finding: vscode.Diagnostic;

  beforeEach(async () => {
    editor = await openDatabase();
    const found = await until(rule, () => findings(editor.document.uri), ({ length }) => length === 1);
    assert.ok(found[0]);
    [finding] = [found[0]];
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
  });

  it('asks for the reason, writes it beside the finding, and the finding goes', async function () {
    if (!canDrive()) return this.skip();
    const { document } = editor;
    const before = document.getText();
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    const done = vscode.commands.executeCommand('dataward.suppressHere');
    await until('input box', () => count('.quick-input-widget:not([style*="display: none"]) input'), (boxes) => boxes > 0);
    await type('a copy for tests');
    await press('Enter');
    await done;
    await until('comment', () => document.getText(), (text) => text.includes(`      # dataward-ignore ${rule}: a copy for tests\n      DeletionProtection`));
    await until('end of the finding', () => findings(document.uri), ({ length }) => length === 0);
    await vscode.commands.executeCommand('undo');
    await until('finding again', () => findings(document.uri), ({ length }) => length === 1);
    assert.equal(document.getText(), before);
    await document.save();
  });

  it("shows the rule's page beside the editor", async () => {
    await vscode.commands.executeCommand('dataward.explainRule', rule);
    const labels = (): readonly string[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('page of the rule', labels, (tabs) => tabs.some((label) => label.includes(rule)));
    const page = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'dataward', path: `/${rule}.md` }));
    assert.match(page.getText(), /https:\/\/docs\.aws\.amazon\.com\//);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('offers the fix first, and one preferred', async () => {
    const actions = await until(
      'actions',
      () => vscode.commands.executeCommand<readonly vscode.CodeAction[]>('vscode.executeCodeActionProvider', editor.document.uri, finding.range, vscode.CodeActionKind.QuickFix.value),
      ({ length }) => length >= 3,
    );
    assert.deepEqual(actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title), [actions[0]?.title]);
    assert.ok(actions.some(({ title }) => title === `Suppress ${rule} here, because…`));
    assert.ok(actions.some(({ title }) => title === `Explain ${rule}`));
  });
});
