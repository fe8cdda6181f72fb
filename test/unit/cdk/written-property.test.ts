import assert from 'node:assert/strict';
import fc from 'fast-check';
import { constructCallAt, writtenProperty } from '../../../server/src/formats/cdk/written-property.ts';

/** The text of the property's place, with `!` where it is exact. */
function found(text: string, ...steps: readonly string[]): string {
  const call = constructCallAt(text, 0);
  const written = call && writtenProperty(text, call, { className: 'B', path: '', steps: steps.map((step) => [step]) });
  return written === undefined ? 'none' : `${text.slice(written.range.start, written.range.end)}${written.exact ? '!' : ''}`;
}

describe('a property in the call of a construct', () => {
  for (const [what, text, expected] of [
    ['in a plain object', "new B(this, 'b', { a: 1, k: X.Y })", 'X.Y!'],
    ['with a type argument and a module', "new m.s3.B<T>(this, 'b', { k: false, })", 'false!'],
    ['behind strings, templates, comments and regular expressions with brackets in them', "new B(this, `}${f({ k: 9 })}`, { /* k: 1, { */ a: '}', // k: 2 }\n b: /[}/]\\}/g, c: (x) => { return { k: 3 }; }, k: 4 })", '4!'],
    ['not behind a division', 'new B(this, "b", { a: n / 2, k: 1, c: 4 / 3 })', '1!'],
    ['quoted, or in another case', "new B(this, 'b', { 'K': true })", 'true!'],
    ['as a shorthand', 'new B(this, id, { a, k })', 'k!'],
    ['the last of two', 'new B(this, id, { k: 1, k: 2 })', '2!'],
    ['over several lines, without the comment behind it', 'new B(this, id, {\n  k: f(\n    1,\n  ), // why\n})', 'f(\n    1,\n  )!'],
    ['beside a spread', 'new B(this, id, { ...props, k: 1 })', '1!'],
    ['not in a nested object', 'new B(this, id, { a: { k: 1 } })', 'none'],
    ['not in a variable', 'new B(this, id, props)', 'none'],
    ['not in another call', 'new C(this, id, { k: 1 })', 'none'],
    ['not in a call that does not end', 'new B(this, id, { k: 1 ', 'none'],
    ['not where brackets do not fit', 'new B(this, id, { k: (1] })', 'none'],
  ] as const)
    it(`is found ${what}`, () => assert.equal(found(text, 'k'), expected));

  it('is followed into nested objects as far as they are plain', () => {
    assert.equal(found('new B(this, id, { a: { k: 1 } })', 'a', 'k'), '1!');
    assert.equal(found('new B(this, id, { a: { b: 1 } })', 'a', 'k'), 'a!');
    assert.equal(found('new B(this, id, { a: { ...b } })', 'a', 'k'), 'a');
    assert.equal(found('new B(this, id, { a: spec })', 'a', 'k'), 'a');
  });

  it('gives up where templates nest deeper than anybody writes them', () => {
    assert.equal(found(`new B(this, id, { a: ${'`${'.repeat(20_000)}`, 'k'), 'none');
  });

  it('never throws, ends, and stays inside of the text', () => {
    const piece = fc.constantFrom('{', '}', '(', ')', '[', ']', ',', ':', '`', '${', '"', "'", '/', '//', '/*', '*/', '\\', '\n', ' ', 'k', 'a', '...', '=>', 'new B(', '1');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = `new B(this, id, { ${pieces.join('')}`;
        const call = constructCallAt(text, 0);
        assert(call);
        const written = writtenProperty(text, call, { className: 'B', path: '', steps: [['k'], ['a']] });
        if (written) assert(written.range.start >= 0 && written.range.start < written.range.end && written.range.end <= text.length);
      }),
      { numRuns: 500 },
    );
  });
});
