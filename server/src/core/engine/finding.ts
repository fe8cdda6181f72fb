import type { Origin, Place } from '../model/origin.ts';
import type { Address } from '../model/value.ts';
import type { Profile, RuleRecord, Severity } from '../rule/rule.ts';
import type { LoweredFix } from '../rule/view.ts';

/** What an editor and a report show. `place` is where it is underlined. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: 'fail' | 'unknown';
  /** `Template.key`. */
  readonly template: string;
  /** The resource, or the template's key for a rule about the template. */
  readonly subject: Address;
  readonly type: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What was seen. */
  readonly detail: string;
  readonly place: Place;
  readonly anchor: Origin;
  readonly path: string;
  readonly related: readonly { readonly message: string; readonly place: Place; readonly address?: Address }[];
  /** In which deployments: in every one, in the default one, or only when somebody chooses so. */
  readonly reach: 'always' | 'default' | 'choice';
  /** A smallest choice that shows it: `Env = dev`. Empty when it is always so. */
  readonly when: readonly string[];
  /** 16 hex digits: a hash of rule, address and property path. Not of the file, nor of any line. */
  readonly identity: string;
  /** Its rank among findings of the same file and identity, from 0. */
  readonly ordinal: number;
  readonly fix?: LoweredFix;
  /** Other ways to mend it, from which the user may choose; `fix` comes first. */
  readonly alternatives?: readonly LoweredFix[];
  /** Why there is no fix although the rule has one. */
  readonly refused?: string;
  readonly suppressed?: { readonly reason?: string; readonly place: Place };
  /** The text at `place` may be a secret. */
  readonly sensitive: boolean;
}

/** What the engine is asked: which rules at which severity, and how far it may go. */
export interface JudgeOptions {
  readonly rules: readonly { readonly rule: RuleRecord; readonly severity: Severity }[];
  /** `strict` and `all` count AWS's "it depends" as a failure, and report what only some choice of parameters brings. */
  readonly profile: Profile;
  /** ISO date, for suppressions that end. */
  readonly today?: string;
  /** Every rule there is, for what is asked of rules that are off: which values are secrets, what suppressions name. Those of `rules` where not given. */
  readonly catalogue?: readonly RuleRecord[];
  /** How many worlds a judgement may try; 512 where not given. */
  readonly budget?: number;
}

/** A name in a suppression that no rule has, and the rule's id that it may be a misspelling of. */
export interface UnknownName {
  readonly name: string;
  readonly nearest: string | undefined;
}

/** The engine's answer about one template. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Suppressions that did nothing. `rules`: as they name them; `unknown`: names among these that no rule has. */
  readonly unusedSuppressions: readonly { readonly at: Place; readonly rules: readonly string[] | 'all'; readonly ended: boolean; readonly unknown: readonly UnknownName[] }[];
  readonly counts: {
    /** Subjects that are no resources, such as parameters and a plan's deletions, are not counted. */
    readonly resources: number;
    /** Resources of a type that no rule knows. */
    readonly notJudged: number;
    readonly judgements: Readonly<Record<'pass' | 'fail' | 'unknown' | 'skipped', number>>;
  };
  /** Did a rule pass about a subject? `key`: their `passKey`. Whether a change harmed something can be told only from this. */
  readonly hasPassed: (key: string) => boolean;
  /** Our own bugs: the other rules went on. */
  readonly errors: readonly { readonly rule: string; readonly subject: Address; readonly message: string }[];
  /** Places of values that may be secrets, whatever the rules said: to be masked wherever source text is shown. */
  readonly sensitive: readonly Place[];
}

/** The key of a rule and a subject for `Report.hasPassed`. */
export const passKey = (rule: string, subject: Address): string => `${rule}\n${subject}`;
