import { unresolved, type Example, type ExampleValue } from '../../server/src/core/rule/example.ts';
import { OneOf, OwnKey, type Fix, type KeyGrant } from '../../server/src/core/rule/fix.ts';
import type { Level } from '../../server/src/core/rule/levels.ts';
import { resource, type Kind, type Property } from '../../server/src/core/rule/property.ts';
import { encryptedAtLevel, present, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { rule, type Decider, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** What differs between two rules that ask for a key of the user's own. */
export interface CustomerKeySpec {
  readonly id: string;
  readonly on: Kind;
  readonly key: Property;
  /** What protects the data when no key is named. Source: the page named by `source`. */
  readonly withoutKey: Level;
  /** The switch that must be on for the key to count, and what its values stand for. */
  readonly mode?: Property;
  readonly modes?: Readonly<Record<string, Level | 'key'>>;
  /** What AWS takes the key only together with: a switch, or the other required member of its block. The fix writes it; the verdict does not hang on it. */
  readonly beside?: readonly (readonly [Property, string | boolean])[];
  /** What AWS refuses beside a key: the fix takes it away. */
  readonly insteadOf?: Property;
  /** Where a fix writes the key if not at `key`, and what it is not for. */
  readonly writtenAt?: { readonly key: Property; readonly unless: readonly Property[] };
  /** What is encrypted, as a sentence begins: `The storage of RDS instance`. */
  readonly what: string;
  /** The alias of the key that AWS manages for the service, used in the failing example. */
  readonly awsAlias: string;
  readonly source: string;
  readonly aliases?: readonly string[];
  readonly standards?: Readonly<Record<string, readonly string[]>>;
  readonly applies?: Requirement;
  readonly decidedBy?: readonly Decider[];
  /** The services that use the key in their own name. `not known`: then no key is offered. */
  readonly grants?: readonly KeyGrant[] | 'not known';
  /** What the examples need besides the key. */
  readonly given?: Example;
  readonly skip?: readonly Example[];
}

/** What is gained by a key of the user's own. */
export const whyOwnKey = 'The policy of a key that AWS owns or manages cannot be narrowed and the key cannot be disabled: access to the data cannot be cut off, nor granted apart from access to the service.';

/** A strict rule: the data is encrypted with a key of the user's own. */
export function customerKeyRule(spec: CustomerKeySpec): RuleRecord {
  const { given = {}, key, mode, modes } = spec;
  return rule({
    id: spec.id,
    since: '2026.12',
    on: spec.on,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: `${spec.what} is encrypted with a key of your own`,
    message: `${spec.what} {name} is not encrypted with a key of your own.`,
    why: whyOwnKey,
    source: spec.source,
    standards: spec.standards ?? {},
    aliases: spec.aliases ?? [],
    ...(spec.applies ? { applies: spec.applies } : {}),
    ...(spec.decidedBy ? { decidedBy: spec.decidedBy } : {}),
    ...(spec.grants === 'not known' ? {} : { fix: ownKeyFix(spec, spec.grants ?? []) }),
    require: encryptedAtLevel('customer-managed', { key, withoutKey: spec.withoutKey, ...(mode ? { mode } : {}), ...(modes ? { modes } : {}) }),
    examples: {
      pass: [{ ...given, [key.name]: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }],
      fail: [given, { ...given, [key.name]: spec.awsAlias }],
      unknown: [{ ...given, [key.name]: unresolved }],
      ...(spec.skip ? { skip: spec.skip } : {}),
    },
  });
}

/** What differs between the rules about resources that have a key, and nothing else that we look at. No key is offered: which services use it in their own name is not known here. */
export interface KeyRow extends Pick<CustomerKeySpec, 'id' | 'withoutKey' | 'what' | 'source' | 'aliases'> {
  readonly cfn?: string | readonly string[];
  readonly tf?: string | readonly string[];
  readonly minimal?: Parameters<typeof resource>[0]['minimal'];
  readonly key: Paths;
  /** The member that says whose key it is: the value for the user's own, and what the others stand for. */
  readonly mode?: Paths & { readonly own: string; readonly others: Readonly<Record<string, Level>> };
  /** It concerns only what has this. */
  readonly only?: Paths & { readonly example: ExampleValue };
  /** As in `alias/aws/SERVICE`. */
  readonly service: string;
}

interface Paths {
  readonly cfn?: string | readonly string[];
  readonly tf?: string | readonly string[];
}

/** A strict rule about a resource of which we know the key alone. */
export function keyRow({ cfn, tf, minimal, mode, only, service, ...row }: KeyRow): RuleRecord {
  const { own, others = {}, ...modePaths } = mode ?? { own: '' };
  const { example, ...onlyPaths } = only ?? { example: '' };
  const on = resource({
    label: row.what,
    ...(cfn === undefined ? {} : { cfn }),
    ...(tf === undefined ? {} : { tf }),
    ...(minimal ? { minimal } : {}),
    props: { key: row.key, mode: modePaths, only: onlyPaths },
  });
  const given: Example = { ...(mode ? { mode: own } : {}), ...(only ? { only: example } : {}) };
  return customerKeyRule({
    ...row,
    on,
    key: on.props.key,
    awsAlias: `alias/aws/${service}`,
    grants: 'not known',
    given,
    ...(mode ? { mode: on.props.mode, modes: { ...others, [own]: 'key' } } : {}),
    ...(only ? { applies: present(on.props.only), skip: [{}] } : {}),
  });
}

function ownKeyFix(spec: CustomerKeySpec, grants: readonly KeyGrant[]): Fix {
  const { mode, modes = {}, beside = [], insteadOf, writtenAt: { key, unless } = { key: spec.key, unless: [] } } = spec;
  const on = Object.keys(modes).filter((value) => modes[value] === 'key');
  return {
    ...ownKeyWords,
    unless,
    ...(insteadOf ? { remove: [insteadOf] } : {}),
    set: [...(mode ? [[mode, new OneOf(on.map((value) => (value === 'true' || value === 'false' ? value === 'true' : value)))] as const] : []), ...beside, [key, new OwnKey(grants)]],
  };
}

/** What a fix says that points at a key of the user's own. Whether the key is there or is added stands behind it. */
export const ownKeyWords = { title: 'Encrypt with a key of your own', effect: 'readers and writers need the key' } as const;
