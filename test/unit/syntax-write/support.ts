import type { Edit, Literal, Step } from '../../../server/src/core/model/edit.ts';
import type { Origin } from '../../../server/src/core/model/origin.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import type { Node, SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';

export type Path = readonly (string | number)[];

/** A document of either syntax. */
export function parse(text: string, syntax: SyntaxDocument['syntax']): SyntaxDocument {
  return syntax === 'json' ? parseJson(text, 't') : parseYaml(text, 't');
}

/** The origin at a path; the writer goes by the path alone. */
export function originAt(path: Path): Origin {
  let origin: Origin = { block: 't#', value: { start: 0, end: 0 } };
  for (const step of path) origin = { block: 't#', value: { start: 0, end: 0 }, parent: origin, step };
  return origin;
}

/** Steps from strings: `Key=x` selects an item, everything else is a key. */
export function steps(...texts: readonly string[]): readonly Step[] {
  return texts.map((text): Step => {
    const [key = '', is] = text.split('=');
    return is === undefined ? { kind: 'key', key } : { kind: 'where', key, is };
  });
}

export function set(path: Path, rest: readonly string[], value: Literal): Edit {
  return { op: 'set', anchor: originAt(path), rest: steps(...rest), value };
}

export function remove(path: Path, ...rest: readonly string[]): Edit {
  return { op: 'remove', anchor: originAt(path), rest: steps(...rest) };
}

export function addItem(path: Path, rest: readonly string[], value: Literal): Edit {
  return { op: 'addItem', anchor: originAt(path), rest: steps(...rest), value };
}

export function addResource(near: Path, type: string, nameHint: string, properties: Literal): Edit {
  return { op: 'addResource', near: originAt(near), type, nameHint, properties };
}

export function addEntry(near: Path, section: readonly string[], nameHint: string, value: Literal): Edit {
  return { op: 'addEntry', near: originAt(near), section, nameHint, value };
}

/** The text after the edits, or `refused: reason`. */
export function written(text: string, syntax: 'yaml' | 'json', edits: readonly Edit[]): string {
  const result = writeEdits(edits, parse(text, syntax));
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(text, result.edits);
}

/** The data of a node, tags as `{'!Ref': …}`, so that two trees can be compared; of duplicate keys the last. */
export function data(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const plain = plainData(node);
  return node.tag === undefined ? plain : new Map([[node.tag, plain]]);
}

function plainData(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'alias') return { alias: node.name };
  if (node.kind === 'sequence') return node.items.map(data);
  return new Map(node.pairs.map((pair) => [pair.name, data(pair.value)]));
}
