import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputNamed } from '../inputs.ts';
import type { Measured, Row } from '../row.ts';
import { interleaved, runMs } from '../run-once.ts';
import type { Settings } from '../settings.ts';
import { summaryOf } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';

const target = 1.6;

/** The command from its start to its end on one template of 5 KB, against `node -e 0`. */
export function measureStart({ seed, quick, dist }: Settings): Promise<Measured> {
  const folder = temporaryFolder();
  const files = { yaml: join(folder, 'template.yaml'), json: join(folder, 'template.json') };
  for (const syntax of ['yaml', 'json'] as const) writeFileSync(files[syntax], inputNamed('5 KB', syntax, seed).text);
  const cli = join(dist, 'cli.js');
  const samples = interleaved(quick ? 10 : 25, {
    node: () => runMs(['-e', '0']),
    version: () => runMs([cli, '--version']),
    yaml: () => runMs([cli, 'check', files.yaml], [0, 1]),
    json: () => runMs([cli, 'check', files.json], [0, 1]),
  });
  const node = summaryOf(samples.node);
  const rowOf = (name: string, of: readonly number[], aim?: number): Row => {
    const { p50, n } = summaryOf(of);
    return { name: `${name} / node -e 0`, value: p50 / node.p50, unit: 'x', ...(aim === undefined ? {} : { target: aim }), detail: `${p50.toFixed(0)} ms against ${node.p50.toFixed(0)} ms (${n} rounds, least ${summaryOf(of).min.toFixed(0)} against ${node.min.toFixed(0)} ms)` };
  };
  const rows = [rowOf('command on a 5 KB YAML template', samples.yaml, target), rowOf('command on a 5 KB JSON template', samples.json, target), rowOf('dataward --version', samples.version)];
  return Promise.resolve({ rows, notRun: [], raw: samples });
}
