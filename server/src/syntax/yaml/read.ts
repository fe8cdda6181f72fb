import type { Range } from '../../core/text/range.ts';
import type { DocumentDraft, Frame } from '../draft.ts';
import type { MappingNode, Node, Pair, ScalarNode, SequenceNode } from '../tree.ts';
import * as code from './characters.ts';
import { isBlank, isFlowIndicator } from './characters.ts';
import { maxDepth } from './depth.ts';
import { plainValue, taggedValue } from './scalars.ts';
import { YamlScanner } from './scan.ts';
import type { ScannedScalar } from './scan.ts';
import { leaveDocument, leaveEntry } from './unreadable.ts';

/** A tag in front of a node. */
interface Lead {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/** What stands around a node. */
interface Site {
  /** The node must be further in than this column. */
  readonly parent: number;
  readonly depth: number;
  /** May a sequence stand right below the parent's key? */
  readonly mayBeLevel: boolean;
  /** May a mapping or sequence begin on this line, as behind a dash? */
  readonly mayBeCompact: boolean;
}

/** An entry of a mapping with its absolute offsets. */
export interface ReadPair {
  readonly pair: Pair;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads YAML as nearly all of it is written, several times faster than the recovering parser: one pass, straight into our tree. Where it
 * reads, it reads the same; what is wrong or rare it does not read, and throws `Unreadable`. The frame that nodes are built in is set from outside.
 */
export class YamlReader {
  readonly scanner: YamlScanner;
  frame: Frame;

  constructor(
    readonly draft: DocumentDraft,
    start: number,
    column: number,
  ) {
    this.scanner = new YamlScanner(draft, start, column);
    this.frame = draft.root;
  }

  /** The entry of a key and the value that stands behind its colon, both in the frame that is set; `block` if that is its own. */
  pair(key: ScannedScalar, value: Node, block: Frame | undefined): ReadPair {
    const node = this.#scalar(key, undefined);
    const name = key.value;
    return { pair: block === undefined ? { key: node, name, value } : { key: node, name, value, block: block.block }, from: key.start, to: this.frame.base + value.range.end };
  }

  /** The key at the scanner. */
  key(): ScannedScalar {
    return this.#isKeyStart() ? (this.scanner.key(false) ?? leaveEntry()) : leaveEntry();
  }

  /** What stands behind the colon of a key in this column. */
  valueBehindColon(column: number, depth: number): Node {
    return this.#behind(this.scanner.at, { parent: column, depth, mayBeLevel: true, mayBeCompact: false }, undefined);
  }

  /** The sequence at the scanner, which is the root of its document. */
  rootSequence(): Node {
    return this.#sequence(this.scanner.column, 0, undefined);
  }

  /** A mapping over its entries, with a problem for each that is given twice. */
  mapping(entries: readonly ReadPair[], start: number): MappingNode {
    this.#noteDuplicates(entries);
    return this.#mappingNode(entries.map(pairOf), start, entries.at(-1)?.to ?? start, false, undefined);
  }

  /** The node behind a colon, dash or tag that ends at `end`. */
  #behind(end: number, site: Site, lead: Lead | undefined): Node {
    const { scanner } = this;
    scanner.skipBlanks();
    if (!scanner.isLineEnd()) return this.#node({ ...site, mayBeCompact: site.mayBeCompact && lead === undefined }, lead);
    scanner.skip();
    const { column } = scanner;
    if (!scanner.isFirstOnLine) leaveEntry();
    if (column > site.parent) return this.#node({ ...site, mayBeCompact: true }, lead);
    if (column === site.parent && site.mayBeLevel && scanner.isDash()) return this.#sequence(column, site.depth, lead);
    return this.#emptyScalar(lead?.end ?? end, lead);
  }

  #node(site: Site, lead: Lead | undefined): Node {
    const { scanner } = this;
    const first = scanner.peek();
    switch (first) {
      case code.bang: {
        if (lead !== undefined) leaveEntry();
        const start = scanner.at;
        const found = { tag: scanner.tag(), start, end: scanner.at };
        if (!isBlank(scanner.peek())) leaveEntry();
        return this.#behind(found.end, site, found);
      }
      case code.openBrace:
      case code.openBracket:
        return this.#flow(site.parent, site.depth, lead);
      case code.pipe:
      case code.greater:
        return this.#scalar(scanner.block(site.parent), lead);
      case code.dash:
        if (scanner.isDash()) return site.mayBeCompact ? this.#sequence(scanner.at - scanner.lineStart, site.depth, lead) : leaveEntry();
    }
    if (site.mayBeCompact) {
      const start = scanner.at;
      const key = scanner.key(false);
      if (key !== undefined) return this.#mapping(key, start - scanner.lineStart, site.depth, lead);
    }
    const isQuoted = first === code.doubleQuote || first === code.singleQuote;
    return this.#scalar(isQuoted ? scanner.quoted(site.parent) : scanner.plain(site.parent), lead);
  }

  #isKeyStart(): boolean {
    const { scanner } = this;
    const first = scanner.peek();
    return first !== code.openBrace && first !== code.openBracket && first !== code.bang && first !== code.pipe && first !== code.greater && !scanner.isDash();
  }

  #mapping(first: ScannedScalar, column: number, depth: number, lead: Lead | undefined): MappingNode {
    if (depth >= maxDepth - 1) leaveDocument();
    const { scanner } = this;
    const entries: ReadPair[] = [];
    let key: ScannedScalar = first;
    for (;;) {
      entries.push(this.pair(key, this.valueBehindColon(column, depth + 1), undefined));
      scanner.skip();
      if (!scanner.isFirstOnLine || scanner.column > column) leaveEntry();
      if (scanner.column < column) break;
      key = this.key();
    }
    this.#noteDuplicates(entries);
    return this.#mappingNode(entries.map(pairOf), first.start, entries.at(-1)?.to ?? first.end, false, lead);
  }

  #sequence(column: number, depth: number, lead: Lead | undefined): SequenceNode {
    if (depth >= maxDepth - 1) leaveDocument();
    const { scanner } = this;
    const start = scanner.at;
    const items: Node[] = [];
    const site: Site = { parent: column, depth: depth + 1, mayBeLevel: false, mayBeCompact: true };
    do {
      scanner.at++;
      items.push(this.#behind(scanner.at, site, undefined));
      scanner.skip();
      if (!scanner.isFirstOnLine || scanner.column > column) leaveEntry();
    } while (scanner.column === column && scanner.isDash());
    const end = this.frame.base + (items.at(-1)?.range.end ?? 0);
    return { kind: 'sequence', ...this.#ranges(start, end, lead), items, flow: false };
  }

  #flow(parent: number, depth: number, lead: Lead | undefined): MappingNode | SequenceNode {
    if (depth >= maxDepth - 1) leaveDocument();
    const { scanner } = this;
    const start = scanner.at++;
    const isMapping = scanner.text.charCodeAt(start) === code.openBrace;
    const closing = isMapping ? code.closeBrace : code.closeBracket;
    const items: Node[] = [];
    const entries: ReadPair[] = [];
    this.#skipInFlow(parent);
    while (scanner.peek() !== closing) {
      if (isMapping) {
        const key = scanner.peek() === code.bang ? leaveEntry() : (scanner.key(true) ?? leaveEntry());
        entries.push(this.pair(key, this.#flowValue(parent, depth + 1), undefined));
      } else items.push(this.#flowNode(parent, depth + 1));
      this.#skipInFlow(parent);
      if (scanner.peek() === code.comma) {
        scanner.at++;
        this.#skipInFlow(parent);
      } else if (scanner.peek() !== closing) leaveEntry();
    }
    const end = ++scanner.at;
    if (!isMapping) return { kind: 'sequence', ...this.#ranges(start, end, lead), items, flow: true };
    this.#noteDuplicates(entries);
    return this.#mappingNode(entries.map(pairOf), start, end, true, lead);
  }

  #flowValue(parent: number, depth: number): Node {
    this.#skipInFlow(parent);
    return this.#flowNode(parent, depth);
  }

  #flowNode(parent: number, depth: number): Node {
    const { scanner } = this;
    const lead = scanner.peek() === code.bang ? this.#flowTag(parent) : undefined;
    const first = scanner.peek();
    if (first === code.openBrace || first === code.openBracket) return this.#flow(parent, depth, lead);
    const isQuoted = first === code.doubleQuote || first === code.singleQuote;
    return this.#scalar(isQuoted ? scanner.quoted(parent) : scanner.plainInFlow(), lead);
  }

  #flowTag(parent: number): Lead {
    const { scanner } = this;
    const start = scanner.at;
    const lead = { tag: scanner.tag(), start, end: scanner.at };
    if (!isBlank(scanner.peek()) || isFlowIndicator(scanner.peek())) leaveEntry();
    this.#skipInFlow(parent);
    return lead;
  }

  /** Lines inside of brackets must be further in than their parent, too. */
  #skipInFlow(parent: number): void {
    const { scanner } = this;
    const before = scanner.at;
    scanner.skip();
    if (scanner.at !== before && scanner.isFirstOnLine && scanner.column <= parent) leaveEntry();
  }

  #noteDuplicates(entries: readonly ReadPair[]): void {
    if (!hasDuplicates(entries)) return;
    const names = new Set<string>();
    for (const { pair, from } of entries) {
      if (names.has(pair.name) && pair.name !== '<<') {
        const end = from + pair.key.range.end - pair.key.range.start;
        this.draft.problem('duplicate-key', 'warning', from, end, `The key \`${pair.name}\` is given twice here; the last one counts.`);
      }
      names.add(pair.name);
    }
  }

  #mappingNode(pairs: readonly Pair[], start: number, end: number, flow: boolean, lead: Lead | undefined): MappingNode {
    const { base } = this.frame;
    const content = { start: start - base, end: end - base };
    if (lead === undefined) return { kind: 'mapping', range: content, content, pairs, flow };
    return { kind: 'mapping', range: { start: lead.start - base, end: content.end }, content, tag: lead.tag, pairs, flow };
  }

  #scalar({ value, style, start, end }: ScannedScalar, lead: Lead | undefined): ScalarNode {
    const { base } = this.frame;
    const content = { start: start - base, end: end - base };
    if (lead === undefined) return { kind: 'scalar', range: content, content, value: style === 'plain' ? plainValue(value) : value, style };
    return { kind: 'scalar', range: { start: lead.start - base, end: content.end }, content, tag: lead.tag, value: taggedValue(lead.tag, value), style };
  }

  #emptyScalar(at: number, lead: Lead | undefined): ScalarNode {
    return { kind: 'scalar', ...this.#ranges(at, at, lead), value: null, style: 'plain' };
  }

  #ranges(start: number, end: number, lead: Lead | undefined): { readonly range: Range; readonly content: Range; readonly tag?: string } {
    const { base } = this.frame;
    const content = { start: start - base, end: end - base };
    return lead === undefined ? { range: content, content } : { range: { start: lead.start - base, end: content.end }, content, tag: lead.tag };
  }
}

function pairOf({ pair }: ReadPair): Pair {
  return pair;
}

/** Small maps are compared without a set: nearly all are small. */
function hasDuplicates(entries: readonly ReadPair[]): boolean {
  if (entries.length > 12) return new Set(entries.map(({ pair }) => pair.name)).size < entries.length;
  for (let i = 1; i < entries.length; i++) {
    for (let j = 0; j < i; j++) if (entries[i]?.pair.name === entries[j]?.pair.name) return true;
  }
  return false;
}
