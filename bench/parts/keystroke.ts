import { join } from 'node:path';
import { fullParseMs, parserOf } from '../full-parse.ts';
import { inputNamed, languageOf, uriOf, type Size } from '../inputs.ts';
import { keystrokesIn, newKeysIn } from '../keystrokes.ts';
import { diagnosticsIn, ProtocolClient } from '../protocol-client.ts';
import { randomFrom } from '../random.ts';
import type { Measured, Row } from '../row.ts';
import type { Settings } from '../settings.ts';
import { summaryOf, type Summary } from '../statistics.ts';
import type { Syntax } from '../templates.ts';

/** What is aimed at for p50 and p95, as shares of one full parse (issue 3). */
const targets: Readonly<Record<string, { readonly p50?: number; readonly p95?: number }>> = {
  'keystroke yaml 1 MB': { p50: 1 / 50, p95: 1 / 15 },
  'keystroke json 1 MB': { p50: 1 / 5 },
};

/** What is typed: inside of values, and keys that were not there, which are faults until their colon. */
const kinds = { keystroke: keystrokesIn, 'new key': newKeysIn } as const;
type Kind = keyof typeof kinds;

/** From a keystroke to its diagnostics over the real protocol, against a full parse of the same text: both in turn, in one run. */
export async function measureKeystrokes(settings: Settings): Promise<Measured> {
  const rows: Row[] = [];
  const raw: unknown[] = [];
  for (const [kind, size] of [['keystroke', '60 KB'], ['keystroke', '1 MB'], ['new key', '1 MB']] as const)
    for (const syntax of ['yaml', 'json'] as const) {
      const measured = await measureOne(kind, size, syntax, settings);
      rows.push(...rowsOf(kind, size, syntax, measured));
      raw.push({ kind, size, syntax, ...measured });
    }
  return { rows, notRun: [], raw };
}

interface One {
  readonly keystroke: Summary;
  readonly parse: Summary;
  readonly diagnostics: number;
}

async function measureOne(kind: Kind, size: Size, syntax: Syntax, { seed, quick, dist }: Settings): Promise<One> {
  const input = inputNamed(size, syntax, seed);
  const uri = uriOf(syntax, 'keystroke');
  const warmUp = quick ? 12 : 40;
  const changes = kinds[kind](input, warmUp + (quick ? 60 : 240), randomFrom(seed));
  const client = await ProtocolClient.start(process.execPath, [join(dist, 'server.js'), '--stdio']);
  const opened = await client.open(uri, languageOf(syntax), input.text);
  const keystrokes: number[] = [];
  const parses: number[] = [];
  for (const [i, change] of changes.entries()) {
    const { ms } = await client.type(uri, i + 2, change);
    if (i < warmUp) continue;
    keystrokes.push(ms);
    if (i % 10 === 0) parses.push(fullParseMs(input));
  }
  await client.stop();
  return { keystroke: summaryOf(keystrokes), parse: summaryOf(parses), diagnostics: diagnosticsIn(opened.body) };
}

function rowsOf(kind: Kind, size: Size, syntax: Syntax, { keystroke, parse, diagnostics }: One): readonly Row[] {
  const target = targets[`${kind} ${syntax} ${size}`];
  const detail = (figure: 'p50' | 'p95'): string => `${keystroke[figure].toFixed(2)} ms against ${parse.p50.toFixed(1)} ms (${keystroke.n} keystrokes, ${parse.n} parses, ${diagnostics} diagnostics)`;
  return (['p50', 'p95'] as const).map((figure) => ({
    name: `${kind} → diagnostics, ${size} ${syntax.toUpperCase()}, ${figure} / ${parserOf[syntax]}`,
    value: keystroke[figure] / parse.p50,
    unit: 'x',
    ...(target?.[figure] === undefined ? {} : { target: target[figure] }),
    detail: detail(figure),
  }));
}
