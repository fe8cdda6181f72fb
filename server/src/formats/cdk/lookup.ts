/**
 * What is known of a file: its text, null where there is none (or none that may be read), undefined where nobody has looked yet:
 * then the path is asked for by `wants`, and the same question is put again.
 */
export type Lookup = (path: string) => string | null | undefined;

/** An answer, or the files that must be looked at first. */
export type Reading<T> = { readonly kind: 'wants'; readonly paths: readonly string[] } | { readonly kind: 'read'; readonly value: T };

/** Runs `work` with a lookup that treats what nobody has looked at as missing, and remembers it. */
export function reading<T>(lookup: Lookup, work: (read: (path: string) => string | null) => T): Reading<T> {
  const wants = new Set<string>();
  const value = work((path) => {
    const text = lookup(path);
    if (text === undefined) wants.add(path);
    return text ?? null;
  });
  return wants.size > 0 ? { kind: 'wants', paths: [...wants] } : { kind: 'read', value };
}
