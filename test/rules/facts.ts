import type { Example, ExampleValue, Scene } from '../../server/src/core/rule/example.ts';
import type { Binding, Property } from '../../server/src/core/rule/property.ts';
import type { Requirement } from '../../server/src/core/rule/requirement.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';

/** The names in the binding of the properties that a rule's requirement reads of its subject. */
export function factNames(rule: RuleRecord): readonly string[] {
  if (typeof rule.require === 'function') return [];
  const facts = factsOf(rule.require);
  return Object.entries((rule.on as Binding).props).flatMap(([name, property]) => (facts.includes(property) ? [name] : []));
}

function factsOf(requirement: Requirement): readonly Property[] {
  switch (requirement.op) {
    case 'all':
    case 'any':
      return requirement.of.flatMap(factsOf);
    case 'not':
      return factsOf(requirement.of);
    case 'cases':
      return [...requirement.of.flatMap((c) => [...factsOf(c.when), ...factsOf(c.require)]), ...(typeof requirement.otherwise === 'string' ? [] : factsOf(requirement.otherwise))];
    case 'forEach':
    case 'forSome':
      return [requirement.list];
    case 'level':
      return [requirement.mode, requirement.key].filter((p) => p !== undefined);
    case 'referencedBy':
      return [];
    default:
      return [requirement.fact];
  }
}

/** Does the example leave out one of the properties, of the subject or of an item of its lists? */
export function lacks(example: Example | Scene, facts: readonly string[]): boolean {
  const props: Example = 'scene' in example ? (Object.values((example as Scene).scene)[0]?.props ?? {}) : example;
  const isEmptyItem = (value: ExampleValue): boolean =>
    Array.isArray(value) && (value.length === 0 || value.some((item: ExampleValue) => typeof item === 'object' && !Array.isArray(item) && Object.keys(item).length < 2));
  return facts.some((name) => props[name] === undefined || isEmptyItem(props[name]));
}
