import type { Json, JsonRecord } from './json.ts';
import type { EntryOrigin, ItemOrigin, NamedOrigin } from './lazy-origin.ts';

/** One instance of a resource, as a plan or a state tells of it. */
export interface Instance {
  /** The whole address, with modules and index. */
  readonly address: string;
  /** The address of its module; empty for the root module. */
  readonly module: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index: string | number | undefined;
  /** What is to be done: `create`, `update`, `delete`, …; none in a state. */
  readonly actions: readonly string[];
  /** Its arguments as far as they are known; undefined where it is to be deleted. */
  readonly values: JsonRecord | undefined;
  /** The same shape with `true` where a value is not known yet. */
  readonly unknown: Json | undefined;
  /** The same shape with `true` where a value is sensitive. */
  readonly sensitive: Json | undefined;
  /** Values that are not known yet are left out rather than marked. */
  readonly leavesOutUnknown: boolean;
  /** The arguments that make a replacement necessary, as paths; none where it is for another reason. */
  readonly replacePaths: readonly (readonly (string | number)[])[];
  /** Why it is deleted or replaced: `replace_because_tainted`. Source: https://developer.hashicorp.com/terraform/internals/json-format */
  readonly actionReason: string | undefined;
  readonly before: Json | undefined;
  readonly beforeSensitive: Json | undefined;
  /** Its entry; the key is its address. */
  readonly at: NamedOrigin;
  readonly typeAt: EntryOrigin | ItemOrigin;
  readonly valuesAt: NamedOrigin;
}

/** Where an instance's change says something: its `actions`, say. */
export function changeAt(instance: Instance, name: string): EntryOrigin {
  return instance.at.entry('change').entry(name);
}
