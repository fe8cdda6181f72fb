#!/usr/bin/env node
// Stands in for the `code` executable: takes the arguments that @vscode/test-electron passes, and runs the extension tests in the
// real workbench, shown by a headless Chromium and served by the VS Code server of the host package DATAWARD_E2E_HOST.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { startPageDriver } from './page-driver.mjs';
import { installExtension, startServer } from './web-server.mjs';

const runLimitMs = 5 * 60_000;

function readArguments(args) {
  const options = {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
  };
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true });
  return { ...values, opened: positionals[0] };
}

/** The workbench's address: opens the folder or the workspace file, and tells it to load the extension under development and then its tests. */
function workbenchUrl(port, { opened, extensionDevelopmentPath, extensionTestsPath }) {
  const remote = `vscode-remote://127.0.0.1:${port}`;
  const payload = [
    ['extensionDevelopmentPath', remote + extensionDevelopmentPath],
    ['extensionTestsPath', remote + extensionTestsPath],
    ['skipWelcome', 'true'],
  ];
  const kind = opened.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `http://127.0.0.1:${port}/?${kind}=${encodeURIComponent(opened)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Opens the workbench and waits for the tests' exit code. */
async function exitCodeOf(page, url) {
  let exit;
  const ended = new Promise((resolve, reject) => {
    exit = resolve;
    setTimeout(() => reject(new Error(`The tests gave no result within ${runLimitMs / 1000} s.`)), runLimitMs).unref();
    page.on('crash', () => reject(new Error('The page crashed.')));
  });
  const log = process.env.DATAWARD_E2E_LOG;
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    if (log !== undefined) appendFileSync(log, `${type}: ${format(...args)}\n`);
  });
  await page.exposeFunction('codeAutomationExit', (code) => exit(code));
  await page.goto(url);
  return await ended;
}

async function showFailure(page) {
  const path = process.env.DATAWARD_E2E_FAILURE_IMAGE;
  if (path === undefined) return;
  await page.screenshot({ path, timeout: 10_000 });
  process.stderr.write(`The workbench at that moment: ${path}\n`);
}

async function runTests(host, home, wish) {
  const driver = await startPageDriver();
  const server = await startServer(host, home, wish['extensions-dir'] ?? join(home, 'extensions'), { DATAWARD_E2E_DRIVER: driver.url });
  let browser;
  // The server leads a process group of its own: nobody else would end it.
  process.once('exit', server.stop);
  try {
    browser = await launchBrowser(host);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    driver.serve(page);
    const code = await exitCodeOf(page, workbenchUrl(server.port, wish)).catch(async (error) => {
      await showFailure(page);
      throw error;
    });
    if (code !== 0) await showFailure(page);
    return code;
  } finally {
    await browser?.close();
    server.stop();
    driver.close();
  }
}

/** A signal ends the process by way of its exit handlers, which a signal alone would skip. */
function exitOnSignals() {
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code));
}

async function main() {
  exitOnSignals();
  const host = process.env.DATAWARD_E2E_HOST;
  if (host === undefined) throw new Error('DATAWARD_E2E_HOST names no host package.');
  const wish = readArguments(process.argv.slice(2));
  const home = mkdtempSync(join(tmpdir(), 'dataward-e2e-home-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const vsix = wish['install-extension'];
  if (vsix !== undefined) return await installExtension(host, home, vsix, wish['extensions-dir']);
  // A test that fails gives an exit code; what is thrown is a browser or a server that went away, and says nothing about the extension.
  return await runTests(host, home, wish).catch((error) => {
    process.stderr.write(`Once more, for the workbench went away: ${error}\n`);
    return runTests(host, home, wish);
  });
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
