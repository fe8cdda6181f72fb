import assert from 'node:assert/strict';
import { CodeActionRequest, ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { AnnotatedTextEdit, ApplyWorkspaceEditParams, ClientCapabilities, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { edited, fullCapabilities, startClient } from './client.ts';
import type { TestClient, World } from './client.ts';
import { testRules } from './rules.ts';

const queue = 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: orders # kept\n';
const mended = queue.replace('      QueueName', '      SqsManagedSseEnabled: true\n      QueueName');
const database = 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: false\n';
const generated = JSON.stringify({ Resources: { Orders: { Type: 'AWS::SQS::Queue', Properties: {} } } });
const plain: ClientCapabilities = { textDocument: { codeAction: {} }, workspace: { applyEdit: true } };
const uri = 'file:///project/open.yaml';

const topic = resource({ label: 'topic', cfn: 'AWS::SNS::Topic', tf: 'aws_sns_topic', props: { signature: { cfn: 'SignatureVersion', tf: 'signature_version', whenAbsent: 1 } } });
const topicSigned = rule({ ...testRules[0], id: 'topic-signed', on: topic, require: equals(topic.props.signature, 2), fix: { title: 'Sign', set: [[topic.props.signature, 2]] } } as Parameters<typeof rule>[0]);

describe('fixing everything that is safe in the workspace', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());

  const files = (more: Readonly<Record<string, string>> = {}): Map<string, string> =>
    new Map(Object.entries({ '/project/open.yaml': queue, '/project/a/one.yaml': queue, '/project/a/ledger.yaml': database, '/project/notes.yaml': 'Resources: none of ours\n', '/elsewhere/two.yaml': queue, ...more }));
  const start = async (world: Partial<World> = {}): Promise<TestClient> => {
    client = await startClient({ rules: testRules, files: files(), ...world });
    return client;
  };
  const run = (from: TestClient, argument: unknown = {}): Promise<unknown> => from.connection.sendRequest(ExecuteCommandRequest.type, { command: 'dataward.fixWorkspace', arguments: [argument] });
  const applied = async (from: TestClient): Promise<WorkspaceEdit> => ((await from.hears(({ method }) => method === 'workspace/applyEdit')) as ApplyWorkspaceEditParams).edit;
  const changes = (edit: WorkspaceEdit): readonly TextDocumentEdit[] => (edit.documentChanges ?? []).filter((one): one is TextDocumentEdit => 'textDocument' in one);
  const asked = (from: TestClient): readonly string[] =>
    from.heard.filter(({ method }) => method.startsWith('window/showMessage')).map(({ params }) => (params as { readonly message: string }).message);

  it('is one edit of the files of its folders that the client shows first, with the versions of those that are open', async () => {
    const at = await start();
    await at.open(uri, `# a line\n${queue}`);
    assert.equal(await run(at), true);
    const edit = await applied(at);
    assert.deepEqual(changes(edit).map(({ textDocument }) => [textDocument.uri, textDocument.version]), [[uri, 1], ['file:///project/a/one.yaml', null]]);
    assert.deepEqual(Object.values(edit.changeAnnotations ?? {}), [{ label: 'Dataward: fix 2 findings in 2 files', needsConfirmation: true }]);
    const ids = changes(edit).flatMap(({ edits }) => edits.map((one) => (one as AnnotatedTextEdit).annotationId));
    assert.deepEqual([...new Set(ids)], Object.keys(edit.changeAnnotations ?? {}));
    const [open, closed] = changes(edit);
    assert.equal(edited(`# a line\n${queue}`, { documentChanges: open ? [open] : [] }), `# a line\n${mended}`);
    assert.equal(edited(queue, { documentChanges: closed ? [closed] : [] }), mended);
    assert.match(asked(at)[0] ?? '', /what you chose of 2 findings in 2 files is fixed\. 1 finding needs a decision of yours/);
  });

  it('asks a client that would not show it, and does nothing without its yes', async () => {
    const at = await start({ capabilities: plain });
    assert.equal(await run(at), false);
    assert.deepEqual(at.heard.filter(({ method }) => method === 'workspace/applyEdit'), []);
    at.answer('window/showMessageRequest', { title: 'Fix' });
    assert.equal(await run(at), true);
    assert.deepEqual(Object.keys((await applied(at)).changes ?? {}), [uri, 'file:///project/a/one.yaml']);
  });

  it('leaves alone what a configuration excludes, and what a CDK app generated', async () => {
    const more = {
      '/project/dataward.config.yaml': 'exclude: [a/]\n',
      '/project/cdk.json': '{}',
      '/project/cdk.out/cdk.out': '{"version":"1.0.0"}',
      '/project/cdk.out/manifest.json': '{"version":"1.0.0","artifacts":{}}',
      '/project/cdk.out/Stack.template.json': generated,
    };
    const at = await start({ files: files(more) });
    await run(at);
    assert.deepEqual(changes(await applied(at)).map(({ textDocument }) => textDocument.uri), [uri]);
  });

  it('mends what one rule finds, where an action asks for that', async () => {
    const at = await start();
    await at.open(uri, queue);
    const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 20 } };
    const actions = (await at.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context: { diagnostics: [] } })) ?? [];
    const action = actions.find(({ title }) => title === 'Fix all of queue-encrypted in the workspace…');
    assert.deepEqual(typeof action?.command === 'object' ? action.command.arguments : undefined, [{ rule: 'queue-encrypted' }]);
    await run(at, { rule: 'database-encrypted' });
    assert.deepEqual(at.heard.filter(({ method }) => method === 'workspace/applyEdit'), []);
    assert.match(asked(at).at(-1) ?? '', /nothing in the workspace can be fixed.* 1 finding needs/);
    await run(at, { rule: 'queue-encrypted' });
    assert.equal(changes(await applied(at)).length, 2);
  });

  it('mends Terraform modules with those that they call, each file once', async () => {
    const topics = JSON.stringify({ variable: { v: { default: 1 } }, resource: { aws_sns_topic: { a: { name: 'a' } } } }, null, 2);
    const caller = JSON.stringify({ module: { a: { source: './topics' } } }, null, 2);
    const at = await start({ rules: [topicSigned], files: new Map([['/project/main.tf.json', caller], ['/project/topics/main.tf.json', `\uFEFF${topics}`], ['/project/other/main.tf.json', caller.replace('./', '../')]]) });
    assert.equal(await run(at), true);
    const edit = await applied(at);
    assert.deepEqual(changes(edit).map(({ textDocument }) => textDocument.uri), ['file:///project/topics/main.tf.json']);
    assert.deepEqual((JSON.parse(edited(topics, edit)) as { resource: unknown }).resource, { aws_sns_topic: { a: { signature_version: 2, name: 'a' } } });
  });

  it('is given up when the user does', async () => {
    const at = await start({ capabilities: { ...fullCapabilities, window: { workDoneProgress: true } } });
    // The server asks for the settings of a file, and is answered after the user has given up.
    let goOn = (): void => undefined;
    at.answer('workspace/configuration', new Promise<unknown>((resolve) => (goOn = () => resolve([{}]))));
    const answer = run(at);
    const { token } = (await at.hears(({ method }) => method === 'window/workDoneProgress/create')) as { readonly token: string };
    await at.hears(({ method }) => method === 'workspace/configuration');
    await at.connection.sendNotification('window/workDoneProgress/cancel', { token });
    goOn();
    assert.equal(await answer, false);
    assert.deepEqual(at.heard.filter(({ method }) => method === 'workspace/applyEdit'), []);
  });
});
