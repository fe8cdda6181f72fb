import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  FileChangeType,
  InitializeRequest,
  InitializedNotification,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ClientCapabilities, FileEvent, InitializeResult, MessageConnection, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { createServer } from '../../server/src/lsp/server.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';

/** What VS Code says of itself, as far as the server looks at it. */
export const fullCapabilities: ClientCapabilities = {
  textDocument: {
    synchronization: { dynamicRegistration: true },
    diagnostic: { dataSupport: true, relatedInformation: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { dynamicRegistration: true },
    codeAction: { dynamicRegistration: true, dataSupport: true, disabledSupport: true, honorsChangeAnnotations: true, isPreferredSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
};

/** How a test wants its server: which client it meets, which files there are, which rules. */
export interface World {
  readonly rules: readonly RuleRecord[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Path → text. Changed by a test to change the disk. */
  readonly files?: Map<string, string>;
  /** Path → when the file was changed, in milliseconds; 0 where not given. */
  readonly times?: Map<string, number>;
  /** The settings that the client answers with. Changed by a test to change them. */
  readonly settings?: { enable?: boolean; profile?: string };
}

/** A real client of the protocol, at the other end of two streams, with the notes that it takes. */
export interface TestClient {
  readonly connection: MessageConnection;
  readonly server: InitializeResult;
  /** Every request and notification that the server sent, in order. */
  readonly heard: readonly { readonly method: string; readonly params: unknown }[];
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, text: string): Promise<void>;
  save(uri: string): Promise<void>;
  close(uri: string): Promise<void>;
  /** Tells that files have changed on disk. */
  touched(...uris: readonly string[]): Promise<void>;
  /** Answers the next such request of the server with this. */
  answer(method: string, value: unknown): void;
  /** Waits until something that the server sent satisfies `is`. */
  hears(is: (said: { readonly method: string; readonly params: unknown }) => boolean): Promise<unknown>;
  dispose(): void;
}

/** Starts a server in this process and speaks to it as a client does. */
export async function startClient(world: World): Promise<TestClient> {
  const up = new PassThrough();
  const down = new PassThrough();
  const host = {
    version: '0.0.0',
    today: () => '2026-11-23',
    pathOf: (uri: string) => (uri.startsWith('file://') ? decodeURIComponent(uri.slice('file://'.length)) : undefined),
    readFile: (path: string) => {
      const text = world.files?.get(path);
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    findFiles: (folder: string) => Promise.resolve([...(world.files?.keys() ?? [])].filter((path) => path.startsWith(`${folder}/`))),
    uriOf: (path: string) => `file://${path}`,
    factsOf(path: string) {
      const kind = world.files?.has(path) ? 'file' : [...(world.files?.keys() ?? [])].some((one) => one.startsWith(`${path}/`)) ? 'folder' : undefined;
      return Promise.resolve(kind && { kind, timeMs: world.times?.get(path) ?? 0, sizeBytes: world.files?.get(path)?.length ?? 0, real: path } as const);
    },
    entriesOf(folder: string) {
      const below = [...(world.files?.keys() ?? [])].filter((one) => one.startsWith(`${folder}/`)).map((one) => one.slice(folder.length + 1));
      const kinds = new Map(below.map((one) => [one.split('/')[0] ?? '', one.includes('/') ? 'folder' : 'file'] as const));
      return Promise.resolve([...kinds].map(([name, kind]) => ({ name, kind })));
    },
    readFolder: (folder: string) =>
      Promise.resolve([...(world.files?.keys() ?? [])].filter((path) => path.slice(0, path.lastIndexOf('/')) === folder.replace(/\/$/, '')).map((path) => path.slice(path.lastIndexOf('/') + 1))),
  };
  const serverEnd = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
  createServer(serverEnd, world.rules, host);
  const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const heard: { method: string; params: unknown }[] = [];
  const waiting = new Set<() => void>();
  const answers = new Map<string, unknown[]>();
  const note = (method: string, params: unknown): void => {
    heard.push({ method, params });
    for (const look of waiting) look();
  };
  connection.onNotification((method, params) => note(method, params));
  connection.onRequest((method, params) => {
    note(method, params);
    const given = answers.get(method)?.shift();
    if (given !== undefined) return given;
    if (method === 'workspace/configuration') return [world.settings ?? {}];
    return method === 'workspace/applyEdit' ? { applied: true } : null;
  });
  connection.listen();
  const capabilities = world.capabilities ?? fullCapabilities;
  const server = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: 'file:///project', name: 'project' }],
    capabilities,
    initializationOptions: world.initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return {
    connection,
    server,
    heard,
    open: (uri, text, languageId = 'yaml') => connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) => connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: [{ text }] }),
    save: (uri) => connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } }),
    touched(...uris) {
      const changes = uris.map((uri): FileEvent => ({ uri, type: FileChangeType.Changed }));
      return connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    },
    close: (uri) => connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    answer: (method, value) => void answers.set(method, [...(answers.get(method) ?? []), value]),
    hears: (is) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = heard.find(is);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found.params);
        };
        waiting.add(look);
        look();
      }),
    dispose() {
      connection.dispose();
      serverEnd.dispose();
    },
  };
}

/** The text after an edit of one document. */
export function edited(text: string, edit: WorkspaceEdit | undefined): string {
  const [change] = edit?.documentChanges ?? [];
  const edits: readonly TextEdit[] = change !== undefined && 'edits' in change ? change.edits.filter((one): one is TextEdit => 'newText' in one) : Object.values(edit?.changes ?? {}).flat();
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) }, newText })),
  );
}
