import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import { fileOf } from '../../server/src/core/model/origin.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { decodeText } from '../../server/src/project/decode.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';
import { sharedDir } from '../shared.ts';

interface Case {
  readonly id: string;
  readonly format: string;
  readonly file: string;
  readonly dp: boolean;
  readonly expect: readonly { readonly resource: string | null; readonly result: string }[];
}
interface Miss {
  readonly kind: string;
  readonly check: string;
  readonly case: string;
  readonly resource: string | null;
}
interface Tally {
  readonly fails: number;
  readonly hits: number;
  readonly passes: number;
  readonly dirty: number;
  readonly checks: ReadonlySet<string>;
  readonly mappedChecks: ReadonlySet<string>;
}
interface Scorer {
  loadRules(rules: readonly { readonly id: string; readonly aliases: readonly string[] }[]): unknown;
  loadFindings(sarif: unknown, known: ReadonlySet<string>): { readonly byUnit: unknown };
  score(cases: readonly Case[], byAlias: unknown, byUnit: unknown): { readonly total: Tally; readonly misses: readonly Miss[] };
}

describe('the Terraform cases of other tools', function () {
  this.timeout(120_000);

  it('are met, on the checks that our rules name', async () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const corpus = join(sharedDir, 'corpus');
    const scorer = (await import(pathToFileURL(join(corpus, 'score.mjs')).href)) as Scorer;
    const disagreements = JSON.parse(readFileSync(join(import.meta.dirname, 'disagreements.json'), 'utf8')) as readonly { readonly case: string; readonly resource?: string }[];
    const all = readFileSync(join(corpus, 'open', 'cases.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case);
    const cases = all
      .filter((c) => c.dp && c.format === 'tf-json')
      .map((c) => ({ ...c, expect: c.expect.filter((e) => !disagreements.some((d) => d.case === c.id && (d.resource === undefined || d.resource === e.resource))) }));
    const results = [...new Set(cases.map((c) => dirname(c.file)))].flatMap((folder) => findingsIn(corpus, folder));
    const { byUnit } = scorer.loadFindings({ runs: [{ results }] }, new Set(all.map((c) => c.file)));
    const { total, misses } = scorer.score(cases, scorer.loadRules(rules.map(({ id, aliases }) => ({ id, aliases }))), byUnit);
    const recall = total.hits / total.fails;
    const falsePositives = total.dirty / total.passes;
    for (const miss of misses) console.log(`      ${miss.kind} ${miss.case} ${miss.resource ?? 'anywhere'}`);
    console.log(
      `      ${total.mappedChecks.size} of ${total.checks.size} checks; recall ${total.hits}/${total.fails} = ${(100 * recall).toFixed(1)} %, false positives ${total.dirty}/${total.passes} = ${(100 * falsePositives).toFixed(1)} %`,
    );
    assert(recall >= 0.93, `recall ${recall}`);
    assert(falsePositives <= 0.04, `false positives ${falsePositives}`);
  });
});

/** The failures in a folder, in the form that the scorer reads. */
function findingsIn(corpus: string, folder: string): readonly unknown[] {
  const path = join(corpus, 'open', 'files', folder);
  const documents = readdirSync(path)
    .filter((name) => name.endsWith('.tf.json'))
    .sort()
    .map((name) => {
      const decoded = decodeText(readFileSync(join(path, name)));
      assert(decoded.kind === 'text', name);
      return parseJson(decoded.text, `${folder}/${name}`);
    });
  const { template } = readModule({ folder, documents }, () => undefined);
  const report = judge(template, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
  assert.deepEqual(report.errors, [], folder);
  return report.findings
    .filter((f) => f.verdict === 'fail' && !f.suppressed)
    .map((f) => ({
      ruleId: f.rule,
      locations: [{ physicalLocation: { artifactLocation: { uri: fileOf(f.place) } }, logicalLocations: [f.subject, ...f.related.flatMap((r) => r.address ?? [])].map((name) => ({ name })) }],
    }));
}
