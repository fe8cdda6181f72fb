import { always } from '../model/condition.ts';
import type { Resource, Template } from '../model/template.ts';
import { changedProperties } from '../rule/changed-properties.ts';
import { severities, type RuleRecord, type Severity } from '../rule/rule.ts';
import type { Evidence, LoweredFix } from '../rule/view.ts';
import { Account, type Judged, type Told } from './account.ts';
import { passKey, type Finding, type JudgeOptions, type Report } from './finding.ts';
import type { Ground } from './ground.ts';
import { identityOf } from './identity.ts';
import { JudgeMemory, type Version } from './judge-memory.ts';
import { defaultBudget, judgeSubject, placeOf, type Found } from './judge-subject.ts';
import { Reads } from './reads.ts';
import type { RuleNames } from './rule-names.ts';
import type { RuleEntry } from './rule-table.ts';
import { sensitiveIn } from './sensitive.ts';
import { suppress } from './suppress.ts';

/**
 * Judges a template by rules. Pure but for `memory`, which keeps judgements for the next version of the same template; with or without it the
 * report is the same. A rule that throws is our bug: it is named in `errors`, and the others go on.
 * Findings come in the order of the template's resources and their places; suppressed ones are marked, not left out.
 */
export function judge(template: Template, options: JudgeOptions, memory: JudgeMemory = new JudgeMemory()): Report {
  const version = memory.open(template, options);
  const account = version.start ? goOn(version.start, version, template, options) : Account.of(Array.from(subjectsOf(template), (subject) => tell(subject, version.last(subject), version, options)));
  version.keep(account);
  return reportOf(account, template, options, version.rules.names);
}

/** What there is to say where the subjects are those of the version before: of those that the change reaches. */
function goOn({ account, reached }: NonNullable<Version['start']>, version: Version, template: Template, options: JudgeOptions): Account {
  const changes = new Map<number, Told>();
  for (const index of reached) {
    const before = account.told[index];
    // Resources come first, in the order of the template; what is declared beside them is as it was.
    const subject = before && (index < template.resources.size ? template.resources.get(before.subject.address) : before.subject);
    if (!subject) continue;
    const now = tell(subject, subject === before.subject ? before : undefined, version, options);
    if (now !== before) changes.set(index, now);
  }
  return account.with(changes);
}

const nothing: readonly never[] = [];

/** What there is to say of a subject: as it was said of it in the version before, as far as that still holds. */
function tell(subject: Resource, last: Told | undefined, version: Version, options: JudgeOptions): Told {
  if (last && version.holds(last.reads)) return last;
  const { ground, rules } = version;
  const judged = rules.of(subject.type).map((entry, i) => {
    const old = last?.judged[i];
    return old && version.holds(old.reads) ? old : judgeOne(entry, subject, ground, options);
  });
  const reads = new Reads();
  const counts = { pass: 0, fail: 0, unknown: 0, skipped: 0 };
  for (const one of judged) {
    reads.addAll(one.reads);
    counts[one.verdict]++;
  }
  const sensitive = last?.sensitive ?? sensitiveIn(subject, ground.template, rules.isSecret);
  return { subject, sensitive, judged, counts, hasErrors: judged.some(({ error }) => error !== undefined), findings: numbered(judged.flatMap((one) => one.findings)), reads };
}

function reportOf({ told, totals, findings, sensitive }: Account, template: Template, options: JudgeOptions, names: RuleNames): Report {
  const { pass, fail, unknown, skipped, resources, notJudged } = totals;
  const suppressed = suppress(sharesAddress(told, template) ? numbered(findings.all) : findings.all, template, options, names);
  let passed: ReadonlySet<string> | undefined;
  return {
    findings: suppressed.findings,
    unusedSuppressions: suppressed.unused,
    counts: { resources, notJudged, judgements: { pass, fail, unknown, skipped } },
    hasPassed: (key) => (passed ??= passedIn(told)).has(key),
    errors: totals.withErrors === 0 ? [] : told.flatMap(errorsOf),
    sensitive: sensitive.all,
  };
}

function errorsOf({ subject, judged, hasErrors }: Told): Report['errors'] {
  if (!hasErrors) return [];
  return judged.flatMap(({ rule, error }) => (error === undefined ? [] : [{ rule, subject: subject.address, message: error }]));
}

/** Are there findings about two subjects of one address, a resource and an output? Only then may their identities meet. */
function sharesAddress(told: readonly Told[], { resources }: Template): boolean {
  // The addresses of resources all differ.
  if (told.slice(resources.size).every(({ findings }) => findings.length === 0)) return false;
  const seen = new Set<string>();
  for (const { subject, findings } of told) {
    if (findings.length === 0) continue;
    if (seen.has(subject.address)) return true;
    seen.add(subject.address);
  }
  return false;
}

function passedIn(told: readonly Told[]): ReadonlySet<string> {
  return new Set(told.flatMap(({ subject, judged }) => judged.flatMap(({ rule, verdict }) => (verdict === 'pass' ? [passKey(rule, subject.address)] : []))));
}

function judgeOne({ rule, severity }: RuleEntry, subject: Resource, ground: Ground, options: JudgeOptions): Judged {
  try {
    const { verdict, found, reads } = judgeSubject(rule, subject, ground, { strict: options.profile !== 'default', budget: options.budget ?? defaultBudget });
    if (found.length === 0) return { rule: rule.id, verdict, findings: nothing, reads };
    const reported = verdict === 'fail' ? found.filter((f) => f.reach !== 'choice' || options.profile !== 'default') : found;
    const told = verdict === 'fail' && reported.length === 0 ? 'pass' : verdict;
    const findings = reported.map((one) => findingOf(one, verdict === 'fail' ? 'fail' : 'unknown', rule, severity, subject, ground.template));
    return { rule: rule.id, verdict: told, findings, reads };
  } catch (error) {
    return { rule: rule.id, verdict: 'skipped', findings: [], reads: new Reads(), error: error instanceof Error ? error.message : String(error) };
  }
}

/** Parameters and outputs are judged as resources of the types `@parameter` and `@output`. */
export function* subjectsOf(template: Template): Iterable<Resource> {
  yield* template.resources.values();
  for (const [type, entries] of [['@parameter', template.parameters], ['@output', template.outputs]] as const)
    for (const [address, properties] of entries)
      yield { address, type, at: properties.at, typeAt: properties.at, when: always, properties, attributes: new Map(), dependsOn: [] };
}

function findingOf(found: Found, verdict: 'fail' | 'unknown', rule: RuleRecord, severity: Severity, subject: Resource, template: Template): Finding {
  const { evidence, reach, when } = found;
  const lower = reach === 'choice' ? severities[Math.max(0, severities.indexOf(severity) - 1)] : undefined;
  const [fix, ...alternatives] = fixesOf(evidence, rule, template);
  // What there is not always is added one by one: there are many findings, and an object is not spread for free.
  const finding: { -readonly [name in keyof Finding]: Finding[name] } = {
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
    identity: identityOf(rule.id, subject.address, evidence.path),
    ordinal: 0,
    sensitive: evidence.sensitive,
  };
  if (fix) finding.fix = fix;
  if (alternatives.length > 0) finding.alternatives = alternatives;
  if (evidence.refused !== undefined) finding.refused = evidence.refused;
  return finding;
}

/** The ways to mend it; a rule that is code gives the edits alone. */
function fixesOf({ edits, fixes }: Evidence, { on, fix }: RuleRecord, { family }: Template): readonly LoweredFix[] {
  if (fixes !== undefined || edits.length === 0 || !fix) return fixes ?? [];
  return [{ title: fix.title, edits, ...(family === 'tf' ? { changes: changedProperties(on, fix) } : {}) }];
}

function numbered(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const rank = seen.get(finding.identity) ?? 0;
    seen.set(finding.identity, rank + 1);
    return rank === finding.ordinal ? finding : { ...finding, ordinal: rank };
  });
}
