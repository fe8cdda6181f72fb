import type { Condition } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Address, Scalar, Value } from '../../core/model/value.ts';

/** Where an expression stands, and what it may name besides the names of its module. */
export interface Use {
  readonly at: Origin;
  /** `each`, `count` and the iterators of dynamic blocks, each a map. */
  readonly local: ReadonlyMap<string, Value>;
}

/** A resource that an expression names. */
export interface Named {
  /** With the path of its module. */
  readonly address: string;
  readonly type: string;
  readonly when: Condition;
  /** Has it `count` or `for_each`, so that there may be several of it? */
  readonly isMany: boolean;
}

/** What names mean in one module. */
export interface Names {
  /** The path of the module with a dot behind it; empty for the root. */
  readonly prefix: string;
  variable(name: string, use: Use): Value;
  local(name: string, use: Use): Value;
  /** The resource, which need not be there: that is a problem, reported at the place of use. */
  resource(type: string, name: string, use: Use): Named;
  /** The resources that an argument of a resource names by a reference and nothing else: its attribute of that name says the same. */
  passedOn(type: string, name: string, argument: string): readonly Address[];
  /** An attribute of a data source; undefined where nothing is known of it. */
  data(type: string, name: string, attribute: string, use: Use): Value | undefined;
  /** An output of a module that is called; undefined where nothing is known of it. */
  output(module: string, name: string, use: Use): Value | undefined;
  /** The statement that a variable of the root has this value; undefined where the id is none of a variable. */
  is(variable: string, value: Scalar | null): Condition | undefined;
  /** A statement that cannot be decided, the same for the same text. */
  undecided(text: string): Condition;
  /** May another value be made? False once a module has used up what one module may use: what follows is unknown. */
  spend(amount: number): boolean;
}
