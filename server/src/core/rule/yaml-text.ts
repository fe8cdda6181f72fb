import type { Json } from './render.ts';

/** Reads as something else than a string, or cannot stand bare. */
const unsafe = /^$|^[\s\-?:,[\]{}#&*!|>'"%@`]|[:#]\s|\s#|:$|\s$|^(true|false|yes|no|on|off|y|n|null|~)$|^[-+.\d]/i;

/** A template as YAML with short tags, in block or flow style. For examples: no comments, two blanks a step. */
export function yamlText(value: { readonly [key: string]: Json }, style: 'block' | 'flow'): string {
  if (style === 'block') return `${blockMap(value, 0)}\n`;
  const sections = Object.entries(value).map(([key, section]) => `${scalar(key)}: ${flow(section)}`);
  return `${sections.join('\n')}\n`;
}

function blockMap(map: { readonly [key: string]: Json }, depth: number): string {
  const pad = '  '.repeat(depth);
  return Object.entries(map)
    .map(([key, item]) => `${pad}${scalar(key)}:${block(item, depth)}`)
    .join('\n');
}

function block(value: Json, depth: number): string {
  const tagged = short(value);
  if (tagged !== undefined) return ` ${tagged}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []';
    const pad = '  '.repeat(depth + 1);
    return `\n${(value as readonly Json[]).map((item) => `${pad}-${listItem(item, depth + 1)}`).join('\n')}`;
  }
  if (typeof value === 'object' && value !== null) {
    const map = value as { readonly [key: string]: Json };
    return Object.keys(map).length === 0 ? ' {}' : `\n${blockMap(map, depth + 1)}`;
  }
  return ` ${scalar(value)}`;
}

function listItem(item: Json, depth: number): string {
  if (typeof item === 'object' && item !== null && !Array.isArray(item) && short(item) === undefined && Object.keys(item).length > 0)
    return ` ${blockMap(item as { readonly [key: string]: Json }, depth + 1).trimStart()}`;
  return Array.isArray(item) ? ` ${flow(item)}` : block(item, depth);
}

function flow(value: Json): string {
  const tagged = short(value);
  if (tagged !== undefined) return tagged;
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value as { readonly [key: string]: Json })
      .map(([key, item]) => `${scalar(key)}: ${flow(item)}`)
      .join(', ')} }`;
  return scalar(value, true);
}

function short(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[key, item] = [], another] = Object.entries(value);
  if (key === undefined || another !== undefined) return undefined;
  if (key === 'Ref' && typeof item === 'string') return `!Ref ${item}`;
  if (key === 'Fn::GetAtt' && Array.isArray(item)) return `!GetAtt ${item.join('.')}`;
  return undefined;
}

function scalar(value: Json, inFlow = false): string {
  if (typeof value !== 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (unsafe.test(value) || (inFlow && /[,[\]{}]/.test(value)) || value.includes('\n')) return value.includes('\n') || value.includes('\\') ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
  return value;
}
