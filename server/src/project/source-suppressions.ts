import type { Finding, JudgeOptions, Report } from '../core/engine/finding.ts';
import { Wishes } from '../core/engine/wishes.ts';
import { fileOf, type Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { sourceComments } from '../formats/cdk/source-comments.ts';
import { readSuppressions, type SuppressionDirective } from '../syntax/suppression-comments.ts';
import type { Comment, SyntaxDocument } from '../syntax/tree.ts';

/** How the templates of an app were judged, as far as it matters to what silences findings in its sources. */
export interface AppJudged extends Pick<JudgeOptions, 'rules' | 'catalogue' | 'today'> {
  /** Every template of the app was judged: what covers nothing is of no use. */
  readonly isWhole: boolean;
}

/** A finding in a source. `madeAt`: where its construct is made, as far as it is known to be in the same file. */
export interface FindingInSource {
  readonly finding: Finding;
  readonly madeAt?: Place | undefined;
}

/** A wish, and the lines that it covers, from 0, both ends included; every line for one about the file. */
interface Wish extends SuppressionDirective {
  readonly first: number;
  readonly last: number;
}

/** What comments in a source of an app silence. */
export interface SilencedInSource {
  /** In the order given. */
  readonly findings: readonly Finding[];
  readonly unused: Report['unusedSuppressions'];
  /** Wishes that cannot be read. */
  readonly problems: readonly Problem[];
}

/**
 * Marks what comments `dataward-ignore …` in a source cover, of the grammar that templates have: what stands, or whose construct is made, on the line of the
 * comment, or on the next line of code where the comment has its line for itself. Marks of an earlier text of the source are taken back.
 */
export function silencedInSource(found: readonly FindingInSource[], document: SyntaxDocument, { isWhole, ...options }: AppJudged): SilencedInSource {
  const lines = new LineIndex(document.text);
  const all = wishesIn(document, lines);
  const wishes = all.filter(({ problems }) => problems.length === 0);
  const named = new Wishes(options);
  const used = new Set<Wish>();
  const findings = found.map(({ finding: marked, madeAt }): Finding => {
    const { suppressed, ...finding } = marked;
    const isOurs = suppressed !== undefined && fileOf(suppressed.place) === document.file;
    const at = [finding.place, ...(madeAt ? [madeAt] : [])].map(({ range }) => lines.positionAt(range.start).line);
    const covers = wishes.find((wish) => named.silences(wish, finding.rule) && at.some((line) => wish.first <= line && line <= wish.last));
    if (covers) used.add(covers);
    if (suppressed && !isOurs) return marked;
    return covers ? { ...finding, suppressed: { place: covers.at, ...(covers.reason === undefined ? {} : { reason: covers.reason }) } } : finding;
  });
  const unused = isWhole ? wishes.flatMap((wish) => named.complaint(wish, used.has(wish))) : [];
  return { findings, unused, problems: all.flatMap(({ problems }) => problems) };
}

function wishesIn({ text, file }: SyntaxDocument, lines: LineIndex): readonly Wish[] {
  const comments = sourceComments(text, file, 'dataward-ignore');
  const next = comments.length === 0 ? [] : nextCode(lines, new Set(comments.filter((comment) => standsAlone(comment, lines)).flatMap(({ at }) => linesOf(at, lines))));
  return comments.flatMap((comment) =>
    readSuppressions(comment).map((wish): Wish => {
      const covered = wish.file ? { first: 0, last: lines.lineCount } : covers(comment, lines, next);
      return { ...wish, ...covered };
    }),
  );
}

/** The first line from each on that is neither blank nor `commented`. */
function nextCode(lines: LineIndex, commented: ReadonlySet<number>): readonly number[] {
  const next: number[] = Array.from({ length: lines.lineCount + 1 }, () => lines.lineCount);
  for (let line = lines.lineCount - 1; line >= 0; line--) next[line] = commented.has(line) || lines.lineText(line).trim() === '' ? (next[line + 1] ?? line) : line;
  return next;
}

/** A comment that has its line for itself covers that line too: in an app that was synthesised before it was written, lines count without it. */
function covers(comment: Comment, lines: LineIndex, next: readonly number[]): { readonly first: number; readonly last: number } {
  const [first = 0, ...more] = linesOf(comment.at, lines);
  const end = more.at(-1) ?? first;
  return { first, last: standsAlone(comment, lines) ? (next[end + 1] ?? end) : end };
}

/** Is there nothing else on its lines? */
function standsAlone({ at: { range }, ownLine }: Comment, lines: LineIndex): boolean {
  const end = lines.positionAt(range.end);
  return ownLine && lines.lineText(end.line).slice(end.character).trim() === '';
}

function linesOf({ range }: Place, lines: LineIndex): readonly number[] {
  const [first, last] = [lines.positionAt(range.start).line, lines.positionAt(range.end).line];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
