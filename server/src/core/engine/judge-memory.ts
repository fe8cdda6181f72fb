import type { Resource, Template } from '../model/template.ts';
import type { Address } from '../model/value.ts';
import type { Account, Told } from './account.ts';
import { Differences } from './differences.ts';
import type { JudgeOptions } from './finding.ts';
import { Ground } from './ground.ts';
import { Readers } from './readers.ts';
import type { Reads } from './reads.ts';
import { RuleTable } from './rule-table.ts';

/** One version of a template that is being judged, and what still holds of the version before. */
export interface Version {
  readonly ground: Ground;
  readonly rules: RuleTable;
  /** The account of the version before, and the subjects that it may be wrong about, by index; undefined where the subjects are not the same, or not in the same order. */
  readonly start: { readonly account: Account; readonly reached: Iterable<number> } | undefined;
  /** What was told of the same subject. Whether what was read is still so, `holds` says. */
  last(subject: Resource): Told | undefined;
  holds(reads: Reads): boolean;
  /** Ends it: what was told is kept for the next version. */
  keep(account: Account): void;
}

interface Kept {
  readonly options: JudgeOptions;
  readonly ground: Ground;
  readonly rules: RuleTable;
  readonly account: Account;
  /** Made when it is first asked for, and kept right as long as the subjects are the same. */
  index: SubjectIndex | undefined;
}

/** Where the resources stand in the account, before all other subjects, and who read what. */
interface SubjectIndex {
  readonly places: ReadonlyMap<Address, number>;
  readonly readers: Readers;
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
    const reached = before && differences?.isSameOrder && sameDeclared(before.ground.template, template) ? reachedIn(before, differences) : undefined;
    let byKey: ReadonlyMap<string, Told> | undefined;
    return {
      ground,
      rules,
      start: before && reached && { account: before.account, reached },
      last: (subject) => {
        const told = before && (byKey ??= new Map(before.account.told.map((one) => [keyOf(one.subject), one]))).get(keyOf(subject));
        return told && isSameSubject(told.subject, subject) ? told : undefined;
      },
      holds: (reads) => differences !== undefined && !differences.reach(reads),
      keep: (account) => {
        this.#kept = { options, ground, rules, account, index: before && reached ? indexAfter(before, account, reached) : undefined };
      },
    };
  }
}

/** The subjects that are others, and those that may have read something of them. */
function reachedIn(before: Kept, differences: Differences): ReadonlySet<number> {
  const { places, readers } = (before.index ??= indexOf(before.account, before.ground.template));
  const reached = new Set(readers.reachedBy(differences));
  for (const address of differences.addresses) {
    const place = places.get(address);
    if (place !== undefined) reached.add(place);
  }
  return reached;
}

function indexOf({ told }: Account, { resources }: Template): SubjectIndex {
  const readers = new Readers();
  for (const [index, { reads }] of told.entries()) readers.add(index, reads);
  return { places: new Map([...resources.keys()].map((address, index) => [address, index])), readers };
}

function indexAfter(before: Kept, { told }: Account, reached: Iterable<number>): SubjectIndex | undefined {
  const { index: known, account } = before;
  for (const index of reached) {
    const [was, is] = [account.told[index], told[index]];
    if (was === is) continue;
    if (was) known?.readers.remove(index, was.reads);
    if (is) known?.readers.add(index, is.reads);
  }
  // From here on it is that of the later version.
  before.index = undefined;
  return known;
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

/** Are the subjects that are no resources the same, in the same order? */
function sameDeclared(a: Template, b: Template): boolean {
  return sameSequence(a.parameters, b.parameters) && sameSequence(a.outputs, b.outputs);
}

function sameSequence(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [key, value] of a) {
    const other = others.next();
    if (other.done || other.value[0] !== key || other.value[1] !== value) return false;
  }
  return true;
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
