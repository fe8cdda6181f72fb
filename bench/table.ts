import { isMet, ratioText, valueText, type Row } from './row.ts';

/** The rows as a table for people: what, how much, what is aimed at, and whether that is met. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.name, valueText(row), targetText(row), verdictOf(row), row.detail]);
  const head = ['measured', 'value', 'target', 'verdict', 'detail'];
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((line) => (line[column] ?? '').length)));
  const lineOf = (line: readonly string[]): string => line.map((cell, column) => (column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...cells.map(lineOf)].join('\n');
}

/** One sentence: how many targets are met, and which are not. */
export function verdictText(rows: readonly Row[]): string {
  const aimed = rows.filter((row) => row.target !== undefined);
  const missed = aimed.filter((row) => isMet(row) === false);
  return `${aimed.length - missed.length} of ${aimed.length} targets met${missed.length === 0 ? '.' : `; not met: ${missed.map(({ name }) => name).join('; ')}.`}`;
}

function targetText({ target, unit }: Row): string {
  if (target === undefined) return '';
  return `≤ ${unit === 'x' ? ratioText(target) : `${target} ${unit}`}`;
}

function verdictOf(row: Row): string {
  const met = isMet(row);
  return met === undefined ? '' : met ? 'met' : 'NOT MET';
}
