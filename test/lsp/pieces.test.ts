import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import type { TextEdit } from '../../server/src/core/text/range.ts';
import { editsOf, piecesOf, splice } from '../../server/src/lsp/pieces.ts';

/** Numbers from 0 to 1 that say where edits start and end; they become edits that neither overlap nor touch. */
const round = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), newText: fc.string({ maxLength: 5 }) }), { maxLength: 8 });

function editsIn(text: string, wishes: readonly { readonly at: number; readonly newText: string }[]): readonly TextEdit[] {
  const offsets = [...new Set(wishes.map(({ at }) => Math.round(at * text.length)))].sort((a, b) => a - b);
  const edits: TextEdit[] = [];
  for (let i = 0; i + 1 < offsets.length; i += 2) edits.push({ range: { start: offsets[i] ?? 0, end: offsets[i + 1] ?? 0 }, newText: wishes[i]?.newText ?? '' });
  return edits.reverse();
}

describe('edits in several rounds', () => {
  it('come to the same text as the edits of the first text that they are made into', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(round, { maxLength: 4 }), (text, rounds) => {
        let now = text;
        let pieces = piecesOf(text);
        for (const wishes of rounds) {
          const edits = editsIn(now, wishes);
          pieces = splice(pieces, edits);
          now = applyEdits(now, edits);
        }
        assert.equal(applyEdits(text, editsOf(pieces, text.length)), now);
      }),
      { numRuns: 1000 },
    );
  });

  it('leave what they do not touch: two insertions are two edits', () => {
    const pieces = splice(splice(piecesOf('abcdef'), [{ range: { start: 1, end: 1 }, newText: 'X' }]), [{ range: { start: 5, end: 6 }, newText: 'Y' }]);
    assert.deepEqual(editsOf(pieces, 6), [
      { range: { start: 1, end: 1 }, newText: 'X' },
      { range: { start: 4, end: 5 }, newText: 'Y' },
    ]);
  });
});
