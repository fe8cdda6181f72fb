/**
 * Are colours wanted? NO_COLOR (https://no-color.org) turns them off, FORCE_COLOR on (`0` and `false`: off), else a
 * terminal that is not dumb has them.
 */
export function wantsColors(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean | undefined): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal === true && TERM !== 'dumb';
}
