import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inputNamed } from '../inputs.ts';
import type { Measured, Row } from '../row.ts';
import { interleaved, runMs } from '../run-once.ts';
import { root, type Settings } from '../settings.ts';
import { summaryOf } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';

const target = 0.6;

/** `check` with all rules over many templates, against a program that only reads and parses the same templates by yaml's parseDocument. */
export function measureThroughput(settings: Settings): Promise<Measured> {
  const folder = temporaryFolder();
  const corpus = resolve(root, '../shared/corpus/real');
  const isThere = existsSync(corpus);
  const source = isThere ? corpus : generated(folder, settings.seed);
  const what = isThere ? 'real corpus' : 'generated templates';
  const templates = templatesIn(source, folder, settings);
  const parsers = { all: templates, yaml: templates.filter((file) => !file.endsWith('.json')), json: templates.filter((file) => file.endsWith('.json')) };
  const lists = Object.fromEntries(Object.entries(parsers).map(([name, files]) => [name, listIn(folder, name, files)]));
  const options = ['--profile', 'all', '--format', 'json', '--output', join(folder, 'report.json')];
  const check = (name: keyof typeof parsers): number => runMs([join(settings.dist, 'cli.js'), 'check', ...options, ...(name === 'all' ? [source] : parsers[name])], [0, 1, 2]);
  const names = (['all', 'yaml', 'json'] as const).filter((name) => parsers[name].length > 0);
  const parse = (name: keyof typeof parsers): number => runMs([join(root, 'bench', 'parse-files.cjs'), lists[name] ?? '']);
  const programs = names.flatMap((name): readonly (readonly [string, () => number])[] => [[`check ${name}`, () => check(name)], [`parse ${name}`, () => parse(name)]]);
  const samples = interleaved(settings.quick ? 3 : 7, Object.fromEntries(programs));
  const rows = names.map((name): Row => {
    const [ours, theirs] = [summaryOf(samples[`check ${name}`] ?? []), summaryOf(samples[`parse ${name}`] ?? [])];
    const megabytes = bytesOf(parsers[name]) / 1e6;
    return {
      name: `check of the ${what}${name === 'all' ? '' : `, ${name.toUpperCase()} only`}, all rules / yaml parseDocument alone`,
      value: ours.p50 / theirs.p50,
      unit: 'x',
      ...(name === 'all' ? { target } : {}),
      detail: `${ours.p50.toFixed(0)} ms against ${theirs.p50.toFixed(0)} ms: ${parsers[name].length} templates, ${megabytes.toFixed(1)} MB (${ours.n} rounds, both with the start of Node)`,
    };
  });
  return Promise.resolve({ rows, notRun: isThere ? [] : ['throughput over the real corpus: no ../shared'], raw: samples });
}

/** The files that the command takes for templates: only these are parsed by the other side. */
function templatesIn(source: string, folder: string, { dist }: Settings): readonly string[] {
  const report = join(folder, 'report.json');
  runMs([join(dist, 'cli.js'), 'check', '--root', source, '--format', 'json', '--output', report, source], [0, 1, 2]);
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as { readonly files: readonly { readonly path: string; readonly status: string }[] };
  return files.filter(({ status }) => status === 'template').map(({ path }) => resolve(source, path));
}

function bytesOf(files: readonly string[]): number {
  let sum = 0;
  for (const file of files) sum += statSync(file).size;
  return sum;
}

function listIn(folder: string, name: string, files: readonly string[]): string {
  const list = join(folder, `list-${name}.json`);
  writeFileSync(list, JSON.stringify(files));
  return list;
}

/** As many templates as the corpus has, of 5 and of 60 KB. */
function generated(folder: string, seed: number): string {
  const source = join(folder, 'generated');
  mkdirSync(source);
  for (let i = 0; i < 300; i++)
    for (const syntax of ['yaml', 'json'] as const) writeFileSync(join(source, `template${i}.${syntax}`), inputNamed(i % 20 === 0 ? '60 KB' : '5 KB', syntax, seed + i).text);
  return source;
}
