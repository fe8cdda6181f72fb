import type { Finding } from '../core/engine/finding.ts';
import type { Edit } from '../core/model/edit.ts';
import type { Template } from '../core/model/template.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { TextEdit } from '../core/text/range.ts';
import { writeEdits } from '../syntax/write.ts';
import type { Checked } from './check.ts';
import { countOf, objectionTo } from './harm.ts';

type CheckedTemplate = Extract<Checked, { readonly kind: 'template' }>;

/** A text with its fixes applied, the check of it, and what was mended. */
export interface FixedText {
  readonly text: string;
  readonly checked: CheckedTemplate;
  readonly mended: readonly Finding[];
  /** The edits of each round, whose ranges are offsets in the text that the round before it left. */
  readonly rounds: readonly (readonly TextEdit[])[];
}

const maxRounds = 10;

/**
 * Applies the fix of every failure that `wanted` takes: sorted, overlaps dropped, judged again, to a fixed point.
 * A fix counts only when its failure goes and nothing is harmed (`harmOf`); fixes that do not stand that test together are tried one
 * by one. Applying it twice changes nothing.
 */
export function fixAll(text: string, checked: CheckedTemplate, check: (text: string) => Checked, wanted: (finding: Finding, template: Template) => boolean): FixedText {
  let now: FixedText = { text, checked, mended: [], rounds: [] };
  for (let round = 0; round < maxRounds; round++) {
    const found = now.checked.report.findings.filter((f) => f.verdict === 'fail' && !f.suppressed && f.fix && wanted(f, now.checked.template));
    const next = attempt(now, found, check) ?? oneByOne(now, found, check);
    if (next === undefined) break;
    now = next;
  }
  return now;
}

/** All of these fixes at once, as far as they do not overlap; undefined where that is not a step forward. */
function attempt(from: FixedText, findings: readonly Finding[], check: (text: string) => Checked): FixedText | undefined {
  const taken: TextEdit[] = [];
  const used: Finding[] = [];
  for (const finding of findings) {
    const written = writeEdits(finding.fix?.edits ?? [], from.checked.document);
    if ('refused' in written || written.edits.length === 0 || written.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue;
    // What is added takes a name that is free now; and what one fix adds, the next may find there and use.
    if (finding.fix?.edits.some(isAddition) && used.some(({ fix }) => fix?.edits.some(isAddition))) continue;
    taken.push(...written.edits);
    used.push(finding);
  }
  if (used.length === 0) return undefined;
  const text = applyEdits(from.text, taken);
  const checked = check(text);
  if (checked.kind !== 'template' || objectionTo(used.flatMap(({ fix }) => fix?.edits ?? []), from.checked, checked) !== undefined) return undefined;
  const isMended = used.every((finding) => {
    const mended = used.filter(({ identity }) => identity === finding.identity).length;
    return countOf(finding, checked) <= countOf(finding, from.checked) - mended;
  });
  return isMended ? { text, checked, mended: [...from.mended, ...used], rounds: [...from.rounds, taken] } : undefined;
}

/** The fixes that stand the test alone, together if they can; else the first of them. */
function oneByOne(from: FixedText, findings: readonly Finding[], check: (text: string) => Checked): FixedText | undefined {
  const good = findings.filter((finding) => attempt(from, [finding], check));
  const [first] = good;
  return first && (attempt(from, good, check) ?? attempt(from, [first], check));
}

function isAddition({ op }: Edit): boolean {
  return op === 'addResource' || op === 'addEntry';
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}
