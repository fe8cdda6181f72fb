import type { Report } from '../core/engine/finding.ts';
import { judge } from '../core/engine/judge.ts';
import { isTerraformJson } from '../formats/terraform-json/detect.ts';
import { readModule } from '../formats/terraform-json/module.ts';
import type { ModuleSource } from '../formats/terraform-json/source.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { byFile } from './by-file.ts';
import type { CheckedTemplate, CheckOptions } from './check.ts';

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
