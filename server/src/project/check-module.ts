import type { Report } from '../core/engine/finding.ts';
import { judge } from '../core/engine/judge.ts';
import { isTerraformJson } from '../formats/terraform-json/detect.ts';
import { readModule } from '../formats/terraform-json/module.ts';
import type { ModuleSource } from '../formats/terraform-json/source.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { byFile } from './by-file.ts';
import type { CheckedTemplate, CheckOptions } from './check.ts';
import { mergeProblems, mergeReports, oncePerPlace, type DeployedReport } from './merge-reports.ts';

/** The files of a folder that Terraform reads, by project-relative path. `hasOthers`: it reads files there that we do not (`*.tf`). */
export interface ModuleFolder {
  readonly texts: ReadonlyMap<string, string>;
  readonly hasOthers: boolean;
}

/** What came of a root module, file by file, the files of the modules that it calls among them. */
export interface CheckedModule {
  readonly files: readonly CheckedTemplate[];
  /** The findings of all files. */
  readonly report: Report;
  /** The folders that it calls: they are judged through it. */
  readonly calls: readonly string[];
}

/** Is this a file that Terraform reads and so do we: a configuration in JSON, or values for its variables? */
export function isModuleFile(file: string): boolean {
  return isTerraformJson(file) || isValuesFile(file);
}

/**
 * Judges the Terraform configuration of a folder with the modules that it calls. `read` gives a project-relative folder, undefined where it
 * has no files of ours. Values that are given (`options.parameters`) count over those of files.
 */
export function checkModule(folder: string, read: (folder: string) => ModuleFolder | undefined, options: CheckOptions): CheckedModule {
  const sources = new Map<string, ModuleSource | undefined>();
  const lookup = (of: string): ModuleSource | undefined => {
    if (!sources.has(of)) sources.set(of, sourceOf(of, read(of), of === folder ? options.parameters : undefined));
    return sources.get(of);
  };
  const root = lookup(folder) ?? { folder, documents: [] };
  const { template, calls } = readModule(root, lookup);
  const documents = new Map<string, SyntaxDocument>();
  for (const source of sources.values()) for (const document of [...(source?.documents ?? []), ...(source?.values ?? [])]) documents.set(document.file, document);
  documents.delete(given);
  const report = judge(template, options);
  return { files: byFile(documents, template, report), report, calls };
}

/** The root modules that lead to a file, by folder, and how the file is judged through each: with the values that the configuration gives to that root. */
export type Roots = ReadonlyMap<string, CheckOptions>;

/** The root modules that lead to a file, as each was judged, by folder. */
export type JudgedRoots = ReadonlyMap<string, CheckedModule>;

/** How a file is judged through each root. `given`: the values that the configuration gives to each. */
export function rootsWith({ parameters: _, ...options }: CheckOptions, given: Iterable<readonly [string, CheckOptions['parameters']]>): Roots {
  return new Map([...given].map(([root, parameters]) => [root, { ...options, ...(parameters && { parameters }) }]));
}

/** Judges each root. `read`: as for `checkModule`. */
export function judgeRoots(roots: Roots, read: (folder: string) => ModuleFolder | undefined): JudgedRoots {
  return new Map([...roots].map(([root, options]) => [root, checkModule(root, read, options)]));
}

/**
 * A file as each root module has it that leads to it, shown once for each place: of a finding that only some of them bring it is said which. Undefined where
 * none of them has the file.
 */
export function fileThrough(file: string, roots: JudgedRoots): CheckedTemplate | undefined {
  const found = [...roots].flatMap(([root, { files }]) => files.flatMap((checked) => (checked.file === file ? { root, checked } : [])));
  const [first, ...others] = found.map(({ root, checked: { report } }): DeployedReport => ({ report, related: [], when: root === '' ? 'the root of the project' : root }));
  const checked = found[0]?.checked;
  if (!first || others.length === 0) return checked;
  const problems = mergeProblems(found.map(({ checked: { template, problems: own } }) => ({ ...template, problems: own })));
  const report = mergeReports([first, ...others], undefined, file, 'it is called from');
  return checked && { ...checked, problems, report: { ...report, findings: oncePerPlace(report.findings) } };
}

/** Every file of these roots, once. */
export function filesThrough(roots: JudgedRoots): readonly CheckedTemplate[] {
  const names = new Set([...roots.values()].flatMap(({ files }) => files.map(({ file }) => file)));
  return [...names].flatMap((file) => fileThrough(file, roots) ?? []);
}

/** Where values that were given on the command line seem to stand. */
const given = '(parameters)';

function sourceOf(folder: string, found: ModuleFolder | undefined, parameters: ReadonlyMap<string, string> | undefined): ModuleSource | undefined {
  if (!found) return undefined;
  const read = (wanted: (file: string) => boolean): SyntaxDocument[] => [...found.texts].filter(([file]) => wanted(file)).map(([file, text]) => parseJson(text, file));
  const values = read(isValuesFile);
  if (parameters) values.push(parseJson(JSON.stringify(Object.fromEntries(parameters)), given));
  return { folder, documents: read(isTerraformJson), values, open: found.hasOthers };
}

/** `terraform.tfvars.json` and `*.auto.tfvars.json`. Source: https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence */
function isValuesFile(file: string): boolean {
  return /(^|\/)terraform\.tfvars\.json$|\.auto\.tfvars\.json$/i.test(file);
}
