import type { UnknownChoice } from '../arguments.ts';
import { harmless } from '../excerpt.ts';
import { Shown, type Span } from '../present.ts';
import { openFindings, type Reporter, type Write } from '../reporter.ts';
import { troublesOf } from '../troubles.ts';
import { levels } from './sarif.ts';
import { sentencesOf } from './sentences.ts';
import { summaryLines } from './summary.ts';

type Command = 'error' | 'warning' | 'notice';

/**
 * Workflow commands of GitHub Actions, one line each, that annotate the lines of files; then the summary as text. What is suppressed, or held back by a
 * baseline, is not in it. Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReporter(write: Write, { unknown, quiet }: { readonly unknown: UnknownChoice; readonly quiet: boolean }): Reporter {
  const annotate = (command: Command, title: string, message: string, file: string, at: Span | undefined): void => {
    const properties = Object.entries({ file, ...placeOf(at), title }).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
    write(`::${command} ${properties.join(',')}::${escaped(harmless(message))}\n`);
  };
  return {
    start: () => undefined,
    outcome(outcome) {
      const { key } = outcome.name;
      const shown = outcome.kind === 'template' ? Shown.of(outcome.checked) : undefined;
      for (const { code, message, severity, at } of troublesOf(outcome, shown)) annotate(severity, code, message, key, at);
      if (outcome.kind !== 'template' || !shown) return;
      for (const one of openFindings(outcome.checked, shown, unknown)) {
        const { rule, severity, verdict } = one.finding;
        const level = verdict === 'unknown' ? 'note' : levels[severity];
        annotate(level === 'note' ? 'notice' : level, `${rule} (${verdict === 'unknown' ? verdict : severity})`, sentencesOf(one), key, one.at);
      }
    },
    end(summary) {
      if (!quiet) write(`${summaryLines(summary).join('\n')}\n`);
    },
  };
}

/** Columns count only within one line. Source: https://docs.github.com/en/rest/checks/runs (`start_column`) */
function placeOf(at: Span | undefined): Readonly<Record<string, number>> {
  if (!at) return {};
  const { from, to } = at;
  const lines = { line: from.line + 1, endLine: to.line + 1 };
  return from.line === to.line ? { ...lines, col: from.character + 1, endColumn: to.character + 1 } : lines;
}

/** What the runner unescapes. Source: `ActionCommand` of https://github.com/actions/runner */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
