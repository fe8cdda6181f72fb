import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../driver.ts';

const rule = 'rds-deletion-protection';
const sameElsewhere = 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED';

describe('another extension that reports the same', () => {
  const other = vscode.languages.createDiagnosticCollection('cfn-guard');
  const setting = (value: string | undefined): Thenable<void> => vscode.workspace.getConfiguration('dataward').update('overlap', value, vscode.ConfigurationTarget.Global);
  let uri: vscode.Uri;
  let editor: vscode.TextEditor;

  const codes = (): readonly string[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'dataward').map(({ code }) => String(typeof code === 'object' ? code.value : code));
  const report = (line: number): void => {
    const diagnostic = new vscode.Diagnostic(editor.document.lineAt(line).range, 'found by another', vscode.DiagnosticSeverity.Information);
    diagnostic.source = 'cfn-guard';
    diagnostic.code = sameElsewhere;
    other.set(uri, [diagnostic]);
  };

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'a folder is open');
    uri = vscode.Uri.joinPath(folder.uri, 'database.yaml');
    editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await until(rule, codes, (found) => found.includes(rule));
  });

  after(async () => {
    other.dispose();
    await setting(undefined);
    await until(`${rule} again`, codes, (found) => found.includes(rule));
  });

  it('leaves our finding by default; with dataward.overlap: hide the check is shown once, and again when the other goes', async () => {
    report(4);
    assert.ok(codes().includes(rule));
    await setting('hide');
    await until(`end of ${rule}`, codes, (found) => !found.includes(rule));
    other.clear();
    await until(`${rule} again`, codes, (found) => found.includes(rule));
    report(4);
    await until(`end of ${rule} once more`, codes, (found) => !found.includes(rule));
    report(0);
    await until(`${rule}, as the other is about another place`, codes, (found) => found.includes(rule));
  });
});
