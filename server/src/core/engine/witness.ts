import type { Template } from '../model/template.ts';
import { isSecretName } from './sensitive.ts';
import { intersect, OTHER, valuesOf, type Cube } from './worlds.ts';

/**
 * A smallest choice that tells a cube from all `others`: a variable without which it still meets none of them is left out.
 * In words: `Env = dev`, `Region is not us-east-1`.
 */
export function witness(cube: Cube, others: readonly Cube[], template: Template): readonly string[] {
  let kept = new Map(cube);
  for (const id of cube.keys()) {
    const without = new Map(kept);
    without.delete(id);
    if (!others.some((other) => intersect(without, other))) kept = without;
  }
  return [...kept].flatMap(([id, values]) => words(id, values, template));
}

function words(id: string, values: ReadonlySet<string>, template: Template): readonly string[] {
  const variable = template.variables.get(id);
  const label = variable?.label ?? id;
  const all = valuesOf(variable);
  if (values.size === all.size) return [];
  // The values of a secret are told to nobody.
  if (variable && (variable.noEcho || isSecretName(variable.id))) return [`${label} has some values`];
  const isBoolean = [...all].every((v) => v === 'true' || v === 'false');
  const named = [...values].filter((v) => v !== OTHER);
  if (!values.has(OTHER) && (values.size === 1 || isBoolean)) return [`${label} = ${named.join(' or ')}`];
  const excluded = [...all].filter((v) => !values.has(v) && v !== OTHER);
  if (!values.has(OTHER) && named.length <= excluded.length) return [`${label} = ${named.join(' or ')}`];
  return [`${label} is not ${excluded.join(' or ')}`];
}
