import type { Direction } from '../../core/compare/compare-rule.ts';
import type { RuleRecord, Severity } from '../../core/rule/rule.ts';
import type { Fate, Loss } from '../../impact/losses.ts';
import type { FileName } from '../outcome.ts';
import type { ShownFinding, ShownProblem, Span } from '../present.ts';

/** A place in one of the versions. `file`: the name of the file in the new version, or in the old one where it stands only there. */
export interface DiffPlace {
  readonly file: FileName;
  readonly at: Span;
  /** The text there, secrets masked. */
  readonly snippet: string;
  /** It stands in the old version. */
  readonly isOld: boolean;
}

/** A protection that changed, as reports show it: with a place, and without secrets. */
export interface ShownChange {
  readonly direction: Direction;
  readonly severity: Severity;
  readonly resource: string;
  readonly was?: string;
  readonly type: string;
  readonly property: string;
  readonly before: string;
  readonly after: string;
  readonly reach: 'always' | 'default' | 'choice';
  readonly when: readonly string[];
  /** The leading rule first. `inProfile`: it belongs to the profile that was chosen. */
  readonly rules: readonly { readonly rule: RuleRecord; readonly before: string; readonly after: string; readonly inProfile: boolean }[];
  readonly place: DiffPlace;
  readonly identity: string;
  /** It makes the command fail, if weaker. */
  readonly gates: boolean;
  /** Somebody accepted what fails now, with a reason beside it. */
  readonly isSuppressed: boolean;
}

/** A data store that goes, or may. */
export interface ShownLoss {
  readonly fate: Fate;
  readonly outcome: Loss['outcome'];
  readonly resource: string;
  readonly becomes?: string;
  readonly type: string;
  readonly holds: string;
  readonly properties: readonly string[];
  readonly when: readonly string[];
  readonly nets: readonly string[];
  readonly place: DiffPlace;
  readonly gates: boolean;
}

/** A finding of the chosen profile: in both versions, in the new one only, or in the old one only. */
export interface ShownState {
  readonly state: 'new' | 'unchanged' | 'absent';
  readonly finding: ShownFinding;
  readonly file: FileName;
}

/** What became of one template. */
export interface TemplateDiff {
  /** Of the new version; of the old one where it is gone. */
  readonly name: FileName;
  /** Its path in the old version, where that was another. */
  readonly was?: string;
  readonly state: 'compared' | 'added' | 'removed';
  readonly changes: readonly ShownChange[];
  readonly losses: readonly ShownLoss[];
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly type: string }[];
  readonly appeared: readonly { readonly resource: string; readonly type: string }[];
  readonly gone: readonly { readonly resource: string; readonly type: string }[];
  readonly findings: readonly ShownState[];
  /** Parts of either version that could not be read. */
  readonly problems: readonly { readonly file: FileName; readonly problem: ShownProblem; readonly isOld: boolean }[];
  readonly errors: readonly { readonly rule: string; readonly resource: string; readonly message: string }[];
}

/** What a diff came to. */
export interface DiffSummary {
  readonly templates: number;
  readonly weaker: number;
  readonly stronger: number;
  readonly unclear: number;
  /** Data stores by what becomes of their data. */
  readonly stores: Readonly<Record<Loss['outcome'], number>>;
  readonly renamed: number;
  readonly newFindings: number;
  readonly resolvedFindings: number;
  readonly unreadable: number;
  readonly readInPart: number;
  readonly internalErrors: number;
}

/** A whole diff. */
export interface DiffReport {
  /** The old version and the new one, in words. */
  readonly before: string;
  readonly after: string;
  readonly templates: readonly TemplateDiff[];
  readonly unreadable: readonly { readonly file: FileName; readonly why: string; readonly isOld: boolean }[];
  readonly summary: DiffSummary;
  readonly exitCode: 0 | 1 | 2;
}

/** The figures of a diff. */
export function summaryOf(templates: readonly TemplateDiff[], unreadable: number): DiffSummary {
  const changes = templates.flatMap((one) => one.changes);
  const stores = templates.flatMap((one) => one.losses);
  const findings = templates.flatMap((one) => one.findings).filter(({ finding }) => !finding.finding.suppressed);
  const directed = (direction: Direction): number => changes.filter((one) => one.direction === direction).length;
  const kept = (outcome: Loss['outcome']): number => stores.filter((one) => one.outcome === outcome).length;
  return {
    templates: templates.length,
    weaker: directed('weaker'),
    stronger: directed('stronger'),
    unclear: directed('unclear'),
    stores: { kept: kept('kept'), recoverable: kept('recoverable'), lost: kept('lost'), unknown: kept('unknown') },
    renamed: templates.reduce((sum, one) => sum + one.renamed.length, 0),
    newFindings: findings.filter(({ state }) => state === 'new').length,
    resolvedFindings: findings.filter(({ state }) => state === 'absent').length,
    unreadable,
    readInPart: templates.filter(({ problems }) => problems.some(({ problem }) => problem.severity === 'error')).length,
    internalErrors: templates.reduce((sum, one) => sum + one.errors.length, 0),
  };
}
