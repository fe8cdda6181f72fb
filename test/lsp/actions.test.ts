import assert from 'node:assert/strict';
import { CodeActionRequest, CodeActionResolveRequest, ExecuteCommandRequest, HoverRequest } from 'vscode-languageserver/node';
import type { ApplyWorkspaceEditParams, ClientCapabilities, CodeAction, MarkupContent } from 'vscode-languageserver/node';
import { edited, fullCapabilities, startClient } from './client.ts';
import type { TestClient, World } from './client.ts';
import { contraryRule, testRules } from './rules.ts';

const uri = 'file:///project/stack.yaml';
const queue = 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: orders # kept\n';
const database = 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: false\n';
const two = `${queue}  Bills:\n    Type: AWS::SQS::Queue\n    Properties:\n      SqsManagedSseEnabled: false\n`;
const plain: ClientCapabilities = { textDocument: { codeAction: {} }, workspace: { applyEdit: true } };

describe('code actions of the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());

  const start = async (text: string, world: Partial<World> = {}, at = uri): Promise<TestClient> => {
    client = await startClient({ rules: testRules, ...world });
    await client.open(at, text, at.endsWith('json') ? 'json' : 'yaml');
    return client;
  };
  const actions = async (from: TestClient, line: number, only?: string[], at = uri): Promise<CodeAction[]> => {
    const range = { start: { line, character: 0 }, end: { line, character: 200 } };
    const answer = await from.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri: at }, range, context: { diagnostics: [], ...(only ? { only } : {}) } });
    return (answer ?? []).filter((one): one is CodeAction => 'kind' in one);
  };
  const named = (all: readonly CodeAction[], start: string): CodeAction => {
    const found = all.find(({ title }) => title.startsWith(start));
    assert.ok(found, `${start} is not among ${all.map(({ title }) => title).join(' | ')}`);
    return found;
  };
  const resolve = (from: TestClient, action: CodeAction): Promise<CodeAction> => from.connection.sendRequest(CodeActionResolveRequest.type, action);
  const command = (from: TestClient, name: string, argument: unknown): Promise<unknown> => from.connection.sendRequest(ExecuteCommandRequest.type, { command: name, arguments: [argument] });
  const appliedEdit = async (from: TestClient): Promise<ApplyWorkspaceEditParams> => (await from.hears(({ method }) => method === 'workspace/applyEdit')) as ApplyWorkspaceEditParams;

  it('fix a finding by an edit that is worked out when it is chosen, and touches nothing else', async () => {
    const at = await start(queue);
    const fix = named(await actions(at, 3), 'Encrypt the queue');
    assert.equal(fix.title, 'Encrypt the queue');
    assert.equal(fix.kind, 'quickfix');
    assert.equal(fix.edit, undefined);
    assert.equal(fix.diagnostics?.[0]?.code, 'queue-encrypted');
    const { edit } = await resolve(at, fix);
    assert.deepEqual(edit?.documentChanges?.map((change) => ('textDocument' in change ? change.textDocument : undefined)), [{ uri, version: 1 }]);
    assert.equal(edited(queue, edit), queue.replace('      QueueName', '      SqsManagedSseEnabled: true\n      QueueName'));
  });

  it('prefer exactly one, and it is safe', async () => {
    const at = await start(two);
    const preferred = (await actions(at, 3)).filter(({ isPreferred }) => isPreferred);
    assert.deepEqual(preferred.map(({ title }) => title), ['Encrypt the queue']);
  });

  it('say in the title what an unsafe fix does, never prefer it, and have the client ask', async () => {
    const at = await start(database);
    const all = await actions(at, 4);
    const fix = named(all, 'Encrypt the storage');
    assert.equal(fix.title, 'Encrypt the storage (replaces the database)');
    assert.deepEqual(all.filter(({ isPreferred }) => isPreferred), []);
    const { edit } = await resolve(at, fix);
    const [annotation] = Object.values(edit?.changeAnnotations ?? {});
    assert.equal(annotation?.needsConfirmation, true);
    assert.equal(annotation?.label, 'Encrypt the storage (replaces the database)');
    assert.equal(edited(database, edit), database.replace('false', 'true'));
  });

  it('offer to keep the data before it is replaced, as an action of its own', async () => {
    const at = await start(database);
    const keep = named(await actions(at, 4), 'Keep the old data first');
    assert.equal(keep.isPreferred, undefined);
    const { edit } = await resolve(at, keep);
    assert.equal(edit?.changeAnnotations, undefined);
    assert.equal(edited(database, edit), database.replace('    Type', '    DeletionPolicy: Snapshot\n    UpdateReplacePolicy: Snapshot\n    Type'));
    await at.change(uri, 2, edited(database, edit));
    assert.deepEqual((await actions(at, 6)).filter(({ title }) => title.startsWith('Keep')), [], 'it is kept already');
  });

  it('have the server ask before an unsafe fix where the client would not', async () => {
    const at = await start(database, { capabilities: plain });
    const fix = named(await actions(at, 4), 'Encrypt the storage');
    assert.equal(fix.edit, undefined);
    assert.equal(fix.command?.command, 'dataward.applyFix');
    const [data] = (fix.command?.arguments ?? []) as unknown[];
    assert.equal(await command(at, 'dataward.applyFix', data), false, 'nobody said yes');
    assert.deepEqual(at.heard.filter(({ method }) => method === 'workspace/applyEdit'), []);
    at.answer('window/showMessageRequest', { title: 'Apply' });
    assert.equal(await command(at, 'dataward.applyFix', data), true);
    assert.equal(edited(database, (await appliedEdit(at)).edit), database.replace('false', 'true'));
  });

  it('carry the edit at once for a client that cannot resolve', async () => {
    const at = await start(queue, { capabilities: plain });
    const fix = named(await actions(at, 3), 'Encrypt the queue');
    assert.match(edited(queue, fix.edit), /SqsManagedSseEnabled: true/);
  });

  it('fix all of one rule in the file, and only that', async () => {
    const text = two.replace('Resources:\n', 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: false\n');
    const at = await start(text);
    const fix = named(await actions(at, 7), 'Fix all 2 of queue-encrypted');
    const after = edited(text, (await resolve(at, fix)).edit);
    assert.equal(after.match(/SqsManagedSseEnabled: true/g)?.length, 2);
    assert.match(after, /StorageEncrypted: false/);
  });

  it('fix all that is safe only when asked for by kind, and leave what is not', async () => {
    const text = `${two}${database.replace('Resources:\n', '')}`;
    const at = await start(text);
    const isFixAll = ({ kind }: CodeAction): boolean => kind === 'source.fixAll.dataward';
    assert.deepEqual((await actions(at, 3)).filter(isFixAll), []);
    assert.deepEqual((await actions(at, 3, ['quickfix'])).filter(isFixAll), []);
    for (const only of ['source.fixAll.dataward', 'source.fixAll', 'source']) {
      const asked = await actions(at, 3, [only]);
      assert.equal(asked.length, 1, only);
      const after = edited(text, (await resolve(at, asked[0] as CodeAction)).edit);
      assert.equal(after.match(/SqsManagedSseEnabled: true/g)?.length, 2);
      assert.match(after, /StorageEncrypted: false/);
    }
    assert.deepEqual(await actions(at, 3, ['source.fixAll.eslint']), []);
  });

  it('do nothing to a version that they were not made for, and say so', async () => {
    const at = await start(queue);
    const all = await actions(at, 3);
    await at.change(uri, 2, `# a line\n${queue}`);
    for (const title of ['Encrypt the queue', 'Suppress queue-encrypted']) {
      assert.equal((await resolve(at, named(all, title))).edit, undefined);
    }
    await at.hears(({ method, params }) => method === 'window/showMessage' && JSON.stringify(params).includes('has changed'));
  });

  it('show a fix that is refused as disabled, with the reason', async () => {
    const text = 'Parameters:\n  On:\n    Type: String\n    Default: "false"\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      SqsManagedSseEnabled: !Ref On\n';
    const at = await start(text);
    const fix = named(await actions(at, 8), 'Encrypt the queue');
    assert.ok(fix.disabled?.reason);
    client?.dispose();
    const simple = await start(text, { capabilities: plain });
    assert.deepEqual((await actions(simple, 8)).filter(({ title }) => title.startsWith('Encrypt')), []);
  });

  it('refuse a fix that would bring another finding, and name its rule', async () => {
    const at = await start(queue, { rules: [...testRules, contraryRule] });
    assert.equal(named(await actions(at, 3), 'Encrypt the queue').disabled?.reason, 'With this change alone there would be a finding of queue-contrary.');
    assert.deepEqual((await actions(at, 3)).filter(({ isPreferred }) => isPreferred), []);
  });

  it('suppress by a comment with the indentation of the property, which then silences', async () => {
    const at = await start(database, { capabilities: fullCapabilities });
    const action = named(await actions(at, 4), 'Suppress database-encrypted here');
    const after = edited(database, (await resolve(at, action)).edit);
    assert.equal(after, database.replace('      StorageEncrypted', '      # dataward-ignore database-encrypted: say why\n      StorageEncrypted'));
  });

  it('ask for the reason where the client can, and write it by a command', async () => {
    const at = await start(database, { initializationOptions: { commands: ['dataward.suppressHere', 'dataward.explainRule'] } });
    const action = named(await actions(at, 4), 'Suppress database-encrypted here');
    assert.equal(action.command?.command, 'dataward.suppressHere');
    const [data] = (action.command?.arguments ?? []) as Record<string, unknown>[];
    assert.equal(await command(at, 'dataward.suppress', { ...data, reason: ' a copy\nfor tests; soon gone ' }), true);
    const after = edited(database, (await appliedEdit(at)).edit);
    assert.equal(after, database.replace('      Storage', '      # dataward-ignore database-encrypted: a copy for tests; soon gone\n      Storage'));
    await at.change(uri, 2, after);
    assert.deepEqual(await actions(at, 5), []);
  });

  it('suppress in JSON by the metadata of the resource', async () => {
    const json = 'file:///project/stack.json';
    const text = '{\n  "Resources": {\n    "Orders": {\n      "Type": "AWS::SQS::Queue",\n      "Properties": { "QueueName": "orders" }\n    }\n  }\n}\n';
    const at = await start(text, {}, json);
    const after = edited(text, (await resolve(at, named(await actions(at, 4, undefined, json), 'Suppress queue-encrypted'))).edit);
    const { Metadata } = (JSON.parse(after) as { Resources: { Orders: { Metadata: unknown } } }).Resources.Orders;
    assert.deepEqual(Metadata, { dataward: { ignore: [{ rule: 'queue-encrypted', reason: 'say why' }] } });
  });

  it('keep CRLF when they suppress', async () => {
    const text = queue.replaceAll('\n', '\r\n');
    const at = await start(text);
    const after = edited(text, (await resolve(at, named(await actions(at, 3), 'Suppress'))).edit);
    assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
    assert.equal(after.split('\r\n').length, text.split('\r\n').length + 1);
  });

  it('explain a rule: the command answers with its page, and with null for no rule', async () => {
    const at = await start(queue);
    const action = named(await actions(at, 3), 'Explain queue-encrypted');
    assert.deepEqual(action.command, { title: action.title, command: 'dataward.explain', arguments: ['queue-encrypted'] });
    assert.match(String(await command(at, 'dataward.explain', 'queue-encrypted')), /The queue is encrypted/);
    assert.equal(await command(at, 'dataward.explain', 'no-such-rule'), null);
  });

  it('survive whatever a client sends back', async () => {
    const at = await start(queue);
    const odd: unknown[] = [undefined, null, 7, 'x', [], {}, { uri }, { uri, version: '1' }, { uri, version: 1, identity: 5 }, { uri: 'file:///no', version: 1, identity: 'a' }, { uri, version: 1, identity: '0'.repeat(16) }];
    for (const argument of odd) {
      assert.notEqual(await command(at, 'dataward.suppress', argument), true);
      assert.notEqual(await command(at, 'dataward.applyFix', argument), true);
      assert.equal((await resolve(at, { title: 'odd', data: { what: 'fix', ...(typeof argument === 'object' ? argument : {}) } })).edit, undefined);
    }
    assert.equal(await command(at, 'dataward.nothing', {}), null);
    assert.deepEqual(at.heard.filter(({ method }) => method === 'window/logMessage'), []);
  });

  it('are hovered with what, why, fix and source, and nothing of the template works as Markdown', async () => {
    const at = await start(database);
    const hover = await at.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 4, character: 26 } });
    const { value } = hover?.contents as MarkupContent;
    assert.match(value, /\*\*The database is encrypted\*\* · high · `database-encrypted`/);
    assert.match(value, /_Why:_ Whoever gets hold of a snapshot reads it/);
    assert.match(value, /_Fix:_ Encrypt the storage \\\(replaces the database\\\)/);
    assert.match(value, /_Source:_ \[docs\.aws\.amazon\.com\]\(https:\/\/docs\.aws\.amazon\.com\/database\)/);
    assert.deepEqual(hover?.range, { start: { line: 4, character: 24 }, end: { line: 4, character: 29 } });
    assert.equal(await at.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 0, character: 0 } }), null);
  });

  it('are hovered with what becomes of the data, what saves it, and how it is carried over', async () => {
    const at = await start(database);
    const hover = await at.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 4, character: 26 } });
    const { value } = hover?.contents as MarkupContent;
    assert.match(value, /replaces the database.*CloudFormation then deletes the old database, and its data with it: `UpdateReplacePolicy` does not keep it/);
    assert.match(value, /_Before that:_ Keep the old data first: DeletionPolicy and UpdateReplacePolicy Snapshot\./);
    assert.match(value, /_To carry the data over:_ 1\. stop writing.*2\. copy the snapshot.*\[docs\.aws\.amazon\.com\]/);
    const safe = 'file:///project/queue.yaml';
    await at.open(safe, queue);
    const plainly = await at.connection.sendRequest(HoverRequest.type, { textDocument: { uri: safe }, position: { line: 3, character: 6 } });
    assert.doesNotMatch((plainly?.contents as MarkupContent).value, /Before that|carry the data/);
  });

  it('name the witness of a finding that is not always so', async () => {
    const text = 'Parameters:\n  Env: { Type: String, Default: dev, AllowedValues: [dev, prod] }\nConditions:\n  Prod: !Equals [!Ref Env, prod]\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      SqsManagedSseEnabled: !If [Prod, true, false]\n';
    const at = await start(text);
    const hover = await at.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 8, character: 47 } });
    assert.match((hover?.contents as MarkupContent | undefined)?.value ?? '', /_When:_ .*Env = dev/);
  });
});
