import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import { sharedDir } from '../shared.ts';
import { dataOf } from '../unit/compare/reformat.ts';
import { folderOf, run } from './command.ts';

interface Spot {
  readonly line: number;
  readonly offset: number;
}

interface Way {
  readonly safe: boolean;
  readonly edits: readonly { readonly range: { readonly start: Spot; readonly end: Spot }; readonly newText: string }[];
}

interface Finding {
  readonly rule: string;
  readonly resource: string;
  readonly identity: string;
  readonly verdict: string;
  readonly fix?: Way;
  readonly alternatives?: readonly Way[];
  readonly noFix?: string;
}

interface FileReport {
  readonly path: string;
  readonly status: string;
  readonly problems?: readonly { readonly severity: string }[];
  readonly findings?: readonly Finding[];
  readonly fixed?: readonly { readonly rule: string; readonly resource: string; readonly identity: string }[];
}

interface Report {
  readonly files: readonly FileReport[];
}

type Data = Readonly<Record<string, unknown>>;

/** How the data of a file differ at a leaf; undefined on the side where nothing is there. */
interface Change {
  readonly path: readonly string[];
  readonly old: unknown;
  readonly now: unknown;
}

/** `--unsafe` with DATAWARD_FIX_UNSAFE=1. */
const fixing = process.env['DATAWARD_FIX_UNSAFE'] === '1' ? ['--fix', '--unsafe'] : ['--fix'];

describe(`${fixing.join(' ')} over real templates`, function () {
  this.timeout(600_000);

  it('changes what it says and nothing else, leaves every file readable, and changes nothing when run again', function () {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const folder = folderOf({});
    try {
      cpSync(join(sharedDir, 'corpus', 'real'), folder.path, { recursive: true });
      const before = textsIn(folder.path);
      const found = check(folder.path, []);
      const fixed = check(folder.path, fixing);
      const after = textsIn(folder.path);
      assert.deepEqual([...after.keys()], [...before.keys()]);
      const everything = [...found.values()].map(({ findings = [] }) => writtenBy(findings.flatMap(({ fix, alternatives = [] }) => [fix, ...alternatives].flatMap((way) => way?.edits ?? [])))).join('\n');
      const wrong: string[] = [];
      let changed = 0;
      for (const [path, bytes] of before) {
        const now = after.get(path) ?? bytes;
        const report = fixed.get(path);
        if (!now.equals(bytes) !== (report?.fixed ?? []).length > 0) wrong.push(`${path}: is changed and nothing fixed, or the other way round`);
        if (now.equals(bytes)) continue;
        changed++;
        wrong.push(...faultsOf(textOf(bytes), textOf(now), found.get(path), report, everything).map((fault) => `${path}: ${fault}`));
      }
      const again = check(folder.path, fixing);
      assert.deepEqual(textsIn(folder.path), after);
      assert.deepEqual([...again.values()].flatMap((file) => file.fixed ?? []), []);
      print(before.size, changed, fixed);
      assert.deepEqual(wrong, []);
      assert(changed > 50, `${changed} files changed`);
    } finally {
      folder.remove();
    }
  });
});

/** What the command reports about each file. */
function check(folder: string, args: readonly string[]): ReadonlyMap<string, FileReport> {
  const { stdout, stderr } = run(['check', '--profile', 'all', '--format', 'json', ...args, '.'], { cwd: folder });
  assert.doesNotMatch(stderr, /internal error/i);
  const report = JSON.parse(stdout) as Report;
  assert.deepEqual(report.files.filter(({ status }) => status === 'internal-error'), []);
  return new Map(report.files.map((file) => [file.path, file]));
}

function textsIn(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ya?ml|json|template)$/.test(name)).sort();
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}

/** A text as the report counts in it: without a byte order mark. */
const textOf = (bytes: Buffer): string => bytes.toString('utf8').replace(/^\uFEFF/, '');

/** What is wrong with a file that was changed: judged by its lines, and by the data that another reader finds in it. */
function faultsOf(before: string, after: string, found: FileReport | undefined, fixed: FileReport | undefined, everything: string): readonly string[] {
  const mended = new Set((fixed?.fixed ?? []).map(({ identity }) => identity));
  const seen = (found?.findings ?? []).filter(({ identity }) => mended.has(identity));
  const edits = seen.flatMap(({ fix }) => fix?.edits ?? []);
  const faults: string[] = [];
  if ((fixed?.problems ?? []).length > (found?.problems ?? []).length) faults.push('has a new problem');
  // A fix may make another rule apply, whose fix the first report could not list: then a dash may move to the entry before.
  const isWhole = new Set(seen.map(({ identity }) => identity)).size === mended.size;
  const lineOf = (line: string): string => (isWhole ? line : line.replace(/^\s*(- )?\s*/, ''));
  const lost = firstLost(untouchedLines(before, edits).map(lineOf), after.split('\n').map(lineOf));
  if (lost !== undefined) faults.push(`lost the line ${JSON.stringify(lost)}`);
  const [was, is] = [plain(before), plain(after)];
  const edited = new Set(edits.flatMap(({ range }) => entriesAt(before, range.start.offset)));
  const written = isWhole ? writtenBy(edits) : everything;
  // What is added takes a name that is free when it is added: then it may have a number.
  const isWritten = (value: string): boolean => written.includes(value) || written.includes(value.replace(/(?<=^[a-z]+)\d$/i, ''));
  for (const { path, old, now } of changesOf(was, is, [])) {
    const isNewEntry = path.length > 1 && old === undefined && !edited.has(path.slice(0, 2).join()) && entryOf(was, path) === undefined;
    if (!isNewEntry && !edited.has(path.slice(0, 2).join())) faults.push(`changed ${path.join('.')} from ${JSON.stringify(old)} to ${JSON.stringify(now)}`);
    else if ((typeof now === 'string' || typeof now === 'number' || typeof now === 'boolean') && !isWritten(String(now))) faults.push(`wrote ${JSON.stringify(now)} as ${path.join('.')}, which no fix says`);
  }
  return faults;
}

const writtenBy = (edits: Way['edits']): string => edits.map(({ newText }) => newText).join('\n');

/** The lines of which no edit takes or splits anything. */
function untouchedLines(text: string, edits: Way['edits']): readonly string[] {
  const isAtLineStart = (offset: number): boolean => offset === 0 || text[offset - 1] === '\n';
  const touched = new Set<number>();
  for (const { range: { start, end } } of edits) {
    if (start.offset === end.offset && isAtLineStart(start.offset)) continue;
    for (let line = start.line; line <= end.line; line++) touched.add(line);
  }
  return text.split('\n').filter((_, i) => !touched.has(i + 1));
}

/** The entry of a section (`Resources,Db`) whose text holds the offset, as the `yaml` library places it. */
function entriesAt(text: string, offset: number): readonly string[] {
  const { contents } = parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  const within = (node: unknown): readonly string[] => {
    if (!isMap(node)) return [];
    const pair = node.items.find(({ key, value }) => isScalar(key) && (key.range?.[0] ?? Infinity) <= offset && isNode(value) && offset <= (value.range?.[2] ?? -1));
    return pair && isScalar(pair.key) ? [String(pair.key.value), ...within(pair.value)] : [];
  };
  const path = within(contents);
  return path.length < 2 ? [] : [path.slice(0, 2).join()];
}

/** The first of these lines that does not stand in the text in their order. */
function firstLost(lines: readonly string[], text: readonly string[]): string | undefined {
  let at = 0;
  for (const line of lines) {
    while (at < text.length && text[at] !== line) at++;
    if (at++ >= text.length) return line;
  }
  return undefined;
}

function plain(text: string): unknown {
  return /^\s*\{/.test(text) ? JSON.parse(text) : dataOf(text);
}

/** What stands at the first two steps of the path. */
function entryOf(data: unknown, [section = '', name = '']: readonly string[]): unknown {
  return itemsOf(itemsOf(data)?.[section])?.[name];
}

/** The places in which two data differ, down to the leaves; one where a leaf became a map or a list, or the other way round. */
function changesOf(old: unknown, now: unknown, path: readonly string[]): readonly Change[] {
  if (Object.is(old, now)) return [];
  const [was, is] = [itemsOf(old), itemsOf(now)];
  if (was === undefined && is === undefined) return [{ path, old, now }];
  const isOther = old !== undefined && now !== undefined && (was === undefined || is === undefined);
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  return [...(isOther ? [{ path, old, now }] : []), ...[...names].flatMap((name) => changesOf(was?.[name], is?.[name], [...path, name]))];
}

function itemsOf(value: unknown): Data | undefined {
  return typeof value === 'object' && value !== null ? (value as Data) : undefined;
}

function print(files: number, changed: number, fixed: ReadonlyMap<string, FileReport>): void {
  const reports = [...fixed.values()];
  const left = reports.flatMap(({ findings = [] }) => findings.filter(({ verdict }) => verdict === 'fail'));
  const mended = reports.reduce((sum, file) => sum + (file.fixed ?? []).length, 0);
  const count = (isCounted: (finding: Finding) => boolean): number => left.filter(isCounted).length;
  const unsafe = count(({ fix }) => fix?.safe === false);
  const safe = count(({ fix }) => fix?.safe === true);
  const unfixable = count(({ fix, noFix }) => fix === undefined && noFix === undefined);
  console.log(`      ${files} files, ${changed} changed: ${mended} findings fixed; left: ${unsafe} with an unsafe fix, ${safe} with a safe one, ${unfixable} without; refused:`);
  const reasons = left.flatMap(({ noFix }) => (noFix === undefined ? [] : [noFix.replaceAll(/`[^`]*`|"[^"]*"/g, '…')]));
  for (const reason of new Set(reasons)) console.log(`      ${reasons.filter((one) => one === reason).length} × ${reason}`);
}
