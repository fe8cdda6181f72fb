import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Range } from '../../../server/src/core/text/range.ts';
import type { Problem } from '../../../server/src/core/model/template.ts';
import type { Node, SyntaxDocument } from '../../../server/src/syntax/tree.ts';

/** The plain data that a tree stands for; of duplicate keys the last counts; an alias without target is undefined. */
export function toData(node: Node | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toData);
    case 'mapping': {
      const data: Record<string, unknown> = {};
      for (const pair of node.pairs) Object.defineProperty(data, pair.name, { value: toData(pair.value), enumerable: true, configurable: true, writable: true });
      return data;
    }
    case 'alias':
      return toData(node.target?.node);
  }
}

export interface Seen {
  readonly node: Node;
  /** Absolute. */
  readonly range: Range;
  readonly content: Range;
  readonly parent: Seen | undefined;
  readonly isKey: boolean;
}

/** Every node with absolute ranges, parents first, aliases not followed. */
export function allNodes(document: SyntaxDocument): readonly Seen[] {
  const seen: Seen[] = [];
  const visit = (node: Node, block: string, parent: Seen | undefined, isKey: boolean): void => {
    const base = document.blocks.get(block);
    assert.ok(base !== undefined, `no block ${block}`);
    const move = (range: Range): Range => ({ start: range.start + base, end: range.end + base });
    const at: Seen = { node, range: move(node.range), content: move(node.content), parent, isKey };
    seen.push(at);
    if (node.kind === 'sequence') for (const item of node.items) visit(item, block, at, false);
    if (node.kind !== 'mapping') return;
    for (const pair of node.pairs) {
      visit(pair.key, pair.block ?? block, at, true);
      visit(pair.value, pair.block ?? block, at, false);
    }
  };
  if (document.root !== undefined) visit(document.root, `${document.file}#`, undefined, false);
  return seen;
}

/** The laws that hold for every document, broken or not (only what is whole ends with its text). */
export function assertLaws(document: SyntaxDocument): void {
  const { length } = document.text;
  const isBroken = document.problems.some((problem) => problem.code !== 'duplicate-key');
  let last = -1;
  for (const { node, range, content, parent } of allNodes(document)) {
    const where = `${node.kind} ${range.start}-${range.end}`;
    assert.ok(0 <= range.start && range.start <= content.start && content.start <= content.end && content.end === range.end && range.end <= length, `${where}: inside of the text`);
    if (parent !== undefined) assert.ok(parent.content.start <= range.start && range.end <= parent.range.end, `${where}: inside of its parent ${parent.range.start}-${parent.range.end}`);
    assert.ok(range.start >= last, `${where}: in the order of the text`);
    last = range.start;
    assert.ok(isBroken || range.start === range.end || mayEndBlank(node) || !/^(?:[ \t\n]|\r\n)/.test(document.text.slice(range.end - 1)), `${where}: ends with its text`);
  }
  for (const { at } of [...document.comments, ...document.problems]) {
    const base = document.blocks.get(at.block);
    assert.ok(base !== undefined && at.range.start >= 0 && at.range.start <= at.range.end && base + at.range.end <= length, `place ${JSON.stringify(at)}`);
  }
}

/** The blanks at the end of a block scalar's last line are content, as are those behind a quote that is never closed. */
function mayEndBlank(node: Node | undefined): boolean {
  if (node?.kind === 'mapping') return mayEndBlank(node.pairs.at(-1)?.value) || mayEndBlank(node.pairs.at(-1)?.key);
  if (node?.kind === 'sequence') return mayEndBlank(node.items.at(-1));
  return node?.kind === 'scalar' && node.style !== 'plain';
}

/** What a problem says, and the text that it underlines. */
export function shown(document: SyntaxDocument, problem: Problem): string {
  const base = document.blocks.get(problem.at.block) ?? 0;
  return `${problem.severity} ${problem.code} [${document.text.slice(base + problem.at.range.start, base + problem.at.range.end)}]`;
}

/** All files below a folder whose names match, with their text. */
export function filesBelow(folder: string, name: RegExp): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .sort()
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
