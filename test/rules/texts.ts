import { renderCloudFormation, type Json } from '../../server/src/core/rule/render.ts';
import type { Example, Scene } from '../../server/src/core/rule/example.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { yamlText } from '../../server/src/core/rule/yaml-text.ts';

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
