import { sniff } from '../formats/detect.ts';
import { decodeText } from '../project/decode.ts';
import { pathWithin } from '../project/host.ts';
import { StackIndex } from '../project/stack-index.ts';
import { gatherStacks, stackDocument, type StackFile, type Stacks, type StackSources } from '../project/stacks.ts';
import type { ServerHost } from './host.ts';

/** What the workspace's stacks need of the server around them. */
export interface StackSurroundings {
  readonly host: ServerHost;
  /** Paths of the workspace's folders, with forward slashes. */
  readonly folders: () => readonly string[];
  /** An open document counts as it stands in the editor. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** What the configuration gives for the parameters of a template. */
  readonly parametersOf: (path: string) => Promise<ReadonlyMap<string, string> | undefined>;
  /** Told once the files of a folder are known and some template is deployed by another, or is given parameters. */
  readonly found: () => void;
  /** Does something that nobody waits for; what goes wrong in it is told. */
  readonly start: (work: () => Promise<void>) => void;
}

/** How many files of a folder are looked through. */
const maxFiles = 20_000;

interface Folder {
  readonly path: string;
  readonly index: StackIndex;
  isScanned: boolean;
  /** What was read last, by key. */
  readonly files: Map<string, StackFile>;
  readonly memory: Required<StackSources>['memory'];
}

/** The stacks that a template belongs to, and its path as they know it. */
export interface StacksOfTemplate {
  readonly stacks: Stacks;
  readonly key: string;
}

/** Which templates of the workspace deploy which, and which files give them parameters. A folder is looked through once, when its first template is opened. */
export class WorkspaceStacks {
  readonly #folders = new Map<string, Folder>();

  constructor(private readonly around: StackSurroundings) {}

  /** The stacks that a template belongs to; undefined where it stands for itself, or as long as nobody knows. */
  async of(path: string, text: string): Promise<StacksOfTemplate | undefined> {
    const at = this.#at(path);
    if (!at || (!at.folder && !sniff(text, path).maybe)) return undefined;
    const folder = at.folder ?? this.#open(at.root);
    const { key } = at;
    if (!folder.isScanned || !folder.index.concerns(key)) return undefined;
    const read = new Map<string, StackFile>();
    const { index } = folder;
    const sources = { roots: (of: string) => index.rootsOf(of), deployments: (of: string) => index.deploymentsOf(of), memory: folder.memory };
    return { key, stacks: await gatherStacks(index.rootsOf(key), read, sources, (of) => this.#file(folder, of)) };
  }

  /** What is wrong with files that give parameters to a template, a sentence each. */
  problemsAbout(path: string): readonly string[] {
    const at = this.#at(path);
    return at?.folder?.isScanned ? at.folder.index.problemsAbout(at.key).map(({ file, problem }) => `${file}: ${problem.message}`) : [];
  }

  /** Notes the text of a file. Returns whether other templates may be concerned. */
  note(path: string, text: string | undefined): boolean {
    const at = this.#at(path);
    return at?.folder !== undefined && (at.folder.index.note(at.key, text) || at.folder.index.concerns(at.key));
  }

  /** Notes that a file has changed, come or gone on disk. */
  async noteFile(path: string): Promise<boolean> {
    return this.#at(path)?.folder !== undefined && this.note(path, await this.#text(path));
  }

  #at(path: string): { readonly root: string; readonly folder: Folder | undefined; readonly key: string } | undefined {
    for (const root of this.around.folders()) {
      const key = pathWithin(path, root);
      if (key !== undefined) return { root, key, folder: this.#folders.get(root) };
    }
    return undefined;
  }

  #open(root: string): Folder {
    const folder: Folder = { path: root, index: new StackIndex(), isScanned: false, files: new Map(), memory: new Map() };
    this.#folders.set(root, folder);
    this.around.start(async () => {
      const found = await this.#scan(root, folder.index);
      folder.isScanned = true;
      if (found) this.around.found();
    });
    return folder;
  }

  async #scan(root: string, index: StackIndex): Promise<boolean> {
    let found = false;
    for (const path of (await this.around.host.findFiles(root)).slice(0, maxFiles)) {
      const key = pathWithin(path, root);
      const text = key === undefined ? undefined : await this.#text(path);
      if (key !== undefined && text !== undefined) found = index.note(key, text) || found;
    }
    return found;
  }

  async #file(folder: Folder, key: string): Promise<StackFile> {
    const path = `${folder.path}/${key}`;
    const [text, parameters] = await Promise.all([this.#text(path), this.around.parametersOf(path)]);
    const known = folder.files.get(key)?.document;
    if (text === undefined) return { document: { why: 'there is no such file, or it cannot be read' }, parameters };
    const document = known && !('why' in known) && known.text === text ? known : stackDocument(text, key, known);
    const file = { document, parameters };
    folder.files.set(key, file);
    return file;
  }

  async #text(path: string): Promise<string | undefined> {
    const bytes = await this.around.read(path).catch(() => undefined);
    const decoded = bytes && decodeText(bytes);
    return decoded?.kind === 'text' ? decoded.text : undefined;
  }
}
