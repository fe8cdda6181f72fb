import { hash } from '../core/engine/hash.ts';
import { identityOf } from '../core/engine/identity.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { Place } from '../core/model/origin.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { adviceFor } from '../formats/cdk/advice.ts';
import type { CdkTemplate } from '../formats/cdk/cdk-template.ts';
import { searchConstruct } from '../formats/cdk/construct-search.ts';
import { reading, type Lookup, type Reading } from '../formats/cdk/lookup.ts';
import { placeInSource, type FoundPlace, type SourcePlace } from '../formats/cdk/source-place.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { absoluteRange, type CheckedTemplate } from './check.ts';
import { nameOfMade, type FindingSource, type MadeResource } from './finding-source.ts';
import { masked, maskedSentence, secretsIn } from './secret-texts.ts';
import { sourceFile } from './source-file.ts';
import { silencedInSource, type AppJudged } from './source-suppressions.ts';

/** A template of an assembly that was judged as it stands. `inAssembly`: its path in the output of the app. */
export interface JudgedTemplate {
  readonly template: CdkTemplate;
  readonly inAssembly: string;
  readonly checked: CheckedTemplate;
}

/** What came of one file, a template or a source of the app. `path`: as the lookup knows it. */
export interface CheckedFile {
  readonly path: string;
  readonly checked: CheckedTemplate;
}

/** The app that the findings are placed in. */
export interface SourcesOfApp {
  /** The folder of cdk.json. */
  readonly project: string;
  /** What a path is called in reports. */
  readonly keyOf: (path: string) => string;
  /** The app's own sources, searched where no trace tells the line. */
  readonly sources: readonly string[];
  /** Why the output may be older than the sources. */
  readonly stale?: string;
  readonly judged: AppJudged;
}

interface Placed {
  readonly finding: Finding;
  readonly source: FindingSource;
  /** The file that it stands in; undefined where no line of the app is known. */
  readonly path: string | undefined;
}

/**
 * Puts each finding at the line of the app that it comes from, with the template's place as related information and advice in the place of a fix: what is
 * generated is never edited. What has no line stays in its template. Of findings of one rule and property at one place the first is kept and names the others.
 * The answer holds every template, then the sources.
 */
export function placeFindings(judged: readonly JudgedTemplate[], app: SourcesOfApp, lookup: Lookup): Reading<readonly CheckedFile[]> {
  return reading(lookup, (read) => {
    const documents = new Map(judged.map(({ checked }) => [checked.file, checked.document]));
    const documentOf = (path: string): SyntaxDocument => {
      const key = app.keyOf(path);
      const document = documents.get(key) ?? sourceFile(read(path) ?? '', key);
      documents.set(key, document);
      return document;
    };
    const placed = judged.map((one) => one.checked.report.findings.map((finding) => placedFinding(finding, one, app, read, documentOf)));
    const templates = judged.map(({ template, checked }, i): CheckedFile => ({ path: template.templateFile, checked: holding((placed[i] ?? []).filter(({ path }) => path === undefined), { ...checked, documents }) }));
    return [...templates, ...sourcesOf(judged, placed, app.judged, documents, documentOf)];
  });
}

/** The sources in which findings stand, each with those of all templates. */
function sourcesOf(judged: readonly JudgedTemplate[], placed: readonly (readonly Placed[])[], appJudged: AppJudged, documents: ReadonlyMap<string, SyntaxDocument>, documentOf: (path: string) => SyntaxDocument): readonly CheckedFile[] {
  const [some] = judged;
  const byPath = new Map<string, Placed[]>();
  for (const one of placed.flat()) if (one.path !== undefined) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  const secrets = [...new Set(judged.flatMap(({ checked }) => secretsIn(checked)))];
  return [...byPath].flatMap(([path, findings]) => {
    if (some === undefined) return [];
    const document = documentOf(path);
    const silenced = silencedInSource(findings.map(({ finding, source }) => ({ finding, madeAt: source.madeAt })), document, appJudged);
    const marked = findings.map((one, i) => ({ ...one, finding: silenced.findings[i] ?? one.finding }));
    const report = { ...some.checked.report, unusedSuppressions: silenced.unused, counts: { resources: 0, notJudged: 0, judgements: { pass: 0, fail: 0, unknown: 0, skipped: 0 } }, hasPassed: () => false, errors: [], sensitive: placesOfTexts(document, secrets) };
    return [{ path, checked: holding(joined(marked), { ...some.checked, file: document.file, document, documents, problems: silenced.problems, report, isSource: true }) }];
  });
}

function holding(placed: readonly Placed[], checked: CheckedTemplate): CheckedTemplate {
  const ranks = new Map<string, number>();
  const numbered = placed.map(({ finding, source }) => {
    const ordinal = ranks.get(finding.identity) ?? 0;
    ranks.set(finding.identity, ordinal + 1);
    return [{ ...finding, ordinal }, source] as const;
  });
  return { ...checked, report: { ...checked.report, findings: numbered.map(([finding]) => finding) }, sources: new Map(numbered) };
}

function placedFinding(found: Finding, { template, inAssembly, checked }: JudgedTemplate, app: SourcesOfApp, read: (path: string) => string | null, documentOf: (path: string) => SyntaxDocument): Placed {
  const { fix: _, alternatives: __, refused: ___, ...finding } = found;
  const construct = template.constructOf(finding.subject);
  const made: MadeResource = { ...(construct ? { construct } : {}), template: inAssembly, logicalId: finding.subject, place: finding.place };
  const advice = construct && adviceFor({ rule: finding.rule, type: finding.type, property: finding.path }, construct);
  const value = scalarAt(checked, finding.place);
  const question = { property: finding.path, project: app.project, ...(advice?.target ? { target: advice.target } : {}), ...(value === undefined ? {} : { value }) };
  const traced = construct && placeInSource(construct, question, read);
  const place = (traced?.kind === 'read' ? traced.value : undefined) ?? (construct && searched(construct, app, read));
  const source: FindingSource = {
    precision: place?.precision ?? 'unknown',
    ...(advice ? { advice: advice.text } : {}),
    ...(app.stale === undefined ? {} : { stale: app.stale }),
    made: [made],
  };
  const own = { ...finding, identity: identityOf(finding.rule, `${nameOfMade(made)}${construct ? '' : hash(inAssembly)}`, finding.path) };
  if (place === undefined) return { finding: own, source, path: undefined };
  const secrets = secretsIn(checked);
  const clean = (sentence: string): string => maskedSentence(sentence, secrets);
  const related = [
    { message: 'in the synthesised template', place: finding.place, address: finding.subject },
    ...finding.related.map((one) => ({ ...one, message: clean(one.message) })),
    ...place.chain.map((caller) => ({ message: 'called from here', place: placeOf(caller, documentOf(caller.file)) })),
  ];
  const inFile = (one: SourcePlace): Place => placeOf(one, documentOf(one.file));
  return {
    finding: { ...own, message: clean(own.message), detail: clean(own.detail), when: own.when.map((one) => masked(one, secrets)), place: inFile(place), related },
    source: place.made?.file === place.file ? { ...source, madeAt: inFile(place.made) } : source,
    path: place.file,
  };
}

function searched(construct: NonNullable<MadeResource['construct']>, { sources }: SourcesOfApp, read: (path: string) => string | null): FoundPlace | undefined {
  return searchConstruct(
    construct,
    sources.flatMap((file) => {
      const text = read(file);
      return text === null ? [] : [{ file, text }];
    }),
  );
}

/** What is the same at the same place is told once, and names the others. */
function joined(placed: readonly Placed[]): readonly Placed[] {
  const kept = new Map<string, Placed>();
  for (const one of placed) {
    const { rule, verdict, place, path, suppressed } = one.finding;
    const key = JSON.stringify([rule, verdict, place.range, path, suppressed !== undefined]);
    const first = kept.get(key);
    kept.set(key, first === undefined ? one : withOther(first, one));
  }
  return [...kept.values()];
}

function withOther(first: Placed, { source }: Placed): Placed {
  const [other] = source.made;
  const also = { message: `the same of ${nameOfMade(other)}`, place: other.place, address: other.logicalId };
  const { finding } = first;
  return { ...first, finding: { ...finding, related: [...finding.related, also] }, source: { ...first.source, made: [...first.source.made, other] } };
}

/** What the template says at a place, where that is a plain value. */
function scalarAt({ document }: CheckedTemplate, place: Place): boolean | number | undefined {
  const { start, end } = absoluteRange(document, place);
  const text = document.text.slice(start, end);
  return text === 'true' || text === 'false' ? text === 'true' : /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function placeOf({ from, to }: SourcePlace, { file, text }: SyntaxDocument): Place {
  const lines = new LineIndex(text);
  return { block: `${file}#`, range: { start: lines.offsetAt(from), end: lines.offsetAt(to) } };
}

/** Wherever these texts stand in a file. */
export function placesOfTexts({ file, text }: SyntaxDocument, wanted: readonly string[]): readonly Place[] {
  return wanted.flatMap((one) => {
    const places: Place[] = [];
    for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + one.length)) places.push({ block: `${file}#`, range: { start: at, end: at + one.length } });
    return places;
  });
}
