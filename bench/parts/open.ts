import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullParseMs, parserOf } from '../full-parse.ts';
import { inputNamed, languageOf, uriOf, type Size } from '../inputs.ts';
import { ProtocolClient } from '../protocol-client.ts';
import type { Measured, Row } from '../row.ts';
import { root, type Settings } from '../settings.ts';
import { summaryOf, type Summary } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';
import type { Input, Syntax } from '../templates.ts';

/** What is aimed at: open → first diagnostics as a share of one full parse (issue 3). */
const targets = { yaml: 1, json: 4 } as const;

/**
 * From opening a document to its first diagnostics, against a full parse. Fresh: a server that has seen no document yet, against a process that has parsed
 * nothing yet. Warm: the same document opened again and again, against parses in one process.
 */
export async function measureOpening(settings: Settings): Promise<Measured> {
  const rows: Row[] = [];
  const raw: unknown[] = [];
  const sizes: readonly Size[] = settings.quick ? ['1 MB'] : ['60 KB', '1 MB', '10 MB'];
  for (const size of sizes)
    for (const syntax of ['yaml', 'json'] as const) {
      const input = inputNamed(size, syntax, settings.seed);
      const fresh = await freshly(input, settings, size === '10 MB' ? 2 : settings.quick ? 3 : 7);
      const warm = size === '10 MB' ? undefined : await warmly(input, settings);
      rows.push(rowOf('fresh', size, syntax, fresh), ...(warm ? [rowOf('warm', size, syntax, warm)] : []));
      raw.push({ size, syntax, fresh, warm });
    }
  return { rows, notRun: [], raw };
}

interface Pair {
  readonly open: Summary;
  readonly parse: Summary;
}

async function freshly(input: Input, { dist }: Settings, rounds: number): Promise<Pair> {
  const file = join(temporaryFolder(), `open.${input.syntax}`);
  writeFileSync(file, input.text);
  const opens: number[] = [];
  const parses: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const client = await ProtocolClient.start(process.execPath, [join(dist, 'server.js'), '--stdio']);
    opens.push((await client.open(uriOf(input.syntax, 'open'), languageOf(input.syntax), input.text)).ms);
    await client.stop();
    const parsed = spawnSync(process.execPath, [join(root, 'bench', 'parse-once.cjs'), file], { encoding: 'utf8' });
    if (parsed.status !== 0) throw new Error(`parse-once failed: ${parsed.stderr}`);
    parses.push(Number(parsed.stdout));
  }
  return { open: summaryOf(opens), parse: summaryOf(parses) };
}

async function warmly(input: Input, { dist, quick }: Settings): Promise<Pair> {
  const client = await ProtocolClient.start(process.execPath, [join(dist, 'server.js'), '--stdio']);
  const opens: number[] = [];
  const parses: number[] = [];
  const warmUp = 3;
  for (let round = 0; round < warmUp + (quick ? 5 : 15); round++) {
    const uri = uriOf(input.syntax, `open${round}`);
    const { ms } = await client.open(uri, languageOf(input.syntax), input.text);
    client.tell('textDocument/didClose', { textDocument: { uri } });
    const parse = fullParseMs(input);
    if (round < warmUp) continue;
    opens.push(ms);
    parses.push(parse);
  }
  await client.stop();
  return { open: summaryOf(opens), parse: summaryOf(parses) };
}

function rowOf(state: 'fresh' | 'warm', size: Size, syntax: Syntax, { open, parse }: Pair): Row {
  return {
    name: `open → first diagnostics, ${size} ${syntax.toUpperCase()}, ${state} / ${parserOf[syntax]}`,
    value: open.p50 / parse.p50,
    unit: 'x',
    ...(size === '1 MB' ? { target: targets[syntax] } : {}),
    detail: `${open.p50.toFixed(0)} ms against ${parse.p50.toFixed(0)} ms (${open.n} rounds)`,
  };
}
