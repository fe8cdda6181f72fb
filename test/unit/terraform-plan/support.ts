import assert from 'node:assert/strict';
import type { Value } from '../../../server/src/core/model/value.ts';
import { readPlan, type ReadPlan } from '../../../server/src/formats/terraform-plan/plan.ts';

export type Plan = Extract<ReadPlan, { readonly kind: 'template' }>;

/** A plan or state that must be readable. */
export function read(data: unknown, file = 'tfplan.json'): Plan {
  const plan = readPlan(typeof data === 'string' ? data : JSON.stringify(data), file);
  assert(plan.kind === 'template', plan.kind === 'not-ours' ? plan.why : '');
  return plan;
}

export interface Change {
  readonly module?: string;
  readonly type: string;
  readonly name?: string;
  readonly index?: string | number;
  readonly mode?: 'data';
  readonly actions?: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly beforeSensitive?: unknown;
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly reason?: string;
}

/** An item of `resource_changes`. */
export function change({ module, type, name = 'this', index, mode, actions = ['create'], before = null, after = {}, unknown = {}, sensitive = {}, beforeSensitive, replacePaths, reason }: Change): object {
  const key = index === undefined ? '' : `[${JSON.stringify(index)}]`;
  return {
    address: `${module === undefined ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}${key}`,
    ...(module === undefined ? {} : { module_address: module }),
    mode: mode ?? 'managed',
    type,
    name,
    ...(index === undefined ? {} : { index }),
    change: { actions, before, after, after_unknown: unknown, after_sensitive: sensitive, ...(beforeSensitive === undefined ? {} : { before_sensitive: beforeSensitive }), ...(replacePaths === undefined ? {} : { replace_paths: replacePaths }) },
    ...(reason === undefined ? {} : { action_reason: reason }),
  };
}

/** A resource of a module's configuration. */
export function configured(type: string, expressions: object, more: object = {}): object {
  const [mode, of] = type.startsWith('data.') ? ['data', type.slice(5)] : ['managed', type];
  return { address: `${type}.this`, mode, type: of, name: 'this', expressions, ...more };
}

/** A plan of these changes and this root module. */
export function plan(changes: readonly Change[], module?: object): object {
  return { format_version: '1.2', terraform_version: '1.9.0', resource_changes: changes.map(change), ...(module === undefined ? {} : { configuration: { root_module: module } }) };
}

/** A value in few words: `@address.attribute` for a reference, `?` for unknown, `?~` for perhaps absent. */
export function show(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
    case 'absent':
      return undefined;
    case 'scalar':
      return value.value;
    case 'list':
      return [...value.items.map(show), ...(value.open ? ['…'] : [])];
    case 'map':
      return Object.fromEntries([...[...value.entries].map(([key, item]) => [key, show(item)] as const), ...(value.open ? [['…', '…'] as const] : [])]);
    case 'ref':
      return `@${value.to}.${value.attribute}`;
    case 'unknown':
      return `?${value.maybeAbsent ? '~' : ''}${value.variable === undefined ? '' : ` var.${value.variable}`}`;
    case 'text':
    case 'choice':
      return value.kind;
  }
}

/** The properties of a resource in few words. */
export function propertiesOf(of: Plan, address: string): unknown {
  const resource = of.template.resources.get(address);
  assert(resource, `no ${address} among ${[...of.template.resources.keys()].join(', ')}`);
  return show(resource.properties);
}

/** The text that an origin covers. */
export function textAt(of: Plan, { start, end }: { readonly start: number; readonly end: number }): string {
  return of.document.text.slice(start, end);
}
