// Makes the installed host packages into a VS Code server that starts: see "The host" in ../README.md. Doing it twice changes nothing.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Built-in extensions that call home, or weigh much and add nothing to a test. */
const unwantedExtensions = [
  'copilot', 'mermaid-markdown-features', 'github', 'github-authentication', 'microsoft-authentication', 'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion', 'ms-vscode.vscode-js-profile-table', 'tunnel-forwarding',
];

// Without any watchdog the extension host hangs at its start.
const watchdogStub = `exports.start = () => {}
exports.exit = (code) => process.exit(code)
`;

// The real one is a native module; only VS Code's own log files are lost.
const spdlogStub = `class Logger {
  trace() {} debug() {} info() {} warn() {} error() {} critical() {}
  getLevel() { return 2 } setLevel() {} setPattern() {} flush() {} drop() {} clearFormatters() {}
}
exports.version = 11300
exports.setLevel = () => {}
exports.setFlushOn = () => {}
exports.Logger = Logger
exports.createRotatingLogger = async () => new Logger()
exports.createAsyncRotatingLogger = async () => new Logger()
`;

// A native module that the git extension loads at its start; it is used where a worktree is made, which no test does.
const copyFileStub = `const never = async () => { throw new Error('not in this host') }
exports.cp = never
exports.copyFile = never
exports.isCloneSupported = () => false
`;

function writeWatchdog(modules, name) {
  const folder = join(modules, name, 'build', 'Release');
  if (!existsSync(join(modules, name))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'watchdog.js'), watchdogStub);
}

/** Prepares the packages in the `node_modules` of `folder`. */
export function prepareHost(folder) {
  const modules = join(folder, 'node_modules');
  const server = join(modules, 'code-server', 'lib', 'vscode');
  const link = join(server, 'node_modules');
  if (!existsSync(link)) symlinkSync(join('..', '..', '..'), link);
  writeWatchdog(modules, join('@vscode', 'native-watchdog'));
  writeWatchdog(modules, 'native-watchdog');
  writeFileSync(join(modules, '@vscode', 'spdlog', 'index.js'), spdlogStub);
  mkdirSync(join(modules, '@vscode', 'fs-copyfile'), { recursive: true });
  writeFileSync(join(modules, '@vscode', 'fs-copyfile', 'index.js'), copyFileStub);
  for (const name of unwantedExtensions) rmSync(join(server, 'extensions', name), { recursive: true, force: true });
}
