import { complaintSentence } from '../../core/engine/wishes.ts';
import type { Problem } from '../../core/model/template.ts';
import type { Severity } from '../../core/rule/rule.ts';
import type { UnknownChoice } from '../arguments.ts';
import { newColors, type Colors } from '../colors.ts';
import { excerpt, harmless } from '../excerpt.ts';
import { sourceNotes } from '../../project/finding-source.ts';
import type { FileName, Outcome } from '../outcome.ts';
import { Shown, type ShownFinding, type Span } from '../present.ts';
import { reportedFindings, type Reporter, type Write } from '../reporter.ts';
import type { Summary } from '../tally.ts';
import { summaryLines } from './summary.ts';

/** How the text report is written. `width`: columns for a source line. */
export interface TextOptions {
  readonly colors: boolean;
  readonly width: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly unknown: UnknownChoice;
}

const severityColor = (severity: Severity | 'error' | 'warning' | 'unknown' | 'note', colors: Colors): string => {
  if (severity === 'critical' || severity === 'high' || severity === 'error') return colors.red(severity);
  return severity === 'medium' || severity === 'warning' ? colors.yellow(severity) : colors.cyan(severity);
};

/** A report for people: `path:line:column severity rule message`, the source line underlined, the reason, the fix. */
export function textReporter(write: Write, options: TextOptions): Reporter {
  const colors = newColors(options.colors);
  return {
    start: () => undefined,
    outcome(outcome) {
      if (outcome.kind === 'template') templateLines(outcome, options, colors, write);
      else if (outcome.kind === 'broken') brokenLines(outcome, options, colors, write);
    },
    end(summary: Summary) {
      if (!options.quiet) write(`${summaryLines(summary).join('\n')}\n`);
    },
  };
}

/** Writes the entries of a report about one file. */
class Entries {
  readonly path: string;

  constructor(
    name: FileName,
    private readonly shown: Shown,
    private readonly options: TextOptions,
    private readonly colors: Colors,
    private readonly write: Write,
  ) {
    this.path = harmless(name.shown);
  }

  add(at: Span, severity: Parameters<typeof severityColor>[0], code: string, message: string, notes: readonly string[]): void {
    const { colors, options } = this;
    this.write(`${colors.bold(`${this.path}:${at.from.line + 1}:${at.from.character + 1}`)} ${severityColor(severity, colors)} ${code} ${harmless(message)}\n`);
    if (!options.quiet) this.write(`${[...sourceLines(this.shown, at, options.width, colors), ...notes.map((note) => `      ${colors.dim('=')} ${harmless(note)}`)].join('\n')}\n\n`);
  }

  problems(problems: readonly Problem[]): void {
    for (const { at, severity, code, message } of problems.map((one) => this.shown.problem(one))) this.add(at, severity, code, message, []);
  }
}

function brokenLines({ name, document, problems }: Extract<Outcome, { kind: 'broken' }>, options: TextOptions, colors: Colors, write: Write): void {
  new Entries(name, new Shown(document), options, colors, write).problems(problems);
}

function templateLines({ name, checked, mended }: Extract<Outcome, { kind: 'template' }>, options: TextOptions, colors: Colors, write: Write): void {
  const shown = Shown.of(checked);
  const entries = new Entries(name, shown, options, colors, write);
  const { path } = entries;
  entries.problems(checked.problems);
  for (const finding of reportedFindings(checked, shown, options.unknown)) {
    const { rule, severity, verdict, suppressed } = finding.finding;
    const isQuiet = suppressed !== undefined || finding.baseline === 'unchanged';
    if (isQuiet && !options.verbose) continue;
    const label = isQuiet ? 'note' : verdict === 'unknown' ? 'unknown' : severity;
    entries.add(finding.at, label, rule, finding.message, notesOf(finding, path));
  }
  for (const unused of checked.report.unusedSuppressions) entries.add(shown.span(unused.at), 'note', 'unused-suppression', complaintSentence(unused), []);
  if (!options.quiet) for (const finding of mended) write(`${path} ${colors.green('fixed')} ${finding.rule} ${harmless(finding.fix?.title ?? '')} in ${harmless(finding.subject)}\n`);
  if (!options.quiet && mended.length > 0) write('\n');
}

/** What is said of a finding beside its message, one note a line. */
export function notesOf({ detail, when, related, fix, alternatives, source, finding, suppressedAt, baseline }: ShownFinding, path: string): readonly string[] {
  const place = (at: Span, file = path): string => `${file}:${at.from.line + 1}:${at.from.character + 1}`;
  const notes = [detail];
  if (when.length > 0) notes.push(`when ${when.join(' and ')}`);
  for (const one of related) notes.push(`see ${place(one.at, one.file)} ${one.message}`);
  if (finding.verdict === 'fail' && fix) notes.push(fix.kind === 'fix' ? `fix: ${fix.title}` : `no fix: ${fix.reason}`);
  for (const { title } of finding.verdict === 'fail' ? alternatives : []) notes.push(`or: ${title}`);
  if (source) notes.push(...sourceNotes(source, source.stale));
  if (finding.suppressed && suppressedAt) notes.push(`suppressed at ${place(suppressedAt.at, suppressedAt.file)}${finding.suppressed.reason === undefined ? '' : `: ${finding.suppressed.reason}`}`);
  if (baseline === 'unchanged') notes.push('held back by the baseline');
  return notes.filter((note) => note !== '');
}

function sourceLines(shown: Shown, at: Span, width: number, colors: Colors): readonly string[] {
  const mark = shown.text.startsWith('\uFEFF') ? 1 : 0;
  const range = { start: at.start + mark, end: at.end + mark };
  const start = shown.lines.offsetAt({ line: at.from.line, character: 0 });
  const line = { start, end: start + shown.lines.lineText(at.from.line).length };
  const cut = excerpt(shown.text, line, range, shown.hidden, width);
  const number = String(at.from.line + 1).padStart(4);
  return [
    `${colors.dim(`${number} |`)} ${cut.line}`.trimEnd(),
    `${colors.dim('     |')} ${' '.repeat(cut.underline.start)}${colors.red('^'.repeat(cut.underline.length))}`,
  ];
}
