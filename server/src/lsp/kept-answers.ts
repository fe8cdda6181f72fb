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
    const behind = items.length - sameAtEnd(was, items);
    const answers: Answer[] = [];
    const blocks: Blocks[] = [];
    let isSame = was.length === items.length;
    let next = 0;
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (item === undefined) continue;
      const at = i >= behind ? i + was.length - items.length : placeOf(item, was, next);
      if (at !== -1) next = at + 1;
      const on = at === -1 ? undefined : keptBlocks[at];
      const isKept = on !== undefined && places.areStill(on);
      const now = isKept ? (kept[at] as Answer) : answer(item);
      if (now !== kept[i]) isSame = false;
      answers.push(now);
      blocks.push(on ?? places.numbersOf(blocksOf(item)));
    }
    this.#items = items;
    this.#blocks = blocks;
    if (!isSame) this.#answers = answers;
    return this.#answers;
  }
}

/** How far an item is looked for that does not come next: about as many findings as a resource may have. */
const farthest = 40;

/** Where the item stands in the list, from a place on where it probably comes soon; -1 where it does not. */
function placeOf(item: unknown, list: readonly unknown[], from: number): number {
  if (list[from] === item) return from;
  if (list.length === 0) return -1;
  const at = list.slice(from + 1, from + farthest).indexOf(item);
  return at === -1 ? -1 : from + 1 + at;
}

function sameAtEnd(a: readonly unknown[], b: readonly unknown[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}
