import { renderCloudFormation, type Json } from '../../server/src/core/rule/render.ts';
import { renderTerraform } from '../../server/src/core/rule/render-terraform.ts';
import type { Example, Scene } from '../../server/src/core/rule/example.ts';
import type { Binding, Property } from '../../server/src/core/rule/property.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { yamlText } from '../../server/src/core/rule/yaml-text.ts';
import { factNames } from './facts.ts';

/** An example written in one syntax. */
export interface ExampleText {
  readonly syntax: string;
  readonly file: string;
  readonly text: string;
  readonly data: { readonly [key: string]: Json };
}

/** An example in every syntax that CloudFormation takes. */
export function textsOf(rule: RuleRecord, example: Example | Scene): readonly ExampleText[] {
  const data = renderCloudFormation(rule, example);
  return [
    { syntax: 'YAML block', file: 'example.yaml', text: yamlText(data, 'block'), data },
    { syntax: 'YAML flow', file: 'example.yaml', text: yamlText(data, 'flow'), data },
    { syntax: 'JSON', file: 'example.json', text: `${JSON.stringify(data, null, 2)}\n`, data },
  ];
}

/** An example as a Terraform configuration. */
export interface TerraformText {
  readonly syntax: string;
  readonly text: string;
  /** The address of the subject. */
  readonly subject: string;
}

/** An example as Terraform JSON: as it is written by hand, and as converters write it, each block a list of one. */
export function terraformTextsOf(rule: RuleRecord, example: Example | Scene): readonly TerraformText[] | { readonly inexpressible: string } {
  const facts = factNames(rule);
  const properties = (rule.on as Binding).props as Readonly<Record<string, Property>>;
  if (facts.length > 0 && facts.every((name) => properties[name]?.places.tf === undefined)) return { inexpressible: 'nothing that it asks for has a name in Terraform' };
  const members = 'scene' in example ? Object.values((example as Scene).scene) : [{ of: rule.on as Binding, props: example }];
  const isAsked = (of: Binding, name: string): boolean => of !== rule.on || rule.applies !== undefined || typeof rule.require === 'function' || facts.includes(name);
  for (const { of, props } of members)
    for (const [name, property] of Object.entries(of.props as Readonly<Record<string, Property>>))
      if (!(name in props) && isAsked(of, name) && defaultsDiffer(property)) return { inexpressible: 'what is left out has another default in Terraform' };
  const rendered = renderTerraform(rule, example);
  if ('inexpressible' in rendered) return rendered;
  const { data, subject } = rendered;
  return [
    { syntax: 'Terraform JSON', text: `${JSON.stringify(data, null, 2)}\n`, subject },
    { syntax: 'Terraform JSON with lists of one', text: `${JSON.stringify(withListsOfOne(data, 3), null, 2)}\n`, subject },
  ];
}

function defaultsDiffer({ places, whenAbsent }: Property): boolean {
  return places.tf !== undefined && places.cfn !== undefined && JSON.stringify(whenAbsent.cfn) !== JSON.stringify(whenAbsent.tf);
}

/** Maps below the bodies of resources as lists of one, but for those that hold no blocks (`tags`, `variables`). */
function withListsOfOne(value: Json, outer: number): Json {
  if (Array.isArray(value)) return value.map((item: Json) => (isMap(item) ? mapped(item, outer - 1) : item));
  if (!isMap(value)) return value;
  const inner = mapped(value, outer - 1);
  return outer < 0 ? [inner] : inner;
}

function mapped(map: { readonly [key: string]: Json }, outer: number): Json {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, isMap(item) && Object.keys(item).every((name) => /^[a-z][a-z0-9_]*$/.test(name)) ? withListsOfOne(item, outer) : item]));
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
