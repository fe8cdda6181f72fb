import type { Origin } from '../../core/model/origin.ts';
import type { Problem } from '../../core/model/template.ts';

/** The problems found while a module is read, each once per place: a module that is called twice has them once. */
export class Problems {
  readonly #found = new Map<string, Problem>();

  /** Reports a problem. `on: 'key'` where the value is of the wrong kind as a whole. */
  add(code: string, message: string, at: Origin, severity: Problem['severity'] = 'error', on: 'key' | 'value' = 'value'): void {
    this.note({ code, message, severity, at: { block: at.block, range: on === 'key' ? (at.key ?? firstOf(at)) : at.value } });
  }

  /** Reports a problem that has its place already. */
  note(problem: Problem): void {
    const { code, message, at } = problem;
    const id = `${code} ${at.block} ${at.range.start} ${message}`;
    if (!this.#found.has(id)) this.#found.set(id, problem);
  }

  /** All of them, in the order found. */
  all(): readonly Problem[] {
    return [...this.#found.values()];
  }
}

/** The first character: what has no key is not underlined from top to bottom. */
function firstOf({ value }: Origin): Origin['value'] {
  return { start: value.start, end: Math.min(value.start + 1, value.end) };
}
