import { always } from '../../core/model/condition.ts';
import type { Resource } from '../../core/model/template.ts';
import type { Address, Value } from '../../core/model/value.ts';
import { namedCondition } from './conditions.ts';
import { type Cursor, scalarText, spotOf } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import type { EntryStore } from './memory.ts';
import { type Reading, unknown } from './reading.ts';
import { withGlobals } from './sam-globals.ts';

/** Keys of a resource that are read by themselves: all others are attributes. */
const ownKeys: ReadonlySet<string> = new Set(['Type', 'Properties', 'Condition', 'DependsOn']);

/** Notes which resources there are, so that references can be told from names that lead nowhere. */
export function declareResources(section: Cursor, reading: Reading): void {
  const expanded = expandEntries(section, reading);
  if (expanded?.open) reading.open.resources = true;
  for (const [address, cursor] of expanded?.entries ?? []) {
    reading.resources.set(address, cursor);
    const type = reading.walk.get(cursor, 'Type');
    const name = typeName(type);
    // SAM makes roles, permissions, stages of its resources, and a module has resources of its own: named after the logical id.
    if (name?.startsWith('AWS::Serverless::') || name?.endsWith('::MODULE') || isComputed(type)) reading.generators.push(address);
  }
}

/** The declared resources; `globals` by type. One that is not written as a resource is there with an empty type: what refers to it does not dangle. */
export function readResources(globals: ReadonlyMap<string, Value>, store: EntryStore<Resource>, reading: Reading): ReadonlyMap<Address, Resource> {
  const resources = new Map<Address, Resource>();
  for (const [address, cursor] of reading.resources) {
    const global = globals.size === 0 ? undefined : globals.get(typeName(reading.walk.get(cursor, 'Type')) ?? '');
    resources.set(address, store.read(address, cursor, () => readResource(address, cursor, global, reading), global));
  }
  return resources;
}

/** One resource; `global`: what SAM's Globals say of its type. */
export function readResource(address: Address, cursor: Cursor, global: Value | undefined, reading: Reading): Resource {
  const entries = reading.walk.entries(cursor);
  if (!entries) reading.problem('wrong-type', `The resource ${address} must be a map with a Type.`, cursor, 'error', 'key');
  const type = entries?.get('Type');
  const name = typeName(type);
  if (entries && name === undefined && !isComputed(type)) reading.problem('missing-type', `The resource ${address} has no Type.`, type ?? cursor, 'error', 'key');

  const attributes = new Map<string, Value>();
  for (const [key, entry] of entries ?? []) if (!ownKeys.has(key)) attributes.set(key, reading.read(entry));
  const properties = readProperties(address, cursor, entries?.get('Properties'), reading);
  const condition = entries?.get('Condition');
  const depends = entries?.get('DependsOn');
  return {
    address,
    type: name ?? '',
    at: cursor.at,
    typeAt: type?.at ?? cursor.at,
    when: condition ? namedCondition(condition, reading) : always,
    properties: global ? withGlobals(properties, global) : properties,
    attributes,
    dependsOn: depends ? readDependsOn(address, depends, reading) : [],
  };
}

/** The type, where it is plainly written. */
export function typeName(type: Cursor | undefined): string | undefined {
  return type?.tag === undefined ? type && scalarText(type) : undefined;
}

/** Given by a tool (`!Rain::Module`): of a kind that we do not know, and there may be more resources of its name. */
function isComputed(type: Cursor | undefined): boolean {
  return type !== undefined && (type.tag !== undefined || type.node.kind === 'mapping');
}

function readProperties(address: Address, resource: Cursor, properties: Cursor | undefined, reading: Reading): Value {
  if (resource.node.kind !== 'mapping') return unknown(resource, 'the resource could not be read');
  if (!properties) return reading.open.maps ? unknown(resource, 'a macro may add properties', { maybeAbsent: true }) : { kind: 'absent', ...spotOf(resource) };
  const value = reading.read(properties);
  if (value.kind !== 'scalar' && value.kind !== 'list' && value.kind !== 'text') return value;
  reading.problem('wrong-type', `Properties of ${address} must be a map.`, properties);
  return unknown(properties, 'Properties is no map');
}

function readDependsOn(address: Address, depends: Cursor, reading: Reading): readonly Address[] {
  const found: Address[] = [];
  for (const item of reading.walk.items(depends) ?? [depends]) {
    const value = reading.read(item);
    if (value.kind === 'absent') continue;
    if (value.kind !== 'scalar') {
      reading.problem('wrong-type', `DependsOn of ${address} takes logical ids.`, item);
      continue;
    }
    const id = String(value.value);
    if (reading.resources.has(id)) found.push(id);
    else if (!reading.mayBeGenerated(id)) reading.problem('dangling-reference', `DependsOn names ${id}, but there is no resource of this name.`, item, 'warning');
  }
  return found;
}
