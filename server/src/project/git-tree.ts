import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { decodeFile, type ReadFile } from './read-file.ts';

/** A git command that failed, in words. */
export class GitError extends Error {}

/** How large an answer of git may be. */
const maxBytes = 1 << 30;

/**
 * One commit of a git repository, read and never written. Only plumbing is run (`rev-parse`, `merge-base`, `ls-tree`, `cat-file`), which runs no hooks and
 * no filters; nothing is fetched, and no lock is taken. The one place where Dataward starts another program.
 */
export class GitTree {
  /** The blob of each file, by its path from the top of the repository, with forward slashes. */
  readonly #blobs: ReadonlyMap<string, string>;
  readonly #contents = new Map<string, Uint8Array>();

  private constructor(
    /** The top folder of the repository. */
    readonly top: string,
    private readonly commit: string,
  ) {
    const listed = git(top, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8').split('\0');
    const entries = listed.flatMap((line) => {
      const [, kind, blob, path] = /^[0-7]+ (\w+) ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
      return kind === 'blob' && blob !== undefined && path !== undefined ? [[path, blob] as const] : [];
    });
    this.#blobs = new Map(entries);
  }

  /**
   * The commit that `base` names; where the checked-out branch left it, its last common commit. Throws a GitError where there is no git, no repository,
   * or no such commit.
   */
  static at(folder: string, base: string): GitTree {
    const top = git(folder, ['rev-parse', '--show-toplevel']).toString('utf8').replace(/\r?\n$/, '');
    const commit = git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`], `there is no commit \`${base}\` (a shallow clone may lack it)`).toString('utf8').trim();
    const fork = spawn(top, ['merge-base', commit, 'HEAD']);
    return new GitTree(top, fork.status === 0 ? fork.stdout.toString('utf8').trim() : commit);
  }

  get paths(): Iterable<string> {
    return this.#blobs.keys();
  }

  has(path: string): boolean {
    return this.#blobs.has(path);
  }

  /** Is this the content of the file in the commit, byte for byte? */
  holds(path: string, bytes: Uint8Array): boolean {
    const blob = this.#blobs.get(path);
    if (blob === undefined) return false;
    return createHash(blob.length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === blob;
  }

  /** Reads these files at once, so that each need not start git. */
  load(paths: readonly string[]): void {
    const wanted = paths.filter((path) => this.#blobs.has(path) && !this.#contents.has(path));
    if (wanted.length === 0) return;
    const output = git(this.top, ['cat-file', '--batch'], undefined, `${wanted.map((path) => this.#blobs.get(path)).join('\n')}\n`);
    let at = 0;
    for (const path of wanted) {
      const end = output.indexOf(10, at);
      const [, kind, size] = /^\S+ (\w+) (\d+)$/.exec(output.subarray(at, end).toString('latin1')) ?? [];
      if (kind !== 'blob' || size === undefined) throw new GitError(`git has no content of ${path} at ${this.commit}`);
      this.#contents.set(path, output.subarray(end + 1, end + 1 + Number(size)));
      at = end + 2 + Number(size);
    }
  }

  /** A file of the commit; undefined where it has none of this path. */
  read(path: string): ReadFile | undefined {
    this.load([path]);
    const bytes = this.#contents.get(path);
    return bytes && decodeFile(bytes);
  }
}

function git(folder: string, args: readonly string[], why?: string, input?: string): Buffer {
  const { error, status, stdout, stderr } = spawn(folder, args, input);
  if (error) throw new GitError('code' in error && error.code === 'ENOENT' ? 'git is not there to ask' : `git cannot be run: ${error.message}`);
  if (status !== 0) throw new GitError(why ?? `git ${args[0] ?? ''}: ${stderr.toString('utf8').trim().split('\n')[0] ?? 'failed'}`);
  return stdout;
}

function spawn(folder: string, args: readonly string[], input = ''): ReturnType<typeof spawnSync> & { readonly stdout: Buffer; readonly stderr: Buffer } {
  const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '--no-pager', '--no-replace-objects', '--literal-pathspecs'];
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return spawnSync('git', [...quiet, ...args], { cwd: folder, env, input: Buffer.from(input), maxBuffer: maxBytes, windowsHide: true });
}
