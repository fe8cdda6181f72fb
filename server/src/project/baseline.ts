import type { Finding } from '../core/engine/finding.ts';
import type { Problem } from '../core/model/template.ts';
import { folderOf, joined } from '../formats/cdk/paths.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { absolute, nodeAtPath } from '../syntax/walk.ts';
import { nameOfMade, type FindingSource } from './finding-source.ts';

/** A finding that was there when the baseline was written. It holds no line, and nothing that the template says but the resource's name. */
export interface BaselineEntry {
  /** From the baseline's own folder, with forward slashes: so it means the same wherever the command or the editor stands. */
  readonly file: string;
  readonly rule: string;
  /** For the reader; what is compared is the identity. */
  readonly resource: string;
  readonly identity: string;
  readonly ordinal: number;
  /** It could not be decided then. */
  readonly verdict?: 'unknown';
}

/** What a baseline's file says. */
export interface Baseline {
  /** Its own path: absolute, with forward slashes. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** A baseline as far as it could be read, and what is wrong with it, placed in `document`. One with a mistake holds nothing. */
export interface ReadBaseline {
  readonly baseline: Baseline;
  readonly document: SyntaxDocument;
  readonly problems: readonly Problem[];
}

/** The version that is written, and the only one that is read. */
const version = 1;

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** Reads a baseline. Never throws: what is wrong is a problem with a place. The same entry twice (two branches that were merged) is no mistake. */
export function readBaseline(text: string, file: string): ReadBaseline {
  const nothing = (document: SyntaxDocument, problems: readonly Problem[]): ReadBaseline => ({ baseline: { file, entries: [] }, document, problems });
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const document = parseJson(text, file);
    const [first] = document.problems;
    return nothing(document, [{ code: 'baseline-unreadable', message: `This is not valid JSON${first ? `: ${first.message}` : '.'}`, severity: 'error', at: first?.at ?? atStart(file) }]);
  }
  const read = entriesIn(data);
  if (Array.isArray(read)) return { baseline: { file, entries: read }, document: bare(text, file), problems: [] };
  const document = parseJson(text, file);
  return nothing(document, [{ code: read.code, message: read.message, severity: 'error', at: { block: `${file}#`, range: rangeAt(document, read.path) } }]);
}

/** A baseline of which there is nothing to read: `why` is a phrase. */
export function unreadableBaseline(file: string, why: string): ReadBaseline {
  const problem: Problem = { code: 'baseline-unreadable', message: `The baseline cannot be read: ${why}.`, severity: 'error', at: atStart(file) };
  return { baseline: { file, entries: [] }, document: bare('', file), problems: [problem] };
}

const atStart = (file: string): Problem['at'] => ({ block: `${file}#`, range: { start: 0, end: 0 } });

/** A baseline without a mistake is not parsed a second time: nobody asks for its places. */
function bare(text: string, file: string): SyntaxDocument {
  return { file, syntax: 'json', text, root: undefined, byEntry: false, blocks: new Map([[`${file}#`, 0]]), comments: [], problems: [] };
}

function rangeAt(document: SyntaxDocument, path: Fault['path']): Problem['at']['range'] {
  const found = nodeAtPath(document, path);
  if (!found) return { start: 0, end: 0 };
  return absolute(document, { block: found.block, range: found.node.range });
}

function entriesIn(data: unknown): BaselineEntry[] | Fault {
  if (!isRecord(data) || !('version' in data)) return { code: 'baseline-shape', message: 'This is no baseline of Dataward: it has no `version`.', path: [] };
  if (data.version !== version) {
    const isNewer = typeof data.version === 'number' && data.version > version;
    return { code: 'baseline-version', message: isNewer ? `This baseline was written by a newer Dataward: it has version ${String(data.version)}, and this one reads version ${version}.` : `A baseline has the version ${version}.`, path: ['version'] };
  }
  const stray = Object.keys(data).find((key) => key !== 'version' && key !== 'findings');
  if (stray !== undefined) return { code: 'baseline-shape', message: `A baseline has no \`${stray}\`.`, path: [stray] };
  const { findings } = data;
  if (!Array.isArray(findings)) return { code: 'baseline-shape', message: 'The `findings` of a baseline are a list.', path: 'findings' in data ? ['findings'] : [] };
  const entries: BaselineEntry[] = [];
  for (const [i, item] of (findings as readonly unknown[]).entries()) {
    const wrong = faultIn(item);
    if (wrong) return { code: 'baseline-entry', message: wrong.message, path: ['findings', i, ...wrong.path] };
    entries.push(item as BaselineEntry);
  }
  return entries;
}

const texts = ['file', 'rule', 'resource', 'identity'] as const;
const known: ReadonlySet<string> = new Set([...texts, 'ordinal', 'verdict']);

/** A note that somebody adds would be lost when the baseline is written anew, and would do nothing: it is a mistake. */
function faultIn(item: unknown): Pick<Fault, 'message' | 'path'> | undefined {
  if (!isRecord(item)) return { message: 'An entry of a baseline is a map.', path: [] };
  const wrong = texts.find((key) => typeof item[key] !== 'string' || (item[key] === '' && key !== 'resource'));
  if (wrong !== undefined) return { message: `An entry of a baseline has a text as \`${wrong}\`.`, path: wrong in item ? [wrong] : [] };
  if (!Number.isSafeInteger(item.ordinal) || Number(item.ordinal) < 0) return { message: 'An entry of a baseline has a whole number from 0 as `ordinal`.', path: 'ordinal' in item ? ['ordinal'] : [] };
  if ('verdict' in item && item.verdict !== 'unknown') return { message: 'The `verdict` of an entry can only be `unknown`.', path: ['verdict'] };
  const stray = Object.keys(item).find((key) => !known.has(key));
  return stray === undefined ? undefined : { message: `An entry of a baseline has no \`${stray}\`. Why a finding is accepted is said by a suppression where it stands.`, path: [stray] };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a baseline: its entries sorted, each once and on a line of its own, so that a change is read, and merged, line by line. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const sorted = [...new Map(entries.map((entry) => [orderOf(entry), entry])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const lines = sorted.map(({ file, rule, resource, identity, ordinal, verdict }) => `    ${JSON.stringify({ file, rule, resource, identity, ordinal, ...(verdict ? { verdict } : {}) })}`);
  return `{\n  "version": ${version},\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

/** Ordinals are padded: as texts they would not be in order. */
const orderOf = ({ file, rule, resource, identity, ordinal, verdict }: BaselineEntry): string => [file, rule, resource, identity, String(ordinal).padStart(9, '0'), verdict].join('\0');

/** The entry of a finding in the baseline `to`. `path`: the file that it stands in; `source`: of a finding in a CDK app. */
export function entryOf({ rule, subject, identity, ordinal, verdict }: Finding, path: string, to: string, source: FindingSource | undefined): BaselineEntry {
  const resource = source ? nameOfMade(source.made[0]) : subject;
  return { file: pathFrom(folderOf(to), path), rule, resource, identity, ordinal, ...(verdict === 'unknown' ? { verdict } : {}) };
}

/** The absolute path of an entry's file. `baseline`: the path of the baseline that it stands in. */
export function fileOfEntry({ file }: BaselineEntry, baseline: string): string {
  return joined(folderOf(baseline), file);
}

/** A path as seen from a folder, both absolute with forward slashes; `../` where it lies outside, the path itself on another drive. */
export function pathFrom(folder: string, path: string): string {
  const [from, to] = [joined('', folder), joined('', path)].map((one) => one.split('/').filter((part, i) => part !== '' || i === 0)) as [string[], string[]];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return same === 0 ? path : [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
