import { partsOf } from './address.ts';
import { own, ownAt, textOf, type Json } from './json.ts';

/** Where a resource of a plan is written: a folder, relative to the root module's (`.`), and its labels there. */
export interface SourceOf {
  readonly folder: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
}

/** Where the resource of an address is written. Undefined where its module comes from elsewhere: a registry, a repository. */
export function sourceOf(plan: Json, address: string): SourceOf | undefined {
  const parts = partsOf(address);
  if (!parts) return undefined;
  let module = ownAt(plan, 'configuration', 'root_module');
  let folder = '.';
  for (const { name } of parts.calls) {
    const call = own(own(module, 'module_calls'), name);
    const source = textOf(own(call, 'source'));
    if (source === undefined || !/^\.\.?(?:\/|$)/.test(source)) return undefined;
    folder = joined(folder, source);
    module = own(call, 'module');
  }
  return { folder, mode: parts.mode, type: parts.type, name: parts.name };
}

function joined(folder: string, source: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${source}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return steps.length === 0 ? '.' : steps.join('/');
}
