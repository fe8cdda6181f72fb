import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

type Load = (exports: object, require: NodeJS.Require, module: { readonly exports: object }, filename: string, folder: string) => void;

/**
 * Starts a program of ours, which stands in a folder in the form of one function. Where the build has left what V8 made of it, nothing is parsed:
 * a cache counts for one version of Node, on one kind of processor, and for one source, whose mark both begin with. V8 itself checks its version
 * and flags (https://nodejs.org/docs/latest-v20.x/api/vm.html#new-vmscriptcode-options), and compiles what it cannot use.
 */
export function load(folder: string, name: 'cli-main' | 'server-main'): void {
  const filename = join(folder, `${name}.js`);
  // The build writes nothing but ASCII, and this is the fastest way to read that.
  const source = readFileSync(filename, 'latin1');
  const cachedData = cacheFor(source, join(folder, `${name}-${process.version}-${process.arch}.cache`));
  const script = new Script(source, { filename, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  (script.runInThisContext() as Load)(module.exports, createRequire(filename), module, filename, folder);
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
