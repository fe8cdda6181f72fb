import type { Finding } from '../core/engine/finding.ts';
import { checkModule, fileThrough, filesThrough, isModuleFile, judgeRoots, rootsWith, type JudgedRoots, type ModuleFolder } from '../project/check-module.ts';
import type { CheckOptions, CheckedTemplate } from '../project/check.ts';
import { decodeText } from '../project/decode.ts';
import { folderOf } from '../project/host.ts';
import type { ServerHost } from './host.ts';

/** How many folders one module may bring in. */
const maxFolders = 200;

/** The Terraform files around one of them, by folder: those of its own folder, of all that it calls, and of what leads to it. */
export interface ModuleFiles {
  readonly folders: ReadonlyMap<string, ModuleFolder>;
  /** The modules through which it is judged, and the values that the configuration gives to each: itself where nobody calls it. */
  readonly roots: ReadonlyMap<string, ReadonlyMap<string, string> | undefined>;
}

/** How files are found. `root`: the absolute path that project-relative ones begin at, without a slash at its end. */
export interface Around {
  readonly root: string;
  readonly host: ServerHost;
  /** An open document counts as it stands in the editor. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

/** Reads the folders of some modules, and the folders that they call, until nothing more is asked for. */
export async function readModuleFolders(roots: Iterable<string>, around: Around): Promise<ReadonlyMap<string, ModuleFolder>> {
  const known = new Map<string, ModuleFolder | undefined>();
  for (const root of roots) {
    for (let waiting = known.has(root) ? wantedBy(root, known) : [root]; waiting.length > 0 && known.size < maxFolders; waiting = wantedBy(root, known))
      for (const folder of waiting) known.set(folder, await readFolder(folder, around));
  }
  return new Map([...known].flatMap(([folder, of]) => (of ? [[folder, of] as const] : [])));
}

/** The folders that a module calls itself; undefined where there is no configuration in it. */
export async function callsOf(module: string, around: Around): Promise<readonly string[] | undefined> {
  const folder = await readFolder(module, around);
  return folder && folder.texts.size > 0 ? wantedBy(module, new Map([[module, folder]])) : undefined;
}

/** What a module calls, itself or through others, and nobody has looked for. */
function wantedBy(module: string, known: ReadonlyMap<string, ModuleFolder | undefined>): readonly string[] {
  const wanted = new Set<string>();
  checkModule(module, (folder) => (known.has(folder) ? known.get(folder) : void wanted.add(folder)), { rules: [], profile: 'default' });
  return [...wanted];
}

/**
 * Judges a Terraform file with all that belongs to it, with `text` as its text: through each module that leads to it, shown once for each place.
 * Undefined where it turned out to belong to nothing.
 */
export function checkModuleFile(key: string, text: string, files: ModuleFiles, options: CheckOptions): CheckedTemplate | undefined {
  return fileThrough(key, rootsAround(key, text, files, options));
}

/** What is found in the other files that are judged together with one. */
export function findingsAround(key: string, text: string, files: ModuleFiles, options: CheckOptions): readonly { readonly file: string; readonly findings: readonly Finding[] }[] {
  return filesThrough(rootsAround(key, text, files, options)).flatMap(({ file, report: { findings } }) => (file === key ? [] : [{ file, findings }]));
}

/** The modules through which a file is judged, with `text` as its text. */
function rootsAround(key: string, text: string, { folders, roots }: ModuleFiles, options: CheckOptions): JudgedRoots {
  const own = folderOf(key) ?? '';
  const folder = folders.get(own);
  const changed: ModuleFolder = { texts: new Map([...(folder?.texts ?? []), [key, text]]), hasOthers: folder?.hasOthers ?? false };
  const through = (given: ModuleFiles['roots']): JudgedRoots => judgeRoots(rootsWith(options, given), (of) => (of === own ? changed : folders.get(of)));
  const judged = through(roots);
  // What led to it a moment ago may not do so any more.
  return roots.has(own) || fileThrough(key, judged) ? judged : through(new Map([[own, options.parameters]]));
}

async function readFolder(folder: string, { root, host, read }: Around): Promise<ModuleFolder | undefined> {
  const path = folder === '' ? root : `${root}/${folder}`;
  const names = await host.readFolder(path);
  const texts = new Map<string, string>();
  let hasOthers = names.some((name) => /\.(tf|tofu)$/.test(name));
  for (const name of names.filter(isModuleFile).sort()) {
    const bytes = await read(`${path}/${name}`);
    const decoded = bytes && decodeText(bytes);
    // An editor shows no byte order mark, and counts without it.
    if (decoded?.kind === 'text') texts.set(folder === '' ? name : `${folder}/${name}`, decoded.text.replace(/^\uFEFF/, ''));
    else hasOthers = true;
  }
  return texts.size > 0 || hasOthers ? { texts, hasOthers } : undefined;
}
