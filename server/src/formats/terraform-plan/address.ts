/** A step of a Terraform address or reference: a name, or what stands in brackets behind it. */
export type Step = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'key'; readonly key: string | number };

/** The steps of an address or reference: `module.a["x.y"].aws_s3_bucket.b[0]`. Undefined where it is none. */
export function stepsOf(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const token = /\.?([^.[\]"]+)|\[(-?\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, name, index, key] = match;
    if (name !== undefined) steps.push({ kind: 'name', name });
    else if (index !== undefined) steps.push({ kind: 'key', key: Number(index) });
    else if (key !== undefined) steps.push({ kind: 'key', key: unquoted(key) });
  }
  return steps;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** A key in brackets as Terraform writes it: `[0]`, `["a"]`; nothing where there is none. */
export function bracketed(key: string | number | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

/** A call of a module on the way to a resource. */
export interface Call {
  readonly name: string;
  readonly key?: string | number;
}

/** An address in its parts. `calls` lead from the root module to the one that the resource stands in. */
export interface AddressParts {
  readonly calls: readonly Call[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
}

/** The parts of a resource's address; undefined where it is none. */
export function partsOf(address: string): AddressParts | undefined {
  const steps = stepsOf(address);
  if (!steps) return undefined;
  const { calls, rest } = callsOf(steps);
  const [first] = rest;
  const mode = first?.kind === 'name' && first.name === 'data' ? 'data' : 'managed';
  const [type, name, index] = mode === 'data' ? rest.slice(1) : rest;
  if (type?.kind !== 'name' || name?.kind !== 'name') return undefined;
  return { calls, mode, type: type.name, name: name.name, ...(index?.kind === 'key' ? { index: index.key } : {}) };
}

/** The module calls at the start of an address, and what follows them. */
export function callsOf(steps: readonly Step[]): { readonly calls: readonly Call[]; readonly rest: readonly Step[] } {
  const calls: Call[] = [];
  let at = 0;
  for (;;) {
    const [word, name, key] = steps.slice(at, at + 3);
    if (word?.kind !== 'name' || word.name !== 'module' || name?.kind !== 'name') return { calls, rest: steps.slice(at) };
    const isKeyed = key?.kind === 'key';
    calls.push({ name: name.name, ...(isKeyed ? { key: key.key } : {}) });
    at += isKeyed ? 3 : 2;
  }
}
