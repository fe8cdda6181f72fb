import type { DiffReport, ShownChange, ShownLoss, ShownState, TemplateDiff } from './diff-report.ts';
import { lossWords, outcomeWords } from '../../impact/loss-words.ts';
import { count, summaryLines, whenWords } from './words.ts';

/** GitHub takes comments of at most 65,536 characters (https://docs.github.com/en/rest/issues/comments); what is longer is cut at a row. */
const maxLength = 60_000;

/**
 * A comment for a pull request: the sum in a sentence, tables of what is lost and what is weaker, the rest folded away. What templates say
 * is escaped, so that nobody is mentioned and nothing is drawn. Empty diffs say so in one line.
 */
export function markdownDiff(report: DiffReport): string {
  const { templates, summary } = report;
  const [first = '', ...more] = summaryLines(summary);
  const all = <T>(of: (template: TemplateDiff) => readonly T[]): readonly T[] => templates.flatMap(of);
  const changes = all((one) => one.changes);
  const directed = (direction: ShownChange['direction']): readonly ShownChange[] => changes.filter((one) => one.direction === direction);
  const renamed = all((one) => one.renamed.map(({ from, to, type }) => [code(one.name.key), code(type), code(from), code(to)]));
  const findings = all((one) => one.findings);
  const newFindings = findings.filter(({ state, finding }) => state === 'new' && !finding.finding.suppressed);
  const sections = [
    '<!-- dataward diff -->',
    `### Dataward: ${first}`,
    ...(more.length > 0 ? [more.map((line) => `- ${text(line)}`).join('\n')] : []),
    ...lossTable(all((one) => one.losses)),
    ...changeTable('Weaker', directed('weaker')),
    ...folded(`${directed('unclear').length} no longer known`, changeTable('', directed('unclear'))),
    ...folded(`${directed('stronger').length} stronger`, changeTable('', directed('stronger'))),
    ...folded(`${renamed.length} renamed`, renamed.length > 0 ? [table(['Template', 'Type', 'From', 'To'], renamed)] : []),
    ...folded(count(newFindings.length, 'new finding'), findingTable(newFindings)),
    ...folded('Could not be read in full', problemList(report)),
  ];
  return `${cut(sections.join('\n\n'))}\n`;
}

function lossTable(losses: readonly ShownLoss[]): readonly string[] {
  if (losses.length === 0) return [];
  const rows = losses.map((loss) => [mark(loss), place(loss.place.file.key, loss.place.at.from.line), text(lossWords(loss)), text([outcomeWords(loss), whenWords(loss.when)].filter((word) => word !== '').join(', '))]);
  return ['#### Data stores', table(['', 'Where', 'What happens', 'The data'], rows)];
}

const mark = ({ outcome }: ShownLoss): string => ({ lost: '🔴', recoverable: '🟠', unknown: '🟡', kept: '🟢' })[outcome];

function changeTable(title: string, changes: readonly ShownChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ place: at, direction, resource, property, before, after, when, rules, severity, gates }) => [
    `${severity}${gates || direction !== 'weaker' ? '' : ' (not in the profile)'}`,
    place(at.file.key, at.at.from.line),
    [code(resource), ...(property === '' ? [] : [code(property)])].join(' '),
    text(before),
    text([after, whenWords(when)].filter((word) => word !== '').join(', ')),
    rules.slice(0, 3).map(({ rule }) => `[${rule.id}](${rule.source})`).join(' '),
  ]);
  return [...(title === '' ? [] : [`#### ${title}`]), table(['Severity', 'Where', 'What', 'Before', 'After', 'Rules'], rows)];
}

function findingTable(findings: readonly ShownState[]): readonly string[] {
  if (findings.length === 0) return [];
  return [table(['Severity', 'Where', 'Finding', 'Rule'], findings.map(({ finding, file }) => [finding.finding.severity, place(file.key, finding.at.from.line), text(finding.message), code(finding.finding.rule)]))];
}

function problemList({ templates, unreadable }: DiffReport): readonly string[] {
  const lines = [
    ...unreadable.map(({ file, why }) => `- ${code(file.key)}: ${text(why)}`),
    ...templates.flatMap(({ problems }) => problems.filter(({ problem }) => problem.severity === 'error').map(({ file, problem, isOld }) => `- ${place(file.key, problem.at.from.line)}${isOld ? ' (old version)' : ''}: ${text(problem.message)}`)),
  ];
  return lines.length > 0 ? [lines.join('\n')] : [];
}

function folded(title: string, content: readonly string[]): readonly string[] {
  return content.length === 0 ? [] : [`<details><summary>${title}</summary>\n\n${content.join('\n\n')}\n\n</details>`];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const place = (path: string, line: number): string => code(`${path}:${line + 1}`);

/** Text with everything harmless that Markdown or HTML would take for its own; code quotes of our sentences stay. */
function text(words: string): string {
  return words.split(/(`[^`]*`)/).map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1)) : part.replace(/[\\*_[\]<>|~#@&]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/[\r\n]+/g, ' '))).join('');
}

/** A name in code quotes; a table's cell may not hold a bar, nor a code span the quote that ends it. */
function code(name: string): string {
  const inner = name.replace(/[\r\n]+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|');
  return inner === '' ? '' : `\`${inner}\``;
}

function cut(markdown: string): string {
  if (markdown.length <= maxLength) return markdown;
  const end = markdown.lastIndexOf('\n', maxLength);
  const kept = markdown.slice(0, end);
  const open = kept.split('<details>').length - kept.split('</details>').length;
  return `${kept}\n${'\n</details>\n'.repeat(open)}\nThe rest is left out: the report is longer than a comment may be.`;
}
