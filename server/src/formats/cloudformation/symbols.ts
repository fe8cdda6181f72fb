import type { Value } from '../../core/model/value.ts';

/** The canonical text of a value: equal texts are equal values. Undefined where two readings of the same text may differ. */
export function symbolOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(String(value.value));
    case 'ref':
      return value.attribute === 'Ref' ? `Ref ${value.to}` : `GetAtt ${value.to}.${value.attribute}`;
    case 'text':
      return callSymbol('text', value.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : symbolOf(part))));
    case 'list':
      return value.open ? undefined : callSymbol('list', value.items.map(symbolOf));
    case 'map':
      return value.open ? undefined : callSymbol('map', [...value.entries].flatMap(([key, entry]) => [JSON.stringify(key), symbolOf(entry)]));
    case 'absent':
      return 'NoValue';
    case 'unknown':
      return value.symbol;
    case 'choice': {
      // An open parameter, and what is computed from it, has the symbol of its last case: that one stays while the domain grows.
      const last = value.cases.at(-1);
      if (value.variable !== undefined && last?.value.kind === 'unknown' && last.value.symbol !== undefined) return last.value.symbol;
      return callSymbol('choice', value.cases.flatMap((c) => [JSON.stringify(c.when), symbolOf(c.value)]));
    }
  }
}

/** The canonical text of a call. */
export function callSymbol(name: string, args: readonly (string | undefined)[]): string | undefined {
  return args.includes(undefined) ? undefined : `${name}(${args.join(',')})`;
}
