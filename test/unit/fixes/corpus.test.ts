import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../rules/index.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { waysOf } from '../../../server/src/impact/safety.ts';
import { CheckMemory, checkText, type CheckedTemplate } from '../../../server/src/project/check.ts';
import { isMended, objectionTo } from '../../../server/src/project/harm.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';
import { sharedDir } from '../../shared.ts';

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'strict' } as const;

/** Of how many files a sample is taken; DATAWARD_FIX_FILES=all takes every one. DATAWARD_SEED chooses the sample. */
const files = process.env['DATAWARD_FIX_FILES'] === 'all' ? Infinity : Number(process.env['DATAWARD_FIX_FILES'] ?? 120);
const seed = Number(process.env['DATAWARD_SEED'] ?? 1);

describe('the fixes of real templates', function () {
  this.timeout(600_000);

  it('mend what they say, harm nothing, and change nothing else', () => {
    if (sharedDir === undefined) {
      console.log('not run: no ../shared');
      return;
    }
    const folder = join(sharedDir, 'corpus/real');
    const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ya?ml|json|template)$/.test(file)).sort();
    const step = Math.max(1, Math.floor(all.length / files));
    const sample = all.filter((_, i) => i % step === seed % step);
    const counts = new Map<string, number>();
    const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
    for (const file of sample) {
      const text = readFileSync(join(folder, file), 'utf8');
      const memory = new CheckMemory();
      const checked = checkText(text, file, options, memory);
      if (checked.kind !== 'template' || checked.problems.some(({ severity }) => severity === 'error')) continue;
      count('templates');
      tryAll(text, checked, (changed) => checkText(changed, file, options, memory), count);
    }
    console.log(`      seed ${seed}: ${[...counts].sort(([a], [b]) => a.localeCompare(b)).map(([what, n]) => `${n} ${what}`).join(', ')}`);
    assert((counts.get('fixes tried') ?? 0) > 50);
    assert.deepEqual([...counts.keys()].filter((what) => what.startsWith('BAD')), []);
  });
});

/** A fix that is offered is tried out first; here what is refused for what it would do is told apart from what cannot be written. */
function tryAll(text: string, checked: CheckedTemplate, check: (text: string) => ReturnType<typeof checkText>, count: (what: string) => void): void {
  for (const finding of checked.report.findings) {
    if (finding.verdict !== 'fail') continue;
    if (finding.refused !== undefined) count('refused by the engine');
    for (const { fix, mends } of waysOf(finding, checked.template)) {
      const written = writeEdits(fix.edits, checked.document);
      if ('refused' in written) {
        count('refused by the writer');
        continue;
      }
      count('fixes tried');
      const changed = applyEdits(text, written.edits);
      const after = check(changed);
      const objection = objectionTo(fix.edits, checked, after);
      if (after.kind !== 'template' || after.problems.length > checked.problems.length) count(`BAD: ${checked.file} ${finding.rule} ${finding.subject}: does not parse`);
      else if (objection?.startsWith('The change would touch')) count(`BAD: ${checked.file} ${finding.rule} ${finding.subject}: ${objection}`);
      else if (objection !== undefined) count('not offered: would harm');
      else if (mends && !isMended(finding, checked, after)) count('not offered: would not mend');
      else {
        count(mends ? 'mending' : 'keeping data');
        const [again] = [writeEdits(fix.edits, after.document)];
        if (!('refused' in again) && again.edits.length > 0 && !fix.edits.some(({ op }) => op !== 'set')) count(`BAD: ${checked.file} ${finding.rule}: not idempotent`);
      }
    }
  }
}
