import settings from './settings.json';

/** By type, the paths that are settings. Made when a plan first asks. */
let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * Does the argument take a switch, a number or a block? Such a one is written as it is or taken from a variable, and then a plan knows its value: what a
 * deployment makes are names, ids, ARNs and addresses. So where the value is known only after apply, nobody wrote it. `path`: the steps from the
 * resource, those into lists among them. The table holds what our rules read, with what it takes from the provider's schema (scripts/generate-terraform-names.ts).
 */
export function isSetting(type: string, path: readonly (string | number)[]): boolean {
  known ??= new Map(Object.entries(settings as Readonly<Record<string, readonly string[]>>).map(([of, paths]) => [of, new Set(paths)]));
  return known.get(type)?.has(path.filter((step) => typeof step === 'string').join('.')) ?? false;
}
