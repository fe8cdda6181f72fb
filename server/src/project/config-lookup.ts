import type { Problem } from '../core/model/template.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { configNames, readConfig, type ReadConfig } from './config.ts';
import { decodeText } from './decode.ts';
import { folderOf, type Host } from './host.ts';

/**
 * Finds the configuration of each file: the nearest one, from the file's folder upwards. It alone counts: nothing is
 * merged from folders above it, so `root: true` says no more than that nothing above it is meant to count.
 * The search ends at the root of the file system, or at one of `stopAt`. Answers are kept until `forget`.
 */
export class ConfigLookup {
  readonly #byFolder = new Map<string, Promise<ReadConfig | undefined>>();

  /** `stopAt`: folders above which nothing is looked for, where the host cannot read there. */
  constructor(
    private readonly host: Host,
    private readonly rules: readonly RuleRecord[],
    private readonly stopAt: readonly string[] = [],
  ) {}

  /** The configuration that counts for a file: an absolute path (or URI) with forward slashes. */
  of(file: string): Promise<ReadConfig | undefined> {
    const folder = folderOf(file);
    return folder === undefined ? Promise.resolve(undefined) : this.#inFolder(folder);
  }

  /** Forgets what was read: a configuration has changed, come or gone. */
  forget(): void {
    this.#byFolder.clear();
  }

  #inFolder(folder: string): Promise<ReadConfig | undefined> {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const answer = this.#search(folder);
    this.#byFolder.set(folder, answer);
    return answer;
  }

  async #search(folder: string): Promise<ReadConfig | undefined> {
    const found: ReadConfig[] = [];
    for (const name of configNames) {
      const config = await this.#read(`${folder}/${name}`);
      if (config) found.push(config);
    }
    const [first, second] = found;
    if (first) return second ? withProblem(first, `\`${second.config.file}\` stands beside this configuration and does not count.`) : first;
    const parent = this.stopAt.includes(folder) ? undefined : folderOf(folder);
    return parent === undefined ? undefined : this.#inFolder(parent);
  }

  async #read(path: string): Promise<ReadConfig | undefined> {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.host.readFile(path);
    } catch (error) {
      return withProblem(readConfig('', path, this.rules), `The configuration cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (bytes === undefined) return undefined;
    const decoded = decodeText(bytes);
    return decoded.kind === 'text' ? readConfig(decoded.text, path, this.rules) : withProblem(readConfig('', path, this.rules), `The configuration cannot be read: ${decoded.why}`);
  }
}

function withProblem(read: ReadConfig, message: string): ReadConfig {
  const problem: Problem = { code: 'config-unreadable', message, severity: 'error', at: { block: `${read.config.file}#`, range: { start: 0, end: 0 } } };
  return { ...read, problems: [...read.problems, problem] };
}
