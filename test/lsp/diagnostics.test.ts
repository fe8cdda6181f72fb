import assert from 'node:assert/strict';
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { fullCapabilities, startClient } from './client.ts';
import type { TestClient, World } from './client.ts';
import { brokenRule, tellTaleRule, testRules } from './rules.ts';

const uri = 'file:///project/stack.yaml';
const queue = 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: orders\n';

describe('diagnostics of the language server', () => {
  let client: TestClient | undefined;
  const start = async (world: Partial<World> = {}): Promise<TestClient> => (client = await startClient({ rules: testRules, ...world }));
  const pull = (from: TestClient, of = uri, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    from.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: of }, ...(previousResultId === undefined ? {} : { previousResultId }) });
  const items = async (from: TestClient, of = uri): Promise<Diagnostic[]> => ((await pull(from, of)) as FullDocumentDiagnosticReport).items;
  const codes = async (from: TestClient, of = uri): Promise<unknown[]> => (await items(from, of)).map(({ code }) => code);
  afterEach(() => client?.dispose());

  it('are answered exactly, with place, severity, code, link and data', async () => {
    const at = await start();
    await at.open(uri, queue);
    const [found, ...others] = await items(at);
    assert.deepEqual(others, []);
    assert.ok(found);
    assert.deepEqual(found.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 14 } });
    assert.equal(found.severity, 2);
    assert.equal(found.source, 'dataward');
    assert.equal(found.code, 'queue-encrypted');
    assert.deepEqual(found.codeDescription, { href: 'https://docs.aws.amazon.com/queue' });
    assert.match(typeof found.message === 'string' ? found.message : '', /^Queue Orders is not encrypted\. .*SqsManagedSseEnabled/);
    const { identity, ...data } = found.data as Record<string, unknown>;
    assert.match(String(identity), /^[0-9a-f]{16}$/);
    assert.deepEqual(data, { ordinal: 0, aliases: ['GUARD_QUEUE_ENCRYPTED'], subject: { first: 1, last: 4 } });
  });

  it('are unchanged while the document is, and new after an edit', async () => {
    const at = await start();
    await at.open(uri, queue);
    const first = await pull(at);
    assert.ok(first.resultId);
    assert.deepEqual(await pull(at, uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await at.change(uri, 2, `${queue}      SqsManagedSseEnabled: true\n`);
    const second = await pull(at, uri, first.resultId);
    assert.equal(second.kind, 'full');
    assert.deepEqual(second.kind === 'full' ? second.items : undefined, []);
  });

  it('are never pushed to a client that pulls', async () => {
    const at = await start();
    await at.open(uri, queue);
    await at.change(uri, 2, `${queue}\n`);
    await at.close(uri);
    await pull(at);
    assert.deepEqual(at.heard.filter(({ method }) => method === 'textDocument/publishDiagnostics'), []);
    assert.ok(at.server.capabilities.diagnosticProvider);
  });

  it('are pushed with their version to a client that does not pull, and withdrawn on closing', async () => {
    const at = await start({ capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } } });
    assert.equal(at.server.capabilities.diagnosticProvider, undefined);
    await at.open(uri, queue);
    const pushed = (version: number | undefined, count: number) => at.hears(({ method, params }) => {
      const sent = params as PublishDiagnosticsParams;
      return method === 'textDocument/publishDiagnostics' && sent.version === version && sent.diagnostics.length === count;
    });
    await pushed(1, 1);
    await at.change(uri, 2, `${queue}      SqsManagedSseEnabled: true\n`);
    await pushed(2, 0);
    await at.close(uri);
    await pushed(undefined, 0);
  });

  it('are empty for what is no template', async () => {
    const at = await start();
    for (const [name, text] of [['package.json', '{ "name": "x", "version": "1.0.0" }'], ['ci.yaml', 'on: push\njobs:\n  a:\n    runs-on: ubuntu\n'], ['empty.yaml', '']] as const) {
      await at.open(`file:///project/${name}`, text, name.endsWith('json') ? 'json' : 'yaml');
      assert.deepEqual(await items(at, `file:///project/${name}`), [], name);
    }
    assert.deepEqual(await items(at, 'file:///project/never-opened.yaml'), []);
  });

  it('come with problems of the document, and go when it is mended', async () => {
    const at = await start();
    await at.open(uri, `${queue}  Broken: "no end\n`);
    const found = await items(at);
    assert.ok(found.some(({ code, severity }) => code === 'yaml-syntax' && severity === 1), JSON.stringify(found));
    assert.ok(found.some(({ code }) => code === 'queue-encrypted'), 'the rest is still judged');
    await at.change(uri, 2, queue);
    assert.deepEqual(await codes(at), ['queue-encrypted']);
  });

  it('fade a suppression that silences nothing, and leave out what one silences', async () => {
    const at = await start();
    await at.open(uri, queue.replace('    Properties', '    # dataward-ignore queue-encrypted: a test\n    Properties'));
    assert.deepEqual(await codes(at), []);
    await at.change(uri, 2, queue.replace('    Properties', '    # dataward-ignore database-encrypted: a test\n    Properties'));
    const unused = (await items(at)).find(({ code }) => code === 'unused-suppression');
    assert.deepEqual(unused?.tags, [1]);
    assert.equal(unused?.range.start.line, 3);
  });

  it('never hold a secret', async () => {
    const at = await start({ rules: [...testRules, tellTaleRule] });
    await at.open(uri, 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: true\n      MasterUserPassword: correct-horse-battery\n');
    const found = await items(at);
    assert.deepEqual(found.map(({ code, severity }) => [code, severity]).sort(), [
      ['database-password', 1],
      ['database-tells', 3],
    ]);
    assert.match(JSON.stringify(found), /is no other than •••\./);
    assert.ok(!JSON.stringify(found).includes('correct-horse'));
  });

  it('follow the settings of the client, asked for anew when they change', async () => {
    const settings: { profile?: string; enable?: boolean } = { profile: 'default' };
    const at = await start({ settings });
    await at.open(uri, queue);
    assert.deepEqual(await codes(at), ['queue-encrypted']);
    settings.profile = 'strict';
    await at.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await at.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    assert.deepEqual((await codes(at)).sort(), ['queue-delays', 'queue-encrypted']);
    settings.enable = false;
    await at.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(await codes(at), []);
  });

  it('follow the nearest configuration file, and its changes on disk', async () => {
    const files = new Map([['/project/dataward.config.yaml', 'rules:\n  queue-encrypted: critical\n']]);
    const at = await start({ files });
    await at.hears(({ method, params }) => method === 'client/registerCapability' && JSON.stringify(params).includes('**/*.{yaml,yml,json,template}'));
    await at.open(uri, queue);
    assert.equal((await items(at))[0]?.severity, 1);
    files.set('/project/dataward.config.yaml', 'exclude: [stack.yaml]\n');
    await at.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: 'file:///project/dataward.config.yaml', type: 2 }] });
    await at.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    assert.deepEqual(await items(at), []);
  });

  it('follow a configuration as it stands in the editor, and show what is wrong with it', async () => {
    const config = 'file:///project/dataward.config.yaml';
    const at = await start();
    await at.open(uri, queue);
    await at.open(config, 'rules:\n  queue-encrypted: off\n');
    assert.deepEqual(await codes(at), []);
    await at.change(config, 2, 'rulez: {}\n');
    const [problem] = await items(at, config);
    assert.equal(problem?.code, 'config-unknown-key');
    assert.deepEqual(problem?.range.start, { line: 0, character: 0 });
    assert.deepEqual(await codes(at), ['config', 'queue-encrypted']);
  });

  it('survive a bug in a rule, which is logged once', async () => {
    const at = await start({ rules: [brokenRule, ...testRules] });
    await at.open(uri, queue);
    assert.deepEqual(await codes(at), ['queue-encrypted']);
    await at.change(uri, 2, `${queue}\n`);
    assert.deepEqual(await codes(at), ['queue-encrypted']);
    const logged = at.heard.filter(({ method, params }) => method === 'window/logMessage' && JSON.stringify(params).includes('the bug in the rule'));
    assert.equal(logged.length, 1);
  });

  it('come for every half-typed prefix of a template without an error', async () => {
    const at = await start();
    await at.open(uri, '');
    for (let end = 1; end <= queue.length; end++) {
      await at.change(uri, end + 1, queue.slice(0, end));
      assert.equal((await pull(at)).kind, 'full');
    }
    assert.deepEqual(at.heard.filter(({ method }) => method === 'window/logMessage'), []);
    assert.deepEqual(await codes(at), ['queue-encrypted']);
  });

  it('need no more of a client than the bare protocol', async () => {
    const { textDocument: _, ...rest } = fullCapabilities;
    const at = await start({ capabilities: { ...rest, workspace: {} } });
    await at.open(uri, queue);
    await at.hears(({ method, params }) => method === 'textDocument/publishDiagnostics' && (params as PublishDiagnosticsParams).diagnostics.length === 1);
  });
});
