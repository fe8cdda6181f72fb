import { chmodSync, chownSync, closeSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { whyOf } from './walk.ts';

/**
 * Replaces a file's content, all or nothing, and only where it still is what was read. A link stays a link (its target
 * is replaced), the mode stays, and the owner where that is allowed. Undefined when done, else why nothing was written.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): string | undefined {
  try {
    const target = realpathSync(path);
    const stats = statSync(target);
    if (!stats.isFile()) return 'it is not a regular file';
    const mode = stats.mode & 0o7777;
    return swapIn(target, after, mode, (temporary) => {
      keepOwner(temporary, stats.uid, stats.gid);
      chmodSync(temporary, mode);
      if (!readFileSync(target).equals(before)) return 'it was changed meanwhile';
      openForWriting(target);
      return undefined;
    });
  } catch (error) {
    return whyOf(error);
  }
}

/** Makes a file where none is, all or nothing. Undefined when done, else why nothing was written. */
export function createFile(path: string, content: Uint8Array): string | undefined {
  return swapIn(path, content, 0o666, () => (statSync(path, { throwIfNoEntry: false }) ? 'it was made meanwhile' : undefined));
}

/** Writes the content beside the target and puts it there by a rename, unless there is a reason not to. */
function swapIn(target: string, content: Uint8Array, mode: number, whyNot: (temporary: string) => string | undefined): string | undefined {
  const temporary = besides(target);
  try {
    writeWhole(temporary, content, mode);
    const why = whyNot(temporary);
    if (why === undefined) renameSync(temporary, target);
    return why;
  } catch (error) {
    return whyOf(error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** A name for what takes the place of a file when it is complete. */
const besides = (path: string): string => join(dirname(path), `.${basename(path)}.dataward-${process.pid}`);

/** Throws where there is such a file already, or it cannot be written. */
function writeWhole(path: string, content: Uint8Array, mode: number): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    for (let done = 0; done < content.length; ) done += writeSync(descriptor, content, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
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
