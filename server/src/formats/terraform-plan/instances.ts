import { bracketed, partsOf, stepsOf, callsOf } from './address.ts';
import type { Instance } from './instance.ts';
import { entriesOf, isRecord, itemsOf, own, ownAt, textOf, type Json, type JsonRecord } from './json.ts';
import { NamedOrigin, type EntryOrigin, type ItemOrigin, type LazyOrigin } from './lazy-origin.ts';

/** What was read, and entries that could not be. */
export interface Instances {
  readonly found: readonly Instance[];
  readonly unreadable: readonly LazyOrigin[];
}

/** The instances in a plan: of its `resource_changes`, else of its `planned_values`. */
export function instancesOfPlan(plan: Json, root: LazyOrigin): Instances {
  const changes = own(plan, 'resource_changes');
  if (changes === undefined) return instancesOfModule(ownAt(plan, 'planned_values', 'root_module'), root.at('planned_values', 'root_module'), true);
  const at = root.entry('resource_changes');
  if (!Array.isArray(changes)) return { found: [], unreadable: [at] };
  return collect(itemsOf(changes), at, changeOf);
}

/** The instances below a module of `planned_values` or of a state. */
export function instancesOfModule(module: Json | undefined, at: LazyOrigin, leavesOutUnknown: boolean, depth = 0): Instances {
  const here = collect(itemsOf(own(module, 'resources')), at.entry('resources'), (item, itemAt) => valuesOf(item, itemAt, leavesOutUnknown));
  if (depth > 50) return here;
  const children = itemsOf(own(module, 'child_modules')).map((child, i) => instancesOfModule(child, at.entry('child_modules').item(i), leavesOutUnknown, depth + 1));
  return { found: [here, ...children].flatMap((c) => c.found), unreadable: [here, ...children].flatMap((c) => c.unreadable) };
}

/** The instances in a raw state file (version 4): `terraform.tfstate`. */
export function instancesOfStateFile(state: Json, root: LazyOrigin): Instances {
  const at = root.entry('resources');
  const all = itemsOf(own(state, 'resources')).map((resource, i): Instances => {
    const resourceAt = at.item(i);
    const [type, name] = [textOf(own(resource, 'type')), textOf(own(resource, 'name'))];
    if (type === undefined || name === undefined) return { found: [], unreadable: [resourceAt] };
    const mode = own(resource, 'mode') === 'data' ? 'data' : 'managed';
    const module = textOf(own(resource, 'module')) ?? '';
    return collect(itemsOf(own(resource, 'instances')), resourceAt.entry('instances'), (instance, instanceAt) => {
      const values = own(instance, 'attributes');
      if (!isRecord(values)) return undefined;
      const index = keyOf(own(instance, 'index_key'));
      const named = new NamedOrigin(instanceAt, resourceAt.entry('name'));
      return {
        address: `${module === '' ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}${bracketed(index)}`,
        module,
        mode,
        type,
        name,
        index,
        ...settled(values, treeOf(own(instance, 'sensitive_attributes')), false),
        at: named,
        typeAt: resourceAt.entry('type'),
        valuesAt: new NamedOrigin(named.entry('attributes'), named.name),
      };
    });
  });
  return { found: all.flatMap((a) => a.found), unreadable: all.flatMap((a) => a.unreadable) };
}

type Reader = (item: Json, at: ItemOrigin) => Instance | undefined;

function collect(items: readonly Json[], at: LazyOrigin, read: Reader): Instances {
  const found: Instance[] = [];
  const unreadable: LazyOrigin[] = [];
  items.forEach((item, i) => {
    const itemAt = at.item(i);
    const instance = read(item, itemAt);
    if (instance) found.push(instance);
    else unreadable.push(itemAt);
  });
  return { found, unreadable };
}

function changeOf(item: Json, at: ItemOrigin): Instance | undefined {
  const change = own(item, 'change');
  if (!isRecord(change)) return undefined;
  const after = own(change, 'after');
  const actions = itemsOf(own(change, 'actions')).flatMap((action) => textOf(action) ?? []);
  const stays = actions.some((action) => action !== 'delete' && action !== 'forget');
  const named = new NamedOrigin(at, at.entry('address'));
  return instanceOf(item, at, named, named.entry('change').entry('after'), {
    actions,
    values: isRecord(after) ? after : stays ? {} : undefined,
    unknown: own(change, 'after_unknown'),
    sensitive: own(change, 'after_sensitive'),
    leavesOutUnknown: false,
    replacePaths: itemsOf(own(change, 'replace_paths')).map((path) => itemsOf(path).flatMap((step) => keyOf(step) ?? [])),
    actionReason: textOf(own(item, 'action_reason')),
    before: own(change, 'before'),
    beforeSensitive: own(change, 'before_sensitive'),
  });
}

function valuesOf(item: Json, at: ItemOrigin, leavesOutUnknown: boolean): Instance | undefined {
  const values = own(item, 'values');
  if (values !== undefined && !isRecord(values)) return undefined;
  const named = new NamedOrigin(at, at.entry('address'));
  return instanceOf(item, at, named, named.entry('values'), settled(values ?? {}, own(item, 'sensitive_values'), leavesOutUnknown));
}

type Sides = Pick<Instance, 'actions' | 'values' | 'unknown' | 'sensitive' | 'leavesOutUnknown' | 'replacePaths' | 'actionReason' | 'before' | 'beforeSensitive'>;

/** The sides of an instance that nothing is to be done to. */
function settled(values: JsonRecord, sensitive: Json | undefined, leavesOutUnknown: boolean): Sides {
  return { actions: [], values, unknown: undefined, sensitive, leavesOutUnknown, replacePaths: [], actionReason: undefined, before: undefined, beforeSensitive: undefined };
}

function instanceOf(item: Json, itemAt: ItemOrigin, at: NamedOrigin, valuesAt: EntryOrigin, sides: Sides): Instance | undefined {
  const address = textOf(own(item, 'address'));
  const type = textOf(own(item, 'type'));
  const name = textOf(own(item, 'name'));
  if (address === undefined || type === undefined || name === undefined) return undefined;
  const deposed = textOf(own(item, 'deposed'));
  return {
    address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
    module: textOf(own(item, 'module_address')) ?? moduleOf(address),
    mode: own(item, 'mode') === 'data' ? 'data' : 'managed',
    type,
    name,
    index: keyOf(own(item, 'index')) ?? (address.endsWith(']') ? partsOf(address)?.index : undefined),
    actions: sides.actions,
    values: sides.values,
    unknown: sides.unknown,
    sensitive: sides.sensitive,
    leavesOutUnknown: sides.leavesOutUnknown,
    replacePaths: sides.replacePaths,
    actionReason: sides.actionReason,
    before: sides.before,
    beforeSensitive: sides.beforeSensitive,
    at,
    typeAt: itemAt.entry('type'),
    valuesAt: new NamedOrigin(valuesAt, at.name),
  };
}

const keyOf = (key: Json | undefined): string | number | undefined => (typeof key === 'string' || typeof key === 'number' ? key : undefined);

function moduleOf(address: string): string {
  if (!address.startsWith('module.')) return '';
  return callsOf(stepsOf(address) ?? []).calls.map(({ name, key }) => `module.${name}${bracketed(key)}`).join('.');
}

/** The paths of a state file's `sensitive_attributes` as a shape with `true` at their ends. */
function treeOf(paths: Json | undefined): Json | undefined {
  let tree: Json | undefined;
  for (const path of itemsOf(paths)) {
    const steps = itemsOf(path).map((step): string | number | undefined => {
      const value = own(step, 'value');
      return keyOf(isRecord(value) ? own(value, 'value') : value);
    });
    tree = marked(tree, steps);
  }
  return tree;
}

function marked(tree: Json | undefined, [step, ...rest]: readonly (string | number | undefined)[]): Json | undefined {
  if (tree === true) return true;
  if (step === undefined) return true;
  const old: JsonRecord = isRecord(tree) ? tree : {};
  return Object.fromEntries([...entriesOf(old), [String(step), marked(own(old, String(step)), rest) ?? true]]);
}
