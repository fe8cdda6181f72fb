import type { Condition, Variable } from '../../core/model/condition.ts';
import type { Value } from '../../core/model/value.ts';
import type { Reading } from './reading.ts';

/** What a template is handed by the one that calls it, under names that none of its own can have. */
export interface Inherited {
  /** Parameter → value; an absent one leaves the parameter to its default. */
  readonly values: ReadonlyMap<string, Value>;
  /** What is given for the parameters beside `values`; undefined where nothing is. */
  readonly others?: Value;
  /** What the values rest on. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly conditions: ReadonlyMap<string, Condition>;
  /** What holds wherever the call is made. */
  readonly constraints: readonly Condition[];
}

/** Declares what the values of the calling template rest on. */
export function declareInherited({ variables, conditions }: Inherited, reading: Reading): void {
  for (const variable of variables.values()) reading.variables.declare(variable);
  for (const [name, condition] of conditions) reading.conditions.set(name, condition);
}
