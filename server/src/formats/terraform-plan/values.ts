import type { Origin } from '../../core/model/origin.ts';
import type { Scalar, Settled, Value } from '../../core/model/value.ts';
import { writtenAt, writtenItem, type Expression, type Written } from './configuration.ts';
import type { Identities } from './identities.ts';
import type { Instance } from './instance.ts';
import { isList, isRecord, own, type Json, type JsonRecord } from './json.ts';
import { namesKey } from './key-sources.ts';
import { argumentOf, EntryOrigin, type LazyOrigin } from './lazy-origin.ts';
import { policyOf } from './policy-document.ts';
import type { References, Target } from './references.ts';
import { isSetting } from './settings.ts';

/** Nothing in a provider's schema nests deeper; what does is unknown. */
const maxDepth = 60;

/** A value known, not known, sensitive, and as written: four sides of one node. */
interface Node {
  readonly value: Json | undefined;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
  readonly written: Written;
}

/** The arguments of an instance as a map. What is null or an empty list is left out: it is not set. */
export function propertiesOf(instance: Instance, written: Written, references: References, identities: Identities): Value {
  const reader = new Reader(instance, references, identities);
  const { values, unknown, sensitive } = instance;
  // In `planned_values` nothing says what is computed: without a configuration anything that is not there may be.
  const open = instance.leavesOutUnknown && written.kind === 'untold';
  return reader.map({ value: values ?? {}, unknown, sensitive, written }, instance.valuesAt, 0, open);
}

class Reader {
  constructor(
    readonly instance: Instance,
    readonly references: References,
    readonly identities: Identities,
  ) {}

  /** Undefined where it is absent. */
  value(node: Node, at: LazyOrigin, depth: number): Value | undefined {
    const { value, unknown, sensitive, written } = node;
    if (unknown === true) return this.#computed(written, at);
    if (value === undefined || value === null) return undefined;
    if (sensitive === true) return this.#hidden(value, written, at);
    if (depth > maxDepth) return unknownAt(at, 'it is nested too deeply', { maybeAbsent: true });
    if (isList(value)) return this.#list(value, node, at, depth);
    if (isRecord(value)) return this.map(node, at, depth, false);
    return this.#known(value, at);
  }

  map(node: Node, at: LazyOrigin, depth: number, open: boolean): Value {
    const { value, unknown, sensitive, written } = node;
    const entries = new Map<string, Value>();
    // Nearly all that a plan holds is plain: it is read without looking at how it is written.
    const allKnown = !isMarked(unknown);
    const allShown = !isMarked(sensitive);
    const { leavesOutUnknown } = this.instance;
    const add = (key: string, known: Json | undefined, notKnown: Json | undefined): void => {
      const isHidden = allShown ? undefined : childOf(sensitive, key);
      const isPlain = notKnown !== true && isHidden !== true && typeof known !== 'object' && known !== undefined;
      const isLookedAt = !isPlain && (leavesOutUnknown || isMarked(notKnown) || isMarked(isHidden));
      const entry = isPlain
        ? this.#known(known, at.entry(key))
        : this.value({ value: known, unknown: notKnown, sensitive: isHidden, written: isLookedAt ? writtenAt(written, key) : somehow }, at.entry(key), depth + 1);
      if (entry !== undefined) entries.set(key, entry);
    };
    if (isRecord(value))
      Object.keys(value).forEach((key) => {
        const known = value[key];
        const notKnown = allKnown ? undefined : childOf(unknown, key);
        if ((known !== null && known !== undefined && !isEmptyList(known)) || notKnown === true) add(key, known, notKnown);
      });
    if (isRecord(unknown)) for (const key of Object.keys(unknown)) if (unknown[key] === true && own(value, key) === undefined) add(key, undefined, true);
    if (leavesOutUnknown) for (const key of keysWritten(written)) if (own(value, key) === undefined) add(key, undefined, true);
    return { kind: 'map', entries, open, at };
  }

  #list(value: readonly Json[], { unknown, sensitive, written }: Node, at: LazyOrigin, depth: number): Value | undefined {
    const items: Value[] = [];
    for (let i = 0; i < value.length; i++) {
      const node = { value: value[i], unknown: childOf(unknown, i), sensitive: childOf(sensitive, i), written: writtenItem(written, i, value.length) };
      const item = this.value(node, at.item(i), depth + 1);
      if (item !== undefined) items.push(item);
    }
    return items.length === 0 ? undefined : { kind: 'list', items, open: false, at };
  }

  /** What exists already is known by its ARN or id; elsewhere in the plan that is a reference to it. */
  #known(value: Scalar, at: LazyOrigin): Settled {
    const named = typeof value === 'string' && this.identities.size > 0 ? this.identities.get(value) : undefined;
    if (!named || named.instance === this.instance) return { kind: 'scalar', value, at };
    return { kind: 'ref', to: named.instance.address, attribute: named.attribute, type: named.instance.type, at };
  }

  /** Policy law 3: what is not known and not written is absent; what is written leads to what it refers to. */
  #computed(written: Written, at: LazyOrigin): Value | undefined {
    switch (written.kind) {
      case 'not-written':
        return undefined;
      case 'untold':
        if (at instanceof EntryOrigin && this.#isNotWritten(at)) return undefined;
        return unknownAt(at, 'it is known only after apply, and the plan does not tell how it is written', { maybeAbsent: true });
      case 'somehow':
        return unknownAt(at, 'it is known only after apply', { maybeAbsent: true });
      case 'blocks':
        return unknownAt(at, 'it is known only after apply', {});
      case 'expression':
        return this.#referred(written.expression, at);
    }
  }

  /** May nothing but the provider have made the argument, for all that the plan does not tell how it is written? */
  #isNotWritten(at: EntryOrigin): boolean {
    if (namesKey(at.step)) return !this.references.mayGiveKeys;
    return isSetting(this.instance.type, argumentOf(at)?.path ?? []);
  }

  #referred(expression: Expression, at: LazyOrigin): Value {
    const { constant } = expression;
    if (typeof constant === 'string' || typeof constant === 'number' || typeof constant === 'boolean') return { kind: 'scalar', value: constant, at };
    const targets = this.references.targets(expression, this.instance);
    const instances = targets.filter((target) => target.kind === 'instance');
    const [only] = instances;
    if (only && instances.length === 1) {
      if (only.instance.mode === 'managed') return { kind: 'ref', to: only.instance.address, attribute: only.attribute, type: only.instance.type, at };
      const policy = targets.length === 1 && only.attribute === 'json' ? policyOf(only.instance) : undefined;
      if (policy) return { ...policy, at, via: policy.at };
      return unknownAt(at, `it comes from ${only.instance.address}.${only.attribute}, known only after apply`, { symbol: `${only.instance.address}.${only.attribute}` });
    }
    const symbol = symbolOf(targets);
    const variable = onlyVariable(targets);
    return unknownAt(at, 'it is known only after apply', {
      maybeAbsent: instances.length === 0,
      ...(symbol === '' ? {} : { symbol }),
      ...(variable === undefined ? {} : { variable }),
    });
  }

  /** A sensitive value is never shown. One that is written in clear text in the configuration is judged as such; of the others only the way that they come is known. */
  #hidden(value: Json, written: Written, at: LazyOrigin): Value | undefined {
    if (value === '' || (isList(value) && value.length === 0) || (isRecord(value) && Object.keys(value).length === 0)) return undefined;
    const expression = written.kind === 'expression' ? written.expression : undefined;
    if (typeof value === 'string' && expression?.constant === value) return { kind: 'scalar', value, at };
    const targets = expression ? this.references.targets(expression, this.instance) : [];
    const variable = onlyVariable(targets);
    return unknownAt(at, 'it is sensitive', variable === undefined ? {} : { variable });
  }
}

/** How nothing is written that is looked at. */
const somehow: Written = { kind: 'somehow' };

/** A list of nothing is not set; there are many, one for each block that a resource could have. */
const isEmptyList = (value: Json): boolean => isList(value) && value.length === 0;

/** May a part of the node be marked? */
function isMarked(tree: Json | undefined): boolean {
  if (isList(tree)) return tree.some((item) => item !== false);
  if (!isRecord(tree)) return tree === true;
  for (const _ in tree) return true;
  return false;
}

function childOf(tree: Json | undefined, step: string | number): Json | undefined {
  if (tree === true) return true;
  if (isList(tree)) return typeof step === 'number' ? tree[step] : undefined;
  return own(tree, String(step));
}

/** The names of what is written in a block. */
function keysWritten(written: Written): readonly string[] {
  return written.kind === 'blocks' ? written.blocks.flatMap((block: JsonRecord) => Object.keys(block)) : [];
}

function onlyVariable(targets: readonly Target[]): string | undefined {
  const [only] = targets;
  return targets.length === 1 && only?.kind === 'variable' ? only.name : undefined;
}

function symbolOf(targets: readonly Target[]): string {
  return targets
    .map((target) => (target.kind === 'instance' ? `${target.instance.address}.${target.attribute}` : target.kind === 'variable' ? `var.${target.name}` : target.kind === 'unknown' ? target.symbol : ''))
    .join(' ');
}

function unknownAt(at: Origin, reason: string, more: { readonly maybeAbsent?: boolean; readonly symbol?: string; readonly variable?: string }): Settled {
  return { kind: 'unknown', reason, channel: more.variable === undefined ? 'other' : 'parameter', maybeAbsent: false, at, ...more };
}
