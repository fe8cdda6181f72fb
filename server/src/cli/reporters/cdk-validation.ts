import type { RuleRecord, Severity } from '../../core/rule/rule.ts';
import { capitalized, type MadeResource } from '../../project/finding-source.ts';
import { nodeAtPath } from '../../syntax/walk.ts';
import type { UnknownChoice } from '../arguments.ts';
import type { CheckedTemplate } from '../outcome.ts';
import { Shown, type ShownFinding } from '../present.ts';
import { reportedFindings, type Reporter, type Write } from '../reporter.ts';

/** What the report needs besides the outcomes. */
export interface CdkValidationOptions {
  readonly version: string;
  readonly rules: readonly RuleRecord[];
  readonly unknown: UnknownChoice;
}

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly ruleMetadata: Readonly<Record<string, string>>;
  readonly violatingConstructs: object[];
  readonly acknowledgedId?: string;
  readonly reason?: string;
}

/** The version of the cloud assembly schema whose validation-report.schema.json the report keeps to (`@aws-cdk/cloud-assembly-schema`). */
const schemaVersion = '55.0.0';

const severities: Readonly<Record<Severity, Violation['severity']>> = { critical: 'error', high: 'error', medium: 'warning', low: 'info' };

/**
 * The form of CDK's policy validation report (`validation-report.json`), so that CDK's own tools show our findings: one plugin
 * report, one violation per rule, sentence and advice, with the constructs that it is about. Findings that are suppressed, or held back by a baseline, stand apart, as acknowledged.
 */
export function cdkValidationReporter(write: Write, options: CdkValidationOptions): Reporter {
  const byRule = new Map(options.rules.map((rule) => [rule.id, rule]));
  const violations = new Map<string, Violation>();
  const suppressed = new Map<string, Violation>();
  return {
    start() {},
    outcome(outcome) {
      if (outcome.kind !== 'template') return;
      const { checked, name } = outcome;
      for (const shown of reportedFindings(checked, Shown.of(checked), options.unknown)) {
        const violation = violationOf(shown, byRule.get(shown.finding.rule));
        const group = violation.acknowledgedId === undefined ? violations : suppressed;
        const key = JSON.stringify([violation.ruleName, violation.severity, violation.description, violation.suggestedFix, violation.reason]);
        const kept = group.get(key) ?? violation;
        group.set(key, kept);
        const { made = [{ template: name.key, logicalId: shown.finding.subject }] } = shown.source ?? {};
        for (const one of made) kept.violatingConstructs.push(constructOf(one, shown.finding.path, checked));
      }
    },
    end(_summary, exitCode) {
      const report = {
        pluginName: 'Dataward',
        pluginVersion: options.version,
        conclusion: exitCode === 0 ? 'success' : 'failure',
        violations: [...violations.values()],
        suppressedViolations: [...suppressed.values()],
      };
      write(`${JSON.stringify({ version: schemaVersion, title: 'Dataward', pluginReports: [report] }, null, 2)}\n`);
    },
  };
}

function violationOf({ finding, detail, fix, message, when, source, baseline }: ShownFinding, rule: RuleRecord | undefined): Violation {
  const { rule: id, severity, verdict, suppressed } = finding;
  const advice = source?.advice ?? (fix?.kind === 'fix' ? fix.title : undefined);
  const reason = suppressed ? suppressed.reason : 'It is in the baseline.';
  const stale = source?.stale === undefined ? [] : [`${capitalized(source.stale)}.`];
  const sentences = [message, ...(detail === '' ? [] : [`${detail}.`]), ...(when.length > 0 ? [`When ${when.join(' and ')}.`] : []), ...stale];
  return {
    ruleName: id,
    description: sentences.join(' '),
    ...(advice === undefined ? {} : { suggestedFix: capitalized(advice) }),
    severity: verdict === 'unknown' ? 'info' : severities[severity],
    ruleMetadata: { severity, verdict, ...(rule === undefined ? {} : { category: rule.category, title: rule.title, source: rule.source }) },
    violatingConstructs: [],
    ...(suppressed || baseline === 'unchanged' ? { acknowledgedId: `Dataward::${id}`, ...(reason === undefined ? {} : { reason }) } : {}),
  };
}

function constructOf({ construct, template, logicalId }: Omit<MadeResource, 'place'>, path: string, { document }: CheckedTemplate): object {
  const written = nodeAtPath(document, ['Resources', logicalId, 'Metadata', 'aws:cdk:path'])?.node;
  const pathInMetadata = written?.kind === 'scalar' ? String(written.value) : '';
  const own = construct?.classes[0];
  const [trace] = construct?.creation ?? [];
  return {
    constructPath: construct?.path ?? pathInMetadata,
    ...(own?.fqn === undefined ? {} : { constructFqn: own.fqn }),
    ...(own?.version === undefined ? {} : { libraryVersion: own.version }),
    cloudFormationResource: { templatePath: template, logicalId, ...(path === '' ? {} : { propertyPaths: [propertyPath(path)] }) },
    ...(trace === undefined ? {} : { stackTraces: [trace.join('\n')] }),
  };
}

/** A top-level property by its name, a deeper one as a JSON path; up to the first list, whose items are named otherwise there. */
function propertyPath(path: string): string {
  const [written = path] = path.split('[');
  return written.includes('.') ? `$.${written}` : written;
}
