import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { count, hover, openQuickFixes, press, screenshot, until } from '../driver.ts';

const squiggle = '.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning';
const images = join(process.env['DATAWARD_E2E_ROOT'] ?? '', 'docs', 'images');

/** Opens the example and puts the cursor on its unencrypted storage. */
async function openExampleWithFinding(): Promise<vscode.Diagnostic> {
  const [first] = await vscode.workspace.findFiles('**/orders-database.yaml');
  assert.ok(first, 'examples/ has orders-database.yaml');
  const editor = await vscode.window.showTextDocument(first);
  const diagnostics = await until('diagnostic', () => vscode.languages.getDiagnostics(first), (found) => found.length > 0);
  const finding = diagnostics.find(({ code }) => (typeof code === 'object' ? code.value : code) === 'rds-storage-encrypted');
  assert.ok(finding);
  editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
  editor.revealRange(finding.range, vscode.TextEditorRevealType.InCenter);
  await until('squiggle', () => count(squiggle), (squiggles) => squiggles > 0);
  return finding;
}

describe('screenshots for the docs', () => {
  before(async () => {
    mkdirSync(images, { recursive: true });
    for (const part of ['closeSidebar', 'closeAuxiliaryBar', 'closePanel']) await vscode.commands.executeCommand(`workbench.action.${part}`);
    await vscode.commands.executeCommand('notifications.clearAll');
    await openExampleWithFinding();
  });

  it('shows the squiggles', async () => {
    await screenshot(join(images, 'squiggle.png'));
  });

  it('shows the quick-fix menu', async () => {
    assert.notDeepEqual(await openQuickFixes(), []);
    await screenshot(join(images, 'quick-fix.png'));
    await press('Escape');
  });

  it('shows the hover', async () => {
    await hover('.monaco-editor .squiggly-error');
    await until('hover', () => count('.monaco-hover:not(.hidden) .hover-contents'), (hovers) => hovers > 0);
    await screenshot(join(images, 'hover.png'));
  });
});
