import type { FindingSource } from '../../project/finding-source.ts';
import type { UnknownChoice } from '../arguments.ts';
import type { Outcome } from '../outcome.ts';
import { Shown, type ShownFinding, type ShownProblem, type Span } from '../present.ts';
import { reportedFindings, type Reporter, type Write } from '../reporter.ts';

/**
 * A report for programs, described in docs/json-report.md: `{version: 1, tool, root, files: [...], summary, exitCode}`. Fields are
 * only ever added within a version. Lines and columns count from 1, in UTF-16 units; offsets from 0.
 */
export function jsonReporter(write: Write, options: { readonly version: string; readonly root: string; readonly unknown: UnknownChoice; readonly verbose: boolean }): Reporter {
  let separator = '\n';
  return {
    start() {
      const tool = { name: 'dataward', version: options.version };
      write(`{"version":1,"tool":${JSON.stringify(tool)},"root":${JSON.stringify(options.root)},"files":[`);
    },
    outcome(outcome) {
      const file = fileOf(outcome, options.unknown, options.verbose);
      if (!file) return;
      write(separator + JSON.stringify({ path: outcome.name.key, ...file }));
      separator = ',\n';
    },
    end(summary, exitCode) {
      write(`\n],"summary":${JSON.stringify(summary)},"exitCode":${exitCode}}\n`);
    },
  };
}

function fileOf(outcome: Outcome, unknown: UnknownChoice, verbose: boolean): object | undefined {
  switch (outcome.kind) {
    case 'template':
      return templateOf(outcome, unknown);
    case 'not-ours':
      return verbose ? { status: outcome.excluded ? 'excluded' : 'not-a-template', why: outcome.why } : undefined;
    case 'unreadable':
      return { status: 'unreadable', why: outcome.why };
    case 'config': {
      const shown = new Shown(outcome.config.document);
      return { status: 'configuration', problems: outcome.config.problems.map((problem) => problemOf(shown.problem(problem))) };
    }
    case 'broken': {
      const shown = new Shown(outcome.document);
      return { status: 'broken', problems: outcome.problems.map((problem) => problemOf(shown.problem(problem))) };
    }
    case 'crashed':
      return { status: 'internal-error', why: outcome.message };
  }
}

function templateOf({ checked, mended, notWritten }: Extract<Outcome, { kind: 'template' }>, unknown: UnknownChoice): object {
  const shown = Shown.of(checked);
  const { report } = checked;
  return {
    status: 'template',
    problems: checked.problems.map((problem) => problemOf(shown.problem(problem))),
    findings: reportedFindings(checked, shown, unknown).map(findingOf),
    unusedSuppressions: report.unusedSuppressions.map(({ at, rules, ended, unknown }) => ({ rules, ended, unknown: unknown.map(({ name }) => name), range: rangeOf(shown.span(at)) })),
    fixed: mended.map(({ rule, subject, identity }) => ({ rule, resource: subject, identity })),
    ...(notWritten === undefined ? {} : { notWritten }),
    internalErrors: report.errors,
    counts: report.counts,
  };
}

function findingOf({ finding, message, detail, when, at, snippet, related, fix, alternatives, source, baseline }: ShownFinding): object {
  const { rule, severity, verdict, reach, subject, type, path, identity, ordinal, suppressed } = finding;
  return {
    rule,
    severity,
    verdict,
    resource: subject,
    type,
    property: path,
    message,
    detail,
    reach,
    when,
    range: rangeOf(at),
    snippet,
    related: related.map((one) => ({ message: one.message, ...(one.address === undefined ? {} : { resource: one.address }), ...(one.file === undefined ? {} : { file: one.file }), range: rangeOf(one.at) })),
    identity,
    ordinal,
    ...(fix?.kind === 'fix' ? { fix: wayOf(fix) } : {}),
    ...(alternatives.length === 0 ? {} : { alternatives: alternatives.map((one) => ({ ...wayOf(one), mends: one.mends })) }),
    ...(fix?.kind === 'refused' ? { noFix: fix.reason } : {}),
    ...(source ? { source: sourceOf(source) } : {}),
    ...(suppressed ? { suppressed: { reason: suppressed.reason ?? null } } : {}),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

function wayOf({ title, impact, safe, consequences, edits }: Extract<ShownFinding['fix'], { kind: 'fix' }>): object {
  return { title, impact, safe, ...(consequences.length === 0 ? {} : { consequences }), edits: edits.map((edit) => ({ range: rangeOf(edit.at), newText: edit.newText })) };
}

function sourceOf({ precision, advice, stale, made }: FindingSource): object {
  return {
    precision,
    ...(advice === undefined ? {} : { advice }),
    ...(stale === undefined ? {} : { stale }),
    made: made.map(({ construct, template, logicalId }) => ({ construct: construct?.path ?? null, template, resource: logicalId })),
  };
}

function problemOf({ code, message, severity, at }: ShownProblem): object {
  return { code, severity, message, range: rangeOf(at) };
}

function rangeOf({ start, end, from, to }: Span): object {
  return {
    start: { line: from.line + 1, column: from.character + 1, offset: start },
    end: { line: to.line + 1, column: to.character + 1, offset: end },
  };
}
