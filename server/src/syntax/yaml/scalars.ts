import type { ScalarNode } from '../tree.ts';

const trueWords = /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/;
const falseWords = /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/;
const nullWords = /^(?:~|[Nn]ull|NULL)?$/;
const longestWord = 5;
const minus = 45;
const zero = 48;
const nine = 57;

/** Tags that stand for YAML's own types; they are no step and no function. https://yaml.org/type/ */
const standardTags: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'binary', 'timestamp', 'merge', 'map', 'seq', 'set', 'omap', 'pairs'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Is the tag, resolved, one of YAML's own? The lone `!` counts as one. */
export function isStandardTag(resolved: string): boolean {
  return resolved === '!' || standardTags.has(resolved);
}

/**
 * The value of a plain scalar as CloudFormation reads YAML 1.1: `yes`, `no`, `on`, `off` are booleans (`y` and `n`
 * are not: the common readers never took them, https://pyyaml.org/wiki/PyYAMLDocumentation lists yes/no/on/off);
 * `~`, `null` and nothing are null. A number is one only where its text would come back (`7`, `-1`, `1.5`), so
 * `012345678901`, `1e3`, `0x1F`, `1_000`, `1.10` stay strings, as do dates and `1:30`.
 */
export function plainValue(source: string): ScalarNode['value'] {
  if (source.length > longestWord) return numberOrText(source);
  if (nullWords.test(source)) return null;
  if (trueWords.test(source)) return true;
  if (falseWords.test(source)) return false;
  return numberOrText(source);
}

/** The value of a scalar with a tag: only YAML's own `!!int`, `!!float`, `!!bool`, `!!null` convert, all else is text. */
export function taggedValue(resolved: string, source: string): ScalarNode['value'] {
  switch (resolved) {
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
      return numberOrText(source);
    case 'tag:yaml.org,2002:bool':
      return trueWords.test(source) ? true : falseWords.test(source) ? false : source;
    case 'tag:yaml.org,2002:null':
      return nullWords.test(source) ? null : source;
    default:
      return source;
  }
}

function numberOrText(source: string): number | string {
  const first = source.charCodeAt(source.charCodeAt(0) === minus ? 1 : 0);
  if (!(first >= zero && first <= nine)) return source;
  const value = Number(source);
  return String(value) === source ? value : source;
}
