import { readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { GitIgnore } from './git-ignore.ts';
import { readGlob } from './glob.ts';

/** A file to look at, with its absolute path. `named`: it was asked for by its own name, not found in a folder. */
export type FoundPath =
  | { readonly kind: 'file'; readonly path: string; readonly named: boolean }
  /** It was asked for, and there is nothing, or it cannot be read. `argument`: as the user wrote it. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly argument?: string; readonly why: string }
  /** Not looked at: its name is none that a template has. */
  | { readonly kind: 'skipped'; readonly path: string };

/** Folders that no template of the user's is in. */
export const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.terraform']);

/** May a file of this name be a template? */
export const isTemplateName = (path: string): boolean => /\.(ya?ml|jsonc?|template|cfn|cform)$/i.test(basename(path));

/**
 * The files that arguments name, each once: a file stands for itself, a folder for the files in and below it that could
 * be templates, in the order of their names, a glob for what it matches. In folders what git ignores is left out.
 * Links are followed to files, and to folders inside of the folder asked for; loops end.
 */
export function* findFiles(paths: readonly string[], cwd: string): Generator<FoundPath> {
  const seen = new Set<string>();
  for (const argument of paths) {
    const path = resolve(cwd, argument);
    const stats = statOf(path);
    if (stats instanceof Error) {
      const glob = isMissing(stats) ? readGlob(argument) : undefined;
      if (glob) yield* matches(argument, glob, cwd, seen);
      else yield { kind: 'unreadable', path, argument, why: isMissing(stats) ? 'there is no such file or folder' : whyOf(stats) };
    } else if (stats.isDirectory()) {
      yield* new Walk(path, seen, isTemplateName).found();
    } else if (isNew(realPathOf(path), seen)) {
      yield { kind: 'file', path, named: true };
    }
  }
}

function* matches(argument: string, glob: NonNullable<ReturnType<typeof readGlob>>, cwd: string, seen: Set<string>): Generator<FoundPath> {
  const folder = resolve(cwd, glob.folder);
  let matched = false;
  const isMatch = (path: string): boolean => {
    const isOne = glob.matches(relative(folder, path).split(sep).join('/'));
    matched ||= isOne;
    return isOne;
  };
  if (!(statOf(folder) instanceof Error)) {
    for (const found of new Walk(folder, seen, isMatch).found()) if (found.kind !== 'skipped') yield found;
  }
  if (!matched) yield { kind: 'unreadable', path: resolve(cwd, argument), argument, why: 'no file matches it' };
}

/** The way through one folder. `seen`: real paths that were found before; `wanted` decides by a file's path. */
class Walk {
  readonly #ignored: GitIgnore;
  readonly #folders = new Set<string>();
  readonly #links: string[] = [];

  constructor(
    private readonly top: string,
    private readonly seen: Set<string>,
    private readonly wanted: (path: string) => boolean,
  ) {
    this.#ignored = new GitIgnore(top);
  }

  *found(): Generator<FoundPath> {
    yield* this.#inFolder(this.top, realPathOf(this.top));
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      const stats = statOf(link);
      if (stats instanceof Error) continue;
      const real = realPathOf(link);
      if (stats.isFile()) yield* this.#candidate(link, real);
      else if (stats.isDirectory() && `${real}${sep}`.startsWith(realpathSync(this.top) + sep)) yield* this.#inFolder(link, real);
    }
  }

  /**
   * What is in a folder and below it; `real`: where links end that lead to it. Links are put off, so that each file is found under its own name
   * if it has one here.
   */
  *#inFolder(folder: string, real: string): Generator<FoundPath> {
    let entries: Dirent[];
    try {
      if (!isNew(real, this.#folders)) return;
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      yield { kind: 'unreadable', path: folder, why: whyOf(error) };
      return;
    }
    for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
      const path = join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if ((isFolder && skippedFolders.has(entry.name)) || this.#ignored.ignores(path, isFolder)) continue;
      if (isFolder) yield* this.#inFolder(path, join(real, entry.name));
      else if (entry.isSymbolicLink()) this.#links.push(path);
      else if (entry.isFile()) yield* this.#candidate(path, join(real, entry.name));
    }
  }

  *#candidate(path: string, real: string): Generator<FoundPath> {
    if (!this.wanted(path)) yield { kind: 'skipped', path };
    else if (isNew(real, this.seen)) yield { kind: 'file', path, named: false };
  }
}

function isNew(real: string, seen: Set<string>): boolean {
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A pipe's name leads nowhere: the path itself tells it apart.
    return path;
  }
}

function statOf(path: string): Stats | Error {
  try {
    return statSync(path);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isMissing(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
};

/** Why something failed, for a person: the system's code in words. */
export function whyOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
