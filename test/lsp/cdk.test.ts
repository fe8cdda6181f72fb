import assert from 'node:assert/strict';
import { DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { CodeAction, Diagnostic, FullDocumentDiagnosticReport, PublishDiagnosticsParams, WorkspaceEdit } from 'vscode-languageserver/node';
import { edited, fullCapabilities, startClient, type TestClient, type World } from './client.ts';
import { testRules } from './rules.ts';

const source = `export class Orders extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Queue(this, 'Incoming', { encryption: QueueEncryption.UNENCRYPTED });
  }
}
`;
const template = JSON.stringify({ Resources: { Incoming1: { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: false } } } }, null, 1);
const metadata = { '/Orders/Incoming/Resource': [{ type: 'aws:cdk:logicalId', data: 'Incoming1', trace: ['new Orders (/project/shop/lib/orders.ts:4:5)'] }] };
const tree = JSON.stringify({ tree: { path: '', children: { Incoming: { path: 'Orders/Incoming', constructInfo: { fqn: 'aws-cdk-lib.aws_sqs.Queue', version: '2.0.0' }, children: { Resource: { path: 'Orders/Incoming/Resource', constructInfo: { fqn: 'aws-cdk-lib.aws_sqs.CfnQueue', version: '2.0.0' } } } } } } });
const manifest = JSON.stringify({ version: '38.0.1', artifacts: { Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } }, Orders: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Orders.template.json' }, metadata } } });

const ts = 'file:///project/shop/lib/orders.ts';
const json = 'file:///project/shop/cdk.out/Orders.template.json';
const place = { start: { line: 3, character: 46 }, end: { line: 3, character: 73 } };

const app = (): Map<string, string> =>
  new Map([
    ['/project/shop/cdk.json', '{"app": "x"}'],
    ['/project/shop/lib/orders.ts', source],
    ['/project/shop/cdk.out/manifest.json', manifest],
    ['/project/shop/cdk.out/tree.json', tree],
    ['/project/shop/cdk.out/Orders.template.json', template],
  ]);

const said = (message: Diagnostic['message']): string => (typeof message === 'string' ? message : message.value);

describe('a CDK app in the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());

  const start = async (world: Partial<World> = {}): Promise<TestClient> => {
    client = await startClient({ rules: testRules, files: app(), ...world });
    return client;
  };
  const pushes = (uri = ts): readonly PublishDiagnosticsParams[] => (client?.heard ?? []).flatMap(({ method, params }) => (method === 'textDocument/publishDiagnostics' && (params as PublishDiagnosticsParams).uri === uri ? [params as PublishDiagnosticsParams] : []));
  /** Waits for the next push about a document that satisfies `is`, and gives its diagnostics. */
  const next = async (is: (diagnostics: readonly Diagnostic[]) => boolean, uri = ts): Promise<readonly Diagnostic[]> => {
    const seen = pushes(uri).length;
    await client?.hears(() => pushes(uri).slice(seen).some(({ diagnostics }) => is(diagnostics)));
    return pushes(uri).at(-1)?.diagnostics ?? [];
  };
  const found = async (): Promise<readonly Diagnostic[]> => {
    await client?.hears(() => pushes().some(({ diagnostics }) => diagnostics.length > 0));
    return pushes().at(-1)?.diagnostics ?? [];
  };
  const isStale = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length > 0 && diagnostics.every(({ severity, message }) => severity === 3 && said(message).includes('Stale since '));

  it('has its findings pushed to the source, with the place in the template', async () => {
    await start();
    assert.deepEqual(await found(), [
      {
        range: place,
        severity: 2,
        source: 'dataward',
        code: 'queue-encrypted',
        codeDescription: { href: 'https://docs.aws.amazon.com/queue' },
        message: 'Queue Incoming1 is not encrypted. `SqsManagedSseEnabled` is `false`. In the app: set `encryption` on the Queue. Orders/Incoming/Resource: the place is exact.',
        data: { identity: '655c1a3438a9f1fa', ordinal: 0, aliases: ['GUARD_QUEUE_ENCRYPTED'], subject: { first: 3, last: 3 } },
        relatedInformation: [{ message: 'in the synthesised template', location: { uri: json, range: { start: { line: 5, character: 28 }, end: { line: 5, character: 33 } } } }],
      },
    ]);
    assert.deepEqual(pushes(json), []);
  });

  it('is asked for by the client in no document that is pushed, and pushed in none that is asked for', async () => {
    const { connection, server, heard } = await start();
    await found();
    assert.equal(server.capabilities.diagnosticProvider !== undefined, true);
    const methods = ({ method, params }: { readonly method: string; readonly params: unknown }): readonly string[] => (method === 'client/registerCapability' ? (params as { registrations: { method: string }[] }).registrations.map((one) => one.method) : []);
    await client?.hears((said) => methods(said).includes('textDocument/didClose'));
    const registered = heard.flatMap(methods);
    assert(!registered.includes('textDocument/diagnostic'));
    assert(['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didSave', 'textDocument/didClose'].every((method) => registered.includes(method)), registered.join(' '));
    await client?.open(json, template, 'json');
    const pulled = ((await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: json } })) as FullDocumentDiagnosticReport).items;
    assert.deepEqual(pulled.map(({ code }) => code), ['queue-encrypted']);
    assert.deepEqual(pushes(json), []);
  });

  it('is registered to be asked for actions and hovers in its sources', async () => {
    const { heard } = await start();
    await found();
    const registered = (): readonly { readonly method: string; readonly registerOptions: unknown }[] => heard.flatMap(({ method, params }) => (method === 'client/registerCapability' ? (params as { registrations: { method: string; registerOptions: unknown }[] }).registrations : []));
    await client?.hears(() => registered().some(({ method }) => method === 'textDocument/hover'));
    const asked = registered().filter(({ method }) => method === 'textDocument/codeAction' || method === 'textDocument/hover');
    assert.equal(asked.length, 2);
    for (const { registerOptions } of asked) assert.match(JSON.stringify(registerOptions), /"language":"typescript"/);
  });

  describe('in an open source', () => {
    const commented = source.replace('    new Queue', '    // dataward-ignore queue-encrypted: say why\n    new Queue');
    const actionsAt = async (): Promise<readonly CodeAction[]> => {
      const diagnostics = [...(pushes().at(-1)?.diagnostics ?? [])];
      return (await client?.connection.sendRequest<readonly CodeAction[]>('textDocument/codeAction', { textDocument: { uri: ts }, range: place, context: { diagnostics } })) ?? [];
    };
    const opened = async (world: Partial<World> = {}, text = source): Promise<readonly Diagnostic[]> => {
      await start(world);
      const all = await found();
      await client?.open(ts, text, 'typescript');
      return all;
    };

    it('is explained under the pointer, in the terms of the app', async () => {
      await opened();
      const hover = await client?.connection.sendRequest<{ contents: { value: string }; range: unknown } | null>('textDocument/hover', { textDocument: { uri: ts }, position: { line: 3, character: 50 } });
      assert.match(hover?.contents.value ?? '', /`queue-encrypted`[^]*_Why:_[^]*_Fix:_ in the app: set `encryption` on the Queue\.[^]*_Source:_/);
      assert.deepEqual(hover?.range, place);
      assert.equal(await client?.connection.sendRequest('textDocument/hover', { textDocument: { uri: ts }, position: { line: 0, character: 1 } }), null);
    });

    it('has actions that silence and explain it, about the diagnostic that was pushed, and none that edits the app', async () => {
      const [diagnostic] = await opened();
      const actions = await actionsAt();
      assert.deepEqual(actions.map(({ title }) => title), ['Suppress queue-encrypted here, because…', 'Explain queue-encrypted']);
      assert.deepEqual(actions[0]?.diagnostics, [diagnostic]);
    });

    it('is silenced by a comment above its line, at once, and comes back when that goes', async () => {
      await opened();
      const [action] = await actionsAt();
      const { edit } = (await client?.connection.sendRequest<CodeAction>('codeAction/resolve', action)) ?? {};
      const after = edited(source, edit);
      assert.equal(after, commented);
      const gone = next((all) => all.length === 0);
      await client?.change(ts, 2, after);
      await gone;
      assert.deepEqual(await actionsAt(), []);
      const unused = next((all) => all.some(({ code }) => code === 'unused-suppression'));
      await client?.change(ts, 3, commented.replace('queue-encrypted', 'database-encrypted'));
      assert.deepEqual((await unused).map(({ code, range }) => [code, range.start.line]), [['queue-encrypted', 4], ['unused-suppression', 3]]);
    });

    it('is silenced with the reason that the client asked for', async () => {
      const [diagnostic] = await opened({ initializationOptions: { commands: ['dataward.suppressHere'] } });
      const { identity, ordinal } = diagnostic?.data as { identity: string; ordinal: number };
      assert.equal(await client?.connection.sendRequest('workspace/executeCommand', { command: 'dataward.suppress', arguments: [{ uri: ts, version: 1, identity, ordinal, reason: 'public news' }] }), true);
      const said = client?.heard.find(({ method }) => method === 'workspace/applyEdit')?.params as { edit: WorkspaceEdit };
      assert.equal(edited(source, said.edit), commented.replace('say why', 'public news'));
    });

    it('stays silent after a synthesis with the comment', async () => {
      const files = app();
      files.set('/project/shop/lib/orders.ts', commented);
      files.set('/project/shop/cdk.out/manifest.json', manifest.replace('orders.ts:4:5', 'orders.ts:5:5'));
      await start({ files });
      await client?.hears(() => pushes().length > 0);
      assert.deepEqual(pushes().at(-1)?.diagnostics, []);
    });
  });

  it('offers no fix in a generated template', async () => {
    const { connection } = await start();
    await found();
    await client?.open(json, template, 'json');
    const actions = await connection.sendRequest<readonly { title: string; disabled?: object; kind: string }[]>('textDocument/codeAction', { textDocument: { uri: json }, range: { start: { line: 5, character: 28 }, end: { line: 5, character: 33 } }, context: { diagnostics: [] } });
    assert.deepEqual(actions.filter(({ title, disabled }) => title.startsWith('Encrypt') && disabled === undefined), []);
  });

  it('goes stale at the first edit, and its places move with the text; undone, it is as it was', async () => {
    await start();
    const [first] = await found();
    await client?.open(ts, source, 'typescript');
    const edited = next(isStale);
    await client?.change(ts, 2, `// one\n// two\n${source}`);
    const [moved] = await edited;
    assert.deepEqual([moved?.range.start.line, moved?.range.start.character], [5, 46]);
    assert.match(said(moved?.message ?? ''), /Stale since lib\/orders\.ts was edited and is not saved/);
    const undone = next((all) => !isStale(all));
    await client?.change(ts, 3, source);
    assert.deepEqual(await undone, [first]);
  });

  it('stays stale once a source is saved, until the app is synthesised; its places stay with the text', async () => {
    const files = app();
    const times = new Map<string, number>();
    await start({ files, times });
    await found();
    await client?.open(ts, source, 'typescript');
    const changed = `// one\n${source}`;
    await client?.change(ts, 2, changed);
    files.set('/project/shop/lib/orders.ts', changed);
    times.set('/project/shop/lib/orders.ts', Date.UTC(2026, 10, 23));
    const saved = next((all) => all.some(({ message }) => said(message).includes('Stale since 2026-11-23T00:00:00Z, when lib/orders.ts changed')));
    await client?.save(ts);
    assert.deepEqual((await saved).map(({ range, severity }) => [range.start.line, severity]), [[4, 3]]);
    // Something else makes it look at everything again: the output is the same, and so are the places.
    const again = next(isStale);
    await client?.touched('file:///project/shop/cdk.json');
    assert.deepEqual((await again).map(({ range }) => range.start.line), [4]);
    times.set('/project/shop/cdk.out/manifest.json', Date.UTC(2026, 10, 24));
    files.set('/project/shop/cdk.out/manifest.json', manifest.replace('orders.ts:4:5', 'orders.ts:5:5'));
    const fresh = next((all) => all.some(({ severity }) => severity === 2));
    await client?.touched('file:///project/shop/cdk.out/manifest.json');
    assert.deepEqual((await fresh).map(({ range }) => range.start.line), [4]);
  });

  for (const [what, change] of [
    ['its output goes', (world: World) => [...(world.files?.keys() ?? [])].filter((path) => path.includes('cdk.out')).forEach((path) => world.files?.delete(path))],
    ['the setting is off', (world: World) => Object.assign(world.settings ?? {}, { enable: false })],
    ['the configuration leaves the source out', (world: World) => world.files?.set('/project/shop/dataward.config.yaml', 'exclude: [lib/**]\n')],
    ['the configuration leaves the output out', (world: World) => world.files?.set('/project/shop/dataward.config.yaml', 'exclude: [cdk.out]\n')],
  ] as readonly (readonly [string, (world: World) => unknown])[])
    it(`shows nothing any more when ${what}`, async () => {
      const world: World = { rules: testRules, files: app(), settings: { enable: true } };
      await start(world);
      await found();
      change(world);
      const gone = next((all) => all.length === 0);
      if (what.startsWith('the setting')) await client?.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      else await client?.touched('file:///project/shop/dataward.config.yaml', 'file:///project/shop/cdk.out/manifest.json');
      assert.deepEqual(await gone, []);
    });

  it('stands in its template where no line is known, until that is opened and asked for', async () => {
    const files = app();
    files.delete('/project/shop/lib/orders.ts');
    await start({ files });
    await client?.hears(() => pushes(json).length > 0);
    assert.match(said(pushes(json)[0]?.diagnostics[0]?.message ?? ''), /its line in the app is not known, this is the template\.$/);
    const taken = next((all) => all.length === 0, json);
    await client?.open(json, template, 'json');
    await taken;
    const back = next((all) => all.length > 0, json);
    await client?.close(json);
    await back;
  });

  it('tells of a manifest that cannot be read, at its place', async () => {
    const files = app();
    files.set('/project/shop/cdk.out/manifest.json', '{"artifacts": {');
    await start({ files });
    const uri = 'file:///project/shop/cdk.out/manifest.json';
    await client?.hears(() => pushes(uri).length > 0);
    assert.deepEqual(pushes(uri)[0]?.diagnostics.map(({ code, severity }) => [code, severity]), [['cdk-file-unreadable', 1]]);
  });

  it('is shown to a client that does not pull, whose open documents keep what is said of them', async () => {
    const { diagnostic: _, ...textDocument } = fullCapabilities.textDocument ?? {};
    await start({ capabilities: { ...fullCapabilities, textDocument: { ...textDocument, publishDiagnostics: { relatedInformation: true } } } });
    await found();
    await client?.open(ts, source, 'typescript');
    const edited = next(isStale);
    await client?.change(ts, 2, `\n${source}`);
    await edited;
    await client?.close(ts);
    const fresh = next((all) => all.some(({ severity }) => severity === 2));
    await client?.touched(ts);
    assert.equal((await fresh).length, 1);
  });
});
