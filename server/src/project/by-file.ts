import { fileOf } from '../core/model/origin.ts';
import type { Problem, Template } from '../core/model/template.ts';
import type { Report } from '../core/engine/finding.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import type { CheckedTemplate } from './check.ts';

const none = { pass: 0, fail: 0, unknown: 0, skipped: 0 };

/**
 * The report of a template of several files, file by file, in their order. What belongs to no file (counts, errors of ours, what passed) goes with
 * the first. A module that is called twice is judged twice and shown once: of findings of one rule at one place the first is kept.
 */
export function byFile(documents: ReadonlyMap<string, SyntaxDocument>, template: Template, report: Report): readonly CheckedTemplate[] {
  return [...documents].map(([file, document], i): CheckedTemplate => {
    const seen = new Set<string>();
    const findings = report.findings.filter(({ rule, place }) => {
      const key = `${rule} ${place.block} ${place.range.start} ${place.range.end}`;
      if (fileOf(place) !== file || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    const problems: readonly Problem[] = template.problems.filter(({ at }) => fileOf(at) === file);
    return {
      kind: 'template',
      file,
      document,
      documents,
      template,
      problems,
      report: {
        findings,
        unusedSuppressions: report.unusedSuppressions.filter(({ at }) => fileOf(at) === file),
        counts: i === 0 ? report.counts : { resources: 0, notJudged: 0, judgements: none },
        passed: report.passed,
        errors: i === 0 ? report.errors : [],
        sensitive: report.sensitive.filter((place) => fileOf(place) === file),
      },
    };
  });
}
