#!/usr/bin/env node
// `npm run bench`: sets up, then runs the benchmarks over what was built.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runMain, setUp } from '../scripts/setup.mjs';

await runMain(async () => {
  await setUp();
  const args = [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(root, 'bench', 'run.ts'), ...process.argv.slice(2)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
});
