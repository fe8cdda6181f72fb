import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The nearest folder, from `folder` upwards, that holds a `.git`; undefined outside of a repository. */
export function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * What git ignores, seen from one folder that somebody asked for: the `.gitignore` files below it, and those above it
 * within the repository. When the folder itself is ignored, having been asked for it wins, and those above do not count.
 */
export class GitIgnore {
  readonly #top: string;
  readonly #files = new Map<string, Ignore | undefined>();

  constructor(folder: string) {
    this.#top = gitRoot(folder) ?? folder;
    if (this.#top !== folder && this.ignores(folder, true)) this.#top = folder;
  }

  /** Would git leave this path out? Its own rules only: the walk does not come to what lies below an ignored folder. */
  ignores(path: string, isFolder: boolean): boolean {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const verdict = this.#rulesOf(folder)?.test(relative(folder, path).split(sep).join('/') + (isFolder ? '/' : ''));
      if (verdict?.ignored) return true;
      if (verdict?.unignored || folder === this.#top || dirname(folder) === folder) return false;
    }
  }

  #rulesOf(folder: string): Ignore | undefined {
    if (this.#files.has(folder)) return this.#files.get(folder);
    const texts = [folder === this.#top ? readRules(join(folder, '.git', 'info', 'exclude')) : undefined, readRules(join(folder, '.gitignore'))];
    const known = texts.filter((text) => text !== undefined);
    const rules = known.length > 0 ? ignore({ ignorecase: false }).add(known.join('\n')) : undefined;
    this.#files.set(folder, rules);
    return rules;
  }
}

/** Like git, a file of rules that cannot be read has none. */
function readRules(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
