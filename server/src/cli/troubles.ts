import type { Outcome } from './outcome.ts';
import { Shown, type Span } from './present.ts';

/** Something other than a finding that is wrong with a file: it could not be read, or not in full; a bug of ours. */
export interface Trouble {
  readonly code: string;
  /** A sentence, without secrets. */
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** Undefined where it is about the file as a whole. */
  readonly at?: Span;
}

/** What is wrong with the file of an outcome. With an error the command exits with 2. `shown`: of a judged template. */
export function troublesOf(outcome: Outcome, shown: Shown | undefined): readonly Trouble[] {
  switch (outcome.kind) {
    case 'unreadable':
      return [{ code: 'unreadable', message: `It could not be read: ${outcome.why}.`, severity: 'error' }];
    case 'crashed':
      return [{ code: 'internal-error', message: `Internal error: ${outcome.message}`, severity: 'error' }];
    case 'not-ours':
      return [];
    case 'config':
    case 'broken': {
      const { document, problems } = outcome.kind === 'config' ? outcome.config : outcome;
      const own = new Shown(document);
      return problems.map((problem) => own.problem(problem));
    }
    case 'template': {
      const { checked, notWritten } = outcome;
      const own = shown ?? Shown.of(checked);
      return [
        ...checked.problems.map((problem) => own.problem(problem)),
        ...checked.report.errors.map(({ rule, subject, message }): Trouble => ({ code: 'internal-error', message: `Internal error in ${rule} about ${subject}: ${message}`, severity: 'error' })),
        ...(notWritten === undefined ? [] : [{ code: 'not-written', message: `The fixes could not be written: ${notWritten}.`, severity: 'error' as const }]),
      ];
    }
  }
}
