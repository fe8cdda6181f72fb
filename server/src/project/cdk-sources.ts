import type { FolderHost } from './host.ts';

/** A source of a CDK app. */
export interface SourceTime {
  readonly path: string;
  readonly timeMs: number;
}

/** Folders in which no source of the app's own is. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'site-packages', 'cdk.out']);

const most = 20_000;

/** Is this a file that a CDK app is written in, by its name? Declarations (`.d.ts`) are not. */
export function isAppSource(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx|py|java|kt|cs|go)$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

/**
 * The sources below the folder of cdk.json, the cdk.json itself among them, by path. What was compiled (a `.js` beside its `.ts`) is none; nor is what lies in folders
 * of packages, in hidden folders or in the output. Links are not followed.
 */
export async function sourcesBelow(project: string, output: string, host: FolderHost): Promise<readonly SourceTime[]> {
  const paths: string[] = [];
  const waiting = [project];
  for (let folder = waiting.shift(); folder !== undefined && paths.length < most; folder = waiting.shift()) {
    const entries = await host.entriesOf(folder);
    const names = new Set(entries.map(({ name }) => name));
    if (names.has('pyvenv.cfg') || (folder !== project && names.has('manifest.json') && names.has('cdk.out'))) continue;
    for (const { name, kind } of entries) {
      const path = `${folder}/${name}`;
      const isBuilt = name === 'target' && names.has('pom.xml');
      if (kind === 'folder' && path !== output && !skipped.has(name) && !name.startsWith('.') && !isBuilt) waiting.push(path);
      if (kind === 'file' && ((isAppSource(name) && !isCompiled(name, names)) || (folder === project && name === 'cdk.json'))) paths.push(path);
    }
  }
  const times = await Promise.all(paths.map(async (path) => ({ path, facts: await host.factsOf(path) })));
  return times.flatMap(({ path, facts }) => (facts ? [{ path, timeMs: facts.timeMs }] : []));
}

function isCompiled(name: string, beside: ReadonlySet<string>): boolean {
  const [, stem, module] = /^(.*)\.([cm]?)js$/.exec(name) ?? [];
  return stem !== undefined && (beside.has(`${stem}.${module ?? ''}ts`) || beside.has(`${stem}.tsx`));
}
