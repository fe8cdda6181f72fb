import { RefTo, type Literal } from '../model/edit.ts';
import type { Family } from '../model/template.ts';
import type { Scalar } from '../model/value.ts';
import type { Kind, Property } from './property.ts';

/** The account, region and partition that the template is deployed to. */
export const accountId = new RefTo('AWS::AccountId', 'Ref');
export const region = new RefTo('AWS::Region', 'Ref');
export const partition = new RefTo('AWS::Partition', 'Ref');

/** The name of an attribute in each family: `Ref` or `Arn`, `id` or `arn`. A family that is left out cannot say it. */
export type AttributeNames = Readonly<Partial<Record<Family, string>>>;

/** A reference to the subject of the rule. */
export class Subject {
  constructor(readonly attribute: AttributeNames) {}
}

/** A reference to what a property of the subject refers to. */
export class Referred {
  constructor(
    readonly by: Property,
    readonly attribute: AttributeNames,
  ) {}
}

/** A text of pieces. */
export class Joined {
  constructor(readonly parts: readonly (string | RefTo | Subject | Referred | Added)[]) {}
}

/** A document that CloudFormation takes as a map and Terraform as JSON text. */
export class JsonDocument {
  constructor(readonly of: FixValue) {}
}

/** One of these: what is written stays if it is one of them, else the first is written. */
export class OneOf {
  constructor(readonly values: readonly Scalar[]) {}
}

/** Something that the fix adds to the template, and a reference to it. A family that is left out has no such thing. */
export class Added {
  constructor(readonly of: Readonly<Partial<Record<Family, Addition>>>) {}
}

/**
 * What is added: a resource beside the subject, or an entry of another section of the document. `hint`: what its name is made from, with
 * `{name}` for the subject's name and `{key}` for that of the property; `attribute`: what the reference names of it.
 */
export type Addition = AddedResource | (Named & { readonly section: readonly string[]; readonly value: Literal });

/** A resource that a fix adds. */
export type AddedResource = Named & { readonly type: string; readonly properties: FixValue; readonly attributes?: { readonly [name: string]: Literal } };

interface Named {
  readonly hint: string;
  readonly attribute: string;
}

/**
 * A reference to a KMS key of the user's own: the only suitable one of the template, else one that the fix adds. `grants`: the services that
 * use the key in their own name, so that the policy of the key has to name them.
 */
export class OwnKey {
  constructor(readonly grants: readonly KeyGrant[]) {}
}

/** What the policy of a key has to allow a service. */
export interface KeyGrant {
  /** The service as it begins its principal's name: `logs`. */
  readonly service: string;
  /** The principal: `logs.<region>.amazonaws.com`. */
  readonly principal: FixValue;
  readonly actions: readonly string[];
  readonly condition?: FixValue;
  /** What the service does with it, as the name of the statement says it; `Use` where nothing is said. A service with two statements needs two words. */
  readonly verb?: string;
  /** The page that asks for it. */
  readonly source: string;
}

/** A value that a fix writes. A `RefTo` is one of `accountId`, `region`, `partition`. */
export type FixValue = Scalar | RefTo | Subject | Referred | Joined | JsonDocument | OneOf | Added | OwnKey | readonly FixValue[] | { readonly [key: string]: FixValue };

/** What is changed in the properties of one resource. */
export interface Changes {
  /** Values to set, in the resource or in the item of the list that failed. */
  readonly set?: readonly (readonly [Property, FixValue])[];
  /** Items to add to lists; a list that is missing is made. */
  readonly append?: readonly (readonly [Property, FixValue])[];
}

/** Changes in the one resource of a kind that points at the subject; where there is none, one is added with `make` and the changes. */
export interface Beside extends Changes {
  readonly kind: Kind;
  /** The property by which it points at the subject. */
  readonly via: Property;
  readonly make: readonly (readonly [Property, FixValue])[];
}

/** How a failure is mended. All of it, or nothing. */
export interface Fix extends Changes {
  readonly title: string;
  /** What it brings besides, that the user has to agree to: such a fix is never applied without asking. `cuts off mounts without TLS`. */
  readonly effect?: string;
  /** It is not for a subject that says something about one of these. */
  readonly unless?: readonly Property[];
  /** Properties to take away. */
  readonly remove?: readonly Property[];
  /** The value that failed, if it is one of these properties and stands there as it is, gives way to this. */
  readonly replace?: readonly [readonly Property[], FixValue];
  readonly beside?: Beside;
  /** The same in another way, where this cannot be written. Its title counts. */
  readonly otherwise?: Fix;
  /** Other ways to mend it, from which the user may choose. */
  readonly alternatives?: readonly Fix[];
}
