import assert from 'node:assert/strict';

import { applyEdits } from '../../../server/src/core/text/edits.ts';
import type { TextEdit } from '../../../server/src/core/text/range.ts';

function edit(start: number, end: number, newText: string): TextEdit {
  return { range: { start, end }, newText };
}

describe('applyEdits', () => {
  it('splices in any order given', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, ''), edit(2, 2, '-')]), 'b-cdEf');
  });

  it('keeps insertions at one place in the order given, before a replacement that starts there', () => {
    assert.equal(applyEdits('abc', [edit(1, 2, 'X'), edit(1, 1, '1'), edit(1, 1, '2')]), 'a12Xc');
  });

  it('lets edits touch', () => {
    assert.equal(applyEdits('abc', [edit(0, 1, 'X'), edit(1, 2, 'Y'), edit(3, 3, '!')]), 'XYc!');
  });

  it('throws on overlap and on ranges outside of the text', () => {
    assert.throws(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 1, 'x')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(2, 4, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(-1, 1, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(2, 1, '')]), RangeError);
  });
});
