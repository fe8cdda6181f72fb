import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk, diskAtOnce } from '../../../server/src/project/disk.ts';

describe('the disk, looked at at once', () => {
  let folder: string;
  const atOnce = diskAtOnce();
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'dataward-'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'file'), 'text');
    writeFileSync(join(folder, 'sub', 'z'), '');
    writeFileSync(join(folder, 'sub', 'a'), '');
    symlinkSync(join(folder, 'file'), join(folder, 'link'));
    symlinkSync(join(folder, 'sub'), join(folder, 'away'));
    symlinkSync('loop', join(folder, 'loop'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ['file', 'sub', 'sub/a', 'sub/z', 'link', 'away/a', 'missing', 'file/below', 'loop'])
    it(`says of ${name} what it says to those who wait`, async () => {
      const path = join(folder, name);
      assert.deepEqual(await atOnce.factsOf(path), await disk.factsOf(path));
      assert.deepEqual(await atOnce.entriesOf(path), await disk.entriesOf(path));
      const bytes = (host: typeof disk): Promise<unknown> => host.readFile(path).then((read) => read && Buffer.from(read).toString(), (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));
      assert.deepEqual(await bytes(atOnce), await bytes(disk));
    });
});
