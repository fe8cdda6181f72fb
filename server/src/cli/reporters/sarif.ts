import { complaintSentence } from '../../core/engine/wishes.ts';
import type { RuleRecord, Severity } from '../../core/rule/rule.ts';
import { nameOfMade } from '../../project/finding-source.ts';
import type { UnknownChoice } from '../arguments.ts';
import type { FileName, Outcome } from '../outcome.ts';
import { Shown, type ShownFinding, type Span } from '../present.ts';
import { reportedFindings, type Reporter, type Write } from '../reporter.ts';
import { sentencesOf } from './sentences.ts';

/** What a SARIF log needs to know besides the outcomes. `page`: a rule's page as Markdown. */
export interface SarifOptions {
  readonly version: string;
  readonly rules: readonly RuleRecord[];
  readonly page: (rule: RuleRecord) => string;
  readonly unknown: UnknownChoice;
}

type Level = 'error' | 'warning' | 'note';

interface Notification {
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
  readonly locations?: readonly object[];
}

/** SARIF's level of each severity. */
export const levels: Readonly<Record<Severity, Level>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

/** GitHub's bands: over 9 critical, 7 to 8.9 high, 4 to 6.9 medium. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
export const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

/**
 * A SARIF 2.1.0 log with one run. Our own key in partialFingerprints, never `primaryLocationLineHash`, which is the uploader's.
 * What is suppressed carries `suppressions`; what is unknown is there only if asked for, as `open`. With a baseline results have a `baselineState`: what it
 * holds back stays in the log as `unchanged`, for a result that vanishes is taken for mended (GitHub then opens it anew in the next log without a baseline).
 */
export function sarifReporter(write: Write, options: SarifOptions): Reporter {
  const indexOf = new Map(options.rules.map((rule, i) => [rule.id, i]));
  const configuration: Notification[] = [];
  const execution: Notification[] = [];
  let separator = '\n';
  return {
    start() {
      const driver = { name: 'Dataward', semanticVersion: options.version, informationUri: 'https://github.com/dataward/dataward', rules: options.rules.map((rule) => descriptorOf(rule, options.page(rule))) };
      write(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify({ driver })},"automationDetails":{"id":"dataward/"},`);
      write(`"columnKind":"utf16CodeUnits","newlineSequences":["\\r\\n","\\n","\\r"],"originalUriBaseIds":${JSON.stringify(baseIds)},"results":[`);
    },
    outcome(outcome) {
      configuration.push(...configurationNotes(outcome));
      if (outcome.kind !== 'template') return;
      const shown = Shown.of(outcome.checked);
      execution.push(...executionNotes(outcome, shown));
      for (const finding of reportedFindings(outcome.checked, shown, options.unknown)) {
        write(separator + JSON.stringify(resultOf(finding, outcome.name, indexOf.get(finding.finding.rule))));
        separator = ',\n';
      }
    },
    end(_summary, exitCode) {
      const invocation = { executionSuccessful: exitCode !== 2, exitCode, toolConfigurationNotifications: configuration, toolExecutionNotifications: execution };
      write(`\n],"invocations":${JSON.stringify([invocation])}}]}\n`);
    },
  };
}

/** What the relative URIs are relative to. */
export const baseIds = { '%SRCROOT%': { description: { text: 'The root of the repository, or the folder given by --root.' } } };

/** A rule as SARIF describes it. */
export function descriptorOf(rule: RuleRecord, page: string): object {
  const standards = Object.entries(rule.standards).flatMap(([standard, controls]) => controls.map((control) => `${standard} ${control}`));
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    helpUri: rule.source,
    help: { text: `${rule.title}.\n${rule.why}\n${rule.source}`, markdown: page },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ['security', 'data-protection', rule.category],
      precision: 'high',
      'security-severity': scores[rule.severity],
      profile: rule.profile,
      since: rule.since,
      standards,
      aliases: rule.aliases,
    },
  };
}

/** A finding as a SARIF result. */
export function resultOf(shown: ShownFinding, name: FileName, ruleIndex: number | undefined): object {
  const { finding, at, snippet, related, fix, alternatives, source } = shown;
  const companions = [...new Set(related.flatMap(({ address }) => (address === undefined || address === finding.subject ? [] : [address])))];
  const inFile = (id: string): { readonly name: string; readonly fullyQualifiedName: string } => ({ name: id, fullyQualifiedName: `${name.key}/${id}` });
  const isOpen = finding.verdict === 'unknown';
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: isOpen ? 'open' : 'fail',
    level: isOpen ? 'none' : levels[finding.severity],
    message: { text: sentencesOf(shown) },
    locations: [
      {
        physicalLocation: physical(name, at, snippet),
        logicalLocations: [...(source ? source.made.map((one) => ({ name: one.logicalId, fullyQualifiedName: nameOfMade(one) })) : [inFile(finding.subject)]), ...companions.map(inFile)].map((one) => ({ ...one, kind: 'resource' })),
      },
    ],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((one, id) => ({ id, message: { text: one.message }, physicalLocation: physical(one.file === undefined ? name : { ...name, key: one.file }, one.at) })) }),
    partialFingerprints: { 'dataward/v1': `${finding.identity}:${finding.ordinal}` },
    ...(fix?.kind === 'fix' ? { fixes: [fix, ...alternatives.filter(({ mends }) => mends)].map((one) => fixOf(one, name)) } : {}),
    ...(finding.suppressed ? { suppressions: [suppressionOf(shown, name)] } : {}),
    ...(shown.baseline === undefined ? {} : { baselineState: shown.baseline }),
    properties: { 'security-severity': scores[finding.severity], severity: finding.severity, resourceType: finding.type, property: finding.path, reach: finding.reach, when: shown.when, ...(source ? { place: source.precision } : {}) },
  };
}

function fixOf(fix: Extract<ShownFinding['fix'], { kind: 'fix' }>, name: FileName): object {
  return {
    description: { text: fix.title },
    artifactChanges: [
      { artifactLocation: artifact(name), replacements: fix.edits.map(({ at, newText }) => ({ deletedRegion: region(at), insertedContent: { text: newText } })) },
    ],
  };
}

function suppressionOf({ finding, suppressedAt }: ShownFinding, name: FileName): object {
  const reason = finding.suppressed?.reason;
  return {
    kind: 'inSource',
    ...(reason === undefined ? {} : { justification: reason }),
    ...(suppressedAt ? { location: { physicalLocation: physical(suppressedAt.file === undefined ? name : { ...name, key: suppressedAt.file }, suppressedAt.at) } } : {}),
  };
}

function configurationNotes(outcome: Outcome): readonly Notification[] {
  const locations = [{ physicalLocation: { artifactLocation: artifact(outcome.name) } }];
  switch (outcome.kind) {
    case 'unreadable':
      return [{ level: 'error', message: { text: `It could not be read: ${outcome.why}.` }, descriptor: { id: 'unreadable' }, locations }];
    case 'crashed':
      return [{ level: 'error', message: { text: `Internal error: ${outcome.message}` }, descriptor: { id: 'internal-error' }, locations }];
    case 'not-ours':
      return outcome.sniffed ? [{ level: 'note', message: { text: `Not a template: ${outcome.why}.` }, descriptor: { id: 'not-a-template' }, locations }] : [];
    case 'config': {
      const shown = new Shown(outcome.config.document);
      return outcome.config.problems.map((problem) => problemNote(shown, problem, outcome.name));
    }
    case 'broken': {
      const shown = new Shown(outcome.document);
      return outcome.problems.map((problem) => problemNote(shown, problem, outcome.name));
    }
    case 'template':
      return outcome.notWritten === undefined ? [] : [{ level: 'error', message: { text: `The fixes could not be written: ${outcome.notWritten}.` }, descriptor: { id: 'not-written' }, locations }];
  }
}

function executionNotes({ checked, name }: Extract<Outcome, { kind: 'template' }>, shown: Shown): readonly Notification[] {
  const errors = checked.report.errors.map(({ rule, subject, message }): Notification => {
    const text = `Internal error in ${rule} about ${subject}: ${message}`;
    return { level: 'error', message: { text }, descriptor: { id: 'internal-error' }, locations: [{ physicalLocation: { artifactLocation: artifact(name) } }] };
  });
  const unused = checked.report.unusedSuppressions.map((one): Notification => {
    const text = complaintSentence(one);
    return { level: 'note', message: { text }, descriptor: { id: 'unused-suppression' }, locations: [{ physicalLocation: physical(name, shown.span(one.at)) }] };
  });
  return [...checked.problems.map((problem) => problemNote(shown, problem, name)), ...errors, ...unused];
}

function problemNote(shown: Shown, problem: Parameters<Shown['problem']>[0], name: FileName): Notification {
  const { code, message, severity, at } = shown.problem(problem);
  return { level: severity, message: { text: message }, descriptor: { id: code }, locations: [{ physicalLocation: physical(name, at) }] };
}

/** A place as SARIF writes it. */
export function physical(name: FileName, at: Span, snippet?: string): object {
  return { artifactLocation: artifact(name), region: { ...region(at), ...(snippet === undefined ? {} : { snippet: { text: snippet } }) } };
}

/** Inside of the root a relative URI, which is all that GitHub takes; outside an absolute one. */
function artifact({ key }: FileName): object {
  const uri = key.split('/').map(encodeURIComponent).join('/');
  if (key.startsWith('/')) return { uri: `file://${uri}` };
  return /^[a-z]:\//i.test(key) ? { uri: `file:///${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

function region({ from, to }: Span): object {
  return { startLine: from.line + 1, startColumn: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}
