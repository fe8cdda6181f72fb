import type { Finding } from '../core/engine/finding.ts';
import { BaselineLookup } from '../project/baseline-lookup.ts';
import type { ReadBaseline } from '../project/baseline.ts';
import type { ReadConfig } from '../project/config.ts';
import { HoldBack, type FoundInFile } from '../project/hold-back.ts';
import type { FolderHost } from '../project/host.ts';

/** What else was judged together with files: what was found in the others, asked for only where something hangs on it, or whether a file was among them. */
export interface Together {
  readonly others?: () => readonly FoundInFile[];
  readonly covers?: (path: string) => boolean;
}

/** What a finding of a generated template is known by there: its identity is that of the app's construct. */
export const templateKey = ({ rule, subject, path }: Pick<Finding, 'rule' | 'subject' | 'path'>): string => `${rule}\n${subject}\n${path}`;

/** What the baselines that configurations name hold back. */
export class HeldFindings {
  readonly #lookup: BaselineLookup;
  readonly #holding = new WeakMap<ReadBaseline, HoldBack>();
  /** The baselines that were asked for. */
  readonly #named = new Set<string>();
  /** Files of which it was asked whether they are gone. */
  readonly #gone = new Map<string, boolean>();

  /** `configOf`: the configuration that counts for a path. */
  constructor(
    private readonly host: Pick<FolderHost, 'factsOf' | 'readFile'>,
    private readonly configOf: (path: string) => Promise<ReadConfig | undefined>,
  ) {
    this.#lookup = new BaselineLookup(host);
  }

  /** The baseline that counts for a file. */
  async baselineOf(path: string): Promise<ReadBaseline | undefined> {
    const named = (await this.configOf(path))?.config.baseline;
    if (named === undefined) return undefined;
    this.#named.add(named);
    return this.#lookup.at(named);
  }

  /** What is held back of files that were judged together. */
  async of(files: readonly FoundInFile[], { others, covers }: Together = {}): Promise<ReadonlySet<Finding>> {
    const groups = new Map<ReadBaseline, FoundInFile[]>();
    for (const file of files) {
      const baseline = await this.baselineOf(file.path);
      if (baseline) groups.set(baseline, [...(groups.get(baseline) ?? []), file]);
    }
    const held = new Set<Finding>();
    for (const [read, own] of groups) {
      const holder = this.#holding.get(read) ?? new HoldBack(read.baseline);
      this.#holding.set(read, holder);
      const asked = holder.asksAbout({ files: own });
      for (const path of asked) if (!this.#gone.has(path)) this.#gone.set(path, (await this.host.factsOf(path)) === undefined);
      const together = asked.length > 0 && others ? [...own, ...others()] : own;
      for (const finding of holder.held({ files: together, ...(covers ? { covers } : {}) }, (path) => this.#gone.get(path) === true)) held.add(finding);
    }
    return held;
  }

  /** Is this the path of a baseline? */
  isBaseline(path: string): boolean {
    return this.#named.has(path);
  }

  /** A file has changed, come or gone. Returns whether something hangs on that. */
  changed(path: string): boolean {
    return this.#gone.delete(path) || this.isBaseline(path);
  }

  /** Forgets what was read: something may have changed. */
  forget(): void {
    this.#lookup.forget();
    this.#gone.clear();
  }
}
