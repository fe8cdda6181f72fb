import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeText, encodeText } from '../../../server/src/project/decode.ts';

describe('the text of a file', () => {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    it(`comes back from ${encoding} as the same bytes`, () => {
      const text = fc.string({ unit: 'grapheme' }).filter((s) => !/\p{Surrogate}|\0/u.test(s));
      fc.assert(
        fc.property(text, fc.boolean(), (body, marked) => {
          const bytes = encodeText((marked || encoding !== 'utf-8' ? '\uFEFF' : '') + body, encoding);
          const decoded = decodeText(bytes);
          assert.equal(decoded.kind, 'text');
          if (decoded.kind === 'text') assert.deepEqual(encodeText(decoded.text, decoded.encoding), bytes);
        }),
      );
    });
  }

  it('keeps the byte order mark as its first character', () => {
    assert.deepEqual(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), { kind: 'text', text: '\uFEFFa', encoding: 'utf-8' });
  });

  for (const [title, bytes, kind] of [
    ['bytes with NUL', [0x61, 0, 0x62], 'binary'],
    ['UTF-16 without a mark', [0x61, 0, 0x62, 0], 'binary'],
    ['a byte that UTF-8 does not have', [0x61, 0xff], 'broken'],
    ['UTF-8 that ends within a character', [0x61, 0xe2, 0x82], 'broken'],
    ['UTF-16 of an odd length', [0xff, 0xfe, 0x61, 0, 0x62], 'broken'],
    ['UTF-16 with half a pair', [0xff, 0xfe, 0x00, 0xd8, 0x61, 0], 'broken'],
    ['nothing at all', [], 'text'],
  ] as const) {
    it(`is ${kind === 'text' ? 'empty' : kind} for ${title}`, () => assert.equal(decodeText(new Uint8Array(bytes)).kind, kind));
  }
});
