import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { RuleRecord } from '../../core/rule/rule.ts';
import { checkOptions, isExcluded } from '../../project/check-options.ts';
import type { CheckOptions } from '../../project/check.ts';
import { ConfigLookup } from '../../project/config-lookup.ts';
import type { Config } from '../../project/config.ts';
import { gitRoot } from '../../project/git-ignore.ts';
import { GitError, GitTree } from '../../project/git-tree.ts';
import type { Host } from '../../project/host.ts';
import { isModuleFile } from '../../project/check-module.ts';
import { commitSide, diskSide, sideOf, type Side } from '../../project/side.ts';
import { whyOf } from '../../project/walk.ts';
import type { DiffArguments } from '../arguments.ts';
import type { Surroundings } from '../check-command.ts';
import { harmless } from '../excerpt.ts';
import { fileName, slashes } from '../file-name.ts';
import type { FileName } from '../outcome.ts';
import { fileSink, type Sink } from '../sink.ts';
import { summaryOf, type DiffReport, type TemplateDiff } from './diff-report.ts';
import { diffUnits } from './diff-units.ts';
import { pairUnits, type UnitPair } from './pair-units.ts';
import { jsonDiff } from './report-json.ts';
import { markdownDiff } from './report-markdown.ts';
import { sarifDiff } from './report-sarif.ts';
import { textDiff } from './report-text.ts';
import { readUnits, type Units } from './unit.ts';

type ExitCode = 0 | 1 | 2;

/** The two versions, and which files of each are read. */
interface Versions {
  readonly before: Side;
  readonly after: Side;
  readonly oldKeys: readonly string[];
  readonly newKeys: readonly string[];
  readonly names: { readonly before: string; readonly after: string };
  /** They are one file each: a pair, whatever they are called. */
  readonly areFiles: boolean;
}

/** Runs `dataward diff`. The answer is the exit code: 0 nothing to say that counts, 1 something protected less, 2 something could not be done. */
export async function diffCommand(args: DiffArguments, around: Surroundings): Promise<ExitCode> {
  const { cwd } = around;
  let versions: Versions;
  let sink: Sink = around.stdout;
  try {
    versions = args.base === undefined ? twoPaths(args.paths, cwd) : sinceCommit(args.base, args.paths, cwd);
    if (args.output !== undefined) sink = fileSink(resolve(cwd, args.output));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    around.say(`dataward: ${harmless(error instanceof GitError ? error.message : whyOf(error))}\n`);
    return 2;
  }
  const report = await compare(versions, args, around);
  for (const line of noticesOf(report)) around.say(`dataward: ${line}\n`);
  sink.write(textOf(report, args, around));
  sink.close();
  return sink.isClosed() ? 2 : report.exitCode;
}

function twoPaths(paths: readonly string[], cwd: string): Versions {
  const [old = '', now = ''] = paths;
  const [before, after] = [sideOf(old, cwd), sideOf(now, cwd)];
  if (before.isFile !== after.isFile) throw new Error(`${old} and ${now}: the one is a file, the other a folder`);
  return { before, after, oldKeys: before.keys, newKeys: after.keys, names: { before: old, after: now }, areFiles: before.isFile };
}

/** What lies on disk against a commit. Only what differs is read; of Terraform's folders everything, for a folder is one module. */
function sinceCommit(base: string, paths: readonly string[], cwd: string): Versions {
  const tree = GitTree.at(cwd, base);
  const wanted = paths.length === 0 ? [tree.top] : paths.map((path) => resolve(cwd, path));
  const prefixes = wanted.map((path) => slashes(relative(tree.top, path)));
  if (prefixes.some((prefix) => prefix === '..' || prefix.startsWith('../'))) throw new Error('a path lies outside of the repository');
  const isWanted = (key: string): boolean => prefixes.some((prefix) => prefix === '' || key === prefix || key.startsWith(`${prefix}/`));
  const before = commitSide(tree, isWanted);
  // A path that is gone from the disk is no mistake where the commit has it.
  const disk = diskSide(tree.top, wanted, cwd);
  const after: Side = { ...disk, unreadable: disk.unreadable.filter(({ path }) => !before.keys.some((key) => isBelow(key, slashes(relative(tree.top, path))))) };
  const differs = new Set<string>();
  for (const key of after.keys) {
    const read = after.read(key);
    if (read?.kind !== 'text' || !tree.holds(key, read.bytes)) differs.add(key);
  }
  const onDisk = new Set(after.keys);
  for (const key of before.keys) if (!onDisk.has(key)) differs.add(key);
  const isRead = (key: string): boolean => differs.has(key) || isModuleFile(key);
  tree.load(before.keys.filter(isRead));
  return { before, after, oldKeys: before.keys.filter(isRead), newKeys: after.keys.filter(isRead), names: { before: base, after: 'the files on disk' }, areFiles: false };
}

const isBelow = (key: string, path: string): boolean => key === path || key.startsWith(`${path}/`);

const host: Host = {
  async readFile(path) {
    try {
      return await readFile(path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  },
};

async function compare(versions: Versions, args: DiffArguments, around: Surroundings): Promise<DiffReport> {
  const { before, after, oldKeys, newKeys, names } = versions;
  const root = gitRoot(after.base) ?? gitRoot(around.cwd) ?? around.cwd;
  const newName = (key: string): FileName => fileName(join(after.base, key), root, around.cwd);
  const oldName = (key: string): FileName => (before.base === after.base ? newName(key) : fileName(join(before.base, key), root, around.cwd));
  const configs = await configsOf([...new Set([...oldKeys, ...newKeys])], after.base, around.rules);
  const options = (key: string): CheckOptions | undefined => {
    const path = slashes(join(after.base, key));
    const config = configs.get(key) ?? configs.get(`${key === '' ? '' : `${key}/`}`);
    if (isExcluded(path, config)) return undefined;
    return checkOptions(path, config, around.rules, { today: around.today, ...(args.profile === undefined ? {} : { profile: args.profile }) });
  };
  const [olds, news] = [readUnits(before, oldKeys, options), readUnits(after, newKeys, options)];
  const pairs = versions.areFiles ? onePair(olds, news) : pairUnits(olds.units, news.units);
  const templates = pairs.filter(isDifferent).map((pair): TemplateDiff => {
    const key = (pair.after ?? pair.before)?.key ?? '';
    const config = configs.get(key) ?? configs.get(`${key}/`);
    const profile = new Set((options(key)?.rules ?? []).map(({ rule }) => rule.id));
    return diffUnits(pair, { rules: around.rules.filter(({ id }) => config?.rules.get(id) !== 'off'), profile, areFiles: versions.areFiles, oldName, newName });
  });
  const unreadable = [
    ...[...before.unreadable, ...after.unreadable].map(({ path, why }) => ({ file: fileName(path, root, around.cwd), why, isOld: false })),
    ...olds.unreadable.map(({ key, why }) => ({ file: oldName(key), why, isOld: true })),
    ...news.unreadable.map(({ key, why }) => ({ file: newName(key), why, isOld: false })),
  ];
  if (versions.areFiles && pairs.length === 0) unreadable.push({ file: newName(newKeys[0] ?? ''), why: 'neither version is a template', isOld: false });
  const summary = summaryOf(templates, unreadable.length);
  return { before: names.before, after: names.after, templates, unreadable, summary, exitCode: exitCodeOf(templates, unreadable.length, args) };
}

/** The configuration of each file, and of each folder (its key with a slash at its end, nothing for the base itself). */
async function configsOf(keys: readonly string[], base: string, rules: readonly RuleRecord[]): Promise<ReadonlyMap<string, Config>> {
  const lookup = new ConfigLookup(host, rules);
  const found = new Map<string, Config>();
  for (const key of keys) {
    const read = await lookup.of(slashes(join(base, key)));
    if (!read) continue;
    found.set(key, read.config);
    const folder = dirname(key);
    found.set(folder === '.' ? '' : `${folder}/`, read.config);
  }
  return found;
}

function onePair({ units: olds }: Units, { units: news }: Units): readonly UnitPair[] {
  const [before] = olds.values();
  const [after] = news.values();
  if (!before && !after) return [];
  return [{ ...(before ? { before } : {}), ...(after ? { after } : {}) }];
}

/** Two versions with the same text are the same. */
function isDifferent({ before, after }: UnitPair): boolean {
  if (!before || !after) return true;
  const texts = after.files.map(({ document }) => document.text);
  return before.files.length !== texts.length || before.files.some(({ document }, i) => document.text !== texts[i]);
}

function exitCodeOf(templates: readonly TemplateDiff[], unreadable: number, { failOn }: DiffArguments): ExitCode {
  const isBroken = templates.some(({ problems, errors }) => errors.length > 0 || problems.some(({ problem, isOld }) => problem.severity === 'error' && !isOld));
  if (unreadable > 0 || isBroken) return 2;
  if (failOn === 'none') return 0;
  const isWeaker = templates.some(({ changes, losses }) => changes.some(({ gates }) => gates) || losses.some(({ gates }) => gates));
  const isNew = templates.some(({ findings }) => findings.some(({ state, finding }) => state === 'new' && !finding.finding.suppressed));
  return isWeaker || (failOn === 'new' && isNew) ? 1 : 0;
}

/** What could not be read or done, for stderr. */
function noticesOf({ unreadable, templates }: DiffReport): readonly string[] {
  return [
    ...unreadable.map(({ file, why, isOld }) => `${harmless(file.shown)}${isOld ? ' (old version)' : ''}: ${harmless(why)}`),
    ...templates.flatMap(({ problems }) =>
      problems.filter(({ problem }) => problem.severity === 'error').map(({ file, problem, isOld }) => `${harmless(file.shown)}:${problem.at.from.line + 1}:${problem.at.from.character + 1}${isOld ? ' (old version)' : ''}: ${harmless(problem.message)}`),
    ),
    ...templates.flatMap(({ errors }) => errors.map(({ rule, resource, message }) => `internal error in the rule ${rule} about ${harmless(resource)}: ${harmless(message)}`)),
  ];
}

function textOf(report: DiffReport, { format, output }: DiffArguments, around: Surroundings): string {
  switch (format) {
    case 'text':
      return textDiff(report, around.colors && output === undefined);
    case 'json':
      return jsonDiff(report, around.version);
    case 'sarif':
      return sarifDiff(report, around);
    case 'markdown':
      return markdownDiff(report);
  }
}
