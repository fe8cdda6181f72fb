import type { Binding, ListProperty, PathStep, Property } from '../../server/src/core/rule/property.ts';
import type { Requirement } from '../../server/src/core/rule/requirement.ts';
import { rules } from '../../rules/index.ts';

/** Properties of type string that hold a JSON document: type, then property. */
export const jsonTexts: readonly (readonly [string, string])[] = [
  ['aws_emr_security_configuration', 'configuration'],
  ['aws_batch_job_definition', 'container_properties'],
  ['aws_batch_job_definition', 'ecs_properties'],
  ['aws_batch_job_definition', 'node_properties'],
  ['aws_ecs_task_definition', 'container_definitions'],
  ['AWS::DMS::ReplicationTask', 'ReplicationTaskSettings'],
  ['aws_dms_replication_task', 'replication_task_settings'],
  ['AWS::OpenSearchServerless::SecurityPolicy', 'Policy'],
  ['aws_opensearchserverless_security_policy', 'policy'],
];

/** The bindings of all rules: subjects, deciders, companions. */
export function bindings(): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  for (const rule of rules) {
    found.add(rule.on as Binding);
    for (const { to } of rule.decidedBy ?? []) if (to) found.add(to as Binding);
    if (typeof rule.require !== 'function') for (const kind of kindsOf(rule.require)) found.add(kind);
  }
  return found;
}

function kindsOf(requirement: Requirement): readonly Binding[] {
  switch (requirement.op) {
    case 'all':
    case 'any':
      return requirement.of.flatMap(kindsOf);
    case 'not':
      return kindsOf(requirement.of);
    case 'cases':
      return [...requirement.of.flatMap((c) => [...kindsOf(c.when), ...kindsOf(c.require)]), ...(typeof requirement.otherwise === 'string' ? [] : kindsOf(requirement.otherwise))];
    case 'forEach':
    case 'forSome':
      return kindsOf(requirement.require);
    case 'referencedBy':
    case 'refersTo':
      return [requirement.kind as Binding, ...(requirement.require ? kindsOf(requirement.require) : [])];
    default:
      return [];
  }
}

/** The argument paths in Terraform of a property and of its items, without list steps: `a.b`. */
export function argumentPaths(property: Property): readonly string[] {
  const own = (property.places.tf ?? []).map(dotted);
  if (!('items' in property)) return own;
  const items = Object.values((property as ListProperty).items);
  return own.flatMap((path) => [path, ...items.flatMap((item) => argumentPaths(item).map((below) => (below === '' ? path : `${path}.${below}`)))]);
}

const dotted = (path: readonly PathStep[]): string => path.flatMap((step) => (step.kind === 'key' ? [step.key] : [])).join('.');
