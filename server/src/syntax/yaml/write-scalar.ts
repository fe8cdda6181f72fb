import type { Scalar } from '../../core/model/value.ts';

/** How strings are written. `plain`: quoted only if needed, and then in `quote`; else always in that quote where it can hold the text. */
export interface Quoting {
  readonly quote: 'single' | 'double';
  readonly plain: boolean;
}

/**
 * Plain text that some reader takes for another type: YAML 1.1 (https://yaml.org/type/: bool, null, int in bases 2, 8, 10, 16
 * and 60, float, timestamp, merge, value) or 1.2's core schema.
 */
const otherTypes: readonly RegExp[] = [
  /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<)$/i,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_,]*)$/i,
  /^[-+]?(?:[0-9][0-9_,]*)?\.?[0-9_]*(?:e[-+]?[0-9]+)?$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?$/,
];

/** A character that only double quotes can hold: a control character, a line break of any kind, a byte order mark, half of a pair. */
const needsEscape = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** The text of a scalar, which every YAML reader takes for the same value. `inFlow`: between braces or brackets. */
export function scalarText(value: Scalar, quoting: Quoting, inFlow: boolean): string {
  if (typeof value !== 'string') return String(value);
  if (needsEscape.test(value)) return doubleQuoted(value);
  if (quoting.plain && isPlainSafe(value, inFlow)) return value;
  if (quoting.quote === 'double') return doubleQuoted(value);
  return `'${value.replaceAll("'", "''")}'`;
}

/** Can the text stand without quotes, and come back as the same string? */
export function isPlainSafe(text: string, inFlow: boolean): boolean {
  if (text === '' || text.trim() !== text || needsEscape.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || text.startsWith('...')) return false;
  if (/:(?:\s|$)|\s#/.test(text) || text.includes('{{resolve')) return false;
  if (inFlow && /[,[\]{}]/.test(text)) return false;
  return !otherTypes.some((type) => type.test(text));
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
