#!/usr/bin/env node
// `npm test`: sets up, runs every mocha suite, then the end-to-end suite in a real VS Code. The last line counts both.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runMain, setUp } from './setup.mjs';

/** Runs mocha over everything but the end-to-end suite; a run that breaks off counts as one failure. */
async function runMocha() {
  const counts = join(root, '.cache', 'mocha-counts.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(counts, { force: true });
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const args = [mocha, '--reporter', join(root, 'scripts', 'mocha-counts.cjs'), '--ignore', 'test/e2e/**', 'test/**/*.test.ts'];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, DATAWARD_COUNTS: counts } });
    child.on('error', reject);
    child.on('exit', (status) => resolve(status ?? 1));
  });
  const { passed, failed } = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 0 };
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Runs the end-to-end suite; where it cannot run, that is a failure only if DATAWARD_E2E=required. A suite or package that does not build is one. */
async function runVsCode() {
  // Imported only now: before the set-up its packages may be missing.
  const { runEndToEnd } = await import('../test/e2e/run.mjs');
  const result = await runEndToEnd().catch((error) => {
    process.stdout.write(`e2e failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  });
  if (result.notRun === undefined) return result;
  process.stdout.write(`e2e not run: ${result.notRun}\n`);
  return { passed: 0, failed: process.env.DATAWARD_E2E === 'required' ? 1 : 0 };
}

await runMain(async () => {
  await setUp();
  const mocha = await runMocha();
  const vsCode = await runVsCode();
  const failed = mocha.failed + vsCode.failed;
  process.stdout.write(`\n${mocha.passed + vsCode.passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
