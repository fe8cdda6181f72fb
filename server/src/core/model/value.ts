import type { Condition } from './condition.ts';
import type { Origin } from './origin.ts';

export type Scalar = string | number | boolean;

/** The logical id of a resource, or a Terraform address. */
export type Address = string;

/** What a reference points at. `attribute`: `Ref` for CloudFormation's Ref, else the attribute's name (`Arn`). */
export interface Target {
  readonly to: Address;
  readonly attribute: string;
  /** The resource's type, where the reference names it itself, as Terraform's do: known even if the resource is elsewhere. */
  readonly type?: string;
  /** The resources that the attribute was taken from in its turn: an argument of that name is written as a reference, and nothing else. */
  readonly passedOn?: readonly Address[];
  readonly instance?: { readonly kind: 'each' } | { readonly kind: 'index'; readonly key: string };
}

interface Located {
  /** Where the value is used. */
  readonly at: Origin;
  /** Where it was written, if elsewhere: a parameter's default, a mapping's cell, an anchor, a local. It cannot be edited at `at`. */
  readonly via?: Origin;
  /** The variable (parameter) that it came from. */
  readonly variable?: string;
}

/** How an unknown value arrives, as far as that matters to a judgement. */
export type Channel = 'ssm' | 'ssm-secure' | 'secretsmanager' | 'import' | 'parameter' | 'other';

/** A value whose every choice is decided: all that a rule ever sees. */
export type Settled = Located &
  (
    | { readonly kind: 'scalar'; readonly value: Scalar }
    | { readonly kind: 'list'; readonly items: readonly Value[]; readonly open: boolean }
    | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value>; readonly open: boolean }
    | ({ readonly kind: 'ref' } & Target)
    | { readonly kind: 'text'; readonly parts: readonly (string | Value)[] }
    | { readonly kind: 'absent' }
    | {
        readonly kind: 'unknown';
        readonly reason: string;
        readonly channel: Channel;
        /** Values with the same symbol are equal. */
        readonly symbol?: string;
        readonly maybeAbsent: boolean;
        /** Reading it makes the deployment fail: a mapping without such a row. */
        readonly impossible?: true;
      }
  );

/** A choice between values. Its cases cover everything: the first whose `when` holds is taken. */
export type Choice = Located & {
  readonly kind: 'choice';
  readonly cases: readonly { readonly when: Condition; readonly value: Value }[];
};

/**
 * A value of a property. Names are kept, nothing is resolved: a parameter is a choice over its domain, `Fn::If` a
 * choice over its condition. `open` means that there may be more entries than are listed (Transform, ForEach, dynamic).
 */
export type Value = Settled | Choice;

/** The same value with each value directly in it changed: cases, items, entries, parts. */
export function mapParts(value: Value, change: (of: Value) => Value): Value {
  switch (value.kind) {
    case 'choice':
      return { ...value, cases: value.cases.map((c) => ({ when: c.when, value: change(c.value) })) };
    case 'list':
      return { ...value, items: value.items.map(change) };
    case 'map':
      return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, change(entry)])) };
    case 'text':
      return { ...value, parts: value.parts.map((part) => (typeof part === 'string' ? part : change(part))) };
    case 'scalar':
    case 'ref':
    case 'absent':
    case 'unknown':
      return value;
  }
}
