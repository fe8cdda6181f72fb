import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canDrive, count, until } from '../driver.ts';

const rule = 'rds-storage-encrypted';

describe('a CDK app in the editor', () => {
  const cdk = vscode.Uri.file(process.env['DATAWARD_E2E_CDK'] ?? '');
  const stack = vscode.Uri.joinPath(cdk, 'lib', 'orders-stack.ts');
  const found = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(stack).filter(({ source, code }) => source === 'dataward' && String(typeof code === 'object' ? code.value : code) === rule);

  before(async () => {
    const agreed = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
    const { length } = vscode.workspace.workspaceFolders ?? [];
    assert.ok(vscode.workspace.updateWorkspaceFolders(length, 0, { uri: cdk, name: 'cdk' }));
    await agreed;
  });

  it('has a finding at the line of its TypeScript source, which leads to the template', async () => {
    const [finding] = await until(`${rule} in ${stack.path}`, found, ({ length }) => length === 1);
    assert.ok(finding);
    assert.deepEqual([finding.range.start.line, finding.range.start.character, finding.range.end.character], [23, 24, 29]);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.match(finding.message, /In the app: set `storageEncrypted` on the DatabaseInstance\. .*the place is exact\.$/);
    const [template] = finding.relatedInformation ?? [];
    assert.equal(template?.location.uri.path, vscode.Uri.joinPath(cdk, 'cdk.out', 'Orders.template.json').path);
    assert.equal(template.location.range.start.line, 98);
  });

  it('explains it under the pointer, and offers to silence it by a comment', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(stack));
    const at = new vscode.Range(23, 25, 23, 26);
    const hovers = (): Promise<string> => Promise.resolve(vscode.commands.executeCommand<readonly vscode.Hover[]>('vscode.executeHoverProvider', stack, at.start)).then((all) => all.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n'));
    await until('the hover', hovers, (text) => text.includes('in the app: set `storageEncrypted` on the DatabaseInstance'));
    const actions = (): Promise<readonly vscode.CodeAction[]> => Promise.resolve(vscode.commands.executeCommand<readonly vscode.CodeAction[]>('vscode.executeCodeActionProvider', stack, at, vscode.CodeActionKind.QuickFix.value));
    const offered = await until('the actions', actions, (all) => all.some(({ title }) => title.startsWith(`Suppress ${rule}`)));
    assert.deepEqual(offered.filter(({ title }) => title.includes(rule)).map(({ title }) => title), [`Suppress ${rule} here, because…`, `Explain ${rule}`]);
  });

  it('is silenced by a comment as it is typed', async () => {
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(stack));
    await editor.edit((builder) => builder.insert(new vscode.Position(23, 0), `      // dataward-ignore ${rule}: a lab\n`));
    await until('no finding', found, ({ length }) => length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the finding', found, ([one]) => one?.range.start.line === 23);
  });

  it('shows it under the words, and as information only, at the same words, once the source is edited', async () => {
    const document = await vscode.workspace.openTextDocument(stack);
    const editor = await vscode.window.showTextDocument(document);
    editor.revealRange(new vscode.Range(23, 0, 23, 0));
    if (canDrive()) await until('squiggle', () => count('.monaco-editor .squiggly-error'), (squiggles) => squiggles > 0);
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    const [finding] = await until('stale finding', found, ([one]) => one?.severity === vscode.DiagnosticSeverity.Information);
    assert.ok(finding);
    assert.match(finding.message, /Stale since lib\/orders-stack\.ts was edited and is not saved/);
    assert.equal(document.getText(finding.range), 'false');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('fresh finding', found, ([one]) => one?.severity === vscode.DiagnosticSeverity.Error && one.range.start.line === 23);
  });
});
