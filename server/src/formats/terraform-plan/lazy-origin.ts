import type { Origin } from '../../core/model/origin.ts';
import type { Range } from '../../core/text/range.ts';
import { scanChildren, textAt, type Child, type Children } from './scan.ts';

/**
 * A node of a JSON text. Its range is found when it is read: each container on the way is scanned once, and the root
 * remembers where its children stand. A node that is not in the text has an empty range at the start of the nearest that is.
 * There are as many as there are values: a node holds no more than its parent and its step.
 */
export abstract class LazyOrigin implements Origin {
  abstract readonly root: RootOrigin;
  abstract readonly block: string;
  abstract readonly value: Range;

  /** The entry of this name. */
  entry(name: string): EntryOrigin {
    return new EntryOrigin(this, name);
  }

  /** The item at this index. */
  item(index: number): ItemOrigin {
    return new ItemOrigin(this, index);
  }

  /** The node at a path below this one. */
  at(...[step, ...rest]: readonly (string | number)[]): LazyOrigin {
    if (step === undefined) return this;
    return (typeof step === 'number' ? this.item(step) : this.entry(step)).at(...rest);
  }

  /** Where a child stands; undefined where the text has none. */
  child(step: string | number): Child | undefined {
    return this.root.childrenAt(this.value.start).get(step);
  }
}

const none: Children = new Map();

/** The root of the text: it stands at `value`, after what may have been logged before it. */
export class RootOrigin extends LazyOrigin {
  readonly #children: Map<number, Children>;

  /** `block`: `file#`, whose base is 0. `known`: where children stand, as far as they were looked for, by the offsets of their containers. */
  constructor(
    readonly text: string,
    readonly block: string,
    readonly value: Range,
    known = new Map<number, Children>(),
  ) {
    super();
    this.#children = known;
  }

  get root(): RootOrigin {
    return this;
  }

  /** The children of the container that begins at an offset. */
  childrenAt(start: number): Children {
    const known = this.#children.get(start);
    if (known) return known;
    // To find the parts of the root the whole text is read: where the items of its lists stand is seen on the way.
    scanChildren(this.text, start, start === this.value.start ? 2 : 1, this.#children);
    return this.#children.get(start) ?? none;
  }
}

/** A node below the root. */
abstract class ChildOrigin extends LazyOrigin {
  abstract readonly parent: LazyOrigin;
  abstract readonly step: string | number;

  get root(): RootOrigin {
    return this.parent.root;
  }

  get block(): string {
    return this.root.block;
  }

  get value(): Range {
    return this.parent.child(this.step)?.value ?? startOf(this.parent);
  }
}

/** An entry of an object. */
export class EntryOrigin extends ChildOrigin {
  constructor(
    readonly parent: LazyOrigin,
    readonly step: string,
  ) {
    super();
  }

  get key(): Range {
    return this.parent.child(this.step)?.key ?? startOf(this.parent);
  }
}

/** An item of an array. */
export class ItemOrigin extends ChildOrigin {
  constructor(
    readonly parent: LazyOrigin,
    readonly step: number,
  ) {
    super();
  }
}

/** A node known by a name that stands elsewhere: a resource by its address. Its key is the text of that name. */
export class NamedOrigin extends ChildOrigin {
  readonly parent: LazyOrigin;
  readonly step: string | number;

  constructor(
    of: EntryOrigin | ItemOrigin,
    readonly name: LazyOrigin,
  ) {
    super();
    this.parent = of.parent;
    this.step = of.step;
  }

  get key(): Range {
    return this.name.value;
  }

  /** The name itself. */
  get nameText(): string {
    const { start, end } = this.name.value;
    return textAt(this.root.text, start, end);
  }
}

/** The resource that an origin of a plan stands in, named by its address, and the path of the argument in it. Undefined outside of every resource. */
export function argumentOf(origin: Origin): { readonly resource: NamedOrigin; readonly path: readonly (string | number)[] } | undefined {
  const path: (string | number)[] = [];
  for (let at: Origin | undefined = origin instanceof KeyOrigin ? origin.of : origin; at; at = at.parent) {
    if (at instanceof NamedOrigin) return { resource: at, path: path.reverse() };
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
