import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cli } from './command.ts';

const cacheOf = (name: string): string => `${name}-${process.version}-${process.arch}.cache`;
const cacheName = cacheOf('cli-main');
const markLength = 20;

/** Does something with a copy of the built command, its source and cache (undefined: none) changed. */
function withCopy<T>(source: (built: string) => string, cache: (built: Buffer) => Buffer | undefined, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dataward-'));
  try {
    copyFileSync(cli, join(folder, 'cli.js'));
    writeFileSync(join(folder, 'cli-main.js'), source(built('cli-main.js').toString('latin1')), 'latin1');
    const bytes = cache(built(cacheName));
    if (bytes) writeFileSync(join(folder, cacheName), bytes);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the command in a folder prints when all goes well. */
function said(folder: string, ...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, 'cli.js'), ...args], { encoding: 'utf8', cwd: folder });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout.trim();
}

function versionFrom(source: (built: string) => string, cache: (built: Buffer) => Buffer | undefined): string {
  return withCopy(source, cache, (folder) => said(folder, '--version'));
}

/** What a check without a cache leaves beside the copy. */
function leftBy(prepare: (folder: string) => void): readonly string[] {
  return withCopy(as, () => undefined, (folder) => {
    writeFileSync(join(folder, 'template.yaml'), 'Resources: { Queue: { Type: AWS::SQS::Queue } }\n');
    prepare(folder);
    said(folder, 'check', 'template.yaml');
    return readdirSync(folder).filter((name) => !['cli.js', 'cli-main.js', 'template.yaml'].includes(name));
  });
}

const built = (name: string): Buffer => readFileSync(join(dirname(cli), name));
const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string };
const as = <T>(value: T): T => value;

describe('the start of the command and the server', () => {
  for (const name of ['cli-main', 'server-main'])
    it(`has a cache that the Node which built it takes (${name})`, () => {
      const script = new Script(built(`${name}.js`).toString('latin1'), { cachedData: built(cacheOf(name)).subarray(markLength) });
      assert.equal(script.cachedDataRejected, false);
    });

  it('needs no cache', () => assert.equal(versionFrom(as, () => undefined), version));

  it('leaves a cache for the next run where there is none, which that takes', () => {
    let script: Script | undefined;
    const left = leftBy((folder) => {
      said(folder, 'check', 'template.yaml');
      script = new Script(built('cli-main.js').toString('latin1'), { cachedData: readFileSync(join(folder, cacheName)).subarray(markLength) });
    });
    assert.deepEqual([left, script?.cachedDataRejected], [[cacheName], false]);
  });

  it('leaves none where many files were judged: V8 had other flags then', () => {
    const left = leftBy((folder) => {
      for (let i = 0; i < 60; i++) writeFileSync(join(folder, `template${i}.yaml`), 'Resources: { Queue: { Type: AWS::SQS::Queue } }\n');
      said(folder, 'check', '.');
      for (let i = 0; i < 60; i++) rmSync(join(folder, `template${i}.yaml`));
      assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.cache')), []);
    });
    assert.deepEqual(left, [cacheName]);
  });

  it('leaves a cache of the server, too, which the next one takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dataward-'));
    try {
      for (const name of ['server.js', 'server-main.js']) copyFileSync(join(dirname(cli), name), join(folder, name));
      const messages = [{ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }, { id: 2, method: 'shutdown' }, { method: 'exit' }];
      const input = messages.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message })).map((body) => `Content-Length: ${body.length}\r\n\r\n${body}`).join('');
      assert.equal(spawnSync(process.execPath, [join(folder, 'server.js'), '--stdio'], { input, encoding: 'utf8' }).stderr, '');
      const cachedData = readFileSync(join(folder, cacheOf('server-main'))).subarray(markLength);
      assert.equal(new Script(built('server-main.js').toString('latin1'), { cachedData }).cachedDataRejected, false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves nothing, and says nothing, where it cannot be written', () => {
    assert.deepEqual(leftBy((folder) => mkdirSync(join(folder, cacheName))), [cacheName]);
  });

  it('compiles where the cache is damaged', () => assert.equal(versionFrom(as, (cache) => cache.subarray(0, 1000)), version));

  it('takes no cache that was made of another source, even one of the same length', () => {
    const other = version.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    const changed = (source: string): string => `//${'0'.repeat(markLength - 3)}\n${source.slice(markLength).replaceAll(`"${version}"`, `"${other}"`)}`;
    assert.equal(versionFrom(changed, as), other);
  });
});
