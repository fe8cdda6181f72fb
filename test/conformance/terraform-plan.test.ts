import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import { readPlan } from '../../server/src/formats/terraform-plan/plan.ts';
import { decodeText } from '../../server/src/project/decode.ts';
import { sharedDir } from '../shared.ts';

interface Case {
  readonly id: string;
  readonly format: string;
  readonly file: string;
  readonly dp: boolean;
  readonly expect: readonly { readonly resource: string | null; readonly result: string }[];
}
interface Scorer {
  loadRules(rules: readonly { readonly id: string; readonly aliases: readonly string[] }[]): unknown;
  loadFindings(sarif: unknown, known: ReadonlySet<string>): { readonly byUnit: unknown };
  score(
    cases: readonly Case[],
    byAlias: unknown,
    byUnit: unknown,
  ): {
    readonly total: { readonly fails: number; readonly hits: number; readonly passes: number; readonly dirty: number; readonly checks: ReadonlySet<string>; readonly mappedChecks: ReadonlySet<string> };
    readonly misses: readonly { readonly kind: string; readonly check: string; readonly case: string; readonly resource: string | null }[];
  };
}

describe('the Terraform plans of other tools', function () {
  this.timeout(120_000);

  it('are met on the checks that our rules name', async () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const corpus = join(sharedDir, 'corpus');
    const scorer = (await import(pathToFileURL(join(corpus, 'score.mjs')).href)) as Scorer;
    const disagreements = JSON.parse(readFileSync(join(import.meta.dirname, 'disagreements.json'), 'utf8')) as readonly { readonly case: string; readonly resource?: string }[];
    const all = readFileSync(join(corpus, 'open', 'cases.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case);
    const plans = all.filter((c) => c.format === 'tf-plan');
    const cases = plans
      .filter((c) => c.dp)
      .map((c) => ({ ...c, expect: c.expect.filter((e) => !disagreements.some((d) => d.case === c.id && (d.resource === undefined || d.resource === e.resource))) }));
    const results = [...new Set(plans.map((c) => c.file))].flatMap((file) => findingsIn(corpus, file));
    const { byUnit } = scorer.loadFindings({ runs: [{ results }] }, new Set(all.map((c) => c.file)));
    const { total, misses } = scorer.score(cases, scorer.loadRules(rules.map(({ id, aliases }) => ({ id, aliases }))), byUnit);
    for (const miss of misses) console.log(`      ${miss.kind} ${miss.case} ${miss.resource ?? 'anywhere'}`);
    const recall = total.hits / total.fails;
    const falsePositives = total.dirty / total.passes;
    console.log(
      `      ${total.mappedChecks.size} of ${total.checks.size} checks; recall ${total.hits}/${total.fails} = ${(100 * recall).toFixed(1)} %, false positives ${total.dirty}/${total.passes} = ${(100 * falsePositives).toFixed(1)} %`,
    );
    assert(recall >= 0.93, `recall ${recall}`);
    assert(falsePositives <= 0.04, `false positives ${falsePositives}`);
  });
});

/** The failures in a plan, in the form that the scorer reads. */
function findingsIn(corpus: string, file: string): readonly unknown[] {
  const decoded = decodeText(readFileSync(join(corpus, 'open', 'files', file)));
  assert(decoded.kind === 'text', file);
  const read = readPlan(decoded.text, file);
  assert(read.kind === 'template', file);
  assert.deepEqual(read.template.problems, [], file);
  const report = judge(read.template, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
  assert.deepEqual(report.errors, [], file);
  return report.findings
    .filter((f) => f.verdict === 'fail')
    .map((f) => ({
      ruleId: f.rule,
      locations: [{ physicalLocation: { artifactLocation: { uri: file } }, logicalLocations: [f.subject, ...f.related.flatMap((r) => r.address ?? [])].map((name) => ({ name })) }],
    }));
}
