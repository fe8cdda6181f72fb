import type { Condition, Variable } from '../../../core/model/condition.ts';
import type { Template } from '../../../core/model/template.ts';
import type { Address, Value } from '../../../core/model/value.ts';
import { unknown } from '../reading.ts';

/** CloudFormation takes no longer value for a parameter, in bytes. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const longestText = 4096;

/** How many parts a text may have that is not wholly known: a text that doubles from stack to stack is cut short long before it is too long. */
const mostParts = 200;

/** Pseudo parameters that a stack shares with those that it makes. */
const shared: ReadonlySet<string> = new Set(['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::URLSuffix']);

/** How many nodes of values may still be carried: what stays of a chain of stacks that doubles its values. */
export interface Allowance {
  values: number;
}

/**
 * Carries values of one template over to another. What they name is renamed, so that nothing there has the same name; the variables and
 * conditions that they rest on are gathered, under their new names.
 */
export class Carrier {
  readonly variables = new Map<string, Variable>();
  readonly conditions = new Map<string, Condition>();

  /** `rename`: the name over there of a variable, condition or resource. `label`: how a user knows a variable over there. */
  constructor(
    private readonly from: Template,
    private readonly rename: (name: string) => string,
    private readonly label: (variable: Variable) => string,
    private readonly left: Allowance,
  ) {}

  /** The value in terms of the other template. Its places stay: those of where it is written. */
  value(value: Value): Value {
    if (--this.left.values < 0) return unknown(value, 'it is handed through too many stacks');
    const variable = value.variable === undefined ? {} : { variable: this.#variable(value.variable) };
    switch (value.kind) {
      case 'choice':
        return { ...value, ...variable, cases: value.cases.map((c) => ({ when: this.condition(c.when), value: this.value(c.value) })) };
      case 'list':
        return { ...value, ...variable, items: value.items.map((item) => this.value(item)) };
      case 'map':
        return { ...value, ...variable, entries: new Map([...value.entries].map(([key, entry]) => [key, this.value(entry)])) };
      case 'text':
        if (value.parts.length > mostParts) return unknown(value, 'it is put together from too many parts');
        return { ...value, ...variable, parts: value.parts.map((part) => (typeof part === 'string' ? part : this.value(part))) };
      case 'ref':
        return { ...value, ...variable, ...this.#target(value.to, value.type) };
      case 'unknown':
        return { ...value, ...variable, ...(value.symbol === undefined ? {} : { symbol: this.#name(value.symbol) }) };
      case 'scalar':
        return typeof value.value === 'string' && value.value.length > longestText ? unknown(value, 'it is longer than a parameter may be') : { ...value, ...variable };
      case 'absent':
        return value;
    }
  }

  /** The condition in terms of the other template. */
  condition(condition: Condition): Condition {
    switch (condition.op) {
      case 'const':
        return condition;
      case 'is':
        return { ...condition, variable: this.#variable(condition.variable) };
      case 'not':
        return { op: 'not', of: this.condition(condition.of) };
      case 'all':
      case 'any':
        return { op: condition.op, of: condition.of.map((of) => this.condition(of)) };
      case 'named':
        return { op: 'named', name: this.#condition(condition.name) };
    }
  }

  #target(to: Address, known: string | undefined): { readonly to: Address; readonly type?: string } {
    const type = this.from.resources.get(to)?.type ?? known;
    return { to: this.rename(to), ...(type === undefined || type === '' ? {} : { type }) };
  }

  #name(id: string): string {
    return shared.has(id) ? id : this.rename(id);
  }

  #variable(id: string): string {
    const name = this.#name(id);
    const variable = this.from.variables.get(id);
    if (variable && !this.variables.has(name)) this.variables.set(name, { ...variable, id: name, label: shared.has(id) ? variable.label : this.label(variable) });
    return name;
  }

  #condition(name: string): string {
    const renamed = this.rename(name);
    const condition = this.from.conditions.get(name);
    if (condition && !this.conditions.has(renamed)) {
      // It is there before it is carried: a condition may name itself.
      this.conditions.set(renamed, condition);
      this.conditions.set(renamed, this.condition(condition));
    }
    return renamed;
  }
}
