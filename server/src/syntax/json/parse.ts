import { DocumentDraft } from '../draft.ts';
import type { Frame } from '../draft.ts';
import type { MappingNode, Node, Pair, ScalarNode, SequenceNode, SyntaxDocument } from '../tree.ts';
import { Scanner } from './scan.ts';

/** Nothing nests deeper; what does is skipped with a problem. */
const maxDepth = 500;

const doubleQuote = 34;
const singleQuote = 39;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

type Level = 'root' | 'resources' | 'inner';

/** How far an object or array was read. */
interface Run {
  readonly isObject: boolean;
  /** Behind what was read last. */
  end: number;
  /** The comma that nothing has followed yet; -1 where there is none. */
  lastComma: number;
  needsComma: boolean;
}

/**
 * The tree of a JSON file, with comments and problems. One pass; never throws. It recovers where text is missing or
 * too much and keeps the rest: comments and trailing commas are read with a warning, missing commas, colons, values,
 * closing brackets and stray words with an error. Offsets are those of `text`, which may begin with a byte order mark.
 * The law of blocks stands at `DocumentDraft`. Numbers past the safe integers stay text.
 *
 * Problems: `json-syntax`, `json-comment` (once, and not in a `.jsonc` file), `duplicate-key`, `nested-too-deep` (500 levels).
 */
export function parseJson(text: string, file: string): SyntaxDocument {
  const draft = new DocumentDraft(file, text);
  const reader = new JsonReader(draft);
  const root = reader.read();
  return draft.finish('json', root, root?.kind === 'mapping' && reader.isByEntry);
}

/**
 * The entries that a text holds, as those of the root or of Resources, in a frame; undefined where there is something wrong between them, or where what
 * follows in the whole text would have a part in how they are read. `isLast`: they are the last of their object, else a comma stands behind the last of them.
 */
export function parseJsonEntries(draft: DocumentDraft, level: 'root' | 'resources', frame: Frame, isLast: boolean): readonly Pair[] | undefined {
  const reader = new JsonReader(draft);
  const pairs = reader.entries(level, frame, isLast);
  return reader.isByEntry ? pairs : undefined;
}

/** The state of one parse. */
class JsonReader {
  readonly #scanner: Scanner;
  #frame: Frame;
  #base = 0;
  #openObjects = 0;
  #openArrays = 0;
  /** The entries and items of what is open, one behind the other; each list is cut out of it when it is complete. */
  readonly #openPairs: Pair[] = [];
  #pairCount = 0;
  readonly #openItems: Node[] = [];
  #itemCount = 0;
  /** How many of the problems stand inside of entries of the root or of Resources. */
  #problemsInEntries = 0;
  /** Did the text end inside of an entry, or one begin where the value of the one before is missing? */
  #isEntangled = false;

  constructor(readonly draft: DocumentDraft) {
    this.#scanner = new Scanner(draft);
    this.#frame = draft.root;
  }

  /**
   * Can each entry of the root and of Resources be read by itself? Not where there are comments, of which only the first is warned of, nor where
   * something is wrong between entries, as it is if a bracket of one is missing.
   */
  get isByEntry(): boolean {
    return !this.draft.hasComments && !this.#isEntangled && this.draft.problemCount === this.#problemsInEntries;
  }

  read(): Node | undefined {
    const scanner = this.#scanner;
    let code = scanner.next();
    while (code === comma || code === colon || code === closeBrace || code === closeBracket) {
      this.#stray();
      code = scanner.next();
    }
    if (Number.isNaN(code)) return undefined;
    const root = this.#value(code, 'root');
    if (!Number.isNaN(scanner.next())) {
      this.#error(scanner.at, this.draft.text.length, 'There is more text behind the end of the value; it is not read.');
      this.#commentsToEnd();
    }
    return root;
  }

  /** The entries from the start of the text to its end. */
  entries(level: 'root' | 'resources', frame: Frame, isLast: boolean): readonly Pair[] | undefined {
    const scanner = this.#scanner;
    this.#frame = frame;
    this.#base = frame.base;
    this.#openObjects = level === 'root' ? 1 : 2;
    const pairs: Pair[] = [];
    for (let code = scanner.next(); code === doubleQuote; code = scanner.next()) {
      pairs.push(this.#pair(code, level));
      const behind = scanner.next();
      if (Number.isNaN(behind) && isLast) return pairs;
      if (behind !== comma) return undefined;
      scanner.at++;
    }
    return isLast || scanner.at < this.draft.text.length ? undefined : pairs;
  }

  /** Behind the root nothing is read but comments: suppressions may stand there. */
  #commentsToEnd(): void {
    const scanner = this.#scanner;
    for (let code = scanner.next(); !Number.isNaN(code); code = scanner.next()) scanner.at = scanner.wordEnd();
  }

  #value(code: number, level: Level): Node {
    if (code === openBrace || code === openBracket) {
      if (this.#openObjects + this.#openArrays >= maxDepth) return this.#tooDeep();
      return code === openBrace ? this.#object(level) : this.#array();
    }
    const scanner = this.#scanner;
    const start = scanner.at;
    if (code === doubleQuote || code === singleQuote) return this.#scalar(start, this.#string(code), code === doubleQuote ? 'double' : 'single');
    return this.#scalar(start, scanner.word(), 'plain');
  }

  #string(code: number): string {
    const start = this.#scanner.at;
    const value = this.#scanner.string();
    if (code === singleQuote) this.#error(start, this.#scanner.at, 'JSON text needs double quotes.');
    return value;
  }

  /** A scalar from `start` to where the scanner stands. */
  #scalar(start: number, value: ScalarNode['value'], style: ScalarNode['style']): ScalarNode {
    const range = { start: start - this.#base, end: this.#scanner.at - this.#base };
    return { kind: 'scalar', range, content: range, value, style };
  }

  #missing(at: number): ScalarNode {
    const range = { start: at - this.#base, end: at - this.#base };
    return { kind: 'scalar', range, content: range, value: null, style: 'plain' };
  }

  #tooDeep(): ScalarNode {
    const start = this.#scanner.at;
    this.#scanner.skipNested();
    this.draft.problem('nested-too-deep', 'error', start, this.#scanner.at, `Nested deeper than ${maxDepth} levels; this part is not read.`);
    return this.#scalar(start, null, 'plain');
  }

  #object(level: Level): MappingNode {
    const start = this.#scanner.at++;
    this.#openObjects++;
    let names: Set<string> | undefined;
    const first = this.#pairCount;
    const run: Run = { isObject: true, end: this.#scanner.at, lastComma: -1, needsComma: false };
    let lacksValue = false;
    for (let code = this.#nextOf(run); code !== undefined; code = this.#nextOf(run)) {
      if (!this.#isKey(code)) {
        this.#strayIn(run);
        continue;
      }
      if (run.needsComma && !lacksValue) this.#error(run.end, run.end, 'A comma is missing.');
      else if (run.needsComma && level !== 'inner') this.#isEntangled = true;
      const at = this.#scanner.at;
      const pair = this.#pair(code, level);
      // Nearly all objects are small: their names are compared without a set.
      if (this.#pairCount - first >= 12) names ??= new Set(this.#openPairs.slice(first, this.#pairCount).map(({ name }) => name));
      if (names ? names.has(pair.name) : this.#isOpenSince(first, pair.name)) {
        const keyEnd = at + pair.key.range.end - pair.key.range.start;
        this.draft.problem('duplicate-key', 'warning', at, keyEnd, `The key \`${pair.name}\` is given twice here; the last one counts.`);
      }
      names?.add(pair.name);
      this.#openPairs[this.#pairCount++] = pair;
      this.#endItem(run, this.#endOf(pair));
      lacksValue = pair.value.range.start === pair.value.range.end;
    }
    this.#openObjects--;
    const pairs = this.#openPairs.slice(first, this.#pairCount);
    this.#pairCount = first;
    const range = { start: start - this.#base, end: run.end - this.#base };
    return { kind: 'mapping', range, content: range, pairs, flow: true };
  }

  #isOpenSince(first: number, name: string): boolean {
    for (let i = first; i < this.#pairCount; i++) if (this.#openPairs[i]?.name === name) return true;
    return false;
  }

  /** The code that the next entry of an object or array begins with, or what does not belong there; undefined at the end. Commas are read on the way. */
  #nextOf(run: Run): number | undefined {
    const scanner = this.#scanner;
    for (;;) {
      const code = scanner.next();
      if (code === (run.isObject ? closeBrace : closeBracket)) {
        if (run.lastComma !== -1) this.#trailingComma(run.lastComma);
        run.end = ++scanner.at;
        return undefined;
      }
      if (Number.isNaN(code)) this.#isEntangled = true;
      if (Number.isNaN(code) || (run.isObject ? code === closeBracket && this.#openArrays > 0 : code === closeBrace && this.#openObjects > 0)) {
        this.#error(run.end, run.end, `A closing \`${run.isObject ? '}' : ']'}\` is missing.`);
        return undefined;
      }
      if (code !== comma) return code;
      if (!run.needsComma) this.#error(scanner.at, scanner.at + 1, 'There is a comma too many.');
      run.lastComma = scanner.at++;
      run.needsComma = false;
      run.end = scanner.at;
    }
  }

  #endItem(run: Run, end: number): void {
    run.end = end;
    run.needsComma = true;
    run.lastComma = -1;
  }

  #strayIn(run: Run): void {
    this.#stray();
    run.end = this.#scanner.at;
  }

  /** Text in quotes is a key; a bare word is one if a colon follows. */
  #isKey(code: number): boolean {
    if (code === doubleQuote || code === singleQuote) return true;
    if (code === colon || code === openBrace || code === openBracket || code === closeBracket) return false;
    let at = this.#scanner.wordEnd();
    while (this.draft.text[at] === ' ') at++;
    return this.draft.text.charCodeAt(at) === colon;
  }

  #pair(code: number, level: Level): Pair {
    const scanner = this.#scanner;
    const start = scanner.at;
    const outer = this.#frame;
    const opens = level !== 'inner';
    if (opens) this.#base = start;
    const isQuoted = code === doubleQuote || code === singleQuote;
    const name = isQuoted ? this.#string(code) : this.draft.text.slice(start, scanner.wordEnd());
    if (!isQuoted) {
      scanner.at = start + name.length;
      this.#error(start, scanner.at, 'A key needs double quotes.');
    }
    const key = this.#scalar(start, name, isQuoted ? (code === doubleQuote ? 'double' : 'single') : 'plain');
    if (!opens) return { key, name, value: this.#entryValue('inner') };
    this.#frame = this.draft.open(level === 'root' ? name : `Resources/${name}`, start);
    const block = this.#frame.block;
    const holdsEntries = level === 'root' && name === 'Resources';
    const before = this.draft.problemCount;
    const value = this.#entryValue(holdsEntries ? 'resources' : 'inner');
    if (!holdsEntries) this.#problemsInEntries += this.draft.problemCount - before;
    this.draft.close(this.#base + value.range.end);
    this.#frame = outer;
    this.#base = outer.base;
    return { key, name, value, block };
  }

  /** What follows a key. Where the value is missing the scanner stays behind the colon. */
  #entryValue(level: Level): Node {
    const scanner = this.#scanner;
    const keyEnd = scanner.at;
    let behind = keyEnd;
    let code = scanner.next();
    if (code === colon) {
      behind = ++scanner.at;
      code = scanner.next();
    } else {
      this.#error(keyEnd, keyEnd, 'A colon is missing behind this key.');
      if (this.draft.text.slice(keyEnd, scanner.at).includes('\n')) return this.#missing(keyEnd);
    }
    if (Number.isNaN(code)) this.#isEntangled = true;
    if (Number.isNaN(code) || code === comma || code === colon || code === closeBrace || code === closeBracket) return this.#noValue(keyEnd, behind);
    const start = scanner.at;
    const value = this.#value(code, level);
    // `"Key":` left open, and the next line's key read as its value.
    if (value.kind !== 'scalar' || value.style !== 'double' || scanner.next() !== colon) return value;
    scanner.at = start;
    return this.#noValue(keyEnd, behind);
  }

  #noValue(keyEnd: number, behind: number): ScalarNode {
    if (behind > keyEnd) this.#error(behind, behind, 'A value is missing behind the colon.');
    return this.#missing(behind);
  }

  #array(): SequenceNode {
    const start = this.#scanner.at++;
    this.#openArrays++;
    const first = this.#itemCount;
    const run: Run = { isObject: false, end: this.#scanner.at, lastComma: -1, needsComma: false };
    for (let code = this.#nextOf(run); code !== undefined; code = this.#nextOf(run)) {
      if (code === colon || code === closeBrace) {
        this.#strayIn(run);
        continue;
      }
      if (run.needsComma) this.#error(run.end, run.end, 'A comma is missing.');
      const item = this.#value(code, 'inner');
      this.#openItems[this.#itemCount++] = item;
      this.#endItem(run, this.#base + item.range.end);
    }
    this.#openArrays--;
    const items = this.#openItems.slice(first, this.#itemCount);
    this.#itemCount = first;
    const range = { start: start - this.#base, end: run.end - this.#base };
    return { kind: 'sequence', range, content: range, items, flow: true };
  }

  #endOf(pair: Pair): number {
    return (pair.block === undefined ? this.#base : this.draft.baseOf(pair.block)) + pair.value.range.end;
  }

  #trailingComma(at: number): void {
    this.draft.problem('json-syntax', 'warning', at, at + 1, 'JSON allows no comma behind the last entry; other readers of this file may refuse it.');
  }

  /** Notes and skips what cannot be read here. */
  #stray(): void {
    const start = this.#scanner.at;
    this.#scanner.at = this.#scanner.wordEnd();
    this.#error(start, this.#scanner.at, `\`${this.draft.text.slice(start, Math.min(this.#scanner.at, start + 40))}\` does not belong here.`);
  }

  #error(start: number, end: number, message: string): void {
    this.draft.problem('json-syntax', 'error', start, end, message);
  }
}
