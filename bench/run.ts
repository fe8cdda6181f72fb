// The benchmarks: prints a table of figures beside their targets and writes them to results.json. `npm run bench -- --help` says more.
import { writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform } from 'node:os';
import { measureKeystrokes } from './parts/keystroke.ts';
import { measureManyFindings } from './parts/many-findings.ts';
import { measureMemory } from './parts/memory.ts';
import { measureOpening } from './parts/open.ts';
import { measurePeers } from './parts/peers.ts';
import { measurePlan } from './parts/plan.ts';
import { measureStart } from './parts/start.ts';
import { measureThroughput } from './parts/throughput.ts';
import type { Measured } from './row.ts';
import { readSettings, type Settings } from './settings.ts';
import { tableOf, verdictText } from './table.ts';

const help = `npm run bench -- [--quick] [--peers] [--peers-in FOLDER] [--seed N] [--part NAME]... [--dist FOLDER] [--output FILE]

  --quick   fewer repeats: one to two minutes instead of about seven
  --peers   also run other tools that are on the PATH; nothing is installed
  --peers-in FOLDER  also those that were installed there (npm install, or a folder bin)
  --part    only: start, keystroke, open, throughput, findings, memory, plan, peers
`;

const parts: Readonly<Record<string, (settings: Settings) => Promise<Measured>>> = {
  start: measureStart,
  keystroke: measureKeystrokes,
  open: measureOpening,
  throughput: measureThroughput,
  findings: measureManyFindings,
  memory: measureMemory,
  plan: measurePlan,
  peers: measurePeers,
};

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    process.stdout.write(help);
    return;
  }
  const settings = readSettings(argv);
  const unknown = settings.parts.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}.`);
  const machine = { node: process.version, platform: `${platform()} ${arch()}`, processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`, load: loadavg() };
  process.stdout.write(`seed ${settings.seed}, Node ${machine.node}, ${machine.processors}, load ${machine.load.map((load) => load.toFixed(1)).join(' ')}\n`);
  const measured: Record<string, Measured> = {};
  for (const [name, measure] of Object.entries(parts)) {
    if (settings.parts.length > 0 && !settings.parts.includes(name)) continue;
    const start = performance.now();
    measured[name] = await measure(settings);
    process.stderr.write(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  }
  const rows = Object.values(measured).flatMap((part) => part.rows);
  process.stdout.write(`\n${tableOf(rows)}\n\n`);
  for (const why of Object.values(measured).flatMap((part) => part.notRun)) process.stdout.write(`not run: ${why}\n`);
  process.stdout.write(`${verdictText(rows)}\n`);
  const { seed, quick } = settings;
  writeFileSync(settings.output, `${JSON.stringify({ seed, quick, machine, when: new Date().toISOString(), rows, parts: measured }, null, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
