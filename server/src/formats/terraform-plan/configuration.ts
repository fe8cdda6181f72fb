import { bracketed, callsOf, stepsOf } from './address.ts';
import { isList, isRecord, itemsOf, own, ownAt, textOf, type Json, type JsonRecord } from './json.ts';

/** A module instance: its configuration, and the call that made it. */
export interface Scope {
  /** `module.a["x"]`; empty for the root module. */
  readonly address: string;
  /** Undefined where the plan does not tell of it. */
  readonly module: Json | undefined;
  readonly parent?: Scope;
  /** The call in the parent's configuration. */
  readonly call?: Json | undefined;
  readonly key?: string | number;
}

/** An argument's expression, as far as a plan tells: what it refers to, else its constant. */
export interface Expression {
  readonly references: readonly string[];
  /** Undefined where it refers to something. */
  readonly constant?: Json;
}

/** How a part of a resource's values was written in its configuration. */
export type Written =
  /** The plan does not tell: it has no configuration of the resource. */
  | { readonly kind: 'untold' }
  /** It is not written: the provider computes it. */
  | { readonly kind: 'not-written' }
  /** It is written in a way that a plan does not tell of, a dynamic block for one. */
  | { readonly kind: 'somehow' }
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** One block, or several of the same name. */
  | { readonly kind: 'blocks'; readonly blocks: readonly JsonRecord[]; readonly which?: number };

/** The `configuration` of a plan. Its module instances and resources are found by address. */
export class Configuration {
  readonly #root: Scope;
  readonly #scopes = new Map<string, Scope>();
  readonly #resources = new Map<Json, ReadonlyMap<string, Json>>();

  constructor(readonly plan: Json) {
    this.#root = { address: '', module: ownAt(plan, 'configuration', 'root_module') };
    this.#scopes.set('', this.#root);
  }

  /** The module instance of this address. */
  scope(address: string): Scope {
    const known = this.#scopes.get(address);
    if (known) return known;
    let scope = this.#root;
    for (const { name, key } of callsOf(stepsOf(address) ?? []).calls) scope = this.child(scope, name, key);
    return scope;
  }

  /** The module instance that a call in `parent` makes. */
  child(parent: Scope, name: string, key: string | number | undefined): Scope {
    const address = `${parent.address === '' ? '' : `${parent.address}.`}module.${name}${bracketed(key)}`;
    const known = this.#scopes.get(address);
    if (known) return known;
    const call = own(own(parent.module, 'module_calls'), name);
    const scope: Scope = { address, module: own(call, 'module'), parent, call, ...(key === undefined ? {} : { key }) };
    this.#scopes.set(address, scope);
    return scope;
  }

  /** A resource's configuration. */
  resource(scope: Scope, of: { readonly mode: string; readonly type: string; readonly name: string }): Json | undefined {
    if (scope.module === undefined) return undefined;
    const known = this.#resources.get(scope.module) ?? byName(scope.module);
    this.#resources.set(scope.module, known);
    return known.get(`${of.mode}|${of.type}|${of.name}`);
  }

  /** How a resource's arguments are written. */
  written(scope: Scope, of: { readonly mode: string; readonly type: string; readonly name: string }): Written {
    const resource = this.resource(scope, of);
    if (resource === undefined) return { kind: 'untold' };
    const expressions = own(resource, 'expressions');
    return { kind: 'blocks', blocks: isRecord(expressions) ? [expressions] : [{}] };
  }
}

function byName(module: Json): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const resource of itemsOf(own(module, 'resources')))
    found.set(`${textOf(own(resource, 'mode')) ?? 'managed'}|${textOf(own(resource, 'type')) ?? ''}|${textOf(own(resource, 'name')) ?? ''}`, resource);
  return found;
}

/**
 * The expression that a node of `expressions` is; undefined where it is a block. Of an expression with references the constant is its
 * source text (in JSON configurations), not its value.
 */
export function expressionOf(node: Json | undefined): Expression | undefined {
  if (!isRecord(node)) return undefined;
  for (const key of Object.keys(node)) if (key !== 'constant_value' && key !== 'references') return undefined;
  const references = itemsOf(own(node, 'references')).flatMap((reference) => textOf(reference) ?? []);
  const constant = own(node, 'constant_value');
  return references.length > 0 || constant === undefined ? { references } : { references, constant };
}

/** How the argument or block `key` inside of this is written. */
export function writtenAt(of: Written, key: string): Written {
  switch (of.kind) {
    case 'untold':
    case 'somehow':
      return of;
    case 'not-written':
      return { kind: 'somehow' };
    case 'expression':
      return { kind: 'expression', expression: inside(of.expression, key) };
    case 'blocks': {
      const node = of.which === undefined ? of.blocks.map((block) => own(block, key)).find((n) => n !== undefined) : own(of.blocks[of.which], key);
      if (node !== undefined) return writtenOf(node);
      // The items of a set come in another order than they are written in.
      return of.blocks.length > 1 && of.blocks.some((block) => own(block, key) !== undefined) ? { kind: 'somehow' } : { kind: 'not-written' };
    }
  }
}

/** How item `index` of `count` is written. */
export function writtenItem(of: Written, index: number, count: number): Written {
  switch (of.kind) {
    case 'untold':
    case 'somehow':
      return of;
    case 'not-written':
      return { kind: 'somehow' };
    case 'expression':
      return { kind: 'expression', expression: itemOf(of.expression, index, count) };
    case 'blocks':
      if (of.blocks.length === 1) return of;
      return of.blocks.length === count ? { ...of, which: index } : { kind: 'somehow' };
  }
}

function writtenOf(node: Json): Written {
  const expression = expressionOf(node);
  if (expression) return { kind: 'expression', expression };
  if (isRecord(node)) return { kind: 'blocks', blocks: [node] };
  if (isList(node)) return { kind: 'blocks', blocks: node.filter(isRecord) };
  return { kind: 'somehow' };
}

function inside(expression: Expression, key: string): Expression {
  const constant = own(expression.constant, key);
  return constant === undefined ? { references: expression.references } : { references: [], constant };
}

/** As many references as items: each item is one of them. */
function itemOf(expression: Expression, index: number, count: number): Expression {
  const constant = itemsOf(expression.constant)[index];
  if (constant !== undefined) return { references: [], constant };
  const primary = primaryOf(expression.references);
  const one = primary[index];
  return primary.length === count && one !== undefined ? { references: [one] } : { references: expression.references };
}

/** The references without those that are only the beginning of the one before: Terraform lists `a.b.id`, then `a.b`. */
export function primaryOf(references: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const reference of references) {
    const last = kept.at(-1);
    if (last !== undefined && last.startsWith(reference) && /^(?:$|[.[])/.test(last.slice(reference.length))) continue;
    kept.push(reference);
  }
  return kept;
}
