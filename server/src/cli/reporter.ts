import type { Finding } from '../core/engine/finding.ts';
import type { UnknownChoice } from './arguments.ts';
import type { CheckedTemplate, Outcome } from './outcome.ts';
import type { Shown, ShownFinding } from './present.ts';
import type { Summary } from './tally.ts';

/** Writes a report as outcomes come, so that none of them need be kept. */
export interface Reporter {
  start(): void;
  outcome(outcome: Outcome): void;
  end(summary: Summary, exitCode: number): void;
}

/** Where a report is written to. */
export type Write = (text: string) => void;

/** The findings of a template that are reported, in the order of the file: failures, and what is unknown if asked for. */
export function reportedFindings(checked: CheckedTemplate, shown: Shown, unknown: UnknownChoice): readonly ShownFinding[] {
  return checked.report.findings
    .filter((finding) => finding.verdict === 'fail' || unknown !== 'ignore')
    .map((finding) => shown.finding(finding, checked))
    .sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end || order(a.finding, b.finding));
}

/** The same, but for what is suppressed or held back by a baseline: what is left to do. */
export function openFindings(checked: CheckedTemplate, shown: Shown, unknown: UnknownChoice): readonly ShownFinding[] {
  return reportedFindings(checked, shown, unknown).filter(({ finding, baseline }) => !finding.suppressed && baseline !== 'unchanged');
}

function order(a: Finding, b: Finding): number {
  const [first, second] = [`${a.rule} ${a.identity}`, `${b.rule} ${b.identity}`];
  return first < second ? -1 : first > second ? 1 : a.ordinal - b.ordinal;
}
