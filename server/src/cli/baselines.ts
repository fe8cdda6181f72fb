import { existsSync } from 'node:fs';
import type { Finding } from '../core/engine/finding.ts';
import type { Problem } from '../core/model/template.ts';
import { normalized } from '../formats/cdk/paths.ts';
import { BaselineLookup } from '../project/baseline-lookup.ts';
import { baselineText, entryOf, fileOfEntry, type BaselineEntry, type ReadBaseline } from '../project/baseline.ts';
import type { Config } from '../project/config.ts';
import { disk } from '../project/disk.ts';
import { HoldBack, type JudgedTogether } from '../project/hold-back.ts';
import type { UnknownChoice } from './arguments.ts';
import type { BaselineChoice } from './baseline-choice.ts';
import type { CheckedTemplate, Outcome } from './outcome.ts';

/** What holds findings back. */
export type Holder = Pick<HoldBack, 'held'>;

interface JudgedFile {
  readonly path: string;
  readonly checked: CheckedTemplate;
}

/** The baselines of one run. */
export class Baselines {
  readonly #lookup: BaselineLookup;
  readonly #holding = new Map<string, HoldBack>();
  readonly #judged = new Set<string>();
  readonly #covers: ((path: string) => boolean)[] = [];
  readonly #gone = new Map<string, boolean>();
  readonly #draft: Draft | undefined;

  /** `broken`: told of each baseline of a configuration that could not be read, once. */
  constructor(
    private readonly choice: BaselineChoice,
    unknown: UnknownChoice,
    private readonly broken: (baseline: ReadBaseline) => void,
  ) {
    this.#lookup = new BaselineLookup(disk);
    if (choice.kind === 'given') this.#holding.set('', new HoldBack(choice.baseline.baseline));
    if (choice.kind === 'written') this.#draft = new Draft(choice.path, unknown);
  }

  /** What holds back the findings of a file that has this configuration. */
  async of(config: Config | undefined): Promise<Holder | undefined> {
    const path = this.choice.kind === 'configured' ? config?.baseline : '';
    if (this.choice.kind === 'none' || path === undefined) return undefined;
    if (this.#draft) return this.#draft;
    const known = this.#holding.get(path);
    if (known) return known;
    const read = await this.#lookup.at(path);
    // Another file may have been looked at meanwhile.
    const holder = this.#holding.get(path) ?? new HoldBack(read.baseline);
    if (read.problems.length > 0 && !this.#holding.has(path)) this.broken(read);
    this.#holding.set(path, holder);
    return holder;
  }

  /** The outcomes of files that were judged together, with what is held back of them. `configOf`: the configuration that counts for one. */
  async marked(outcomes: readonly Outcome[], configOf: (outcome: Outcome) => Config | undefined, covers?: (path: string) => boolean): Promise<readonly Outcome[]> {
    const groups = new Map<Holder, JudgedFile[]>();
    for (const outcome of outcomes) {
      if (outcome.kind !== 'template') continue;
      const holder = await this.of(configOf(outcome));
      if (holder) groups.set(holder, [...(groups.get(holder) ?? []), { path: outcome.name.absolute, checked: outcome.checked }]);
    }
    const covered = outcomes.every(isInFull) ? covers : undefined;
    if (covered) this.#covers.push(covered);
    const held = new Map<CheckedTemplate, ReadonlySet<Finding>>();
    for (const [holder, files] of groups) {
      const all = this.held(holder, files, covered);
      for (const { checked } of files) held.set(checked, all);
    }
    return outcomes.map((outcome) => {
      const own = outcome.kind === 'template' ? held.get(outcome.checked) : undefined;
      return outcome.kind === 'template' && own ? { ...outcome, checked: { ...outcome.checked, held: own } } : outcome;
    });
  }

  /** What is held back of files that were judged together. `covers`: was this file judged with them, although nothing may have been found in it? */
  held(holder: Holder, files: readonly JudgedFile[], covers?: (path: string) => boolean): ReadonlySet<Finding> {
    const found = files.map(({ path, checked }) => ({ path, findings: checked.report.findings, ...(checked.sources ? { sources: checked.sources } : {}) }));
    return holder.held({ files: found, ...(covers ? { covers } : {}) }, (path) => this.#isGone(path));
  }

  /** Takes note of what became of a file: only of files that were judged in full is it known what no longer occurs there. */
  note(outcome: Outcome): void {
    if (isInFull(outcome)) this.#judged.add(normalized(outcome.name.absolute));
  }

  /** How many entries stand for findings that no longer occur; undefined where there is no baseline. */
  get gone(): number | undefined {
    if (this.#draft) return 0;
    if (this.#holding.size === 0) return undefined;
    return [...this.#holding.values()].reduce((sum, one) => sum + one.unused.filter((entry) => this.#isSettled(fileOfEntry(entry, one.file))).length, 0);
  }

  /** The text of the baseline that is to be written: what was found, and the entries of files that this run was not about. Undefined where none is. */
  get text(): string | undefined {
    if (this.choice.kind !== 'written' || !this.#draft) return undefined;
    const { file = '', entries = [] } = this.choice.before?.read.baseline ?? {};
    return baselineText([...entries.filter((entry) => !this.#isSettled(fileOfEntry(entry, file))), ...this.#draft.entries]);
  }

  /** Is it known what is found in this file? */
  #isSettled(path: string): boolean {
    return this.#judged.has(path) || this.#covers.some((covers) => covers(path)) || this.#isGone(path);
  }

  #isGone(path: string): boolean {
    const known = this.#gone.get(path) ?? !existsSync(path);
    this.#gone.set(path, known);
    return known;
  }
}

/** Is all known that there is to say of the file? */
function isInFull(outcome: Outcome): boolean {
  const isFree = (problems: readonly Problem[]): boolean => problems.every(({ severity }) => severity !== 'error');
  switch (outcome.kind) {
    case 'template':
      return isFree(outcome.checked.problems) && outcome.checked.report.errors.length === 0;
    case 'broken':
      return isFree(outcome.problems);
    case 'config':
      return isFree(outcome.config.problems);
    case 'not-ours':
      return true;
    case 'unreadable':
    case 'crashed':
      return false;
  }
}

/** A baseline that is being written holds back everything that goes into it: the run says what the next one will. */
class Draft implements Holder {
  readonly entries: BaselineEntry[] = [];

  constructor(
    private readonly path: string,
    private readonly unknown: UnknownChoice,
  ) {}

  held({ files }: JudgedTogether): ReadonlySet<Finding> {
    const held = new Set<Finding>();
    for (const { path, findings, sources } of files)
      for (const finding of findings) {
        if (finding.suppressed || (finding.verdict === 'unknown' && this.unknown === 'ignore')) continue;
        held.add(finding);
        this.entries.push(entryOf(finding, path, this.path, sources?.get(finding)));
      }
    return held;
  }
}
