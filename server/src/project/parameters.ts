import { parseJson } from '../syntax/json/parse.ts';
import type { MappingNode, Node, SyntaxDocument } from '../syntax/tree.ts';
import { entry } from '../syntax/walk.ts';
import { parseYaml } from '../syntax/yaml/parse.ts';
import { parameterText } from './config.ts';

/** Values for parameters by name, or what is wrong with the file that should give them. */
export type ReadParameters = { readonly values: ReadonlyMap<string, string> } | { readonly why: string };

/**
 * Reads a parameter file, JSON or YAML, in any of the three shapes in use: a list of `{ParameterKey, ParameterValue}`
 * (the AWS CLI), a map with a map `Parameters` (CodePipeline), or a map of names to values.
 */
export function readParameters(text: string, file: string): ReadParameters {
  const document = /^\uFEFF?\s*[[{]/.test(text) ? parseJson(text, file) : parseYaml(text, file);
  const broken = document.problems.find((problem) => problem.severity === 'error');
  if (broken) return { why: broken.message };
  return valuesOf(document);
}

function valuesOf({ root }: SyntaxDocument): ReadParameters {
  if (root?.kind === 'sequence') return fromList(root.items);
  if (root?.kind !== 'mapping') return { why: 'it is neither a map of parameters nor a list of them' };
  const inner = entry(root, 'Parameters')?.value;
  return fromMap(inner?.kind === 'mapping' ? inner : root);
}

function fromList(items: readonly Node[]): ReadParameters {
  const values = new Map<string, string>();
  for (const item of items) {
    const name = item.kind === 'mapping' ? entry(item, 'ParameterKey')?.value : undefined;
    const value = item.kind === 'mapping' ? entry(item, 'ParameterValue')?.value : undefined;
    if (name?.kind !== 'scalar' || typeof name.value !== 'string') return { why: 'an item of its list has no text as `ParameterKey`' };
    // `UsePreviousValue: true` gives no value.
    const text = value && parameterText(value);
    if (text !== undefined) values.set(name.value, text);
  }
  return { values };
}

function fromMap(map: MappingNode): ReadParameters {
  const values = new Map<string, string>();
  for (const { name, value } of map.pairs) {
    const text = parameterText(value);
    if (text === undefined) return { why: `the value of \`${name}\` is no text, number, boolean, or list of these` };
    values.set(name, text);
  }
  return { values };
}
