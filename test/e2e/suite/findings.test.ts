import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { canDrive, count, openQuickFixes, press, texts, until } from '../driver.ts';
import { codeOf, inFolder, ours, replaceAll, show } from '../editor.ts';

const rule = 'rds-deletion-protection';
const keyRule = 'rds-instance-cmk';
const squiggle = '.monaco-editor .squiggly-warning';

function codes(uri: vscode.Uri): readonly string[] {
  return ours(uri).map(codeOf);
}

async function findingOf(uri: vscode.Uri): Promise<vscode.Diagnostic> {
  const found = await until(`${rule} in ${uri.path}`, () => ours(uri).filter((each) => codeOf(each) === rule), ({ length }) => length > 0);
  assert.equal(found.length, 1);
  const [finding] = found;
  assert.ok(finding);
  return finding;
}

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('dataward').update(name, value, vscode.ConfigurationTarget.Global);
}

describe('findings in the editor', () => {
  let uri: vscode.Uri;
  let editor: vscode.TextEditor;
  let original = '';

  beforeEach(async () => {
    uri = inFolder('database.yaml');
    editor = await show(uri);
    original = editor.document.getText();
    await findingOf(uri);
  });

  afterEach(async () => {
    editor = await show(uri);
    await replaceAll(editor, original);
    await editor.document.save();
  });

  it('stand at the wrong value, with rule, page and message', async () => {
    const finding = await findingOf(uri);
    assert.equal(editor.document.getText(finding.range), 'false');
    assert.equal(editor.document.lineAt(finding.range.start).text.trim().split(':')[0], 'DeletionProtection');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(finding.message, /^RDS instance Orders can be deleted by one call\./);
    assert.ok(typeof finding.code === 'object' && finding.code.target.scheme === 'https');
  });

  it('are mended by Ctrl+., Enter, Ctrl+S: the squiggle goes and the file changes', async function () {
    if (!canDrive()) return this.skip();
    const { range } = await findingOf(uri);
    editor.selection = new vscode.Selection(range.start, range.start);
    await until('squiggle', () => count(squiggle), (squiggles) => squiggles > 0);
    const before = await count(squiggle);
    const titles = await openQuickFixes();
    assert.match(titles[0] ?? '', /^Protect it from deletion/, titles.join(' | '));
    await press('Enter');
    await until('mended text', () => editor.document.getText(), (text) => text.includes('DeletionProtection: true # the one'));
    await until('end of the finding', () => codes(uri), (found) => !found.includes(rule));
    await until('end of the squiggle', () => count(squiggle), (squiggles) => squiggles < before);
    await press('Control+s');
    await until('saved document', () => editor.document.isDirty, (dirty) => !dirty);
    assert.equal(await readFile(uri.fsPath, 'utf8'), original.replace('DeletionProtection: false', 'DeletionProtection: true'));
  });

  it('outlive broken YAML, which is a problem of its own until it is mended', async () => {
    const before = codes(uri);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((builder) => builder.insert(end, 'Outputs: [ broken\n'));
    await until('problem of the syntax', () => codes(uri), (found) => found.includes(rule) && found.some((code) => !before.includes(code)));
    await replaceAll(editor, original);
    await until('end of the problem', () => [...codes(uri)].sort().join(), (found) => found === [...before].sort().join());
  });

  it('follow the settings: off and on, a stricter profile and back', async () => {
    assert.ok(!codes(uri).includes(keyRule));
    await setting('profile', 'strict');
    await until(keyRule, () => codes(uri), (found) => found.includes(keyRule));
    await setting('profile', undefined);
    await until(`end of ${keyRule}`, () => codes(uri), (found) => found.includes(rule) && !found.includes(keyRule));
    await setting('enable', false);
    await until('silence', () => codes(uri), (found) => found.length === 0);
    await setting('enable', undefined);
    await findingOf(uri);
  });

  it('follow the configuration of a second folder there, and only there', async () => {
    const second = vscode.Uri.file(process.env['DATAWARD_E2E_SECOND'] ?? '');
    // The list of folders is already new before VS Code agrees; the event is the agreement. The folder stays until the window closes.
    const agreed = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
    assert.ok(vscode.workspace.updateWorkspaceFolders(1, 0, { uri: second, name: 'second' }));
    await agreed;
    const there = vscode.Uri.joinPath(second, 'database.yaml');
    const other = await show(there);
    // Something is found there that this configuration does not silence: so its silence about the rule is no delay.
    await other.edit((builder) => builder.replace(other.document.lineAt(7).range, '      StorageEncrypted: false'));
    await until('finding in the second folder', () => codes(there), (found) => found.includes('rds-storage-encrypted'));
    assert.ok(!codes(there).includes(rule));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await show(uri);
    await findingOf(uri);
  });

  it('show why on hover', async function () {
    const { range } = await findingOf(uri);
    const hovers = await until(
      'hover',
      () => vscode.commands.executeCommand<readonly vscode.Hover[]>('vscode.executeHoverProvider', uri, range.start),
      ({ length }) => length > 0,
    );
    const text = hovers.flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value))).join('\n');
    assert.match(text, /deletion/i);
    assert.match(text, /https:\/\/docs\.aws\.amazon\.com\//);
    if (canDrive()) assert.deepEqual(await texts('.notification-toast'), [], 'nothing was reported as an error');
  });

  it('are mended all at once by the action that is asked for by its kind', async () => {
    const actions = await until(
      'fix of everything',
      () => vscode.commands.executeCommand<readonly vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, new vscode.Range(0, 0, 0, 0), 'source.fixAll.dataward', 1),
      ({ length }) => length > 0,
    );
    const [fixAll] = actions;
    assert.ok(fixAll?.edit);
    assert.ok(await vscode.workspace.applyEdit(fixAll.edit));
    assert.ok(editor.document.getText().includes('DeletionProtection: true # the one'));
  });
});
