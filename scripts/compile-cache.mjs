#!/usr/bin/env node
// Runs the built command over the examples, and leaves in `dist/` what V8 has compiled of it meanwhile: `node scripts/compile-cache.mjs`.
// The command's own loader (server/src/main-cli-load.ts) takes it when this same Node runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const filename = join(root, 'dist', 'cli-main.js');

/** What is asked of the command: the more of it runs, the more is compiled, and the longer a cache takes to read. */
const runs = [['check', 'examples']];

const source = readFileSync(filename, 'latin1');
const [mark] = source.split('\n', 1);
const script = new Script(source, { filename });
for (const run of runs) {
  process.argv = [process.execPath, join(dirname(filename), 'cli.js'), ...run];
  process.exitCode = undefined;
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
  // The command leaves its exit code when it is done.
  while (process.exitCode === undefined) await setImmediate();
}
process.exitCode = 0;
writeFileSync(join(dirname(filename), `cli-main-${process.version}-${process.arch}.cache`), Buffer.concat([Buffer.from(`${mark}\n`, 'latin1'), script.createCachedData()]));
