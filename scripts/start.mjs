#!/usr/bin/env node
// `npm start`: sets up, then is the command itself. Without arguments it lints `examples/`.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root, runMain, setUp } from './setup.mjs';

/** What to run: the user's arguments where the user stands, or the examples from the root, where findings are no failure. */
function planOf(args, initCwd) {
  if (args.length === 0) return { args: ['check', 'examples'], folder: root, findingsAreFine: true };
  return { args, folder: initCwd ?? process.cwd(), findingsAreFine: false };
}

function runCommand(args, folder) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist', 'cli.js'), ...args], { cwd: folder, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal === null ? code : 128 + constants.signals[signal]));
  });
}

await runMain(async () => {
  await setUp();
  const plan = planOf(process.argv.slice(2), process.env.INIT_CWD);
  const code = await runCommand(plan.args, plan.folder);
  return plan.findingsAreFine && code === 1 ? 0 : code;
});
