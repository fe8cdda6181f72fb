import { CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocuments } from 'vscode-languageserver';
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { RuleRecord } from '../core/rule/rule.ts';
import { isAppSource } from '../project/cdk-sources.ts';
import { abilitiesOf } from './abilities.ts';
import type { Abilities } from './abilities.ts';
import { CdkApps } from './cdk-apps.ts';
import { askForSources, concernOf, followSources } from './cdk-sources.ts';
import type { CheckedAt } from './checked-document.ts';
import { CheckedDocuments } from './checked-documents.ts';
import { codeActions } from './code-action.ts';
import { codeLenses } from './code-lens.ts';
import { HeadTexts, headText } from './head-texts.ts';
import { documentDiagnostic } from './document-diagnostic.ts';
import { ErrorLog } from './error-log.ts';
import { executeCommand } from './execute-command.ts';
import type { Workspace } from './fix-workspace.ts';
import type { ServerHost } from './host.ts';
import { hoverAt } from './hover.ts';
import { initializeResult } from './initialize.ts';
import { openDocuments, type OpenDocument } from './open-document.ts';
import { publishDiagnostics, withdrawDiagnostics } from './publish-diagnostics.ts';
import { resolveAction } from './resolve-action.ts';
import { SettingsStore } from './settings.ts';

/** Makes a language server of a connection and the rules. It needs no Node: the host stands for the machine. Starts to listen. */
export function createServer(connection: Connection, rules: readonly RuleRecord[], host: ServerHost): void {
  const open = new TextDocuments(openDocuments);
  const log = new ErrorLog(connection);
  connection.onInitialize((params) => {
    const client = abilitiesOf(params);
    const settings = new SettingsStore(connection, client.configuration, params.initializationOptions);
    const folders = new Set(foldersOf(params));
    const paths = (): readonly string[] => [...folders].flatMap((uri) => host.pathOf(uri) ?? []);
    const documents: CheckedDocuments = new CheckedDocuments(open, settings, rules, host, log, paths, () => documentsChanged());
    const apps = new CdkApps({ connection, open, documents, rules, host, client, log, folders: paths, found: () => void log.guard('sources of CDK apps', undefined, () => askForSources(connection, client)) });
    const documentsChanged = changeHandler(connection, open, documents, rules, client, log);
    const changed = (): void => {
      documentsChanged();
      apps.refresh('everything');
    };
    connection.onInitialized(() => {
      void log.guard('initialized', undefined, () => subscribe(connection, client, folders, changed));
      apps.refresh('everything');
    });
    answerQuestions(connection, { documents, checkedAt: async (uri) => (isAppSource(uri) ? apps.sourceAt(uri) : (await documents.get(uri))?.at) }, rules, client, log, { host, folders: paths });
    followDocuments(connection, open, documents, rules, client, log, { changed, linksChanged: documentsChanged });
    followSources(open, apps, log);
    if (client.tellsHead) showLenses(connection, open, documents, rules, client, log);
    connection.onDidChangeConfiguration(({ settings: sent }) => {
      settings.changed(sent);
      changed();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const uris = changes.map(({ uri }) => uri);
      void log.guard('changed files', undefined, async () => {
        if (await documents.filesChanged(uris.filter((uri) => !isAppSource(uri)))) documentsChanged();
      });
      const hasConfig = uris.some((uri) => documents.isConfig(uri));
      if (hasConfig) documents.invalidate();
      const concern = hasConfig ? 'everything' : concernOf(uris);
      if (concern) apps.refresh(concern);
    });
    return initializeResult(client, host.version);
  });
  open.listen(connection);
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams & { readonly rootUri?: string | null }): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return typeof rootUri === 'string' ? [rootUri] : [];
}

/** What is done when a configuration has changed: everything known is dropped and shown anew. */
function changeHandler(connection: Connection, open: TextDocuments<OpenDocument>, documents: CheckedDocuments, rules: readonly RuleRecord[], client: Abilities, log: ErrorLog): () => void {
  return () => {
    documents.invalidate();
    if (client.refreshesDiagnostics) void log.guard('refresh', undefined, () => connection.languages.diagnostics.refresh());
    if (client.pulls) return;
    for (const uri of open.keys()) void log.guard(`publishing ${uri}`, undefined, () => publishDiagnostics(uri, documents, rules, client, connection));
  };
}

/** Asks the client to tell of what changes outside of documents, as far as it can. */
async function subscribe(connection: Connection, client: Abilities, folders: Set<string>, changed: () => void): Promise<void> {
  if (client.workspaceFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) folders.delete(uri);
      for (const { uri } of added) folders.add(uri);
      changed();
    });
  if (client.configuration) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'dataward' });
  if (!client.watchesFiles) return;
  // Configurations, CDK apps, Terraform in JSON, templates that deploy others, and files that give them parameters.
  const watchers = ['*.{yaml,yml,json,template}', 'samconfig.toml'].map((name) => ({ globPattern: `**/${name}` }));
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

/** Each question is a boundary: a bug of ours is told once, and answered by nothing. */
function answerQuestions(connection: Connection, known: { readonly documents: CheckedDocuments; readonly checkedAt: CheckedAt }, rules: readonly RuleRecord[], client: Abilities, log: ErrorLog, workspace: Workspace): void {
  const { documents, checkedAt } = known;
  connection.onCodeAction((params) =>
    log.guard(`actions of ${params.textDocument.uri}`, [], async () => {
      const at = await checkedAt(params.textDocument.uri);
      return at === undefined ? [] : codeActions(params, at, rules, client, workspace.folders().length > 0);
    }),
  );
  connection.onCodeActionResolve((action) => log.guard(`action ${action.title}`, action, () => resolveAction(action, checkedAt, client, connection)));
  connection.onHover(({ textDocument, position }) =>
    log.guard(`hover in ${textDocument.uri}`, null, async () => {
      const at = await checkedAt(textDocument.uri);
      return at === undefined ? null : hoverAt(position, at, rules);
    }),
  );
  connection.onExecuteCommand((params, token) => log.guard(`command ${params.command}`, null, () => executeCommand(params, known, rules, client, connection, workspace, token)));
  if (!client.pulls) return;
  connection.languages.diagnostics.on((params, token) =>
    log.guard(`diagnostics of ${params.textDocument.uri}`, { kind: 'full', items: [] }, () => documentDiagnostic(params, token, documents, rules, client)),
  );
}

/** What edits since the last commit would do to data stores. Nothing is worked out while nobody asks. */
function showLenses(connection: Connection, open: TextDocuments<OpenDocument>, documents: CheckedDocuments, rules: readonly RuleRecord[], client: Abilities, log: ErrorLog): void {
  const heads = new HeadTexts();
  connection.onNotification(headText, ({ uri, text }) => {
    if (heads.note(uri, text) && client.refreshesLenses) void log.guard('refresh', undefined, () => connection.sendRequest(CodeLensRefreshRequest.type));
  });
  open.onDidClose(({ document }) => heads.forget(document.uri));
  connection.onCodeLens(({ textDocument: { uri } }) =>
    log.guard(`code lenses of ${uri}`, [], async () => {
      if (heads.of(uri) === undefined) return [];
      const known = await documents.get(uri);
      return known === undefined ? [] : codeLenses(known.at, heads.of(uri), rules, client);
    }),
  );
}

function followDocuments(
  connection: Connection,
  open: TextDocuments<OpenDocument>,
  documents: CheckedDocuments,
  rules: readonly RuleRecord[],
  client: Abilities,
  log: ErrorLog,
  { changed, linksChanged }: { readonly changed: () => void; readonly linksChanged: () => void },
): void {
  open.onDidChangeContent(({ document }) => {
    const { uri } = document;
    if (isAppSource(uri)) return;
    if (documents.isConfig(uri)) changed();
    else if (documents.changed(document)) linksChanged();
    else if (!client.pulls) void log.guard(`publishing ${uri}`, undefined, () => publishDiagnostics(uri, documents, rules, client, connection));
  });
  open.onDidClose(({ document: { uri } }) => {
    documents.forget(uri);
    if (isAppSource(uri)) return;
    if (documents.isConfig(uri)) changed();
    else void log.guard(`closing ${uri}`, undefined, async () => ((await documents.filesChanged([uri])) ? changed() : undefined));
    if (!client.pulls) void log.guard(`closing ${uri}`, undefined, () => withdrawDiagnostics(uri, connection));
  });
}
