import { bracketed, callsOf, stepsOf, type Step } from './address.ts';
import { expressionOf, primaryOf, type Configuration, type Expression, type Scope } from './configuration.ts';
import type { Instance } from './instance.ts';
import { mayGiveKeys } from './key-sources.ts';
import { itemsOf, own, textOf, type Json } from './json.ts';

/** What a reference leads to. */
export type Target =
  | { readonly kind: 'instance'; readonly instance: Instance; readonly attribute: string }
  /** A variable of the root module. */
  | { readonly kind: 'variable'; readonly name: string }
  /** Equal symbols are equal values. */
  | { readonly kind: 'unknown'; readonly symbol: string }
  /** A resource of which the plan has no instance. */
  | { readonly kind: 'nothing' };

/** Who refers: `each.key` and `count.index` are its own. */
interface Self {
  readonly index?: string | number | undefined;
  readonly forEach?: Json | undefined;
}

/** References are followed through this many modules and arguments. */
const maxDepth = 24;

/** Finds what references lead to: through variables, module calls and outputs, to instances in the plan. */
export class References {
  /** May the plan itself give a key of KMS that is known only after apply? */
  readonly mayGiveKeys: boolean;
  readonly #configuration: Configuration;
  readonly #instances = new Map<string, Instance[]>();
  readonly #modules = new Map<string, Set<string>>();
  readonly #steps = new Map<string, readonly Step[]>();

  /** `open`: there may be instances that are not seen. */
  constructor(configuration: Configuration, instances: readonly Instance[], open: boolean) {
    this.#configuration = configuration;
    this.mayGiveKeys = open || mayGiveKeys(instances);
    const modules = new Set<string>();
    for (const instance of instances) {
      if (instance.values === undefined) continue;
      push(this.#instances, `${instance.module}|${instance.mode}|${instance.type}|${instance.name}`, instance);
      modules.add(instance.module);
    }
    for (const address of modules) this.#addModule(address);
  }

  /** What the expression of an argument of this instance leads to, each target once. */
  targets(expression: Expression, instance: Instance): readonly Target[] {
    const scope = this.#configuration.scope(instance.module);
    const forEach = own(this.#configuration.resource(scope, instance), 'for_each_expression');
    const found = new Map<string, Target>();
    this.#follow(expression.references, scope, { index: instance.index, forEach }, found, new Set(), 0);
    return [...found.values()];
  }

  #addModule(address: string): void {
    let parent = '';
    for (const { name, key } of callsOf(stepsOf(address) ?? []).calls) {
      const of = `${parent}|${name}`;
      const known = this.#modules.get(of) ?? new Set();
      parent = `${parent === '' ? '' : `${parent}.`}module.${name}${bracketed(key)}`;
      this.#modules.set(of, known.add(bracketed(key)));
    }
  }

  #follow(references: readonly string[], scope: Scope, self: Self, found: Map<string, Target>, seen: Set<string>, depth: number): void {
    const primary = primaryOf(references);
    const isOwnKey = primary.some((reference) => /^(?:each\.(?:key|value)|count\.index)\b/.test(reference));
    for (const reference of primary) {
      const mark = `${scope.address}|${reference}`;
      if (seen.has(mark)) continue;
      seen.add(mark);
      if (depth > maxDepth) note(found, { kind: 'unknown', symbol: mark });
      else this.#one(reference, scope, self, isOwnKey, found, seen, depth + 1);
    }
  }

  #one(reference: string, scope: Scope, self: Self, isOwnKey: boolean, found: Map<string, Target>, seen: Set<string>, depth: number): void {
    const steps = this.#stepsOf(reference);
    const [first, second] = steps;
    const unknown: Target = { kind: 'unknown', symbol: `${scope.address}|${reference}` };
    if (first?.kind !== 'name' || second?.kind !== 'name') return note(found, unknown);
    switch (first.name) {
      case 'var':
        return this.#variable(second.name, scope, unknown, found, seen, depth);
      case 'module':
        return this.#output(steps, scope, self, isOwnKey, unknown, found, seen, depth);
      case 'each': {
        const source = second.name === 'value' ? expressionOf(self.forEach) : undefined;
        if (!source || source.references.length === 0) return second.name === 'key' ? undefined : note(found, unknown);
        // The instance of the same key.
        return this.#follow([...source.references, 'each.key'], scope, { index: self.index }, found, seen, depth);
      }
      case 'count':
        return;
      case 'local':
      case 'path':
      case 'terraform':
      case 'self':
        return note(found, unknown);
      default:
        return this.#resource(steps, scope, self, isOwnKey, unknown, found, seen, depth);
    }
  }

  /** A reference is written once, and followed for every instance. */
  #stepsOf(reference: string): readonly Step[] {
    const known = this.#steps.get(reference);
    if (known) return known;
    const steps = stepsOf(reference) ?? [];
    this.#steps.set(reference, steps);
    return steps;
  }

  #variable(name: string, scope: Scope, unknown: Target, found: Map<string, Target>, seen: Set<string>, depth: number): void {
    if (!scope.parent) return note(found, { kind: 'variable', name });
    const argument = expressionOf(own(own(scope.call, 'expressions'), name));
    if (!argument || argument.references.length === 0) return note(found, unknown);
    this.#follow(argument.references, scope.parent, { index: scope.key, forEach: own(scope.call, 'for_each_expression') }, found, seen, depth);
  }

  #output(steps: readonly Step[], scope: Scope, self: Self, isOwnKey: boolean, unknown: Target, found: Map<string, Target>, seen: Set<string>, depth: number): void {
    const { calls, rest } = callsOf(steps.slice(0, 3));
    const [call] = calls;
    const [output] = call?.key === undefined ? rest : steps.slice(3);
    if (!call || output?.kind !== 'name') return note(found, unknown);
    const keys = this.#modules.get(`${scope.address}|${call.name}`);
    const [only] = keys?.size === 1 ? keys : [];
    const key = call.key ?? (isOwnKey && keys?.has(bracketed(self.index)) ? self.index : keyIn(only));
    const child = this.#configuration.child(scope, call.name, key);
    const expression = expressionOf(own(own(own(child.module, 'outputs'), output.name), 'expression'));
    if (!expression || expression.references.length === 0) return note(found, unknown);
    this.#follow(expression.references, child, {}, found, seen, depth);
  }

  #resource(steps: readonly Step[], scope: Scope, self: Self, isOwnKey: boolean, unknown: Target, found: Map<string, Target>, seen: Set<string>, depth: number): void {
    const [first] = steps;
    const mode = first?.kind === 'name' && first.name === 'data' ? 'data' : 'managed';
    const [type, name, index, ...path] = mode === 'data' ? steps.slice(1) : steps;
    if (type?.kind !== 'name' || name?.kind !== 'name') return note(found, unknown);
    const instances = this.#instances.get(`${scope.address}|${mode}|${type.name}|${name.name}`) ?? [];
    const [attribute] = index?.kind === 'key' ? path : index ? [index] : [];
    const wanted = index?.kind === 'key' ? index.key : isOwnKey && instances.length > 1 ? self.index : undefined;
    const instance = wanted === undefined ? (instances.length === 1 ? instances[0] : undefined) : instances.find((i) => i.index === wanted);
    if (!instance) return note(found, instances.length === 0 || index?.kind === 'key' ? { kind: 'nothing' } : unknown);
    const attributeName = attribute?.kind === 'name' ? attribute.name : 'id';
    const onwards = instance.mode === 'managed' ? this.#argument(instance, attributeName) : [];
    if (onwards.length > 0) return this.#follow(onwards, scope, { index: instance.index }, found, seen, depth);
    note(found, { kind: 'instance', instance, attribute: attributeName });
  }

  /** The references of an argument that is not known yet: what it refers to is what is meant. The id of a bucket's companion is the bucket's name. */
  #argument(instance: Instance, attribute: string): readonly string[] {
    const expressions = own(this.#configuration.resource(this.#configuration.scope(instance.module), instance), 'expressions');
    const name = attribute === 'id' && instance.type.startsWith('aws_s3_bucket_') ? 'bucket' : attribute;
    if (textOf(own(instance.values, name)) !== undefined && name === attribute) return [];
    return itemsOf(own(own(expressions, name), 'references')).flatMap((reference) => textOf(reference) ?? []);
  }
}

/** The key between the brackets of a module instance. */
function keyIn(brackets: string | undefined): string | number | undefined {
  const [step] = brackets ? (stepsOf(brackets) ?? []) : [];
  return step?.kind === 'key' ? step.key : undefined;
}

function note(found: Map<string, Target>, target: Target): void {
  const mark = target.kind === 'instance' ? target.instance.address : target.kind === 'variable' ? `var.${target.name}` : target.kind === 'unknown' ? target.symbol : '';
  if (!found.has(`${target.kind}|${mark}`)) found.set(`${target.kind}|${mark}`, target);
}

function push<T>(into: Map<string, T[]>, key: string, item: T): void {
  const list = into.get(key);
  if (list) list.push(item);
  else into.set(key, [item]);
}
