import { LineIndex } from '../../core/text/line-index.ts';
import type { Position, Range } from '../../core/text/range.ts';
import type { PropTarget } from './advice.ts';
import type { CdkConstruct } from './construct.ts';
import { userFrames, type Frame } from './frames.ts';
import { reading, type Lookup, type Reading } from './lookup.ts';
import { folderOf, isAbsolute, isBelow, joined, normalized } from './paths.ts';
import { originalPlace } from './source-map.ts';
import { constructCallAt, writtenProperty } from './written-property.ts';

/** A place in the app's own sources. Lines and columns count from 0. */
export interface SourcePlace {
  /** As the lookup knows it. */
  readonly file: string;
  readonly from: Position;
  readonly to: Position;
}

/** Where a finding stands in the app. */
export interface FoundPlace extends SourcePlace {
  /** `exact`: the property itself, or the object that lacks it. `approximate`: the line that makes the construct. */
  readonly precision: 'exact' | 'approximate';
  /** The line that makes the construct, where the place is another one. */
  readonly made?: SourcePlace;
  /** The frames around it, outwards: who called the code that makes the construct. */
  readonly chain: readonly SourcePlace[];
}

/** What is asked: the place of a property of a construct's resource. */
export interface PlaceQuestion {
  /** `Finding.path`. */
  readonly property: string;
  /** Of the advice: how the call would set it. */
  readonly target?: PropTarget;
  /** What the template says there, where it is a scalar: a call that plainly says something else is not the place that set it. */
  readonly value?: string | number | boolean;
  /** The folder that holds cdk.json: only what lies below it is the user's own. */
  readonly project: string;
}

type Read = (path: string) => string | null;

/**
 * The place of a property in the app's sources: the statement that assigned it after the construct was made, else the value
 * in the call that makes the construct, where that is plainly written, else that call. Undefined where no frame of the
 * metadata leads into the project: then the template's own place is all that is known.
 */
export function placeInSource(construct: CdkConstruct, question: PlaceQuestion, lookup: Lookup): Reading<FoundPlace | undefined> {
  return reading(lookup, (read) => {
    const project = normalized(question.project);
    const made = construct.creation.map((trace) => placesOf(trace, project, read)).find((places) => places.length > 0) ?? [];
    const [first, ...chain] = made;
    return assignedPlace(construct, question, first, project, read) ?? (first && constructPlace(first, chain, question));
  });
}

/** A frame that leads to a line of a file of the project. */
interface Placed {
  readonly frame: Frame;
  readonly text: string;
}

/** Assigned later than the construct was made: a statement of its own. The last one counts. */
function assignedPlace({ assignments }: CdkConstruct, { property }: PlaceQuestion, made: Placed | undefined, project: string, read: Read): FoundPlace | undefined {
  const [name] = property.split(/[.[]/);
  for (const { frames } of assignments.filter((one) => one.property === name).reverse()) {
    const [first, ...chain] = placesOf(frames, project, read);
    if (first === undefined || (made && samePlace(first.frame, made.frame))) continue;
    return { ...spanOf(first), precision: 'exact', ...(made && { made: spanOf(made) }), chain: chain.map(spanOf) };
  }
  return undefined;
}

function constructPlace(first: Placed, chain: readonly Placed[], { property, target, value }: PlaceQuestion): FoundPlace {
  const around = chain.map(spanOf);
  const { frame, text } = first;
  const approximate = { ...spanOf(first), precision: 'approximate' as const, chain: around };
  if (frame.column === 0) return approximate;
  const lines = new LineIndex(text);
  const call = constructCallAt(text, lines.offsetAt(positionOf(frame)));
  if (call === undefined) return approximate;
  const span = (range: Range): SourcePlace => ({ file: frame.file, from: lines.positionAt(range.start), to: lines.positionAt(range.end) });
  const written = target && writtenProperty(text, call, target);
  if (target === undefined || written === undefined || contradicts(text.slice(written.range.start, written.range.end), value, property, target)) return { ...approximate, ...span(call.range) };
  return { ...span(written.range), precision: written.exact ? 'exact' : 'approximate', made: spanOf(first), chain: around };
}

/** Is this a literal of the same property, and not the template's value? A prop with a name of its own may mean something else by it. */
function contradicts(written: string, value: PlaceQuestion['value'], property: string, { steps }: PropTarget): boolean {
  const isSame = steps.every((names) => names.length === 1) || steps[0]?.[0]?.toLowerCase() === property.toLowerCase();
  if (!isSame || value === undefined || !/^(?:true|false|-?\d+(?:\.\d+)?|'[^'\\]*'|"[^"\\]*")$/.test(written)) return false;
  return written.replace(/^['"]|['"]$/g, '') !== String(value);
}

const samePlace = (a: Frame, b: Frame): boolean => a.file === b.file && a.line === b.line && a.column === b.column;

const positionOf = ({ line, column }: Frame): Position => ({ line: line - 1, character: Math.max(0, column - 1) });

/** The word at the place; the rest of the line where no column is told. */
function spanOf({ frame, text }: Placed): SourcePlace {
  const from = positionOf(frame);
  const line = new LineIndex(text).lineText(from.line);
  const start = frame.column === 0 ? line.length - line.trimStart().length : from.character;
  const length = frame.column === 0 ? line.trim().length : (/^[\w$]+(?:\s+[\w$.]+)?/.exec(line.slice(start))?.[0].length ?? 0);
  return { file: frame.file, from: { line: from.line, character: start }, to: { line: from.line, character: start + length } };
}

/** The user's own frames of a trace as places in the project, innermost first; compiled files by their source maps. */
function placesOf(trace: readonly string[], project: string, read: Read): readonly Placed[] {
  const frames = userFrames(trace);
  const located = frames.some(({ file }) => isAbsolute(file) && isBelow(file, project)) ? frames.filter(({ file }) => isBelow(file, project)) : relocated(frames, project, read);
  return located.flatMap((frame) => {
    const mapped = compiledFrom(frame, project, read);
    const text = read(mapped.file);
    return text !== null && mapped.line <= new LineIndex(text).lineCount ? [{ frame: mapped, text }] : [];
  });
}

function compiledFrom(frame: Frame, project: string, read: Read): Frame {
  if (!/\.[cm]?js$/.test(frame.file)) return frame;
  const map = read(`${frame.file}.map`);
  const place = map === null ? undefined : originalPlace(map, frame);
  return place && isBelow(place.file, project) && read(place.file) !== null ? { ...frame, ...place } : frame;
}

/** The frames of an app that was synthesised elsewhere: the folder that holds the most of them there is taken for the project. */
function relocated(frames: readonly Frame[], project: string, read: Read): readonly Frame[] {
  const found = frames.flatMap((frame) => {
    const suffix = suffixIn(frame, project, read);
    return suffix === undefined ? [] : [{ frame, suffix, root: frame.file.slice(0, frame.file.length - suffix.there.length) }];
  });
  const weight = new Map<string, number>();
  for (const { root, suffix } of found) weight.set(root, (weight.get(root) ?? 0) + suffix.there.split('/').length);
  const [best] = [...weight].sort((a, b) => b[1] - a[1]);
  return found.filter(({ root }) => root === best?.[0]).map(({ frame, suffix }) => ({ ...frame, file: joined(project, suffix.here) }));
}

/** The longest end of a frame's path that is a file of the project; of a Java class the file in its package's folder. */
function suffixIn({ file, name }: Frame, project: string, read: Read): { readonly there: string; readonly here: string } | undefined {
  if (!isAbsolute(file) && /\.(?:java|kt|scala)$/.test(file)) {
    const packages = /^(?:.*\/)?((?:[a-z_][\w]*\.)+)/.exec(name)?.[1]?.replaceAll('.', '/') ?? '';
    const language = file.slice(file.lastIndexOf('.') + 1);
    for (const source of [`src/main/${language}/`, 'src/', '']) if (read(joined(project, source + packages + file)) !== null) return { there: file, here: source + packages + file };
  }
  const parts = file.replace(/^[A-Z]:/, '').split('/').filter((part) => part !== '');
  for (const start of parts.keys()) {
    const suffix = parts.slice(start).join('/');
    if (folderOf(suffix) !== '..' && read(joined(project, suffix)) !== null) return { there: suffix, here: suffix };
  }
  return undefined;
}
