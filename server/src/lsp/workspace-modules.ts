import { isTerraformJson } from '../formats/terraform-json/detect.ts';
import { folderOf, pathWithin } from '../project/host.ts';
import { rootsAbove } from '../project/module-roots.ts';
import type { ServerHost } from './host.ts';
import { callsOf } from './module-files.ts';

/** What the workspace's modules need of the server around them. */
export interface ModuleSurroundings {
  readonly host: ServerHost;
  /** Paths of the workspace's folders, with forward slashes. */
  readonly folders: () => readonly string[];
  /** An open document counts as it stands in the editor. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** Told once the modules of a folder are known and some are called by others. */
  readonly found: () => void;
  /** Does something that nobody waits for; what goes wrong in it is told. */
  readonly start: (work: () => Promise<void>) => void;
}

/** How many folders with Terraform configuration are looked into: beyond, each is judged by itself. */
const maxModules = 2_000;

interface Known {
  /** The folders that each folder with configuration calls, by project-relative path. */
  readonly calls: Map<string, readonly string[]>;
  /** Those in which something has changed since. */
  readonly changed: Set<string>;
  isScanned: boolean;
}

/** Which Terraform modules of the workspace call which. A folder of the workspace is looked through once, when its first module is opened; then it follows what changes. */
export class WorkspaceModules {
  readonly #known = new Map<string, Known>();

  constructor(private readonly around: ModuleSurroundings) {}

  /**
   * The modules that nobody calls and that lead to the one a file is in, itself where nothing leads to it, where they call each other in a circle, or
   * as long as nobody knows. By project-relative path; undefined outside of the workspace.
   */
  async rootsOf(path: string): Promise<readonly string[] | undefined> {
    const at = this.#at(path);
    if (!at) return undefined;
    const known = this.#known.get(at.root) ?? this.#open(at.root);
    if (!known.isScanned) return [at.module];
    for (const module of known.changed) {
      known.changed.delete(module);
      await this.#look(at.root, module, known.calls);
    }
    return rootsAbove(known.calls)(at.module);
  }

  /** The modules in a folder of the workspace, each with those that nobody calls and that lead to it. Looks through it first. */
  async rootsIn(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const calls = new Map<string, readonly string[]>();
    await this.#scan(root, calls);
    const rootsOf = rootsAbove(calls);
    return new Map([...calls.keys()].map((module) => [module, rootsOf(module)]));
  }

  /** A file with configuration has changed, come or gone. */
  note(path: string): void {
    const at = this.#at(path);
    if (at) this.#known.get(at.root)?.changed.add(at.module);
  }

  #at(path: string): { readonly root: string; readonly module: string } | undefined {
    for (const root of this.around.folders()) {
      const key = pathWithin(path, root);
      if (key !== undefined) return { root, module: folderOf(key) ?? '' };
    }
    return undefined;
  }

  #open(root: string): Known {
    const known: Known = { calls: new Map(), changed: new Set(), isScanned: false };
    this.#known.set(root, known);
    this.around.start(async () => {
      await this.#scan(root, known.calls);
      known.isScanned = true;
      if ([...known.calls.values()].some((called) => called.length > 0)) this.around.found();
    });
    return known;
  }

  async #scan(root: string, calls: Map<string, readonly string[]>): Promise<void> {
    const keys = (await this.around.host.findFiles(root)).filter(isTerraformJson).map((path) => pathWithin(path, root) ?? '');
    const modules = new Set(keys.map((key) => folderOf(key) ?? ''));
    for (const module of [...modules].slice(0, maxModules)) await this.#look(root, module, calls);
  }

  async #look(root: string, module: string, calls: Map<string, readonly string[]>): Promise<void> {
    const { host, read } = this.around;
    const called = await callsOf(module, { root, host, read });
    if (called) calls.set(module, called);
    else calls.delete(module);
  }
}
