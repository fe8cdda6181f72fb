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

/** Sets a text in a colour, or leaves it as it is where no colours are wanted. */
export type Colors = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** What turns each on and off. Source: https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const;

/** The colours of a terminal; with `enabled` false none. */
export function newColors(enabled: boolean): Colors {
  const color = (name: keyof typeof codes) => (text: string) => (enabled ? `\u001B[${codes[name][0]}m${text}\u001B[${codes[name][1]}m` : text);
  return { bold: color('bold'), dim: color('dim'), red: color('red'), green: color('green'), yellow: color('yellow'), cyan: color('cyan') };
}
