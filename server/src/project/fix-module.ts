import { fileOf } from '../core/model/origin.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { Template } from '../core/model/template.ts';
import { isTerraformJson } from '../formats/terraform-json/detect.ts';
import { fileThrough, judgeRoots, type JudgedRoots, type ModuleFolder, type Roots } from './check-module.ts';
import type { CheckedTemplate } from './check.ts';
import { fixAll, type FixedText } from './fix-all.ts';
import { folderOf } from './host.ts';

/** A file after its fixes. `before`: as it was found. */
export interface FixedFile extends Pick<FixedText, 'text' | 'mended' | 'rounds'> {
  readonly before: CheckedTemplate;
}

/**
 * Applies the fixes that `wanted` takes to one file of Terraform configuration, as `fixAll` does: a fix counts only when its failure goes and nothing is
 * harmed, in any file of any root module that leads to it. A fix that changes two files is left out. Applying it twice changes nothing. Undefined where
 * nothing is mended. `read`: as for `checkModule`; `judged`: what the roots came to, where that is known.
 */
export function fixModuleFile(
  file: string,
  roots: Roots,
  read: (folder: string) => ModuleFolder | undefined,
  wanted: (finding: Finding, template: Template) => boolean,
  judged: JudgedRoots = judgeRoots(roots, read),
): FixedFile | undefined {
  const before = fileThrough(file, judged);
  if (!before || !isTerraformJson(file)) return undefined;
  const own = folderOf(file) ?? '';
  const check = (text: string): CheckedTemplate => wholeAt(file, judgeRoots(roots, (of) => withText(read(of), of === own ? file : undefined, text)), before);
  const { text, mended, rounds } = fixAll(before.document.text, wholeAt(file, judged, before), check, (finding, template) => fileOf(finding.place) === file && wanted(finding, template));
  return mended.length === 0 ? undefined : { text, mended, rounds, before };
}

/** The folder with this text of a file of its own. */
function withText(found: ModuleFolder | undefined, file: string | undefined, text: string): ModuleFolder | undefined {
  return found && file !== undefined ? { ...found, texts: new Map([...found.texts, [file, text]]) } : found;
}

/** A file, with the findings and problems of all that its roots hold: harm is harm wherever it is done. */
function wholeAt(file: string, roots: JudgedRoots, found: CheckedTemplate): CheckedTemplate {
  const modules = [...roots.values()];
  const checked = modules.flatMap(({ files }) => files).find((one) => one.file === file) ?? found;
  const reports = modules.map(({ report }) => report);
  return {
    ...checked,
    problems: modules.flatMap(({ files }) => files[0]?.template.problems ?? []),
    report: { ...checked.report, findings: reports.flatMap(({ findings }) => findings), hasPassed: (key) => reports.some((report) => report.hasPassed(key)) },
  };
}
