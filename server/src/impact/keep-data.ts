import type { Edit } from '../core/model/edit.ts';
import type { Resource, Template } from '../core/model/template.ts';
import type { LoweredFix } from '../core/rule/view.ts';
import { dataStoreOf, type DataStore } from './data-stores.ts';

/** What decides about the old resource when its stack, or CloudFormation by replacing it, would delete it. */
const policies = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;
const keeping = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** What becomes of the data of a resource that is replaced. */
export type Fate = 'lost' | 'snapshot' | 'kept' | 'unknown';

/**
 * What becomes of the data when CloudFormation replaces the resource: by default the old one is deleted. Undefined where it holds none.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export function fateOfData(resource: Resource): Fate | undefined {
  if (!storeOf(resource)) return undefined;
  const policy = resource.attributes.get('UpdateReplacePolicy');
  if (policy === undefined || policy.kind === 'absent') return 'lost';
  if (policy.kind !== 'scalar') return 'unknown';
  return policy.value === 'Snapshot' ? 'snapshot' : policy.value === 'Delete' ? 'lost' : 'kept';
}

/**
 * The change that keeps the old data before a replacement is deployed: both policies Snapshot where CloudFormation can take one, else Retain. Undefined
 * where it holds no data, where the policies keep it already, or where they are computed.
 */
export function keepDataFirst(subject: string, template: Template): LoweredFix | undefined {
  const resource = template.family === 'cfn' ? template.resources.get(subject) : undefined;
  const store = resource && storeOf(resource);
  if (!resource || !store) return undefined;
  const value = store.snapshot && !isReplica(resource) ? 'Snapshot' : 'Retain';
  const edits: Edit[] = [];
  for (const policy of policies) {
    const written = resource.attributes.get(policy);
    if (written?.kind === 'scalar' && keeping.includes(String(written.value))) continue;
    if (written && written.kind !== 'scalar' && written.kind !== 'absent') return undefined;
    edits.push(written?.kind === 'scalar' ? { op: 'set', anchor: written.at, rest: [], value } : { op: 'set', anchor: resource.at, rest: [{ kind: 'key', key: policy }], value });
  }
  return edits.length === 0 ? undefined : { title: `Keep the old data first: ${policies.join(' and ')} ${value}`, edits };
}

function storeOf(resource: Resource): DataStore | undefined {
  const store = dataStoreOf(resource.type);
  return store?.unless?.cfn !== undefined && says(resource, store.unless.cfn) ? undefined : store;
}

/** No final snapshot is taken of a read replica: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html */
const isReplica = (resource: Resource): boolean => says(resource, 'SourceDBInstanceIdentifier');

function says({ properties }: Resource, property: string): boolean {
  return properties.kind === 'map' && (properties.entries.get(property)?.kind ?? 'absent') !== 'absent';
}
