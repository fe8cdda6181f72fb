#!/usr/bin/env node
// Bundles the client, the servers and the command into `dist/`, and writes the notices of everything that is bundled.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strippedDatabase } from './replacement-facts.mjs';

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

// The command is started anew for each run, so starting it evaluates only what a template needs. The sources keep their plain static imports; here
// - the list of rules becomes a light table (id, profile, severity, types): a rule's file is evaluated when anything else of it is asked for,
// - some packages and tables are evaluated when one of their exports is first used.

/** Packages, and modules of Node, that a valid template of the usual kind does not need. */
const lazyPackages = ['yaml', 'commander', 'diff', 'ignore', 'node:fs/promises', 'node:module'];

const ruleList = /[\\/]rules[\\/]index\.ts$/;

/** A module whose exports are those of another one, which is loaded when the first of them is used. */
function lazyModule(target, names) {
  const getters = names.map((name) => `${JSON.stringify(name)}: { enumerable: true, get: () => part().${name} ?? part().default.${name} }`);
  return `const part = () => require(${JSON.stringify(target)});
Object.defineProperties(exports, { __esModule: { value: true }, default: { enumerable: true, get: () => part().default ?? part() }, ${getters.join(', ')} });`;
}

/** Loads packages, and JSON tables, only when they are used. */
function lazyImports() {
  const require = createRequire(join(root, 'package.json'));
  return {
    name: 'lazy-imports',
    setup(on) {
      const packages = new RegExp(`^(${lazyPackages.join('|')})$`);
      on.onResolve({ filter: packages }, ({ path, namespace }) => (namespace === 'lazy' ? undefined : { path, namespace: 'lazy' }));
      on.onResolve({ filter: /^\..*\.json$/ }, ({ path, resolveDir }) => (path.endsWith('package.json') ? undefined : { path: join(resolveDir, path), namespace: 'lazy' }));
      on.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => {
        const names = path.endsWith('.json') ? [] : Object.keys(require(path)).filter((name) => name !== 'default' && name !== '__esModule');
        return { contents: lazyModule(path, names), loader: 'js', resolveDir: root };
      });
    },
  };
}

/** All rules, and for each the file (relative to `rules/`) with the fewest others beside it. */
async function readRules() {
  const folder = join(root, 'rules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && name !== 'index.ts').map((name) => name.split(sep).join('/')).sort();
  const contents = `export { rules } from './index.ts';\nexport const files = {\n${files.map((file) => `${JSON.stringify(file)}: await import('./${file}'),`).join('\n')}\n};`;
  const { outputFiles } = await build({ stdin: { contents, resolveDir: folder, loader: 'ts' }, bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error' });
  const loaded = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  const lists = Object.entries(loaded.files)
    .flatMap(([file, exports]) => Object.entries(exports).filter(([, value]) => Array.isArray(value)).map(([name, value]) => ({ file, name, value })))
    .sort((a, b) => a.value.length - b.value.length);
  return loaded.rules.map((rule) => {
    const home = lists.find(({ value }) => value.includes(rule));
    if (home === undefined) throw new Error(`No file of rules/ exports a list with the rule ${rule.id}.`);
    return { rule, file: home.file, name: home.name };
  });
}

/** The source of a list of rules that stand for the real ones: what is not in the light table is read off the real rule. */
function lightList(found) {
  const light = ['id', 'profile', 'severity', 'secretKeys'];
  const heavy = [...new Set(found.flatMap(({ rule }) => Object.keys(rule)))].filter((name) => name !== 'on' && !light.includes(name));
  const files = [...new Set(found.map(({ file }) => file))];
  const kindParts = [...new Set(found.flatMap(({ rule }) => Object.keys(rule.on)))].filter((name) => name !== 'cfn' && name !== 'tf');
  const table = found.map(({ rule, file, name }) => [...light.map((key) => rule[key]), rule.on.cfn, rule.on.tf, files.indexOf(file), name]);
  const getter = (name, of) => `get ${name}() { return ${of}.${name}; }`;
  return `const loaders = [${files.map((file) => `() => require(${JSON.stringify(`./${file}`)})`).join(', ')}];
class Kind {
  #real;
  constructor(cfn, tf, real) { this.cfn = cfn; this.tf = tf; this.#real = real; }
  ${kindParts.map((name) => getter(name, 'this.#real().on')).join('\n  ')}
}
const heavy = ${JSON.stringify(heavy)};
class Rule {
  #file; #name; #known;
  constructor([${light.join(', ')}, cfn, tf, file, name]) {
    ${light.map((key) => `this.${key} = ${key};`).join(' ')}
    this.on = new Kind(cfn, tf, () => this.#real());
    this.#file = file; this.#name = name;
  }
  #real() { return this.#known ?? this.#load(); }
  // What was loaded is the rule's own from then on: it is asked for it at each judgement.
  #load() {
    this.#known = loaders[this.#file]()[this.#name].find((rule) => rule.id === this.id);
    for (const name of heavy) Object.defineProperty(this, name, { value: this.#known[name] });
    return this.#known;
  }
  ${heavy.map((name) => getter(name, 'this.#real()')).join('\n  ')}
}
export const rules = JSON.parse(${JSON.stringify(JSON.stringify(table))}).map((row) => new Rule(row));`;
}

function lightRules() {
  return {
    name: 'light-rules',
    setup(on) {
      on.onLoad({ filter: ruleList }, async () => ({ contents: lightList(await readRules()), loader: 'js', resolveDir: join(root, 'rules') }));
    },
  };
}

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

/** A program in the form of one function, which its loader calls: so that it can be taken from a cache. */
const asFunction = { ...onNode, banner: { js: '(function (exports, require, module, __filename, __dirname) {' }, footer: { js: '})' }, plugins: [lazyImports(), lightRules()] };

/** What is built: each `to` in `dist/` from the entry file `from`. */
const bundles = [
  { from: 'client/src/extension.ts', to: 'client.js', options: { ...onNode, external: ['vscode'] } },
  { from: 'client/src/extension-web.ts', to: 'client-web.js', options: { ...inBrowser, format: 'cjs', external: ['vscode'] } },
  { from: 'server/src/main-lsp-load.ts', to: 'server.js', options: onNode },
  { from: 'server/src/main-lsp.ts', to: 'server-main.js', options: asFunction },
  { from: 'server/src/main-lsp-web.ts', to: 'server-web.js', options: inBrowser },
  { from: 'server/src/main-cli-load.ts', to: 'cli.js', options: { ...onNode, banner: { js: '#!/usr/bin/env node' } } },
  { from: 'server/src/main-cli.ts', to: 'cli-main.js', options: asFunction },
  { from: 'server/src/cli/diff/diff-command.ts', to: 'diff.js', options: { ...onNode, plugins: [strippedDatabase()] } },
];

async function buildBundle({ from, to, options }) {
  const result = await build({ ...options, entryPoints: [from], outfile: join(dist, to) });
  return result.metafile;
}

/**
 * Puts a mark of its content before a program, and has it compiled by this Node: V8 itself would take a cache for any source of the same length.
 * The loader reads the program byte by byte.
 */
function cacheProgram(name) {
  const file = join(dist, `${name}.js`);
  const code = readFileSync(file, 'utf8');
  if (/[^\0-\x7f]/.test(code)) throw new Error(`${file} holds other characters than ASCII.`);
  writeFileSync(file, `//${createHash('sha256').update(code).digest('hex').slice(0, 17)}\n${code}`);
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'compile-cache.mjs'), name], { cwd: root, stdio: ['ignore', 'ignore', 2] });
  if (status !== 0) throw new Error(`scripts/compile-cache.mjs ${name} ended with exit code ${status}.`);
}

async function buildAll() {
  mkdirSync(dist, { recursive: true });
  for (const { to } of bundles) rmSync(join(dist, to), { force: true });
  for (const name of readdirSync(dist).filter((each) => each.endsWith('.cache'))) rmSync(join(dist, name));
  const metafiles = await Promise.all(bundles.map(buildBundle));
  chmodSync(join(dist, 'cli.js'), 0o755);
  for (const name of ['cli-main', 'server-main']) cacheProgram(name);
  writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), noticesOf(metafiles));
}

try {
  await buildAll();
} catch (error) {
  // esbuild has already said what is wrong, with its place.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}
