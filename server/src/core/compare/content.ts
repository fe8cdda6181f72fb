import type { Condition } from '../model/condition.ts';
import type { Resource } from '../model/template.ts';
import type { Address, Value } from '../model/value.ts';

/** How two contents are told apart. */
export interface ContentOptions {
  /** The name that an address goes by: the same for a resource on both sides, whatever it is called. */
  readonly nameOf?: (address: Address) => string;
  /** AWS takes these lists in any order, and one item for a list of one: policy statements. */
  readonly unordered?: boolean;
  /** A parameter is its name, whatever its default is. */
  readonly namesVariables?: boolean;
}

/** How deep a value is looked into; what lies deeper is taken to be alike. */
const maxDepth = 60;

/** A text that is the same for what CloudFormation and Terraform take for the same, however it is written: `"7"` is 7, keys have no order. */
export function contentOf(value: Value, options: ContentOptions = {}, depth = 0): string {
  if (depth > maxDepth) return '…';
  if (options.namesVariables && value.variable !== undefined) return `$${value.variable}`;
  const inner = (one: Value): string => contentOf(one, options, depth + 1);
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(String(value.value));
    case 'list': {
      const items = value.items.map(inner).filter((item) => item !== '');
      if (options.unordered) items.sort();
      return options.unordered && items.length === 1 && !value.open ? (items[0] ?? '') : `[${items.join(',')}${value.open ? ',?' : ''}]`;
    }
    case 'map': {
      const entries = [...value.entries].map(([key, item]) => [key, inner(item)] as const).filter(([, item]) => item !== '');
      return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${item}`).sort().join(',')}${value.open ? ',?' : ''}}`;
    }
    case 'ref':
      return `@${options.nameOf?.(value.to) ?? value.to}.${value.attribute}${value.instance?.kind === 'index' ? `[${value.instance.key}]` : ''}`;
    case 'text':
      return `$(${value.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : inner(part))).join('')})`;
    case 'absent':
      return '';
    case 'unknown':
      return `?${value.symbol ?? value.reason}`;
    case 'choice':
      return `(${value.cases.map(({ when, value: item }) => `${conditionText(when)}=>${inner(item)}`).sort().join('|')})`;
  }
}

/** The properties of a resource one by one, by their names: `Properties` where they are no plain map; attributes with `@` before their names. */
export function partsOf({ properties, attributes }: Resource, options: ContentOptions = {}): ReadonlyMap<string, string> {
  const own = properties.kind === 'map' ? [...properties.entries] : ([['Properties', properties]] as const);
  const parts = [...own, ...[...attributes].map(([name, value]) => [`@${name}`, value] as const)].map(([name, value]) => [name, contentOf(value, options)] as const);
  return new Map(parts.filter(([, content]) => content !== ''));
}

function conditionText(condition: Condition): string {
  switch (condition.op) {
    case 'const':
      return String(condition.value);
    case 'named':
      return `#${condition.name}`;
    case 'is':
      return `${condition.variable}=${condition.value}`;
    case 'not':
      return `!${conditionText(condition.of)}`;
    case 'all':
    case 'any':
      return `${condition.op}(${condition.of.map(conditionText).join(',')})`;
  }
}
