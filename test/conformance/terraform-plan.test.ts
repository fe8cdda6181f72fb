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

/** Expectations that AWS's pages speak against. */
const disputed: readonly { readonly case: string; readonly reason: string; readonly page: string }[] = [
  { case: 'checkov/CKV_AWS_173/881d9ddb', reason: 'an empty key: Lambda takes the key that AWS manages', page: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html' },
  { case: 'checkov/CKV_AWS_173/ee43421f', reason: 'an empty key: Lambda takes the key that AWS manages', page: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html' },
  { case: 'checkov/CKV_AWS_18/a91ac20d', reason: 'no logging is written, and S3 writes no access log by default', page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html' },
  { case: 'checkov/CKV_AWS_66/5f21bf5b', reason: 'a retention of 0 never ends, as no retention does', page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html' },
  { case: 'checkov/CKV_AWS_83/4a6a417b', reason: 'nothing asks for HTTPS', page: 'https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html' },
  { case: 'checkov/CKV_AWS_84/c388b818', reason: 'no log is published', page: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html' },
];

/** The checks of other tools on plans that hold no `configuration`: policy law 3 leaves what is computed there unknown. */
const hasConfiguration = (corpus: string, file: string): boolean => textOf(corpus, file).includes('"configuration"');

describe('the Terraform plans of other tools', function () {
  this.timeout(120_000);

  it('are met on the checks that our rules name', async () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const corpus = join(sharedDir, 'corpus');
    const scorer = (await import(pathToFileURL(join(corpus, 'score.mjs')).href)) as Scorer;
    const all = readFileSync(join(corpus, 'open', 'cases.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case);
    const plans = all.filter((c) => c.format === 'tf-plan');
    const cases = plans.filter((c) => c.dp).map((c) => (disputed.some((d) => d.case === c.id) ? { ...c, expect: c.expect.filter((e) => e.result === 'fail') } : c));
    const results = [...new Set(plans.map((c) => c.file))].flatMap((file) => findingsIn(corpus, file));
    const { byUnit } = scorer.loadFindings({ runs: [{ results }] }, new Set(all.map((c) => c.file)));
    const byAlias = scorer.loadRules(rules.map(({ id, aliases }) => ({ id, aliases })));
    const tell = (title: string, of: readonly Case[]): readonly [number, number] => {
      const { total, misses } = scorer.score(of, byAlias, byUnit);
      for (const miss of misses) console.log(`      ${miss.kind} ${miss.case} ${miss.resource ?? 'anywhere'}`);
      const [recall, falsePositives] = [total.hits / total.fails, total.dirty / total.passes];
      console.log(
        `      ${title}: ${total.mappedChecks.size} of ${total.checks.size} checks; recall ${total.hits}/${total.fails} = ${(100 * recall).toFixed(1)} %, false positives ${total.dirty}/${total.passes} = ${(100 * falsePositives).toFixed(1)} %`,
      );
      return [recall, falsePositives];
    };
    for (const d of disputed) assert(d.reason && d.page && plans.some((c) => c.id === d.case), `a dispute without a reason or a case: ${d.case}`);
    const [told] = tell('plans with a configuration', cases.filter((c) => hasConfiguration(corpus, c.file)));
    assert(told >= 0.93, `recall ${told}`);
    const [recall, falsePositives] = tell('all plans', cases);
    assert(recall >= 0.85, `recall ${recall}`);
    assert(falsePositives <= 0.04, `false positives ${falsePositives}`);
  });
});

/** The failures in a plan, in the form that the scorer reads. */
function findingsIn(corpus: string, file: string): readonly unknown[] {
  const read = readPlan(textOf(corpus, file), file);
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

function textOf(corpus: string, file: string): string {
  const decoded = decodeText(readFileSync(join(corpus, 'open', 'files', file)));
  assert(decoded.kind === 'text', file);
  return decoded.text;
}
