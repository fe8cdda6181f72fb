import { posix } from 'node:path';
import type { Template } from '../../core/model/template.ts';
import type { Finding } from '../../core/engine/finding.ts';
import { checkModule, isModuleFile, type ModuleFolder } from '../../project/check-module.ts';
import { checkText, type CheckedTemplate, type CheckOptions } from '../../project/check.ts';
import type { Side } from '../../project/side.ts';
import { sniff } from '../../formats/detect.ts';

/** One template of one side: a file, or a folder of Terraform configuration. */
export interface Unit {
  readonly key: string;
  readonly isFolder: boolean;
  readonly template: Template;
  /** Its files as they were judged. */
  readonly files: readonly CheckedTemplate[];
  readonly findings: readonly Finding[];
}

/** What a side holds. */
export interface Units {
  readonly units: ReadonlyMap<string, Unit>;
  /** Files that may be templates and could not be read. */
  readonly unreadable: readonly { readonly key: string; readonly why: string }[];
}

/**
 * Reads the templates of a side and judges them. `options` gives how a file (or folder) is judged; undefined where the configuration leaves it out.
 * Files that are no templates are left out.
 */
export function readUnits(side: Side, keys: readonly string[], options: (key: string) => CheckOptions | undefined): Units {
  const units = new Map<string, Unit>();
  const unreadable: { key: string; why: string }[] = [];
  const folders = new Set<string>();
  for (const key of keys) {
    if (isModuleFile(key)) {
      folders.add(folderOf(key));
      continue;
    }
    const chosen = options(key);
    const read = chosen && side.read(key);
    if (!chosen || !read) continue;
    if (read.kind !== 'text') {
      if (read.kind === 'unreadable' && (read.lossy === undefined || sniff(read.lossy, key).maybe)) unreadable.push({ key, why: read.why });
      continue;
    }
    const checked = checkText(read.text, key, chosen);
    if (checked.kind === 'template') units.set(key, { key, isFolder: false, template: checked.template, files: [checked], findings: checked.report.findings });
  }
  for (const unit of moduleUnits(side, folders, options, unreadable)) units.set(unit.key, unit);
  return { units, unreadable };
}

/** The folders that no other one calls, each with what it calls. */
function moduleUnits(side: Side, folders: ReadonlySet<string>, options: (key: string) => CheckOptions | undefined, unreadable: { key: string; why: string }[]): readonly Unit[] {
  const known = new Map<string, ModuleFolder | undefined>();
  const read = (of: string): ModuleFolder | undefined => {
    if (!known.has(of)) known.set(of, readFolder(side, of, unreadable));
    return known.get(of);
  };
  const called = new Set([...folders].flatMap((folder) => checkModule(folder, read, { rules: [], profile: 'default' }).calls));
  const roots = [...folders].filter((folder) => !called.has(folder));
  return (roots.length > 0 ? roots : [...folders]).flatMap((key): readonly Unit[] => {
    const chosen = options(key);
    const files = chosen ? checkModule(key, read, chosen).files : [];
    const [first] = files;
    return first ? [{ key, isFolder: true, template: first.template, files, findings: files.flatMap(({ report }) => report.findings) }] : [];
  });
}

function readFolder(side: Side, folder: string, unreadable: { key: string; why: string }[]): ModuleFolder | undefined {
  const names = side.namesIn(folder);
  const texts = new Map<string, string>();
  for (const name of names.filter(isModuleFile)) {
    const key = posix.join(folder, name);
    const read = side.read(key);
    if (read?.kind === 'text') texts.set(key, read.text);
    else unreadable.push({ key, why: read?.why ?? 'there is no such file' });
  }
  return texts.size === 0 ? undefined : { texts, hasOthers: names.some((name) => /\.(tf|tofu)$/.test(name)) };
}

function folderOf(key: string): string {
  const folder = posix.dirname(key);
  return folder === '.' ? '' : folder;
}
