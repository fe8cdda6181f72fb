import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planText } from '../plans.ts';
import type { Measured, Row } from '../row.ts';
import { interleaved, runMs } from '../run-once.ts';
import { root, type Settings } from '../settings.ts';
import { summaryOf } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';

const targets = { time: 3, memory: 1_500 } as const;

/** `check` of a Terraform plan of 20 MB, against a program that parses it by JSON.parse and walks over it once; both with the start of Node. And the most memory that it takes. */
export function measurePlan({ seed, quick, dist }: Settings): Promise<Measured> {
  const folder = temporaryFolder();
  const file = join(folder, 'tfplan.json');
  const text = planText(20_000_000, seed);
  writeFileSync(file, text);
  const check = [join(dist, 'cli.js'), 'check', '--output', join(folder, 'report.txt'), file];
  const samples = interleaved(quick ? 3 : 9, { check: () => runMs(check, [0, 1]), walk: () => runMs([join(root, 'bench', 'parse-and-walk.cjs'), file]) });
  const [ours, theirs] = [summaryOf(samples.check), summaryOf(samples.walk)];
  const megabytes = peakMegabytes(check, join(folder, 'peak'));
  const size = `${(text.length / 1e6).toFixed(1)} MB`;
  const rows: readonly Row[] = [
    { name: 'check of a 20 MB plan / JSON.parse and one walk', value: ours.p50 / theirs.p50, unit: 'x', target: targets.time, detail: `${ours.p50.toFixed(0)} ms against ${theirs.p50.toFixed(0)} ms: ${size} (${ours.n} rounds, both with the start of Node)` },
    { name: 'memory of a check of a 20 MB plan', value: megabytes, unit: 'MB', target: targets.memory, detail: `largest resident set, ${size}` },
  ];
  return Promise.resolve({ rows, notRun: [], raw: samples });
}

function peakMegabytes(args: readonly string[], into: string): number {
  const { status } = spawnSync(process.execPath, ['--require', join(root, 'bench', 'peak-memory.cjs'), ...args], { stdio: 'ignore', env: { ...process.env, DATAWARD_PEAK: into } });
  if (status !== 0 && status !== 1) throw new Error(`The check left with ${status ?? 'a signal'}.`);
  return Number(readFileSync(into, 'utf8')) / 1024;
}
