import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Finding } from '../core/engine/finding.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { checkOptions, isExcluded } from '../project/check-options.ts';
import { CheckMemory, type CheckOptions } from '../project/check.ts';
import { ConfigLookup } from '../project/config-lookup.ts';
import type { Config, FailOn, ReadConfig } from '../project/config.ts';
import { gitRoot } from '../project/git-ignore.ts';
import { checkText } from '../project/check.ts';
import { diskAtOnce } from '../project/disk.ts';
import { withoutFixes } from '../project/generated.ts';
import { isAppSource } from '../project/cdk-sources.ts';
import { checkCdkApp } from '../project/check-cdk-app.ts';
import { isBelow } from '../formats/cdk/paths.ts';
import { readParameters } from '../project/parameters.ts';
import { decodeFile, readTextFile, type ReadFile } from '../project/read-file.ts';
import { findFiles, whyOf, type FoundPath } from '../project/walk.ts';
import type { CheckArguments } from './arguments.ts';
import { appOutcomes, strayFiles } from './app-outcomes.ts';
import { chosenBaseline, writeBaseline, type BaselineChoice } from './baseline-choice.ts';
import { Baselines } from './baselines.ts';
import { CdkApps, type FoundApp } from './cdk-apps.ts';
import { checkFile, crash, type CheckFileOptions, type FixChoice } from './check-file.ts';
import { isModuleFile } from '../project/check-module.ts';
import { harmless } from './excerpt.ts';
import { LinkedTemplates } from './linked-templates.ts';
import { ModuleFolders, type HowToJudge } from './module-folders.ts';
import { fileName, slashes } from './file-name.ts';
import { noticesOf } from './notices.ts';
import type { FileName, Outcome } from './outcome.ts';
import type { Reporter, Write } from './reporter.ts';
import { cdkValidationReporter } from './reporters/cdk-validation.ts';
import { diffReporter } from './reporters/diff.ts';
import { optimizeLate } from './optimize-late.ts';
import { isPlanSource, PlanSources } from './plan-sources.ts';
import { ReadAhead } from './read-ahead.ts';
import { githubReporter } from './reporters/github.ts';
import { gitlabReporter } from './reporters/gitlab.ts';
import { jsonReporter } from './reporters/json.ts';
import { junitReporter } from './reporters/junit.ts';
import { sarifReporter } from './reporters/sarif.ts';
import { summaryLines } from './reporters/summary.ts';
import { textReporter } from './reporters/text.ts';
import { fileSink, type Sink } from './sink.ts';
import { Tally } from './tally.ts';

/** What the command is given by its surroundings. */
export interface Surroundings {
  readonly cwd: string;
  readonly version: string;
  readonly rules: readonly RuleRecord[];
  /** ISO date. */
  readonly today: string;
  readonly page: (rule: RuleRecord) => string;
  readonly stdout: Sink;
  readonly say: Write;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly colors: boolean;
  readonly columns: number | undefined;
}

type ExitCode = 0 | 1 | 2;

/** Runs `dataward check`. The answer is the exit code: 0 clean, 1 findings, 2 something could not be done. */
export async function checkCommand(args: CheckArguments, around: Surroundings): Promise<ExitCode> {
  const { cwd, say } = around;
  const parameters = args.parameters === undefined ? undefined : parametersFrom(resolve(cwd, args.parameters));
  if (parameters && 'why' in parameters) return refuse(say, `--parameters ${args.parameters ?? ''}: ${parameters.why}`);
  const sources = args.tfDir === undefined ? undefined : resolve(cwd, args.tfDir);
  if (sources !== undefined && !statSync(sources, { throwIfNoEntry: false })?.isDirectory()) return refuse(say, `--tf-dir ${args.tfDir ?? ''}: there is no such folder`);
  const baseline = chosenBaseline(args, cwd);
  if ('refused' in baseline) return refuseWith(say, baseline.refused);
  const root = rootOf(args, cwd);
  let sink = around.stdout;
  try {
    if (args.output !== undefined) sink = fileSink(resolve(cwd, args.output));
  } catch (error) {
    return refuse(say, `--output ${args.output ?? ''}: ${whyOf(error)}`);
  }
  const run = new Run(args, around, root, { parameters: parameters?.values, baseline }, sink.write);
  await run.all(sink);
  sink.close();
  if ((args.output !== undefined || args.dryRun) && !args.quiet) say(`${args.dryRun ? 'With these changes: ' : ''}${summaryLines(run.tally.summary).join('\n')}\n`);
  return sink.isClosed() ? 2 : run.tally.exitCode;
}

function refuse(say: Write, message: string): ExitCode {
  return refuseWith(say, [`dataward: ${message}`]);
}

function refuseWith(say: Write, lines: readonly string[]): ExitCode {
  for (const line of lines) say(`${line}\n`);
  return 2;
}

/** Keys and URIs are relative to `--root`, else the git repository of the first path, else where the user stands. */
function rootOf({ root, paths }: CheckArguments, cwd: string): string {
  if (root !== undefined) return resolve(cwd, root);
  const [first = '.'] = paths.filter((path) => path !== '-');
  const path = resolve(cwd, first);
  return gitRoot(path) ?? gitRoot(cwd) ?? cwd;
}

function parametersFrom(path: string): ReturnType<typeof readParameters> {
  const read = readTextFile(path);
  return read.kind === 'text' ? readParameters(read.text, slashes(path)) : { why: read.why };
}

/** One run over all paths: each file is read, judged, reported and forgotten. */
class Run {
  readonly tally: Tally;
  readonly #reporter: Reporter;
  readonly #lookup: ConfigLookup;
  readonly #reportedConfigs = new Set<string>();
  /** The rules that are on by each configuration, and without one. */
  readonly #chosen = new Map<Config | undefined, CheckOptions['rules']>();
  /** One for all files: of the file before it only what rests on the rules alone is of use. */
  readonly #memory = new CheckMemory();
  /** Judged plans. They are reported at the end: what a folder's configuration tells already is not told twice. */
  readonly #plans: Extract<Outcome, { readonly kind: 'template' }>[] = [];
  readonly #shownPlaces = new Set<string>();
  readonly #baselines: Baselines;
  readonly #names = new Map<string, FileName>();
  readonly #files = new ReadAhead();
  readonly #host = diskAtOnce();

  constructor(
    private readonly args: CheckArguments,
    private readonly around: Surroundings,
    private readonly root: string,
    private readonly given: { readonly parameters: ReadonlyMap<string, string> | undefined; readonly baseline: BaselineChoice },
    write: Write,
  ) {
    this.tally = new Tally(args.unknown);
    this.#reporter = reporterFor(args, around, root, write);
    this.#lookup = new ConfigLookup(this.#host, around.rules);
    this.#baselines = new Baselines(given.baseline, args.unknown, (read) => this.#report({ kind: 'config', name: this.#name(read.baseline.file), config: read }));
  }

  async all(sink: Sink): Promise<void> {
    const { paths } = this.args;
    this.#reporter.start();
    if (paths.includes('-')) await this.#stdin();
    const howOf = async (path: string): Promise<HowToJudge> => {
      const config = this.#configOf(await this.#lookup.of(path));
      const held = await this.#heldBy(config);
      return { ...this.#howToCheck(path, config), isExcluded: isExcluded(path, config), ...(held && { held }) };
    };
    const modules = new ModuleFolders(this.root, (path) => this.#name(path), howOf, this.#fix, (folder, callers) => this.#sayAlone(folder, callers));
    const apps = new CdkApps(this.root, (path) => this.#name(path).key);
    const walked = [...findFiles(paths.filter((path) => path !== '-'), this.around.cwd)];
    const everything = walked.filter((one) => one.kind !== 'file' || !apps.add(one.path, one.named));
    optimizeLate({ files: walked.length });
    const linked = await this.#linked(everything);
    for (const found of everything) {
      if (sink.isClosed()) return;
      if (found.kind === 'file' && isModuleFile(slashes(found.path))) modules.add(found.path);
      else if (found.kind === 'skipped') this.tally.skip();
      else if (found.kind === 'unreadable') this.#report({ kind: 'unreadable', name: this.#name(found.path), why: found.why });
      else await this.#file(this.#name(found.path), found.named, () => this.#files.take(found.path), linked);
      await sink.flush();
    }
    for (const path of linked.deployedBeside) await this.#file(this.#name(path), false, () => readTextFile(path), linked);
    await this.#apps(apps, sink);
    await this.#modules(modules, sink);
    await this.#placePlans();
    this.#settleBaselines(sink);
    this.#reporter.end(this.tally.summary, this.tally.exitCode);
    await sink.flush();
  }

  /** How the templates of the run are deployed; what is wrong with the files that say so is said first. */
  async #linked(found: readonly FoundPath[]): Promise<LinkedTemplates> {
    const linked = new LinkedTemplates({
      root: this.root,
      nameOf: (path) => this.#name(path),
      read: (path, megabytes) => this.#files.read(path, megabytes),
      parametersOf: async ({ absolute }) => this.#howToCheck(absolute, this.#configOf(await this.#lookup.of(absolute))).check.parameters,
    });
    await linked.gather(found);
    for (const { document, problems } of linked.broken) this.#report({ kind: 'config', name: this.#name(resolve(this.root, document.file)), config: { document, problems } });
    return linked;
  }

  /** Terraform configuration is judged by folder, after all else: only then is it known which folders others call. */
  async #modules(modules: ModuleFolders, sink: Sink): Promise<void> {
    for await (const outcomes of modules.check()) {
      if (sink.isClosed()) return;
      for (const outcome of await this.#marked(outcomes)) this.#reportModule(outcome);
      await sink.flush();
    }
  }

  #sayAlone({ shown }: FileName, callers: readonly FileName[]): void {
    const above = callers.map((caller) => harmless(caller.shown)).join(' and ');
    const were = callers.length === 1 ? 'which calls it, was' : 'which call it, were';
    if (!this.args.quiet) this.around.say(`dataward: ${harmless(shown)} is judged alone, by its own defaults: ${above}, ${were} not asked for\n`);
  }

  /** A CDK app is judged as a whole, after all else: its output may have been met before its cdk.json. */
  async #apps(apps: CdkApps, sink: Sink): Promise<void> {
    for (const { path, document, problems } of apps.broken) this.#report({ kind: 'broken', name: this.#name(path), document, problems });
    for (const app of apps.all) {
      if (sink.isClosed()) return;
      const name = this.#name(app.output);
      try {
        await this.#app(app);
      } catch (error) {
        this.#report(crash(name, error));
      }
      await sink.flush();
    }
  }

  async #app({ only, named, ...app }: FoundApp): Promise<void> {
    if ((await this.#configFor(this.#name(`${app.output}/manifest.json`))) === 'excluded') return;
    const checked = await checkCdkApp(app, {
      host: this.#host,
      keyOf: (path) => this.#name(path).key,
      optionsOf: async (path) => {
        const config = await this.#configFor(this.#name(path));
        return (only && !only.has(path)) || config === 'excluded' ? undefined : this.#howToCheck(path, config).check;
      },
    });
    const reportedAs = async (path: string): Promise<{ readonly name: FileName; readonly failOn: FailOn } | undefined> => {
      const config = isBelow(path, app.output) ? this.#configOf(await this.#lookup.of(path)) : await this.#configFor(this.#name(path));
      return config === 'excluded' ? undefined : { name: this.#name(path), failOn: this.args.failOn ?? config?.failOn ?? 'low' };
    };
    const isWhole = only === undefined;
    const covers = (path: string): boolean => isWhole && isAppSource(path) && isBelow(path, app.project);
    for (const outcome of await this.#marked(await appOutcomes(checked, reportedAs, isWhole), covers)) this.#report(outcome);
    for (const path of await strayFiles(checked, app, only ?? new Set(), named, this.#host)) await this.#stray(this.#name(path), named.has(path));
  }

  #reportModule(outcome: Outcome): void {
    if (outcome.kind === 'template' && this.#plans.length > 0) for (const finding of outcome.checked.report.findings) this.#shownPlaces.add(placeKey(finding));
    this.#report(outcome);
  }

  async #placePlans(): Promise<void> {
    const { tfDir } = this.args;
    const folder = tfDir === undefined ? undefined : resolve(this.around.cwd, tfDir);
    const sources = new PlanSources(folder, (path) => this.#name(path));
    for (const plan of this.#plans) {
      const home = slashes(folder ?? dirname(plan.name.absolute));
      const config = this.#configOf(await this.#lookup.of(plan.name.absolute));
      const outcomes = sources.place(plan, (finding) => this.#shownPlaces.has(placeKey(finding)));
      for (const outcome of await this.#baselines.marked(outcomes, () => config, (path) => isPlanSource(path) && isBelow(path, home))) this.#report(outcome);
    }
  }

  /** The outcomes of files that were judged together, with what is held back of them. */
  async #marked(outcomes: readonly Outcome[], covers?: (path: string) => boolean): Promise<readonly Outcome[]> {
    const configs = new Map<Outcome, Config | undefined>();
    for (const outcome of outcomes) if (outcome.kind === 'template') configs.set(outcome, this.#configOf(await this.#lookup.of(outcome.name.absolute)));
    return this.#baselines.marked(outcomes, (outcome) => configs.get(outcome), covers);
  }

  /** What the baseline holds back of files with this configuration; undefined where there is none. */
  async #heldBy(config: Config | undefined): Promise<CheckFileOptions['held']> {
    const { baseline } = this.given;
    // What is being written holds what is left after the fixes.
    const holder = this.args.fix && baseline.kind !== 'written' ? await this.#baselines.of(config) : undefined;
    return holder && ((files) => this.#baselines.held(holder, files.map((checked) => ({ path: this.#name(resolve(this.root, checked.file)).absolute, checked }))));
  }

  /** Counts what of the baselines no longer occurs, and writes the one that is to be written; but where nobody reads any more, for then not everything was judged. */
  #settleBaselines(sink: Sink): void {
    const { gone, text } = this.#baselines;
    if (gone !== undefined) this.tally.baseline(gone);
    const { baseline } = this.given;
    if (baseline.kind !== 'written' || text === undefined || sink.isClosed()) return;
    const name = this.args.writeBaseline ?? '';
    const why = writeBaseline(baseline, text);
    if (why !== undefined) {
      this.tally.notWritten();
      this.around.say(`dataward: --write-baseline ${name}: ${why}\n`);
    } else if (!this.args.quiet) this.around.say(`dataward: wrote ${name}\n`);
  }

  #howToCheck(path: string, config: Config | undefined): Omit<CheckFileOptions, 'named'> {
    const { profile, failOn } = this.args;
    const chosen = this.#chosen.get(config);
    const check = checkOptions(path, config, this.around.rules, {
      today: this.around.today,
      ...(chosen && { chosen }),
      ...(profile === undefined ? {} : { profile }),
      ...(this.given.parameters === undefined ? {} : { parameters: this.given.parameters }),
    });
    this.#chosen.set(config, check.rules);
    return { check, memory: this.#memory, failOn: failOn ?? config?.failOn ?? 'low', fix: this.#fix };
  }

  get #fix(): FixChoice | undefined {
    const { fix, unsafe, dryRun } = this.args;
    return fix ? { unsafe, dryRun } : undefined;
  }

  async #stdin(): Promise<void> {
    const name = this.#name(resolve(this.around.cwd, this.args.stdinFilename ?? 'stdin'));
    const bytes = await this.around.readStdin();
    await this.#file({ ...name, shown: this.args.stdinFilename ?? '<stdin>' }, true, () => decodeFile(bytes));
  }

  async #file(name: FileName, named: boolean, read: () => ReadFile, linked?: LinkedTemplates): Promise<void> {
    const config = await this.#configFor(name);
    if (config === 'excluded') return;
    const how = this.#howToCheck(name.absolute, config);
    const judge = linked?.judgeOf(name, how.check);
    const held = await this.#heldBy(config);
    const file = read();
    if (file.kind === 'text') optimizeLate({ characters: file.text.length });
    const outcome = checkFile(file, name, { ...how, ...(judge && { judge }), ...(held && { held }), named });
    if (outcome.kind === 'template' && outcome.mended.length > 0) await linked?.rewritten(name);
    if (outcome.kind === 'template' && outcome.checked.sourceOf) this.#plans.push(outcome);
    else for (const one of await this.#baselines.marked([outcome], () => config)) this.#report(one);
  }

  /** A file below the output of an app that is judged by itself: it is generated all the same, and never written. */
  async #stray(name: FileName, named: boolean): Promise<void> {
    const config = await this.#configFor(name);
    if (config === 'excluded') return;
    const how = this.#howToCheck(name.absolute, config);
    const outcome = checkFile(readTextFile(name.absolute), name, { ...how, judge: (text) => withoutFixes(checkText(text, name.key, how.check)), named });
    for (const one of await this.#baselines.marked([outcome], () => config)) this.#report(one);
  }

  /** The configuration that counts for a file; that it leaves the file out is reported. */
  async #configFor(name: FileName): Promise<Config | undefined | 'excluded'> {
    const config = this.#configOf(await this.#lookup.of(name.absolute));
    if (!isExcluded(name.absolute, config)) return config;
    this.#report({ kind: 'not-ours', name, why: `excluded by ${config?.file ?? ''}`, sniffed: false, excluded: true });
    return 'excluded';
  }

  /** The configuration as far as it could be read; what is wrong with it is said once. */
  #configOf(found: ReadConfig | undefined): Config | undefined {
    if (found && found.problems.length > 0 && !this.#reportedConfigs.has(found.config.file)) {
      this.#reportedConfigs.add(found.config.file);
      this.#report({ kind: 'config', name: this.#name(found.config.file), config: found });
    }
    return found?.config;
  }

  #report(outcome: Outcome): void {
    this.tally.add(outcome);
    this.#baselines.note(outcome);
    const { verbose, format, output, dryRun } = this.args;
    for (const line of noticesOf(outcome, { verbose, readInPart: format !== 'text' || output !== undefined || dryRun })) this.around.say(`${line}\n`);
    this.#reporter.outcome(outcome);
  }

  #name(path: string): FileName {
    const known = this.#names.get(path) ?? fileName(path, this.root, this.around.cwd);
    this.#names.set(path, known);
    return known;
  }
}

const placeKey = ({ rule, verdict, place }: Finding): string => `${rule} ${verdict} ${place.block} ${place.range.start} ${place.range.end}`;

function reporterFor({ format, dryRun, unknown, quiet, verbose, output }: CheckArguments, around: Surroundings, root: string, write: Write): Reporter {
  if (dryRun) return diffReporter(write);
  switch (format) {
    case 'text':
      return textReporter(write, { colors: around.colors && output === undefined, width: Math.max(40, (around.columns ?? 128) - 8), quiet, verbose, unknown });
    case 'json':
      return jsonReporter(write, { version: around.version, root: slashes(root), unknown, verbose });
    case 'sarif':
      return sarifReporter(write, { version: around.version, rules: around.rules, page: around.page, unknown });
    case 'junit':
      return junitReporter(write, { unknown });
    case 'gitlab':
      return gitlabReporter(write, { unknown });
    case 'github':
      return githubReporter(write, { unknown, quiet });
    case 'cdk-validation':
      return cdkValidationReporter(write, { version: around.version, rules: around.rules, unknown });
  }
}
