#!/usr/bin/env node
// Set-up: installs the packages and builds `dist/`, each only when its inputs changed. Needs nothing but Node, and talks on
// stderr only, so that the output of what runs after it stays clean.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const oldestNode = [20, 19];
const lockFreshMs = 60_000;
const lockTouchMs = 5_000;
const lockPollMs = 200;
const lockPatienceMs = 15 * 60_000;

/** What a build reads: a change in any of them makes the next set-up build again. */
const buildInputs = ['client', 'server', 'rules', 'schemas', 'scripts/build.mjs', 'scripts/compile-cache.mjs', 'scripts/compile-cache.yaml', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Writes one line of set-up talk to stderr. */
export function say(line) {
  process.stderr.write(`dataward set-up: ${line}\n`);
}

/** A sentence that names what is wrong with this Node version (like `v20.1.0`), or undefined when it will do. */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  const fits = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return fits ? undefined : `Node ${version} is too old; Dataward needs Node ${oldestMajor}.${oldestMinor} or newer (https://nodejs.org).`;
}

/** Every file at or below `path`, sorted; none when it does not exist. */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name !== 'node_modules').sort();
  return names.flatMap((name) => filesBelow(join(path, name)));
}

/** A hash over names and bytes of all files at or below the given paths of `folder`, and over the extra strings. */
export function hashOf(folder, paths, ...extra) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(folder, path))) {
      const bytes = readFileSync(file);
      hash.update(`${relative(folder, file).split(sep).join('/')}\0${bytes.length}\0`).update(bytes);
    }
  }
  for (const text of extra) hash.update(`\0${text}`);
  return hash.digest('hex');
}

/** npm's own command file, run by the running Node: the npm that started us, else the one beside Node, else the one on PATH. */
export function findNpm(env = process.env, node = process.execPath) {
  const fromNpm = env.npm_execpath;
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm'));
  const candidates = [
    ...(fromNpm !== undefined && /^npm(-cli)?\.c?js$/.test(basename(fromNpm)) ? [fromNpm] : []),
    join(dirname(node), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...onPath.filter((file) => existsSync(file)).map((file) => realpathSync(file)).filter((file) => file.endsWith('npm-cli.js')),
  ];
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined) throw new Error(`npm was not found beside ${node}; install Node with npm.`);
  return found;
}

/** Runs a file with the running Node, its stdout turned to stderr; rejects unless it exits with 0. */
export function runNode(file, args, folder, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: folder, env, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`${basename(file)} ${args.join(' ')} ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
}

function stampSays(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/**
 * Runs `npm ci` in `folder` unless the stamp says that its lockfile was installed by this Node before. Gives true when it installed.
 * The stamp goes before npm starts and comes back when all is done, so an interrupted run is done again.
 */
export async function ensureInstalled(folder, stamp, args) {
  const hash = hashOf(folder, ['package-lock.json'], process.version, process.platform, process.arch);
  if (stampSays(stamp, hash) && existsSync(join(folder, 'node_modules'))) return false;
  rmSync(stamp, { force: true });
  say(`installing packages in ${relative(root, folder) || 'the checkout'} (npm ci)`);
  await runNode(findNpm(), ['ci', '--no-audit', '--no-fund', ...args], folder);
  writeFileSync(stamp, hash);
  return true;
}

async function ensureBuilt(cache) {
  const stamp = join(cache, 'build');
  const hash = hashOf(root, buildInputs, process.version, process.arch);
  if (stampSays(stamp, hash) && existsSync(join(root, 'dist', 'THIRD_PARTY_NOTICES.txt'))) return;
  rmSync(stamp, { force: true });
  say('building dist/');
  await runNode(join(root, 'scripts', 'build.mjs'), [], root);
  writeFileSync(stamp, hash);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The holder of a lock, or undefined when nobody holds it any more: its process is gone, or has not touched it for a minute. */
function liveHolder(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    const fresh = Date.now() - statSync(lock).mtimeMs < lockFreshMs;
    return fresh && isAlive(pid) ? pid : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes the lock if it is free. The folder is renamed into place with the pid already in it: nobody ever sees half a lock. */
function tryLock(lock) {
  const ready = `${lock}.${process.pid}`;
  rmSync(ready, { recursive: true, force: true });
  mkdirSync(ready, { recursive: true });
  writeFileSync(join(ready, 'pid'), String(process.pid));
  try {
    renameSync(ready, lock);
    return true;
  } catch (error) {
    rmSync(ready, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(error.code)) return false;
    throw error;
  }
}

/** Puts a dead lock away. Of two who try, the rename lets one through. */
function stealLock(lock) {
  const grave = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, grave);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  rmSync(grave, { recursive: true, force: true });
}

/** Does `work` while holding the lock; waits for another run, and takes the lock of a dead one. */
export async function withLock(lock, work) {
  mkdirSync(dirname(lock), { recursive: true });
  const since = Date.now();
  let told = false;
  while (!tryLock(lock)) {
    const holder = liveHolder(lock);
    if (holder === undefined) {
      stealLock(lock);
      continue;
    }
    if (Date.now() - since > lockPatienceMs) throw new Error(`process ${holder} holds ${lock} for too long; end it or remove the folder.`);
    if (!told) say(`waiting for another set-up (process ${holder})`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, lockPollMs));
  }
  const touch = setInterval(() => utimesSync(lock, new Date(), new Date()), lockTouchMs);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Makes the checkout ready to run: packages installed, `dist/` built. The second time it only compares hashes. */
export async function setUp() {
  const cache = join(root, '.cache');
  await withLock(join(cache, 'setup.lock'), async () => {
    await ensureInstalled(root, join(cache, 'packages'), ['--include=dev']);
    await ensureBuilt(cache);
  });
}

/** Runs a script's main function: an error is one line on stderr and exit code 2; a too-old Node is named first. */
export async function runMain(main) {
  const complaint = nodeComplaint(process.version);
  if (complaint !== undefined) {
    say(complaint);
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  void runMain(async () => {
    await setUp();
    return 0;
  });
}
