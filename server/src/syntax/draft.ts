import type { BlockId, Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import { Seen } from './seen.ts';
import type { Comment, Node, SyntaxDocument } from './tree.ts';

interface Block {
  readonly id: BlockId;
  readonly base: number;
  readonly parent: Block | undefined;
  /** The end of the line on which the block's last value ends; Infinity while it is being read. */
  end: number;
}

/** What a draft held at some moment. */
export interface Mark {
  readonly blocks: number;
  readonly comments: number;
  readonly problems: number;
  readonly innermost: Block | undefined;
}

/** Where nodes are being built: offsets minus `base` are relative to `block`. */
export interface Frame {
  readonly block: BlockId;
  readonly base: number;
}

interface Noted {
  readonly start: number;
  readonly end: number;
}

/**
 * Collects what a parser finds in one file, in absolute offsets, and gives the finished document.
 *
 * The law of blocks, the same for YAML and JSON: the root itself stands in `file#` (base 0). Each entry of a root
 * mapping opens the block `file#<Key>` at the start of its key (at its tag or anchor, if it has one). Each entry of
 * the mapping under a top-level `Resources` opens `file#Resources/<LogicalId>` in the same way. An id that is taken
 * gets `~2`, `~3`, …. A block reaches to the end of the line on which its value ends, so a trailing comment belongs
 * to it; comments and problems outside of every block stand in `file#`.
 */
export class DocumentDraft {
  readonly #bases = new Map<BlockId, number>();
  readonly #blocks: Block[] = [];
  readonly #comments: (Noted & { readonly text: string })[] = [];
  readonly #problems: (Noted & Omit<Problem, 'at'>)[] = [];
  readonly #root: Frame;
  #innermost: Block | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.#root = { block: `${file}#`, base: 0 };
    this.#bases.set(this.#root.block, 0);
  }

  /** The block of the document itself. */
  get root(): Frame {
    return this.#root;
  }

  /** The base of a block that was opened. */
  baseOf(block: BlockId): number {
    return this.#bases.get(block) ?? 0;
  }

  /** Opens a block inside the one that is open; blocks are opened in the order of the text. */
  open(path: string, base: number): Frame {
    const wanted = `${this.file}#${path}`;
    let id = wanted;
    for (let count = 2; this.#bases.has(id); count++) id = `${wanted}~${count}`;
    this.#bases.set(id, base);
    const block: Block = { id, base, parent: this.#innermost, end: Infinity };
    this.#blocks.push(block);
    this.#innermost = block;
    return { block: id, base };
  }

  /** Closes the block opened last, whose value ends at `end`. */
  close(end: number): void {
    const block = this.#innermost;
    if (block === undefined) return;
    block.end = this.#lineEnd(end);
    this.#innermost = block.parent;
  }

  /** Are there comments so far? */
  get hasComments(): boolean {
    return this.#comments.length > 0;
  }

  /** How often something was found wrong so far. */
  get problemCount(): number {
    return this.#problems.length;
  }

  /** What there is now, for `rewind`. */
  mark(): Mark {
    return { blocks: this.#blocks.length, comments: this.#comments.length, problems: this.#problems.length, innermost: this.#innermost };
  }

  /** Drops what was noted since the mark. */
  rewind({ blocks, comments, problems, innermost }: Mark): void {
    for (const { id } of this.#blocks.splice(blocks)) this.#bases.delete(id);
    this.#comments.length = comments;
    this.#problems.length = problems;
    this.#innermost = innermost;
  }

  /** Notes a comment; `text` is what stands between its marks. One that was noted before, by a parser that went back, is not noted again. */
  comment(text: string, start: number, end: number): void {
    if (start <= (this.#comments.at(-1)?.start ?? -1)) return;
    this.#comments.push({ text: text.trim(), start, end });
  }

  /** Notes a problem, once; its range is moved into the text. */
  problem(code: string, severity: Problem['severity'], start: number, end: number, message: string): void {
    const from = Math.min(Math.max(start, 0), this.text.length);
    this.#problems.push({ code, severity, message, start: from, end: Math.min(Math.max(end, from), this.text.length) });
  }

  /** The document, with problems in the order of the text. */
  finish(syntax: SyntaxDocument['syntax'], root: Node | undefined, byEntry: boolean): SyntaxDocument {
    const problems = [...this.#problems].sort((a, b) => a.start - b.start || a.end - b.end).filter(isFirst);
    return {
      file: this.file,
      syntax,
      text: this.text,
      root,
      byEntry,
      blocks: this.#bases,
      comments: this.#comments.map(({ text, start, end }): Comment => ({ text, at: this.#place(start, end), ownLine: this.#isFirstOnLine(start) })),
      problems: problems.map(({ code, severity, message, start, end }): Problem => ({ code, message, severity, at: this.#place(start, end) })),
      seen: new Seen(),
    };
  }

  /** The place in the innermost block that holds the offset. */
  #place(start: number, end: number): Place {
    let low = -1;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.base ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    let block = this.#blocks[low];
    while (block !== undefined && start > block.end) block = block.parent;
    const { id, base } = block ?? { id: this.#root.block, base: 0 };
    return { block: id, range: { start: start - base, end: end - base } };
  }

  #lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end === -1 ? this.text.length : end;
  }

  #isFirstOnLine(offset: number): boolean {
    for (let at = offset - 1; at >= 0; at--) {
      const char = this.text[at];
      if (char === '\n') return true;
      if (char !== ' ' && char !== '\t' && char !== '\r' && char !== '\ufeff') return false;
    }
    return true;
  }
}

function isFirst(problem: Noted & Omit<Problem, 'at'>, index: number, sorted: readonly (Noted & Omit<Problem, 'at'>)[]): boolean {
  const before = sorted[index - 1];
  return before === undefined || before.start !== problem.start || before.end !== problem.end || before.message !== problem.message;
}
