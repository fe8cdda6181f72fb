import type { Origin } from '../../core/model/origin.ts';
import type { Resource, Template } from '../../core/model/template.ts';
import type { Address, Value } from '../../core/model/value.ts';
import { rootOf } from './cursor.ts';
import { ModuleReading, type Shared } from './module-reading.ts';
import { plainBody } from './plain-body.ts';
import { Problems } from './problems.ts';
import type { ModuleSource } from './source.ts';
import { VariableTable } from './variables.ts';

/** A root module, and what is still to be read for it. */
export interface ModuleRead {
  readonly template: Template;
  /** Folders that are called and that `lookup` did not have; the outputs of these modules are unknown. */
  readonly wants: readonly string[];
  /** Folders that are called: they are judged through their caller. */
  readonly calls: readonly string[];
}

/** How many values one root module may make, and modules it may call: beyond, a hostile input, the rest is unknown. */
const limits = { values: 1_000_000, modules: 2_000, depth: 0 };

/**
 * The template of a root module, with the modules that it calls from folders beside it: their resources have the address
 * `module.NAME.TYPE.NAME`. `lookup` gives the files of a project-relative folder. Pure; never throws: what is of the wrong type is a problem, and the rest is read.
 */
export function readModule(source: ModuleSource, lookup: (folder: string) => ModuleSource | undefined): ModuleRead {
  const shared: Shared = {
    table: new VariableTable(),
    problems: new Problems(),
    lookup,
    wants: new Set(),
    calls: new Set(),
    files: new Set(),
    suppressions: [],
    left: { ...limits },
  };
  const reading = new ModuleReading(source, shared);
  const resources = new Map<Address, Resource>();
  for (const resource of reading.resources()) resources.set(resource.address, resource);
  const { variable, output } = reading.blocks;
  const isOpen = reading.isOpen;
  return {
    template: {
      key: source.folder,
      family: 'tf',
      files: [...shared.files],
      at: reading.blocks.at ?? placeOf(source),
      resources,
      variables: shared.table.all(),
      conditions: new Map(),
      constraints: [],
      calls: [],
      open: isOpen,
      parameters: bodies(variable, 'var.'),
      outputs: new Map([...output].map(([name, block]): [string, Value] => [`output.${name}`, plainBody(block, reading)])),
      suppressions: shared.suppressions,
      problems: shared.problems.all(),
    },
    wants: [...shared.wants],
    calls: [...shared.calls],
  };

  function bodies(blocks: typeof variable, prefix: string): ReadonlyMap<string, Value> {
    return new Map([...blocks].map(([name, block]): [string, Value] => [prefix + name, plainBody(block)]));
  }
}

/** The first character of the first file. */
function placeOf({ documents, folder }: ModuleSource): Origin {
  const [document] = documents;
  const root = document && rootOf(document);
  return { block: root?.at.block ?? `${folder}#`, value: { start: root?.at.value.start ?? 0, end: (root?.at.value.start ?? 0) + (root ? 1 : 0) } };
}
