import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { RuleRecord } from '../core/rule/rule.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { freshness } from '../formats/cdk/freshness.ts';
import { isAppSource, sourcesBelow } from '../project/cdk-sources.ts';
import { checkCdkApp, staleness, type CdkApp, type CheckedApp } from '../project/check-cdk-app.ts';
import { decodeText } from '../project/decode.ts';
import { findCdkApps } from '../project/find-cdk-apps.ts';
import type { CheckedTemplate } from '../project/check.ts';
import { pathWithin } from '../project/host.ts';
import type { CheckedFile } from '../project/place-findings.ts';
import { sourceNow } from '../project/source-now.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import type { Abilities } from './abilities.ts';
import { cdkDiagnostics, type ShownFile } from './cdk-diagnostics.ts';
import { CheckedDocument } from './checked-document.ts';
import type { CheckedDocuments } from './checked-documents.ts';
import { EditedSources } from './edited-sources.ts';
import { templateKey } from './held-findings.ts';
import type { ErrorLog } from './error-log.ts';
import type { ServerHost } from './host.ts';
import type { OpenDocument } from './open-document.ts';

/** What the server has at hand. */
export interface Around {
  readonly connection: Connection;
  readonly open: TextDocuments<OpenDocument>;
  readonly documents: CheckedDocuments;
  readonly rules: readonly RuleRecord[];
  readonly host: ServerHost;
  readonly client: Abilities;
  readonly log: ErrorLog;
  /** Paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** The first app was found: sources are worth being told about. Called once. */
  readonly found: () => void;
}

interface Known {
  readonly app: CdkApp;
  readonly checked: CheckedApp;
  /** When the manifest was written: while it is the same, findings stand where they stood. */
  readonly manifestTimeMs: number;
  /** Why the output is older than the sources on disk. */
  stale: string | undefined;
  /** The path of each file that the check names. */
  readonly pathOf: ReadonlyMap<string, string>;
  /** Files that are not open, as they are on disk now. */
  readonly texts: Map<string, string>;
  /** Each source as it was told last. */
  readonly now: Map<string, CheckedTemplate>;
  readonly lines: WeakMap<SyntaxDocument, LineIndex>;
}

/** What may have changed: nothing, the sources' state alone, or anything. */
type Wanted = 'nothing' | 'sources' | 'everything';

/**
 * The CDK apps of the workspace. What is found is pushed to the app's sources, and to what else is not open: open YAML and JSON documents are asked for by the client.
 * One piece of work runs at a time; what is asked for meanwhile comes after it, once.
 */
export class CdkApps {
  readonly #sources: EditedSources;
  readonly #rules: ReadonlyMap<string, RuleRecord>;
  #apps: readonly Known[] = [];
  /** What was said last, by path. */
  #shown: ReadonlyMap<string, readonly ShownFile[]> = new Map();
  #wanted: Wanted = 'nothing';
  #running = false;
  #hasFound = false;

  constructor(private readonly around: Around) {
    this.#sources = new EditedSources(around.open, around.host);
    this.#rules = new Map(around.rules.map((rule) => [rule.id, rule]));
  }

  /** Something may have changed. */
  refresh(what: Exclude<Wanted, 'nothing'>): void {
    if (this.#wanted !== 'everything') this.#wanted = what;
    if (!this.#running) void this.#work();
  }

  /** A document was opened. */
  async opened(uri: string): Promise<void> {
    if (isAppSource(uri)) await this.#sources.opened(uri);
    if (this.#isConcerned(uri)) this.#push();
  }

  /** A document is being typed in: places move with the text, and what was found is stale at once. */
  edited(uri: string): void {
    if (isAppSource(uri) && this.#isConcerned(uri)) this.#push();
  }

  saved(uri: string): void {
    if (!isAppSource(uri)) return;
    this.#sources.saved(uri);
    this.refresh('sources');
  }

  closed(uri: string): void {
    this.#sources.closed(uri);
    if (this.#isConcerned(uri)) this.refresh('sources');
  }

  #isConcerned(uri: string): boolean {
    const path = this.around.host.pathOf(uri);
    return path !== undefined && this.#apps.some(({ app }) => pathWithin(path, app.project) !== undefined || pathWithin(path, app.output) !== undefined);
  }

  async #work(): Promise<void> {
    this.#running = true;
    for (let what = this.#wanted; what !== 'nothing'; what = this.#wanted) {
      this.#wanted = 'nothing';
      await this.around.log.guard('the CDK apps of the workspace', undefined, () => (what === 'everything' ? this.#checkAll() : this.#lookAtSources()));
    }
    this.#running = false;
  }

  async #checkAll(): Promise<void> {
    const { host, documents, folders, found } = this.around;
    const apps = new Map<string, CdkApp>();
    for (const folder of folders()) for (const app of await findCdkApps(folder, host)) apps.set(app.output, apps.get(app.output) ?? app);
    documents.generated = [...apps.keys()].sort();
    const known: Known[] = [];
    for (const app of apps.values()) {
      const one = await this.#check(app);
      if (one) known.push(one);
    }
    this.#apps = known;
    documents.heldInGenerated = heldInTemplates(known);
    documents.broken = new Map(known.flatMap(({ checked }) => checked.broken.map((one) => [one.path, one] as const)));
    if (known.length > 0 && !this.#hasFound) found();
    this.#hasFound ||= known.length > 0;
    this.#push();
  }

  async #check(app: CdkApp): Promise<Known | undefined> {
    const { host, documents } = this.around;
    if ((await documents.optionsFor(`${app.output}/manifest.json`)) === undefined) return undefined;
    const pathOf = new Map<string, string>();
    const keyOf = (path: string): string => {
      const key = documents.keyOf(path);
      pathOf.set(key, path);
      return key;
    };
    const manifestTimeMs = (await host.factsOf(`${app.output}/manifest.json`))?.timeMs ?? 0;
    const before = this.#apps.find((one) => one.app.output === app.output && one.manifestTimeMs === manifestTimeMs);
    // A trace tells lines of the text that was synthesised: that text counts, whatever was saved since.
    const synthesised = new Map((before?.checked.files ?? []).flatMap(({ path, checked }) => (checked.isSource ? [[path, new TextEncoder().encode(checked.document.text)] as const] : [])));
    const checked = await checkCdkApp(app, { host: { ...host, readFile: async (path) => synthesised.get(path) ?? (await host.readFile(path)) }, keyOf, optionsOf: (path) => documents.optionsFor(path) });
    const shown: CheckedFile[] = [];
    for (const file of checked.files) if (!file.checked.isSource || (await documents.optionsFor(file.path)) !== undefined) shown.push(file);
    const found = shown.map(({ path, checked: { report } }) => ({ path, findings: report.findings }));
    const isInFull = [...checked.broken, ...checked.files.map((file) => file.checked)].every(({ problems }) => problems.every(({ severity }) => severity !== 'error'));
    const held = await documents.held.of(found, { covers: (path) => isInFull && isAppSource(path) && pathWithin(path, app.project) !== undefined });
    const files = shown.map(({ path, checked: one }): CheckedFile => ({ path, checked: { ...one, held } }));
    const known: Known = { app, checked: { ...checked, files }, manifestTimeMs, stale: undefined, pathOf, texts: new Map(), now: new Map(), lines: new WeakMap() };
    await this.#lookAt(known);
    return known;
  }

  async #lookAtSources(): Promise<void> {
    for (const known of this.#apps) await this.#lookAt(known);
    this.#push();
  }

  async #lookAt(known: Known): Promise<void> {
    const { host } = this.around;
    const { project, output } = known.app;
    known.stale = await staleness(known.app, await sourcesBelow(project, output, host), { host });
    for (const { path, checked } of known.checked.files) {
      if (!checked.isSource) continue;
      const bytes = await host.readFile(path).catch(() => undefined);
      const decoded = bytes && decodeText(bytes);
      if (decoded?.kind === 'text') known.texts.set(path, decoded.text);
    }
  }

  /** Says what is known and was not said yet, and takes back what was said of other files. */
  #push(): void {
    const parts = new Map<string, ShownFile[]>();
    for (const known of this.#apps) for (const [path, part] of this.#partsOf(known)) parts.set(path, [...(parts.get(path) ?? []), part]);
    const { connection, client } = this.around;
    for (const path of this.#shown.keys())
      if (!parts.has(path) && !this.#isToldElsewhere(path)) void connection.sendDiagnostics({ uri: this.#uriOf(path), diagnostics: [] });
    for (const [path, of] of parts) {
      if (isSame(this.#shown.get(path), of)) continue;
      void connection.sendDiagnostics({ uri: this.#uriOf(path), diagnostics: of.flatMap((part) => cdkDiagnostics(part, this.#rules, client)) });
    }
    this.#shown = parts;
  }

  /** The files of an app of which there is something to say, but for open documents of which the client asks. */
  *#partsOf(known: Known): Iterable<readonly [string, ShownFile]> {
    const stale = this.#staleOf(known);
    const uriOf = (file: string): string => this.#uriOf(known.pathOf.get(file) ?? file);
    const linesOf = (document: SyntaxDocument): LineIndex => {
      const lines = known.lines.get(document) ?? new LineIndex(document.text);
      known.lines.set(document, lines);
      return lines;
    };
    for (const file of known.checked.files) {
      const { path } = file;
      const isOpen = this.#sources.textOf(path) !== undefined;
      if ((file.checked.problems.length === 0 && file.checked.report.findings.length === 0) || (!file.checked.isSource && isOpen)) continue;
      const checked = this.#now(file, known);
      yield [path, { document: checked.document, problems: checked.problems, checked, stale, uriOf, linesOf }];
    }
    for (const { path, document, problems } of known.checked.broken)
      if (this.#sources.textOf(path) === undefined) yield [path, { document, problems, checked: undefined, stale, uriOf, linesOf }];
  }

  /** A file as it stands in the editor, else on disk. */
  #now({ path, checked }: CheckedFile, known: Known): CheckedTemplate {
    if (!checked.isSource) return checked;
    const text = this.#sources.textOf(path) ?? known.texts.get(path) ?? checked.document.text;
    const last = known.now.get(path);
    if (last?.document.text === text) return last;
    const now = sourceNow(checked, text, known.checked.judged);
    known.now.set(path, now);
    return now;
  }

  /** An open source of an app, with what was found in it and is not silenced there; undefined for any other document. */
  sourceAt(uri: string): CheckedDocument | undefined {
    const document = this.around.open.get(uri);
    const path = this.around.host.pathOf(uri);
    if (!document || !isAppSource(uri)) return undefined;
    for (const known of this.#apps) {
      const file = known.checked.files.find((one) => one.path === path && one.checked.isSource);
      if (file) return new CheckedDocument(document, this.#now(file, known), (text) => sourceNow(file.checked, text, known.checked.judged), () => undefined);
    }
    return undefined;
  }

  /** Is it an open document that is pushed by itself, to a client that does not pull? */
  #isToldElsewhere(path: string): boolean {
    return !this.around.client.pulls && !isAppSource(path) && this.#sources.textOf(path) !== undefined;
  }

  #staleOf({ app, stale }: Known): string | undefined {
    const unsaved = this.#sources.unsavedBelow(app.project).map((path) => pathWithin(path, app.project) ?? path);
    const fresh = freshness(0, undefined, unsaved);
    return fresh.kind === 'stale' ? fresh.why : stale;
  }

  /** As the client names an open document, else as the host does. */
  #uriOf(path: string): string {
    const { open, host } = this.around;
    return open.keys().find((uri) => host.pathOf(uri) === path) ?? host.uriOf(path);
  }
}

/** What is held back in the apps' templates, which have the same findings under other names: `templateKey` of each, by the template's path. */
function heldInTemplates(apps: readonly Known[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { app, checked } of apps)
    for (const { checked: file } of checked.files)
      for (const finding of file.held ?? [])
        for (const { template, logicalId } of file.sources?.get(finding)?.made ?? []) {
          const path = `${app.output}/${template}`;
          found.set(path, (found.get(path) ?? new Set<string>()).add(templateKey({ ...finding, subject: logicalId })));
        }
  return found;
}

function isSame(before: readonly ShownFile[] | undefined, after: readonly ShownFile[]): boolean {
  return before?.length === after.length && before.every(({ document, stale }, i) => document === after[i]?.document && stale === after[i].stale);
}
