import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import type { Finding, Report } from '../../server/src/core/engine/finding.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import type { Template } from '../../server/src/core/model/template.ts';
import type { Example, Scene } from '../../server/src/core/rule/example.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';
import type { SyntaxDocument } from '../../server/src/syntax/tree.ts';
import { absolute } from '../../server/src/syntax/walk.ts';
import { writeEdits } from '../../server/src/syntax/write.ts';
import { assertNothingNew, isAboutSubject } from './after-fix.ts';
import { terraformTextsOf, type TerraformText } from './texts.ts';

interface Checked {
  readonly document: SyntaxDocument;
  readonly template: Template;
  readonly report: Report;
}

/** Judges by all rules, as strictly as the profile of the rule under test. */
function check(rule: RuleRecord, text: string): Checked {
  const document = parseJson(text, 'main.tf.json');
  const { template, wants } = readModule({ folder: '', documents: [document] }, () => undefined);
  assert.deepEqual([template.problems.map((p) => p.message), wants], [[], []], text);
  const report = judge(template, { rules: rules.map((r) => ({ rule: r, severity: r.severity })), profile: rule.profile });
  assert.deepEqual(report.errors, []);
  return { document, template, report };
}

const ofRule = (rule: RuleRecord, checked: Checked): readonly Finding[] => checked.report.findings.filter((f) => f.rule === rule.id);

/** What is left out, and why, over all rules. */
const left = new Map<string, Set<string>>();
let rendered = 0;

function eachText(rule: RuleRecord, examples: readonly (Example | Scene)[] | undefined, test: (text: TerraformText) => void): void {
  for (const example of examples ?? []) {
    const texts = terraformTextsOf(rule, example);
    if ('inexpressible' in texts) left.set(texts.inexpressible, (left.get(texts.inexpressible) ?? new Set<string>()).add(rule.id));
    else for (const text of texts) {
      rendered++;
      test(text);
    }
  }
}

/** Asserts the location law: the text is a key on the way to the property, or a value. */
function assertPlace(finding: Finding, { document }: Checked, subject: string): void {
  const { start, end } = absolute(document, finding.place);
  const underlined = document.text.slice(start, end);
  const keys = [...subject.split('.'), 'resource', ...finding.path.split(/[.[\]]+/)];
  const isKey = /^"[^"]*"$/.test(underlined) && keys.includes(underlined.slice(1, -1)) && /^\s*:/.test(document.text.slice(end));
  const isValue = /(: ?|\[\s*|,\s*)$/.test(document.text.slice(0, start));
  assert(isKey || isValue, `underlined ${underlined} for ${finding.path} in\n${document.text}`);
}

for (const rule of rules) {
  if (rule.on.tf.length === 0 || rule.on.tf.some((type) => type.startsWith('@'))) continue;
  describe(`rule ${rule.id} in Terraform`, function () {
    this.timeout(60_000);

    it('passes where it should', () => {
      eachText(rule, rule.examples.pass, ({ text, syntax }) => {
        assert.deepEqual(ofRule(rule, check(rule, text)).map((f) => `${f.verdict}: ${f.detail}`), [], `${syntax}:\n${text}`);
      });
    });

    it('fails about the subject, at the exact place', () => {
      eachText(rule, rule.examples.fail, ({ text, syntax, subject }) => {
        const checked = check(rule, text);
        const found = ofRule(rule, checked);
        // What is one list in CloudFormation may be two arguments here, each a finding of its own.
        assert.deepEqual([...new Set(found.map((f) => `${f.verdict} ${f.subject}`))], [`fail ${subject}`], `${syntax}: ${found.map((f) => f.detail).join('; ')}\n${text}`);
        for (const finding of found) assertPlace(finding, checked, subject);
      });
    });

    it('is unknown where it should be', () => {
      eachText(rule, rule.examples.unknown, ({ text, syntax }) => {
        const found = ofRule(rule, check(rule, text));
        assert.deepEqual(found.map((f) => f.verdict), ['unknown'], `${syntax}: ${found.map((f) => f.detail).join('; ')}\n${text}`);
      });
    });

    if (rule.examples.skip)
      it('does not concern what it should not', () => {
        eachText(rule, rule.examples.skip, ({ text, syntax }) => {
          assert.deepEqual(ofRule(rule, check(rule, text)).map((f) => `${f.verdict}: ${f.detail}`), [], `${syntax}:\n${text}`);
        });
      });

    if (rule.fix)
      it('mends what fails, brings nothing new, and has nothing to do a second time', () => {
        eachText(rule, rule.examples.fail, ({ text, syntax }) => {
          const before = check(rule, text);
          const [finding] = ofRule(rule, before);
          if (!finding?.fix) {
            assert(finding?.refused, `no fix and no reason, in ${syntax}:\n${text}`);
            return;
          }
          for (const { edits } of [finding.fix, ...(finding.alternatives ?? [])]) {
            const result = writeEdits(edits, before.document);
            if ('refused' in result) continue;
            const mended = applyEdits(text, result.edits);
            const after = check(rule, mended);
            assert.deepEqual(ofRule(rule, after).filter(isAboutSubject(finding)).map((f) => `${f.verdict}: ${f.detail}`), [], `${syntax}, mended:\n${mended}`);
            assertNothingNew(before.report, after.report, `${syntax}, new after:\n${mended}`);
          }
        });
      });
  });
}

describe('the examples in Terraform', () => {
  it('are rendered but for those that Terraform cannot express', () => {
    const binding = rules.filter((rule) => rule.on.tf.length > 0);
    console.log(`      ${binding.length} of ${rules.length} rules name a Terraform type; ${rendered} texts judged`);
    for (const [reason, ids] of [...left].sort(([, a], [, b]) => b.size - a.size)) console.log(`      not expressible, ${ids.size} rules: ${reason} (${[...ids].slice(0, 3).join(', ')})`);
    assert(rendered > 1000);
  });
});
