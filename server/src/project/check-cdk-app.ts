import type { Problem } from '../core/model/template.ts';
import { fileOf } from '../core/model/origin.ts';
import type { Finding } from '../core/engine/finding.ts';
import { readAssembly, type Assembly } from '../formats/cdk/assembly.ts';
import type { CdkTemplate } from '../formats/cdk/cdk-template.ts';
import { freshness } from '../formats/cdk/freshness.ts';
import { parseValue, type Json } from '../formats/cdk/json-value.ts';
import type { Lookup, Reading } from '../formats/cdk/lookup.ts';
import { isBelow } from '../formats/cdk/paths.ts';
import { whyUnreadable } from '../formats/cdk/problem.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { sourcesBelow, type SourceTime } from './cdk-sources.ts';
import { checkText, type Checked, type CheckOptions } from './check.ts';
import { decodeText } from './decode.ts';
import { pathWithin, type FolderHost } from './host.ts';
import { placeFindings, type CheckedFile, type JudgedTemplate } from './place-findings.ts';
import type { AppJudged } from './source-suppressions.ts';

/** A CDK app that was synthesised. Absolute paths with forward slashes. */
export interface CdkApp {
  /** The folder of cdk.json; of an output without one the folder that it stands in. */
  readonly project: string;
  /** The folder that `cdk synth` wrote to. */
  readonly output: string;
}

/** How an app is judged. */
export interface AppCheck {
  readonly host: FolderHost;
  /** What a path is called in reports. */
  readonly keyOf: (path: string) => string;
  /** How a template is judged; undefined where it is not to be. */
  readonly optionsOf: (path: string) => Promise<CheckOptions | undefined>;
  /** Sources that somebody is editing. */
  readonly unsaved?: readonly string[];
}

/** A file that is no template, with what is wrong in it: a manifest. */
export interface BrokenFile {
  readonly path: string;
  readonly document: SyntaxDocument;
  readonly problems: readonly Problem[];
}

/** What came of an app. */
export interface CheckedApp {
  /** Templates, then the sources in which findings stand. */
  readonly files: readonly CheckedFile[];
  readonly broken: readonly BrokenFile[];
  /** Templates without anything to judge, an empty stack say. */
  readonly notOurs: readonly { readonly path: string; readonly why: string }[];
  /** Every template of the output, judged or not. */
  readonly templates: readonly string[];
  /** The manifest could not be read: nothing is known of what stands beside it. */
  readonly isUnreadable: boolean;
  readonly judged: AppJudged;
}

const maxBytes = 64 * 1024 * 1024;

/** Judges every template of an app's output, each once, and puts what was found at its line in the app. Never throws on bad input. */
export async function checkCdkApp({ project, output }: CdkApp, check: AppCheck): Promise<CheckedApp> {
  const { host, keyOf } = check;
  const files = new AppFiles(host, [output, project]);
  const assembly = await files.settled((lookup) => readAssembly(output, lookup, files.parse));
  const texts = (path: string): string => files.known.get(path) ?? '';
  const judged: JudgedTemplate[] = [];
  const problems = [...assembly.problems];
  const notOurs: { path: string; why: string }[] = [];
  const by: CheckOptions[] = [];
  for (const template of assembly.templates) {
    const { templateFile: path } = template;
    const options = await check.optionsOf(path);
    if (options === undefined) continue;
    by.push(options);
    const checked = judgeTemplate(texts(path), keyOf(path), template, options);
    if (checked.kind === 'template') judged.push({ template, inAssembly: pathWithin(path, output) ?? path, checked });
    else if (files.parse(texts(path)) === undefined) problems.push(whyUnreadable(path, texts(path)));
    else notOurs.push({ path, why: checked.why });
  }
  const sources = await sourcesBelow(project, output, host);
  const stale = await staleness({ project, output }, sources, check);
  const rules = [...new Set(by.flatMap((options) => options.rules))];
  const [{ today, catalogue } = {}] = by;
  const appJudged: AppJudged = { rules, ...(catalogue ? { catalogue } : {}), ...(today === undefined ? {} : { today }), isWhole: judged.length + notOurs.length === assembly.templates.length };
  const app = { project, keyOf, sources: sources.map(({ path }) => path), ...(stale === undefined ? {} : { stale }), judged: appJudged };
  const placed = await files.settled((lookup) => placeFindings(judged, app, lookup));
  return { ...withProblems(placed, problems, keyOf, texts), notOurs, templates: assembly.templates.map(({ templateFile }) => templateFile), isUnreadable: isUnreadable(assembly), judged: appJudged };
}

/** Why the output may be older than the sources; undefined where it is not. */
export async function staleness({ project, output }: CdkApp, sources: readonly SourceTime[], { host, unsaved = [] }: Pick<AppCheck, 'host' | 'unsaved'>): Promise<string | undefined> {
  const manifest = await host.factsOf(`${output}/manifest.json`);
  const nameOf = (path: string): string => pathWithin(path, project) ?? path;
  const newest = sources.reduce<SourceTime | undefined>((best, one) => (best === undefined || one.timeMs > best.timeMs ? one : best), undefined);
  const fresh = freshness(manifest?.timeMs ?? 0, newest && { file: nameOf(newest.path), timeMs: newest.timeMs }, unsaved.map(nameOf));
  return fresh.kind === 'stale' ? fresh.why : undefined;
}

/** Once for each set of values that it is deployed with; what is the same in several is told once. */
function judgeTemplate(text: string, key: string, { parameters }: CdkTemplate, options: CheckOptions): Checked {
  const sets = parameters.length === 0 ? [new Map<string, string>()] : parameters;
  const checks = sets.map((values) => checkText(text, key, { ...options, parameters: new Map([...values, ...(options.parameters ?? [])]) }));
  const [first, ...others] = checks.flatMap((one) => (one.kind === 'template' ? [one] : []));
  if (first === undefined) return { kind: 'not-ours', file: key, why: checks.flatMap((one) => (one.kind === 'not-ours' ? [one.why] : []))[0] ?? '' };
  const findings = new Map<string, Finding>();
  for (const { report } of [first, ...others]) for (const finding of report.findings) if (!findings.has(keyOfFinding(finding))) findings.set(keyOfFinding(finding), finding);
  return { ...first, report: { ...first.report, findings: [...findings.values()] } };
}

const keyOfFinding = ({ identity, verdict, ordinal }: Finding): string => `${identity} ${verdict} ${ordinal}`;

/** Problems stand with the template that they are in, or with a file of their own. */
function withProblems(files: readonly CheckedFile[], problems: readonly Problem[], keyOf: (path: string) => string, textOf: (path: string) => string): Pick<CheckedApp, 'files' | 'broken'> {
  const byPath = new Map<string, Problem[]>();
  for (const problem of problems) {
    const path = fileOf(problem.at);
    byPath.set(path, [...(byPath.get(path) ?? []), { ...problem, at: { ...problem.at, block: `${keyOf(path)}#` } }]);
  }
  const own = (path: string): readonly Problem[] => byPath.get(path) ?? [];
  const judged = new Set(files.map(({ path }) => path));
  return {
    files: files.map(({ path, checked }) => ({ path, checked: { ...checked, problems: [...checked.problems, ...own(path)] } })),
    broken: [...byPath].filter(([path]) => !judged.has(path)).map(([path, found]) => ({ path, document: parseJson(textOf(path), keyOf(path)), problems: found })),
  };
}

const isUnreadable = ({ folder, templates, problems }: Assembly): boolean => templates.length === 0 && problems.some(({ at, severity }) => severity === 'error' && fileOf(at) === `${folder}/manifest.json`);

/** The files of an app as they are asked for. What a link leads to outside of the app is not there. */
class AppFiles {
  readonly known = new Map<string, string | null>();
  readonly #values = new Map<string, Json | undefined>();
  readonly #homes = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly host: FolderHost,
    private readonly roots: readonly string[],
  ) {}

  /** What a JSON text of the app holds: it is asked again whenever more files have been looked at. */
  readonly parse = (text: string): Json | undefined => {
    if (!this.#values.has(text)) this.#values.set(text, parseValue(text));
    return this.#values.get(text);
  };

  /** The answer of `work`, once every file that it asks for has been looked at. */
  async settled<T>(work: (lookup: Lookup) => Reading<T>): Promise<T> {
    for (;;) {
      const answer = work((path) => this.known.get(path));
      if (answer.kind === 'read') return answer.value;
      const texts = await Promise.all(answer.paths.map(async (path) => [path, await this.#textOf(path)] as const));
      for (const [path, text] of texts) this.known.set(path, text);
    }
  }

  async #textOf(path: string): Promise<string | null> {
    const facts = await this.host.factsOf(path);
    if (facts?.kind !== 'file' || facts.sizeBytes > maxBytes || !(await this.#isInside(path, facts.real))) return null;
    try {
      const bytes = await this.host.readFile(path);
      const decoded = bytes && decodeText(bytes);
      return decoded?.kind === 'text' ? decoded.text : null;
    } catch {
      // Without permission it is as good as missing: who asked for it says so.
      return null;
    }
  }

  async #isInside(path: string, real: string): Promise<boolean> {
    for (const root of this.roots) {
      if (!isBelow(path, root)) continue;
      const home = await this.#homeOf(root);
      if (home !== undefined && isBelow(real, home)) return true;
    }
    return false;
  }

  /** Where a root is, without links on the way. */
  #homeOf(root: string): Promise<string | undefined> {
    const known = this.#homes.get(root) ?? this.host.factsOf(root).then((facts) => facts?.real);
    this.#homes.set(root, known);
    return known;
  }
}
