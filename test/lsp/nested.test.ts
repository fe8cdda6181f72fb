import assert from 'node:assert/strict';
import { DidChangeWatchedFilesNotification, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { Diagnostic, FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { startClient } from './client.ts';
import type { TestClient } from './client.ts';
import { testRules as rules } from './rules.ts';

const parent = 'file:///project/main.yaml';
const child = 'file:///project/nested/my%20db.yaml';
const main = (encrypted: boolean): string => `Resources:
  Orders:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested/my db.yaml
      Parameters: {Encrypted: ${encrypted}}
`;
const database = `Parameters:
  Encrypted: {Type: String, Default: false}
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      StorageEncrypted: !Ref Encrypted
`;

describe('nested stacks in the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());
  const pull = async (uri: string): Promise<readonly Diagnostic[]> => {
    assert(client);
    const { items } = (await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })) as FullDocumentDiagnosticReport;
    return items.filter(({ code }) => code === 'database-encrypted');
  };
  /** Opens a template and waits until the workspace was looked through. */
  const open = async (uri: string, text: string, files: Map<string, string>): Promise<void> => {
    client = await startClient({ rules, files });
    await client.open(uri, text);
    await pull(uri);
    await client.hears(({ method }) => method === 'workspace/diagnostic/refresh');
  };
  const files = (encrypted: boolean): Map<string, string> => new Map([['/project/main.yaml', main(encrypted)], ['/project/nested/my db.yaml', database]]);

  it('judges an open child by what its parent on disk gives', async () => {
    await open(child, database, files(true));
    assert.deepEqual(await pull(child), []);
  });

  it('names the call, in its own file', async () => {
    await open(child, database, files(false));
    const [found] = await pull(child);
    assert.deepEqual(found?.relatedInformation, [{ message: 'through Orders', location: { uri: parent, range: { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } } } }]);
  });

  it('judges the child anew when its parent changes, in the editor or on disk', async () => {
    const disk = files(true);
    await open(child, database, disk);
    assert(client);
    await client.open(parent, main(false));
    assert.equal((await pull(child)).length, 1);
    await client.change(parent, 2, main(true));
    assert.equal((await pull(child)).length, 0);
    await client.close(parent);
    disk.set('/project/main.yaml', main(false));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: parent, type: 2 }] });
    await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: child } });
    assert.equal((await pull(child)).length, 1);
  });

  it('judges a template by the parameters that a file beside it gives, and anew when the file changes', async () => {
    const config = (encrypted: boolean): string => `[default.deploy.parameters]\nparameter_overrides = "Encrypted=${encrypted}"\n`;
    const disk = new Map([['/project/template.yaml', database], ['/project/samconfig.toml', config(true)]]);
    await open('file:///project/template.yaml', database, disk);
    assert(client);
    assert.equal((await pull('file:///project/template.yaml')).length, 0);
    disk.set('/project/samconfig.toml', config(false));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: 'file:///project/samconfig.toml', type: 2 }] });
    await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: 'file:///project/template.yaml' } });
    assert.equal((await pull('file:///project/template.yaml')).length, 1);
  });
});
