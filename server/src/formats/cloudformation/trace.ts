import type { Problem } from '../../core/model/template.ts';

/** One thing that reading does to the variables of a template. */
export type Act =
  | { readonly kind: 'note'; readonly id: string }
  | { readonly kind: 'is'; readonly id: string; readonly value: string }
  | { readonly kind: 'opaque'; readonly id: string; readonly label: string };

/** What reading one entry asked of the table of variables, did to it, and reported. */
export interface Trace {
  readonly acts: Map<string, Act>;
  /** The domains that it asked for, as they were. */
  readonly domains: Map<string, readonly string[]>;
  /** Whether there were such variables, where it asked. */
  readonly known: Map<string, boolean>;
  readonly problems: Problem[];
  /** False where it spent of what all share: the rounds of loops. */
  isRepeatable: boolean;
}

/** A trace of nothing yet. */
export function newTrace(): Trace {
  return { acts: new Map(), domains: new Map(), known: new Map(), problems: [], isRepeatable: true };
}
