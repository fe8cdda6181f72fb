import type { Json } from './json.ts';
import type { Range } from '../../core/text/range.ts';
import { closes, opens, scanChildren, skipBlanks, stringEnd, type Children } from './scan.ts';

/** The JSON in a text. `start`: where its root stands, behind what was logged before it. */
export type FoundJson =
  /** `known`: where parts of it stand, as far as they were looked for. */
  | { readonly kind: 'whole'; readonly data: Json; readonly start: number; readonly end: number; readonly known?: Map<number, Children> }
  /** The text breaks off; `data` holds what was complete, undefined where nothing was. `cut`: where that ends. */
  | { readonly kind: 'truncated'; readonly data: Json | undefined; readonly start: number; readonly cut: number }
  | { readonly kind: 'broken'; readonly start: number; readonly end: number };

/** Lists whose items are whole things of their own: a text that breaks off in one is read as far as its last complete item. */
const lists: readonly string[] = ['resource_changes', 'resources', 'values/root_module/resources', 'planned_values/root_module/resources'];

/** Places with a brace that turn out to hold no JSON; whole objects before the wanted one (a log in JSON) do not count. */
const maxTries = 20;

/**
 * The first JSON object in a text that `isWanted`; undefined where there is none. Never throws. Text before and after it is
 * left out, and so is what of a plan nobody reads: with `resource_changes` that are the resources in `planned_values` and `prior_state`, half of the text, which
 * are null. Of a text that breaks off only whole entries of the root survive, and whole items of its lists of resources.
 * `data` is undefined where nothing does.
 */
export function findJson(text: string, isWanted: (found: FoundJson) => boolean): FoundJson | undefined {
  const brace = /(?:^|[\n\r])[\s\ufeff]*\{|\{\s*"(?:format_version|version)"\s*:/g;
  for (let tries = 0; tries < maxTries; ) {
    const match = brace.exec(text);
    if (match === null) return undefined;
    const start = match.index + match[0].indexOf('{');
    const found = readAt(text, start);
    if (isWanted(found)) return found;
    if (found.kind !== 'whole') tries++;
    brace.lastIndex = found.kind === 'whole' ? found.end : start + 1;
  }
  return undefined;
}

function readAt(text: string, start: number): FoundJson {
  const known = new Map<number, Children>();
  const isWhole = skipBlanks(text, scanChildren(text, start, 2, known)) >= text.length;
  const read = isWhole ? parse(withNull(text, start, unreadIn(text, start, known))) : undefined;
  if (read !== undefined) return { kind: 'whole', data: read, start, end: text.length, known };
  const whole = parse(start === 0 ? text : text.slice(start));
  if (whole !== undefined) return { kind: 'whole', data: whole, start, end: text.length };
  const outline = outlineOf(text, start);
  if (outline.end !== undefined) {
    const data = parse(text.slice(start, outline.end));
    return data === undefined ? { kind: 'broken', start, end: outline.end } : { kind: 'whole', data, start, end: outline.end };
  }
  if (outline.cut === undefined) return { kind: 'truncated', data: undefined, start, cut: start };
  const data = parse(text.slice(start, outline.cut) + (outline.closers ?? ''));
  return data === undefined ? { kind: 'broken', start, end: text.length } : { kind: 'truncated', data, start, cut: outline.cut };
}

/** Where a plan holds what nobody reads, in order. */
function unreadIn(text: string, start: number, known: ReadonlyMap<number, Children>): readonly Range[] {
  const root = known.get(start);
  const changes = root?.get('resource_changes')?.value.start;
  if (changes === undefined || text[changes] !== '[') return [];
  const planned = root?.get('planned_values')?.value.start;
  const resources = planned === undefined ? undefined : known.get(planned)?.get('root_module')?.value;
  return [resources, root?.get('prior_state')?.value].filter((range) => range !== undefined).sort((a, b) => a.start - b.start);
}

/** The text from `start` on, with null in these places of it, which are sorted. */
function withNull(text: string, start: number, ranges: readonly Range[]): string {
  let done = start;
  const parts = ranges.map(({ start: from, end }) => {
    const before = text.slice(done, from);
    done = end;
    return before;
  });
  return [...parts, text.slice(done)].join('null');
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

interface Outline {
  /** Where the root ends, if it does. */
  readonly end?: number;
  /** Where the last part ends that is whole, and the brackets that are open there. */
  readonly cut?: number;
  readonly closers?: string;
}

/** Walks over the brackets of the value at `start`, and notes the last place where the text could be cut without leaving half a thing. */
function outlineOf(text: string, start: number): Outline {
  const open: { readonly closer: string; readonly path: string; key: string }[] = [];
  let depth = 0;
  let cut: { at: number; closers: string } | undefined;
  const completed = (at: number): void => {
    const top = open[depth - 1];
    if (depth > open.length || !top) return;
    if (depth === 1 ? top.key !== '' : top.closer === ']' && lists.includes(top.path)) cut = { at, closers: open.map((o) => o.closer).reverse().join('') };
    if (depth === 1) top.key = '';
  };
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = stringEnd(text, at);
      const top = depth <= 4 && depth === open.length ? open[depth - 1] : undefined;
      if (top?.closer === '}' && text.charCodeAt(skipBlanks(text, end)) === 58) top.key = text.slice(at + 1, end - 1);
      else if (top && end < text.length) completed(end);
      at = end - 1;
    } else if (opens(code)) {
      const top = open[depth - 1];
      if (depth < 4 && depth === open.length) open.push({ closer: code === 123 ? '}' : ']', path: top === undefined ? '' : top.path === '' ? top.key : `${top.path}/${top.key}`, key: '' });
      depth++;
    } else if (closes(code)) {
      if (depth === open.length) open.pop();
      depth--;
      if (depth === 0) return { end: at + 1 };
      if (depth === open.length) completed(at + 1);
    } else if (code === 44 && depth === open.length && depth === 1) completed(at);
  }
  return cut === undefined ? {} : { cut: cut.at, closers: cut.closers };
}
