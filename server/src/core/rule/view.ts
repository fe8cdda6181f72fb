import type { Condition, Variable } from '../model/condition.ts';
import type { Edit } from '../model/edit.ts';
import type { Origin } from '../model/origin.ts';
import type { Family, Resource } from '../model/template.ts';
import type { Address, Settled, Value } from '../model/value.ts';
import type { CfnProperty } from './changed-properties.ts';
import type { KeyGrant } from './fix.ts';
import type { Property } from './property.ts';

export type Verdict = 'pass' | 'fail' | 'unknown' | 'skipped';

/** A way to mend a failure, in terms of the template. */
export interface LoweredFix {
  readonly title: string;
  /** What it brings besides, that the user has to agree to: it is never applied without asking. */
  readonly effect?: string;
  readonly edits: readonly Edit[];
  /** In Terraform: what it changes, by CloudFormation's names; undefined where they are not known. */
  readonly changes?: readonly CfnProperty[] | undefined;
}

/** One reason of a verdict, at one place. */
export interface Evidence {
  /** What was seen: `StorageEncrypted is not set, and AWS's default is false`. */
  readonly detail: string;
  /** The wrong value, or the deepest node that exists where something is missing. */
  readonly at: Origin;
  /** True: what is missing belongs below `at`, which is underlined at its key. */
  readonly missing: boolean;
  /** The other side of a relation. */
  readonly related: readonly { readonly message: string; readonly at: Origin; readonly address?: Address }[];
  /** Property path of the subject with natural keys, for the identity: `BlockDeviceMappings[DeviceName=/dev/xvda].Ebs.Encrypted`. */
  readonly path: string;
  /** The changes that mend it, applied together; or why there are none. */
  readonly edits: readonly Edit[];
  /** The same with their words, and other ways to mend it, from which the user may choose. */
  readonly fixes?: readonly LoweredFix[];
  readonly refused?: string;
  /** The value at `at` may be a secret: it is never shown. */
  readonly sensitive: boolean;
}

/** The verdict about one subject in one world. A failure has evidence. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
  /** Why it is unknown or skipped. */
  readonly reason?: string | undefined;
}

/** A template in one world: every condition that is asked for is decided. All that a rule ever sees. */
export interface View {
  readonly family: Family;
  /** May there be resources that cannot be seen? `Template.open`. */
  readonly isOpen: boolean;
  /** AWS's "it depends" counts as a failure. */
  readonly strict: boolean;
  variable(id: string): Variable | undefined;
  holds(condition: Condition): boolean;
  /** The value with its choices decided. NoValue is `absent`; entries and items of it are still there and settle to `absent`. */
  settle(value: Value): Settled;
  /** What a plain text says that is JSON; undefined where it is none. The rules about a document ask for the same text in turn. */
  json(text: Settled & { readonly kind: 'scalar' }): Value | undefined;
  /** The resource, if it exists in this world. A reference that was read to a resource that does not exist makes the world undeployable. */
  get(address: Address): Resource | undefined;
  /** The resources of these types as written, whether or not they exist in this world: nothing is decided. */
  declared(types: readonly string[]): readonly Resource[];
  /** Those of these types that may point at the subject by a property, as written: the others cannot, in any world. */
  companions(types: readonly string[], via: Property, subject: Resource): readonly Resource[];
  /** The resources of these types that exist in this world. */
  ofTypes(types: readonly string[]): readonly Resource[];
  /** The only key of KMS in the template that the subject could use as its own, with these grants in its policy; told without deciding anything. */
  ownKey(subject: Resource, grants: readonly KeyGrant[]): Resource | undefined;
  /** What is worked out of a value of the template, or of something that rules hold, and of nothing else: once for all who ask. `T` belongs to `about`. */
  once<T extends NonNullable<unknown>>(about: object, work: () => T): T;
  /** Says that the world cannot be deployed: its verdict does not count. */
  undeployable(): void;
}
