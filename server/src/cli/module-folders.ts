import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkModule, isModuleFile, type ModuleFolder } from '../project/check-module.ts';
import type { CheckOptions } from '../project/check.ts';
import type { FailOn } from '../project/config.ts';
import { readTextFile } from '../project/read-file.ts';
import type { FileName, Outcome } from './outcome.ts';

/** A folder with Terraform configuration: the absolute paths of its files that were found. `key`: what the project calls it, empty for its root. */
export interface FoundFolder {
  readonly path: string;
  readonly key: string;
  readonly files: readonly string[];
}

interface ReadFolder extends ModuleFolder {
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

  /** One outcome for each file of the folder and of what it calls, but for files that an earlier folder has shown. */
  *check({ path, key }: FoundFolder, options: CheckOptions, failOn: FailOn): Generator<Outcome> {
    try {
      for (const checked of checkModule(key, (of) => this.#folder(of), options).files) {
        if (this.#shown.has(checked.file)) continue;
        this.#shown.add(checked.file);
        yield { kind: 'template', name: this.nameOf(resolve(this.root, checked.file)), checked, failOn, mended: [] };
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
  const unreadable: { path: string; why: string }[] = [];
  for (const name of names.filter(isModuleFile)) {
    const file = join(path, name);
    const read = readTextFile(file);
    if (read.kind === 'text') texts.set(nameOf(file).key, read.text);
    else unreadable.push({ path: file, why: read.why });
  }
  const isEmpty = texts.size === 0 && unreadable.length === 0;
  return isEmpty ? undefined : { texts, hasOthers: unreadable.length > 0 || names.some((name) => /\.(tf|tofu)$/.test(name)), unreadable };
}
