/** What an action is to do, carried from its listing to its resolving. It is about one version of one document. */
export type ActionData = { readonly uri: string; readonly version: number } & (
  /** `way`: which of the ways to mend it, from 0; the first where it is not said. */
  | { readonly what: 'fix' | 'suppress'; readonly identity: string; readonly ordinal: number; readonly way?: number; readonly reason?: string }
  | { readonly what: 'fix-rule'; readonly rule: string }
  | { readonly what: 'fix-all' }
);

/** Reads what a client sent back; undefined where it is not ours. */
export function actionDataOf(sent: unknown): ActionData | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const { what, uri, version, identity, ordinal, way, rule, reason } = sent as Readonly<Record<string, unknown>>;
  if (typeof uri !== 'string' || typeof version !== 'number') return undefined;
  if (what === 'fix-all') return { what, uri, version };
  if (what === 'fix-rule' && typeof rule === 'string') return { what, uri, version, rule };
  if ((what !== 'fix' && what !== 'suppress') || typeof identity !== 'string') return undefined;
  const rank = typeof ordinal === 'number' ? ordinal : 0;
  return { what, uri, version, identity, ordinal: rank, ...(typeof way === 'number' ? { way } : {}), ...(typeof reason === 'string' ? { reason } : {}) };
}
