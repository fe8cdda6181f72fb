/** A statement about the variables of a template. `named` looks up `Template.conditions`. */
export type Condition =
  | { readonly op: 'const'; readonly value: boolean }
  | { readonly op: 'named'; readonly name: string }
  | { readonly op: 'is'; readonly variable: string; readonly value: string }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] };

export const always: Condition = { op: 'const', value: true };
export const never: Condition = { op: 'const', value: false };

/** The negation, with double negation and constants removed. */
export function not(of: Condition): Condition {
  if (of.op === 'const') return of.value ? never : always;
  return of.op === 'not' ? of.of : { op: 'not', of };
}

/** The conjunction, with constants removed. */
export function all(of: readonly Condition[]): Condition {
  const rest = of.filter((c) => !(c.op === 'const' && c.value));
  if (rest.some((c) => c.op === 'const')) return never;
  const [first] = rest;
  return first === undefined ? always : rest.length === 1 ? first : { op: 'all', of: rest };
}

/** The disjunction, with constants removed. */
export function any(of: readonly Condition[]): Condition {
  const rest = of.filter((c) => !(c.op === 'const' && !c.value));
  if (rest.some((c) => c.op === 'const')) return always;
  const [first] = rest;
  return first === undefined ? never : rest.length === 1 ? first : { op: 'any', of: rest };
}

/**
 * Something that a deployment may choose: a parameter, a pseudo parameter, or a comparison that cannot be decided
 * (`Fn::Equals` over an import, say), which is a variable with the domain `true`, `false`.
 */
export interface Variable {
  readonly id: string;
  /** How the user knows it: `parameter Env`, `AWS::Region`, `Fn::Equals at …`. */
  readonly label: string;
  /** AllowedValues, or the default and the literals that the template compares it with. */
  readonly domain: readonly string[];
  /** May it take a value outside of `domain`? False with AllowedValues. */
  readonly open: boolean;
  /** Its default, or the value from a parameter file. */
  readonly preset?: string;
  /** `file`: the preset was given beside the template, not written in it. */
  readonly presetFrom?: 'file';
  /** CloudFormation: NoEcho. */
  readonly noEcho?: boolean;
}
