import assert from 'node:assert/strict';

import fc from 'fast-check';

import { LineIndex } from '../../../server/src/core/text/line-index.ts';

describe('LineIndex', () => {
  it('ends lines with LF, CRLF and a lone CR', () => {
    const lines = new LineIndex('a\nbc\r\n\rd');
    assert.equal(lines.lineCount, 4);
    assert.deepEqual([0, 1, 2, 3, 4].map((line) => lines.lineText(line)), ['a', 'bc', '', 'd', '']);
  });

  it('gives the line and column of an offset', () => {
    const lines = new LineIndex('a\nbc\r\nd');
    const table: readonly (readonly [number, number, number])[] = [[0, 0, 0], [1, 0, 1], [2, 1, 0], [4, 1, 2], [5, 1, 3], [6, 2, 0], [7, 2, 1], [99, 2, 1], [-5, 0, 0]];
    for (const [offset, line, character] of table) assert.deepEqual(lines.positionAt(offset), { line, character }, String(offset));
  });

  it('moves a place outside of the text to its nearest end', () => {
    const lines = new LineIndex('a\nbc\r\nd');
    const table: readonly (readonly [number, number, number])[] = [[0, 9, 1], [1, 9, 4], [2, 9, 7], [9, 0, 7], [-1, 3, 0], [1, -3, 2]];
    for (const [line, character, offset] of table) assert.equal(lines.offsetAt({ line, character }), offset, `${line}:${character}`);
  });

  it('has one empty line for an empty text', () => {
    assert.deepEqual([new LineIndex('').lineCount, new LineIndex('').positionAt(0)], [1, { line: 0, character: 0 }]);
  });

  it('equals a new one after any change, wherever line breaks are joined or parted', () => {
    const piece = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀', ''), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(piece, fc.array(fc.tuple(fc.nat(20), fc.nat(6), piece), { minLength: 1, maxLength: 4 }), (given, changes) => {
        let text = given;
        let lines = new LineIndex(text);
        for (const [at, length, newText] of changes) {
          const start = Math.min(at, text.length);
          const end = Math.min(start + length, text.length);
          text = text.slice(0, start) + newText + text.slice(end);
          lines = lines.after({ start, end, newEnd: start + newText.length }, text);
          const whole = new LineIndex(text);
          const all = (of: LineIndex): unknown => Array.from({ length: text.length + 1 }, (_, offset) => of.positionAt(offset));
          assert.deepEqual([lines.lineCount, all(lines)], [whole.lineCount, all(whole)]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes back from a place to the offset, except between CR and LF', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀', ''), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), (given, at) => {
        const offset = Math.min(at, given.length);
        fc.pre(!(given[offset - 1] === '\r' && given[offset] === '\n'));
        const lines = new LineIndex(given);
        assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
      }),
    );
  });
});
