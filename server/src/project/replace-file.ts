import { chmodSync, chownSync, closeSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { whyOf } from './walk.ts';

/**
 * Replaces a file's content, all or nothing, and only where it still is what was read. A link stays a link (its target
 * is replaced), the mode stays, and the owner where that is allowed. Undefined when done, else why nothing was written.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): string | undefined {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const stats = statSync(target);
    if (!stats.isFile()) return 'it is not a regular file';
    temporary = join(dirname(target), `.${basename(target)}.dataward-${process.pid}`);
    const descriptor = openSync(temporary, 'wx', stats.mode & 0o7777);
    try {
      for (let done = 0; done < after.length; ) done += writeSync(descriptor, after, done);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    keepOwner(temporary, stats.uid, stats.gid);
    chmodSync(temporary, stats.mode & 0o7777);
    if (!readFileSync(target).equals(before)) return 'it was changed meanwhile';
    openForWriting(target);
    renameSync(temporary, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return whyOf(error);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { force: true });
  }
}

/** A rename would replace a read-only file too: ask for the right to write first. */
function openForWriting(path: string): void {
  closeSync(openSync(path, 'r+'));
}

function keepOwner(path: string, uid: number, gid: number): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // Only the superuser may give a file away: it is ours then, with the same mode.
  }
}
