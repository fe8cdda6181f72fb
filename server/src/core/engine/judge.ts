import { always } from '../model/condition.ts';
import type { Place } from '../model/origin.ts';
import type { Resource, Template } from '../model/template.ts';
import { severities, type RuleRecord, type Severity } from '../rule/rule.ts';
import { passKey, type Finding, type JudgeOptions, type Report } from './finding.ts';
import { Ground, Reads } from './ground.ts';
import { hash } from './hash.ts';
import { JudgeMemory, type Judged } from './judge-memory.ts';
import { defaultBudget, judgeSubject, placeOf, type Found } from './judge-subject.ts';
import { secretNames, sensitiveIn } from './sensitive.ts';
import { suppress } from './suppress.ts';

/**
 * Judges a template by rules. Pure but for `memory`, which keeps judgements for the next version of the same template; with or without it the
 * report is the same. A rule that throws is our bug: it is named in `errors`, and the others go on.
 * Findings come in the order of the template's resources and their places; suppressed ones are marked, not left out.
 */
export function judge(template: Template, options: JudgeOptions, memory: JudgeMemory = new JudgeMemory()): Report {
  const counts = { pass: 0, fail: 0, unknown: 0, skipped: 0 };
  const findings: Finding[] = [];
  const passed = new Set<string>();
  const errors: { rule: string; subject: string; message: string }[] = [];
  const sensitive: Place[] = [];
  const ground = new Ground(template);
  const byType = rulesByType(template, options);
  const isSecret = secretNames(options.catalogue ?? options.rules.map(({ rule }) => rule));
  const recall = memory.open(ground, options);
  let notJudged = 0;
  for (const subject of subjectsOf(template)) {
    const rules = byType.get(subject.type) ?? [];
    if (rules.length === 0 && !subject.type.startsWith('@')) notJudged++;
    const kept = recall(subject, () => sensitiveIn(subject, template, isSecret));
    sensitive.push(...kept.sensitive);
    for (const entry of rules) {
      const judged = kept.judged(entry.rule, () => judgeOne(entry, subject, ground, options));
      counts[judged.verdict]++;
      if (judged.error !== undefined) errors.push({ rule: entry.rule.id, subject: subject.address, message: judged.error });
      else if (judged.verdict === 'pass') passed.add(passKey(entry.rule.id, subject.address));
      findings.push(...judged.findings);
    }
  }
  const active = new Set(options.rules.map(({ rule }) => rule.id));
  const suppressed = suppress(numbered(findings), template, active, options.today);
  return {
    findings: suppressed.findings,
    unusedSuppressions: suppressed.unused,
    counts: { resources: template.resources.size, notJudged, judgements: counts },
    passed,
    errors,
    sensitive,
  };
}

function judgeOne({ rule, severity }: JudgeOptions['rules'][number], subject: Resource, ground: Ground, options: JudgeOptions): Judged {
  try {
    const { verdict, found, reads } = judgeSubject(rule, subject, ground, { strict: options.profile !== 'default', budget: options.budget ?? defaultBudget });
    const reported = verdict === 'fail' ? found.filter((f) => f.reach !== 'choice' || options.profile !== 'default') : found;
    const told = verdict === 'fail' && reported.length === 0 ? 'pass' : verdict;
    const findings = reported.map((one) => findingOf(one, verdict === 'fail' ? 'fail' : 'unknown', rule, severity, subject, ground.template));
    return { verdict: told, findings, reads };
  } catch (error) {
    return { verdict: 'skipped', findings: [], reads: new Reads(), error: error instanceof Error ? error.message : String(error) };
  }
}

/** Parameters and outputs are judged as resources of the types `@parameter` and `@output`. */
function* subjectsOf(template: Template): Iterable<Resource> {
  yield* template.resources.values();
  for (const [type, entries] of [['@parameter', template.parameters], ['@output', template.outputs]] as const)
    for (const [address, properties] of entries)
      yield { address, type, at: properties.at, typeAt: properties.at, when: always, properties, attributes: new Map(), dependsOn: [] };
}

function rulesByType(template: Template, options: JudgeOptions): ReadonlyMap<string, JudgeOptions['rules']> {
  const byType = new Map<string, { rule: RuleRecord; severity: Severity }[]>();
  for (const entry of options.rules) {
    const { on } = entry.rule;
    for (const type of template.family === 'cfn' ? on.cfn : on.tf) {
      const rules = byType.get(type);
      if (rules) rules.push(entry);
      else byType.set(type, [entry]);
    }
  }
  return byType;
}

function findingOf(found: Found, verdict: 'fail' | 'unknown', rule: RuleRecord, severity: Severity, subject: Resource, template: Template): Finding {
  const { evidence, reach, when } = found;
  const lower = reach === 'choice' ? severities[Math.max(0, severities.indexOf(severity) - 1)] : undefined;
  return {
    rule: rule.id,
    severity: lower ?? severity,
    verdict,
    template: template.key,
    subject: subject.address,
    type: subject.type,
    message: rule.message.replaceAll('{name}', subject.address),
    detail: evidence.detail,
    place: placeOf(evidence.at, evidence.missing),
    anchor: evidence.at,
    path: evidence.path,
    related: evidence.related.map(({ message, at, address }) => ({ message, place: placeOf(at, true), ...(address === undefined ? {} : { address }) })),
    reach,
    when,
    identity: hash(`${rule.id}\n${subject.address}\n${evidence.path}`),
    ordinal: 0,
    ...(evidence.edits.length > 0 && rule.fix ? { fix: { title: rule.fix.title, edits: evidence.edits } } : {}),
    ...(evidence.refused === undefined ? {} : { refused: evidence.refused }),
    sensitive: evidence.sensitive,
  };
}

function numbered(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const rank = seen.get(finding.identity) ?? 0;
    seen.set(finding.identity, rank + 1);
    return rank === 0 ? finding : { ...finding, ordinal: rank };
  });
}
