import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageOf, type Release } from './synth.ts';

interface SetUp {
  readonly ensureInstalled: (folder: string, stamp: string, args: readonly string[]) => Promise<boolean>;
  readonly withLock: (lock: string, work: () => Promise<void>) => Promise<void>;
}

const root = resolve(__dirname, '../..');

/** Installs the packages of these releases unless their stamps say that they are there; the answer is why that could not be done. */
export async function install(releases: readonly Release[]): Promise<string | undefined> {
  const url = pathToFileURL(join(root, 'scripts', 'setup.mjs')).href;
  const { ensureInstalled, withLock } = (await import(url)) as SetUp;
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  try {
    await withLock(join(cache, 'cdk.lock'), async () => {
      for (const release of releases) await ensureInstalled(join(__dirname, release), join(cache, `cdk-${release}`), ['--ignore-scripts', '--loglevel=error']);
    });
    return undefined;
  } catch (error) {
    const missing = releases.filter((release) => packageOf(release) === undefined);
    if (missing.length === 0) throw error;
    return `aws-cdk-lib could not be installed in test/cdk/{${missing.join(',')}} (${error instanceof Error ? error.message : String(error)})`;
  }
}
