import type { BlockId } from '../core/model/origin.ts';
import type { BlockPlaces, Blocks } from './block-places.ts';

/** What is said of each item of a list, kept from version to version while the item is the same object and the blocks that it speaks of are still. */
export class KeptAnswers<Item extends object, Answer> {
  #items: readonly Item[] = [];
  #answers: readonly Answer[] = [];
  #blocks: readonly Blocks[] = [];

  /** Forgets all. */
  clear(): void {
    [this.#items, this.#answers, this.#blocks] = [[], [], []];
  }

  /** The answers about the items, the same list as before where nothing is another. `places`: in the version that is asked about; `blocksOf`: on which blocks an answer rests. */
  of(items: readonly Item[], places: BlockPlaces, blocksOf: (item: Item) => readonly BlockId[], answer: (item: Item) => Answer): readonly Answer[] {
    const [was, kept, keptBlocks] = [this.#items, this.#answers, this.#blocks];
    const shift = was.length - items.length;
    const first = items === was ? items.length : sameAtStart(was, items);
    const last = items === was ? 0 : sameAtEnd(was, items, first);
    const answers: Answer[] = [];
    const blocks: Blocks[] = [];
    let isSame = shift === 0;
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (item === undefined) continue;
      const at = i < first ? i : i >= items.length - last ? i + shift : -1;
      const on = at < 0 ? undefined : keptBlocks[at];
      if (on !== undefined && places.areStill(on)) {
        answers.push(kept[at] as Answer);
        blocks.push(on);
        continue;
      }
      const now = answer(item);
      if (at < 0 ? kept[i] !== now : kept[at] !== now) isSame = false;
      answers.push(now);
      blocks.push(on ?? places.numbersOf(blocksOf(item)));
    }
    this.#items = items;
    this.#blocks = blocks;
    if (!isSame) this.#answers = answers;
    return this.#answers;
  }
}

function sameAtStart(a: readonly unknown[], b: readonly unknown[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

function sameAtEnd(a: readonly unknown[], b: readonly unknown[], from: number): number {
  const most = Math.min(a.length, b.length) - from;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}
