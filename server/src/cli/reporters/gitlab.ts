import { hash } from '../../core/engine/hash.ts';
import type { Severity } from '../../core/rule/rule.ts';
import type { UnknownChoice } from '../arguments.ts';
import { harmless } from '../excerpt.ts';
import { Shown, type Span } from '../present.ts';
import { openFindings, type Reporter, type Write } from '../reporter.ts';
import { troublesOf } from '../troubles.ts';
import { sentencesOf } from './sentences.ts';

type GitlabSeverity = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

const severities: Readonly<Record<Severity, GitlabSeverity>> = { critical: 'blocker', high: 'critical', medium: 'major', low: 'minor' };

/**
 * GitLab's Code Quality report: a list of what is wrong, with a place and a fingerprint each. GitLab shows entries of one fingerprint as one, compares two
 * branches by it, and takes nothing after an entry that lacks a field. What is suppressed, or held back by a baseline, is not in it.
 * Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabReporter(write: Write, { unknown }: { readonly unknown: UnknownChoice }): Reporter {
  const seen = new Map<string, number>();
  let separator = '\n';
  const entry = (check: string, description: string, severity: GitlabSeverity, path: string, at: Span | undefined, identity: string): void => {
    const rank = seen.get(identity) ?? 0;
    seen.set(identity, rank + 1);
    const fingerprint = hash(identity) + hash(`${rank}\n${identity}`);
    write(separator + JSON.stringify({ description: harmless(description), check_name: check, fingerprint, severity, location: { path, lines: { begin: (at?.from.line ?? 0) + 1 } } }));
    separator = ',\n';
  };
  return {
    start() {
      write('[');
    },
    outcome(outcome) {
      const { key } = outcome.name;
      const shown = outcome.kind === 'template' ? Shown.of(outcome.checked) : undefined;
      for (const { code, message, severity, at } of troublesOf(outcome, shown)) entry(code, message, severity === 'error' ? 'blocker' : 'info', key, at, `${key}\n${code}\n${message}`);
      if (outcome.kind !== 'template' || !shown) return;
      for (const one of openFindings(outcome.checked, shown, unknown)) {
        const { rule, severity, verdict, identity, ordinal } = one.finding;
        entry(rule, sentencesOf(one), verdict === 'unknown' ? 'info' : severities[severity], key, one.at, `${key}\n${identity}\n${ordinal}`);
      }
    },
    end() {
      write('\n]\n');
    },
  };
}
