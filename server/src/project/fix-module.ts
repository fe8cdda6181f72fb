import { fileOf } from '../core/model/origin.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { Template } from '../core/model/template.ts';
import { isTerraformJson } from '../formats/terraform-json/detect.ts';
import { checkModule, type CheckedModule, type ModuleFolder } from './check-module.ts';
import type { CheckedTemplate, CheckOptions } from './check.ts';
import { fixAll, type FixedText } from './fix-all.ts';
import { folderOf } from './host.ts';

/** A file of a module after its fixes. `before`: as it was found. */
export interface FixedFile extends Pick<FixedText, 'text' | 'mended' | 'rounds'> {
  readonly before: CheckedTemplate;
}

/** A root module after its fixes. `fixed`: the files that changed. */
export interface FixedModule {
  readonly checked: CheckedModule;
  readonly fixed: ReadonlyMap<string, FixedFile>;
}

/**
 * Applies the fixes that `wanted` takes, file by file, as `fixAll` does for one: a fix counts only when its failure goes and nothing is harmed, in any file of
 * the module. A fix that changes two files is left out. Applying it twice changes nothing. `read`: as for `checkModule`.
 */
export function fixModule(folder: string, read: (folder: string) => ModuleFolder | undefined, options: CheckOptions, wanted: (finding: Finding, template: Template) => boolean): FixedModule {
  const texts = new Map<string, string>();
  const readFixed = (of: string): ModuleFolder | undefined => withTexts(of, read(of), texts);
  const before = checkModule(folder, readFixed, options);
  const fixed = new Map<string, FixedFile>();
  for (const found of before.files) {
    const { file } = found;
    if (!isTerraformJson(file)) continue;
    const check = (text: string): CheckedTemplate => wholeAt(file, checkModule(folder, (of) => withTexts(of, readFixed(of), new Map([[file, text]])), options), found);
    const { text, mended, rounds } = fixAll(found.document.text, check(found.document.text), check, (finding, template) => fileOf(finding.place) === file && wanted(finding, template));
    if (mended.length === 0) continue;
    texts.set(file, text);
    fixed.set(file, { text, mended, rounds, before: found });
  }
  return { checked: fixed.size === 0 ? before : checkModule(folder, readFixed, options), fixed };
}

/** The folder with these texts in place of its own. */
function withTexts(folder: string, found: ModuleFolder | undefined, texts: ReadonlyMap<string, string>): ModuleFolder | undefined {
  const own = [...texts].filter(([file]) => (folderOf(file) ?? '') === folder);
  return found && own.length > 0 ? { ...found, texts: new Map([...found.texts, ...own]) } : found;
}

/** A file of the module, with the findings and problems of all of it: harm is harm wherever it is done. */
function wholeAt(file: string, { files, report }: CheckedModule, found: CheckedTemplate): CheckedTemplate {
  const checked = files.find((one) => one.file === file) ?? found;
  return { ...checked, problems: checked.template.problems, report };
}
