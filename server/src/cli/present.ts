import type { Finding } from '../core/engine/finding.ts';
import type { Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { Position, Range, TextEdit } from '../core/text/range.ts';
import type { LoweredFix } from '../core/rule/view.ts';
import { impactOfFix, waysOf, type FixImpact } from '../impact/safety.ts';
import { absoluteRange, documentAt } from '../project/check.ts';
import { masked, maskedSentence, secretTexts } from '../project/secret-texts.ts';
import type { FindingSource } from '../project/finding-source.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { writeEdits } from '../syntax/write.ts';
import { joinRanges, maskedText } from './mask.ts';
import type { CheckedTemplate } from './outcome.ts';
import { secretRanges } from './secret-ranges.ts';

/** A range with the places of its ends. A byte order mark counts neither as an offset nor as a column. */
export interface Span extends Range {
  readonly from: Position;
  readonly to: Position;
}

/** A fix in terms of the file's text, or why there is none. */
export type ShownFix =
  | (FixImpact & { readonly kind: 'fix'; readonly edits: readonly { readonly at: Span; readonly newText: string }[] })
  | { readonly kind: 'refused'; readonly reason: string };

/** A finding as reports show it: with places in the file, and without secrets. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly message: string;
  readonly detail: string;
  readonly when: readonly string[];
  readonly at: Span;
  /** The text at `at`, secrets masked. */
  readonly snippet: string;
  /** `file`: the key of the file that it stands in, where that is another one. */
  readonly related: readonly { readonly message: string; readonly at: Span; readonly file?: string; readonly address?: string }[];
  readonly fix?: ShownFix;
  /** Other ways: to mend it, or to keep the data before it is mended. */
  readonly alternatives: readonly (ShownFix & { readonly kind: 'fix'; readonly mends: boolean })[];
  /** Where the suppression stands; `file` where that is another one. */
  readonly suppressedAt?: { readonly at: Span; readonly file?: string };
  /** Where it comes from in the app, of a finding in a synthesised template. */
  readonly source?: FindingSource;
  /** Where there is a baseline: does it hold the finding back? Nothing is said of what is suppressed. */
  readonly baseline?: 'new' | 'unchanged';
}

/** A problem of the document as reports show it. */
export interface ShownProblem {
  readonly code: string;
  readonly message: string;
  readonly severity: Problem['severity'];
  readonly at: Span;
}

/** What reports show of one text, and the ranges of it that nobody is shown. */
export class Shown {
  readonly text: string;
  readonly #document: SyntaxDocument;
  readonly #sensitive: readonly Place[];
  readonly #doubtful: boolean;
  readonly #others = new Map<SyntaxDocument, Shown>();
  // Of a text about which there is nothing to report none of these is asked for.
  #lines: LineIndex | undefined;
  #hidden: readonly Range[] | undefined;
  #secrets: readonly string[] | undefined;

  /** `doubtful`: parts of the text could not be read. */
  constructor(document: SyntaxDocument, sensitive: readonly Place[] = [], doubtful = true) {
    this.#document = document;
    this.text = document.text;
    this.#sensitive = sensitive;
    this.#doubtful = doubtful;
  }

  /** The same for a judged template. */
  static of({ document, problems, report }: CheckedTemplate): Shown {
    return new Shown(document, [...report.sensitive, ...report.findings.filter((f) => f.sensitive).map((f) => f.place)], problems.length > 0);
  }

  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.text));
  }

  /** What nobody is shown: joined ranges of the text. */
  get hidden(): readonly Range[] {
    return (this.#hidden ??= joinRanges([...this.#sensitive.map((place) => absoluteRange(this.#document, place)), ...secretRanges(this.#document, this.#doubtful)]));
  }

  /** The texts that stand there. */
  get secrets(): readonly string[] {
    return (this.#secrets ??= secretTexts(this.text, this.hidden));
  }

  finding(finding: Finding, checked: CheckedTemplate): ShownFinding {
    const at = this.span(finding.place);
    const fix = fixOf(finding, checked, (edit) => this.#spanOf(edit.range));
    const clean = (sentence: string): string => this.clean(sentence);
    const source = checked.sources?.get(finding);
    return {
      finding,
      message: clean(finding.message),
      detail: clean(finding.detail),
      when: finding.when.map((one) => this.cleanChoice(one)),
      at,
      snippet: maskedText(this.text, this.absolute(finding.place), this.hidden),
      related: finding.related.map(({ message, place, address }) => ({ message: clean(message), ...this.#elsewhere(place, checked), ...(address === undefined ? {} : { address }) })),
      ...(fix ? { fix } : {}),
      alternatives: alternativesOf(finding, checked, (edit) => this.#spanOf(edit.range)),
      ...(source ? { source } : {}),
      ...(finding.suppressed ? { suppressedAt: this.#elsewhere(finding.suppressed.place, checked) } : {}),
      ...(checked.held && !finding.suppressed ? { baseline: checked.held.has(finding) ? 'unchanged' : 'new' } : {}),
    };
  }

  problem({ code, message, severity, at }: Problem): ShownProblem {
    return { code, message: masked(message, this.secrets), severity, at: this.span(at) };
  }

  /** A sentence about the text, without its secrets. */
  clean(sentence: string): string {
    return maskedSentence(sentence, this.secrets);
  }

  /** What a deployment chooses (`Env = dev`), whose values stand in no quotes, without the secrets of the text. */
  cleanChoice(choice: string): string {
    return masked(choice, this.secrets);
  }

  absolute(place: Place): Range {
    return absoluteRange(this.#document, place);
  }

  span(place: Place): Span {
    return this.#spanOf(this.absolute(place));
  }

  #elsewhere(place: Place, checked: CheckedTemplate): { readonly at: Span; readonly file?: string } {
    const document = documentAt(checked, place);
    if (document === this.#document) return { at: this.span(place) };
    const known = this.#others.get(document) ?? new Shown(document, [], false);
    this.#others.set(document, known);
    return { at: known.span(place), file: document.file };
  }

  #spanOf({ start, end }: Range): Span {
    const mark = this.text.startsWith('\uFEFF') ? 1 : 0;
    const position = (offset: number): Position => {
      const { line, character } = this.lines.positionAt(offset);
      return { line, character: line === 0 ? Math.max(0, character - mark) : character };
    };
    return { start: Math.max(0, start - mark), end: Math.max(0, end - mark), from: position(start), to: position(end) };
  }
}

function fixOf(finding: Finding, checked: CheckedTemplate, spanOf: (edit: TextEdit) => Span): ShownFix | undefined {
  if (finding.refused !== undefined) return { kind: 'refused', reason: finding.refused };
  return finding.fix && writtenFix(finding, finding.fix, checked, spanOf);
}

function writtenFix(finding: Finding, fix: LoweredFix, { document, template, sourceOf }: CheckedTemplate, spanOf: (edit: TextEdit) => Span): ShownFix | undefined {
  const impact = impactOfFix(finding, template, fix);
  if (!impact) return undefined;
  if (sourceOf) return { kind: 'refused', reason: `a plan is not edited; in its configuration: ${impact.title}` };
  const written = writeEdits(fix.edits, document);
  if ('refused' in written) return { kind: 'refused', reason: written.refused };
  return { kind: 'fix', ...impact, edits: written.edits.map((edit) => ({ at: spanOf(edit), newText: edit.newText })) };
}

function alternativesOf(finding: Finding, checked: CheckedTemplate, spanOf: (edit: TextEdit) => Span): ShownFinding['alternatives'] {
  return waysOf(finding, checked.template).flatMap(({ fix, mends }) => {
    const shown = fix === finding.fix ? undefined : writtenFix(finding, fix, checked, spanOf);
    return shown?.kind === 'fix' ? [{ ...shown, mends }] : [];
  });
}
