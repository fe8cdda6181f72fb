import { newColors, type Colors } from '../colors.ts';
import { harmless } from '../excerpt.ts';
import type { DiffReport, ShownChange, ShownLoss, ShownState, TemplateDiff } from './diff-report.ts';
import { lossWords, outcomeWords } from '../../impact/loss-words.ts';
import { directionWords, placeWords, summaryLines, whenWords } from './words.ts';

/** A report for people: what is lost first, then what is weaker, no longer known and stronger; what was renamed; new findings in a line each. */
export function textDiff(report: DiffReport, wantsColors: boolean): string {
  const colors = newColors(wantsColors);
  const blocks = report.templates.flatMap((template) => templateBlocks(template, colors));
  const [first = '', ...more] = summaryLines(report.summary);
  return [...blocks, `${[first, ...more.map((line) => `  ${line}`)].join('\n')}\n`].join('\n');
}

function templateBlocks(template: TemplateDiff, colors: Colors): readonly string[] {
  const { name, was, state, losses, changes, renamed, findings } = template;
  const order = ['weaker', 'unclear', 'stronger'] as const;
  const notes = [
    ...(state === 'removed' ? [`${name.shown}: the template is gone; a stack that was made from it stays until somebody deletes it`] : []),
    ...(state === 'added' ? [`${name.shown}: a new template`] : []),
    ...(was === undefined ? [] : [`${name.shown}: it was ${was}`]),
    ...renamed.map(({ from, to, type }) => `${name.shown}: ${type} ${from} is called ${to} now`),
    ...findings.filter(isNew).map(({ finding, file }) => `${file.shown}:${finding.at.from.line + 1}:${finding.at.from.character + 1} new ${finding.finding.severity} ${finding.finding.rule} ${finding.message}`),
  ];
  return [
    ...losses.map((loss) => lossBlock(loss, colors)),
    ...order.flatMap((direction) => changes.filter((one) => one.direction === direction)).map((change) => changeBlock(change, colors)),
    ...(notes.length > 0 ? [`${notes.map(harmless).join('\n')}\n`] : []),
  ];
}

const isNew = ({ state, finding }: ShownState): boolean => state === 'new' && !finding.finding.suppressed;

function changeBlock(change: ShownChange, colors: Colors): string {
  const { direction, severity, resource, property, before, after, when, rules, place, isSuppressed } = change;
  const paint = direction === 'weaker' ? colors.red : direction === 'stronger' ? colors.green : colors.yellow;
  const [lead] = rules;
  const head = `${colors.bold(harmless(placeWords(place)))} ${paint(directionWords[direction])} ${severity} ${lead?.rule.id ?? ''} ${harmless([resource, property].filter((word) => word !== '').join(' '))}`;
  const notes = [
    ...(before === '' ? [] : [`before: ${before}`]),
    ...(after === '' ? [] : [`after: ${after}`]),
    ...(when.length > 0 ? [whenWords(when)] : []),
    ...(lead && lead.before === lead.after ? [`the rule ${lead.after === 'pass' ? 'still passes' : 'fails as before'}`] : []),
    ...(isSuppressed ? ['suppressed'] : []),
  ];
  return `${[head, ...notes.map((note) => `  ${colors.dim('=')} ${harmless(note)}`)].join('\n')}\n`;
}

function lossBlock(loss: ShownLoss, colors: Colors): string {
  const paint = loss.outcome === 'lost' || loss.outcome === 'recoverable' ? colors.red : loss.outcome === 'kept' ? colors.cyan : colors.yellow;
  const head = `${colors.bold(harmless(placeWords(loss.place)))} ${paint('data')} ${harmless(lossWords(loss))}`;
  const notes = [outcomeWords(loss), ...(loss.when.length > 0 ? [whenWords(loss.when)] : [])];
  return `${[head, ...notes.map((note) => `  ${colors.dim('=')} ${harmless(note)}`)].join('\n')}\n`;
}
