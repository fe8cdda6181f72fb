import { at, itemsOf, parseValue, textAt, textsOf } from './json-value.ts';
import { folderOf, isAbsolute, joined } from './paths.ts';

/** A place as traces count: line and column from 1. */
interface Counted {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The place in the source that a place in a compiled file came from, by the text of its source map (version 3,
 * https://tc39.es/ecma426/); undefined where the map tells none.
 */
export function originalPlace(mapText: string, { file, line, column }: Counted): Counted | undefined {
  const map = parseValue(mapText);
  const mappings = textAt(map, 'mappings');
  if (mappings === undefined || itemsOf(at(map, 'sections')).length > 0) return undefined;
  const best = segmentAt(mappings, line - 1, Math.max(0, column - 1));
  const source = best && textsOf(at(map, 'sources'))[best.source];
  if (best === undefined || source === undefined) return undefined;
  const path = (textAt(map, 'sourceRoot') ?? '').replace(/[^/]$/, '$&/') + source;
  return { file: isAbsolute(path) ? joined('', path) : joined(folderOf(file), path), line: best.line + 1, column: best.column + 1 };
}

interface Segment {
  readonly source: number;
  readonly line: number;
  readonly column: number;
}

/** The last segment of a line that starts at or before a column; all from 0. */
function segmentAt(mappings: string, line: number, column: number): Segment | undefined {
  let [source, sourceLine, sourceColumn] = [0, 0, 0];
  let best: Segment | undefined;
  for (const [index, group] of mappings.split(';').entries()) {
    if (index > line) break;
    let generated = 0;
    for (const segment of group.split(',')) {
      const fields = decodedFields(segment);
      generated += fields[0] ?? 0;
      if (fields.length < 4) continue;
      source += fields[1] ?? 0;
      sourceLine += fields[2] ?? 0;
      sourceColumn += fields[3] ?? 0;
      if (index === line && generated <= column) best = { source, line: sourceLine, column: sourceColumn };
    }
  }
  return best;
}

/** The numbers of a segment: base 64, five bits a digit, the lowest first, the sign in the lowest bit. */
function decodedFields(segment: string): readonly number[] {
  const fields: number[] = [];
  let [value, shift] = [0, 0];
  for (const character of segment) {
    const digit = digits.indexOf(character);
    if (digit < 0) return [];
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    fields.push(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
    [value, shift] = [0, 0];
  }
  return fields;
}
