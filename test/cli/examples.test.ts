import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { run } from './command.ts';

const root = join(__dirname, '..', '..');

describe('the examples', () => {
  for (const [folder, expected] of [
    [
      'sam',
      [
        // A value from Globals is placed there; only one of the two deployments in samconfig.toml has it.
        ['template.yaml', 21, 47, 'apigateway-data-trace', 'ShopApi', ['parameter Stage = dev', 'it is deployed with examples/sam/samconfig.toml [default]'], []],
        ['template.yaml', 31, 25, 'apigateway-sam-domain-tls', 'ShopApi', [], []],
      ],
    ],
    [
      'nested',
      [
        // Orders is encrypted with the key of the stack beside it, Reports is not at all.
        ['stacks/database.yaml', 29, 25, 'rds-storage-encrypted', 'Database', [], ['through Reports']],
        ['stacks/database.yaml', 31, 30, 'rds-backup-retention', 'Database', ['parameter Stage of main.yaml = dev', 'it is deployed with examples/nested/deployments/dev.yaml'], ['through Orders']],
      ],
    ],
  ] as const) {
    it(`of ${folder} give exactly these findings, at these places`, () => {
      const { stdout, code } = run(['check', join('examples', folder), '--format', 'json'], { cwd: root });
      const { files } = JSON.parse(stdout) as {
        files: { path: string; problems: unknown[]; findings: { rule: string; resource: string; when: string[]; related: { message: string }[]; range: { start: { line: number; column: number } } }[] }[];
      };
      const found = files.flatMap(({ path, findings }) =>
        findings.map(({ rule, resource, when, related, range: { start } }) => [path.replace(`examples/${folder}/`, ''), start.line, start.column, rule, resource, when, related.map(({ message }) => message)]),
      );
      assert.deepEqual(found, expected);
      assert.deepEqual(files.flatMap(({ problems }) => problems), []);
      assert.equal(code, 1);
    });
  }
});
