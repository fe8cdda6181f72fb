import type { Condition, Variable } from './condition.ts';
import type { Origin, Place } from './origin.ts';
import type { Address, Value } from './value.ts';

/** The two families of property names that a rule binds. SAM and CDK output are CloudFormation. */
export type Family = 'cfn' | 'tf';

/** Something wrong with the document itself. It is reported, and the rest is still judged. */
export interface Problem {
  /** Stable, lower-case with dashes: `yaml-syntax`, `duplicate-key`, `dangling-reference`. */
  readonly code: string;
  readonly message: string;
  /** `error`: a part of the document could not be read and is not judged. */
  readonly severity: 'error' | 'warning';
  readonly at: Place;
}

/** A wish not to be told. `rules: 'all'` only where no rule is named. */
export interface Suppression {
  readonly rules: readonly string[] | 'all';
  /** What it covers: the file, a resource, or the node at (or below) an origin. */
  readonly scope: { readonly kind: 'file' } | { readonly kind: 'resource'; readonly address: Address } | { readonly kind: 'node'; readonly origin: Origin };
  readonly reason?: string;
  /** ISO date, exclusive: from that day on it no longer counts. */
  readonly until?: string;
  /** Where it stands itself. */
  readonly at: Place;
}

/** One resource as written. `multiplicity` is set for count, for_each. */
export interface Resource {
  readonly address: Address;
  readonly type: string;
  /** The resource's entry: its key is the logical id. */
  readonly at: Origin;
  /** Where Type stands. */
  readonly typeAt: Origin;
  /** When it exists. */
  readonly when: Condition;
  readonly multiplicity?: string;
  /** A map, `absent`, or `unknown`; a choice where Properties is an Fn::If. */
  readonly properties: Value;
  /** DeletionPolicy, UpdateReplacePolicy and the like, by name. */
  readonly attributes: ReadonlyMap<string, Value>;
  /** Addresses that it names by DependsOn. */
  readonly dependsOn: readonly Address[];
}

/** A call of another template, which is deployed with it: a nested stack. Terraform's modules are read with their caller as one template. */
export interface TemplateCall {
  /** The resource that makes it; references to what it gives name this address. */
  readonly address: Address;
  readonly at: Origin;
  /** When it is made. */
  readonly when: Condition;
  /** Where the other template is, as written: a path from the file, or an address on the net. */
  readonly source: string;
  readonly sourceAt: Origin;
  /** The values for the other template's parameters: a map, absent, or unknown. */
  readonly given: Value;
}

/** One deployable module, of one or more files. */
export interface Template {
  /** Project-relative path with forward slashes. */
  readonly key: string;
  readonly family: Family;
  readonly files: readonly string[];
  /** Where a finding about the whole template stands: the key `Resources`, say. */
  readonly at: Origin;
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly conditions: ReadonlyMap<string, Condition>;
  /** What every deployment satisfies: the template's Rules, say. */
  readonly constraints: readonly Condition[];
  /** Are there resources that we cannot see (an unknown macro, a ForEach over an unknown list)? Then no companion is ever surely missing. */
  readonly open: boolean;
  /** Parameters, outputs and metadata as values, for rules about the template as a whole. */
  readonly parameters: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
  /** The other templates that it deploys. */
  readonly calls: readonly TemplateCall[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
}
