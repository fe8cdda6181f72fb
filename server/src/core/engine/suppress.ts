import { fileOf, pathOf, type Origin } from '../model/origin.ts';
import type { Suppression, Template } from '../model/template.ts';
import type { Finding, JudgeOptions, Report } from './finding.ts';

/** Marks what the template's suppressions cover. `today` ends those with a date; without it none has ended. One that covers nothing is unused where a rule is on that it names. */
export function suppress(
  findings: readonly Finding[],
  template: Template,
  { rules, today }: Pick<JudgeOptions, 'rules' | 'today'>,
): { readonly findings: readonly Finding[]; readonly unused: Report['unusedSuppressions'] } {
  if (template.suppressions.length === 0) return { findings, unused: [] };
  const active = new Set(rules.map(({ rule }) => rule.id));
  const used = new Set<Suppression>();
  const ended = (s: Suppression): boolean => s.until !== undefined && today !== undefined && today >= s.until;
  const marked = findings.map((finding) => {
    const cover = template.suppressions.find((s) => !ended(s) && covers(s, finding, template));
    if (!cover) return finding;
    used.add(cover);
    return { ...finding, suppressed: { place: cover.at, ...(cover.reason === undefined ? {} : { reason: cover.reason }) } };
  });
  const unused = template.suppressions
    .filter((s) => !used.has(s) && (s.rules === 'all' || s.rules.some((id) => active.has(id))))
    .map((s) => ({ at: s.at, rules: s.rules, ended: ended(s) }));
  return { findings: marked, unused };
}

function covers(suppression: Suppression, finding: Finding, template: Template): boolean {
  if (suppression.rules !== 'all' && !suppression.rules.includes(finding.rule)) return false;
  const { scope } = suppression;
  switch (scope.kind) {
    case 'file':
      return fileOf(suppression.at) === fileOf(finding.anchor);
    case 'resource':
      return scope.address === finding.subject;
    case 'node':
      return isWithin(finding.anchor, scope.origin) || isWithin(template.resources.get(finding.subject)?.at, scope.origin);
  }
}

function isWithin(inner: Origin | undefined, outer: Origin): boolean {
  if (!inner || fileOf(inner) !== fileOf(outer)) return false;
  const path = pathOf(inner);
  return pathOf(outer).every((step, i) => path[i] === step);
}
