import type { Value } from '../../model/value.ts';
import type { View } from '../view.ts';
import { truth, type Truth } from './truth.ts';

/**
 * A stretch of text that is not known. `fixed`: it stands for one thing that exists (an attribute of a resource), so it is
 * no wildcard. `symbol`: equal symbols are equal texts.
 */
export interface Hole {
  readonly symbol: string | undefined;
  readonly fixed: boolean;
}

/** A text of which some stretches may be unknown. */
export type Text = readonly (string | Hole)[];

/** The text of a scalar, reference, template or unknown value; undefined for a map, a list, or nothing at all. */
export function readText(value: Value, view: View): Text | undefined {
  const settled = view.settle(value);
  switch (settled.kind) {
    case 'scalar':
      return [String(settled.value)];
    case 'ref':
      return [{ symbol: `${settled.to}.${settled.attribute}`, fixed: true }];
    case 'text':
      return settled.parts.flatMap((part) => (typeof part === 'string' ? [part] : (readText(part, view) ?? [{ symbol: undefined, fixed: false }])));
    case 'unknown':
      return [{ symbol: settled.symbol, fixed: false }];
    case 'list':
    case 'map':
    case 'absent':
      return undefined;
  }
}

/** The text, if all of it is known. */
export function known(text: Text): string | undefined {
  return text.every((part) => typeof part === 'string') ? text.join('') : undefined;
}

/** Is it exactly this text? A hole that is fixed is no wildcard, so it never makes a `*`. */
export function isText(text: Text, wanted: string): Truth {
  const all = known(text);
  if (all !== undefined) return all === wanted ? 'yes' : 'no';
  if (text.some((part) => typeof part !== 'string' && part.fixed)) return 'no';
  const loose = text.map((part) => (typeof part === 'string' ? asLiteral(part) : '*')).join('');
  return globsMeet(loose, asLiteral(wanted)) ? 'unknown' : 'no';
}

/**
 * Does the pattern match everything that `asked` matches? Both may hold `*` and `?`; letters compare without case
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html).
 */
export function covers(pattern: Text, asked: string): Truth {
  const plain = plainText(pattern);
  if (plain !== undefined) return truth(globsMeet(plain, asLiteral(asked)));
  if (!globsMeet(withHoles(pattern, '*'), asLiteral(asked))) return 'no';
  return globsMeet(withHoles(pattern, '\uE002'), asLiteral(asked)) ? 'yes' : 'unknown';
}

/** Is there a text that both match? */
export function overlaps(pattern: Text, asked: string): Truth {
  const plain = plainText(pattern);
  if (plain !== undefined) return truth(globsMeet(plain, asked));
  if (!globsMeet(withHoles(pattern, '*'), asked)) return 'no';
  return globsMeet(withHoles(pattern, '\uE002'), asked) ? 'yes' : 'unknown';
}

/** The text where it is in one piece, as nearly all are. */
function plainText([only, another]: Text): string | undefined {
  return typeof only === 'string' && another === undefined ? only : undefined;
}

/** The text with its wildcards as ordinary letters. */
function asLiteral(text: string): string {
  return text.replaceAll('*', '\uE000').replaceAll('?', '\uE001');
}

function withHoles(pattern: Text, hole: string): string {
  return pattern.map((part) => (typeof part === 'string' ? part : hole)).join('');
}

/** Is there a text that both globs match? Row by row over `b`: which of its beginnings meet the part of `a` read so far. */
function globsMeet(one: string, other: string): boolean {
  // Nearly all are of different services.
  if (beginApart(one.charCodeAt(0), other.charCodeAt(0))) return false;
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  // Most are told apart, or found equal, before the first wildcard of either.
  let same = 0;
  while (same < a.length && a[same] === b[same] && !isWild(a[same])) same++;
  const [x, y] = [a[same], b[same]];
  if (!isWild(x) && !isWild(y) && (x !== undefined || y !== undefined)) return false;
  if (x === undefined && y === undefined) return true;
  if ((x === '*' && same === a.length - 1) || (y === '*' && same === b.length - 1)) return true;
  return globsMeetWith(a.slice(same), b.slice(same));
}

/** Are they two letters of a to z that differ in more than their case? */
function beginApart(a: number, b: number): boolean {
  const x = a | 0x20;
  const y = b | 0x20;
  return x !== y && x >= 0x61 && x <= 0x7a && y >= 0x61 && y <= 0x7a;
}

const isWild = (letter: string | undefined): boolean => letter === '*' || letter === '?';

function globsMeetWith(a: string, b: string): boolean {
  let row = [true];
  for (let j = 0; j < b.length; j++) row.push(b[j] === '*' && row[j] === true);
  for (const x of a) {
    const next = [x === '*' && row[0] === true];
    for (let j = 0; j < b.length; j++) {
      const y = b[j];
      const both = row[j] ?? false;
      next.push(x === '*' || y === '*' ? both || (row[j + 1] ?? false) || (next[j] ?? false) : both && (x === y || x === '?' || y === '?'));
    }
    row = next;
  }
  return row[b.length] ?? false;
}
