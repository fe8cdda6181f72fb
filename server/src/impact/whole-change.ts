import { fullDiff } from '@aws-cdk/cloudformation-diff/lib/diff-template';
import { ResourceImpact } from '@aws-cdk/cloudformation-diff/lib/diff/types';
import type { Template } from '../core/model/template.ts';
import type { Address } from '../core/model/value.ts';
import { exceptions } from './exceptions.ts';
import type { Impact } from './impact-kind.ts';
import { impactOf, worstImpact } from './impact.ts';
import { plainTemplate } from './plain-template.ts';
import { isSamType } from './sam.ts';

/** What a stack update does to a resource that both versions have, and the properties that it is for. */
export interface ResourceChange {
  readonly impact: Impact;
  readonly properties: readonly string[];
}

const impacts: Readonly<Partial<Record<ResourceImpact, Impact>>> = {
  [ResourceImpact.WILL_UPDATE]: 'in-place',
  [ResourceImpact.MAY_REPLACE]: 'may-replace',
  [ResourceImpact.WILL_REPLACE]: 'replaces',
};

/**
 * What updating a stack from one version of a CloudFormation template to another does to the resources that stay, as
 * `@aws-cdk/cloudformation-diff` answers: a replacement is followed along the references to what was replaced. Resources that do not change are
 * left out. A difference that it has no answer for is `unknown`, and the exceptions that it does not know count over it.
 */
export function wholeChange(before: Template, after: Template): ReadonlyMap<Address, ResourceChange> {
  const { resources } = fullDiff(plainTemplate(before), plainTemplate(after));
  const found = new Map<Address, ResourceChange>();
  for (const address of resources.logicalIds) {
    const change = resources.get(address);
    if (change.isAddition || change.isRemoval || change.resourceTypeChanged) continue;
    const type = change.resourceType ?? '';
    const updates = Object.entries(change.propertyUpdates).map(([property, update]) => {
      const exception = exceptions.find((one) => one.type === type && one.properties.includes(property));
      // SAM's types are macros: the database calls every one of their properties replacing.
      const said = isSamType(type) ? impactOf(type, property) : update.changeImpact && impacts[update.changeImpact];
      return { property, impact: exception?.impact ?? said ?? 'unknown' };
    });
    const impact = worstImpact(updates.map((one) => one.impact));
    if (impact !== 'none') found.set(address, { impact, properties: updates.filter((one) => one.impact === impact).map((one) => one.property) });
  }
  return found;
}
