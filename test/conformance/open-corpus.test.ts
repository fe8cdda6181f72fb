import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import { decodeText } from '../../server/src/project/decode.ts';
import { checkText } from '../../server/src/project/check.ts';
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

const formats = ['cfn-yaml', 'cfn-json', 'sam'];

describe('the cases of other tools', function () {
  this.timeout(120_000);

  it('are met: recall at least 97 %, false positives at most 2 %, on the CloudFormation checks that our rules name', async () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const corpus = join(sharedDir, 'corpus');
    const scorer = (await import(pathToFileURL(join(corpus, 'score.mjs')).href)) as Scorer;
    const disagreements = JSON.parse(readFileSync(join(import.meta.dirname, 'disagreements.json'), 'utf8')) as readonly { readonly case: string; readonly resource?: string; readonly reason: string; readonly page: string }[];
    const all = readFileSync(join(corpus, 'open', 'cases.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case);
    const cases = all
      .filter((c) => c.dp && formats.includes(c.format))
      .map((c) => ({ ...c, expect: c.expect.filter((e) => !disagreements.some((d) => d.case === c.id && (d.resource === undefined || d.resource === e.resource))) }));
    const results = [...new Set(cases.map((c) => c.file))].flatMap((file) => findingsIn(corpus, file));
    const { byUnit } = scorer.loadFindings({ runs: [{ results }] }, new Set(all.map((c) => c.file)));
    const { total, misses } = scorer.score(cases, scorer.loadRules(rules.map(({ id, aliases }) => ({ id, aliases }))), byUnit);
    const recall = total.hits / total.fails;
    const falsePositives = total.dirty / total.passes;
    for (const miss of misses) console.log(`      ${miss.kind} ${miss.case} ${miss.resource ?? 'anywhere'}`);
    console.log(
      `      ${total.mappedChecks.size} of ${total.checks.size} checks; recall ${total.hits}/${total.fails} = ${(100 * recall).toFixed(1)} %, false positives ${total.dirty}/${total.passes} = ${(100 * falsePositives).toFixed(1)} %, ${disagreements.length} disagreements`,
    );
    assert(disagreements.length <= all.length / 50, 'the list of disagreements is to stay short');
    for (const d of disagreements) assert(d.reason && d.page && all.some((c) => c.id === d.case), `a disagreement without a reason or a case: ${d.case}`);
    assert(recall >= 0.97, `recall ${recall}`);
    assert(falsePositives <= 0.02, `false positives ${falsePositives}`);
  });
});

/** The failures in a file, in the form that the scorer reads. */
function findingsIn(corpus: string, file: string): readonly unknown[] {
  const decoded = decodeText(readFileSync(join(corpus, 'open', 'files', file)));
  if (decoded.kind !== 'text') return [];
  const checked = checkText(decoded.text, file, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
  if (checked.kind !== 'template') return [];
  assert.deepEqual(checked.report.errors, [], file);
  return checked.report.findings
    .filter((f) => f.verdict === 'fail' && !f.suppressed)
    .map((f) => ({
      ruleId: f.rule,
      locations: [{ physicalLocation: { artifactLocation: { uri: file } }, logicalLocations: [f.subject, ...f.related.flatMap((r) => r.address ?? [])].map((name) => ({ name })) }],
    }));
}
