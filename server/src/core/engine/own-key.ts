import type { Condition } from '../model/condition.ts';
import type { Family, Resource } from '../model/template.ts';
import { accountId, JsonDocument, Joined, partition, type Addition, type FixValue, type KeyGrant } from '../rule/fix.ts';
import { resource } from '../rule/property.ts';
import { askPolicy } from '../rule/policy/answer.ts';
import type { View } from '../rule/view.ts';
import { isEmpty } from './coerce.ts';
import { leaves, read } from './read.ts';

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

/**
 * The key of the template that the subject can use: the only one that is symmetric, enabled, made by KMS, there whenever the subject is, and
 * whose policy lets in the account (so that permissions of roles count) and each service that must be granted. Undefined where there is none, or a choice.
 */
export function suitableKey(subject: Resource, grants: readonly KeyGrant[], view: View): Resource | undefined {
  const types = view.family === 'cfn' ? key.cfn : key.tf;
  const [only, another] = view.declared(types).filter((candidate) => isSuitable(candidate, subject, grants, view));
  return another === undefined ? only : undefined;
}

function isSuitable(candidate: Resource, subject: Resource, grants: readonly KeyGrant[], view: View): boolean {
  if (candidate.multiplicity !== undefined || moduleOf(candidate) !== moduleOf(subject)) return false;
  if (!isAlways(candidate.when) && !isSame(candidate.when, subject.when)) return false;
  const { spec, usage, enabled, origin, document } = key.props;
  const says = (property: typeof spec, ...good: readonly string[]): boolean =>
    read(property, { resource: candidate }, view).every(({ value }) => isEmpty(value) || (value.kind === 'scalar' && good.includes(String(value.value))));
  if (!says(spec, 'SYMMETRIC_DEFAULT') || !says(usage, 'ENCRYPT_DECRYPT') || !says(enabled, 'true') || !says(origin, 'AWS_KMS')) return false;
  if (needs(candidate, subject, view, new Set())) return false;
  return read(document, { resource: candidate }, view).every(({ value }) => {
    if (isEmpty(value)) return grants.length === 0;
    const lets = (question: Parameters<typeof askPolicy>[0]): boolean => askPolicy(question, value, view).answer === 'yes';
    return lets({ ask: 'allows-account', actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'] }) && grants.every(({ service, actions }) => lets({ ask: 'allows-service', service, actions, fully: true }));
  });
}

/** Does the resource have to be made after `other`? Then `other` cannot name it. */
function needs(resource: Resource, other: Resource, view: View, seen: Set<string>): boolean {
  if (resource.address === other.address) return true;
  if (seen.has(resource.address)) return false;
  seen.add(resource.address);
  const named = leaves(resource.properties, view).flatMap((leaf) => (leaf.kind === 'ref' ? [leaf.to] : []));
  return [...named, ...resource.dependsOn].some((address) => {
    const next = view.get(address);
    return next !== undefined && needs(next, other, view, seen);
  });
}

const isAlways = (when: Condition): boolean => when.op === 'const' && when.value;
const isSame = (a: Condition, b: Condition): boolean => a.op === 'named' && b.op === 'named' && a.name === b.name;
const moduleOf = ({ address }: Resource): string => /^(?:module\.[^.]+\.)*/.exec(address)?.[0] ?? '';

/**
 * A key to be added: rotated, kept when the stack goes, its policy that of KMS's default (the account's permissions decide) and the grants.
 * Terraform's provider writes KMS's default itself. Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function newKey(grants: readonly KeyGrant[], family: Family): Addition {
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

function statementOf({ service, principal, actions, condition }: KeyGrant): FixValue {
  return {
    Sid: `Let${service.charAt(0).toUpperCase()}${service.slice(1)}UseIt`,
    Effect: 'Allow',
    Principal: { Service: principal },
    Action: actions,
    Resource: '*',
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
