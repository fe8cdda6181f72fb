import type { Origin, Place } from '../core/model/origin.ts';
import { fileOf } from '../core/model/origin.ts';
import type { Problem, Template } from '../core/model/template.ts';
import { judge } from '../core/engine/judge.ts';
import type { Finding, JudgeOptions, Report } from '../core/engine/finding.ts';
import { JudgeMemory } from '../core/engine/judge-memory.ts';
import { readDocument, type Read } from '../formats/index.ts';
import { beginsAsPlan, readPlan } from '../formats/terraform-plan/plan.ts';
import { sourceOf, type SourceOf } from '../formats/terraform-plan/source.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import type { FindingSource } from './finding-source.ts';

/** A file of a template that was judged. */
export interface CheckedTemplate {
  readonly kind: 'template';
  readonly file: string;
  readonly document: SyntaxDocument;
  /** Every file of the template, this one too. */
  readonly documents: ReadonlyMap<string, SyntaxDocument>;
  readonly template: Template;
  readonly problems: readonly Problem[];
  readonly report: Report;
  /** Of a plan or state: where a resource is written, by its address; undefined where nothing tells. Such a file cannot be edited itself. */
  readonly sourceOf?: (address: string) => SourceOf | undefined;
  /** What ties findings of synthesised templates to the app's sources. */
  readonly sources?: ReadonlyMap<Finding, FindingSource>;
  /** What a baseline holds back: it was there when that was written. Undefined where there is none. */
  readonly held?: ReadonlySet<Finding>;
  /** Is this file the source of an app or of a plan, in which findings of its templates stand? Then it is no template itself. */
  readonly isSource?: true;
}

/** What is known of one file after a check. */
export type Checked = CheckedTemplate | { readonly kind: 'not-ours'; readonly file: string; readonly why: string };

/** What a check needs besides the text. `parameters` replace the defaults of the template's parameters. */
export interface CheckOptions extends JudgeOptions {
  readonly parameters?: ReadonlyMap<string, string>;
}

/** What a check of one file leaves for the check of its next version, which then reads and judges only what the change reaches. */
export class CheckMemory {
  /** What was read last. */
  read: Read | undefined;
  readonly judgements = new JudgeMemory();
}

/**
 * Reads one file and judges it: a CloudFormation template, a Terraform plan or state. The same for the editor and the command; never throws on bad
 * input. `file`: project-relative path with forward slashes. Terraform configuration is judged by folder: `checkModule`.
 * With a memory the answer is the same, and comes sooner.
 */
export function checkText(text: string, file: string, options: CheckOptions, memory?: CheckMemory): Checked {
  const read = beginsAsPlan(text) ? undefined : readDocument(text, file, options.parameters, memory?.read);
  if (memory) memory.read = read;
  if (read?.kind === 'template') return alone(read.document, read.template, judge(read.template, options, memory?.judgements));
  const plan = readPlan(text, file);
  if (plan.kind === 'not-ours') return { kind: 'not-ours', file, why: (read ?? plan).why };
  const report = judge(plan.template, options);
  const checked = alone(plan.document, plan.template, { ...report, sensitive: [...report.sensitive, ...plan.sensitive.map(placeOf)] });
  return { ...checked, sourceOf: (address) => sourceOf(plan.data, address) };
}

function alone(document: SyntaxDocument, template: Template, report: Report): CheckedTemplate {
  return { kind: 'template', file: document.file, document, documents: new Map([[document.file, document]]), template, problems: template.problems, report };
}

/** A plan looks for a place only when it is asked for. */
function placeOf(origin: Origin): Place {
  return {
    block: origin.block,
    get range() {
      return origin.value;
    },
  };
}

/** A place as absolute offsets in the document's text. */
export function absoluteRange(document: SyntaxDocument, place: Place): { readonly start: number; readonly end: number } {
  const base = document.blocks.get(place.block) ?? 0;
  const { start, end } = place.range;
  return { start: base + start, end: base + end };
}

/** The document of the template that a place stands in; that of the file itself where it stands in none. */
export function documentAt(checked: CheckedTemplate, place: Place): SyntaxDocument {
  return checked.documents.get(fileOf(place)) ?? checked.document;
}
