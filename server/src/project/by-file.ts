import type { Report } from '../core/engine/finding.ts';
import { fileOf } from '../core/model/origin.ts';
import type { Problem, Template } from '../core/model/template.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import type { CheckedTemplate } from './check.ts';
import { oncePerPlace } from './merge-reports.ts';

const none = { pass: 0, fail: 0, unknown: 0, skipped: 0 };

/**
 * The report of a template of several files, file by file, in their order. What belongs to no file (counts, errors of ours, what passed) goes with
 * the first. A module that is called twice is judged twice and shown once: of findings of one rule about one property at one place the worst is kept, of equals the first.
 */
export function byFile(documents: ReadonlyMap<string, SyntaxDocument>, template: Template, report: Report): readonly CheckedTemplate[] {
  return [...documents].map(([file, document], i): CheckedTemplate => {
    const findings = oncePerPlace(report.findings.filter(({ place }) => fileOf(place) === file));
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
        hasPassed: report.hasPassed,
        errors: i === 0 ? report.errors : [],
        sensitive: report.sensitive.filter((place) => fileOf(place) === file),
      },
    };
  });
}
