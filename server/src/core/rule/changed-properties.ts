import type { Changes, Fix } from './fix.ts';
import { showPath, type Kind, type ListProperty, type PathStep, type Property } from './property.ts';

/** A property of a CloudFormation type: `AWS::RDS::DBInstance`, `StorageEncrypted`. */
export interface CfnProperty {
  readonly type: string;
  readonly path: string;
}

/**
 * What a fix changes in a resource of the kind, by CloudFormation's names: what is known of their effect on live resources holds for the same argument of Terraform.
 * Undefined where CloudFormation has no name for one of them.
 */
export function changedProperties(on: Kind, fix: Changes & Pick<Fix, 'remove' | 'replace'>): readonly CfnProperty[] | undefined {
  const written = [...(fix.set ?? []), ...(fix.append ?? [])].map(([property]) => property);
  const paths = [...written, ...(fix.remove ?? []), ...(fix.replace?.[0] ?? [])].map((property) => pathOf(property, on));
  const named = paths.filter((path) => path !== undefined);
  if (named.length === 0 || named.length < paths.length || on.cfn.length === 0) return undefined;
  return on.cfn.flatMap((type) => named.map((path) => ({ type, path: showPath(path) })));
}

/** The path that is written, from the resource down; for a property of an item that of its list. */
function pathOf(property: Property, on: Kind & { readonly props?: Readonly<Record<string, Property | ListProperty>> }): readonly PathStep[] | undefined {
  const list = Object.values(on.props ?? {}).find((one) => 'items' in one && holds(one, property));
  return (list ?? property).places.cfn?.at(-1);
}

function holds(list: ListProperty, property: Property): boolean {
  return Object.values(list.items).some((item) => item === property || ('items' in item && holds(item as ListProperty, property)));
}
