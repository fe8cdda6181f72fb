/** An expression of Terraform's language. Source: https://developer.hashicorp.com/terraform/language/expressions */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly by: Expression }
  | { readonly kind: 'splat'; readonly of: Expression; readonly then: readonly Accessor[] }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[]; readonly spreads: boolean }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'conditional'; readonly condition: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  /** Read over without being understood: a `for` expression, a directive. */
  | { readonly kind: 'opaque'; readonly text: string };

/** One step of `a[*].b[0]` behind the star. */
export type Accessor = { readonly kind: 'attribute'; readonly name: string } | { readonly kind: 'index'; readonly by: Expression };

/** The binary operators, the loosest first. */
export const precedence = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']] as const;

export type Operator = (typeof precedence)[number][number];

/** The expression in one spelling: equal expressions give equal texts. */
export function print(of: Expression): string {
  switch (of.kind) {
    case 'literal':
      return JSON.stringify(of.value);
    case 'template':
      return `"${of.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : `\${${print(part)}}`)).join('')}"`;
    case 'name':
      return of.name;
    case 'attribute':
      return `${print(of.of)}.${of.name}`;
    case 'index':
      return `${print(of.of)}[${print(of.by)}]`;
    case 'splat':
      return `${print(of.of)}[*]${of.then.map((step) => (step.kind === 'attribute' ? `.${step.name}` : `[${print(step.by)}]`)).join('')}`;
    case 'call':
      return `${of.name}(${of.arguments.map(print).join(', ')}${of.spreads ? '...' : ''})`;
    case 'unary':
      return `${of.operator}${print(of.of)}`;
    case 'binary':
      return `(${print(of.left)} ${of.operator} ${print(of.right)})`;
    case 'conditional':
      return `(${print(of.condition)} ? ${print(of.then)} : ${print(of.otherwise)})`;
    case 'list':
      return `[${of.items.map(print).join(', ')}]`;
    case 'object':
      return `{${of.entries.map(({ key, value }) => `${print(key)}: ${print(value)}`).join(', ')}}`;
    case 'opaque':
      return of.text.replace(/\s+/g, ' ');
  }
}
