import type { BlockId } from '../core/model/origin.ts';
import type { LineIndex } from '../core/text/line-index.ts';
import type { Pair, SyntaxDocument } from '../syntax/tree.ts';

/** The blocks that something rests on, by number; a negative one is of no block that is known, and never still. */
export type Blocks = number | readonly number[];

/**
 * Where the blocks of a document stand, from version to version. A block is *still* where its entry was not read again, so that its text is the
 * same, and where it begins on the same line and column as before: every place in it is then shown as it was.
 */
export class BlockPlaces {
  #pairs: readonly Pair[] = [];
  #numbers: ReadonlyMap<BlockId, number> = new Map();
  #places = new Int32Array();
  #still = new Uint8Array();

  /** Goes on to a version of the document. Returns whether the blocks have the numbers that they had. */
  next(document: SyntaxDocument, lines: LineIndex): boolean {
    const pairs = entriesOf(document);
    const isSame = pairs.length === this.#pairs.length && pairs.every((pair, i) => pair === this.#pairs[i] || pair.block === this.#pairs[i]?.block);
    if (!isSame) this.#numbers = new Map(pairs.map(({ block }, i) => [block ?? '', i]));
    const places = new Int32Array(2 * pairs.length);
    const still = new Uint8Array(pairs.length);
    for (const [i, pair] of pairs.entries()) {
      const { line, character } = lines.positionAt(document.blocks.get(pair.block ?? '') ?? 0);
      places[2 * i] = line;
      places[2 * i + 1] = character;
      if (isSame && pair === this.#pairs[i] && this.#places[2 * i] === line && this.#places[2 * i + 1] === character) still[i] = 1;
    }
    this.#pairs = pairs;
    this.#places = places;
    this.#still = still;
    return isSame;
  }

  /** The numbers of blocks. */
  numbersOf(blocks: readonly BlockId[]): Blocks {
    const [first] = blocks;
    if (first !== undefined && blocks.every((block) => block === first)) return this.#numbers.get(first) ?? -1;
    return blocks.map((block) => this.#numbers.get(block) ?? -1);
  }

  /** Are all of them still? */
  areStill(blocks: Blocks): boolean {
    return typeof blocks === 'number' ? this.#still[blocks] === 1 : blocks.length > 0 && blocks.every((one) => this.#still[one] === 1);
  }
}

/** The entries that open blocks: those of the root, and those of Resources. */
function entriesOf({ root }: SyntaxDocument): readonly Pair[] {
  if (root?.kind !== 'mapping') return [];
  return root.pairs.flatMap((pair) => (pair.value.kind === 'mapping' && pair.value.pairs[0]?.block !== undefined ? [pair, ...pair.value.pairs] : [pair]));
}
