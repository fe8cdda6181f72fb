import type { Place } from '../model/origin.ts';
import type { Resource, Template } from '../model/template.ts';
import type { RuleRecord } from '../rule/rule.ts';
import type { Finding, JudgeOptions } from './finding.ts';
import type { Ground, Reads } from './ground.ts';

/** What came of one rule and one subject. */
export interface Judged {
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'skipped';
  readonly findings: readonly Finding[];
  readonly reads: Reads;
  /** Our bug: the rule threw. */
  readonly error?: string;
}

/** What is kept about one subject; asked for something that is not kept, or no longer true, it works it out. */
interface Kept {
  readonly sensitive: readonly Place[];
  judged(rule: RuleRecord, judge: () => Judged): Judged;
}

interface Subject {
  readonly resource: Resource;
  readonly sensitive: readonly Place[];
  readonly judged: Map<RuleRecord, Judged>;
}

/**
 * Judgements of one template, kept from version to version. The law: with or without it a report is the same. A judgement is kept while its
 * subject, every other resource that it read (by address, or all of a type), and the variables, conditions and constraints are the same objects.
 */
export class JudgeMemory {
  #options: JudgeOptions | undefined;
  #ground: Ground | undefined;
  #subjects = new Map<string, Subject>();

  /** Starts a new version. Subjects that it does not ask for are forgotten. */
  open(ground: Ground, options: JudgeOptions): (subject: Resource, sensitive: () => readonly Place[]) => Kept {
    const before = this.#ground;
    const known = before && this.#options && sameOptions(this.#options, options) && sameSurroundings(before.template, ground.template) ? this.#subjects : new Map<string, Subject>();
    const subjects = new Map<string, Subject>();
    const types = new Map<string, boolean>();
    this.#options = options;
    this.#ground = ground;
    this.#subjects = subjects;

    const isSame = (address: string): boolean => before?.template.resources.get(address) === ground.template.resources.get(address);
    const isSameType = (type: string): boolean => {
      const told = types.get(type) ?? (before !== undefined && sameItems(before.ofType(type), ground.ofType(type)));
      types.set(type, told);
      return told;
    };
    const holds = ({ resources, types: read }: Reads): boolean => every(resources, isSame) && every(read, isSameType);

    return (resource, sensitive) => {
      const key = `${resource.type} ${resource.address}`;
      const old = known.get(key);
      const kept = old && isSameSubject(old.resource, resource) ? old : undefined;
      const subject: Subject = { resource, sensitive: kept?.sensitive ?? sensitive(), judged: new Map() };
      subjects.set(key, subject);
      return {
        sensitive: subject.sensitive,
        judged: (rule, judge) => {
          const last = kept?.judged.get(rule);
          const judged = last && holds(last.reads) ? last : judge();
          subject.judged.set(rule, judged);
          return judged;
        },
      };
    };
  }
}

/** Parameters and outputs are wrapped anew each time: their properties tell. */
function isSameSubject(a: Resource, b: Resource): boolean {
  return a === b || (a.type.startsWith('@') && a.properties === b.properties);
}

function sameOptions(a: JudgeOptions, b: JudgeOptions): boolean {
  return a.rules === b.rules && a.profile === b.profile && a.budget === b.budget && a.catalogue === b.catalogue;
}

function sameSurroundings(a: Template, b: Template): boolean {
  return a.key === b.key && a.family === b.family && a.open === b.open && sameItems(a.constraints, b.constraints) && sameEntries(a.variables, b.variables) && sameEntries(a.conditions, b.conditions);
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

function every(of: ReadonlySet<string>, test: (item: string) => boolean): boolean {
  for (const item of of) if (!test(item)) return false;
  return true;
}
