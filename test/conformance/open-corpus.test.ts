import assert from 'node:assert/strict';
import { sharedDir } from '../shared.ts';
import { casesIn, disagreements, scoreOf, undisputed, type Score, type Tally } from './corpus.ts';

const recallFloor = 0.93;
const falsePositiveCeiling = 0.04;

describe('the cases of other tools', function () {
  this.timeout(240_000);

  it('are met on the checks that our rules name, in every format and every category', async () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const all = casesIn(sharedDir);
    const score = await scoreOf(sharedDir, all.filter(({ dp }) => dp).map(undisputed));
    for (const miss of score.misses) console.log(`      ${miss.kind} ${miss.case} ${miss.resource ?? 'anywhere'}`);
    const faults = setsOf(score).flatMap(([set, tally]) => faultsOf(set, tally));
    assert.deepEqual(faults, []);
    assert(score.total.mappedChecks.size / score.total.checks.size >= 0.8, 'checks covered');
  });

  it('are disputed only with a reason and a page, and seldom', () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const all = casesIn(sharedDir);
    for (const d of disagreements) {
      const disputed = all.find(({ id }) => id === d.case);
      assert(d.reason && /^https:/.test(d.page) && disputed, `a disagreement without a reason or a case: ${d.case}`);
      for (const resource of [d.resource ?? []].flat()) assert(disputed.expect.some((e) => e.resource === resource), `${d.case} expects nothing of ${resource}`);
    }
    assert(disagreements.length <= all.length / 50, 'the list of disagreements is to stay short');
  });
});

function setsOf({ total, perFormat, perCategory }: Score): readonly (readonly [string, Tally])[] {
  return [['all', total], ...perFormat, ...perCategory];
}

function faultsOf(set: string, { hits, fails, dirty, passes, checks, mappedChecks }: Tally): readonly string[] {
  const [recall, falsePositives] = [hits / Math.max(fails, 1), dirty / Math.max(passes, 1)];
  const figures = `${set}: ${mappedChecks.size} of ${checks.size} checks; recall ${hits}/${fails} = ${(100 * recall).toFixed(1)} %, false positives ${dirty}/${passes} = ${(100 * falsePositives).toFixed(1)} %`;
  console.log(`      ${figures}`);
  return recall < recallFloor || falsePositives > falsePositiveCeiling ? [figures] : [];
}
