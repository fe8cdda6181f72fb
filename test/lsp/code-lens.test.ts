import assert from 'node:assert/strict';
import { CodeLensRequest } from 'vscode-languageserver/node';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { fullCapabilities, startClient } from './client.ts';
import type { TestClient, World } from './client.ts';
import { testRules } from './rules.ts';

const uri = 'file:///project/stack.yaml';
const database = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      StorageEncrypted: false
      DeletionProtection: false
`;
const bucket = `  Orders:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
`;
const options = { headTexts: true, commands: ['dataward.openChanges'] };
const capabilities: ClientCapabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, codeLens: { refreshSupport: true } } };

describe('code lenses of the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());

  const start = async (head: string | null, text: string, world: Partial<World> = {}, at = uri): Promise<TestClient> => {
    client = await startClient({ rules: testRules, capabilities, initializationOptions: options, ...world });
    await client.open(at, text);
    await client.connection.sendNotification('dataward/headText', { uri: at, text: head });
    return client;
  };
  const lenses = async (from: TestClient, at = uri): Promise<readonly string[]> => {
    const found = (await from.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: at } })) ?? [];
    return found.map(({ range: { start }, command }) => `${start.line}:${start.character} ${command?.title ?? ''}`);
  };

  it('tell at a data store that it is replaced, and what becomes of its data', async () => {
    const at = await start(database, database.replace('Encrypted: false', 'Encrypted: true'));
    assert.deepEqual(await lenses(at), ['1:2 Since HEAD: AWS::RDS::DBInstance Db is replaced by a new one (StorageEncrypted) · the databases of the instance: lost, no safety net']);
  });

  it('tell of what is gone at the key of all resources, with what keeps its data', async () => {
    const at = await start(database + bucket, database);
    const [found] = await lenses(at);
    assert.match(found ?? '', /^0:0 Since HEAD: AWS::S3::Bucket Orders is deleted · .*: kept: DeletionPolicy Retain keeps it/);
  });

  it('say nothing of what changes in place, of what is only written elsewhere, nor of what is new', async () => {
    const moved = `# moved\n${database.replace('DeletionProtection: false', 'DeletionProtection: true')}${bucket}`;
    assert.deepEqual(await lenses(await start(database, moved)), []);
  });

  it('say nothing while the document is broken, without a commit, nor of what is no template', async () => {
    const at = await start(database, `${database}  Bad: [\n`);
    assert.deepEqual(await lenses(at), []);
    await at.change(uri, 2, 'Resources:\n');
    assert.deepEqual(await lenses(at), []);
    await at.change(uri, 3, database.replace('Encrypted: false', 'Encrypted: true'));
    assert.equal((await lenses(at)).length, 1);
    await at.connection.sendNotification('dataward/headText', { uri, text: 'hello' });
    assert.deepEqual(await lenses(at), []);
    await at.connection.sendNotification('dataward/headText', { uri, text: null });
    assert.deepEqual(await lenses(at), []);
  });

  it('follow the text and the commit, and have the client ask again', async () => {
    const at = await start(database, database);
    assert.deepEqual(await lenses(at), []);
    await at.change(uri, 2, database.replace('Encrypted: false', 'Encrypted: true'));
    assert.equal((await lenses(at)).length, 1);
    const refreshes = (): number => at.heard.filter(({ method }) => method === 'workspace/codeLens/refresh').length;
    const before = refreshes();
    await at.connection.sendNotification('dataward/headText', { uri, text: database.replace('Encrypted: false', 'Encrypted: true') });
    assert.deepEqual(await lenses(at), []);
    assert.equal(refreshes(), before + 1);
  });

  it('forget the commit when the document is closed', async () => {
    const at = await start(database, database.replace('Encrypted: false', 'Encrypted: true'));
    await at.close(uri);
    await at.open(uri, database.replace('Encrypted: false', 'Encrypted: true'));
    assert.deepEqual(await lenses(at), []);
  });

  it('open the changes where the client can', async () => {
    const at = await start(database, database.replace('Encrypted: false', 'Encrypted: true'));
    const [found] = (await at.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    assert.equal(found?.command?.command, 'dataward.openChanges');
    assert.deepEqual(found.command.arguments, [uri]);
  });

  it('tell of a Terraform module what the file of it has lost', async () => {
    const file = 'file:///project/main.tf.json';
    const table = { name: 'orders', hash_key: 'id' };
    const text = (resources: object): string => JSON.stringify({ resource: resources }, null, 2);
    const at = await start(text({ aws_dynamodb_table: { orders: table, other: table } }), text({ aws_dynamodb_table: { orders: { ...table, hash_key: 'key' } } }), {}, file);
    const found = await lenses(at, file);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /^1:2 Since HEAD: aws_dynamodb_table aws_dynamodb_table\.other is deleted · .*: lost, no safety net$/);
  });

  it('are not offered to a client that does not tell what was committed', async () => {
    client = await startClient({ rules: testRules });
    assert.equal(client.server.capabilities.codeLensProvider, undefined);
  });
});
