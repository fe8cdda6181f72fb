import { readdir } from 'node:fs/promises';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures, StreamMessageReader } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { rules } from '../../rules/index.ts';
import type { ServerHost } from './lsp/host.ts';
import { disk } from './project/disk.ts';
import { createServer } from './lsp/server.ts';
import { findFiles } from './project/walk.ts';
import { BytesWriter } from './lsp/bytes-writer.ts';

/** This machine: files on disk, and the clock. */
const host: ServerHost = {
  ...disk,
  version,
  today: () => new Date().toISOString().slice(0, 10),
  pathOf: (uri) => (uri.startsWith('file:') ? fileURLToPath(uri).replaceAll('\\', '/') : undefined),
  uriOf: (path) => pathToFileURL(path).href,
  readFolder: (path) => readdir(path).catch(() => []),
  findFiles: async (folder) => {
    const paths: string[] = [];
    for (const found of findFiles([folder], folder)) {
      if (found.kind === 'file' || /\bsamconfig\.toml$/.test(found.path)) paths.push(found.path.replaceAll('\\', '/'));
      // A large folder is no reason to keep a keystroke waiting.
      if (paths.length % 100 === 0) await setImmediate();
    }
    return paths;
  },
};

/**
 * Keeps memory flat while somebody types: each key leaves a version of the text behind, 1 MB at CloudFormation's limit. V8 would collect old memory
 * when it has four times what is in use, so 100 MB of old versions; here when it has doubled. It also leaves gaps behind, as much again over some
 * thousand keys, until nobody types for eight seconds; to close them takes 0.1 s, so it is done each eighth time. In Node 20, 22 and 24: docs/performance.md.
 */
function saveMemory(): void {
  setFlagsFromString('--heap-growing-percent=100');
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    // What Node's types leave out: https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html#garbage-collection-gc-details
    for (const { detail } of list.getEntries() as unknown as readonly { readonly detail: { readonly kind: number } }[]) {
      if (detail.kind !== constants.NODE_PERFORMANCE_GC_MAJOR) continue;
      collections++;
      setFlagsFromString(collections % 8 === 0 ? '--compact-on-every-full-gc' : '--no-compact-on-every-full-gc');
    }
  });
  observer.observe({ entryTypes: ['gc'] });
}
saveMemory();

/** Puts V8's flags back as they were at the start of the server. */
export function restoreFlags(): boolean {
  setFlagsFromString('--heap-growing-percent=0');
  setFlagsFromString('--no-compact-on-every-full-gc');
  return true;
}

// The way to talk (--stdio, --node-ipc, --pipe) is read off the command line; a language server that is given none speaks over stdio.
const elsewhere = process.argv.some((argument) => /^--(node-ipc|pipe|socket)\b/.test(argument));
const connection = elsewhere
  ? createConnection(ProposedFeatures.all)
  : createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new BytesWriter(process.stdout));
// An editor that leaves says so first; where the stream just ends it is gone.
if (!elsewhere) process.stdin.on('end', () => process.exit(1));
createServer(connection, rules, host);
