#!/usr/bin/env node
// Runs the end-to-end suite inside a real VS Code: once against the sources' `dist/`, once against the packaged VSIX. See README.md.
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { makePackage } from '../../scripts/package.mjs';
import { ensureInstalled, root, withLock } from '../../scripts/setup.mjs';
import { prepareHost } from './host/prepare.mjs';
import { userSettings } from './web-server.mjs';

const here = import.meta.dirname;
const bundleFolder = join(root, 'dist', 'test-e2e');

/** VS Code from npm packages: installs and prepares the host package of that folder name. */
async function webHost(name) {
  const folder = join(here, name);
  const cache = join(root, '.cache');
  await withLock(join(cache, `e2e-${name}.lock`), async () => {
    await ensureInstalled(folder, join(cache, `e2e-${name}`), ['--ignore-scripts', '--omit=dev', '--loglevel=error']);
    prepareHost(folder);
  });
  const executable = join(here, 'launcher.mjs');
  chmodSync(executable, 0o755);
  const install = (vsix, extensions, env) => runOrThrow(process.execPath, [executable, '--install-extension', vsix, '--extensions-dir', extensions], env);
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'package.json'), 'utf8'));
  return { name, executable, install, env: { DATAWARD_E2E_HOST: folder, DATAWARD_E2E_VSCODE: version } };
}

/** A desktop VS Code: keystroke tests skip themselves there. */
function desktop(executable) {
  const install = (vsix, extensions, env) => {
    const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
    runOrThrow(cli, [...args, '--install-extension', vsix, '--extensions-dir', extensions], env);
  };
  return { name: 'desktop', executable, install, env: {} };
}

function runOrThrow(command, args, env) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env }, shell: process.platform === 'win32' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${basename(command)} ${args.join(' ')} ended with exit code ${status}`);
}

/** The VS Codes to test in. An error here means that there is none, not that a test failed. */
async function hostsToTest() {
  const given = process.env.DATAWARD_VSCODE;
  if (given !== undefined) return [desktop(given)];
  if (process.platform !== 'linux') return [desktop(await downloadAndUnzipVSCode('stable'))];
  if (process.arch !== 'x64') throw new Error(`there is no VS Code from npm for Linux on ${process.arch}; name one by DATAWARD_VSCODE`);
  const names = process.env.DATAWARD_E2E_OLDEST === '1' ? ['host', 'host-oldest'] : ['host'];
  const hosts = [];
  for (const name of names) hosts.push(await webHost(name));
  return hosts;
}

async function bundleSuite(suite) {
  rmSync(bundleFolder, { recursive: true, force: true });
  const only = process.env.DATAWARD_E2E_ONLY ?? '';
  const files = readdirSync(join(here, suite)).filter((name) => name.endsWith('.test.ts') && name.includes(only));
  const entryPoints = { index: join(here, 'suite-index.ts') };
  for (const name of files) entryPoints[`${suite}/${basename(name, '.ts')}`] = join(here, suite, name);
  await build({
    entryPoints, outdir: bundleFolder, bundle: true, platform: 'node', format: 'cjs', target: 'node20.18', sourcemap: 'inline',
    external: ['vscode', 'mocha'], mainFields: ['module', 'main'], logLevel: 'warning',
  });
  // The root's package.json may one day say "type": "module"; the bundles stay what they are.
  writeFileSync(join(bundleFolder, 'package.json'), '{ "type": "commonjs" }\n');
}

/** A fresh copy of the folders that the tests open, change and save. */
function makeWorkspace(temporary) {
  const workspace = join(temporary, 'workspace');
  const second = join(temporary, 'second');
  const cdk = join(temporary, 'cdk');
  for (const source of [join(root, 'examples'), join(here, 'workspace')]) {
    // A CDK app starts the server; it is a folder of its own, which its test adds.
    if (existsSync(source)) cpSync(source, workspace, { recursive: true, filter: (path) => path !== join(root, 'examples', 'cdk') });
  }
  cpSync(join(here, 'second'), second, { recursive: true });
  cpSync(join(root, 'examples', 'cdk'), cdk, { recursive: true, filter: (path) => !['node_modules', 'cdk.out'].includes(basename(path)) });
  cpSync(join(root, 'test', 'fixtures', 'cdk', 'new', 'cdk.out'), join(cdk, 'cdk.out'), { recursive: true });
  // A workspace file, not the folder: only a workspace takes a second folder without starting the extension host again.
  const workspaceFile = join(temporary, 'dataward.code-workspace');
  writeFileSync(workspaceFile, JSON.stringify({ folders: [{ path: 'workspace' }] }));
  return { workspaceFile, second, cdk };
}

function writeDesktopSettings(userData) {
  const folder = join(userData, 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(userSettings));
}

function countsIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, pending: 0 };
}

/** One run of a suite in one VS Code, from the sources or (with `vsix`) from the package. Gives its counts; a run that breaks off counts as one failure. */
async function runOnce(host, suite, vsix) {
  const from = vsix === undefined ? 'sources' : 'vsix';
  const temporary = mkdtempSync(join(tmpdir(), 'dataward-e2e-'));
  const extensions = join(temporary, 'extensions');
  const userData = join(temporary, 'user');
  const countsFile = join(temporary, 'counts.json');
  const reportFile = join(temporary, 'report.txt');
  const { workspaceFile, second, cdk } = makeWorkspace(temporary);
  const traces = join(root, '.cache', 'e2e');
  const log = join(traces, `${host.name}-${from}.log`);
  mkdirSync(traces, { recursive: true });
  rmSync(log, { force: true });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const env = {
    ...host.env,
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    DATAWARD_COUNTS: countsFile,
    DATAWARD_REPORT: reportFile,
    DATAWARD_E2E_SUITE: suite,
    DATAWARD_E2E_FROM: from,
    DATAWARD_E2E_ROOT: root,
    DATAWARD_E2E_SECOND: second,
    DATAWARD_E2E_CDK: cdk,
    DATAWARD_E2E_VERSION: version,
    DATAWARD_E2E_LOG: log,
    DATAWARD_E2E_FAILURE_IMAGE: join(traces, `${host.name}-${from}.png`),
  };
  process.stdout.write(`\nend-to-end suite in VS Code (${host.name}), extension from ${from}\n`);
  try {
    if (vsix !== undefined) host.install(vsix, extensions, env);
    writeDesktopSettings(userData);
    await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: vsix === undefined ? root : join(here, 'packaged'),
      extensionTestsPath: join(bundleFolder, 'index.js'),
      launchArgs: [workspaceFile, `--extensions-dir=${extensions}`, `--user-data-dir=${userData}`],
      extensionTestsEnv: env,
    });
    return countsIn(countsFile);
  } catch (error) {
    const counts = countsIn(countsFile);
    if (!(error instanceof TestRunFailedError)) process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.stdout.write(`The workbench's console: ${log}\n`);
    return counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } finally {
    if (existsSync(reportFile)) process.stdout.write(readFileSync(reportFile));
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs the end-to-end suite everywhere; gives the summed counts, or the reason why it could not run at all. */
export async function runEndToEnd() {
  let hosts;
  try {
    hosts = await hostsToTest();
  } catch (error) {
    return { notRun: error instanceof Error ? error.message : String(error) };
  }
  await bundleSuite('suite');
  if (process.env.DATAWARD_E2E_ONLY !== undefined) return await runOnce(hosts[0], 'suite', undefined);
  const vsix = makePackage();
  const sum = { passed: 0, failed: 0, pending: 0 };
  for (const host of hosts) {
    for (const from of [undefined, vsix]) {
      const counts = await runOnce(host, 'suite', from);
      for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
    }
  }
  return sum;
}

/** Runs the files of test/e2e/screenshots against the sources; they write docs/images/*.png. Gives the counts. */
export async function takeScreenshots() {
  const [host] = await hostsToTest();
  await bundleSuite('screenshots');
  return await runOnce(host, 'screenshots', undefined);
}
