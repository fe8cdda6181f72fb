import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadAhead } from '../../../server/src/cli/read-ahead.ts';
import type { ReadFile } from '../../../server/src/project/read-file.ts';

const textOf = (read: ReadFile): string => (read.kind === 'text' ? read.text : read.kind);

describe('files that are read before their turn', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'dataward-'))));
  after(() => rmSync(folder, { recursive: true }));

  const written = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('are read once', () => {
    const files = new ReadAhead();
    const path = written('once', 'old');
    assert.equal(textOf(files.read(path, 1)), 'old');
    written('once', 'new');
    assert.deepEqual([textOf(files.take(path)), textOf(files.take(path))], ['old', 'new']);
  });

  it('are read as they stand when they are asked for before their turn again', () => {
    const files = new ReadAhead();
    const path = written('again', 'old');
    files.read(path, 1);
    written('again', 'new');
    assert.deepEqual([textOf(files.read(path, 1)), textOf(files.take(path))], ['new', 'new']);
  });

  it('are kept as far as there is room', () => {
    const files = new ReadAhead(5);
    const [first, second] = [written('first', '1234'), written('second', '56')];
    files.read(first, 1);
    files.read(second, 1);
    for (const name of ['first', 'second']) written(name, 'new');
    assert.deepEqual([textOf(files.take(second)), textOf(files.take(first))], ['new', '1234']);
  });

  it('are not kept where they could not be read', () => {
    const files = new ReadAhead();
    const path = join(folder, 'late');
    assert.equal(textOf(files.read(path, 1)), 'unreadable');
    written('late', 'there');
    assert.equal(textOf(files.take(path)), 'there');
  });
});
