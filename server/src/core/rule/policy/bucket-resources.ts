import type { Statement } from './document.ts';
import type { Text } from './pattern.ts';
import type { Truth } from './truth.ts';

/** How a reference to a bucket may be spelt: its name and its ARN are the same bucket here. */
const sameBucket = new Set(['Ref', 'Arn', 'arn', 'id', 'bucket']);

/** Do the Resource elements of the statements, taken together, cover a bucket itself and all of its objects? */
export function coverWholeBucket(statements: readonly Statement[]): Truth {
  const buckets = new Set<string>();
  const objects = new Set<string>();
  let isComplete = true;
  for (const statement of statements) {
    const { texts, complete } = statement.texts('Resource');
    isComplete &&= complete;
    for (const text of texts) {
      if (text.every((part) => typeof part !== 'string' && !part.fixed)) isComplete = false;
      const name = bucketPart(text);
      if (/^[^/]*\*$/.test(name)) return 'yes';
      if (!name.includes('/')) buckets.add(name);
      else if (/^[^/]*\/\*$/.test(name)) objects.add(name.slice(0, -2));
    }
  }
  if ([...buckets].some((name) => objects.has(name))) return 'yes';
  const isSymbolic = [...buckets, ...objects].some((name) => name.includes('{'));
  return !isComplete || (isSymbolic && buckets.size > 0 && objects.size > 0) ? 'unknown' : 'no';
}

/** What follows `arn:aws:s3:::`, references as `{name}`. */
function bucketPart(text: Text): string {
  const shown = text.map((part) => (typeof part === 'string' ? part : `{${nameOf(part.symbol)}}`)).join('');
  return shown.replace(/^arn:[^:]*:s3:::/, '');
}

function nameOf(symbol: string | undefined): string {
  if (symbol === undefined) return '?';
  const dot = symbol.lastIndexOf('.');
  return (sameBucket.has(symbol.slice(dot + 1)) ? symbol.slice(0, dot) : symbol).replaceAll(/[:/*]/g, '~');
}
