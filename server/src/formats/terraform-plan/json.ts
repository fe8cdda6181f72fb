/** Data as JSON.parse gives it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;

/** A JSON object. Its entries are read by `own` alone: keys may be called `constructor` or `__proto__`. */
export interface JsonRecord {
  readonly [key: string]: Json;
}

/** Is it a JSON object? */
export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Is it a JSON array? */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object's own entry of this name; undefined where it has none, or where it is no object. */
export function own(of: Json | undefined, key: string): Json | undefined {
  return isRecord(of) && Object.hasOwn(of, key) ? of[key] : undefined;
}

/** The entry at the end of a path of names. */
export function ownAt(of: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at = of;
  for (const key of path) at = own(at, key);
  return at;
}

/** The items of an array; none for anything else. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The entries of an object; none for anything else. */
export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

/** The text that it is; undefined for anything else. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
