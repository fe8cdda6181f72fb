import type { Resource } from '../model/template.ts';
import type { Judgement, View } from './view.ts';
import type { Example, Scene } from './example.ts';
import type { Fix } from './fix.ts';
import type { Kind, Property } from './property.ts';
import type { Requirement } from './requirement.ts';
import { secretKeysIn } from './secret-keys.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** Severities, mildest first. */
export const severities = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

export type Category =
  | 'at-rest'
  | 'in-transit'
  | 'exposure'
  | 'secrets'
  | 'audit'
  | 'backup'
  | 'certificates'
  | 'key-management'
  | 'immutability'
  | 'discovery';

/** The lowest profile that a rule belongs to. `default` is quiet where AWS already protects; `strict` adds customer keys and explicit settings; `all` everything. */
export type Profile = 'default' | 'strict' | 'all';
export const profiles = ['default', 'strict', 'all'] as const satisfies readonly Profile[];

/** The standards that rules cite: AWS Foundational Security Best Practices, CIS AWS Foundations, PCI DSS 4.0, NIST SP 800-53 r5, HIPAA. */
export const standards = ['aws-fsbp', 'cis-aws', 'pci-dss-4', 'nist-800-53-r5', 'hipaa'] as const;
export type Standard = (typeof standards)[number];

/** What a user may ask for: a profile, or the rules that a standard cites, judged as strictly as `strict`. */
export type ProfileName = Profile | Standard;
export const profileNames: readonly ProfileName[] = [...profiles, ...standards];

/** Is it a standard, not a profile? */
export const isStandard = (name: ProfileName): name is Standard => standards.some((standard) => standard === name);

/** Does the rule belong to the profile, or does the standard cite it? */
export function holdsRule(name: ProfileName, rule: RuleRecord): boolean {
  return isStandard(name) ? rule.standards[name] !== undefined : profiles.indexOf(rule.profile) <= profiles.indexOf(name);
}

/** A resource whose own setting decides: skipped if it is in the project, unknown if it is named but outside. */
export interface Decider {
  /** The property that names it. */
  readonly via: Property;
  /** Why it decides, in words: `the cluster decides`. */
  readonly because: string;
  readonly to?: Kind;
}

/** One rule: one threshold of one protection, for every family of formats. */
export interface RuleRecord {
  /** `service-thing-state`, stable; as the catalogue proposes it. */
  readonly id: string;
  /** The edition that brought it: `2026.12`. */
  readonly since: string;
  /** The kind of resource. The types `@parameter` and `@output` stand for the template's own parameters and outputs. */
  readonly on: Kind;
  /** It does not concern resources that do not meet this (skipped); unknown where that is unknown. */
  readonly applies?: Requirement;
  readonly decidedBy?: readonly Decider[];
  readonly severity: Severity;
  readonly category: Category;
  readonly profile: Profile;
  /** What holds when it passes: `RDS instance storage is encrypted at rest`. */
  readonly title: string;
  /** What is wrong, one sentence about `{name}`. */
  readonly message: string;
  /** What an accident or an attacker gains. */
  readonly why: string;
  /** AWS's page that the claim rests on. */
  readonly source: string;
  /** Standard → controls. */
  readonly standards: Readonly<Partial<Record<Standard, readonly string[]>>>;
  /** The same check elsewhere. */
  readonly aliases: readonly string[];
  /** Keys whose values it knows as secrets: whoever shows source text masks them. */
  readonly secretKeys: readonly string[];
  readonly require: Requirement | ((subject: Resource, view: View) => Judgement);
  readonly fix?: Fix;
  readonly examples: {
    readonly pass: readonly (Example | Scene)[];
    readonly fail: readonly (Example | Scene)[];
    readonly unknown: readonly (Example | Scene)[];
    readonly skip?: readonly (Example | Scene)[];
  };
}

/** A rule as its file writes it: `profile`, `standards` and `aliases` may be left out. */
export type RuleSpec = Omit<RuleRecord, 'profile' | 'standards' | 'aliases' | 'secretKeys'> & Partial<Pick<RuleRecord, 'profile' | 'standards' | 'aliases'>>;

/** A rule, with what its file left out. */
export function rule(spec: RuleSpec): RuleRecord {
  const secretKeys = typeof spec.require === 'function' ? [] : secretKeysIn(spec.require);
  return { profile: 'default', standards: {}, aliases: [], ...spec, secretKeys };
}
