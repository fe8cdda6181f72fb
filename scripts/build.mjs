#!/usr/bin/env node
// Bundles the client, the servers and the command into `dist/`, and writes the notices of everything that is bundled.
import { build } from 'esbuild';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const dist = join(root, 'dist');

/** Licences that may ship inside a bundle. Another one fails the build until somebody has looked at it. */
const allowedLicences = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']);

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'none',
  // jsonc-parser's and others' `main` is UMD, whose relative requires esbuild cannot see.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

// VS Code 1.99's extension host is Node 20.18; the command promises Node 20.19.
const onNode = { ...common, platform: 'node', format: 'cjs', target: 'node20.18' };
const inBrowser = { ...common, mainFields: ['browser', 'module', 'main'], platform: 'browser', format: 'iife', target: 'es2022' };

/** What is built: each `to` in `dist/` from the entry file `from`. */
const bundles = [
  { from: 'client/src/extension.ts', to: 'client.js', options: { ...onNode, external: ['vscode'] } },
  { from: 'client/src/extension-web.ts', to: 'client-web.js', options: { ...inBrowser, format: 'cjs', external: ['vscode'] } },
  { from: 'server/src/main-lsp.ts', to: 'server.js', options: onNode },
  { from: 'server/src/main-lsp-web.ts', to: 'server-web.js', options: inBrowser },
  { from: 'server/src/main-cli.ts', to: 'cli.js', options: { ...onNode, banner: { js: '#!/usr/bin/env node' } } },
];

/** The package folder (relative to the root) that a bundled file belongs to, or undefined for our own files. */
function packageFolderOf(input) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function licenceTextIn(folder) {
  const name = readdirSync(folder).sort().find((file) => /^licen[cs]e/i.test(file));
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim();
}

function noticeOf(packageFolder) {
  const folder = join(root, packageFolder);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!allowedLicences.has(license)) throw new Error(`${name} ${version} has the licence ${license}, which is not known to be fit for shipping.`);
  const text = licenceTextIn(folder) ?? `(The package carries no licence file; its package.json says ${license}.)`;
  return { key: `${name} ${version}`, text: `${name} ${version} (${license})\n\n${text}\n` };
}

/** The text of THIRD_PARTY_NOTICES.txt: each bundled package once, by name, with its licence. */
function noticesOf(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs)));
  const folders = new Set(inputs.map(packageFolderOf).filter((folder) => folder !== undefined));
  const notices = new Map([...folders].map(noticeOf).map(({ key, text }) => [key, text]));
  const sorted = [...notices.keys()].sort().map((key) => notices.get(key));
  const rule = `\n${'-'.repeat(78)}\n\n`;
  return `Dataward contains the following packages.\n${rule}${sorted.join(rule)}`;
}

async function buildBundle({ from, to, options }) {
  const result = await build({ ...options, entryPoints: [from], outfile: join(dist, to) });
  return result.metafile;
}

async function buildAll() {
  mkdirSync(dist, { recursive: true });
  for (const { to } of bundles) rmSync(join(dist, to), { force: true });
  const metafiles = await Promise.all(bundles.map(buildBundle));
  chmodSync(join(dist, 'cli.js'), 0o755);
  writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), noticesOf(metafiles));
}

try {
  await buildAll();
} catch (error) {
  // esbuild has already said what is wrong, with its place.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}
