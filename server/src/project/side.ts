import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { GitTree } from './git-tree.ts';
import { readTextFile, type ReadFile } from './read-file.ts';
import { findFiles, isTemplateName, skippedFolders, whyOf } from './walk.ts';

/** One version of some files: a folder on disk, a single file, a commit. Keys are paths from `base` with forward slashes. */
export interface Side {
  readonly base: string;
  readonly keys: readonly string[];
  /** What was asked for and cannot be looked at. */
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
  /** A file; undefined where there is none. */
  readonly read: (key: string) => ReadFile | undefined;
  /** The names of the files in a folder; none where there is no such folder. */
  readonly namesIn: (folder: string) => readonly string[];
}

const slashes = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));

/** What lies on disk: `paths` as `check` takes them, keys from `base`. A single file is alone in its folder. */
export function diskSide(base: string, paths: readonly string[], cwd: string): Side {
  const found = [...findFiles(paths, cwd)];
  const keys = found.flatMap((one) => (one.kind === 'file' ? [slashes(relative(base, one.path))] : []));
  return {
    base,
    keys,
    unreadable: found.flatMap((one) => (one.kind === 'unreadable' ? [{ path: one.path, why: one.why }] : [])),
    read: (key) => readTextFile(join(base, key)),
    namesIn: (folder) => namesOnDisk(join(base, folder)),
  };
}

/** A file, or a folder, by itself. Throws an error with a sentence where there is no such thing. */
export function sideOf(path: string, cwd: string): Side & { readonly isFile: boolean } {
  const absolute = resolve(cwd, path);
  let isFile: boolean;
  try {
    isFile = statSync(absolute).isFile();
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file or folder' : whyOf(error)}`, { cause: error });
  }
  const side = diskSide(isFile ? dirname(absolute) : absolute, [absolute], cwd);
  return isFile ? { ...side, isFile, namesIn: (folder) => (folder === '.' || folder === '' ? [basename(absolute)] : side.namesIn(folder)) } : { ...side, isFile };
}

/** A commit, as far as `wants` says; paths that no template has are left out. */
export function commitSide(tree: GitTree, wants: (key: string) => boolean): Side {
  const all = [...tree.paths];
  const isOurs = (key: string): boolean => isTemplateName(key) && !key.split('/').slice(0, -1).some((folder) => skippedFolders.has(folder));
  return {
    base: tree.top,
    keys: all.filter((key) => isOurs(key) && wants(key)),
    unreadable: [],
    read: (key) => tree.read(key),
    namesIn: (folder) => {
      const prefix = folder === '.' || folder === '' ? '' : `${folder}/`;
      return all.filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/')).map((key) => key.slice(prefix.length));
    },
  };
}

function namesOnDisk(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
