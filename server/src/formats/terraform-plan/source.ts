import { partsOf } from './address.ts';
import { own, ownAt, textOf, type Json } from './json.ts';

/** Where a resource of a plan is written: a folder, relative to the root module's (`.`), and the block in it: `resource`, its type, its name. */
export interface SourceOf {
  readonly folder: string;
  readonly block: readonly string[];
}

/**
 * Where the resource of an address is written; undefined where the plan does not tell, or where it is no address. Of a module that comes from elsewhere (a registry,
 * a repository) it is the call that its user wrote.
 */
export function sourceOf(plan: Json, address: string): SourceOf | undefined {
  const parts = partsOf(address);
  if (!parts) return undefined;
  let module = ownAt(plan, 'configuration', 'root_module');
  let folder = '.';
  for (const { name } of parts.calls) {
    const call = own(own(module, 'module_calls'), name);
    const source = textOf(own(call, 'source'));
    if (source === undefined) return undefined;
    if (!/^\.\.?(?:\/|$)/.test(source)) return { folder, block: ['module', name] };
    folder = joined(folder, source);
    module = own(call, 'module');
  }
  return { folder, block: [parts.mode === 'data' ? 'data' : 'resource', parts.type, parts.name] };
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
