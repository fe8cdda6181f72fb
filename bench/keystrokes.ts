import { parseTree, type Node } from 'jsonc-parser';
import { isAlias, isScalar, parseDocument, visit } from 'yaml';
import type { Change } from './protocol-client.ts';
import type { Random } from './random.ts';
import type { Input } from './templates.ts';

const typed = ['e', 'x'] as const;

/**
 * Keystrokes inside scalar values that are spread evenly over the text: at each place two letters are typed and taken away again, so that the text
 * is the input again after every four. Keys and the values of `Type` are left alone.
 */
export function keystrokesIn(input: Input, count: number, random: Random): readonly Change[] {
  const places = spread(placesIn(input), Math.ceil(count / 4), random);
  const positionAt = positions(input.text);
  return places.flatMap(([start, end]) => {
    const at = positionAt(random.between(start + 1, end - 1));
    const right = (by: number): Change['range']['start'] => ({ line: at.line, character: at.character + by });
    return [
      { range: { start: at, end: at }, text: typed[0] },
      { range: { start: right(1), end: right(1) }, text: typed[1] },
      { range: { start: right(1), end: right(2) }, text: '' },
      { range: { start: at, end: right(1) }, text: '' },
    ];
  }).slice(0, count);
}

/**
 * A new key with its value is typed below a line, letter by letter, and the line then taken away, at places evenly spread over the text. In between
 * the text has a fault. In JSON quotes come in pairs, as editors write them.
 */
export function newKeysIn({ syntax, text }: Input, count: number, random: Random): readonly Change[] {
  const isJson = syntax === 'json';
  const lines = [...text.matchAll(isJson ? /^( {8,})"[A-Za-z]+": [^[{\n]*,\n/gm : /^( {6,})[A-Za-z]+: [^|>\s].*\n(?!\1 )/gm)];
  const steps = isJson ? ['""', 'N', 'e', 'w', ':', ' ', '1', ','] : ['N', 'e', 'w', ':', ' ', '1'];
  const places = spread(lines.map((line): Place => [line.index, (line[1] ?? '').length]), Math.ceil(count / (steps.length + 2)), random);
  const positionAt = positions(text);
  return places.flatMap(([start, indentation]) => {
    const { line } = positionAt(start);
    const end = text.indexOf('\n', start) - start;
    const at = (column: number): Change['range'] => ({ start: { line: line + 1, character: column }, end: { line: line + 1, character: column } });
    // Behind the pair of quotes its inside, behind the letters its outside.
    let column = indentation;
    const typed = steps.map((step): Change => {
      if (isJson && step === ':') column++;
      const change = { range: at(column), text: step };
      column += step === '""' ? 1 : step.length;
      return change;
    });
    const above = { line, character: end };
    return [{ range: { start: above, end: above }, text: `\n${' '.repeat(indentation)}` }, ...typed, { range: { start: above, end: at(column).start }, text: '' }];
  }).slice(0, count);
}

type Place = readonly [start: number, end: number];

/** Runs of at least four letters inside scalar values, in the order of the text. */
function placesIn(input: Input): readonly Place[] {
  const values = input.syntax === 'yaml' ? yamlValues(input.text) : jsonValues(input.text);
  return values.flatMap(([start, end]) => [...input.text.slice(start, end).matchAll(/[A-Za-z]{4,}/g)].slice(0, 3).map((run): Place => [start + run.index, start + run.index + run[0].length]));
}

function yamlValues(text: string): readonly Place[] {
  const found: Place[] = [];
  visit(parseDocument(text, { logLevel: 'error' }), {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'Type') return visit.SKIP;
      if (isScalar(value) && typeof value.value === 'string' && value.range) found.push([value.range[0], value.range[1]]);
      return undefined;
    },
    Seq: (_, { items }) => {
      for (const item of items) if (isScalar(item) && !isAlias(item) && typeof item.value === 'string' && item.range) found.push([item.range[0], item.range[1]]);
    },
  });
  return found.sort((a, b) => a[0] - b[0]);
}

function jsonValues(text: string): readonly Place[] {
  const found: Place[] = [];
  const collect = (node: Node, key: string | undefined): void => {
    if (node.type === 'string' && key !== 'Type') found.push([node.offset + 1, node.offset + node.length - 1]);
    for (const child of node.children ?? []) {
      const [name, value] = child.children ?? [];
      if (child.type !== 'property') collect(child, key);
      else if (name !== undefined && value !== undefined) collect(value, String(name.value));
    }
  };
  const root = parseTree(text);
  if (root) collect(root, undefined);
  return found;
}

/** `count` of the places, evenly spread; in an order that jumps about. Places are used again where there are fewer. */
function spread(places: readonly Place[], count: number, random: Random): readonly Place[] {
  const chosen = Array.from({ length: count }, (_, i) => places[Math.floor(((i + random.next()) / count) * places.length)]).filter((place) => place !== undefined);
  return chosen.map((place) => ({ place, rank: random.next() })).sort((a, b) => a.rank - b.rank).map(({ place }) => place);
}

function positions(text: string): (offset: number) => Change['range']['start'] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
}
