import type { TextDocuments } from 'vscode-languageserver';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { Problem, Template } from '../core/model/template.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { sniff } from '../formats/detect.ts';
import { checkOptions, isExcluded } from '../project/check-options.ts';
import { isModuleFile } from '../project/check-module.ts';
import { CheckMemory, checkText } from '../project/check.ts';
import type { Checked, CheckOptions } from '../project/check.ts';
import { readBaseline, type ReadBaseline } from '../project/baseline.ts';
import { ConfigLookup } from '../project/config-lookup.ts';
import type { ReadConfig } from '../project/config.ts';
import { decodeText } from '../project/decode.ts';
import { withoutFixes } from '../project/generated.ts';
import type { FoundInFile } from '../project/hold-back.ts';
import { folderOf, pathWithin } from '../project/host.ts';
import { readParameterFile } from '../project/parameter-files.ts';
import { isConfig } from './is-config.ts';
import { CheckedDocument } from './checked-document.ts';
import { DiagnosticMemory } from './diagnostic-memory.ts';
import type { ErrorLog } from './error-log.ts';
import type { ServerHost } from './host.ts';
import { HeldFindings, templateKey } from './held-findings.ts';
import { checkModuleFile, findingsAround, readModuleFolders, type ModuleFiles } from './module-files.ts';
import type { OpenDocument } from './open-document.ts';
import type { Settings, SettingsStore } from './settings.ts';
import { WorkspaceModules } from './workspace-modules.ts';
import { WorkspaceStacks, type StacksOfTemplate } from './workspace-stacks.ts';

/** What a document's check rests on besides its text. */
export interface Known {
  readonly at: CheckedDocument;
  readonly config: ReadConfig | undefined;
  /** The baseline that the configuration names. */
  readonly baseline: ReadBaseline | undefined;
  /** What is wrong with other files that it rests on, a sentence each. */
  readonly besides: readonly string[];
  /** What is wrong with a document that is no template: the manifest of a CDK app, a file that gives parameters, a baseline. */
  readonly own: BrokenText | undefined;
  readonly diagnostics: DiagnosticMemory;
  /** Changes whenever an answer about the document may have changed. */
  readonly resultId: string;
}

/** A text with something wrong in it. */
interface BrokenText {
  readonly document: SyntaxDocument;
  readonly problems: readonly Problem[];
}

/** How a document is judged, and what its last version left. */
interface Ground {
  readonly config: ReadConfig | undefined;
  readonly profile: Settings['profile'];
  readonly options: CheckOptions;
  readonly memory: CheckMemory;
  /** What was read last of another text, the committed one: it is asked for at each version. */
  committed: { readonly text: string; readonly template: Template | undefined } | undefined;
}

/** What else a document's check rests on: the files of its Terraform module, the stacks that a template belongs to. */
interface Beside {
  readonly files: ModuleFiles | undefined;
  readonly stacks: StacksOfTemplate | undefined;
}

/** The open documents, each checked once per version and per state of the configuration. */
export class CheckedDocuments {
  readonly #configs: ConfigLookup;
  /** What baselines hold back. */
  readonly held: HeldFindings;
  readonly #kept = new Map<string, Known>();
  readonly #grounds = new Map<string, Ground>();
  #generated: readonly string[] = [];
  #broken: ReadonlyMap<string, BrokenText> = new Map();
  #heldInGenerated: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #state = 0;
  /** Counts the changes of open files on which what is said of another may rest. */
  #neighbours = 0;
  readonly #stacks: WorkspaceStacks;
  readonly #modules: WorkspaceModules;

  constructor(
    private readonly documents: TextDocuments<OpenDocument>,
    private readonly settings: SettingsStore,
    private readonly rules: readonly RuleRecord[],
    private readonly host: ServerHost,
    private readonly log: ErrorLog,
    /** Paths of the workspace's folders, with forward slashes. */
    private readonly folders: () => readonly string[],
    /** Told when more is known of closed files than before. */
    private readonly known: () => void,
  ) {
    this.#configs = new ConfigLookup({ readFile: (path) => this.read(path) }, rules);
    this.held = new HeldFindings({ readFile: (path) => this.read(path), factsOf: (path) => host.factsOf(path) }, (path) => this.#configs.of(path));
    const around = { host, folders, read: (path: string) => this.read(path), found: known };
    this.#stacks = new WorkspaceStacks({ ...around, parametersOf: (path) => this.#parametersOf(path), start: (work) => void log.guard('looking for nested stacks', undefined, work) });
    this.#modules = new WorkspaceModules({ ...around, start: (work) => void log.guard('looking for Terraform modules', undefined, work) });
  }

  /** The newest version of an open document, checked; undefined when it is not open. */
  async get(uri: string): Promise<Known | undefined> {
    const state = this.#state;
    const [settings, config, files, stacks] = await Promise.all([this.settings.of(uri), this.#configOf(uri), this.#moduleFilesOf(uri), this.#stacksOf(uri)]);
    const document = this.documents.get(uri);
    if (document === undefined) return undefined;
    if (state !== this.#state) return this.get(uri);
    const path = this.host.pathOf(uri);
    const besides = path === undefined ? [] : this.#stacks.problemsAbout(path);
    const resultId = `${document.version}.${this.#state}${files === undefined && stacks === undefined ? '' : `.${this.#neighbours}`}${besides.map((one) => `.${one}`).join('')}`;
    const kept = this.#kept.get(uri);
    if (kept?.resultId === resultId) return kept;
    const diagnostics = kept?.diagnostics ?? new DiagnosticMemory(this.rules);
    const checked = this.#check(document, settings, config, { files, stacks });
    const named = config?.config.baseline !== undefined && path !== undefined;
    const at = named ? await this.#holding(checked, path, files) : checked;
    const baseline = named ? await this.held.baselineOf(path) : undefined;
    const known = { at, config, baseline, besides, own: this.#isLeftOut(path, settings, config) ? undefined : this.#ownOf(path, at), diagnostics, resultId };
    this.#kept.set(uri, known);
    return known;
  }

  /** A file as it stands in the editor or on disk, checked as an open one is; undefined where there is none to read. Terraform configuration is judged by module. */
  async fileAt(path: string): Promise<CheckedDocument | undefined> {
    const uri = this.uriOf(path);
    if (this.documents.get(uri)) return (await this.get(uri))?.at;
    const text = await this.textAt(path);
    if (text === undefined || !sniff(text, path).maybe) return undefined;
    const [settings, config, stacks] = await Promise.all([this.settings.of(uri), this.#configs.of(path), this.#stacks.of(path, text)]);
    this.settings.forget(uri);
    const at = this.#check({ uri, version: 0, text, lines: new LineIndex(text) }, settings, config, { files: undefined, stacks });
    this.#grounds.delete(uri);
    return this.#holding(at, path, undefined);
  }

  /** The Terraform modules in a folder of the workspace, each with the root modules that lead to it. */
  modulesIn(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.#modules.rootsIn(root);
  }

  /** A file's text as it stands in the editor, else on disk, without a byte order mark; undefined where it cannot be read. */
  async textAt(path: string): Promise<string | undefined> {
    const bytes = await this.read(path).catch(() => undefined);
    const decoded = bytes && decodeText(bytes);
    return decoded?.kind === 'text' ? decoded.text.replace(/^\uFEFF/, '') : undefined;
  }

  /** The document of a path, as the client names it where it is open. */
  uriOf(path: string): string {
    return this.documents.keys().find((uri) => this.host.pathOf(uri) === path) ?? this.host.uriOf(path);
  }

  /** The version of a document that is open, else null. */
  versionOf(uri: string): number | null {
    return this.documents.get(uri)?.version ?? null;
  }

  /** How a file that may not be open is judged; undefined where the settings or the configuration leave it out. */
  async optionsFor(path: string): Promise<CheckOptions | undefined> {
    const uri = this.host.uriOf(path);
    const [{ enable, profile }, config] = await Promise.all([this.settings.of(uri), this.#configs.of(path)]);
    if (!enable || isExcluded(path, config?.config)) return undefined;
    return checkOptions(path, config?.config, this.rules, { today: this.host.today(), ...(profile === 'auto' ? {} : { profile }) });
  }

  /** What a path is called: from the folder of the workspace that it is in. */
  keyOf(path: string): string {
    return this.#nameOf(path);
  }

  /** Folders of generated templates, of which no fix is offered. */
  set generated(folders: readonly string[]) {
    if (folders.join('\n') === this.#generated.join('\n')) return;
    this.#generated = folders;
    this.#kept.clear();
    this.#state++;
  }

  /** What is held back in generated templates, by path. */
  set heldInGenerated(held: ReadonlyMap<string, ReadonlySet<string>>) {
    const keyOf = (of: ReadonlyMap<string, ReadonlySet<string>>): string => JSON.stringify([...of].map(([path, keys]) => [path, ...keys]));
    if (keyOf(held) === keyOf(this.#heldInGenerated)) return;
    this.#heldInGenerated = held;
    this.#kept.clear();
    this.#state++;
    this.known();
  }

  /** What is wrong with the manifests of CDK apps, by path. */
  set broken(broken: ReadonlyMap<string, BrokenText>) {
    const keyOf = (of: ReadonlyMap<string, BrokenText>): string => JSON.stringify([...of].map(([path, { problems }]) => [path, problems]));
    if (keyOf(broken) === keyOf(this.#broken)) return;
    this.#broken = broken;
    this.#kept.clear();
    this.#state++;
    this.known();
  }

  /** Settings, configurations or baselines have changed: nothing that is known counts any more. */
  invalidate(): void {
    this.#state++;
    this.#configs.forget();
    this.held.forget();
    this.#kept.clear();
  }

  /** Is this a configuration, or a baseline that one names? */
  isConfig(uri: string): boolean {
    const path = this.host.pathOf(uri);
    return isConfig(uri) || (path !== undefined && this.held.isBaseline(path));
  }

  /** An open file has changed. Returns whether another open one may be concerned. */
  changed({ uri, text }: OpenDocument): boolean {
    const path = this.host.pathOf(uri);
    const isModule = isModuleFile(uri);
    if (!isModule && (path === undefined || !this.#stacks.note(path, text))) return false;
    this.#neighbours++;
    if (isModule && path !== undefined) this.#modules.note(path);
    return this.documents.keys().some((other) => other !== uri && (!isModule || isModuleFile(other)));
  }

  /** Files have changed on disk. Returns whether an open one may be concerned. */
  async filesChanged(uris: readonly string[]): Promise<boolean> {
    let concerned = false;
    for (const uri of uris) {
      const path = this.host.pathOf(uri);
      if (path !== undefined && isModuleFile(uri)) this.#modules.note(path);
      if (path !== undefined && this.held.changed(path)) concerned = true;
      if (isConfig(uri) || isModuleFile(uri) || (path !== undefined && (await this.#stacks.noteFile(path)))) concerned = true;
    }
    return concerned;
  }

  /** Drops what is known of a closed document. */
  forget(uri: string): void {
    this.#kept.delete(uri);
    this.#grounds.delete(uri);
    this.settings.forget(uri);
  }

  #check(document: OpenDocument, settings: Settings, config: ReadConfig | undefined, beside: Beside): CheckedDocument {
    const { uri, text } = document;
    const path = this.host.pathOf(uri);
    const file = this.#nameOf(path ?? uri);
    const notOurs = (why: string): Checked => ({ kind: 'not-ours', file, why });
    const leftOut = (why: string): CheckedDocument => new CheckedDocument(document, notOurs(why), () => notOurs(why), () => undefined);
    if (!settings.enable) return leftOut('dataward.enable is off');
    if (path !== undefined && isExcluded(path, config?.config)) return leftOut('excluded by the configuration');
    const ground = this.#ground(uri, path, settings, config);
    const { options, memory } = ground;
    const isGenerated = path !== undefined && this.#generated.some((folder) => pathWithin(path, folder) !== undefined);
    const check = (changed: string, kept?: CheckMemory): Checked => {
      const checked = this.#safely(changed, file, options, beside, kept);
      return isGenerated ? withoutFixes(checked) : checked;
    };
    const templateIn = (other: string): Template | undefined => {
      const checked = this.#safely(other, file, { ...options, rules: [] }, beside, undefined);
      return checked.kind === 'template' ? checked.template : undefined;
    };
    const read = (other: string): Template | undefined => {
      if (beside.files || beside.stacks) return templateIn(other);
      if (ground.committed?.text !== other) ground.committed = { text: other, template: templateIn(other) };
      return ground.committed.template;
    };
    return new CheckedDocument(document, check(text, memory), (changed) => check(changed), read);
  }

  /** How a document is judged, the same object while nothing changes it: what is remembered of the last version counts only then. */
  #ground(uri: string, path: string | undefined, settings: Settings, config: ReadConfig | undefined): Ground {
    const { profile } = settings;
    const today = this.host.today();
    const kept = this.#grounds.get(uri);
    if (kept?.config === config && kept?.profile === profile && kept.options.today === today) return kept;
    const options = checkOptions(path ?? uri, config?.config, this.rules, { today, ...(profile === 'auto' ? {} : { profile }) });
    const ground: Ground = { config, profile, options, memory: new CheckMemory(), committed: undefined };
    this.#grounds.set(uri, ground);
    return ground;
  }

  /** A bug of ours in one file leaves the server, the other files and, as far as the engine can, the other rules alone. */
  #safely(text: string, file: string, options: CheckOptions, { files, stacks }: Beside, memory: CheckMemory | undefined): Checked {
    try {
      const linked = files ? checkModuleFile(file, text, files, options) : stacks?.stacks.withText(stacks.key, text).check(stacks.key, options, memory?.judgements);
      const checked = linked ?? checkText(text, file, options, memory);
      if (checked.kind === 'template') for (const error of checked.report.errors) this.log.tell(`rule ${error.rule} in ${file}`, error.message);
      return checked;
    } catch (error) {
      this.log.tell(`the check of ${file}`, error);
      return { kind: 'not-ours', file, why: 'Dataward failed at it; its output has the reason' };
    }
  }

  /** The document without what its baseline holds back. */
  async #holding(at: CheckedDocument, path: string, files: ModuleFiles | undefined): Promise<CheckedDocument> {
    const { checked, text } = at;
    if (checked.kind !== 'template') return at;
    const { file } = checked;
    const root = path.slice(0, path.length - file.length);
    const options = this.#grounds.get(at.uri)?.options;
    const others = files && options ? (): readonly FoundInFile[] => findingsAround(file, text, files, options).map((one) => ({ path: root + one.file, findings: one.findings })) : undefined;
    const { findings } = checked.report;
    const held = await this.held.of([{ path, findings }], others ? { others } : {});
    const inApp = this.#heldInGenerated.get(path);
    return at.holding(inApp ? new Set([...held, ...findings.filter((finding) => inApp.has(templateKey(finding)))]) : held);
  }

  #isLeftOut(path: string | undefined, { enable }: Settings, config: ReadConfig | undefined): boolean {
    return !enable || (path !== undefined && isExcluded(path, config?.config));
  }

  #ownOf(path: string | undefined, { checked, text }: CheckedDocument): BrokenText | undefined {
    if (checked.kind === 'template' || path === undefined) return undefined;
    if (this.held.isBaseline(path)) return readBaseline(text, path);
    return this.#broken.get(path) ?? readParameterFile(text, checked.file);
  }

  #nameOf(path: string): string {
    for (const folder of this.folders()) {
      const inside = pathWithin(path, folder);
      if (inside !== undefined) return inside;
    }
    return path.slice(path.lastIndexOf('/') + 1);
  }

  /** What Terraform reads with this file, and the modules that lead to it; undefined for any other file. */
  async #moduleFilesOf(uri: string): Promise<ModuleFiles | undefined> {
    const path = this.host.pathOf(uri);
    if (!isModuleFile(uri)) return undefined;
    const key = this.#nameOf(path ?? uri);
    const own = folderOf(key) ?? '';
    if (path === undefined) return { folders: new Map(), roots: new Map([[own, undefined]]) };
    const root = path.slice(0, path.length - key.length - 1);
    const above = (await this.#modules.rootsOf(path)) ?? [own];
    return this.modulesBeside(key, above, root);
  }

  /** What Terraform reads of a module (that of the file `key`) and of root modules, by path from a folder of the workspace, and the values that the configuration gives to each root. */
  async modulesBeside(key: string, roots: readonly string[], root: string): Promise<ModuleFiles> {
    const folders = await readModuleFolders([...roots, folderOf(key) ?? ''], { root, host: this.host, read: (of) => this.read(of) });
    const given = new Map<string, ReadonlyMap<string, string> | undefined>();
    for (const of of roots) {
      const [file = key] = folders.get(of)?.texts.keys() ?? [];
      given.set(of, await this.#parametersOf(`${root}/${file}`));
    }
    return { folders, roots: given };
  }

  /** What the configuration gives for the parameters of a file. */
  async #parametersOf(path: string): Promise<ReadonlyMap<string, string> | undefined> {
    return checkOptions(path, (await this.#configs.of(path))?.config, this.rules).parameters;
  }

  async #stacksOf(uri: string): Promise<StacksOfTemplate | undefined> {
    const path = this.host.pathOf(uri);
    const document = this.documents.get(uri);
    return path === undefined || document === undefined || isModuleFile(uri) ? undefined : this.#stacks.of(path, document.text);
  }

  #configOf(uri: string): Promise<ReadConfig | undefined> {
    const path = this.host.pathOf(uri);
    return path === undefined ? Promise.resolve(undefined) : this.#configs.of(path);
  }

  /** A file's bytes; of one that is open as it stands in the editor. */
  read(path: string): Promise<Uint8Array | undefined> {
    const open = this.documents.all().find((document) => this.host.pathOf(document.uri) === path);
    return open === undefined ? this.host.readFile(path) : Promise.resolve(new TextEncoder().encode(open.text));
  }
}
