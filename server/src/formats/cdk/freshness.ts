/** Does the output of a CDK app show what its sources say? */
export type Freshness = { readonly kind: 'fresh' } | { readonly kind: 'stale'; readonly why: string };

/**
 * Fresh means that no source below cdk.json is newer than manifest.json and none is unsaved. Times are milliseconds since 1970;
 * `newest` is undefined where there is no source. What is stale is shown as information only, with `why`.
 */
export function freshness(manifestTimeMs: number, newest: { readonly file: string; readonly timeMs: number } | undefined, unsaved: readonly string[] = []): Freshness {
  const [first, ...others] = unsaved;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return { kind: 'stale', why: `stale since ${first}${more} was edited and is not saved: what was synthesised shows an older state` };
  }
  if (newest === undefined || newest.timeMs <= manifestTimeMs) return { kind: 'fresh' };
  const when = new Date(newest.timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const checkout = 'a checkout resets times too: then `cdk synth` brings them in order';
  return { kind: 'stale', why: `stale since ${when}, when ${newest.file} changed: it is newer than the synthesised output (${checkout})` };
}
