import type { Condition, Variable } from '../model/condition.ts';
import type { Family, Resource, Template } from '../model/template.ts';
import type { Address, Settled, Value } from '../model/value.ts';
import { readJsonText } from '../rule/policy/json-text.ts';
import type { View } from '../rule/view.ts';

/** A template before anything is decided: a value that hangs on a choice is unknown, and only what always holds holds. */
export class UndecidedView implements View {
  readonly strict = true;
  readonly #template: Template;

  constructor(template: Template) {
    this.#template = template;
  }

  get family(): Family {
    return this.#template.family;
  }

  get isOpen(): boolean {
    return this.#template.open;
  }

  variable(id: string): Variable | undefined {
    return this.#template.variables.get(id);
  }

  holds(condition: Condition): boolean {
    return condition.op === 'const' && condition.value;
  }

  settle(value: Value): Settled {
    return value.kind === 'choice' ? { kind: 'unknown', at: value.at, reason: 'it hangs on a choice', channel: 'other', maybeAbsent: true } : value;
  }

  json({ value, at }: Settled & { readonly kind: 'scalar' }): Value | undefined {
    return readJsonText([String(value)], at, this);
  }

  get(address: Address): Resource | undefined {
    return this.#template.resources.get(address);
  }

  declared(types: readonly string[]): readonly Resource[] {
    return [...this.#template.resources.values()].filter(({ type }) => types.includes(type));
  }

  companions(types: readonly string[]): readonly Resource[] {
    return this.declared(types);
  }

  ofTypes(types: readonly string[]): readonly Resource[] {
    return this.declared(types).filter(({ when }) => this.holds(when));
  }

  ownKey(): undefined {
    return undefined;
  }

  once<T extends NonNullable<unknown>>(_: object, work: () => T): T {
    return work();
  }

  undeployable(): void {
    // What hangs on nothing is judged whether or not it can be deployed.
  }
}
