import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import type { Finding } from '../../server/src/core/engine/finding.ts';
import type { Example, Scene } from '../../server/src/core/rule/example.ts';
import { subjectOf } from '../../server/src/core/rule/render.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { absoluteRange, checkText, type Checked } from '../../server/src/project/check.ts';
import { writeEdits } from '../../server/src/syntax/write.ts';
import { rules } from '../../rules/index.ts';
import { factNames, lacks } from './facts.ts';
import { assertNothingNew, isAboutSubject } from './after-fix.ts';
import { textsOf, type ExampleText } from './texts.ts';

type Template = Extract<Checked, { readonly kind: 'template' }>;

/** Judges by all rules, as strictly as the profile of the rule under test. */
function check(rule: RuleRecord, text: string, file: string): Template {
  const checked = checkText(text, file, { rules: rules.map((r) => ({ rule: r, severity: r.severity })), profile: rule.profile });
  assert(checked.kind === 'template', `not read as a template:\n${text}`);
  assert.deepEqual(checked.problems.map((p) => p.message), [], text);
  assert.deepEqual(checked.report.errors, []);
  return checked;
}

const ofRule = (rule: RuleRecord, checked: Template): readonly Finding[] => checked.report.findings.filter((f) => f.rule === rule.id);
const slice = (checked: Template, finding: Finding): string => {
  const { start, end } = absoluteRange(checked.document, finding.place);
  return checked.document.text.slice(start, end);
};

function eachText(rule: RuleRecord, examples: readonly (Example | Scene)[] | undefined, test: (text: ExampleText, subject: string) => void): void {
  for (const example of examples ?? []) for (const text of textsOf(rule, example)) test(text, subjectOf(example));
}

/** Asserts the location law: the text is a key on the way to the property, or the value itself. */
function assertPlace(finding: Finding, checked: Template, subject: string): void {
  const text = slice(checked, finding);
  const bare = text.replace(/^['"]|['"]$/g, '');
  const keys = [subject, 'Properties', 'Resources', ...finding.path.split(/[.[\]]+/).filter(Boolean)];
  const isKey = keys.includes(bare);
  const isValue = checked.document.text.slice(0, absoluteRange(checked.document, finding.place).start).match(/(: ?|- |, |\[ ?|\{ ?|\n)\s*$/) !== null;
  assert(isKey || isValue, `underlined ${JSON.stringify(text)} for ${finding.path} in\n${checked.document.text}`);
  assert.equal(text, text.trim());
  assert.notEqual(text, '');
}

for (const rule of rules) {
  if (rule.on.cfn.length === 0) continue;
  describe(`rule ${rule.id}`, () => {
    it('has examples that pass, fail, are unknown, and lack the property', () => {
      const { pass, fail, unknown, skip = [] } = rule.examples;
      assert(pass.length > 0, 'no example passes');
      assert(fail.length > 0, 'no example fails');
      // A parameter or output is wholly written in the template: nothing about it can be unknown.
      assert(unknown.length > 0 || rule.on.cfn.every((type) => type.startsWith('@')), 'no example is unknown');
      const all = [...pass, ...fail, ...unknown, ...skip];
      const facts = factNames(rule);
      assert(facts.length === 0 || all.some((example) => lacks(example, facts)), `no example lacks any of ${facts.join(', ')}`);
    });

    it('passes where it should', () => {
      eachText(rule, rule.examples.pass, ({ text, file, syntax }) => {
        const found = ofRule(rule, check(rule, text, file));
        assert.deepEqual(found.map((f) => `${f.verdict}: ${f.detail}`), [], `${syntax}:\n${text}`);
      });
    });

    it('fails once, about the subject, at the exact place', () => {
      eachText(rule, rule.examples.fail, ({ text, file, syntax }, subject) => {
        const checked = check(rule, text, file);
        const found = ofRule(rule, checked);
        assert.deepEqual(found.map((f) => [f.verdict, f.subject]), [['fail', subject]], `${syntax}: ${found.map((f) => f.detail).join('; ')}\n${text}`);
        for (const finding of found) assertPlace(finding, checked, subject);
      });
    });

    it('is unknown where it should be', () => {
      eachText(rule, rule.examples.unknown, ({ text, file, syntax }) => {
        const found = ofRule(rule, check(rule, text, file));
        assert.deepEqual(found.map((f) => f.verdict), ['unknown'], `${syntax}: ${found.map((f) => f.detail).join('; ')}\n${text}`);
      });
    });

    if (rule.examples.skip)
      it('does not concern what it should not', () => {
        eachText(rule, rule.examples.skip, ({ text, file, syntax }) => {
          const found = ofRule(rule, check(rule, text, file));
          assert.deepEqual(found.map((f) => `${f.verdict}: ${f.detail}`), [], `${syntax}:\n${text}`);
        });
      });

    if (rule.fix)
      it('mends what fails, brings nothing new, and has nothing to do a second time', () => {
        let written = 0;
        eachText(rule, rule.examples.fail, ({ text, file, syntax }) => {
          const before = check(rule, text, file);
          const [finding] = ofRule(rule, before);
          if (!finding?.fix) {
            assert(finding?.refused, `no fix and no reason, in ${syntax}:\n${text}`);
            return;
          }
          for (const { edits } of [finding.fix, ...(finding.alternatives ?? [])]) {
            const result = writeEdits(edits, before.document);
            if ('refused' in result) continue;
            written++;
            const mended = applyEdits(text, result.edits);
            const after = check(rule, mended, file);
            assert.deepEqual(ofRule(rule, after).filter(isAboutSubject(finding)).map((f) => `${f.verdict}: ${f.detail}`), [], `${syntax}, mended:\n${mended}`);
            assertNothingNew(before.report, after.report, `${syntax}, new after:\n${mended}`);
          }
        });
        assert(written > 0, 'no failing example could be mended');
      });
  });
}
