import fc from 'fast-check';

/** A generated template: its own syntax tree, so that an oracle can judge it without our engine. */
export interface RandomTemplate {
  readonly parameters: readonly { readonly domain: readonly string[]; readonly preset: string | undefined }[];
  readonly conditions: readonly Logic[];
  readonly constraint: Logic | undefined;
  readonly exists: number | undefined;
  readonly value: Expression;
}

export type Logic =
  | { readonly op: 'equals'; readonly parameter: number; readonly to: string }
  | { readonly op: 'same'; readonly a: number; readonly b: number }
  | { readonly op: 'not'; readonly of: Logic }
  | { readonly op: 'and' | 'or'; readonly of: readonly [Logic, Logic] }
  | { readonly op: 'named'; readonly condition: number };

export type Expression =
  | { readonly op: 'literal'; readonly value: boolean }
  | { readonly op: 'noValue' }
  | { readonly op: 'unknown' }
  | { readonly op: 'parameter'; readonly parameter: number }
  | { readonly op: 'if'; readonly condition: number; readonly then: Expression; readonly else: Expression };

/** Up to 6 parameters of up to 3 values ("true" and "false" among them) and up to 10 conditions. */
export const randomTemplate: fc.Arbitrary<RandomTemplate> = fc
  .record({ parameters: fc.integer({ min: 1, max: 6 }), conditions: fc.integer({ min: 1, max: 10 }) })
  .chain(({ parameters, conditions }) => {
    const domain = fc.constantFrom<readonly string[]>(['true', 'false'], ['true', 'false', 'maybe'], ['dev', 'prod', 'false']);
    const parameter = domain.chain((values) => fc.record({ domain: fc.constant(values), preset: fc.option(fc.constantFrom(...values), { nil: undefined }) }));
    return fc.record<RandomTemplate>({
      parameters: fc.array(parameter, { minLength: parameters, maxLength: parameters }),
      conditions: fc.tuple(...Array.from({ length: conditions }, (_, i) => logic(parameters, i, 2))),
      constraint: fc.option(logic(parameters, 0, 2), { nil: undefined }),
      exists: fc.option(fc.integer({ min: 0, max: conditions - 1 }), { nil: undefined }),
      value: expression(parameters, conditions, 4),
    });
  });

function logic(parameters: number, earlier: number, depth: number): fc.Arbitrary<Logic> {
  const parameter = fc.integer({ min: 0, max: parameters - 1 });
  const leaves: fc.Arbitrary<Logic>[] = [
    fc.record({ op: fc.constant('equals' as const), parameter, to: fc.constantFrom('true', 'false', 'dev', 'elsewhere') }),
    fc.record({ op: fc.constant('same' as const), a: parameter, b: parameter }),
  ];
  if (earlier > 0) leaves.push(fc.record({ op: fc.constant('named' as const), condition: fc.integer({ min: 0, max: earlier - 1 }) }));
  if (depth === 0) return fc.oneof(...leaves);
  const inner = logic(parameters, earlier, depth - 1);
  return fc.oneof(
    ...leaves,
    fc.record({ op: fc.constant('not' as const), of: inner }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.tuple(inner, inner) }),
  );
}

function expression(parameters: number, conditions: number, depth: number): fc.Arbitrary<Expression> {
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ op: fc.constant('literal' as const), value: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant<Expression>({ op: 'noValue' }) },
    { weight: 1, arbitrary: fc.constant<Expression>({ op: 'unknown' }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('parameter' as const), parameter: fc.integer({ min: 0, max: parameters - 1 }) }) },
  );
  if (depth === 0) return leaf;
  const inner = expression(parameters, conditions, depth - 1);
  return fc.oneof(
    { weight: 1, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.record({ op: fc.constant('if' as const), condition: fc.integer({ min: 0, max: conditions - 1 }), then: inner, else: inner }),
    },
  );
}

/** The template as CloudFormation JSON. */
export function render(template: RandomTemplate): string {
  const word = (l: Logic): unknown => {
    switch (l.op) {
      case 'equals':
        return { 'Fn::Equals': [{ Ref: `P${l.parameter}` }, l.to] };
      case 'same':
        return { 'Fn::Equals': [{ Ref: `P${l.a}` }, { Ref: `P${l.b}` }] };
      case 'not':
        return { 'Fn::Not': [word(l.of)] };
      case 'and':
      case 'or':
        return { [l.op === 'and' ? 'Fn::And' : 'Fn::Or']: l.of.map(word) };
      case 'named':
        return { Condition: `C${l.condition}` };
    }
  };
  const value = (e: Expression): unknown => {
    switch (e.op) {
      case 'literal':
        return e.value;
      case 'noValue':
        return { Ref: 'AWS::NoValue' };
      case 'unknown':
        return { 'Fn::ImportValue': 'elsewhere' };
      case 'parameter':
        return { Ref: `P${e.parameter}` };
      case 'if':
        return { 'Fn::If': [`C${e.condition}`, value(e.then), value(e.else)] };
    }
  };
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: Object.fromEntries(
      template.parameters.map((p, i) => [`P${i}`, { Type: 'String', AllowedValues: p.domain, ...(p.preset === undefined ? {} : { Default: p.preset }) }]),
    ),
    Conditions: Object.fromEntries(template.conditions.map((c, i) => [`C${i}`, word(c)])),
    ...(template.constraint ? { Rules: { R: { Assertions: [{ Assert: word(template.constraint) }] } } } : {}),
    Resources: {
      Subject: {
        Type: 'AWS::RDS::DBInstance',
        ...(template.exists === undefined ? {} : { Condition: `C${template.exists}` }),
        Properties: { StorageEncrypted: value(template.value) },
      },
    },
  });
}

type Verdict = 'pass' | 'fail' | 'unknown';
export type Assignment = readonly string[];

/** What happens in each deployment that satisfies the constraint and has the subject: tried one by one. */
export function bruteForce(template: RandomTemplate): readonly { readonly assignment: Assignment; readonly verdict: Verdict; readonly isDefault: boolean }[] {
  const worlds: { assignment: Assignment; verdict: Verdict; isDefault: boolean }[] = [];
  const visit = (assignment: Assignment): void => {
    if (assignment.length < template.parameters.length) {
      for (const value of template.parameters[assignment.length]?.domain ?? []) visit([...assignment, value]);
      return;
    }
    const holds = (l: Logic): boolean => {
      switch (l.op) {
        case 'equals':
          return assignment[l.parameter] === l.to;
        case 'same':
          return assignment[l.a] === assignment[l.b];
        case 'not':
          return !holds(l.of);
        case 'and':
          return l.of.every(holds);
        case 'or':
          return l.of.some(holds);
        case 'named': {
          const named = template.conditions[l.condition];
          return named !== undefined && holds(named);
        }
      }
    };
    const verdictOf = (e: Expression): Verdict => {
      switch (e.op) {
        case 'literal':
          return e.value ? 'pass' : 'fail';
        case 'noValue':
          return 'fail';
        case 'unknown':
          return 'unknown';
        case 'parameter':
          return assignment[e.parameter] === 'true' ? 'pass' : 'fail';
        case 'if':
          return verdictOf(holds({ op: 'named', condition: e.condition }) ? e.then : e.else);
      }
    };
    if (template.constraint && !holds(template.constraint)) return;
    if (template.exists !== undefined && !holds({ op: 'named', condition: template.exists })) return;
    const isDefault = template.parameters.every((p, i) => p.preset === undefined || p.preset === assignment[i]);
    worlds.push({ assignment, verdict: verdictOf(template.value), isDefault });
  };
  visit([]);
  return worlds;
}
