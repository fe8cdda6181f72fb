import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import type { Report } from '../../server/src/core/engine/finding.ts';
import { fileOf } from '../../server/src/core/model/origin.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { readPlan } from '../../server/src/formats/terraform-plan/plan.ts';
import { checkText } from '../../server/src/project/check.ts';
import { decodeText } from '../../server/src/project/decode.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';

/** A case of another tool, as `cases.jsonl` writes it. */
export interface Case {
  readonly id: string;
  readonly format: string;
  readonly category: string;
  readonly file: string;
  readonly dp: boolean;
  readonly expect: readonly { readonly resource: string | null; readonly result: string }[];
}

/** What a set of cases came to. */
export interface Tally {
  readonly fails: number;
  readonly hits: number;
  readonly passes: number;
  readonly dirty: number;
  readonly checks: ReadonlySet<string>;
  readonly mappedChecks: ReadonlySet<string>;
}

/** All that the scorer of the corpus says. */
export interface Score {
  readonly total: Tally;
  readonly perFormat: ReadonlyMap<string, Tally>;
  readonly perCategory: ReadonlyMap<string, Tally>;
  readonly misses: readonly { readonly kind: string; readonly check: string; readonly case: string; readonly resource: string | null }[];
}

interface Scorer {
  loadRules(rules: readonly { readonly id: string; readonly aliases: readonly string[] }[]): unknown;
  loadFindings(sarif: unknown, known: ReadonlySet<string>): { readonly byUnit: unknown };
  score(cases: readonly Case[], byAlias: unknown, byUnit: unknown): Score;
}

/** An expectation that AWS's page speaks against; all of the case's, where no resource is named. */
export interface Disagreement {
  readonly case: string;
  readonly resource?: string | readonly string[];
  readonly reason: string;
  readonly page: string;
}

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' } as const;

/** The disagreements, as the file beside this one lists them. */
export const disagreements = JSON.parse(readFileSync(join(import.meta.dirname, 'disagreements.json'), 'utf8')) as readonly Disagreement[];

/** Every case of the open corpus under `shared`. */
export function casesIn(shared: string): readonly Case[] {
  return readFileSync(join(shared, 'corpus', 'open', 'cases.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case);
}

/** The case without the expectations that are disputed. */
export function undisputed(one: Case): Case {
  const disputed = disagreements.filter((d) => d.case === one.id);
  const isDisputed = (resource: string | null): boolean => disputed.some((d) => d.resource === undefined || (resource !== null && [d.resource].flat().includes(resource)));
  return { ...one, expect: one.expect.filter((e) => !isDisputed(e.resource)) };
}

/** Judges the files of the cases by all rules, and scores what is found with the scorer of the corpus. */
export async function scoreOf(shared: string, cases: readonly Case[]): Promise<Score> {
  const scorer = (await import(pathToFileURL(join(shared, 'corpus', 'score.mjs')).href)) as Scorer;
  const files = join(shared, 'corpus', 'open', 'files');
  const units = new Set(cases.map(({ file, format }) => `${format} ${format === 'tf-json' ? dirname(file) : file}`));
  const results = [...units].flatMap((unit) => {
    const [format = '', path = ''] = unit.split(' ');
    if (format === 'tf-json') return resultsOf(judgeFolder(files, path));
    return resultsOf(format === 'tf-plan' ? judgePlan(files, path) : judgeTemplate(files, path), path);
  });
  const { byUnit } = scorer.loadFindings({ runs: [{ results }] }, new Set(cases.map(({ file }) => file)));
  return scorer.score(cases, scorer.loadRules(rules.map(({ id, aliases }) => ({ id, aliases }))), byUnit);
}

function judgeTemplate(files: string, file: string): Report | undefined {
  const decoded = decodeText(readFileSync(join(files, file)));
  if (decoded.kind !== 'text') return undefined;
  const checked = checkText(decoded.text, file, options);
  return checked.kind === 'template' ? checked.report : undefined;
}

function judgeFolder(files: string, folder: string): Report {
  const names = readdirSync(join(files, folder)).filter((name) => name.endsWith('.tf.json')).sort();
  const documents = names.map((name) => parseJson(textOf(files, `${folder}/${name}`), `${folder}/${name}`));
  return judge(readModule({ folder, documents }, () => undefined).template, options);
}

function judgePlan(files: string, file: string): Report {
  const read = readPlan(textOf(files, file), file);
  assert(read.kind === 'template', file);
  assert.deepEqual(read.template.problems, [], file);
  return judge(read.template, options);
}

function textOf(files: string, file: string): string {
  const decoded = decodeText(readFileSync(join(files, file)));
  assert(decoded.kind === 'text', file);
  return decoded.text;
}

/** The failures of a report, in the form that the scorer reads; `file`: where all of them are. */
function resultsOf(report: Report | undefined, file?: string): readonly unknown[] {
  assert.deepEqual(report?.errors ?? [], [], file);
  return (report?.findings ?? [])
    .filter((f) => f.verdict === 'fail' && !f.suppressed)
    .map((f) => ({
      ruleId: f.rule,
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: file ?? fileOf(f.place) } },
          logicalLocations: [f.subject, ...f.related.flatMap((r) => r.address ?? [])].map((name) => ({ name })),
        },
      ],
    }));
}
