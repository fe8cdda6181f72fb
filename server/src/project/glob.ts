import ignore from 'ignore';

/** A glob as a user writes it: the folder to look in, and which paths below it (with forward slashes) are meant. */
export interface Glob {
  readonly folder: string;
  readonly matches: (path: string) => boolean;
}

/** Reads a glob (`stacks/*.{yaml,yml}`); undefined where nothing in the text is a wildcard. What matches a folder stands for all that is in it. */
export function readGlob(text: string): Glob | undefined {
  const steps = text.split('/');
  const first = steps.findIndex((step) => /[*?[{]/.test(step));
  if (first < 0) return undefined;
  const folder = first === 0 ? '.' : steps.slice(0, first).join('/') || '/';
  const patterns = expandBraces(steps.slice(first).join('/')).map((pattern) => `/${pattern}`);
  const rules = ignore({ ignorecase: false }).add(patterns);
  return { folder, matches: (path) => path !== '' && !path.startsWith('../') && rules.ignores(path) };
}

/** `a.{b,c}` as `a.b` and `a.c`; braces may stand inside of braces. */
function expandBraces(pattern: string): readonly string[] {
  const open = pattern.indexOf('{');
  if (open < 0) return [pattern];
  const alternatives: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '{') depth++;
    if (character === '}') depth--;
    if ((character === ',' && depth === 1) || depth === 0) {
      alternatives.push(pattern.slice(start, at));
      start = at + 1;
    }
    if (depth === 0) {
      const tail = pattern.slice(at + 1);
      return alternatives.flatMap((one) => expandBraces(pattern.slice(0, open) + one + tail));
    }
  }
  return [pattern];
}
