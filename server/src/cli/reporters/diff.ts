import { formatPatch, structuredPatch } from 'diff';
import { harmless } from '../excerpt.ts';
import { maskedText } from '../mask.ts';
import { Shown } from '../present.ts';
import type { Reporter, Write } from '../reporter.ts';

/**
 * What `--fix` would write, as a unified diff per file (`a/PATH`, `b/PATH`, as git names them, so that `git apply` takes it). Secrets are
 * masked on both sides: a hunk that shows one cannot be applied.
 */
export function diffReporter(write: Write): Reporter {
  return {
    start: () => undefined,
    outcome(outcome) {
      if (outcome.kind !== 'template' || outcome.before === undefined) return;
      const path = harmless(outcome.name.shown);
      const patch = structuredPatch(`a/${path}`, `b/${path}`, visibleText(Shown.of(outcome.before)), visibleText(Shown.of(outcome.checked)));
      write(formatPatch(patch, { includeIndex: false, includeUnderline: false, includeFileHeaders: true }));
    },
    end: () => undefined,
  };
}

function visibleText({ text, hidden }: Shown): string {
  return maskedText(text, { start: 0, end: text.length }, hidden);
}
