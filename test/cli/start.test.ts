import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cli } from './command.ts';

const cacheOf = (name: string): string => `${name}-${process.version}-${process.arch}.cache`;
const cacheName = cacheOf('cli-main');
const markLength = 20;

/** The version that a copy of the built command prints, its source and cache (undefined: none) changed. */
function versionFrom(source: (built: string) => string, cache: (built: Buffer) => Buffer | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'dataward-'));
  try {
    copyFileSync(cli, join(folder, 'cli.js'));
    writeFileSync(join(folder, 'cli-main.js'), source(built('cli-main.js').toString('latin1')), 'latin1');
    const bytes = cache(built(cacheName));
    if (bytes) writeFileSync(join(folder, cacheName), bytes);
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, 'cli.js'), '--version'], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
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

  it('compiles where the cache is damaged', () => assert.equal(versionFrom(as, (cache) => cache.subarray(0, 1000)), version));

  it('takes no cache that was made of another source, even one of the same length', () => {
    const other = version.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    const changed = (source: string): string => `//${'0'.repeat(markLength - 3)}\n${source.slice(markLength).replaceAll(`"${version}"`, `"${other}"`)}`;
    assert.equal(versionFrom(changed, as), other);
  });
});
