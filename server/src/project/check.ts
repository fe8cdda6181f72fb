import type { Place } from '../core/model/origin.ts';
import type { Problem, Template } from '../core/model/template.ts';
import { judge } from '../core/engine/judge.ts';
import type { JudgeOptions, Report } from '../core/engine/finding.ts';
import { readDocument } from '../formats/index.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';

/** What is known of one file after a check. */
export type Checked =
  | { readonly kind: 'not-ours'; readonly file: string; readonly why: string }
  | {
      readonly kind: 'template';
      readonly file: string;
      readonly document: SyntaxDocument;
      readonly template: Template;
      readonly problems: readonly Problem[];
      readonly report: Report;
    };

/** What a check needs besides the text. `parameters` replace the defaults of the template's parameters. */
export interface CheckOptions extends JudgeOptions {
  readonly parameters?: ReadonlyMap<string, string>;
}

/**
 * Reads one file and judges it. The same for the editor and the command; never throws on bad input.
 * `file`: project-relative path with forward slashes.
 */
export function checkText(text: string, file: string, options: CheckOptions): Checked {
  const read = readDocument(text, file, options.parameters);
  if (read.kind === 'not-ours') return { kind: 'not-ours', file, why: read.why };
  const { document, template } = read;
  return { kind: 'template', file, document, template, problems: template.problems, report: judge(template, options) };
}

/** A place as absolute offsets in the document's text. */
export function absoluteRange(document: SyntaxDocument, place: Place): { readonly start: number; readonly end: number } {
  const base = document.blocks.get(place.block) ?? 0;
  return { start: base + place.range.start, end: base + place.range.end };
}
