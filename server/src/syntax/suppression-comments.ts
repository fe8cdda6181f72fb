import type { BlockId, Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import type { Comment, Node, Pair, SyntaxDocument } from './tree.ts';
import { absolute, rootBlock } from './walk.ts';

/** One wish of a suppression comment. With `problems` it is not to be applied. */
export interface SuppressionDirective {
  /** Ids or aliases, as written; what `problems` complain about may be among them. */
  readonly rules: readonly string[];
  readonly reason?: string;
  /** ISO date, exclusive. */
  readonly until?: string;
  /** `dataward-ignore-file`: it covers the whole file. */
  readonly file: boolean;
  /** The whole comment. */
  readonly at: Place;
  readonly ownLine: boolean;
  readonly problems: readonly Problem[];
}

const opening = /^dataward-ignore(-file)?(?![\w-])[ \t]*/;
/** An id, or an alias of another tool with its prefix (`cfn_nag:W41`). */
const rule = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?::[A-Z][A-Z0-9_]*)?$/;
/** The prefix of another tool's alias is followed by capitals: `cfn_nag:W41`. Any other colon begins the reason. */
const aliasTail = /^:[A-Z][A-Z0-9_]*(?=[\s,:]|$)/;

/**
 * The wishes of a comment `dataward-ignore RULE[, RULE] [until YYYY-MM-DD][: reason]`, several separated by `;`, or
 * `dataward-ignore-file …` likewise; none if the comment is of another kind. What cannot be read (no rule named, a
 * date that is none) comes with a problem `suppression-syntax`. A part behind `;` that cannot be a wish continues the reason before it.
 */
export function readSuppressions(comment: Comment): readonly SuppressionDirective[] {
  const start = opening.exec(comment.text);
  if (start === null) return [];
  const parts = splitParts(comment.text.slice(start[0].length).trim());
  return parts.map((part) => readPart(part, start[1] !== undefined, comment));
}

function splitParts(text: string): readonly string[] {
  const parts: string[] = [];
  for (const piece of text.split(';').map((part) => part.trim())) {
    const last = parts.at(-1);
    if (last === undefined) parts.push(piece);
    else if (piece === '') continue;
    else if (split(last).reason !== undefined && !isWish(piece)) parts[parts.length - 1] = `${last}; ${piece}`;
    else parts.push(piece);
  }
  return parts;
}

interface Split {
  readonly rules: readonly string[];
  readonly until?: string;
  readonly reason?: string;
}

function split(part: string): Split {
  const colon = reasonColon(part);
  const head = (colon === -1 ? part : part.slice(0, colon)).trim();
  const words = head.split(/\s+/);
  const untilAt = words.indexOf('until');
  const names = untilAt === -1 ? head : words.slice(0, untilAt).join(' ');
  return {
    rules: names.split(',').map((name) => name.trim()).filter((name) => name !== ''),
    ...(untilAt === -1 ? {} : { until: words.slice(untilAt + 1).join(' ') }),
    ...(colon === -1 ? {} : { reason: part.slice(colon + 1).trim() }),
  };
}

function reasonColon(part: string): number {
  for (let at = part.indexOf(':'); at !== -1; at = part.indexOf(':', at + 1)) {
    if (!aliasTail.test(part.slice(at, at + 80))) return at;
  }
  return -1;
}

function isWish(piece: string): boolean {
  const { rules } = split(piece);
  return rules.length > 0 && rules.every((name) => rule.test(name));
}

function readPart(part: string, file: boolean, comment: Comment): SuppressionDirective {
  const { rules, until, reason } = split(part);
  const messages: string[] = [];
  if (rules.length === 0) messages.push('A suppression must name the rules that it is about.');
  else if (!rules.every((name) => rule.test(name))) messages.push(`\`${part}\` is not of the form \`RULE, RULE until YYYY-MM-DD: reason\`.`);
  if (until !== undefined && !isDate(until)) messages.push(`\`${until}\` is no date of the form YYYY-MM-DD.`);
  return {
    rules,
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
    file,
    at: comment.at,
    ownLine: comment.ownLine,
    problems: messages.map((message) => ({ code: 'suppression-syntax', message, severity: 'warning', at: comment.at })),
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** An entry of a mapping or sequence, in absolute offsets: from its key or dash to the end of its value. */
interface Entry {
  readonly step: string | number;
  readonly start: number;
  readonly end: number;
  readonly pair?: Pair;
  readonly value: Node;
  readonly block: BlockId;
}

/**
 * The path of the entry (of a mapping or sequence) that a comment covers; undefined if there is none.
 * A comment on a line of its own covers the outermost entry that starts on the next line that is neither blank nor
 * comment. A trailing comment covers the outermost entry that starts on its own line; but where that is an item whose
 * mapping goes on below (`- Key: 1 # …`), only the entry whose key is first on the line.
 */
export function nodeCovered(document: SyntaxDocument, comment: Comment): readonly (string | number)[] | undefined {
  if (document.root === undefined) return undefined;
  const span = absolute(document, comment.at);
  const line = comment.ownLine ? nextLine(document, span.end) : lineAt(document.text, span.start);
  if (line === undefined) return undefined;
  const path: (string | number)[] = [];
  let at: { readonly node: Node; readonly block: BlockId } = { node: document.root, block: rootBlock(document) };
  for (;;) {
    const found = entries(document, at.node, at.block).find((item) => item.end >= line.start && item.start < line.end);
    if (found === undefined) return undefined;
    path.push(found.step);
    if (found.start >= line.start) return comment.ownLine ? path : [...path, ...firstKey(document, found, line)];
    at = { node: found.value, block: found.block };
  }
}

/** The step to the key that is first on the line, if the entry is an item that goes on below. */
function firstKey(document: SyntaxDocument, found: Entry, line: Line): readonly string[] {
  if (found.pair !== undefined || found.value.kind !== 'mapping' || found.end <= line.end) return [];
  const [first] = entries(document, found.value, found.block);
  return first?.pair !== undefined && first.start < line.end ? [first.pair.name] : [];
}

function entries(document: SyntaxDocument, node: Node, block: BlockId): readonly Entry[] {
  if (node.kind === 'mapping') {
    return node.pairs.map((pair) => {
      const own = pair.block ?? block;
      const base = document.blocks.get(own) ?? 0;
      return { step: pair.name, start: base + pair.key.range.start, end: base + pair.value.range.end, pair, value: pair.value, block: own };
    });
  }
  if (node.kind !== 'sequence') return [];
  const base = document.blocks.get(block) ?? 0;
  return node.items.map((value, step) => {
    const start = base + value.range.start;
    return { step, start: node.flow ? start : dashBefore(document.text, start), end: base + value.range.end, value, block };
  });
}

/** The dash of a block sequence's item whose value starts at `start`, which may stand on a line above. */
function dashBefore(text: string, start: number): number {
  let at = start - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r')) at--;
  return text[at] === '-' ? at : start;
}

function lineAt(text: string, offset: number): Line {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end === -1 ? text.length : end };
}

/** The first line below that holds more than blanks, comments or a document's `---`. */
function nextLine(document: SyntaxDocument, offset: number): Line | undefined {
  const { text } = document;
  const commented = new Set(document.comments.filter((comment) => comment.ownLine).map((comment) => lineAt(text, absolute(document, comment.at).start).start));
  let line = lineAt(text, offset);
  while (line.end < text.length) {
    line = lineAt(text, line.end + 1);
    const content = text.slice(line.start, line.end).trim();
    if (content !== '' && content !== '---' && !commented.has(line.start)) return line;
  }
  return undefined;
}
