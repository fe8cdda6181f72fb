import type { Family } from '../model/template.ts';
import type { Scalar } from '../model/value.ts';

/** What it means that a property is not written: AWS's default value, or that it depends on something outside of the template. */
export type WhenAbsent = Scalar | { readonly depends: string };

/** A step of a property's path. `each`: every item of a list (a single block counts as a list of one). `where`: the items whose `key` equals `is`. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'each' }
  | { readonly kind: 'where'; readonly key: string; readonly is: string };

/** The resource type in each family. Several types share one binding where their properties are spelt alike. */
export interface Kind {
  /** What a user calls it: `RDS instance`. */
  readonly label: string;
  readonly cfn: readonly string[];
  readonly tf: readonly string[];
  /** What a resource must have to be deployable at all: examples are built on it. */
  readonly minimal: Readonly<Partial<Record<Family, Readonly<Record<string, unknown>>>>>;
}

/**
 * One property of a kind of resource, in every family. `places`: the first that is present is read, the last is written.
 * A path that starts with `@` names an attribute of the resource (`@DeletionPolicy`).
 */
export interface Property {
  readonly name: string;
  readonly places: Readonly<Partial<Record<Family, readonly (readonly PathStep[])[]>>>;
  /** The value that counts when it is not written. Source: the page named by the rule that uses it. */
  readonly whenAbsent: Readonly<Partial<Record<Family, WhenAbsent>>>;
  /** The value that counts when the map or list that it stands in is not written either; `whenAbsent` where not given. */
  readonly whenParentAbsent: Readonly<Partial<Record<Family, WhenAbsent>>>;
  /** Terraform's spelling of an enumeration → CloudFormation's. */
  readonly values: Readonly<Record<string, Scalar>>;
  /** Values that protect more and more, where AWS says so on the page of the rules that use it: a comparison of two versions orders them so. */
  readonly weakestFirst?: readonly Scalar[];
}

/** A list property whose items have properties of their own, read by `forEach`. */
export interface ListProperty<Items extends string = string> extends Property {
  readonly items: Readonly<Record<Items, Property>>;
}

type PerFamily<T> = T | { readonly cfn?: T; readonly tf?: T };

/**
 * How a record writes a property. `cfn`, `tf`: a path or several, `A.B[].C[Key=x].D`.
 * For a property of an item the path is relative to the item.
 */
export interface PropertySpec {
  readonly cfn?: string | readonly string[];
  readonly tf?: string | readonly string[];
  readonly whenAbsent?: WhenAbsent | { readonly cfn?: WhenAbsent; readonly tf?: WhenAbsent };
  readonly whenParentAbsent?: WhenAbsent | { readonly cfn?: WhenAbsent; readonly tf?: WhenAbsent };
  readonly values?: Readonly<Record<string, Scalar>>;
  readonly weakestFirst?: readonly Scalar[];
  readonly items?: Readonly<Record<string, PropertySpec>>;
}

type PropertyOf<S extends PropertySpec> = S extends { readonly items: infer I extends Readonly<Record<string, PropertySpec>> } ? ListProperty<keyof I & string> : Property;

/** A kind of resource and its properties. */
export interface Binding<Props extends Readonly<Record<string, PropertySpec>> = Readonly<Record<string, PropertySpec>>> extends Kind {
  readonly props: { readonly [K in keyof Props]: PropertyOf<Props[K]> };
}

/** Binds a kind of resource and its properties to their names in CloudFormation and Terraform. Throws on a path that is misspelt. */
export function resource<const Props extends Readonly<Record<string, PropertySpec>>>(spec: {
  readonly label: string;
  readonly cfn?: string | readonly string[];
  readonly tf?: string | readonly string[];
  readonly minimal?: { readonly cfn?: Readonly<Record<string, unknown>>; readonly tf?: Readonly<Record<string, unknown>> };
  readonly props: Props;
}): Binding<Props> {
  const props = Object.fromEntries(Object.entries(spec.props).map(([name, p]) => [name, property(name, p)]));
  return {
    label: spec.label,
    cfn: listOf(spec.cfn),
    tf: listOf(spec.tf),
    minimal: spec.minimal ?? {},
    props: props as Binding<Props>['props'],
  };
}

function property(name: string, spec: PropertySpec): Property | ListProperty {
  const places: Partial<Record<Family, readonly (readonly PathStep[])[]>> = {};
  if (spec.cfn !== undefined) places.cfn = listOf(spec.cfn).map(parsePath);
  if (spec.tf !== undefined) places.tf = listOf(spec.tf).map(parsePath);
  const base: Property = {
    name,
    places,
    whenAbsent: perFamily(spec.whenAbsent),
    whenParentAbsent: perFamily(spec.whenParentAbsent),
    values: spec.values ?? {},
    ...(spec.weakestFirst ? { weakestFirst: spec.weakestFirst } : {}),
  };
  if (!spec.items) return base;
  return { ...base, items: Object.fromEntries(Object.entries(spec.items).map(([key, item]) => [key, property(key, item)])) };
}

function perFamily(of: PerFamily<WhenAbsent> | undefined): Readonly<Partial<Record<Family, WhenAbsent>>> {
  if (of === undefined) return {};
  if (typeof of !== 'object' || 'depends' in of) return { cfn: of, tf: of };
  return of;
}

function listOf(of: string | readonly string[] | undefined): readonly string[] {
  return of === undefined ? [] : typeof of === 'string' ? [of] : of;
}

/** `A.B[].C[Key=x]` as steps; `['a.b']` is a key with a dot in it. The empty path is the item itself. */
export function parsePath(path: string): readonly PathStep[] {
  if (path === '') return [];
  const steps: PathStep[] = [];
  for (const part of path.match(/(?:[^.[]|\[[^\]]*\])+/g) ?? []) {
    const [, key, rest] = /^([^[\]]*)((?:\[[^\]]*\])*)$/.exec(part) ?? [];
    if (key === undefined || rest === undefined) throw new Error(`not a property path: ${path}`);
    if (key) steps.push({ kind: 'key', key });
    for (const [, inside = ''] of rest.matchAll(/\[([^\]]*)\]/g)) {
      const equals = inside.indexOf('=');
      if (/^'.*'$/.test(inside)) steps.push({ kind: 'key', key: inside.slice(1, -1) });
      else if (inside !== '' && equals < 1) throw new Error(`not a property path: ${path}`);
      else steps.push(inside === '' ? { kind: 'each' } : { kind: 'where', key: inside.slice(0, equals), is: inside.slice(equals + 1) });
    }
  }
  return steps;
}

/** A path as its rule writes it. */
export function showPath(steps: readonly PathStep[]): string {
  return steps
    .map((step, i) => (step.kind === 'key' ? (i ? '.' : '') + step.key : step.kind === 'each' ? '[]' : `[${step.key}=${step.is}]`))
    .join('');
}
