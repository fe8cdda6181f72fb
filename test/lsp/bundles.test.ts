import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  createMessageConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { DataCallback, Disposable, Message, MessageConnection, MessageReader, MessageWriter } from 'vscode-languageserver/node';
import { fullCapabilities } from './client.ts';

const root = join(import.meta.dirname, '..', '..');
const template = 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: false\n';

/** A worker as a browser has it: the bundle sees the web's globals and nothing of Node. */
const browserWorker = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  const vm = require('node:vm');
  const scope = { postMessage: (message) => parentPort.postMessage(message), addEventListener: () => undefined, console, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, TextEncoder, TextDecoder, URL, performance };
  scope.self = scope;
  vm.runInNewContext(readFileSync(workerData, 'utf8'), vm.createContext(scope), { filename: workerData });
  parentPort.on('message', (data) => scope.onmessage({ data }));
`;

function connectTo(worker: Worker): MessageConnection {
  const nothing: Disposable = { dispose: () => undefined };
  const reader: MessageReader = {
    onError: () => nothing,
    onClose: () => nothing,
    onPartialMessage: () => nothing,
    listen: (callback: DataCallback) => {
      worker.on('message', (message: Message) => callback(message));
      return nothing;
    },
    dispose: () => undefined,
  };
  const writer: MessageWriter = {
    onError: () => nothing,
    onClose: () => nothing,
    write: (message) => Promise.resolve(worker.postMessage(message)),
    end: () => undefined,
    dispose: () => undefined,
  };
  return createMessageConnection(reader, writer);
}

async function lint(connection: MessageConnection, uri: string): Promise<readonly unknown[]> {
  connection.onRequest(() => null);
  connection.listen();
  const { configuration: _, ...workspace } = fullCapabilities.workspace ?? {};
  await connection.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: { ...fullCapabilities, workspace } });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'yaml', version: 1, text: template } });
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  return report.kind === 'full' ? report.items.map(({ code, range }) => [code, range.start.line]) : [];
}

describe('the bundles of the language server', () => {
  const bundle = (name: string): string => {
    const file = join(root, 'dist', name);
    assert.ok(existsSync(file), `${file} is not there: run npm run build`);
    return file;
  };
  const found = ['rds-storage-encrypted', 4];

  it('lint a template in a worker that has nothing of Node', async () => {
    const worker = new Worker(browserWorker, { eval: true, workerData: bundle('server-web.js') });
    const failure = new Promise<never>((_, reject) => worker.on('error', ({ message }) => reject(new Error(message))));
    try {
      const codes = await Promise.race([failure, lint(connectTo(worker), 'vscode-vfs://github/owner/repository/stack.yaml')]);
      assert.ok(codes.some((one) => JSON.stringify(one) === JSON.stringify(found)), JSON.stringify(codes));
    } finally {
      await worker.terminate();
    }
  });

  for (const args of [['--stdio'], []]) {
    it(`lint a template over stdio, started with ${args.join(' ') || 'nothing'}, and end with 0`, async () => {
      const server = spawn(process.execPath, [bundle('server.js'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = new Promise<number | null>((resolve) => server.on('exit', resolve));
      const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
      const codes = await lint(connection, 'file:///project/stack.yaml');
      assert.ok(codes.some((one) => JSON.stringify(one) === JSON.stringify(found)), JSON.stringify(codes));
      await connection.sendRequest(ShutdownRequest.type, undefined);
      await connection.sendNotification(ExitNotification.type);
      assert.equal(await ended, 0);
    });
  }
});
