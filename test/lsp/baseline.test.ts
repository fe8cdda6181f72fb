import assert from 'node:assert/strict';
import { CodeActionRequest, DocumentDiagnosticRequest, ExecuteCommandRequest, HoverRequest } from 'vscode-languageserver/node';
import type { ApplyWorkspaceEditParams, CodeAction, FullDocumentDiagnosticReport, PublishDiagnosticsParams, TextDocumentEdit } from 'vscode-languageserver/node';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { baselineText, entryOf, type BaselineEntry } from '../../server/src/project/baseline.ts';
import { checkCdkApp } from '../../server/src/project/check-cdk-app.ts';
import { checkModule } from '../../server/src/project/check-module.ts';
import { checkText } from '../../server/src/project/check.ts';
import { startClient, type TestClient, type World } from './client.ts';
import { testRules } from './rules.ts';

const baseline = '/project/ci/baseline.json';
const config = ['/project/dataward.config.yaml', 'baseline: ci/baseline.json\n'] as const;
const queue = (name: string): string => `  ${name}:\n    Type: AWS::SQS::Queue\n    Properties: {SqsManagedSseEnabled: false}\n`;
const one = `Resources:\n${queue('Old')}`;
const two = `${one}${queue('New')}`;
const uri = 'file:///project/a.yaml';

const volume = resource({ label: 'volume', tf: 'aws_ebs_volume', props: { encrypted: { tf: 'encrypted', whenAbsent: false } } });
const volumeEncrypted = rule({ ...testRules[0], id: 'volume-encrypted', on: volume, message: 'Volume {name} is not encrypted.', require: equals(volume.props.encrypted, true), fix: { title: 'Encrypt', set: [[volume.props.encrypted, true]] } } as Parameters<typeof rule>[0]);

const judged = (rules: readonly RuleRecord[]): Parameters<typeof checkText>[2] => ({ rules: rules.filter(({ profile }) => profile === 'default').map((of) => ({ rule: of, severity: of.severity })), profile: 'default' });

/** The entries of what is found in a template. */
function entries(path: string, text: string): readonly BaselineEntry[] {
  const checked = checkText(text, 'a.yaml', judged(testRules));
  return checked.kind === 'template' ? checked.report.findings.map((finding) => entryOf(finding, path, baseline, undefined)) : [];
}

describe('a baseline in the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());

  const start = async (files: Readonly<Record<string, string>>, world: Partial<World> = {}): Promise<Map<string, string>> => {
    const disk = new Map([config, ...Object.entries(files)]);
    client = await startClient({ rules: testRules, files: disk, ...world });
    return disk;
  };
  /** `line:character message` of each diagnostic. */
  const pull = async (of = uri): Promise<readonly string[]> => {
    assert(client);
    const { items } = (await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: of } })) as FullDocumentDiagnosticReport;
    return items.map(({ message, range: { start: at } }) => `${at.line}:${at.character} ${(typeof message === 'string' ? message : message.value).split('. ')[0]}`);
  };
  const old = '3:39 Queue Old is not encrypted';
  const fresh = '6:39 Queue New is not encrypted';

  it('holds back what was there, wherever its lines go, and shows what is new', async () => {
    await start({ '/project/a.yaml': one, [baseline]: baselineText(entries('/project/a.yaml', one)) });
    await client?.open(uri, two);
    assert.deepEqual(await pull(), [fresh]);
    await client?.change(uri, 2, `# a line\n${one}`);
    assert.deepEqual(await pull(), []);
  });

  it('says nothing of it, and mends none of it', async () => {
    await start({ [baseline]: baselineText(entries('/project/a.yaml', one)) });
    await client?.open(uri, two);
    const at = (line: number): object => ({ start: { line, character: 40 }, end: { line, character: 40 } });
    const actions = async (line: number): Promise<readonly CodeAction[]> => (await client?.connection.sendRequest(CodeActionRequest.method, { textDocument: { uri }, range: at(line), context: { diagnostics: [] } })) as CodeAction[];
    assert.deepEqual(await actions(3), []);
    assert.notDeepEqual(await actions(6), []);
    assert.equal(await client?.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 3, character: 40 } }), null);
    const [all] = (await client?.connection.sendRequest(CodeActionRequest.method, { textDocument: { uri }, range: at(0), context: { diagnostics: [], only: ['source.fixAll.dataward'] } })) as CodeAction[];
    const resolved = await client?.connection.sendRequest<CodeAction>('codeAction/resolve', all);
    const [{ edits } = { edits: [] }] = (resolved?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(edits.map(({ range }) => range.start.line), [6]);
  });

  it('is read anew when it changes on disk, or in the editor', async () => {
    const disk = await start({ [baseline]: baselineText([]) });
    await client?.open(uri, one);
    assert.deepEqual(await pull(), [old]);
    disk.set(baseline, baselineText(entries('/project/a.yaml', one)));
    await client?.touched(`file://${baseline}`);
    await client?.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    assert.deepEqual(await pull(), []);
    await client?.open(`file://${baseline}`, baselineText([]), 'json');
    assert.deepEqual(await pull(), [old]);
  });

  it('that is broken holds nothing, and is told where it is and in the templates that it is about', async () => {
    await start({ [baseline]: '{"version": 1,\n "findings": [{}]}' });
    await client?.open(uri, one);
    assert.deepEqual(await pull(), [`0:0 ${baseline}: An entry of a baseline has a text as \`file\`.`, old]);
    await client?.open(`file://${baseline}`, '{"version": 1,\n "findings": [{}]}', 'json');
    assert.deepEqual(await pull(`file://${baseline}`), ['1:14 An entry of a baseline has a text as `file`.']);
    await client?.change(`file://${baseline}`, 2, baselineText(entries('/project/a.yaml', one)));
    assert.deepEqual([await pull(`file://${baseline}`), await pull()], [[], []]);
  });

  it('that is missing is told', async () => {
    await start({});
    await client?.open(uri, one);
    const [first] = await pull();
    assert.match(first ?? '', /^0:0 \/project\/ci\/baseline\.json: The baseline cannot be read: there is no such file/);
  });

  it('follows a file that was renamed, and takes a copy for new', async () => {
    const disk = await start({ '/project/a.yaml': one, [baseline]: baselineText(entries('/project/before.yaml', one)) });
    await client?.open(uri, one);
    assert.deepEqual(await pull(), []);
    disk.set('/project/before.yaml', one);
    await client?.touched('file:///project/before.yaml');
    await client?.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    assert.deepEqual(await pull(), [old]);
  });

  it('follows a resource from file to file of its Terraform module', async () => {
    const files = { '/project/m/a.tf.json': JSON.stringify({ resource: { aws_ebs_volume: { data: {}, other: {} } } }), '/project/m/b.tf.json': '{}' };
    const { files: checked } = checkModule('m', (folder) => (folder === 'm' ? { texts: new Map(Object.entries(files).map(([path, text]) => [path.slice('/project/'.length), text])), hasOthers: false } : undefined), judged([volumeEncrypted]));
    const text = baselineText(checked.flatMap(({ file, report }) => report.findings.map((finding) => entryOf(finding, `/project/${file}`, baseline, undefined))));
    await start({ ...files, [baseline]: text }, { rules: [volumeEncrypted] });
    const [a, b] = ['file:///project/m/a.tf.json', 'file:///project/m/b.tf.json'];
    await client?.open(a, JSON.stringify({ resource: { aws_ebs_volume: { other: {} } } }), 'json');
    await client?.open(b, JSON.stringify({ resource: { aws_ebs_volume: { data: {}, fresh: {} } } }), 'json');
    assert.deepEqual(await pull(a), []);
    assert.deepEqual((await pull(b)).map((shown) => shown.replace(/^\S+ /, '')), ['Volume aws_ebs_volume.fresh is not encrypted']);
    await client?.change(a, 2, files['/project/m/a.tf.json']);
    assert.equal((await pull(b)).length, 2);
  });

  it('is left alone where everything in the workspace is fixed', async () => {
    const topic = resource({ label: 'topic', cfn: 'AWS::SNS::Topic', tf: 'aws_sns_topic', props: { signature: { cfn: 'SignatureVersion', tf: 'signature_version', whenAbsent: 1 } } });
    const topicSigned = rule({ ...testRules[0], id: 'topic-signed', on: topic, message: 'Topic {name} is not signed.', require: equals(topic.props.signature, 2), fix: { title: 'Sign', set: [[topic.props.signature, 2]] } } as Parameters<typeof rule>[0]);
    const module = JSON.stringify({ resource: { aws_sns_topic: { news: {} } } });
    const { report } = checkModule('m', (folder) => (folder === 'm' ? { texts: new Map([['m/a.tf.json', module]]), hasOthers: false } : undefined), judged([topicSigned]));
    const held = report.findings.map((finding) => entryOf(finding, '/project/m/a.tf.json', baseline, undefined));
    await start({ '/project/a.yaml': one, '/project/b.yaml': one, '/project/m/a.tf.json': module, '/project/n/a.tf.json': module, [baseline]: baselineText([...held, ...entries('/project/a.yaml', one)]) }, { rules: [...testRules, topicSigned] });
    assert.equal(await client?.connection.sendRequest(ExecuteCommandRequest.type, { command: 'dataward.fixWorkspace', arguments: [{}] }), true);
    const { edit } = (await client?.hears(({ method }) => method === 'workspace/applyEdit')) as ApplyWorkspaceEditParams;
    assert.deepEqual((edit.documentChanges as TextDocumentEdit[]).map(({ textDocument }) => textDocument.uri), ['file:///project/b.yaml', 'file:///project/n/a.tf.json']);
  });

  it('counts for a CDK app too, whose findings are pushed', async () => {
    const source = "new Queue(this, 'Incoming', { encryption: QueueEncryption.UNENCRYPTED });\nnew Queue(this, 'Other', { encryption: QueueEncryption.UNENCRYPTED });\n";
    const resourceOf = (): object => ({ Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: false } });
    const metadata = Object.fromEntries(['Incoming', 'Other'].map((name, i) => [`/Orders/${name}/Resource`, [{ type: 'aws:cdk:logicalId', data: name, trace: [`new Orders (/project/shop/orders.ts:${i + 1}:1)`] }]]));
    const disk = await start({
      '/project/shop/cdk.json': '{"app": "x"}',
      '/project/shop/orders.ts': source,
      '/project/shop/cdk.out/manifest.json': JSON.stringify({ version: '38.0.1', artifacts: { Orders: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Orders.template.json' }, metadata } } }),
      '/project/shop/cdk.out/Orders.template.json': JSON.stringify({ Resources: { Incoming: resourceOf(), Other: resourceOf() } }),
      [baseline]: baselineText([]),
    });
    const pushed = (): readonly (readonly number[])[] => (client?.heard ?? []).flatMap(({ method, params }) => (method === 'textDocument/publishDiagnostics' && (params as PublishDiagnosticsParams).uri === 'file:///project/shop/orders.ts' ? [(params as PublishDiagnosticsParams).diagnostics.map(({ range }) => range.start.line)] : []));
    await client?.hears(() => pushed().some((lines) => lines.length === 2));
    const identities = await identitiesIn(disk);
    disk.set(baseline, baselineText([{ file: '../shop/orders.ts', rule: 'queue-encrypted', resource: 'Orders/Incoming/Resource', identity: identities[0] ?? '', ordinal: 0 }]));
    await client?.touched(`file://${baseline}`);
    await client?.hears(() => pushed().at(-1)?.join() === '1');
    const template = '/project/shop/cdk.out/Orders.template.json';
    await client?.open(`file://${template}`, disk.get(template) ?? '', 'json');
    assert.deepEqual((await pull(`file://${template}`)).map((shown) => shown.replace(/^\S+ /, '')), ['Queue Other is not encrypted']);
  });
});

/** The identities of what is found in the app, in the order of its source. */
async function identitiesIn(disk: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const paths = [...disk.keys()];
  const facts = (path: string): 'file' | 'folder' | undefined => (disk.has(path) ? 'file' : paths.some((one) => one.startsWith(`${path}/`)) ? 'folder' : undefined);
  const host = {
    readFile: (path: string) => Promise.resolve(disk.has(path) ? new TextEncoder().encode(disk.get(path)) : undefined),
    entriesOf: () => Promise.resolve([]),
    factsOf: (path: string) => Promise.resolve(facts(path) && ({ kind: facts(path) ?? 'other', timeMs: 0, sizeBytes: 1, real: path } as const)),
  };
  const { files } = await checkCdkApp({ project: '/project/shop', output: '/project/shop/cdk.out' }, { host, keyOf: (path) => path, optionsOf: () => Promise.resolve(judged(testRules)) });
  return files.flatMap(({ checked }) => checked.report.findings).map(({ identity }) => identity);
}
