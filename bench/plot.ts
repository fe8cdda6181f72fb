// Draws docs/images/bench.svg from results.json: each target as a bar, on a logarithmic scale where 1 is just met.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMet, valueText, type Row } from './row.ts';
import { root } from './settings.ts';

const [from = join(root, 'bench', 'results.json'), to = join(root, 'docs', 'images', 'bench.svg')] = process.argv.slice(2);

const rowHeight = 24;
const left = 500;
const width = 380;
const top = 44;

interface Results {
  readonly seed: number;
  readonly when: string;
  readonly machine: { readonly node: string; readonly processors: string };
  readonly rows: readonly Row[];
}

function svgOf({ rows, machine, seed, when }: Results): string {
  const aimed = rows.flatMap((row) => (row.target === undefined ? [] : [{ row, share: row.value / row.target }]));
  const logs = aimed.map(({ share }) => Math.log10(share));
  const [low, high] = [Math.floor(Math.min(-1, ...logs)), Math.ceil(Math.max(1, ...logs))];
  const x = (log: number): number => left + ((log - low) / (high - low)) * width;
  const bottom = top + aimed.length * rowHeight;
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + 190}" height="${bottom + 46}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Each figure as a share of its target">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="16" y="22" font-size="14" font-weight="600">Measured value as a share of its target (left of the line: met)</text>`,
    ...ticks.map((tick) => `<line x1="${x(tick)}" x2="${x(tick)}" y1="${top - 8}" y2="${bottom}" stroke="${tick === 0 ? '#24292f' : '#d0d7de'}"/><text x="${x(tick)}" y="${bottom + 16}" text-anchor="middle" fill="#57606a">${tick === 0 ? 'target' : `${10 ** tick} ×`}</text>`),
    ...aimed.flatMap(({ row, share }, i) => barOf(row, Math.log10(share), top + i * rowHeight, x)),
    `<text x="16" y="${bottom + 36}" fill="#57606a">${escaped(`Node ${machine.node}, ${machine.processors}, seed ${seed}, ${when.slice(0, 10)}`)}</text>`,
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

function barOf(row: Row, log: number, y: number, x: (log: number) => number): readonly string[] {
  const [start, end] = [Math.min(x(0), x(log)), Math.max(x(0), x(log))];
  const target = row.target === undefined ? '' : valueText({ value: row.target, unit: row.unit });
  return [
    `<text x="${left - 10}" y="${y + 15}" text-anchor="end">${escaped(row.name)}</text>`,
    `<rect x="${start.toFixed(1)}" y="${y + 4}" width="${Math.max(1, end - start).toFixed(1)}" height="${rowHeight - 9}" fill="${isMet(row) === true ? '#2da44e' : '#cf222e'}"/>`,
    `<text x="${left + width + 12}" y="${y + 15}">${escaped(`${valueText(row)} (target ${target})`)}</text>`,
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

mkdirSync(dirname(to), { recursive: true });
writeFileSync(to, svgOf(JSON.parse(readFileSync(from, 'utf8')) as Results));
