import type { Problem } from '../core/model/template.ts';
import { Shown } from './present.ts';
import { harmless } from './excerpt.ts';
import type { Outcome } from './outcome.ts';

/**
 * What is said about an outcome beside the report, on stderr: what could not be done or read, and with `verbose` why files are
 * not judged. `readInPart`: name the parts of templates that could not be read, where the report is not one for people.
 */
export function noticesOf(outcome: Outcome, { verbose, readInPart }: { readonly verbose: boolean; readonly readInPart: boolean }): readonly string[] {
  const path = harmless(outcome.name.shown);
  switch (outcome.kind) {
    case 'unreadable':
      return [`dataward: ${path}: ${harmless(outcome.why)}`];
    case 'crashed':
      return [`dataward: internal error in ${path}: ${harmless(outcome.message)}`, ...(verbose ? [outcome.stack] : [])];
    case 'not-ours':
      return verbose ? [`dataward: ${path}: ${outcome.excluded ? '' : 'not a template: '}${harmless(outcome.why)}`] : [];
    case 'config': {
      const shown = new Shown(outcome.config.document);
      return outcome.config.problems.map((one) => problemLine(shown, one, path));
    }
    case 'broken': {
      const shown = new Shown(outcome.document);
      return readInPart ? outcome.problems.map((one) => problemLine(shown, one, path)) : [];
    }
    case 'template': {
      const unread = readInPart ? outcome.checked.problems.filter((problem) => problem.severity === 'error') : [];
      const shown = unread.length > 0 ? Shown.of(outcome.checked) : undefined;
      const lines = shown ? unread.map((one) => problemLine(shown, one, path)) : [];
      const errors = [...lines, ...internalErrors(outcome, path)];
      return outcome.notWritten === undefined ? errors : [...errors, `dataward: ${path}: the fixes could not be written: ${harmless(outcome.notWritten)}`];
    }
  }
}

function problemLine(shown: Shown, problem: Problem, path: string): string {
  const { at, severity, code, message } = shown.problem(problem);
  return `${path}:${at.from.line + 1}:${at.from.character + 1} ${severity} ${code} ${harmless(message)}`;
}

function internalErrors({ checked }: Extract<Outcome, { kind: 'template' }>, path: string): readonly string[] {
  return checked.report.errors.map(({ rule, subject, message }) => `dataward: internal error in the rule ${rule} about ${harmless(subject)} in ${path}: ${harmless(message)}`);
}
