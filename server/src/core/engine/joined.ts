/** Lists laid one behind the other, of which a few are replaced from version to version: those who follow see the same list as long as it holds the same. */
export class Joined<T> {
  readonly all: readonly T[];
  /** Where each list begins in `all`, and where the last one ends. */
  readonly #starts: Uint32Array;

  private constructor(all: readonly T[], starts: Uint32Array) {
    this.all = all;
    this.#starts = starts;
  }

  /** The lists in their order. */
  static of<T>(lists: readonly (readonly T[])[]): Joined<T> {
    const all: T[] = [];
    const starts = new Uint32Array(lists.length + 1);
    lists.forEach((list, i) => {
      if (list.length > 0) for (const item of list) all.push(item);
      starts[i + 1] = all.length;
    });
    return new Joined(all, starts);
  }

  /** The same with one list replaced. */
  with(index: number, list: readonly T[]): Joined<T> {
    const start = this.#starts[index] ?? 0;
    const length = (this.#starts[index + 1] ?? start) - start;
    if (length === list.length && list.every((item, i) => item === this.all[start + i])) return this;
    if (length === list.length) return new Joined(this.all.toSpliced(start, length, ...list), this.#starts);
    const starts = this.#starts.map((at, i) => (i > index ? at + list.length - length : at));
    return new Joined(this.all.toSpliced(start, length, ...list), starts);
  }
}
