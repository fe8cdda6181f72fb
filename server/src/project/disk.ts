import { lstatSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Entry, FileFacts, FolderHost } from './host.ts';

/** The files of this machine, for a server, which answers others meanwhile. */
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
      return entriesOf(await readdir(path, { withFileTypes: true }));
    } catch {
      return [];
    }
  },
  async factsOf(path) {
    try {
      const [stats, real] = await Promise.all([stat(path), realpath(path)]);
      return factsOf(stats, real);
    } catch {
      return undefined;
    }
  },
};

/** The same for a run of the command, which has nothing else to do: to wait for each file costs more than to look. */
export function diskAtOnce(): FolderHost {
  const homes = new Map<string, string>();
  // Where a folder is, without links on the way, is found once: files of one folder are asked for in turn.
  const homeOf = (folder: string): string => {
    const known = homes.get(folder) ?? realpathSync.native(folder);
    homes.set(folder, known);
    return known;
  };
  return {
    // Three names are asked for in every folder: what is not there need not throw.
    readFile: (path) => atOnce(() => ifThere(() => statSync(path, { throwIfNoEntry: false }) && readFileSync(path))),
    entriesOf: (path) => atOnce(() => entriesOf(readdirSync(path, { withFileTypes: true }))).catch(() => []),
    factsOf: (path) =>
      atOnce(() => {
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (!stats) return undefined;
        return stats.isFile() ? factsOf(stats, join(homeOf(dirname(path)), basename(path))) : factsOf(statSync(path), realpathSync.native(path));
      }).catch(() => undefined),
  };
}

/** A promise that is kept, or broken, already. */
function atOnce<T>(look: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(look());
  });
}

function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function entriesOf(entries: readonly Dirent[]): readonly Entry[] {
  return entries.map((entry): Entry => ({ name: entry.name, kind: kindOf(entry) })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function factsOf(stats: Stats, real: string): FileFacts {
  return { kind: kindOf(stats), timeMs: stats.mtimeMs, sizeBytes: stats.size, real: real.replaceAll('\\', '/') };
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): FileFacts['kind'] {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
