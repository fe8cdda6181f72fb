import type { Place } from '../model/origin.ts';
import type { Resource } from '../model/template.ts';
import type { Finding } from './finding.ts';
import { Joined } from './joined.ts';
import type { Reads } from './reads.ts';

/** What came of one rule and one subject. */
export interface Judged {
  readonly rule: string;
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'skipped';
  readonly findings: readonly Finding[];
  readonly reads: Reads;
  /** Our bug: the rule threw. */
  readonly error?: string;
}

/** All that came of one subject. */
export interface Told {
  readonly subject: Resource;
  readonly sensitive: readonly Place[];
  /** In the order of the rules about its type. */
  readonly judged: readonly Judged[];
  readonly counts: Readonly<Record<Judged['verdict'], number>>;
  readonly hasErrors: boolean;
  /** Of all of them, numbered. */
  readonly findings: readonly Finding[];
  /** What all of them rest on. */
  readonly reads: Reads;
}

interface Totals {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly skipped: number;
  /** Subjects that are no resources, such as parameters and a plan's deletions, are not counted. */
  readonly resources: number;
  readonly notJudged: number;
  readonly withErrors: number;
}

/** All that was told of a template, subject by subject and as a whole. */
export class Account {
  private constructor(
    readonly told: readonly Told[],
    readonly totals: Totals,
    readonly findings: Joined<Finding>,
    readonly sensitive: Joined<Place>,
  ) {}

  /** The account of all that was told. */
  static of(told: readonly Told[]): Account {
    const totals = { pass: 0, fail: 0, unknown: 0, skipped: 0, resources: 0, notJudged: 0, withErrors: 0 };
    for (const one of told) count(one, 1, totals);
    return new Account(told, totals, Joined.of(told.map(({ findings }) => findings)), Joined.of(told.map(({ sensitive }) => sensitive)));
  }

  /** The same, where other things are told of some subjects; by their index. */
  with(changes: ReadonlyMap<number, Told>): Account {
    const told = [...this.told];
    const totals = { ...this.totals };
    let { findings, sensitive } = this;
    for (const [index, now] of changes) {
      const before = told[index];
      if (before) count(before, -1, totals);
      count(now, 1, totals);
      told[index] = now;
      findings = findings.with(index, now.findings);
      sensitive = sensitive.with(index, now.sensitive);
    }
    return new Account(told, totals, findings, sensitive);
  }
}

function count({ subject, judged, counts, hasErrors }: Told, by: 1 | -1, totals: { -readonly [name in keyof Totals]: number }): void {
  totals.pass += by * counts.pass;
  totals.fail += by * counts.fail;
  totals.unknown += by * counts.unknown;
  totals.skipped += by * counts.skipped;
  if (hasErrors) totals.withErrors += by;
  if (subject.type.startsWith('@')) return;
  totals.resources += by;
  if (judged.length === 0) totals.notJudged += by;
}
