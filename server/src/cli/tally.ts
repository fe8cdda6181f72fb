import type { Finding } from '../core/engine/finding.ts';
import { severities, type Severity } from '../core/rule/rule.ts';
import type { FailOn } from '../project/config.ts';
import type { UnknownChoice } from './arguments.ts';
import type { Outcome } from './outcome.ts';

/** What a run came to. */
export interface Summary {
  readonly templates: number;
  readonly resources: number;
  /** Resources of types that no rule knows. */
  readonly resourcesNotJudged: number;
  /** Failures that are not suppressed. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly unknown: number;
  readonly suppressed: number;
  readonly unusedSuppressions: number;
  readonly mended: number;
  /** Fixes that `--fix` left because deploying them replaces, interrupts, or may fail. */
  readonly unsafeFixes: number;
  /** Files that were read and are no templates. */
  readonly notTemplates: number;
  readonly excluded: number;
  /** Files in folders that were not looked at, for their names. */
  readonly skippedByName: number;
  /** Files that could not be read at all. */
  readonly unreadable: number;
  /** Templates of which some part could not be read. */
  readonly readInPart: number;
  readonly brokenConfigurations: number;
  readonly notWritten: number;
  /** Our own bugs. */
  readonly internalErrors: number;
  /** Where there is a baseline. `held`: findings that it holds back, which are in no other count; `gone`: its entries for findings that no longer occur. */
  readonly baseline?: { readonly held: number; readonly gone: number };
}

/** Does this finding make the command fail? */
function isGated(finding: Finding, failOn: FailOn, unknown: UnknownChoice, held?: ReadonlySet<Finding>): boolean {
  if (failOn === 'none' || finding.suppressed || held?.has(finding) || (finding.verdict === 'unknown' && unknown !== 'fail')) return false;
  return severities.indexOf(finding.severity) >= severities.indexOf(failOn);
}

/** Counts outcomes as they come, so that none of them need be kept. */
export class Tally {
  readonly #counts: { -readonly [K in Exclude<keyof Summary, 'findings' | 'baseline'>]: number } = {
    templates: 0,
    resources: 0,
    resourcesNotJudged: 0,
    unknown: 0,
    suppressed: 0,
    unusedSuppressions: 0,
    mended: 0,
    unsafeFixes: 0,
    notTemplates: 0,
    excluded: 0,
    skippedByName: 0,
    unreadable: 0,
    readInPart: 0,
    brokenConfigurations: 0,
    notWritten: 0,
    internalErrors: 0,
  };
  readonly #findings: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  #gated = false;
  #held = 0;
  #gone: number | undefined;

  constructor(private readonly unknown: UnknownChoice) {}

  add(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'template':
        return this.#addTemplate(outcome);
      case 'not-ours':
        this.#counts[outcome.excluded ? 'excluded' : 'notTemplates']++;
        return;
      case 'unreadable':
        this.#counts.unreadable++;
        return;
      case 'config':
        if (outcome.config.problems.some((problem) => problem.severity === 'error')) this.#counts.brokenConfigurations++;
        return;
      case 'broken':
        if (outcome.problems.some((problem) => problem.severity === 'error')) this.#counts.readInPart++;
        return;
      case 'crashed':
        this.#counts.internalErrors++;
        return;
    }
  }

  skip(): void {
    this.#counts.skippedByName++;
  }

  /** There is a baseline, of which so many entries stand for findings that no longer occur. */
  baseline(gone: number): void {
    this.#gone = gone;
  }

  /** A file that the run was to write is not written. */
  notWritten(): void {
    this.#counts.notWritten++;
  }

  get summary(): Summary {
    return { ...this.#counts, findings: { ...this.#findings }, ...(this.#gone === undefined ? {} : { baseline: { held: this.#held, gone: this.#gone } }) };
  }

  /** 2 where something that was asked for could not be done, else 1 for findings, else 0. */
  get exitCode(): 0 | 1 | 2 {
    const { unreadable, readInPart, brokenConfigurations, notWritten, internalErrors } = this.#counts;
    if (unreadable + readInPart + brokenConfigurations + notWritten + internalErrors > 0) return 2;
    return this.#gated ? 1 : 0;
  }

  #addTemplate({ checked, failOn, mended, unsafeLeft = 0, notWritten }: Extract<Outcome, { kind: 'template' }>): void {
    const { report, problems } = checked;
    const counts = this.#counts;
    if (!checked.isSource) counts.templates++;
    counts.resources += report.counts.resources;
    counts.resourcesNotJudged += report.counts.notJudged;
    counts.unusedSuppressions += report.unusedSuppressions.length;
    counts.mended += mended.length;
    counts.unsafeFixes += unsafeLeft;
    counts.internalErrors += report.errors.length;
    if (notWritten !== undefined) counts.notWritten++;
    if (problems.some((problem) => problem.severity === 'error')) counts.readInPart++;
    for (const finding of report.findings) {
      if (finding.suppressed) counts.suppressed++;
      else if (checked.held?.has(finding) && (finding.verdict === 'fail' || this.unknown !== 'ignore')) this.#held++;
      else if (finding.verdict === 'unknown') counts.unknown++;
      else this.#findings[finding.severity]++;
      if (isGated(finding, failOn, this.unknown, checked.held)) this.#gated = true;
    }
  }
}
