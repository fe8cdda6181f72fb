import type { Finding } from '../core/engine/finding.ts';
import { fileOf } from '../core/model/origin.ts';
import { folderOf } from '../formats/cdk/paths.ts';
import { fileOfEntry, pathFrom, type Baseline, type BaselineEntry } from './baseline.ts';
import type { FindingSource } from './finding-source.ts';

/** A file that was judged: its absolute path with forward slashes, and what was found in it. */
export interface FoundInFile {
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly sources?: ReadonlyMap<Finding, FindingSource>;
}

/** Files that were judged together: one template, a Terraform module with those that it calls, a CDK app, what a plan was made from. */
export interface JudgedTogether {
  readonly files: readonly FoundInFile[];
  /** Was this file judged with them, although nothing may have been found in it? */
  readonly covers?: (path: string) => boolean;
}

/** Tells whether a finding is one of these, or the same in another version of its file. */
export function among(findings: ReadonlySet<Finding>): (finding: Finding) => boolean {
  const keyIn = ({ identity, ordinal, place }: Finding): string => `${identity} ${ordinal} ${fileOf(place)}`;
  const keys = new Set([...findings].map(keyIn));
  return (finding) => keys.has(keyIn(finding));
}

/** Looks findings up in one baseline, and keeps what was used of it. */
export class HoldBack {
  /** The baseline's own path. */
  readonly file: string;
  readonly #folder: string;
  readonly #entries: readonly BaselineEntry[];
  readonly #inFile = new Map<string, Map<string, BaselineEntry[]>>();
  readonly #anywhere = new Map<string, BaselineEntry[]>();
  readonly #used = new Set<BaselineEntry>();

  constructor({ file, entries }: Baseline) {
    this.file = file;
    this.#entries = entries;
    this.#folder = folderOf(file);
    for (const entry of entries) {
      const inFile = this.#inFile.get(entry.file) ?? new Map<string, BaselineEntry[]>();
      this.#inFile.set(entry.file, inFile);
      note(inFile, keyOf(entry), entry);
      note(this.#anywhere, keyOf(entry), entry);
    }
  }

  /**
   * The findings that the baseline holds back: those that have an entry for their file, identity and ordinal. One that has none is held by an entry of another
   * file where that is the only one with its identity and ordinal whose finding is no longer there: its file is gone (it was renamed), or was judged together
   * with this one (a resource was moved within a Terraform module, a construct within an app). What is suppressed needs no baseline. An entry for what could
   * not be decided does not hold a failure.
   */
  held({ files, covers }: JudgedTogether, isGone: (path: string) => boolean): ReadonlySet<Finding> {
    const held = new Set<Finding>();
    const used = new Set<BaselineEntry>();
    const left = new Map<string, Finding[]>();
    const together = new Set<string>();
    for (const { path, findings } of files) {
      const file = this.#nameOf(path);
      together.add(file);
      for (const finding of findings) {
        if (finding.suppressed) continue;
        const entries = this.#inFile.get(file)?.get(keyOf(finding)) ?? [];
        const found = entries.filter((entry) => suits(entry, finding));
        for (const entry of found) used.add(entry);
        if (found.length > 0) held.add(finding);
        else if (entries.length === 0) note(left, keyOf(finding), finding);
      }
    }
    for (const [key, [finding, ...others]] of left) {
      if (!finding || others.length > 0) continue;
      const free = distinctFiles(this.#anywhere.get(key) ?? []).filter((entry) => {
        const path = fileOfEntry(entry, this.file);
        return !used.has(entry) && (together.has(entry.file) || covers?.(path) === true || isGone(path));
      });
      const [only, another] = free;
      if (!only || another || !suits(only, finding)) continue;
      used.add(only);
      held.add(finding);
    }
    for (const entry of used) this.#used.add(entry);
    return held;
  }

  /** Files that other findings like these were in, by which it hangs whether one of these is held: whoever asks has to know whether they are gone. */
  asksAbout({ files }: JudgedTogether): readonly string[] {
    const asked = new Set<string>();
    for (const { path, findings } of files) {
      const file = this.#nameOf(path);
      for (const finding of findings)
        if (!this.#inFile.get(file)?.has(keyOf(finding))) for (const entry of this.#anywhere.get(keyOf(finding)) ?? []) asked.add(fileOfEntry(entry, this.file));
    }
    return [...asked];
  }

  /** The entries that held nothing back. */
  get unused(): readonly BaselineEntry[] {
    return this.#entries.filter((entry) => !this.#used.has(entry));
  }

  #nameOf(path: string): string {
    return pathFrom(this.#folder, path);
  }
}

const keyOf = ({ identity, ordinal }: Pick<BaselineEntry, 'identity' | 'ordinal'>): string => `${identity} ${ordinal}`;

const suits = ({ verdict }: BaselineEntry, finding: Finding): boolean => verdict === undefined || finding.verdict === 'unknown';

/** The same entry twice is one. */
const distinctFiles = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] => [...new Map(entries.map((entry) => [entry.file, entry])).values()];

function note<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
