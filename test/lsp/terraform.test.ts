import assert from 'node:assert/strict';
import { DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { Diagnostic, FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { startClient } from './client.ts';
import type { TestClient } from './client.ts';

const volume = resource({ label: 'volume', tf: 'aws_ebs_volume', props: { encrypted: { tf: 'encrypted', whenAbsent: false } } });
const volumeEncrypted = rule({
  id: 'volume-encrypted',
  since: '2026.12',
  on: volume,
  severity: 'high',
  category: 'at-rest',
  title: 'Volume is encrypted',
  message: 'Volume {name} is not encrypted.',
  why: 'Whoever gets it reads it.',
  source: 'https://docs.aws.amazon.com/volume',
  require: equals(volume.props.encrypted, true),
  fix: { title: 'Encrypt', set: [[volume.props.encrypted, true]] },
  examples: { pass: [], fail: [], unknown: [] },
});

const root = 'file:///project/infra/main.tf.json';
const child = 'file:///project/infra/disk/main.tf.json';
const main = (encrypted: boolean): string => JSON.stringify({ module: { a: { source: './disk', on: encrypted }, b: { source: './disk', on: false } } }, null, 2);
const disk = JSON.stringify({ variable: { on: {} }, resource: { aws_ebs_volume: { data: { encrypted: '${var.on}' } } } }, null, 2);

describe('Terraform configuration in the language server', () => {
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());
  const pull = async (uri: string): Promise<readonly Diagnostic[]> => {
    assert(client);
    return ((await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })) as FullDocumentDiagnosticReport).items;
  };

  it('judges a folder that nobody in the workspace calls by itself: a variable without default is not known there', async () => {
    client = await startClient({ rules: [volumeEncrypted], files: new Map([['/project/infra/disk/main.tf.json', disk]]) });
    await client.open(child, disk);
    assert.deepEqual(await pull(child), []);
  });

  it('tells of the neighbours of a file as they stand in the editor', async () => {
    const plain = JSON.stringify({ variable: { on: { default: true } } });
    const volumes = JSON.stringify({ resource: { aws_ebs_volume: { data: { encrypted: '${var.on}' } } } });
    client = await startClient({ rules: [volumeEncrypted], files: new Map([['/project/v/variables.tf.json', plain], ['/project/v/volumes.tf.json', volumes]]) });
    await client.open('file:///project/v/volumes.tf.json', volumes);
    assert.deepEqual(await pull('file:///project/v/volumes.tf.json'), []);
    await client.open('file:///project/v/variables.tf.json', plain.replace('true', 'false'));
    assert.deepEqual((await pull('file:///project/v/volumes.tf.json')).map(({ code, range }) => [code, range.start.line]), [['volume-encrypted', 0]]);
  });

  describe('with callers in the workspace', () => {
    const byDefault = disk.replace('"on": {}', '"on": {"default": false}');
    const files = (encrypted: boolean): Map<string, string> => new Map([['/project/infra/main.tf.json', main(encrypted).replace('"on": false', `"on": ${encrypted}`)], ['/project/infra/disk/main.tf.json', byDefault]]);
    const openChild = async (disk: Map<string, string>): Promise<TestClient> => {
      client = await startClient({ rules: [volumeEncrypted], files: disk });
      await client.open(child, byDefault);
      await pull(child);
      await client.hears(({ method }) => method === 'workspace/diagnostic/refresh');
      return client;
    };

    it('judges a called folder by what its callers set, not by its own defaults', async () => {
      await openChild(files(true));
      assert.deepEqual(await pull(child), []);
    });

    it('finds in it what one of its callers brings', async () => {
      await openChild(files(false));
      assert.deepEqual((await pull(child)).map(({ code }) => code), ['volume-encrypted']);
    });

    it('judges it through every module that calls it, shown once', async () => {
      const two = files(true);
      for (const name of ['other', 'third']) two.set(`/project/${name}/main.tf.json`, JSON.stringify({ module: { a: { source: '../infra/disk', on: false } } }));
      await openChild(two);
      assert.deepEqual((await pull(child)).map(({ code }) => code), ['volume-encrypted']);
    });

    it('shows what one of them brings where another leaves it open, and says which brings it', async () => {
      const open = (on: unknown): string => JSON.stringify({ variable: { any: {} }, module: { a: { source: '../infra/disk', on } } });
      await openChild(new Map([['/project/infra/disk/main.tf.json', byDefault], ['/project/a/main.tf.json', open('${var.any}')], ['/project/b/main.tf.json', open(false)]]));
      const found = await pull(child);
      assert.deepEqual(found.map(({ code }) => code), ['volume-encrypted']);
      assert.match(JSON.stringify(found), /it is called from b/);
    });

    it('follows callers as they change in the editor, on disk, and go', async () => {
      const disk = files(true);
      const at = await openChild(disk);
      await at.open(root, main(false));
      assert.deepEqual((await pull(child)).map(({ code }) => code), ['volume-encrypted'], 'as it stands in the editor');
      await at.close(root);
      await at.touched(root);
      assert.deepEqual(await pull(child), [], 'as it stands on disk');
      disk.delete('/project/infra/main.tf.json');
      await at.touched(root);
      assert.deepEqual((await pull(child)).map(({ code }) => code), ['volume-encrypted'], 'alone, with its default');
    });
  });
});
