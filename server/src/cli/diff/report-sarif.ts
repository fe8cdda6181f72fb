import type { Surroundings } from '../check-command.ts';
import { baseIds, descriptorOf, levels, physical, resultOf, scores } from '../reporters/sarif.ts';
import type { DiffReport, ShownChange, ShownLoss, TemplateDiff } from './diff-report.ts';
import { lossWords, outcomeWords } from '../../impact/loss-words.ts';
import { whenWords } from './words.ts';

/** The rule of results about data stores: no rule of ours, for it needs two versions. */
const storeRule = {
  id: 'data-store-lost',
  shortDescription: { text: 'A change deletes or replaces a data store' },
  fullDescription: { text: 'Deploying the change deletes the data store, or puts a new and empty one in its place.' },
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['security', 'data-protection'], precision: 'high', 'security-severity': '9.5' },
};

/**
 * A SARIF 2.1.0 log with one run. Every result has a baselineState: findings of the chosen profile are `new`, `unchanged` or `absent`; a protection that got
 * weaker while its rule says the same is `updated`, and one whose rule fails now but is not in the profile is `new`.
 */
export function sarifDiff({ templates, unreadable, exitCode }: DiffReport, { version, rules, page }: Surroundings): string {
  const indexOf = new Map(rules.map((rule, i) => [rule.id, i]));
  const results = templates.flatMap((template) => [
    ...template.losses.map((loss) => lossResult(loss, rules.length)),
    ...template.changes.filter((change) => change.direction !== 'stronger' && !isTold(change, template)).map((change) => changeResult(change, indexOf.get(change.rules[0]?.rule.id ?? ''))),
    ...template.findings.map(({ state, finding, file }) => ({ ...resultOf(state === 'absent' ? withoutFix(finding) : finding, file, indexOf.get(finding.finding.rule)), baselineState: state })),
  ]);
  const notes = [
    ...unreadable.map(({ file, why }) => ({ level: 'error', message: { text: `It could not be read: ${why}.` }, descriptor: { id: 'unreadable' }, locations: [{ physicalLocation: physical(file, start) }] })),
    ...templates.flatMap(({ problems }) => problems.map(({ file, problem }) => ({ level: problem.severity, message: { text: problem.message }, descriptor: { id: problem.code }, locations: [{ physicalLocation: physical(file, problem.at) }] }))),
    ...templates.flatMap(({ errors }) => errors.map(({ rule, resource, message }) => ({ level: 'error', message: { text: `Internal error in ${rule} about ${resource}: ${message}` }, descriptor: { id: 'internal-error' } }))),
  ];
  const driver = { name: 'Dataward', semanticVersion: version, informationUri: 'https://github.com/dataward/dataward', rules: [...rules.map((rule) => descriptorOf(rule, page(rule))), storeRule] };
  const run = {
    tool: { driver },
    automationDetails: { id: 'dataward-diff/' },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    originalUriBaseIds: baseIds,
    results,
    invocations: [{ executionSuccessful: exitCode !== 2, exitCode, toolExecutionNotifications: notes }],
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

const start = { start: 0, end: 0, from: { line: 0, character: 0 }, to: { line: 0, character: 0 } };

/** Does a new finding say it already? */
function isTold({ resource, rules }: ShownChange, { findings }: TemplateDiff): boolean {
  return findings.some(({ state, finding }) => state === 'new' && finding.finding.subject === resource && rules.some(({ rule, before, after }) => before !== after && rule.id === finding.finding.rule));
}

function withoutFix<T extends { readonly fix?: unknown }>({ fix: _, ...finding }: T): Omit<T, 'fix'> {
  return finding;
}

function changeResult(change: ShownChange, ruleIndex: number | undefined): object {
  const { direction, severity, resource, type, property, before, after, when, rules, place, identity, isSuppressed } = change;
  const [lead] = rules;
  const isNew = lead !== undefined && lead.before !== lead.after;
  const sentences = [`${resource}${property === '' ? '' : ` ${property}`} is ${direction === 'weaker' ? 'protected less than before' : 'protected in a way that can no longer be told'}.`, ...(before === '' ? [] : [`Before: ${before}.`]), ...(after === '' ? [] : [`After: ${after}.`]), ...(when.length > 0 ? [`${whenWords(when)}.`] : [])];
  return {
    ruleId: lead?.rule.id ?? '',
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: direction === 'weaker' ? 'fail' : 'open',
    level: direction === 'weaker' ? levels[severity] : 'none',
    message: { text: sentences.join(' ') },
    locations: [{ physicalLocation: physical(place.file, place.at, place.snippet), logicalLocations: [{ name: resource, fullyQualifiedName: `${place.file.key}/${resource}`, kind: 'resource' }] }],
    partialFingerprints: { 'dataward-diff/v1': identity },
    baselineState: isNew ? 'new' : 'updated',
    ...(isSuppressed ? { suppressions: [{ kind: 'inSource' }] } : {}),
    properties: { 'security-severity': scores[severity], severity, resourceType: type, property, when },
  };
}

function lossResult(loss: ShownLoss, ruleIndex: number): object {
  const { fate, outcome, resource, type, place, when } = loss;
  const isLost = outcome === 'lost' || outcome === 'recoverable';
  return {
    ruleId: storeRule.id,
    ruleIndex,
    kind: outcome === 'unknown' ? 'open' : isLost ? 'fail' : 'informational',
    level: isLost ? (fate === 'may-be-replaced' ? 'warning' : 'error') : 'none',
    message: { text: `${lossWords(loss)}; ${outcomeWords(loss)}${when.length > 0 ? `, ${whenWords(when)}` : ''}.` },
    locations: [{ physicalLocation: physical(place.file, place.at, place.snippet), logicalLocations: [{ name: resource, fullyQualifiedName: `${place.file.key}/${resource}`, kind: 'resource' }] }],
    partialFingerprints: { 'dataward-diff/v1': `${fate}:${type}:${resource}` },
    baselineState: 'new',
    properties: { resourceType: type, fate, outcome, when },
  };
}
