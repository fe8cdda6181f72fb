import type { Place } from '../model/origin.ts';
import type { Resource, Template } from '../model/template.ts';
import { Differences } from './differences.ts';
import type { Finding, JudgeOptions } from './finding.ts';
import { Ground } from './ground.ts';
import type { Reads } from './reads.ts';
import { RuleTable } from './rule-table.ts';

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

/** One version of a template that is being judged, and what still holds of the version before. */
export interface Version {
  readonly ground: Ground;
  readonly rules: RuleTable;
  /** What was told of the same subject; `index`: where it comes among all, and so probably came before. Whether what was read is still so, `holds` says. */
  last(subject: Resource, index: number): Told | undefined;
  holds(reads: Reads): boolean;
  /** Ends it: what was told is kept for the next version. */
  keep(told: readonly Told[]): void;
}

interface Kept {
  readonly options: JudgeOptions;
  readonly ground: Ground;
  readonly rules: RuleTable;
  readonly told: readonly Told[];
}

/**
 * Judgements of one template, kept from version to version. The law: with or without it a report is the same. A judgement is kept while its
 * subject, every other resource that it read (by address, or all of a type), and the variables, conditions and constraints are the same objects.
 */
export class JudgeMemory {
  #kept: Kept | undefined;

  /** Starts a new version. */
  open(template: Template, options: JudgeOptions): Version {
    const kept = this.#kept && sameOptions(this.#kept.options, options) && this.#kept.ground.template.family === template.family ? this.#kept : undefined;
    const before = kept && sameSurroundings(kept.ground.template, template) ? kept : undefined;
    const rules = kept?.rules ?? new RuleTable(template.family, options);
    const ground = new Ground(template);
    const differences = before && new Differences(before.ground, ground);
    let byKey: ReadonlyMap<string, Told> | undefined;
    return {
      ground,
      rules,
      last: (subject, index) => {
        const there = before?.told[index];
        const isThere = there?.subject.address === subject.address && there.subject.type === subject.type;
        const told = isThere ? there : before && (byKey ??= new Map(before.told.map((one) => [keyOf(one.subject), one]))).get(keyOf(subject));
        return told && isSameSubject(told.subject, subject) ? told : undefined;
      },
      holds: (reads) => differences !== undefined && !differences.reach(reads),
      keep: (told) => {
        this.#kept = { options, ground, rules, told };
      },
    };
  }
}

function keyOf({ type, address }: Resource): string {
  return type.startsWith('@') ? `${type} ${address}` : address;
}

/** Parameters and outputs are wrapped anew each time: their properties tell. */
function isSameSubject(a: Resource, b: Resource): boolean {
  return a === b || (a.type === b.type && a.type.startsWith('@') && a.address === b.address && a.properties === b.properties);
}

function sameOptions(a: JudgeOptions, b: JudgeOptions): boolean {
  return a.rules === b.rules && a.profile === b.profile && a.budget === b.budget && a.catalogue === b.catalogue;
}

function sameSurroundings(a: Template, b: Template): boolean {
  return a.key === b.key && a.open === b.open && sameItems(a.constraints, b.constraints) && sameEntries(a.variables, b.variables) && sameEntries(a.conditions, b.conditions);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]));
}

function sameEntries(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}
