import { always } from '../../core/model/condition.ts';
import type { Resource } from '../../core/model/template.ts';
import type { Value } from '../../core/model/value.ts';
import { changeAt, type Instance } from './instance.ts';
import { entriesOf, own } from './json.ts';
import { NamedOrigin } from './lazy-origin.ts';

/** Does the plan end what Terraform does for a resource: by its deletion, its replacement, or by letting it go? */
export function isEnded({ actions }: Instance): boolean {
  return actions.includes('delete') || actions.includes('forget');
}

/**
 * A resource that is to be deleted, replaced or forgotten, as a subject of its own of the type `@deletion`: `type`, `how`, `because` (the arguments that
 * make a replacement necessary, each standing at its new value), `reason` (Terraform's own word) and `before` (its plain arguments; sensitive ones are left out).
 */
export function deletionOf(instance: Instance): Resource {
  const { actions, at, typeAt, type, address, replacePaths, actionReason } = instance;
  const how = actions.includes('forget') ? 'forgotten' : actions.includes('create') ? 'replaced' : 'deleted';
  const actionsAt = changeAt(instance, 'actions');
  const because = replacePaths.map((path): Value => ({ kind: 'scalar', value: pathText(path), at: instance.valuesAt.at(...path) }));
  const entries = new Map<string, Value>([
    ['type', { kind: 'scalar', value: type, at: typeAt }],
    ['how', { kind: 'scalar', value: how, at: actionsAt }],
    ...(because.length === 0 ? [] : [['because', { kind: 'list', items: because, open: false, at: changeAt(instance, 'replace_paths') }] as const]),
    ...(actionReason === undefined ? [] : [['reason', { kind: 'scalar', value: actionReason, at: at.entry('action_reason') }] as const]),
    ['before', before(instance)],
  ]);
  return { address, type: '@deletion', at, typeAt, when: always, properties: { kind: 'map', entries, open: false, at }, attributes: new Map(), dependsOn: [] };
}

function before(instance: Instance): Value {
  const at = new NamedOrigin(changeAt(instance, 'before'), instance.at.name);
  const entries = new Map<string, Value>();
  for (const [name, value] of entriesOf(instance.before)) {
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (isPlain && own(instance.beforeSensitive, name) !== true) entries.set(name, { kind: 'scalar', value, at: at.entry(name) });
  }
  return { kind: 'map', entries, open: false, at };
}

/** `rule[0].name`. */
function pathText(path: readonly (string | number)[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`)).join('');
}
