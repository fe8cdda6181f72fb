import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Ground } from '../../../server/src/core/engine/ground.ts';
import { judgeSubject } from '../../../server/src/core/engine/judge-subject.ts';
import { readDocument } from '../../../server/src/formats/index.ts';
import { rdsRules } from '../../../rules/aws/rds.ts';
import { bruteForce, randomTemplate, render, type RandomTemplate } from './random-template.ts';

const rule = rdsRules.find((r) => r.id === 'rds-storage-encrypted');

function ours(template: RandomTemplate): ReturnType<typeof judgeSubject> {
  const read = readDocument(render(template), 'random.json');
  assert.equal(read.kind, 'template');
  assert(read.kind === 'template' && rule);
  assert.deepEqual(read.template.problems, []);
  const subject = read.template.resources.get('Subject');
  assert(subject);
  return judgeSubject(rule, subject, new Ground(read.template), { strict: true, budget: 100_000 });
}

/** Does a deployment fit `parameter P0 = a or b` or `parameter P0 is not c`? */
function fits(words: string, assignment: readonly string[]): boolean {
  const [, parameter, verb, list] = /P(\d+) (=|is not) (.*)$/.exec(words) ?? [];
  assert(parameter && verb && list !== undefined, `not a witness: ${words}`);
  return list.split(' or ').includes(assignment[Number(parameter)] ?? '') === (verb === '=');
}

describe('the judgement over all worlds', () => {
  it('equals a brute force over all assignments: verdict, reach and witness', () => {
    fc.assert(
      fc.property(randomTemplate, (template) => {
        const worlds = bruteForce(template);
        const { verdict, found } = ours(template);
        const failing = worlds.filter((w) => w.verdict === 'fail');
        const defaults = worlds.filter((w) => w.isDefault);
        const deciding = defaults.length > 0 ? defaults : worlds;
        const expected = failing.length > 0 ? 'fail' : deciding.some((w) => w.verdict === 'unknown') ? 'unknown' : worlds.some((w) => w.verdict === 'pass') ? 'pass' : 'skipped';
        assert.equal(verdict, expected);
        if (verdict !== 'fail') return;
        const reaches = found.map((f) => f.reach);
        assert.equal(reaches.some((r) => r !== 'choice'), failing.some((w) => deciding.includes(w)), 'reach default');
        for (const { when, reach } of found) {
          const chosen = worlds.filter((w) => when.every((words) => fits(words, w.assignment)));
          assert(chosen.length > 0, `no deployment fits ${when.join(', ')}`);
          assert(chosen.every((w) => w.verdict === 'fail'), `a deployment with ${when.join(', ')} does not fail`);
          if (reach === 'always') assert(worlds.every((w) => w.verdict === 'fail'));
        }
      }),
      { numRuns: Number(process.env['DATAWARD_RUNS'] ?? 1500) },
    );
  });

  it('judges 30 conditions and 26 nested Ifs in as many worlds as there are branches', () => {
    const conditions = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`C${i}`, { 'Fn::Equals': [{ Ref: `P${i}` }, 'yes'] }]));
    const parameters = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`P${i}`, { Type: 'String', AllowedValues: ['yes', 'no'] }]));
    let value: unknown = false;
    for (let i = 25; i >= 0; i--) value = { 'Fn::If': [`C${i}`, true, value] };
    const text = JSON.stringify({ Parameters: parameters, Conditions: conditions, Resources: { Subject: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: value } } } });
    const read = readDocument(text, 'nested.json');
    assert(read.kind === 'template' && rule);
    const subject = read.template.resources.get('Subject');
    assert(subject);
    const { verdict, found } = judgeSubject(rule, subject, new Ground(read.template), { strict: true, budget: 27 });
    assert.equal(verdict, 'fail');
    assert.equal(found[0]?.when.length, 26);
  });

  it('does not count a deployment that reads a row which the mapping lacks, and says so where none is left', () => {
    const verdictOf = (key: unknown): string => {
      const text = JSON.stringify({
        Parameters: { Env: { Type: 'String', AllowedValues: ['dev', 'prod', 'test'] } },
        Mappings: { M: { dev: { On: true }, prod: { On: true } } },
        Resources: { S: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: { 'Fn::FindInMap': ['M', key, 'On'] } } } },
      });
      const read = readDocument(text, 'mapping.json');
      assert(read.kind === 'template' && rule);
      const subject = read.template.resources.get('S');
      assert(subject);
      return judgeSubject(rule, subject, new Ground(read.template), { strict: false, budget: 100 }).verdict;
    };
    assert.equal(verdictOf({ Ref: 'Env' }), 'pass');
    assert.equal(verdictOf('nowhere'), 'unknown');
  });

  it('calls it unknown when the budget ends before the worlds do, and keeps the failures found', () => {
    const parameters = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`P${i}`, { Type: 'String', AllowedValues: ['true', 'yes'] }]));
    const conditions = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`C${i}`, { 'Fn::Equals': [{ Ref: `P${i}` }, 'true'] }]));
    const nest = (last: boolean): unknown => Array.from({ length: 12 }, (_, i) => i).reduceRight<unknown>((inner, i) => ({ 'Fn::If': [`C${i}`, true, inner] }), last);
    const verdictOf = (last: boolean, budget: number): string => {
      const read = readDocument(JSON.stringify({ Parameters: parameters, Conditions: conditions, Resources: { S: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: nest(last) } } } }), 'b.json');
      assert(read.kind === 'template' && rule);
      const subject = read.template.resources.get('S');
      assert(subject);
      return judgeSubject(rule, subject, new Ground(read.template), { strict: true, budget }).verdict;
    };
    assert.equal(verdictOf(true, 5), 'unknown');
    assert.equal(verdictOf(true, 13), 'pass');
    assert.equal(verdictOf(false, 13), 'fail');
  });
});
