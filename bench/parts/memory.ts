import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inputNamed, languageOf, uriOf } from '../inputs.ts';
import { keystrokesIn } from '../keystrokes.ts';
import { ProtocolClient, type Memory } from '../protocol-client.ts';
import { randomFrom } from '../random.ts';
import type { Measured, Row } from '../row.ts';
import type { Settings } from '../settings.ts';
import { median } from '../statistics.ts';
import type { Syntax } from '../templates.ts';

const targets = { idle: 75, open: 150, flat: 1.1 } as const;
/** How many edits. Memory need not be flat over the first thousand: there it rises to what edits need. */
const edits = { quick: 1_000, full: 10_000 } as const;
/** Edits stop counting after this time, so that a slow build does not hold up everything. What was done is said. */
const patienceMs = { quick: 45_000, full: 300_000 } as const;

/** The server's resident memory: idle, with the 1 MB template open, and over many edits; and whether the last edits take as long as the first. */
export async function measureMemory(settings: Settings): Promise<Measured> {
  if (process.platform !== 'linux') return { rows: [], notRun: ['memory: it is read from /proc, which only Linux has'], raw: null };
  const rows: Row[] = [];
  const raw: unknown[] = [];
  for (const syntax of ['yaml', 'json'] as const) {
    const measured = await measureOne(syntax, settings);
    rows.push(...rowsOf(syntax, settings, measured));
    raw.push({ syntax, ...measured });
  }
  return { rows, notRun: [], raw };
}

interface One {
  readonly idle: Memory;
  readonly open: Memory;
  readonly end: Memory;
  /** One entry for each tenth of the edits. */
  readonly tenths: readonly { readonly ms: number; readonly megabytes: number }[];
  readonly count: number;
}

async function measureOne(syntax: Syntax, { seed, quick, dist }: Settings): Promise<One> {
  const input = inputNamed('1 MB', syntax, seed);
  const uri = uriOf(syntax, 'memory');
  const client = await ProtocolClient.start(process.execPath, [join(dist, 'server.js'), '--stdio']);
  // The server has answered; what it does on its own after that (garbage, timers) is let happen.
  await setTimeout(quick ? 500 : 2_000);
  const idle = memoryOf(client);
  await client.open(uri, languageOf(syntax), input.text);
  await setTimeout(quick ? 500 : 2_000);
  const open = memoryOf(client);
  const changes = keystrokesIn(input, quick ? edits.quick : edits.full, randomFrom(seed));
  const times: number[] = [];
  const sizes: number[] = [];
  const start = performance.now();
  for (const [i, change] of changes.entries()) {
    times.push((await client.type(uri, i + 2, change)).ms);
    if (i % 10 === 0) sizes.push(memoryOf(client).now);
    if (performance.now() - start > (quick ? patienceMs.quick : patienceMs.full)) break;
  }
  const end = memoryOf(client);
  await client.stop();
  return { idle, open, end, tenths: tenthsOf(times, sizes), count: times.length };
}

function tenthsOf(times: readonly number[], sizes: readonly number[]): One['tenths'] {
  const part = (of: readonly number[], i: number): readonly number[] => of.slice(Math.floor((i * of.length) / 10), Math.floor(((i + 1) * of.length) / 10));
  return Array.from({ length: 10 }, (_, i) => ({ ms: median(part(times, i)), megabytes: median(part(sizes, i)) }));
}

function rowsOf(syntax: Syntax, { quick }: Settings, { idle, open, end, tenths, count }: One): readonly Row[] {
  const [first, last] = [tenths[0], tenths[9]];
  if (!first || !last) throw new Error('There are no tenths.');
  const name = syntax.toUpperCase();
  const tenth = Math.round(count / 10);
  return [
    ...(syntax === 'yaml' ? [{ name: 'server memory, idle', value: idle.now, unit: 'MB', target: targets.idle, detail: `peak ${idle.peak.toFixed(0)} MB` } as const] : []),
    { name: `server memory, 1 MB ${name} open`, value: open.now, unit: 'MB', target: targets.open, detail: `peak ${open.peak.toFixed(0)} MB` },
    { name: `server memory after ${count} edits, 1 MB ${name}`, value: end.now, unit: 'MB', detail: `peak ${end.peak.toFixed(0)} MB` },
    { name: `memory, last ${tenth} / first ${tenth} of ${count} edits, 1 MB ${name}`, value: last.megabytes / first.megabytes, unit: 'x', ...(quick ? {} : { target: targets.flat }), detail: `median ${last.megabytes.toFixed(0)} MB against ${first.megabytes.toFixed(0)} MB` },
    { name: `time, last ${tenth} / first ${tenth} of ${count} edits, 1 MB ${name}`, value: last.ms / first.ms, unit: 'x', target: targets.flat, detail: `median ${last.ms.toFixed(2)} ms against ${first.ms.toFixed(2)} ms` },
  ];
}

function memoryOf(client: ProtocolClient): Memory {
  const memory = client.memory();
  if (memory === undefined) throw new Error('The memory of the server cannot be read.');
  return memory;
}
