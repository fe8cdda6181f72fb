import { fileOf, pathOf, type Origin } from '../model/origin.ts';
import type { Suppression, Template } from '../model/template.ts';
import type { Finding, JudgeOptions, Report } from './finding.ts';
import type { RuleNames } from './rule-names.ts';
import { Wishes } from './wishes.ts';

/** Marks what the template's suppressions cover, and tells of those that do nothing. */
export function suppress(
  findings: readonly Finding[],
  template: Template,
  options: Pick<JudgeOptions, 'rules' | 'catalogue' | 'today'>,
  names: RuleNames,
): { readonly findings: readonly Finding[]; readonly unused: Report['unusedSuppressions'] } {
  if (template.suppressions.length === 0) return { findings, unused: [] };
  const wishes = new Wishes(options, names);
  const used = new Set<Suppression>();
  const marked = findings.map((finding) => {
    const cover = template.suppressions.find((s) => wishes.silences(s, finding.rule) && covers(s, finding, template));
    if (!cover) return finding;
    used.add(cover);
    return { ...finding, suppressed: { place: cover.at, ...(cover.reason === undefined ? {} : { reason: cover.reason }) } };
  });
  return { findings: marked, unused: template.suppressions.flatMap((s) => wishes.complaint(s, used.has(s))) };
}

function covers(suppression: Suppression, finding: Finding, template: Template): boolean {
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
