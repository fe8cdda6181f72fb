import type { DocumentDraft, Frame } from '../draft.ts';
import type { MappingNode, Node } from '../tree.ts';
import * as code from './characters.ts';
import { YamlReader } from './read.ts';
import type { EntryLevel } from './entry-level.ts';
import type { ReadPair } from './read.ts';
import { recoverEntries } from './recover.ts';
import { Unreadable, leaveDocument, leaveEntry } from './unreadable.ts';

/**
 * Reads the entries of the root, and those of Resources, each by itself: what an entry means depends on nothing but its own
 * lines, up to the next line in its column. An entry that cannot be read exactly goes to the recovering parser, alone.
 * Throws `Unreadable` where entries cannot be told apart, or where one may reach into another.
 */
export class EntryReader {
  readonly #reader: YamlReader;

  /** `start`: where to begin; `column`: how far in its line that is. */
  constructor(
    readonly draft: DocumentDraft,
    start: number,
    column: number,
  ) {
    this.#reader = new YamlReader(draft, start, column);
  }

  /** The root of a document; undefined where there is nothing but comments. */
  root(): Node | undefined {
    const { scanner } = this.#reader;
    this.#begin();
    if (scanner.at >= scanner.text.length) return undefined;
    if (scanner.isDash()) {
      const root = this.#reader.rootSequence();
      return scanner.column === -1 ? root : leaveDocument();
    }
    if (!this.#isKey()) leaveDocument();
    const start = scanner.at;
    const entries = this.entries({ name: 'root', column: scanner.column, outer: -1, frame: this.draft.root });
    return this.#reader.mapping(entries, start);
  }

  /** Blanks, comments and one `---`. */
  #begin(): void {
    const { scanner } = this.#reader;
    const marker = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*---(?=[ \t]*(?:\r?\n|$))/.exec(scanner.text.slice(scanner.at, scanner.at + 20_000));
    if (marker !== null) {
      this.#commentsBefore(scanner.at + marker[0].length - 3);
      scanner.at += 3;
    }
    scanner.skip();
    if (scanner.peek() === code.percent || !scanner.isFirstOnLine) leaveDocument();
  }

  #commentsBefore(end: number): void {
    const { scanner } = this.#reader;
    while (scanner.at < end) {
      const lineEnd = scanner.lineEnd(scanner.at);
      const start = scanner.text.indexOf('#', scanner.at);
      if (start !== -1 && start < lineEnd) this.draft.comment(scanner.text.slice(start + 1, lineEnd), start, lineEnd);
      scanner.at = scanner.text.indexOf('\n', scanner.at) + 1;
    }
    scanner.at = end;
  }

  /** The entries that the text holds, and nothing else; undefined if it is otherwise. `isFirst`: they are the first of their mapping. */
  only(level: EntryLevel, isFirst: boolean): readonly ReadPair[] | undefined {
    const { scanner } = this.#reader;
    scanner.skip();
    if (isFirst && !this.#isKey()) return undefined;
    this.#reader.frame = level.frame;
    const entries = this.entries(level);
    return scanner.at < scanner.text.length ? undefined : entries;
  }

  /** The entries of a mapping, from the one at the scanner on, to its end or that of the text. */
  entries(level: EntryLevel): readonly ReadPair[] {
    const { scanner } = this.#reader;
    const entries: ReadPair[] = [];
    for (;;) {
      const found = this.#entry(level);
      if (found !== undefined) entries.push(found);
      else entries.push(...this.#recovered(level));
      if (scanner.column !== level.column) return entries;
    }
  }

  /** The entry at the scanner; undefined, and the scanner where it was, if it cannot be read. */
  #entry(level: EntryLevel): ReadPair | undefined {
    const { scanner } = this.#reader;
    const { at, lineStart } = scanner;
    const mark = this.draft.mark();
    try {
      const entry = this.#readEntry(level);
      if (!this.#isBoundary(level)) leaveEntry();
      return entry;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (error.scope === 'document') throw error;
      this.draft.rewind(mark);
      scanner.at = at;
      scanner.lineStart = lineStart;
      return undefined;
    } finally {
      this.#reader.frame = level.frame;
    }
  }

  #readEntry(level: EntryLevel): ReadPair {
    const reader = this.#reader;
    const { scanner } = reader;
    const key = reader.key();
    const frame = this.draft.open(level.name === 'root' ? key.value : `Resources/${key.value}`, key.start);
    reader.frame = frame;
    const holds = level.name === 'root' && key.value === 'Resources';
    const value = holds ? this.#resources(level.column, frame) : reader.valueBehindColon(level.column, level.name === 'root' ? 1 : 2);
    const entry = reader.pair(key, value, frame);
    this.draft.close(entry.to);
    scanner.skip();
    return entry;
  }

  /** The value of `Resources`: its entries are read one by one, too. */
  #resources(outer: number, frame: Frame): Node {
    const reader = this.#reader;
    const { scanner } = reader;
    const behind = scanner.at;
    const { lineStart } = scanner;
    scanner.skipBlanks();
    if (scanner.isLineEnd()) {
      scanner.skip();
      if (scanner.column > outer && !scanner.isDash()) return this.#resourceMapping(outer, frame);
      scanner.at = behind;
      scanner.lineStart = lineStart;
    }
    const value = reader.valueBehindColon(outer, 1);
    return value.kind === 'mapping' && value.pairs.length > 0 ? leaveDocument() : value;
  }

  #resourceMapping(outer: number, frame: Frame): MappingNode {
    const { scanner } = this.#reader;
    const start = scanner.at;
    if (!this.#isKey()) leaveDocument();
    const entries = this.entries({ name: 'resources', column: scanner.column, outer, frame });
    this.#reader.frame = frame;
    return this.#reader.mapping(entries, start);
  }

  #isKey(): boolean {
    const { scanner } = this.#reader;
    const { at } = scanner;
    try {
      this.#reader.key();
      return true;
    } catch (error) {
      if (error instanceof Unreadable && error.scope === 'entry') return false;
      throw error;
    } finally {
      scanner.at = at;
    }
  }

  /** Does the next entry begin here, or the mapping end? */
  #isBoundary({ column, outer }: EntryLevel): boolean {
    const { scanner } = this.#reader;
    if (!scanner.isFirstOnLine) return false;
    if (scanner.column !== column) return scanner.column <= outer;
    return !isContinuing(scanner.text, scanner.at);
  }

  /** The entry at the scanner, as the recovering parser reads its lines. */
  #recovered(level: EntryLevel): readonly ReadPair[] {
    const { scanner } = this.#reader;
    const start = scanner.at;
    const end = this.#endOfLines(level);
    const entries = recoverEntries(this.draft, start, end, level) ?? leaveDocument();
    scanner.at = end;
    scanner.lineStart = end;
    scanner.skip();
    return entries;
  }

  /**
   * The first line below in the column of the entry, or that of the mapping around. What stands between the two columns is wrong wherever it stands,
   * but for a lone `:` or `?`: the recovering parser takes it for an entry of the mapping around.
   */
  #endOfLines(level: EntryLevel): number {
    const { scanner } = this.#reader;
    const { text } = scanner;
    for (let line = text.indexOf('\n', scanner.at) + 1; line > 0; line = text.indexOf('\n', line) + 1) {
      let at = line;
      while (text.charCodeAt(at) === code.space) at++;
      const next = text.charCodeAt(at);
      if (next === code.lineFeed || next === code.carriageReturn || next === code.hash) continue;
      if (next === code.tab) leaveDocument();
      if (Number.isNaN(next)) break;
      scanner.at = at;
      scanner.lineStart = line;
      if (at === line && scanner.isMarker()) leaveDocument();
      const column = at - line;
      if (column === level.column ? !isContinuing(text, at) : column <= level.outer) return line;
      if (column < level.column && isIndicator(text, at)) leaveDocument();
    }
    return text.length;
  }
}

/** A lone `:` or `?`, which begins a value or a key by itself. */
function isIndicator(text: string, at: number): boolean {
  const next = text.charCodeAt(at);
  const behind = text.charCodeAt(at + 1);
  return (next === code.colon || next === code.question) && (Number.isNaN(behind) || code.isBlank(behind));
}

/** A dash, closing bracket or lone colon at the column of the key above belongs to that key. */
function isContinuing(text: string, at: number): boolean {
  const next = text.charCodeAt(at);
  if (next === code.closeBrace || next === code.closeBracket) return true;
  return (next === code.dash || next === code.colon) && code.isBlank(text.charCodeAt(at + 1));
}
