#!/usr/bin/env node
// `npm run package`: makes `dist/dataward-VERSION.vsix`, offline.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runMain, say, setUp } from './setup.mjs';

const largestVsix = 2 * 1024 * 1024;

/** Packs what is built into a VSIX and gives its path; throws when vsce refuses or the file is larger than 2 MB. */
export function makePackage() {
  const dist = join(root, 'dist');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = join(dist, `dataward-${version}.vsix`);
  for (const name of readdirSync(dist).filter((each) => each.endsWith('.vsix'))) rmSync(join(dist, name));
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { status } = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', file], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`vsce ended with exit code ${status}.`);
  const { size } = statSync(file);
  if (size > largestVsix) throw new Error(`${file} has ${size} bytes; at most ${largestVsix} are allowed.`);
  say(`${file}, ${Math.ceil(size / 1024)} KB`);
  return file;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  void runMain(async () => {
    await setUp();
    makePackage();
    return 0;
  });
}
