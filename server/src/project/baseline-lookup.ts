import { readBaseline, unreadableBaseline, type ReadBaseline } from './baseline.ts';
import { decodeText } from './decode.ts';
import type { FolderHost } from './host.ts';

const maxMegabytes = 64;

/** Reads baselines, each once until `forget`. */
export class BaselineLookup {
  readonly #known = new Map<string, Promise<ReadBaseline>>();

  constructor(private readonly host: Pick<FolderHost, 'factsOf' | 'readFile'>) {}

  /** The baseline at an absolute path with forward slashes. Never rejects: that it is not there is a problem of it. */
  at(path: string): Promise<ReadBaseline> {
    const known = this.#known.get(path);
    if (known) return known;
    const answer = this.#read(path);
    this.#known.set(path, answer);
    return answer;
  }

  /** Forgets what was read: a baseline has changed, come or gone. */
  forget(): void {
    this.#known.clear();
  }

  async #read(path: string): Promise<ReadBaseline> {
    const facts = await this.host.factsOf(path);
    if (!facts) return unreadableBaseline(path, 'there is no such file (dataward check --write-baseline writes it)');
    // A configuration may name anything, a device too.
    if (facts.kind !== 'file') return unreadableBaseline(path, 'it is no file');
    if (facts.sizeBytes > maxMegabytes * 1024 * 1024) return unreadableBaseline(path, `it is larger than ${maxMegabytes} MB`);
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.host.readFile(path);
    } catch (error) {
      return unreadableBaseline(path, error instanceof Error ? error.message : String(error));
    }
    const decoded = decodeText(bytes ?? new Uint8Array());
    return decoded.kind === 'text' ? readBaseline(decoded.text, path) : unreadableBaseline(path, decoded.why);
  }
}
