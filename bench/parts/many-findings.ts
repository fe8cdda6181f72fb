import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured, Row } from '../row.ts';
import { interleaved, runMs } from '../run-once.ts';
import type { Settings } from '../settings.ts';
import { summaryOf } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';
import { failingInput } from '../templates.ts';

const findings = { few: 5_000, many: 20_000 } as const;
/** Linear is 1; the rest is what two measurements differ by anyway. */
const target = 1.1;

/** One file with 20,000 findings against one with 5,000: the time per finding must not grow. The time of an empty template is taken off both. */
export function measureManyFindings({ quick, dist }: Settings): Promise<Measured> {
  const folder = temporaryFolder();
  const report = join(folder, 'report.json');
  const run = (file: string, format: string): number => runMs([join(dist, 'cli.js'), 'check', '--profile', 'all', '--format', format, '--output', report, file], [0, 1]);
  const write = (name: string, resources: number): string => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, failingInput(resources));
    return file;
  };
  const probe = 100;
  run(write('probe', probe), 'json');
  const perResource = findingsIn(report) / probe;
  const files = { none: write('none', 1), few: write('few', Math.round(findings.few / perResource)), many: write('many', Math.round(findings.many / perResource)) };
  const formats = quick ? (['json'] as const) : (['text', 'json', 'sarif'] as const);
  const rows = formats.map((format): { readonly row: Row; readonly samples: unknown } => {
    const samples = interleaved(quick ? 1 : 3, { none: () => run(files.none, format), few: () => run(files.few, format), many: () => run(files.many, format) });
    const [none, few, many] = [summaryOf(samples.none).p50, summaryOf(samples.few).p50, summaryOf(samples.many).p50];
    const growth = (many - none) / (few - none) / (findings.many / findings.few);
    const detail = `${few.toFixed(0)} ms for ${findings.few} findings, ${many.toFixed(0)} ms for ${findings.many}, ${none.toFixed(0)} ms for next to none`;
    return { row: { name: `time per finding, ${findings.many} against ${findings.few} findings, ${format}`, value: growth, unit: 'x', target, detail }, samples };
  });
  return Promise.resolve({ rows: rows.map(({ row }) => row), notRun: [], raw: rows });
}

function findingsIn(report: string): number {
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as { readonly files: readonly { readonly findings: readonly unknown[] }[] };
  return files.reduce((sum, file) => sum + file.findings.length, 0);
}
