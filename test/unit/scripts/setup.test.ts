import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Setup {
  readonly nodeComplaint: (version: string) => string | undefined;
  readonly hashOf: (folder: string, paths: readonly string[], ...extra: readonly string[]) => string;
  readonly findNpm: (env: Readonly<Record<string, string>>, node: string) => string;
  readonly withLock: <T>(lock: string, work: () => Promise<T>) => Promise<T>;
}

// A script, not a module of the server: it has no types of its own.
const setupScript: string = '../../../scripts/setup.mjs';
const setup = import(setupScript) as Promise<Setup>;

/** A process id that no running process has: larger than any system gives out. */
const deadPid = 2 ** 30;

describe('the set-up script', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dataward-setup-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [version, fits] of [['v18.20.4', false], ['v20.18.3', false], ['v20.19.0', true], ['v20.20.2', true], ['v24.0.0', true]] as const) {
    it(`${fits ? 'accepts' : 'names as too old'} Node ${version}`, async () => {
      const complaint = (await setup).nodeComplaint(version);
      if (fits) assert.equal(complaint, undefined);
      else assert.match(String(complaint), new RegExp(`Node ${version} is too old`));
    });
  }

  it('sees a changed byte, a renamed file and another extra string in its hash, and nothing else', async () => {
    const { hashOf } = await setup;
    mkdirSync(join(folder, 'in'));
    writeFileSync(join(folder, 'in', 'a.ts'), 'one');
    const first = hashOf(folder, ['in', 'missing'], 'x');
    writeFileSync(join(folder, 'beside.ts'), 'not an input');
    utimesSync(join(folder, 'in', 'a.ts'), 1, 1);
    assert.equal(hashOf(folder, ['in', 'missing'], 'x'), first);
    assert.notEqual(hashOf(folder, ['in', 'missing'], 'y'), first);
    writeFileSync(join(folder, 'in', 'a.ts'), 'two');
    assert.notEqual(hashOf(folder, ['in', 'missing'], 'x'), first);
    rmSync(join(folder, 'in', 'a.ts'));
    writeFileSync(join(folder, 'in', 'b.ts'), 'one');
    assert.notEqual(hashOf(folder, ['in', 'missing'], 'x'), first);
  });

  it('prefers the npm that started it, and no other package manager', async () => {
    const { findNpm } = await setup;
    const npm = join(folder, 'npm-cli.js');
    const yarn = join(folder, 'yarn.js');
    for (const file of [npm, yarn]) writeFileSync(file, '');
    assert.equal(findNpm({ npm_execpath: npm }, process.execPath), npm);
    assert.throws(() => findNpm({ npm_execpath: yarn }, join(folder, 'node')), /npm was not found/);
  });

  it('lets one run at a time hold the lock', async () => {
    const { withLock } = await setup;
    const lock = join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    assert.equal(most, 1);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('takes the lock of a process that is gone', async () => {
    const lock = join(folder, 'lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(deadPid));
    assert.equal(await (await setup).withLock(lock, () => Promise.resolve('done')), 'done');
  });

  it('takes a lock that its holder has not touched for minutes, for a process id may be used again', async () => {
    const lock = join(folder, 'lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    utimesSync(lock, new Date(0), new Date(0));
    assert.equal(await (await setup).withLock(lock, () => Promise.resolve('done')), 'done');
  });

  it('gives the lock back when the work fails', async () => {
    const lock = join(folder, 'lock');
    await assert.rejects((await setup).withLock(lock, () => Promise.reject(new Error('broken'))), /broken/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
