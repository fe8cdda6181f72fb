import { passKey, type Finding, type Report } from '../core/engine/finding.ts';
import { fileOf, type Place } from '../core/model/origin.ts';
import type { Problem, Template } from '../core/model/template.ts';
import { severities } from '../core/rule/rule.ts';

/** What is said of a template as one deployment of it has it. */
export interface DeployedReport {
  readonly report: Report;
  /** What tells this deployment from others, for the findings that it brings: the calls that lead to it, and its name, such as that of the file that gives its parameters. */
  readonly related: Finding['related'];
  readonly when?: string;
}

/** How many deployments of one finding are named. */
const namedAtMost = 5;

/**
 * One report of a template that is deployed in several ways: what is found at one place is shown once, with the deployments that bring it. A
 * finding that `own` has too, in which nothing is known of any deployment, is the template's own: none is named. What passed passed in all of them.
 * `told`: what is said before the names of deployments.
 */
export function mergeReports(deployed: readonly [DeployedReport, ...DeployedReport[]], own: Report | undefined, file: string, told = 'it is deployed with'): Report {
  const [first] = deployed;
  const isOwn = new Set(own?.findings.filter(({ reach }) => reach === 'always').map(keyOf));
  const found = new Map<string, { finding: Finding; by: DeployedReport[] }>();
  for (const one of deployed)
    for (const finding of one.report.findings) {
      const key = keyOf(finding);
      const known = found.get(key);
      if (!known) found.set(key, { finding, by: [one] });
      else {
        known.by.push(one);
        if (isWorse(finding, known.finding)) known.finding = finding;
      }
    }
  const failed = new Set([...found.values()].filter(({ finding }) => finding.verdict === 'fail').map(({ finding }) => passKey(finding.rule, finding.subject)));
  const findings = [...found].flatMap(([key, { finding, by }]) => {
    if (finding.verdict === 'unknown' && failed.has(passKey(finding.rule, finding.subject))) return [];
    return isOwn.has(key) ? [finding] : [withDeployments(finding, by, deployed, told)];
  });
  const unused = deployed.map(({ report }) => new Set(report.unusedSuppressions.map(({ at }) => placeKey(at))));
  return {
    findings: ranked(findings),
    unusedSuppressions: first.report.unusedSuppressions.filter(({ at }) => unused.every((places) => places.has(placeKey(at)))),
    counts: first.report.counts,
    hasPassed: (key) => deployed.every(({ report }) => report.hasPassed(key)),
    errors: distinct(deployed.flatMap(({ report: { errors } }) => errors), ({ rule, subject }) => passKey(rule, subject)),
    sensitive: distinct(deployed.flatMap(({ report: { sensitive } }) => sensitive).filter((place) => fileOf(place) === file), placeKey),
  };
}

/** The problems of templates, each once. */
export function mergeProblems(templates: readonly Template[]): readonly Problem[] {
  return distinct(templates.flatMap(({ problems }) => problems), ({ code, at, message }) => `${code} ${placeKey(at)} ${message}`);
}

const placeKey = ({ block, range }: Place): string => `${block} ${range.start} ${range.end}`;

const keyOf = ({ rule, verdict, place, path }: Finding): string => `${rule} ${verdict} ${placeKey(place)} ${path}`;

/** Is the first more serious, or nearer to what is deployed by default? A failure is worse than what is not known. */
function isWorse(a: Finding, b: Finding): boolean {
  if (a.verdict !== b.verdict) return a.verdict === 'fail';
  const [first, second] = [severities.indexOf(a.severity), severities.indexOf(b.severity)];
  return first > second || (first === second && a.when.length < b.when.length);
}

/** Of the findings of one rule about one property at one place the worst, of equals the first. */
export function oncePerPlace(findings: readonly Finding[]): readonly Finding[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.path} ${placeKey(finding.place)}`;
    const known = worst.get(key);
    if (!known || isWorse(finding, known)) worst.set(key, finding);
  }
  return [...worst.values()];
}

function withDeployments(finding: Finding, by: readonly DeployedReport[], all: readonly DeployedReport[], told: string): Finding {
  const calls = distinct(by.flatMap(({ related }) => related), ({ message, place }) => `${message} ${placeKey(place)}`);
  const [names, everyName] = [by, all].map((of) => [...new Set(of.flatMap(({ when }) => when ?? []))]) as [string[], string[]];
  return {
    ...finding,
    related: [...finding.related, ...calls.slice(0, namedAtMost)],
    when: names.length === everyName.length ? finding.when : [...finding.when, `${told} ${names.slice(0, namedAtMost).join(' or ')}`],
  };
}

/** Ranks findings of one identity anew. */
function ranked(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const ordinal = seen.get(finding.identity) ?? 0;
    seen.set(finding.identity, ordinal + 1);
    return finding.ordinal === ordinal ? finding : { ...finding, ordinal };
  });
}

function distinct<T>(items: readonly T[], keyOfItem: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOfItem(item), item])).values()];
}
