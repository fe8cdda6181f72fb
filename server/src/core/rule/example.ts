import type { Scalar } from '../model/value.ts';
import type { Binding } from './property.ts';

/** A value that cannot be known: a parameter without a default. */
export const unresolved = { example: 'unresolved' } as const;
/** A parameter with NoEcho and no default. */
export const noEchoParameter = { example: 'noEcho' } as const;
/** A parameter with this default. */
export const parameterDefault = (value: Scalar): { readonly example: 'default'; readonly value: Scalar } => ({ example: 'default', value });
/** A reference to another resource of the scene, by its name there. */
export const refTo = (name: string, attribute = 'Ref'): { readonly example: 'ref'; readonly to: string; readonly attribute: string } => ({
  example: 'ref',
  to: name,
  attribute,
});

/** The key of a macro beside the properties: it may add any of them, so none is surely absent. */
export const macro = 'Fn::Transform';
/** Properties that a macro makes. */
export const madeByMacro = { [macro]: { Name: 'Macro' } } as const;

export type ExampleValue =
  | Scalar
  | typeof unresolved
  | typeof noEchoParameter
  | ReturnType<typeof parameterDefault>
  | ReturnType<typeof refTo>
  | readonly ExampleValue[]
  | { readonly [key: string]: ExampleValue };

/**
 * The properties of the subject by their names in the binding; what is left out is absent.
 * For a list property: a list of items, each by the names of its items' properties.
 */
export type Example = Readonly<Record<string, ExampleValue>>;

/** Several resources: the first is the subject. Built by `scene`. */
export interface Scene {
  readonly scene: Readonly<Record<string, { readonly of: Binding; readonly props: Example }>>;
}

/** A scene of several resources; each entry is `[binding, properties]`, the first is the subject. */
export function scene(of: Readonly<Record<string, readonly [unknown, Example]>>): Scene {
  return { scene: Object.fromEntries(Object.entries(of).map(([name, [binding, props]]) => [name, { of: binding as Binding, props }])) };
}
