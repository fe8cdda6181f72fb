import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../core/engine/finding.ts';
import { readHcl } from '../formats/terraform-plan/hcl.ts';
import { argumentOf } from '../formats/terraform-plan/lazy-origin.ts';
import { placeInSource, type SourceFile, type SourcePlace } from '../formats/terraform-plan/place.ts';
import { readTextFile } from '../project/read-file.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { slashes } from './file-name.ts';
import type { CheckedTemplate, FileName, Outcome } from './outcome.ts';
import { Shown } from './present.ts';

type JudgedPlan = Extract<Outcome, { readonly kind: 'template' }>;

interface Source {
  readonly path: string;
  readonly file: SourceFile;
  readonly document: SyntaxDocument;
}

/** Places the findings of plans in the configuration that they were made from. */
export class PlanSources {
  /** By the folder of the plan, and by the module's below it. */
  readonly #folders = new Map<string, Map<string, readonly Source[]>>();

  /** `folder`: the root module of all plans; the folder of each plan where not given. */
  constructor(
    private readonly folder: string | undefined,
    private readonly nameOf: (path: string) => FileName,
  ) {}

  /**
   * The plan with the findings that have no place elsewhere, and one outcome for each file of its configuration in which findings stand. Of findings of one rule
   * at one place (a resource by `for_each`, a module called twice) the first is kept, and none where `isShown` already.
   */
  place(plan: JudgedPlan, isShown: (finding: Finding) => boolean): readonly Outcome[] {
    const { checked, name } = plan;
    const shown = Shown.of(checked);
    const left: Finding[] = [];
    const placed = new Map<Source, Map<string, Finding>>();
    for (const finding of checked.report.findings) {
      const found = this.#find(finding, plan);
      if (!found) {
        left.push(finding);
        continue;
      }
      const { source, place } = found;
      const moved = movedTo(place, finding, shown.finding(finding, checked), name, (address) => this.#resource(address, plan)?.place.place);
      const findings = placed.get(source) ?? new Map<string, Finding>();
      placed.set(source, findings);
      const key = `${finding.rule} ${finding.verdict} ${place.place.range.start} ${place.place.range.end}`;
      if (!findings.has(key) && !isShown(moved)) findings.set(key, moved);
    }
    const rest: JudgedPlan = { ...plan, checked: { ...checked, report: { ...checked.report, findings: left } } };
    const documents = new Map([[checked.document.file, checked.document], ...[...placed.keys()].map(({ document }): [string, SyntaxDocument] => [document.file, document])]);
    const files = [...placed].map(([source, findings]): Outcome => ({ ...plan, name: this.nameOf(source.path), checked: partOf(checked, source.document, documents, [...findings.values()]) }));
    return [rest, ...files];
  }

  #find(finding: Finding, plan: JudgedPlan): { readonly source: Source; readonly place: SourcePlace } | undefined {
    const argument = argumentOf(finding.anchor);
    if (!argument) return undefined;
    const isMissing = finding.place.range.start !== finding.anchor.value.start || finding.place.range.end !== finding.anchor.value.end;
    return this.#resource(argument.resource.nameText, plan, argument.path, isMissing);
  }

  #resource(address: string, { checked, name }: JudgedPlan, path: readonly (string | number)[] = [], isMissing = true): { readonly source: Source; readonly place: SourcePlace } | undefined {
    const wanted = checked.sourceOf?.(address);
    if (!wanted) return undefined;
    const sources = this.#sourcesIn(this.folder ?? dirname(name.absolute), wanted.folder);
    const isCall = wanted.block[0] === 'module';
    const place = placeInSource(wanted.block, isCall ? [] : path, isCall || isMissing, sources.map(({ file }) => file));
    const source = place && sources.find(({ document }) => document.file === place.file);
    return place && source && { source, place };
  }

  /** The configuration in a folder, override files last. Source: https://developer.hashicorp.com/terraform/language/files/override */
  #sourcesIn(home: string, below: string): readonly Source[] {
    const known = this.#folders.get(home)?.get(below);
    if (known) return known;
    const folder = join(home, below);
    const names = namesIn(folder).filter(isPlanSource);
    const isOverride = (name: string): boolean => /(?:^|_)override\.\w+(?:\.json)?$/i.test(name);
    const sources = [...names.filter((name) => !isOverride(name)), ...names.filter(isOverride)].flatMap((name) => this.#source(join(folder, name)));
    this.#folders.set(home, (this.#folders.get(home) ?? new Map<string, readonly Source[]>()).set(below, sources));
    return sources;
  }

  #source(path: string): readonly Source[] {
    const read = readTextFile(path);
    if (read.kind !== 'text') return [];
    const { key } = this.nameOf(path);
    if (/\.json$/i.test(path)) {
      const document = parseJson(read.text, key);
      return [{ path, document, file: { kind: 'json', document } }];
    }
    // Nothing is written to it: only its text is needed, to show lines of it.
    const document: SyntaxDocument = { file: key, syntax: 'json', text: read.text, root: undefined, byEntry: false, blocks: new Map([[`${key}#`, 0]]), comments: [], problems: [] };
    return [{ path, document, file: { kind: 'hcl', file: key, blocks: readHcl(read.text) } }];
  }
}

/** Is this a file that a plan may have been made from? */
export const isPlanSource = (path: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/i.test(path);

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The finding at its place in the sources. Its words are those of the plan's report, without the secrets of the plan. */
function movedTo({ place }: SourcePlace, finding: Finding, words: ReturnType<Shown['finding']>, plan: FileName, placeOf: (address: string) => Finding['place'] | undefined): Finding {
  const related = words.related.flatMap(({ message, address }) => {
    const there = address === undefined ? undefined : placeOf(address);
    return there ? [{ message, place: there, ...(address === undefined ? {} : { address }) }] : [];
  });
  const { fix } = words;
  const refused = fix?.kind === 'refused' ? fix.reason : undefined;
  const { fix: _, ...rest } = finding;
  return { ...rest, message: words.message, detail: `${words.detail}, as planned in ${slashes(plan.shown)}`, place, related, ...(refused === undefined ? {} : { refused }) };
}

function partOf(plan: CheckedTemplate, document: SyntaxDocument, documents: ReadonlyMap<string, SyntaxDocument>, findings: readonly Finding[]): CheckedTemplate {
  const none = { pass: 0, fail: 0, unknown: 0, skipped: 0 };
  const counts = { resources: 0, notJudged: 0, judgements: none };
  return { kind: 'template', file: document.file, document, documents, template: plan.template, problems: [], report: { findings, unusedSuppressions: [], counts, hasPassed: () => false, errors: [], sensitive: [] }, isSource: true };
}
