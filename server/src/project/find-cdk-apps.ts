import { cdkOutputOf } from '../formats/cdk/output-folder.ts';
import { isBelow, joined } from '../formats/cdk/paths.ts';
import type { CdkApp } from './check-cdk-app.ts';
import { decodeText } from './decode.ts';
import { folderOf, type FolderHost } from './host.ts';

/** How many folders are looked into: a workspace may be somebody's home. */
const mostFolders = 20_000;

/**
 * The CDK apps below a folder that were synthesised: the outputs that a cdk.json names, and those (`manifest.json` beside a file `cdk.out`) that
 * none names. An output outside of the folder is not read.
 */
export async function findCdkApps(top: string, host: FolderHost): Promise<readonly CdkApp[]> {
  const apps = new Map<string, CdkApp>();
  const waiting = [top];
  for (let looked = 0, folder = waiting.shift(); folder !== undefined && looked < mostFolders; looked++, folder = waiting.shift()) {
    const entries = await host.entriesOf(folder);
    const has = (wanted: string): boolean => entries.some(({ name, kind }) => name === wanted && kind === 'file');
    if (has('manifest.json') && has('cdk.out')) {
      if (!apps.has(folder)) apps.set(folder, { project: folderOf(folder) ?? folder, output: folder });
      continue;
    }
    const named = has('cdk.json') ? await outputOf(folder, top, host) : undefined;
    if (named !== undefined) apps.set(named, { project: folder, output: named });
    for (const { name, kind } of entries) if (kind === 'folder' && name !== 'node_modules' && !name.startsWith('.')) waiting.push(`${folder}/${name}`);
  }
  return [...apps.values()];
}

async function outputOf(project: string, top: string, host: FolderHost): Promise<string | undefined> {
  const bytes = await host.readFile(`${project}/cdk.json`).catch(() => undefined);
  const decoded = bytes && decodeText(bytes);
  const output = joined(project, cdkOutputOf(decoded?.kind === 'text' ? decoded.text : undefined));
  const manifest = isBelow(output, top) ? await host.factsOf(`${output}/manifest.json`) : undefined;
  return manifest?.kind === 'file' ? output : undefined;
}
