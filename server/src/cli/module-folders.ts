import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../core/engine/finding.ts';
import { checkModule, fileThrough, filesThrough, isModuleFile, rootsWith, type CheckedModule, type JudgedRoots, type ModuleFolder, type Roots } from '../project/check-module.ts';
import type { CheckOptions } from '../project/check.ts';
import type { FailOn } from '../project/config.ts';
import { encodeText } from '../project/decode.ts';
import { fixModuleFile, type FixedFile } from '../project/fix-module.ts';
import { rootsAbove } from '../project/module-roots.ts';
import { readTextFile, type ReadFile } from '../project/read-file.ts';
import { replaceFile } from '../project/replace-file.ts';
import { crash, unwanted, wantedBy, type FixChoice } from './check-file.ts';
import type { CheckedTemplate, FileName, Outcome } from './outcome.ts';

/** How a file is judged by the configuration that counts for it. */
export interface HowToJudge {
  readonly check: CheckOptions;
  readonly failOn: FailOn;
  readonly isExcluded: boolean;
  /** What a baseline holds back of files that are judged together: it is not mended. */
  readonly held?: (files: readonly CheckedTemplate[]) => ReadonlySet<Finding>;
}

interface ReadFolder extends ModuleFolder {
  readonly read: ReadonlyMap<string, Extract<ReadFile, { kind: 'text' }>>;
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}

/** A file of a module, and how it is judged through each root that leads to it. */
interface MemberFile {
  readonly name: FileName;
  readonly how: HowToJudge;
  readonly roots: Roots;
}

interface Mended extends FixedFile {
  readonly notWritten: string | undefined;
}

/** The folders of one run that hold Terraform configuration. Each is judged through the folders that call it, or by itself where none of them does. */
export class ModuleFolders {
  /** Absolute paths. */
  readonly #asked = new Set<string>();
  readonly #read = new Map<string, ReadFolder | undefined>();
  /** What a root came to, by the rules that it was judged by: one list of them for each configuration. */
  readonly #judged = new Map<string, Map<CheckOptions['rules'], CheckedModule>>();
  readonly #shown = new Set<string>();
  /** What folders above call. */
  readonly #called = new Map<string, ReadonlySet<string>>();

  /** `root`: the folder that keys are relative to. `how`: takes an absolute path. `alone`: told of a folder with variables that is judged without `callers` of it. */
  constructor(
    private readonly root: string,
    private readonly nameOf: (path: string) => FileName,
    private readonly how: (path: string) => Promise<HowToJudge>,
    private readonly fix: FixChoice | undefined,
    private readonly alone: (folder: FileName, callers: readonly FileName[]) => void,
  ) {}

  /** Notes a file that was asked for; its neighbours are read with it, for a folder is one module. */
  add(path: string): void {
    this.#asked.add(path);
  }

  /** One outcome for each file of the folders and of what they call, those together that were judged together. Only files that were asked for are mended. */
  async *check(): AsyncGenerator<readonly Outcome[]> {
    const folders = [...new Set([...this.#asked].map((path) => this.#keyOf(dirname(path))))];
    const read = new Map(folders.map((key) => [key, checkModule(key, (of) => this.#folder(of), { rules: [], profile: 'default' })]));
    const rootsOf = rootsAbove(new Map([...read].map(([key, { calls }]) => [key, calls])));
    for (const root of new Set(folders.flatMap(rootsOf))) {
      const callers = read.get(root)?.files.some(({ template }) => template.parameters.size > 0) ? this.#callersAbove(root) : [];
      if (callers.length > 0) this.alone(this.nameOf(resolve(this.root, root)), callers.map((key) => this.nameOf(resolve(this.root, key))));
      try {
        yield await this.#module((read.get(root)?.files ?? []).map(({ file }) => file), rootsOf);
      } catch (error) {
        yield [crash(this.nameOf(resolve(this.root, root)), error)];
      }
      this.#judged.delete(root);
      yield [...this.#unreadable()];
    }
  }

  /** The folders above one, inside of the project, that call it: nobody asked for them, or it would be judged through them. */
  #callersAbove(key: string): readonly string[] {
    const steps = key.split('/');
    const above = key === '' || key.startsWith('/') ? [] : steps.map((_, i) => steps.slice(0, i).join('/'));
    return above.filter((folder) => this.#calledIn(folder).has(key));
  }

  /** The folders that one calls itself. What cannot be read there is not said: it was not asked for. */
  #calledIn(folder: string): ReadonlySet<string> {
    const known = this.#called.get(folder);
    if (known) return known;
    const called = new Set<string>();
    this.#called.set(folder, called);
    const own = readFolder(resolve(this.root, folder), this.nameOf);
    if (own) checkModule(folder, (of) => (of === folder ? own : void called.add(of)), { rules: [], profile: 'default' });
    return called;
  }

  /** The files of a root and of what it calls that were not shown yet. All are mended before one is shown. */
  async #module(files: readonly string[], rootsOf: (folder: string) => readonly string[]): Promise<readonly Outcome[]> {
    const members: MemberFile[] = [];
    for (const key of files.filter((file) => !this.#shown.has(file))) {
      this.#shown.add(key);
      const member = await this.#member(key, rootsOf);
      if (!member.how.isExcluded) members.push(member);
    }
    const mended = new Map(members.map((member) => [member, this.fix && this.#asked.has(member.name.absolute) ? this.#mend(member, this.fix) : undefined]));
    return members.flatMap((member) => {
      const checked = fileThrough(member.name.key, this.#through(member));
      return checked ? [this.#outcome(member, checked, mended.get(member))] : [];
    });
  }

  async #member(key: string, rootsOf: (folder: string) => readonly string[]): Promise<MemberFile> {
    const name = this.nameOf(resolve(this.root, key));
    const how = await this.how(name.absolute);
    const given = new Map<string, CheckOptions['parameters']>();
    for (const root of rootsOf(this.#keyOf(dirname(name.absolute)))) {
      const [first = key] = this.#folder(root)?.texts.keys() ?? [];
      given.set(root, (await this.how(this.nameOf(resolve(this.root, first)).absolute)).check.parameters);
    }
    return { name, how, roots: rootsWith(how.check, given) };
  }

  /** The roots that lead to a file, each judged once. */
  #through({ roots }: MemberFile): JudgedRoots {
    return new Map([...roots].map(([root, options]) => [root, this.#judge(root, options)]));
  }

  #judge(root: string, options: CheckOptions): CheckedModule {
    const known = this.#judged.get(root) ?? new Map<CheckOptions['rules'], CheckedModule>();
    this.#judged.set(root, known);
    const judged = known.get(options.rules) ?? checkModule(root, (of) => this.#folder(of), options);
    known.set(options.rules, judged);
    return judged;
  }

  #outcome(member: MemberFile, checked: CheckedTemplate, mended: Mended | undefined): Outcome {
    const { name, how: { failOn } } = member;
    const left = this.fix ? { unsafeLeft: unwanted(checked, this.fix, this.#held(member)) } : {};
    if (!mended) return { kind: 'template', name, checked, failOn, mended: [], ...left };
    const { before, notWritten } = mended;
    if (notWritten !== undefined) return { kind: 'template', name, checked: before, failOn, mended: [], ...left, notWritten };
    return { kind: 'template', name, checked, failOn, mended: mended.mended, ...left, before };
  }

  #held(member: MemberFile): ReadonlySet<Finding> | undefined {
    return member.how.held?.(filesThrough(this.#through(member)));
  }

  /** Mends a file, and has whatever is judged later read it as it is then. */
  #mend(member: MemberFile, fix: FixChoice): Mended | undefined {
    const { name, roots } = member;
    const fixed = fixModuleFile(name.key, roots, (of) => this.#folder(of), wantedBy(fix, this.#held(member)), this.#through(member));
    if (!fixed) return undefined;
    const notWritten = this.#write(name, fixed.text, fix);
    if (notWritten === undefined) for (const root of roots.keys()) this.#judged.delete(root);
    return { ...fixed, notWritten };
  }

  /** Gives back why it could not be written. */
  #write({ absolute, key }: FileName, text: string, { dryRun }: FixChoice): string | undefined {
    const folder = this.#keyOf(dirname(absolute));
    const read = this.#folder(folder);
    const own = read?.read.get(key);
    if (!read || !own) return 'it was not read';
    const notWritten = dryRun ? undefined : replaceFile(absolute, own.bytes, encodeText(text, own.encoding));
    if (notWritten === undefined) this.#read.set(folder, { ...read, texts: new Map([...read.texts, [key, text]]) });
    return notWritten;
  }

  *#unreadable(): Generator<Outcome> {
    for (const folder of this.#read.values())
      for (const { path, why } of folder?.unreadable ?? []) {
        if (this.#shown.has(path)) continue;
        this.#shown.add(path);
        yield { kind: 'unreadable', name: this.nameOf(path), why };
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
