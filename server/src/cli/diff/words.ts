import type { Direction } from '../../core/compare/compare-rule.ts';
import type { DiffPlace, DiffSummary } from './diff-report.ts';

/** What a direction is called. */
export const directionWords: Readonly<Record<Direction, string>> = { weaker: 'weaker', stronger: 'stronger', unclear: 'no longer known' };

/** In which deployments, as a phrase; empty where it is so in all. */
export const whenWords = (when: readonly string[]): string => (when.length > 0 ? `when ${when.join(' and ')}` : '');

/** `path:line:column`, and that it is the old version's. */
export function placeWords({ file, at, isOld }: DiffPlace): string {
  return `${file.shown}:${at.from.line + 1}:${at.from.character + 1}${isOld ? ' (old version)' : ''}`;
}

/** `1 template`, `2 templates`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string => `${number} ${number === 1 ? noun : plural}`;

/** The diff in one sentence, and what else there is to say, a line each. */
export function summaryLines(summary: DiffSummary): readonly string[] {
  const { stores } = summary;
  const parts = [
    count(summary.weaker, 'protection weaker', 'protections weaker'),
    `${summary.stronger} stronger`,
    ...(summary.unclear > 0 ? [`${summary.unclear} no longer known`] : []),
    ...(stores.lost > 0 ? [`${count(stores.lost, 'data store')} lost`] : []),
    ...(stores.recoverable > 0 ? [`${count(stores.recoverable, 'data store')} lost after a while`] : []),
  ];
  const more: readonly (readonly [number, string])[] = [
    [stores.kept, `${count(stores.kept, 'data store goes or changes, and keeps its data', 'data stores go or change, and keep their data')}`],
    [stores.unknown, `${count(stores.unknown, 'data store', 'data stores')} of which nobody can tell what the change does`],
    [summary.renamed, `${count(summary.renamed, 'resource')} renamed`],
    [summary.newFindings, `${count(summary.newFindings, 'new finding')}`],
    [summary.resolvedFindings, `${count(summary.resolvedFindings, 'finding')} resolved`],
    [summary.readInPart, `${count(summary.readInPart, 'template')} could not be read in full`],
    [summary.unreadable, `${count(summary.unreadable, 'file')} could not be read`],
    [summary.internalErrors, `${count(summary.internalErrors, 'internal error')}`],
  ];
  return [`${parts.join(', ')}, in ${count(summary.templates, 'changed template')}.`, ...more.filter(([number]) => number > 0).map(([, line]) => line)];
}
