import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import type { Entry, FileFacts, FolderHost } from './host.ts';

/** The files of this machine. */
export const disk: FolderHost = {
  async readFile(path) {
    try {
      return await readFile(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  async entriesOf(path) {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries.map((entry): Entry => ({ name: entry.name, kind: kindOf(entry) })).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      return [];
    }
  },
  async factsOf(path) {
    try {
      const [stats, real] = await Promise.all([stat(path), realpath(path)]);
      return { kind: kindOf(stats), timeMs: stats.mtimeMs, sizeBytes: stats.size, real: real.replaceAll('\\', '/') };
    } catch {
      return undefined;
    }
  },
};

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): FileFacts['kind'] {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
