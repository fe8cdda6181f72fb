import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isModuleFile } from '../project/check-module.ts';
import { checkText, type Checked, type CheckOptions } from '../project/check.ts';
import { samConfigNames, type ParameterFile } from '../project/parameter-files.ts';
import { readTextFile, type ReadFile } from '../project/read-file.ts';
import { StackIndex } from '../project/stack-index.ts';
import { gatherStacks, stackDocument, type StackFile, type Stacks, type StackSources } from '../project/stacks.ts';
import type { FoundPath } from '../project/walk.ts';
import type { FileName } from './outcome.ts';

/** A file that was found by its own name or in a folder. */
type FoundFile = Extract<FoundPath, { readonly kind: 'file' }>;

/** What deploys or is deployed is smaller: CloudFormation takes templates of 1 MB. A plan need not be read a second time for it. */
const maxMegabytes = 8;

/** How the run knows files and reads them, and what its configuration gives for the parameters of one. */
export interface Naming {
  readonly root: string;
  readonly nameOf: (path: string) => FileName;
  readonly read: (path: string, megabytes: number) => ReadFile;
  readonly parametersOf: (name: FileName) => Promise<ReadonlyMap<string, string> | undefined>;
}

/** The templates of one run that deploy others, are deployed by others, or are given parameters by files. Each is judged as it is deployed. */
export class LinkedTemplates {
  readonly #index = new StackIndex();
  readonly #files = new Map<string, StackFile>();
  readonly #named = new Set<string>();
  #found: readonly string[] = [];
  #stacks: Stacks | undefined;

  constructor(private readonly naming: Naming) {}

  /** Reads what tells how the found templates are deployed, and all that they deploy. */
  async gather(found: readonly FoundPath[]): Promise<void> {
    const files = found.filter((one): one is FoundFile => one.kind === 'file' && !isModuleFile(one.path));
    for (const { path, named } of files) {
      if (named) this.#named.add(this.naming.nameOf(path).key);
      this.#note(path);
    }
    this.#found = files.map(({ path }) => this.naming.nameOf(path).key);
    for (const folder of new Set(files.map(({ path }) => dirname(path)))) for (const path of samConfigNames.map((name) => join(folder, name))) if (existsSync(path)) this.#note(path);
    await this.#gather();
  }

  /** The templates that those found deploy and that were not found themselves: their absolute paths. */
  get deployedBeside(): readonly string[] {
    const found = new Set(this.#found);
    const deployed = new Set(this.#roots().flatMap((root) => this.#stacks?.members(root) ?? []));
    return [...deployed].filter((key) => !found.has(key)).sort().map((key) => resolve(this.naming.root, key));
  }

  /** The files that give parameters and could not be read. */
  get broken(): readonly ParameterFile[] {
    return this.#index.brokenFiles();
  }

  /** How the text of a file is judged as it is deployed; undefined where nothing is known of that. */
  judgeOf({ key }: FileName, options: CheckOptions): ((text: string) => Checked) | undefined {
    const file = this.#files.get(key);
    if (!file || 'why' in file.document) return undefined;
    return (text) => this.#stacks?.withText(key, text).check(key, options) ?? checkText(text, key, options);
  }

  /** Notes that a file was rewritten. */
  async rewritten({ key, absolute }: FileName): Promise<void> {
    if (!this.#files.delete(key)) return;
    this.#note(absolute);
    await this.#gather();
  }

  async #gather(): Promise<void> {
    this.#stacks = await gatherStacks(this.#roots(), this.#files, this.#sources, (key) => this.#read(key));
  }

  #roots(): readonly string[] {
    return [...new Set(this.#found.filter((key) => this.#index.concerns(key)).flatMap((key) => this.#sources.roots(key)))];
  }

  get #sources(): Omit<StackSources, 'file'> {
    return { roots: (key) => (this.#named.has(key) ? [key] : this.#index.rootsOf(key)), deployments: (key) => this.#index.deploymentsOf(key) };
  }

  #note(path: string): void {
    const read = this.naming.read(path, maxMegabytes);
    if (read.kind === 'text') this.#index.note(this.naming.nameOf(path).key, read.text);
  }

  async #read(key: string): Promise<StackFile> {
    const name = this.naming.nameOf(resolve(this.naming.root, key));
    const read = readTextFile(name.absolute);
    if (read.kind !== 'text') return { document: { why: read.why }, parameters: undefined };
    this.#index.note(key, read.text);
    return { document: stackDocument(read.text, key), parameters: await this.naming.parametersOf(name) };
  }
}
