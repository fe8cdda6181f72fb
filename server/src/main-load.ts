import { accessSync, constants, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What a program of ours exports. */
interface Program {
  /** Puts V8's flags back as they were at the start: a cache counts under the flags alone that it was made under. False where that cannot be done. */
  readonly restoreFlags?: () => boolean;
}

type Load = (exports: object, require: NodeJS.Require, module: { exports: Program }, filename: string, folder: string) => void;

/**
 * Starts a program of ours, which stands in a folder in the form of one function. Where the build or a run before has left what V8 made of it, nothing is
 * parsed: a cache counts for one version of Node, on one kind of processor, and for one source, whose mark both begin with. V8 itself checks its version
 * and flags (https://nodejs.org/docs/latest-v20.x/api/vm.html#new-vmscriptcode-options), and compiles what it cannot use; then this run leaves its own.
 */
export function load(folder: string, name: 'cli-main' | 'server-main'): void {
  const filename = join(folder, `${name}.js`);
  // The build writes nothing but ASCII, and this is the fastest way to read that.
  const source = readFileSync(filename, 'latin1');
  const path = join(folder, `${name}-${process.version}-${process.arch}.cache`);
  const cachedData = cacheFor(source, path);
  const script = new Script(source, { filename, ...(cachedData ? { cachedData } : {}) });
  const module: { exports: Program } = { exports: {} };
  (script.runInThisContext() as Load)(module.exports, require, module, filename, folder);
  if (script.cachedDataRejected !== false && isTypical(name) && isWritable(folder)) process.once('exit', () => module.exports.restoreFlags?.() && keep(script, source, path));
}

/** A comment with a mark of the content, and a line break: what the source and its cache begin with. */
const markLength = 20;

function cacheFor(source: string, path: string): Buffer | undefined {
  try {
    const cache = readFileSync(path);
    return cache.toString('latin1', 0, markLength) === source.slice(0, markLength) ? cache.subarray(markLength) : undefined;
  } catch {
    return undefined;
  }
}

/** Does this run judge something? Of a run that only prints a text, hardly anything is compiled. */
const isTypical = (name: string): boolean => name === 'server-main' || !/^(?:rules|explain|diff|lsp|help|-.*)$/.test(process.argv[2] ?? '-');

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Leaves what V8 made of the program beside it, whole or not at all. Without it the next run compiles as well. */
function keep(script: Script, source: string, path: string): void {
  const written = `${path}.${process.pid}`;
  try {
    writeFileSync(written, Buffer.concat([Buffer.from(source.slice(0, markLength), 'latin1'), script.createCachedData()]));
    renameSync(written, path);
  } catch {
    rmSync(written, { force: true });
  }
}
