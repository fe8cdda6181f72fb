import { severities } from '../../core/rule/rule.ts';
import type { Summary } from '../tally.ts';

/** `1 template`, `2 templates`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** What was judged, what was found, and what could not be judged: the end of a report for people. */
export function summaryLines(summary: Summary): readonly string[] {
  const total = severities.reduce((sum, severity) => sum + summary.findings[severity], 0);
  const bySeverity = [...severities]
    .reverse()
    .filter((severity) => summary.findings[severity] > 0)
    .map((severity) => `${summary.findings[severity]} ${severity}`);
  const first = `${count(total, 'finding')}${total > 0 ? ` (${bySeverity.join(', ')})` : ''} in ${count(summary.templates, 'template')} with ${count(summary.resources, 'resource')}`;
  return [`${first}.`, ...restOf(summary).map((line) => `  ${line}`)];
}

function restOf(summary: Summary): readonly string[] {
  const { held, gone } = summary.baseline ?? { held: 0, gone: 0 };
  const said: (readonly [number, string])[] = [
    [summary.mended, `${summary.mended} fixed`],
    [summary.unsafeFixes, `${count(summary.unsafeFixes, 'fix', 'fixes')} left: deploying ${summary.unsafeFixes === 1 ? 'it' : 'them'} replaces or interrupts what runs, or may fail (--fix --unsafe applies ${summary.unsafeFixes === 1 ? 'it' : 'them'})`],
    [summary.unknown, `${summary.unknown} could not be decided (--unknown report lists them)`],
    [summary.suppressed, `${summary.suppressed} suppressed`],
    [held, `${held} held back by the baseline`],
    [gone, `${count(gone, 'entry', 'entries')} of the baseline ${gone === 1 ? 'stands' : 'stand'} for what no longer occurs (--write-baseline drops ${gone === 1 ? 'it' : 'them'})`],
    [summary.unusedSuppressions, `${count(summary.unusedSuppressions, 'suppression')} without effect`],
    [summary.resourcesNotJudged, `${count(summary.resourcesNotJudged, 'resource')} of types that no rule is about`],
    [summary.notTemplates, `${count(summary.notTemplates, 'file is', 'files are')} not a template`],
    [summary.excluded, `${count(summary.excluded, 'file')} excluded by the configuration`],
    [summary.readInPart, `${count(summary.readInPart, 'template')} could not be read in full`],
    [summary.unreadable, `${summary.unreadable} could not be read`],
    [summary.notWritten, `${count(summary.notWritten, 'file')} could not be written`],
    [summary.brokenConfigurations, `${count(summary.brokenConfigurations, 'configuration')} with mistakes`],
    [summary.internalErrors, `${count(summary.internalErrors, 'internal error')}`],
  ];
  return said.filter(([number]) => number > 0).map(([, line]) => line);
}
