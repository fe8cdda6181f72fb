import { isAlias, isMap, isScalar } from 'yaml';
import type { Alias, CST, Node as LibraryNode, Pair as LibraryPair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

import type { Range } from '../../core/text/range.ts';
import type { DocumentDraft, Frame } from '../draft.ts';
import type { AliasNode, MappingNode, Node, Pair, ScalarNode, SequenceNode } from '../tree.ts';
import { Anchors } from './anchors.ts';
import { maxDepth } from './depth.ts';
import type { EntryLevel } from './entry-level.ts';
import type { ReadPair } from './read.ts';
import { isStandardTag, plainValue, taggedValue } from './scalars.ts';

/** Which entries open blocks of their own. */
type Level = 'root' | 'resources' | 'inner';

interface Site {
  readonly frame: Frame;
  readonly depth: number;
  readonly level: Level;
  /** Where the node would stand if it is empty: absolute, right behind its colon or dash. */
  readonly empty: number;
}

/** Tag and anchor in front of a node, as written. Offsets are absolute. */
interface Properties {
  readonly start?: number;
  /** The end of the last token that is not blank or comment: colon, dash, tag or anchor. */
  readonly end?: number;
  readonly tag?: string;
}

const none: Properties = {};

/** A library node that may carry an anchor. */
type Anchorable = Exclude<LibraryNode, Alias>;

const styles: Readonly<Record<Scalar.Type, ScalarNode['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Builds our tree from the nodes and tokens of the `yaml` library. One per document; `shift` is added to the library's offsets. */
export class TreeBuilder {
  readonly #anchors = new Anchors(maxDepth);

  constructor(
    readonly draft: DocumentDraft,
    readonly shift: number,
  ) {}

  /** The tree of a document's contents; `start` are the tokens before them. */
  build(contents: LibraryNode, start: readonly CST.SourceToken[]): Node {
    const empty = (contents.range?.[0] ?? 0) + this.shift;
    return this.#node(contents, start, { frame: this.draft.root, depth: 0, level: 'root', empty });
  }

  /** The entries of a mapping from an index on, as those of the root or of Resources. */
  entries(node: YAMLMap, from: number, level: EntryLevel): readonly ReadPair[] {
    const site: Site = { frame: level.frame, depth: level.name === 'root' ? 0 : 1, level: level.name, empty: 0 };
    const items = (node.items as LibraryPair<LibraryNode, LibraryNode>[]).slice(from);
    return items.filter((item) => !isLeftOver(item)).map((item) => this.#pair(item, site));
  }

  #node(node: LibraryNode, tokens: readonly CST.SourceToken[], site: Site): Node {
    this.#anchors.visit(site.depth);
    const properties = this.#properties(tokens);
    if (isAlias(node)) return this.#alias(node, properties, site);
    const { anchor } = node;
    if (anchor === undefined || anchor === '') return this.#anchorable(node, properties, site);
    const open = this.#anchors.enter(anchor, site.depth);
    const built = this.#anchorable(node, properties, site);
    this.#anchors.leave(open, built, site.frame.block);
    return built;
  }

  #anchorable(node: Anchorable, properties: Properties, site: Site): Node {
    if (isScalar(node)) return this.#scalar(node, properties, site);
    return isMap(node) ? this.#mapping(node, properties, site) : this.#sequence(node, properties, site);
  }

  #alias(node: Alias, properties: Properties, site: Site): AliasNode {
    const start = this.#startOf(node);
    const end = Math.max(start, this.#endOf(node));
    const resolution = this.#anchors.resolve(node.source, site.depth);
    if ('failure' in resolution) this.#aliasProblem(resolution.failure, node.source, start, end);
    return {
      kind: 'alias',
      ...this.#ranges(node, properties, site.frame, start, end),
      name: node.source,
      ...('target' in resolution ? { target: resolution.target } : {}),
    };
  }

  #aliasProblem(failure: 'unresolved' | 'cycle' | 'too-many' | 'too-deep', name: string, start: number, end: number): void {
    const note = (code: string, message: string): void => this.draft.problem(code, 'error', start, end, message);
    switch (failure) {
      case 'unresolved':
        return note('unresolved-alias', `No anchor \`&${name}\` stands before this alias.`);
      case 'cycle':
        return note('alias-cycle', `The alias \`*${name}\` stands inside of its own anchor.`);
      case 'too-many':
        return note('too-many-aliases', 'Following all aliases would make this document too large; this one is not followed.');
      case 'too-deep':
        return note('nested-too-deep', `Following this alias would nest more than ${maxDepth} levels; it is not followed.`);
    }
  }

  #scalar(node: Scalar, properties: Properties, site: Site): ScalarNode {
    const source = node.source ?? '';
    const style = node.type === undefined ? 'plain' : styles[node.type];
    if (isEmpty(node)) {
      const at = properties.end ?? site.empty;
      return { kind: 'scalar', ...this.#ranges(node, properties, site.frame, at, at), value: node.tag === 'tag:yaml.org,2002:str' ? '' : null, style };
    }
    const start = this.#startOf(node);
    const end = Math.max(start, this.#scalarEnd(node, style));
    const value = node.tag !== undefined ? taggedValue(node.tag, source) : style === 'plain' ? plainValue(source) : source;
    return { kind: 'scalar', ...this.#ranges(node, properties, site.frame, start, end), value, style };
  }

  /** A block scalar ends before its last line break, unless it keeps its trailing breaks (`|+`). */
  #scalarEnd(node: Scalar, style: ScalarNode['style']): number {
    const end = this.#endOf(node);
    if (style !== 'literal' && style !== 'folded') return end;
    const { text } = this.draft;
    const start = this.#startOf(node);
    const header = /^[|>][-+0-9]*/.exec(text.slice(start, start + 8))?.[0] ?? '';
    if (header.includes('+') || text[end - 1] !== '\n') return end;
    return text[end - 2] === '\r' ? end - 2 : end - 1;
  }

  #mapping(node: YAMLMap, properties: Properties, site: Site): MappingNode {
    const names = new Set<string>();
    const pairs: Pair[] = [];
    let start: number | undefined;
    let end: number | undefined;
    for (const item of node.items as LibraryPair<LibraryNode, LibraryNode>[]) {
      if (isLeftOver(item)) continue;
      const { pair, from, to } = this.#pair(item, site);
      start ??= from;
      end = to;
      if (names.has(pair.name) && pair.name !== '<<') {
        const keyEnd = from + pair.key.range.end - pair.key.range.start;
        this.draft.problem('duplicate-key', 'warning', from, keyEnd, `The key \`${pair.name}\` is given twice here; the last one counts.`);
      }
      names.add(pair.name);
      pairs.push(pair);
    }
    const content = this.#collectionContent(node, start, end);
    return { kind: 'mapping', ...this.#ranges(node, properties, site.frame, content.start, content.end), pairs, flow: node.flow === true };
  }

  #pair(item: LibraryPair<LibraryNode, LibraryNode>, site: Site): ReadPair {
    const { start: keyTokens = [], sep = [] } = item.srcToken ?? {};
    const name = this.#nameOf(item.key);
    const before = this.#properties(keyTokens);
    const contentStart = isEmpty(item.key) ? (before.end ?? this.#startOf(item.key)) : this.#startOf(item.key);
    const from = Math.min(before.start ?? contentStart, contentStart);
    const opens = site.level !== 'inner';
    const frame = opens ? this.draft.open(site.level === 'root' ? name : `Resources/${name}`, from) : site.frame;
    const inner: Site = { frame, depth: site.depth + 1, level: 'inner', empty: contentStart };
    const key = this.#key(item.key, name, keyTokens, inner);
    const keyEnd = frame.base + key.range.end;
    const level = site.level === 'root' && name === 'Resources' ? 'resources' : 'inner';
    const valueSite: Site = { ...inner, level, empty: keyEnd };
    const value = item.value === null ? this.#missing(sep, valueSite) : this.#node(item.value, sep, valueSite);
    const to = frame.base + value.range.end;
    if (opens) this.draft.close(to);
    return { pair: { key, name, value, ...(opens ? { block: frame.block } : {}) }, from, to };
  }

  /** The value of a key that has none, perhaps not even a colon. */
  #missing(sep: readonly CST.SourceToken[], site: Site): ScalarNode {
    const at = Math.max(this.#properties(sep).end ?? 0, site.empty) - site.frame.base;
    const range = { start: at, end: at };
    return { kind: 'scalar', range, content: range, value: null, style: 'plain' };
  }

  #nameOf(key: LibraryNode): string {
    if (isScalar(key)) return key.source ?? '';
    return isAlias(key) ? `*${key.source}` : this.draft.text.slice(this.#startOf(key), this.#endOf(key)).trimEnd();
  }

  #key(node: LibraryNode, name: string, tokens: readonly CST.SourceToken[], site: Site): ScalarNode {
    const built = this.#node(node, tokens, site);
    if (built.kind === 'scalar' && (built.value !== null || name !== '')) return built;
    const { base } = site.frame;
    this.draft.problem('non-string-key', 'warning', base + built.range.start, base + built.range.end, 'A key must be text; this entry is not judged.');
    if (built.kind === 'scalar') return built;
    return { kind: 'scalar', range: built.range, content: built.content, value: name, style: 'plain' };
  }

  #sequence(node: YAMLSeq, properties: Properties, site: Site): SequenceNode {
    const tokens = itemTokens(node);
    const items: Node[] = [];
    let start: number | undefined;
    let end: number | undefined;
    for (const [index, item] of node.items.entries()) {
      const library = item as LibraryNode;
      const empty = this.#startOf(library);
      const before = tokens[index] ?? [];
      const built = this.#node(library, before, { frame: site.frame, depth: site.depth + 1, level: 'inner', empty: before.length > 0 ? 0 : empty });
      start ??= site.frame.base + built.range.start;
      end = site.frame.base + built.range.end;
      items.push(built);
    }
    const content = this.#collectionContent(node, start, end);
    return { kind: 'sequence', ...this.#ranges(node, properties, site.frame, content.start, content.end), items, flow: node.flow === true };
  }

  /** A collection ends with its closing bracket, or with its last child: the library's own end runs over blank lines and comments. */
  #collectionContent(node: YAMLMap | YAMLSeq, first: number | undefined, last: number | undefined): Range {
    const token = node.srcToken;
    const own = this.#startOf(node);
    const start = Math.min(own, first ?? own);
    if (token?.type === 'flow-collection') {
      const isClosed = token.end[0]?.source === (token.start.source === '{' ? '}' : ']');
      return { start, end: Math.max(last ?? 0, isClosed ? this.#endOf(node) : start + 1) };
    }
    return { start, end: Math.max(last ?? start, start) };
  }

  #ranges(node: LibraryNode, properties: Properties, frame: Frame, start: number, end: number): Pick<Node, 'range' | 'content' | 'tag' | 'anchor'> {
    const content = { start: start - frame.base, end: end - frame.base };
    const range = properties.start !== undefined && properties.start < start ? { start: properties.start - frame.base, end: content.end } : content;
    const hasTag = properties.tag !== undefined && !isStandardTag(node.tag ?? properties.tag);
    const anchor = isAlias(node) ? undefined : node.anchor;
    return {
      range,
      content,
      ...(hasTag && properties.tag !== undefined ? { tag: properties.tag } : {}),
      ...(anchor === undefined || anchor === '' ? {} : { anchor }),
    };
  }

  #properties(tokens: readonly CST.SourceToken[]): Properties {
    if (tokens.length === 0) return none;
    let start: number | undefined;
    let end: number | undefined;
    let tag: string | undefined;
    for (const token of tokens) {
      if (token.type === 'space' || token.type === 'newline' || token.type === 'comment') continue;
      const offset = token.offset + this.shift;
      end = offset + token.source.length;
      if (token.type !== 'tag' && token.type !== 'anchor') continue;
      start ??= offset;
      if (token.type === 'tag') tag = token.source;
    }
    return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), ...(tag === undefined ? {} : { tag }) };
  }

  #startOf(node: LibraryNode): number {
    return (node.range?.[0] ?? 0) + this.shift;
  }

  #endOf(node: LibraryNode): number {
    return (node.range?.[1] ?? 0) + this.shift;
  }
}

/** The tokens before each item, in step with `node.items`: the library skips tokens that hold comments alone. */
function itemTokens(node: YAMLSeq): readonly (readonly CST.SourceToken[])[] {
  const token = node.srcToken;
  if (token?.type === 'block-seq') {
    return token.items.filter((item) => item.value !== undefined || item.start.some((t) => t.type === 'seq-item-ind' || isProperty(t))).map((item) => item.start);
  }
  if (token?.type !== 'flow-collection') return [];
  const items = token.items.filter((item) => item.value !== undefined || item.sep !== undefined || item.start.some((t) => t.type === 'explicit-key-ind' || isProperty(t)));
  // A pair inside of a sequence is a mapping without tokens of its own: what stands before it belongs to its key.
  return items.map((item) => (item.sep !== undefined || item.start.some((t) => t.type === 'explicit-key-ind') ? [] : item.start));
}

function isEmpty(node: LibraryNode): boolean {
  return isScalar(node) && node.source === '' && (node.type === undefined || node.type === 'PLAIN');
}

/** What recovering from an error leaves behind: an entry without key, colon and value. */
function isLeftOver({ key, value, srcToken }: LibraryPair<LibraryNode, LibraryNode>): boolean {
  const isMarked = srcToken?.start.some((token) => token.type === 'explicit-key-ind' || isProperty(token)) ?? false;
  return value === null && isEmpty(key) && !isMarked;
}

function isProperty(token: CST.SourceToken): boolean {
  return token.type === 'tag' || token.type === 'anchor';
}
