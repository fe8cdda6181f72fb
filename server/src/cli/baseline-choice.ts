import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readBaseline, unreadableBaseline, type ReadBaseline } from '../project/baseline.ts';
import { readTextFile } from '../project/read-file.ts';
import { createFile, replaceFile } from '../project/replace-file.ts';
import type { CheckArguments } from './arguments.ts';
import { fileName, slashes } from './file-name.ts';
import { noticesOf } from './notices.ts';

/** Which baseline counts: the one that is given, the one that is being written, or that of each file's configuration; `none` where the user wants none. */
export type BaselineChoice = { readonly kind: 'given'; readonly baseline: ReadBaseline } | ({ readonly kind: 'written' } & WantedBaseline) | { readonly kind: 'configured' | 'none' };

/** A baseline that is to be written. */
export interface WantedBaseline {
  /** Absolute, with forward slashes. */
  readonly path: string;
  /** What its file says now, and the bytes of that, where there is one. */
  readonly before?: { readonly read: ReadBaseline; readonly bytes: Uint8Array };
}

/**
 * Reads off the arguments which baseline counts, or the lines that say why none can. A baseline that is not one ends the run at once: without it, it would
 * report everything; and a file that is not a baseline is not overwritten by one.
 */
export function chosenBaseline({ baseline, writeBaseline }: CheckArguments, cwd: string): BaselineChoice | { readonly refused: readonly string[] } {
  if (writeBaseline !== undefined) return wantedBaseline(writeBaseline, cwd);
  if (baseline === undefined) return { kind: 'configured' };
  if (baseline === false) return { kind: 'none' };
  const path = slashes(resolve(cwd, baseline));
  const { read } = readAt(path);
  return read.problems.length === 0 ? { kind: 'given', baseline: read } : { refused: linesOf(read, cwd) };
}

function wantedBaseline(file: string, cwd: string): BaselineChoice | { readonly refused: readonly string[] } {
  const path = slashes(resolve(cwd, file));
  if (statSync(path, { throwIfNoEntry: false })) {
    const { read, bytes } = readAt(path);
    if (read.problems.length > 0 || !bytes) return { refused: [...linesOf(read, cwd), `dataward: --write-baseline ${file}: a file that is no baseline is not replaced by one`] };
    return { kind: 'written', path, before: { read, bytes } };
  }
  const isFolder = statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? { kind: 'written', path } : { refused: [`dataward: --write-baseline ${file}: there is no such folder`] };
}

function readAt(path: string): { readonly read: ReadBaseline; readonly bytes?: Uint8Array } {
  if (!statSync(path, { throwIfNoEntry: false })) return { read: unreadableBaseline(path, 'there is no such file') };
  const file = readTextFile(path);
  return file.kind === 'text' ? { read: readBaseline(file.text, path), bytes: file.bytes } : { read: unreadableBaseline(path, file.why) };
}

function linesOf(read: ReadBaseline, cwd: string): readonly string[] {
  const name = fileName(read.baseline.file, cwd, cwd);
  return noticesOf({ kind: 'config', name, config: read }, { verbose: false, readInPart: true });
}

/** Writes a baseline, all or nothing. Undefined when done, else why nothing was written. */
export function writeBaseline({ path, before }: WantedBaseline, text: string): string | undefined {
  const after = new TextEncoder().encode(text);
  if (!before) return createFile(path, after);
  return Buffer.from(before.bytes).equals(after) ? undefined : replaceFile(path, before.bytes, after);
}
