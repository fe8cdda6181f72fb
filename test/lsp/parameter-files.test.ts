import assert from 'node:assert/strict';
import { DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { startClient } from './client.ts';
import type { TestClient } from './client.ts';
import { testRules as rules } from './rules.ts';

const template = 'Resources:\n  Orders:\n    Type: AWS::S3::Bucket\n';

describe('files beside templates that are broken, in the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());

  const pull = async (uri: string): Promise<readonly string[]> => {
    assert(client);
    const { items } = (await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })) as FullDocumentDiagnosticReport;
    return items.map(({ message, range: { start } }) => `${start.line}:${start.character} ${typeof message === 'string' ? message : message.value}`);
  };

  it('are told of in the template that they are about, where they are not open', async () => {
    const files = new Map([
      ['/project/app/template.yaml', template],
      ['/project/other/template.yaml', template],
      ['/project/app/samconfig.toml', 'version = 0.1\n[default.deploy.parameters\n'],
    ]);
    client = await startClient({ rules, files });
    await client.open('file:///project/app/template.yaml', template);
    await client.open('file:///project/other/template.yaml', template);
    await pull('file:///project/app/template.yaml');
    await client.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    assert.deepEqual(await pull('file:///project/app/template.yaml'), ['0:0 app/samconfig.toml: This is no valid TOML from here on.']);
    assert.deepEqual(await pull('file:///project/other/template.yaml'), []);
    files.set('/project/app/samconfig.toml', 'version = 0.1\n');
    await client.touched('file:///project/app/samconfig.toml');
    assert.deepEqual(await pull('file:///project/app/template.yaml'), []);
  });

  it('show what is wrong with them where it is, when they are open', async () => {
    client = await startClient({ rules, files: new Map([['/project/template.yaml', template]]) });
    const deployment = 'file:///project/prod.yaml';
    await client.open(deployment, 'template-file-path: template.yaml\nparameters: [a]\n');
    assert.deepEqual(await pull(deployment), ['0:0 `parameters` is a map of texts, numbers and booleans.']);
    await client.change(deployment, 2, 'template-file-path: template.yaml\nparameters:\n  Name: [a\n');
    const [found] = await pull(deployment);
    assert.match(found ?? '', /^[23]:/);
    await client.change(deployment, 3, 'template-file-path: template.yaml\nparameters: {Name: a}\n');
    assert.deepEqual(await pull(deployment), []);
  });

  it('show nothing where the settings leave them out', async () => {
    client = await startClient({ rules, settings: { enable: false } });
    await client.open('file:///project/prod.yaml', 'template-file-path: template.yaml\nparameters: [a]\n');
    assert.deepEqual(await pull('file:///project/prod.yaml'), []);
  });

  it("show the problem of a CDK app's manifest that is open", async () => {
    const manifest = '{"version":"1.0.0",\n "artifacts": 7}';
    const files = new Map([['/project/cdk.json', '{}'], ['/project/cdk.out/cdk.out', '{}'], ['/project/cdk.out/manifest.json', manifest]]);
    client = await startClient({ rules, files });
    const uri = 'file:///project/cdk.out/manifest.json';
    await client.open(uri, manifest, 'json');
    await client.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    const [found] = await pull(uri);
    assert.match(found ?? '', /artifacts/);
  });
});
