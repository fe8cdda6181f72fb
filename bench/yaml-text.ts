import type { Json } from './resource-kinds.ts';

/** Functions with a short tag whose argument stays as it is. */
const tags: Readonly<Record<string, string>> = { Ref: '!Ref', 'Fn::Sub': '!Sub', 'Fn::If': '!If', 'Fn::Equals': '!Equals' };

/** A template as people write YAML: two spaces, block style, short tags, block scalars for text of several lines. */
export function yamlText(template: Json): string {
  return `${blockOf(template, '').trimStart()}\n`;
}

/** The value behind a key or dash: on the same line (with a leading blank) or on lines of its own. */
function blockOf(value: Json, indent: string): string {
  if (typeof value !== 'object') return ` ${scalarOf(value, indent)}`;
  if (isList(value)) return value.length === 0 ? ' []' : value.map((item) => `\n${indent}- ${blockOf(item, `${indent}  `).trimStart()}`).join('');
  const tagged = taggedOf(value, indent);
  if (tagged !== undefined) return ` ${tagged}`;
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}';
  return entries.map(([key, item]) => `\n${indent}${scalarOf(key, indent)}:${blockOf(item, `${indent}  `)}`).join('');
}

function taggedOf(value: { readonly [key: string]: Json }, indent: string): string | undefined {
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  if (name === 'Fn::GetAtt' && isList(argument)) return `!GetAtt ${argument.map(String).join('.')}`;
  const tag = tags[name];
  return tag === undefined ? undefined : `${tag}${blockOf(argument, indent)}`;
}

function scalarOf(value: string | number | boolean, indent: string): string {
  if (typeof value !== 'string') return String(value);
  if (value.includes('\n')) return `|\n${value.trimEnd().split('\n').map((line) => `${indent}${line}`).join('\n')}`;
  const isPlain = /^[A-Za-z/][\w ./:@+-]*$/.test(value) && !/: |:$|^(true|false|null|yes|no|on|off)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
