import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { checkModule } from '../../../server/src/project/check-module.ts';
import { checkText, type CheckedTemplate } from '../../../server/src/project/check.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'strict' } as const;

/** A CloudFormation template (YAML), or a Terraform configuration where it begins with a brace, judged by all rules as `strict`. */
export function judged(text: string): CheckedTemplate {
  const checked = text.startsWith('{') ? checkModule('', () => ({ texts: new Map([['main.tf.json', text]]), hasOthers: false }), options).files[0] : checkText(text, 'a.yaml', options);
  assert(checked?.kind === 'template', text);
  return checked;
}

/** The failure of a rule about a resource. */
export function failureOf(checked: CheckedTemplate, rule: string, subject: string): Finding {
  const finding = checked.report.findings.find((one) => one.rule === rule && one.subject === subject && one.verdict === 'fail');
  assert(finding, `${rule} does not fail about ${subject}: ${checked.report.findings.map((one) => `${one.rule} ${one.subject}`).join(', ')}`);
  return finding;
}

/** The text after the fix of the failure, or after an alternative to it (from 1); or `refused: reason`. */
export function fixed(text: string, rule: string, subject: string, way = 0): string {
  const checked = judged(text);
  const finding = failureOf(checked, rule, subject);
  const fix = [finding.fix, ...(finding.alternatives ?? [])][way];
  if (!fix) return `refused: ${finding.refused ?? 'no fix'}`;
  const written = writeEdits(fix.edits, checked.document);
  return 'refused' in written ? `refused: ${written.refused}` : applyEdits(text, written.edits);
}
