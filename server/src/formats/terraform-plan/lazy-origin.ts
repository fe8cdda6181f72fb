import type { Origin } from '../../core/model/origin.ts';
import type { Range } from '../../core/text/range.ts';
import { childrenOf, textAt, type Child } from './scan.ts';

/** A file whose values know their path, and look for their place in the text only when somebody asks. */
export interface Source {
  readonly text: string;
  /** `file#`: its base is 0. */
  readonly block: string;
}

/**
 * A node of a JSON text. Its range is found when it is read: each container on the way is scanned once, and remembers
 * where its children stand. A node that is not in the text has an empty range at the start of the nearest that is.
 */
export abstract class LazyOrigin implements Origin {
  #children: ReadonlyMap<string | number, Child> | undefined;

  constructor(readonly source: Source) {}

  get block(): string {
    return this.source.block;
  }

  abstract get value(): Range;

  /** The entry of this name. */
  entry(name: string): EntryOrigin {
    return new EntryOrigin(this.source, this, name);
  }

  /** The item at this index. */
  item(index: number): ItemOrigin {
    return new ItemOrigin(this.source, this, index);
  }

  /** The node at a path below this one. */
  at(...[step, ...rest]: readonly (string | number)[]): LazyOrigin {
    if (step === undefined) return this;
    return (typeof step === 'number' ? this.item(step) : this.entry(step)).at(...rest);
  }

  /** Where a child stands; undefined where the text has none. */
  child(step: string | number): Child | undefined {
    this.#children ??= childrenOf(this.source.text, this.value.start);
    return this.#children.get(step);
  }
}

/** The root of the text: it stands at `start`, after what may have been logged before it. */
export class RootOrigin extends LazyOrigin {
  constructor(
    source: Source,
    readonly value: Range,
  ) {
    super(source);
  }
}

/** An entry of an object. */
export class EntryOrigin extends LazyOrigin {
  constructor(
    source: Source,
    readonly parent: LazyOrigin,
    readonly step: string,
  ) {
    super(source);
  }

  get key(): Range {
    return this.parent.child(this.step)?.key ?? startOf(this.parent);
  }

  get value(): Range {
    return this.parent.child(this.step)?.value ?? startOf(this.parent);
  }
}

/** An item of an array. */
export class ItemOrigin extends LazyOrigin {
  constructor(
    source: Source,
    readonly parent: LazyOrigin,
    readonly step: number,
  ) {
    super(source);
  }

  get value(): Range {
    return this.parent.child(this.step)?.value ?? startOf(this.parent);
  }
}

/** A node known by a name that stands elsewhere: a resource by its address. Its key is the text of that name. */
export class NamedOrigin extends LazyOrigin {
  readonly parent: LazyOrigin;
  readonly step: string | number;

  constructor(
    readonly of: EntryOrigin | ItemOrigin,
    readonly name: LazyOrigin,
  ) {
    super(of.source);
    this.parent = of.parent;
    this.step = of.step;
  }

  get key(): Range {
    return this.name.value;
  }

  get value(): Range {
    return this.of.value;
  }

  /** The name itself. */
  get nameText(): string {
    const { start, end } = this.name.value;
    return textAt(this.source.text, start, end);
  }

  override child(step: string | number): Child | undefined {
    return this.of.child(step);
  }
}

/** The resource that an origin of a plan stands in, by its address, and the path of the argument in it. Undefined outside of every resource. */
export function argumentOf(origin: Origin): { readonly address: string; readonly path: readonly (string | number)[] } | undefined {
  const path: (string | number)[] = [];
  for (let at: Origin | undefined = origin instanceof KeyOrigin ? origin.of : origin; at; at = at.parent) {
    if (at instanceof NamedOrigin) return { address: at.nameText, path: path.reverse() };
    if (at.step !== undefined) path.push(at.step);
  }
  return undefined;
}

/** A node of which only the key is to be shown: its value is a secret. */
export class KeyOrigin implements Origin {
  readonly block: string;
  readonly step: string | number;

  constructor(readonly of: EntryOrigin | ItemOrigin | NamedOrigin) {
    this.block = of.block;
    this.step = of.step;
  }

  get parent(): LazyOrigin {
    return this.of.parent;
  }

  get value(): Range {
    return this.of instanceof ItemOrigin ? startOf(this.of) : this.of.key;
  }
}

function startOf(origin: LazyOrigin): Range {
  const { start } = origin.value;
  return { start, end: start };
}
