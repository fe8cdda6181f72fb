import type { Finding } from '../core/engine/finding.ts';
import { judge } from '../core/engine/judge.ts';
import type { JudgeMemory } from '../core/engine/judge-memory.ts';
import { fileOf } from '../core/model/origin.ts';
import type { Problem, Template, TemplateCall } from '../core/model/template.ts';
import { linkStacks, type RootMemory, type StackInstance } from '../formats/cloudformation/link/link-stacks.ts';
import { readTemplate } from '../formats/cloudformation/template.ts';
import { parseDocument } from '../formats/index.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import type { CheckedTemplate, CheckOptions } from './check.ts';
import { mergeProblems, mergeReports, type DeployedReport } from './merge-reports.ts';
import type { GivenParameters } from './parameter-files.ts';

/** A template as it was read, or why it could not be. */
export interface StackFile {
  readonly document: SyntaxDocument | { readonly why: string };
  /** What the configuration gives for its parameters: over files, and under what a caller gives. */
  readonly parameters: ReadonlyMap<string, string> | undefined;
}

/** Where the templates of a project are found, by project-relative path. */
export interface StackSources {
  /** Undefined where nobody has looked yet. */
  readonly file: (key: string) => StackFile | undefined;
  /** The templates that nobody deploys and that lead to this one. */
  readonly roots: (key: string) => readonly string[];
  readonly deployments: (key: string) => readonly GivenParameters[];
  /** What reading the roots leaves for their next versions, by root and deployment; it grows. With it the answers are the same, and come sooner. */
  readonly memory?: Map<string, RootMemory>;
}

/** The document of a template, or why the text is none. `previous`: that of an earlier text. */
export function stackDocument(text: string, key: string, previous?: StackFile['document']): StackFile['document'] {
  const parsed = parseDocument(text, key, previous && !('why' in previous) ? previous : undefined);
  return 'why' in parsed ? parsed : parsed.document;
}

/** Reads what the roots deploy, and what that deploys, until nothing more is asked for. `files` holds what was read; it grows. */
export async function gatherStacks(roots: Iterable<string>, files: Map<string, StackFile>, sources: Omit<StackSources, 'file'>, read: (key: string) => Promise<StackFile>): Promise<Stacks> {
  const wanted = [...roots];
  for (;;) {
    const stacks = new Stacks({ ...sources, file: (key) => files.get(key) });
    for (const root of wanted) stacks.members(root);
    if (stacks.wants.size === 0) return stacks;
    for (const key of stacks.wants) files.set(key, await read(key));
  }
}

interface Deployed extends StackInstance {
  /** The file that gives the root its parameters. */
  readonly label: string | undefined;
}

/** Templates with those that they deploy, each linked once. */
export class Stacks {
  /** What nobody has looked for yet. */
  readonly wants = new Set<string>();
  readonly #linked = new Map<string, readonly Deployed[]>();

  constructor(private readonly sources: StackSources) {}

  /** The same with another text of one template. */
  withText(key: string, text: string): Stacks {
    const file = this.sources.file(key);
    if (!file || (!('why' in file.document) && file.document.text === text)) return this;
    const changed = { ...file, document: stackDocument(text, key, file.document) };
    return new Stacks({ ...this.sources, file: (of) => (of === key ? changed : this.sources.file(of)) });
  }

  /** The templates that a root deploys, itself first. */
  members(root: string): readonly string[] {
    return [...new Set(this.#link(root).map(({ document }) => document.file))];
  }

  /**
   * Judges a template as it is deployed: once for each way that leads to it, shown once for each place. Undefined where it is none, or where
   * nothing leads to it. `memory`: the judgements of the first of these ways.
   */
  check(key: string, options: CheckOptions, memory?: JudgeMemory): CheckedTemplate | undefined {
    const deployed = this.sources.roots(key).flatMap((root) => this.#link(root).filter(({ document }) => document.file === key));
    // What is given for parameters makes no difference where there are none.
    const [first, ...others] = deployed[0]?.template.parameters.size === 0 ? deployed.slice(0, 1) : deployed.slice(0, waysJudged(deployed[0]?.template));
    if (!first) return undefined;
    const files = deployed.flatMap(({ through }) => [key, ...through.map(({ at }) => fileOf(at))]);
    const documents = new Map(files.map((file) => [file, this.#document(file)] as const).filter(isDocument));
    const reports: readonly [DeployedReport, ...DeployedReport[]] = [reportOf(first, options, memory), ...others.map((one) => reportOf(one, options))];
    const isAlone = others.length === 0 && first.through.length === 0;
    const own = isAlone ? undefined : judge(readTemplate(first.document, key, options.parameters), options);
    const isCut = first.template.parameters.size > 0 && others.length + 1 < deployed.length;
    const problems = [...mergeProblems(deployed.map(({ template }) => template)), ...(isCut ? [tooManyWays(first.template, deployed.length, others.length + 1)] : [])];
    return { kind: 'template', file: key, document: first.document, documents, template: first.template, problems, report: mergeReports(reports, own, key) };
  }

  #link(root: string): readonly Deployed[] {
    const known = this.#linked.get(root);
    if (known) return known;
    const document = this.#document(root);
    const linked = document === 'unread' || 'why' in document ? [] : this.#deployments(root).flatMap((deployment) => this.#deploy(document, deployment));
    this.#linked.set(root, linked);
    return linked;
  }

  /** The template with its defaults, where no file gives parameters. */
  #deployments(root: string): readonly (GivenParameters | undefined)[] {
    const given = this.sources.deployments(root);
    return given.length > 0 ? given : [undefined];
  }

  #deploy(document: SyntaxDocument, deployment: GivenParameters | undefined): readonly Deployed[] {
    const parameters = (key: string): ReadonlyMap<string, string> | undefined => {
      const configured = this.sources.file(key)?.parameters;
      return key === document.file && deployment ? new Map([...deployment.values, ...(configured ?? [])]) : configured;
    };
    const { memory } = this.sources;
    const place = `${document.file}\n${deployment?.label ?? ''}`;
    const { instances, left } = linkStacks(document, (key) => this.#document(key), parameters, memory?.get(place));
    if (left) memory?.set(place, left);
    return instances.map((instance) => ({ ...instance, label: deployment?.label }));
  }

  #document(key: string): StackFile['document'] | 'unread' {
    const file = this.sources.file(key);
    if (file) return file.document;
    this.wants.add(key);
    return 'unread';
  }
}

function isDocument(entry: readonly [string, StackFile['document'] | 'unread']): entry is readonly [string, SyntaxDocument] {
  return entry[1] !== 'unread' && !('why' in entry[1]);
}

/** In how many ways a template is judged at most, by its size: beyond, a hostile input, it would take minutes. */
function waysJudged(template: Template | undefined): number {
  return Math.max(20, Math.floor(20_000 / (template?.resources.size || 1)));
}

function tooManyWays({ at }: Template, ways: number, judged: number): Problem {
  return { code: 'too-many-nested-stacks', message: `This template is deployed in ${ways} ways; ${judged} of them are judged.`, severity: 'error', at: { block: at.block, range: at.key ?? at.value } };
}

function reportOf({ template, through, label }: Deployed, options: CheckOptions, memory?: JudgeMemory): DeployedReport {
  const when = label === undefined ? {} : { when: label };
  return { report: judge(template, options, memory), related: through.map(relatedTo), ...when };
}

function relatedTo({ address, at }: TemplateCall): Finding['related'][number] {
  return { message: `through ${address}`, place: { block: at.block, range: at.key ?? at.value }, address };
}
