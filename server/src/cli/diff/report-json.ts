import type { Span } from '../present.ts';
import type { DiffPlace, DiffReport, ShownChange, ShownLoss, TemplateDiff } from './diff-report.ts';

/**
 * A report for programs: `{version: 1, tool, before, after, templates: [...], unreadable, summary, exitCode}`. Fields are only ever added within a version. Lines and
 * columns count from 1, in UTF-16 units; offsets from 0. `old` at a place: it stands in the old version.
 */
export function jsonDiff({ before, after, templates, unreadable, summary, exitCode }: DiffReport, version: string): string {
  const report = {
    version: 1,
    tool: { name: 'dataward', version },
    before,
    after,
    templates: templates.map(templateOf),
    unreadable: unreadable.map(({ file, why, isOld }) => ({ path: file.key, why, old: isOld })),
    summary,
    exitCode,
  };
  return `${JSON.stringify(report, null, 1)}\n`;
}

function templateOf(template: TemplateDiff): object {
  const { name, was, state, changes, losses, renamed, appeared, gone, findings, problems, errors } = template;
  return {
    path: name.key,
    ...(was === undefined ? {} : { was }),
    state,
    changes: changes.map(changeOf),
    dataStores: losses.map(lossOf),
    renamed,
    appeared,
    gone,
    findings: findings.map(({ state: of, finding, file }) => ({
      state: of,
      rule: finding.finding.rule,
      severity: finding.finding.severity,
      resource: finding.finding.subject,
      property: finding.finding.path,
      message: finding.message,
      path: file.key,
      range: rangeOf(finding.at),
      identity: finding.finding.identity,
      ordinal: finding.finding.ordinal,
      suppressed: finding.finding.suppressed !== undefined,
    })),
    problems: problems.map(({ file, problem, isOld }) => ({ path: file.key, code: problem.code, severity: problem.severity, message: problem.message, range: rangeOf(problem.at), old: isOld })),
    internalErrors: errors,
  };
}

function changeOf({ rules, place, isSuppressed, gates, ...change }: ShownChange): object {
  return {
    ...change,
    rules: rules.map(({ rule, before, after, inProfile }) => ({ rule: rule.id, before, after, inProfile })),
    fails: gates,
    suppressed: isSuppressed,
    at: placeOf(place),
  };
}

function lossOf({ place, gates, nets, ...loss }: ShownLoss): object {
  return { ...loss, safetyNets: nets, fails: gates, at: placeOf(place) };
}

function placeOf({ file, at, snippet, isOld }: DiffPlace): object {
  return { path: file.key, range: rangeOf(at), snippet, old: isOld };
}

function rangeOf({ start, end, from, to }: Span): object {
  return { start: { line: from.line + 1, column: from.character + 1, offset: start }, end: { line: to.line + 1, column: to.character + 1, offset: end } };
}
