import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isManifest } from '../formats/cdk/assembly.ts';
import { cdkOutputOf } from '../formats/cdk/output-folder.ts';
import { isBelow } from '../formats/cdk/paths.ts';
import { problemAt } from '../formats/cdk/problem.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { BrokenFile, CdkApp } from '../project/check-cdk-app.ts';
import { decodeText } from '../project/decode.ts';
import { slashes } from './file-name.ts';

/** An app that was found. `only`: the files of its output that were asked for, where that is not all of it. */
export interface FoundApp extends CdkApp {
  readonly only?: ReadonlySet<string>;
  /** Files in its output that were asked for by name. */
  readonly named: ReadonlySet<string>;
}

interface Output {
  readonly path: string;
  readonly found: Map<string, { readonly named: boolean }>;
  project?: string;
  isWhole: boolean;
}

/** The CDK apps of one run: those whose cdk.json was found, and the output folders that files were found in. */
export class CdkApps {
  /** By the real path of the output. */
  readonly #outputs = new Map<string, Output>();
  /** The same by the paths that led there. */
  readonly #known = new Map<string, Output>();
  readonly #around = new Map<string, string | undefined>();
  readonly #broken: BrokenFile[] = [];

  /** `root`: an output outside of it and of its project is not read. */
  constructor(
    private readonly root: string,
    private readonly keyOf: (path: string) => string,
  ) {}

  /** Takes note of a file that was found. Is it judged as a part of an app? Then it is not to be judged by itself. */
  add(path: string, named: boolean): boolean {
    if (basename(path) === 'cdk.json') this.#addProject(path);
    const output = this.#assemblyAround(dirname(path));
    if (output === undefined) return false;
    const known = this.#outputAt(output);
    known.found.set(slashes(path), { named });
    if (path === join(output, 'manifest.json')) known.isWhole = true;
    return true;
  }

  /** Each app once. */
  get all(): readonly FoundApp[] {
    return [...this.#outputs.values()].map(({ path, found, project, isWhole }) => ({
      project: slashes(project ?? projectAbove(path) ?? dirname(path)),
      output: slashes(path),
      named: new Set([...found].flatMap(([file, { named }]) => (named ? [file] : []))),
      ...(isWhole ? {} : { only: new Set(found.keys()) }),
    }));
  }

  /** Files of projects that say nothing we could read, or name an output that is not there. */
  get broken(): readonly BrokenFile[] {
    return this.#broken;
  }

  #addProject(path: string): void {
    const text = textOf(path);
    const output = resolve(dirname(path), cdkOutputOf(text));
    const complain = (code: string, message: string, severity: 'error' | 'warning'): void => {
      const key = this.keyOf(path);
      const problem = problemAt({ documents: new Map() }, key, text ?? '', ['output'], code, message, severity);
      this.#broken.push({ path: slashes(path), document: parseJson(text ?? '', key), problems: [problem] });
    };
    if (![this.root, dirname(path)].some((home) => isBelow(slashes(output), slashes(home)))) complain('cdk-path-outside', 'The output of this CDK app lies outside of the repository, and is not read.', 'error');
    else if (!existsSync(join(output, 'manifest.json'))) complain('cdk-not-synthesised', 'This CDK app has no output to judge: `cdk synth` writes it.', 'warning');
    else Object.assign(this.#outputAt(output), { project: dirname(path), isWhole: true });
  }

  #outputAt(path: string): Output {
    const before = this.#known.get(path);
    if (before) return before;
    const real = realpathSync(path);
    const known = this.#outputs.get(real) ?? { path, found: new Map<string, { readonly named: boolean }>(), isWhole: false };
    this.#outputs.set(real, known);
    this.#known.set(path, known);
    return known;
  }

  /** The outermost output of an app that a folder is in, or is. */
  #assemblyAround(folder: string): string | undefined {
    if (this.#around.has(folder)) return this.#around.get(folder);
    const above = dirname(folder) === folder ? undefined : this.#assemblyAround(dirname(folder));
    const found = above ?? (isAssembly(folder) ? folder : undefined);
    this.#around.set(folder, found);
    return found;
  }
}

/** A file `cdk.out` beside the manifest marks the output of an app, whatever state the manifest is in. */
function isAssembly(folder: string): boolean {
  const manifest = join(folder, 'manifest.json');
  return existsSync(manifest) && (existsSync(join(folder, 'cdk.out')) || isManifest(textOf(manifest) ?? ''));
}

function projectAbove(output: string): string | undefined {
  for (let folder = dirname(output); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdk.json'))) return folder;
    if (dirname(folder) === folder || existsSync(join(folder, '.git'))) return undefined;
  }
}

function textOf(path: string): string | undefined {
  try {
    const decoded = decodeText(readFileSync(path));
    return decoded.kind === 'text' ? decoded.text : undefined;
  } catch {
    // What cannot be read is no manifest; who asked for the file itself is told so where it is judged.
    return undefined;
  }
}
