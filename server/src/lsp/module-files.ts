import { checkModule, isModuleFile, type ModuleFolder } from '../project/check-module.ts';
import type { CheckOptions, CheckedTemplate } from '../project/check.ts';
import { decodeText } from '../project/decode.ts';
import type { ServerHost } from './host.ts';

/** How many folders one module may bring in. */
const maxFolders = 200;

/** The Terraform files around one of them, by folder: those of its own folder and of all that it calls. */
export type ModuleFiles = ReadonlyMap<string, ModuleFolder>;

/** How files are found: `path` is absolute, `key` what the project calls it. */
export interface Around {
  readonly path: string;
  readonly key: string;
  readonly host: ServerHost;
  /** An open document counts as it stands in the editor. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

/** Reads the folder of a Terraform file, and the folders that it calls, until nothing more is asked for. */
export async function readModuleFiles(around: Around): Promise<ModuleFiles> {
  const own = folderOf(around.key);
  const known = new Map<string, ModuleFolder | undefined>();
  for (let waiting = [own]; waiting.length > 0 && known.size < maxFolders; ) {
    for (const folder of waiting) known.set(folder, await readFolder(folder, around));
    const wanted = new Set<string>();
    checkModule(own, (folder) => (known.has(folder) ? known.get(folder) : void wanted.add(folder)), { rules: [], profile: 'default' });
    waiting = [...wanted];
  }
  return new Map([...known].flatMap(([folder, of]) => (of ? [[folder, of] as const] : [])));
}

/** Judges a Terraform file with all that belongs to it, with `text` as its text; undefined where it turned out to belong to nothing. */
export function checkModuleFile(key: string, text: string, files: ModuleFiles, options: CheckOptions): CheckedTemplate | undefined {
  const own = folderOf(key);
  const folder = files.get(own);
  const changed: ModuleFolder = { texts: new Map([...(folder?.texts ?? []), [key, text]]), hasOthers: folder?.hasOthers ?? false };
  return checkModule(own, (of) => (of === own ? changed : files.get(of)), options).files.find(({ file }) => file === key);
}

async function readFolder(folder: string, { path, key, host, read }: Around): Promise<ModuleFolder | undefined> {
  const root = path.slice(0, path.length - key.length);
  const names = await host.readFolder(`${root}${folder}`);
  const texts = new Map<string, string>();
  let hasOthers = names.some((name) => /\.(tf|tofu)$/.test(name));
  for (const name of names.filter(isModuleFile).sort()) {
    const file = folder === '' ? name : `${folder}/${name}`;
    const bytes = await read(`${root}${file}`);
    const decoded = bytes && decodeText(bytes);
    if (decoded?.kind === 'text') texts.set(file, decoded.text);
    else hasOthers = true;
  }
  return texts.size > 0 || hasOthers ? { texts, hasOthers } : undefined;
}

const folderOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('/')));
