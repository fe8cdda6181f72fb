import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

describe('npm run new-rule', function () {
  this.timeout(60_000);
  let copy: string;
  const newRule = (...args: readonly string[]) => spawnSync(process.execPath, [join(copy, 'scripts', 'new-rule.mjs'), ...args], { encoding: 'utf8' });

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'dataward-new-rule-'));
    mkdirSync(join(copy, 'server', 'src'), { recursive: true });
    for (const part of ['rules', 'scripts/new-rule.mjs', 'tsconfig.json', 'package.json', 'server/src/core', 'server/src/impact']) cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });
  afterEach(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it('writes a record in a new file and lists it, so that it loads', () => {
    assert.equal(newRule('quantum', 'ledger-sealed').status, 0);
    const load = `const { rules } = require('./rules/index.ts'); console.log(rules.find((r) => r.id === 'quantum-ledger-sealed')?.examples.fail.length)`;
    const loaded = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', load], { cwd: copy, encoding: 'utf8' });
    assert.equal(loaded.stdout.trim(), '2', loaded.stderr);
  });

  it('adds a second record to the same file, and refuses one that is there', () => {
    newRule('quantum', 'ledger-sealed');
    assert.equal(newRule('quantum', 'ledger-signed').status, 0);
    const text = readFileSync(join(copy, 'rules', 'aws', 'quantum.ts'), 'utf8');
    assert.match(text, /id: 'quantum-ledger-signed'[\s\S]*id: 'quantum-ledger-sealed'/);
    const again = newRule('quantum', 'ledger-signed');
    assert.equal(again.status, 2);
    assert.match(again.stderr, /is there already/);
  });

  it('imports what the record uses into a file that lacks it, so that it loads', () => {
    assert.equal(newRule('timestream', 'ledger-sealed').status, 0);
    const load = `const { rules } = require('./rules/index.ts'); console.log(rules.find((r) => r.id === 'timestream-ledger-sealed')?.examples.fail.length)`;
    const loaded = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', load], { cwd: copy, encoding: 'utf8' });
    assert.equal(loaded.stdout.trim(), '2', loaded.stderr);
  });

  it('says how it is called', () => {
    assert.equal(newRule('Quantum').status, 2);
    assert.match(newRule().stderr, /usage: npm run new-rule/);
  });
});
