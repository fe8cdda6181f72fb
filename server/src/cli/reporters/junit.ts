import { shownPath } from '../../core/engine/natural-key.ts';
import type { UnknownChoice } from '../arguments.ts';
import { harmless } from '../excerpt.ts';
import { Shown, type ShownFinding, type Span } from '../present.ts';
import { openFindings, type Reporter, type Write } from '../reporter.ts';
import { troublesOf } from '../troubles.ts';
import { notesOf } from './text.ts';

interface Case {
  readonly name: string;
  /** Undefined for a case that passed. */
  readonly result?: { readonly kind: 'failure' | 'error' | 'skipped'; readonly type: string; readonly message: string; readonly text: string };
}

/**
 * JUnit XML as Jenkins, GitLab and Azure Pipelines read it: a suite for each file, in it a case for each finding and for each thing that could not be read;
 * one case that passed where there is nothing. What is suppressed, or held back by a baseline, is not in it.
 * Names are unique within a file (GitLab takes only the first of equal ones) and hold no line. The text says it all: GitLab does not show the message.
 * Source: https://docs.gitlab.com/ci/testing/unit_test_reports/ and the schema of Jenkins's xUnit plugin (junit-10.xsd)
 */
export function junitReporter(write: Write, { unknown }: { readonly unknown: UnknownChoice }): Reporter {
  return {
    start() {
      write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dataward">\n');
    },
    outcome(outcome) {
      if (outcome.kind === 'not-ours') return;
      const { key } = outcome.name;
      const shown = outcome.kind === 'template' ? Shown.of(outcome.checked) : undefined;
      const troubles = troublesOf(outcome, shown);
      const cases = troubles.filter(({ severity }) => severity === 'error').map(({ code, message, at }): Case => ({ name: code, result: { kind: 'error', type: 'problem', message, text: `${headOf(key, at)} error ${code} ${message}` } }));
      if (outcome.kind === 'template' && shown) cases.push(...openFindings(outcome.checked, shown, unknown).map((one) => caseOf(one, key, unknown)));
      const notes = troubles.filter(({ severity }) => severity === 'warning').map(({ code, message, at }) => `${headOf(key, at)} warning ${code} ${message}`);
      write(suite(key, cases.length > 0 ? cases : [{ name: 'no findings' }], notes));
    },
    end() {
      write('</testsuites>\n');
    },
  };
}

function caseOf(shown: ShownFinding, key: string, unknown: UnknownChoice): Case {
  const { rule, severity, verdict, subject, path } = shown.finding;
  const kind = verdict === 'unknown' && unknown === 'report' ? 'skipped' : 'failure';
  const type = verdict === 'unknown' ? 'unknown' : severity;
  const text = [`${headOf(key, shown.at)} ${type} ${rule} ${shown.message}`, ...notesOf(shown, key)].map(harmless).join('\n');
  return { name: [rule, subject, shownPath(path)].filter((part) => part !== '').join(' '), result: { kind, type, message: shown.message, text } };
}

function headOf(key: string, at: Span | undefined): string {
  return at ? `${key}:${at.from.line + 1}:${at.from.character + 1}` : key;
}

function suite(key: string, cases: readonly Case[], notes: readonly string[]): string {
  const count = (kind: string): number => cases.filter(({ result }) => result?.kind === kind).length;
  const head = attributes({ name: key, tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') });
  const names = new Map<string, number>();
  const body = cases.map(({ name, result }) => {
    const rank = (names.get(name) ?? 0) + 1;
    names.set(name, rank);
    const own = attributes({ classname: key, name: rank === 1 ? name : `${name} (${rank})` });
    if (!result) return `    <testcase${own}/>\n`;
    return `    <testcase${own}>\n      <${result.kind}${attributes({ type: result.type, message: harmless(result.message) })}>${escaped(result.text)}</${result.kind}>\n    </testcase>\n`;
  });
  const out = notes.length === 0 ? '' : `    <system-out>${escaped(notes.map(harmless).join('\n'))}</system-out>\n`;
  return `  <testsuite${head}>\n${body.join('')}${out}  </testsuite>\n`;
}

function attributes(of: Readonly<Record<string, string | number>>): string {
  return Object.entries(of)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;')}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML 1.0 may hold it: what it cannot hold, escaped or not, is U+FFFD. Source: https://www.w3.org/TR/xml/#charsets */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (found) => entities[found] ?? found).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
