import type { SyntaxDocument } from '../../syntax/tree.ts';

/** The files of one folder. */
export interface ModuleSource {
  /** Project-relative, with forward slashes; empty for the root of the project. */
  readonly folder: string;
  readonly documents: readonly SyntaxDocument[];
  /** `*.tfvars.json`, in Terraform's precedence: the last that has a value counts. */
  readonly values?: readonly SyntaxDocument[];
  /** Are there files beside these that we do not read (`*.tf`)? Then nothing is surely missing. */
  readonly open?: boolean;
}

/** The folder that a local source names, seen from a folder; undefined for a registry, git and the like, and for what lies outside of the project. */
export function localFolder(from: string, source: string): string | undefined {
  if (!/^\.\.?(\/|$)/.test(source)) return undefined;
  const steps = from.split('/').filter((step) => step !== '' && step !== '.');
  for (const step of source.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return (from.startsWith('/') ? '/' : '') + steps.join('/');
}
