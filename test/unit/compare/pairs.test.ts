import assert from 'node:assert/strict';
import { pairs } from './pairs.ts';
import { linesOf, templateOf } from './support.ts';

describe('a diff of two versions says', function () {
  this.timeout(30_000);
  for (const { title, before, after, says } of pairs) it(`for ${title}: ${says.length > 0 ? says.join('; ') : 'nothing'}`, () => assert.deepEqual(linesOf(templateOf(before), templateOf(after)), says));

  it('nothing of a version and itself', () => {
    for (const text of pairs.flatMap(({ before, after }) => [before, after])) assert.deepEqual(linesOf(templateOf(text), templateOf(text)), []);
  });
});
