import type { Condition } from '../../../server/src/core/model/condition.ts';
import type { SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import type { Template } from '../../../server/src/core/model/template.ts';
import type { Value } from '../../../server/src/core/model/value.ts';
import { readTemplate } from '../../../server/src/formats/cloudformation/template.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { absolute } from '../../../server/src/syntax/walk.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';

/** A template with its document, so that places can be sliced from the text. */
export interface Shown {
  readonly template: Template;
  readonly document: SyntaxDocument;
}

/** Reads a template; text that begins with `{` is JSON. */
export function read(text: string, parameters?: ReadonlyMap<string, string>): Shown {
  const document = text.startsWith('{') ? parseJson(text, 't.json') : parseYaml(text, 't.yaml');
  return { document, template: readTemplate(document, document.file, parameters) };
}

/** A value in one line: `"a"`, `[…]`, `{…}`, `Name.Attr`, `"a"+…`, `absent`, `?channel symbol`, `(condition: value | …)`. */
export function show(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return 'nothing';
    case 'scalar':
      return JSON.stringify(value.value);
    case 'list':
      return `[${[...value.items.map(show), ...(value.open ? ['…'] : [])].join(', ')}]`;
    case 'map':
      return `{${[...[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`), ...(value.open ? ['…'] : [])].join(', ')}}`;
    case 'ref':
      return `${value.to}.${value.attribute}`;
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : show(part))).join('+');
    case 'absent':
      return 'absent';
    case 'unknown':
      return `?${value.channel}${value.maybeAbsent ? '~' : ''} ${value.symbol ?? `(${value.reason})`}`;
    case 'choice':
      return `(${value.cases.map((c) => `${showCondition(c.when)}: ${show(c.value)}`).join(' | ')})`;
  }
}

/** A condition in one line: `Env=dev`, `@Named`, `!…`, `a & b`, `a / b`. */
export function showCondition(condition: Condition | undefined): string {
  switch (condition?.op) {
    case undefined:
      return 'nothing';
    case 'const':
      return condition.value ? 'else' : 'never';
    case 'named':
      return `@${condition.name}`;
    case 'is':
      return `${condition.variable}=${condition.value}`;
    case 'not':
      return `!${showCondition(condition.of)}`;
    case 'all':
    case 'any':
      return `(${condition.of.map(showCondition).join(condition.op === 'all' ? ' & ' : ' / ')})`;
  }
}

/** Each problem as `code: the text that it is about`. */
export function showProblems({ template, document }: Shown): readonly string[] {
  return template.problems.map(({ code, at }) => {
    const { start, end } = absolute(document, at);
    return `${code}: ${document.text.slice(start, end)}`;
  });
}

/** The text that stands at the place of a value. */
export function textAt({ document }: Shown, origin: Value['at']): string {
  const { start, end } = absolute(document, { block: origin.block, range: origin.value });
  return document.text.slice(start, end);
}
