import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileOf } from '../core/model/origin.ts';
import { checkModule, isModuleFile, type ModuleFolder } from '../project/check-module.ts';
import type { CheckOptions } from '../project/check.ts';
import type { FailOn } from '../project/config.ts';
import { encodeText } from '../project/decode.ts';
import { fixModule, type FixedFile, type FixedModule } from '../project/fix-module.ts';
import { readTextFile, type ReadFile } from '../project/read-file.ts';
import { replaceFile } from '../project/replace-file.ts';
import { unwanted, wantedBy, type FixChoice } from './check-file.ts';
import type { FileName, Outcome } from './outcome.ts';

/** A folder with Terraform configuration: the absolute paths of its files that were found. `key`: what the project calls it, empty for its root. */
export interface FoundFolder {
  readonly path: string;
  readonly key: string;
  readonly files: readonly string[];
}

/** How a folder is judged. `mayFix`: may this file (absolute path) be changed? */
export interface CheckFolderOptions {
  readonly check: CheckOptions;
  readonly failOn: FailOn;
  readonly fix: FixChoice | undefined;
  readonly mayFix: (path: string) => boolean;
}

interface ReadFolder extends ModuleFolder {
  readonly read: ReadonlyMap<string, Extract<ReadFile, { kind: 'text' }>>;
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}

/** The folders of one run that hold Terraform configuration. Each is judged once: by itself, or through the folders that call it. */
export class ModuleFolders {
  readonly #found = new Map<string, string[]>();
  readonly #read = new Map<string, ReadFolder | undefined>();
  readonly #shown = new Set<string>();

  /** `root`: the folder that keys are relative to. */
  constructor(
    private readonly root: string,
    private readonly nameOf: (path: string) => FileName,
  ) {}

  /** Notes a file of a folder; its neighbours are read with it, asked for or not, for a folder is one module. */
  add(path: string): void {
    const folder = dirname(path);
    this.#found.set(folder, [...(this.#found.get(folder) ?? []), path]);
  }

  /** The folders that no other one of them calls; all of them where they call each other in a circle. */
  roots(): readonly FoundFolder[] {
    const folders = [...this.#found].map(([path, files]): FoundFolder => ({ path, key: this.#keyOf(path), files }));
    const called = new Set(folders.flatMap(({ key }) => checkModule(key, (of) => this.#folder(of), { rules: [], profile: 'default' }).calls));
    const roots = folders.filter(({ key }) => !called.has(key));
    return roots.length > 0 ? roots : folders;
  }

  /**
   * One outcome for each file of the folder and of what it calls, but for files that an earlier folder has shown. Only files that were asked for are
   * mended, and of these only those that `mayFix`.
   */
  *check({ path, key }: FoundFolder, { check, failOn, fix, mayFix }: CheckFolderOptions): Generator<Outcome> {
    try {
      const { checked, fixed } = this.#judged(key, check, fix, mayFix);
      for (const file of checked.files) {
        if (this.#shown.has(file.file)) continue;
        this.#shown.add(file.file);
        const name = this.nameOf(resolve(this.root, file.file));
        const mended = fixed.get(file.file);
        const notWritten = mended && fix && !fix.dryRun ? this.#write(name, mended) : undefined;
        yield {
          kind: 'template',
          name,
          checked: notWritten === undefined ? file : (mended?.before ?? file),
          failOn,
          mended: notWritten === undefined ? (mended?.mended ?? []) : [],
          ...(fix ? { unsafeLeft: unwanted(file, wantedBy(fix)) } : {}),
          ...(mended && notWritten === undefined ? { before: mended.before } : {}),
          ...(notWritten === undefined ? {} : { notWritten }),
        };
      }
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      yield { kind: 'crashed', name: this.nameOf(path), message, stack };
    }
    for (const folder of this.#read.values())
      for (const one of folder?.unreadable ?? []) {
        if (this.#shown.has(one.path)) continue;
        this.#shown.add(one.path);
        yield { kind: 'unreadable', name: this.nameOf(one.path), why: one.why };
      }
  }

  #judged(key: string, options: CheckOptions, fix: FixChoice | undefined, mayFix: (path: string) => boolean): FixedModule {
    const read = (of: string): ReadFolder | undefined => this.#folder(of);
    if (!fix) return { checked: checkModule(key, read, options), fixed: new Map() };
    const asked = new Set([...this.#found.values()].flat().filter(mayFix));
    const isWanted = wantedBy(fix);
    // What an earlier folder has shown is written already.
    const isOpen = (file: string): boolean => !this.#shown.has(file) && asked.has(resolve(this.root, file));
    return fixModule(key, read, options, (finding, template) => isOpen(fileOf(finding.place)) && isWanted(finding, template));
  }

  /** Writes a mended file, and has later folders read it as it is now. Gives back why it could not be written. */
  #write(name: FileName, { text, before }: FixedFile): string | undefined {
    const folder = this.#folder(this.#keyOf(dirname(name.absolute)));
    const read = folder?.read.get(before.file);
    if (!folder || !read) return 'it was not read';
    const notWritten = replaceFile(name.absolute, read.bytes, encodeText(text, read.encoding));
    if (notWritten === undefined) this.#read.set(this.#keyOf(dirname(name.absolute)), { ...folder, texts: new Map([...folder.texts, [before.file, text]]) });
    return notWritten;
  }

  /** The root of the project has an empty key, whatever its files are called. */
  #keyOf(path: string): string {
    const { key } = this.nameOf(join(path, 'any'));
    return key.slice(0, Math.max(0, key.lastIndexOf('/')));
  }

  #folder(key: string): ReadFolder | undefined {
    if (!this.#read.has(key)) this.#read.set(key, readFolder(resolve(this.root, key), this.nameOf));
    return this.#read.get(key);
  }
}

function readFolder(path: string, nameOf: (path: string) => FileName): ReadFolder | undefined {
  let names: readonly string[];
  try {
    names = readdirSync(path).sort();
  } catch {
    return undefined;
  }
  const texts = new Map<string, string>();
  const readable = new Map<string, Extract<ReadFile, { kind: 'text' }>>();
  const unreadable: { path: string; why: string }[] = [];
  for (const name of names.filter(isModuleFile)) {
    const file = join(path, name);
    const read = readTextFile(file);
    if (read.kind === 'text') {
      texts.set(nameOf(file).key, read.text);
      readable.set(nameOf(file).key, read);
    } else unreadable.push({ path: file, why: read.why });
  }
  const isEmpty = texts.size === 0 && unreadable.length === 0;
  return isEmpty ? undefined : { texts, read: readable, hasOthers: unreadable.length > 0 || names.some((name) => /\.(tf|tofu)$/.test(name)), unreadable };
}
