import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { version } from '../../package.json';
import { rules } from '../../rules/index.ts';
import type { ServerHost } from './lsp/host.ts';
import { createServer } from './lsp/server.ts';

/** A web worker: it sees the open documents and nothing else, so no configuration file is read here. */
const host: ServerHost = {
  version,
  today: () => new Date().toISOString().slice(0, 10),
  pathOf: () => undefined,
  uriOf: (path) => path,
  entriesOf: () => Promise.resolve([]),
  factsOf: () => Promise.resolve(undefined),
  readFile: () => Promise.resolve(undefined),
  readFolder: () => Promise.resolve([]),
  findFiles: () => Promise.resolve([]),
};

// `lib.webworker` types the global as any worker; this bundle only ever runs in a dedicated one.
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
createServer(createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), rules, host);
