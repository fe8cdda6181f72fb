import type { Finding } from '../core/engine/finding.ts';
import { fileOf, type Place } from '../core/model/origin.ts';
import { changeBetween, type Change } from '../core/text/change.ts';
import type { Range } from '../core/text/range.ts';
import { absoluteRange, type CheckedTemplate } from './check.ts';
import type { FindingSource } from './finding-source.ts';
import { placesOfTexts } from './place-findings.ts';
import { secretsIn } from './secret-texts.ts';
import { sourceFile } from './source-file.ts';
import { silencedInSource, type AppJudged } from './source-suppressions.ts';

/**
 * A source of an app in another text of it: its findings move with what they stand at, and what comments there silence is marked anew. Whether they are still so
 * only the next synthesis can tell.
 */
export function sourceNow(checked: CheckedTemplate, text: string, judged: AppJudged): CheckedTemplate {
  if (text === checked.document.text) return checked;
  const { file } = checked;
  const change = changeBetween(checked.document.text, text);
  const document = sourceFile(text, file);
  const move = (place: Place): Place => (fileOf(place) === file ? { block: place.block, range: moved(absoluteRange(checked.document, place), change) } : place);
  const found = checked.report.findings.map((finding) => {
    const source = checked.sources?.get(finding);
    const now: Finding = { ...finding, place: move(finding.place), related: finding.related.map((one) => ({ ...one, place: move(one.place) })) };
    return { finding: now, source: source?.madeAt ? { ...source, madeAt: move(source.madeAt) } : source };
  });
  const { findings, unused, problems } = silencedInSource(found.map(({ finding, source }) => ({ finding, madeAt: source?.madeAt })), document, judged);
  const sources = new Map<Finding, FindingSource>(findings.flatMap((finding, i) => (found[i]?.source ? [[finding, found[i].source] as const] : [])));
  const report = { ...checked.report, findings, unusedSuppressions: unused, sensitive: placesOfTexts(document, secretsIn(checked)) };
  return { ...checked, document, documents: new Map([...checked.documents, [file, document]]), problems, report, sources };
}

/** A range after a change of the text. What stood inside of the change ends up at its start; what is put before something moves it on. */
function moved({ start, end }: Range, change: Change): Range {
  const behind = (offset: number): number => offset + change.newEnd - change.end;
  const from = start >= change.end ? behind(start) : Math.min(start, change.start);
  const to = end <= change.start ? end : end >= change.end ? behind(end) : change.start;
  return { start: from, end: Math.max(from, to) };
}
