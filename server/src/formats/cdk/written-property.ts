import type { Range } from '../../core/text/range.ts';
import type { PropTarget } from './advice.ts';
import { groupItems, objectEntries } from './script-scan.ts';

/** What is plainly written of a property in a construct's call. `exact`: every step was found, or the last step surely is not there. */
export interface WrittenProperty {
  readonly range: Range;
  readonly exact: boolean;
}

/** `new Bucket` at the offset of a frame, and where its arguments open. */
export interface ConstructCall {
  readonly range: Range;
  readonly className: string;
  readonly open: number;
}

/** The call that a frame stands at: `new a.b.Bucket(`, at the offset itself; undefined where something else stands there. */
export function constructCallAt(text: string, offset: number): ConstructCall | undefined {
  const found = /^new\s+([\w$.]+)\s*(?:<[\w$.,\s|&'"[\]]*>\s*)?\(/.exec(text.slice(offset, offset + 400));
  const name = found?.[1];
  if (found === null || name === undefined) return undefined;
  const named = offset + found[0].indexOf(name) + name.length;
  return { range: { start: offset, end: named }, className: name.slice(name.lastIndexOf('.') + 1), open: offset + found[0].length - 1 };
}

/**
 * The property in the object that the call is given last, if the call is of the target's class. A value that was found: its
 * range; a step that is missing in an object without spreads: the key above it (the call itself for the first step).
 */
export function writtenProperty(text: string, call: ConstructCall, target: PropTarget): WrittenProperty | undefined {
  if (call.className !== target.className) return undefined;
  const args = groupItems(text, call.open);
  if (args === undefined) return undefined;
  let here: WrittenProperty = { range: call.range, exact: false };
  const last = args.at(-1);
  let open = last !== undefined && text.charAt(last.start) === '{' ? last.start : undefined;
  for (const [index, names] of target.steps.entries()) {
    const object = open === undefined ? undefined : objectEntries(text, open);
    if (object === undefined) return index === 0 ? undefined : here;
    const wanted = names.map((name) => name.toLowerCase());
    const found = object.entries.findLast(({ name }) => wanted.includes(name.toLowerCase()));
    if (found === undefined) return index === 0 ? undefined : { range: here.range, exact: !object.open };
    const isLast = index === target.steps.length - 1;
    here = { range: isLast ? found.value : found.key, exact: isLast };
    open = text.charAt(found.value.start) === '{' ? found.value.start : undefined;
  }
  return here;
}
