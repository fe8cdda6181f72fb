import type { Condition } from '../model/condition.ts';
import type { Family, Resource, Template } from '../model/template.ts';
import type { Address, Value } from '../model/value.ts';
import { accountId, JsonDocument, Joined, partition, type AddedResource, type FixValue, type KeyGrant } from '../rule/fix.ts';
import { resource } from '../rule/property.ts';
import { askPolicy } from '../rule/policy/answer.ts';
import type { View } from '../rule/view.ts';
import { isEmpty } from './coerce.ts';
import { read } from './read.ts';
import { UndecidedView } from './undecided-view.ts';

/** What makes a key of KMS fit for encrypting data. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html */
const key = resource({
  label: 'KMS key',
  cfn: 'AWS::KMS::Key',
  tf: 'aws_kms_key',
  props: {
    spec: { cfn: 'KeySpec', tf: 'customer_master_key_spec' },
    usage: { cfn: 'KeyUsage', tf: 'key_usage' },
    enabled: { cfn: 'Enabled', tf: 'is_enabled' },
    origin: { cfn: 'Origin', tf: 'custom_key_store_id' },
    document: { cfn: 'KeyPolicy', tf: 'policy' },
  },
});

/** What was found out of resources: what they refer to, and which of them are keys that fit for some grants. It rests on the resource alone, and on the variables. */
interface KnownOfResources {
  readonly named: WeakMap<Resource, readonly Address[]>;
  readonly fit: WeakMap<Resource, Map<readonly KeyGrant[], boolean>>;
}

/**
 * The keys of a template that its resources could use as their own: symmetric, enabled, made by KMS, and with a policy that lets in the account (so that
 * permissions of roles count) and each service that must be granted. Nothing is decided: what only some choice of parameters makes fit is unfit.
 */
export class OwnKeys {
  /** The types that keys are of. */
  readonly types: readonly string[];
  readonly #template: Template;
  readonly #view: View;
  readonly #needs = new Map<Address, ReadonlySet<Address>>();
  #keys: readonly Resource[] | undefined;
  readonly #known: KnownOfResources;
  #reach: ReadonlySet<Address> | undefined;

  /** `known`: what was found out of resources of a version before, in which variables and conditions were the same. */
  constructor(template: Template, known: KnownOfResources = { named: new WeakMap(), fit: new WeakMap() }) {
    this.types = key[template.family];
    this.#template = template;
    this.#view = new UndecidedView(template);
    this.#known = known;
  }

  /** The same for the next version of the template, in which these resources, and resources of these types, are others, and no variable or condition is. */
  after(template: Template, addresses: ReadonlySet<Address>, types: ReadonlySet<string>): OwnKeys {
    const isSame = !this.types.some((type) => types.has(type)) && [...addresses].every((address) => !this.reach.has(address) || this.#namesTheSame(address, template));
    return isSame ? this : new OwnKeys(template, this.#known);
  }

  /** What the answers rest on: every key, and all that keys refer to. */
  get reach(): ReadonlySet<Address> {
    return (this.#reach ??= new Set(this.#all().flatMap(({ address }) => [...this.#neededBy(address)])));
  }

  /** The only key that is there whenever the subject is and can be made before it. Undefined where there is none, or a choice. */
  for(subject: Resource, grants: readonly KeyGrant[]): Resource | undefined {
    let only: Resource | undefined;
    for (const candidate of this.#all()) {
      const { address, when } = candidate;
      if (moduleOf(address) !== moduleOf(subject.address) || !(isAlways(when) || isSame(when, subject.when)) || this.#neededBy(address).has(subject.address)) continue;
      if (!this.#isFit(candidate, grants)) continue;
      if (only) return undefined;
      only = candidate;
    }
    return only;
  }

  #all(): readonly Resource[] {
    return (this.#keys ??= this.#view.declared(this.types));
  }

  #isFit(candidate: Resource, grants: readonly KeyGrant[]): boolean {
    const answers = this.#known.fit.get(candidate) ?? new Map<readonly KeyGrant[], boolean>();
    this.#known.fit.set(candidate, answers);
    const known = answers.get(grants);
    if (known !== undefined) return known;
    const fits = isFit(candidate, grants, this.#view);
    answers.set(grants, fits);
    return fits;
  }

  #namesTheSame(address: Address, template: Template): boolean {
    const [before, after] = [this.#template.resources.get(address), template.resources.get(address)];
    if (before === undefined || after === undefined) return before === after;
    const [old, now] = [this.#namedBy(before), this.#namedBy(after)];
    return old.length === now.length && old.every((name, i) => name === now[i]);
  }

  #namedBy(resource: Resource): readonly Address[] {
    const known = this.#known.named.get(resource);
    if (known) return known;
    const named = [...new Set([...namedIn(resource.properties), ...resource.dependsOn])];
    this.#known.named.set(resource, named);
    return named;
  }

  /** The resource itself, and all that has to be made before it. */
  #neededBy(address: Address): ReadonlySet<Address> {
    const known = this.#needs.get(address);
    if (known) return known;
    const needed = new Set<Address>();
    const waiting = [address];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (needed.has(next)) continue;
      needed.add(next);
      const resource = this.#template.resources.get(next);
      if (resource) waiting.push(...this.#namedBy(resource));
    }
    this.#needs.set(address, needed);
    return needed;
  }
}

/** Rests on nothing but the key and the variables: neither a property of keys nor a question to a policy leads to another resource. */
function isFit(candidate: Resource, grants: readonly KeyGrant[], view: View): boolean {
  if (candidate.multiplicity !== undefined) return false;
  const { spec, usage, enabled, origin, document } = key.props;
  const says = (property: typeof spec, ...good: readonly string[]): boolean =>
    read(property, { resource: candidate }, view).every(({ value }) => isEmpty(value) || (value.kind === 'scalar' && good.includes(String(value.value))));
  if (!says(spec, 'SYMMETRIC_DEFAULT') || !says(usage, 'ENCRYPT_DECRYPT') || !says(enabled, 'true') || !says(origin, 'AWS_KMS')) return false;
  return read(document, { resource: candidate }, view).every(({ value }) => {
    if (isEmpty(value)) return grants.length === 0;
    const lets = (question: Parameters<typeof askPolicy>[0]): boolean => askPolicy(question, value, view).answer === 'yes';
    return lets({ ask: 'allows-account', actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'] }) && grants.every(({ service, actions }) => lets({ ask: 'allows-service', service, actions, fully: true }));
  });
}

/** What a value refers to, in whatever choice. */
function namedIn(value: Value): readonly Address[] {
  switch (value.kind) {
    case 'ref':
      return [value.to];
    case 'list':
      return value.items.flatMap(namedIn);
    case 'map':
      return [...value.entries.values()].flatMap(namedIn);
    case 'text':
      return value.parts.flatMap((part) => (typeof part === 'string' ? [] : namedIn(part)));
    case 'choice':
      return value.cases.flatMap(({ value: item }) => namedIn(item));
    case 'scalar':
    case 'absent':
    case 'unknown':
      return [];
  }
}

const isAlways = (when: Condition): boolean => when.op === 'const' && when.value;
const isSame = (a: Condition, b: Condition): boolean => a.op === 'named' && b.op === 'named' && a.name === b.name;
const moduleOf = (address: Address): string => (address.startsWith('module.') ? (/^(?:module\.[^.]+\.)*/.exec(address)?.[0] ?? '') : '');

/**
 * A key to be added: rotated, kept when the stack goes, its policy that of KMS's default (the account's permissions decide) and the grants.
 * Terraform's provider writes KMS's default itself. Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function newKey(grants: readonly KeyGrant[], family: Family): AddedResource & { readonly properties: object } {
  const policy = new JsonDocument({ Version: '2012-10-17', Statement: [account, ...grants.map(statementOf)] });
  if (family === 'tf') return { hint: 'data', attribute: 'Arn', type: 'aws_kms_key', properties: { enable_key_rotation: true, ...(grants.length === 0 ? {} : { policy }) } };
  return {
    hint: 'DataKey',
    attribute: 'Arn',
    type: 'AWS::KMS::Key',
    attributes: { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
    properties: { EnableKeyRotation: true, KeyPolicy: policy },
  };
}

const account: FixValue = {
  Sid: 'LetPermissionsOfTheAccountCount',
  Effect: 'Allow',
  Principal: { AWS: new Joined(['arn:', partition, ':iam::', accountId, ':root']) },
  Action: 'kms:*',
  Resource: '*',
};

function statementOf({ service, principal, actions, condition, verb = 'Use' }: KeyGrant): FixValue {
  return {
    Sid: `Let${service.charAt(0).toUpperCase()}${service.slice(1)}${verb}It`,
    Effect: 'Allow',
    Principal: { Service: principal },
    Action: actions,
    Resource: '*',
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
