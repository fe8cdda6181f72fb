import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { canDrive, openQuickFixes, press, stays, until } from '../driver.ts';
import { codeOf, inFolder, ours, replaceAll, show } from '../editor.ts';

interface Case {
  readonly file: string;
  readonly rule: string;
  /** The words under the squiggle, and line and column of their start, 0-based. */
  readonly at: readonly [words: string, line: number, column: number];
  readonly title: string;
  /** What the fix writes in place of what. */
  readonly splice: readonly [before: string, after: string];
}

const cases: Readonly<Record<string, Case>> = {
  'a YAML template': {
    file: 'queue.yaml',
    rule: 'sqs-queue-encrypted',
    at: ['false', 6, 28],
    title: 'Encrypt with SSE-SQS',
    splice: ['SqsManagedSseEnabled: false', 'SqsManagedSseEnabled: true'],
  },
  'a JSON template': {
    file: 'stream.json',
    rule: 'kinesis-stream-encrypted',
    at: ['"Properties"', 5, 3],
    title: 'Encrypt with the key that AWS manages',
    splice: ['{ "ShardCount": 1 }', '{ "StreamEncryption": { "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" }, "ShardCount": 1 }'],
  },
  'a SAM template': {
    file: 'shop.sam.yaml',
    rule: 'apigateway-sam-domain-tls',
    at: ['TLS_1_0', 7, 95],
    title: 'Ask for TLS 1.2',
    splice: ['SecurityPolicy: TLS_1_0', 'SecurityPolicy: TLS_1_2'],
  },
  'a Terraform JSON module': {
    file: 'module/main.tf.json',
    rule: 'kinesis-stream-encrypted',
    at: ['"orders"', 3, 6],
    title: 'Encrypt with the key that AWS manages',
    splice: ['        "name"', '        "encryption_type": "KMS",\n        "kms_key_id": "alias/aws/kinesis",\n        "name"'],
  },
};

describe('a finding and its fix, from the menu, in', () => {
  for (const [syntax, { file, rule, at, title, splice }] of Object.entries(cases)) {
    it(syntax, async function () {
      const uri = inFolder(`syntaxes/${file}`);
      const editor = await show(uri);
      const original = editor.document.getText();
      const found = (): readonly vscode.Diagnostic[] => ours(uri).filter((one) => codeOf(one) === rule);
      const [finding] = await until(`${rule} in ${file}`, found, ({ length }) => length > 0);
      assert.ok(finding);
      assert.deepEqual(ours(uri).map(codeOf), [rule]);
      assert.deepEqual([editor.document.getText(finding.range), finding.range.start.line, finding.range.start.character], at);
      if (!canDrive()) return this.skip();
      try {
        editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
        assert.equal((await openQuickFixes())[0], title);
        await press('Enter');
        const mended = original.replace(...splice);
        assert.notEqual(mended, original);
        await until('mended text', () => editor.document.getText(), (text) => text !== original);
        assert.equal(editor.document.getText(), mended);
        await until('end of the finding', found, ({ length }) => length === 0);
        await show(uri);
        await vscode.commands.executeCommand('undo');
        await until('text before', () => editor.document.getText(), (text) => text === original);
        await until('finding again', found, ({ length }) => length === 1);
        await stays('the file as it was', () => readFile(uri.fsPath, 'utf8'), (text) => text === original);
      } finally {
        const last = await show(uri);
        if (last.document.getText() !== original) await replaceAll(last, original);
        await last.document.save();
      }
    });
  }
});
