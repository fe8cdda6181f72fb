import assert from 'node:assert/strict';

import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { absolute, nodeAtPath } from '../../../server/src/syntax/walk.ts';
import { assertLaws, shown, toData } from './support.ts';

function data(text: string): unknown {
  return toData(parseYaml(text, 'f').root);
}

/** What the value at a path spans, as text; `|` marks where content begins behind tag and anchor. */
function spanned(text: string, ...path: (string | number)[]): string | undefined {
  const document = parseYaml(text, 'f');
  assertLaws(document);
  const found = nodeAtPath(document, path);
  if (found === undefined) return undefined;
  const { node, block } = found;
  const { start, end } = absolute(document, { block, range: node.range });
  const content = absolute(document, { block, range: node.content }).start;
  return content === start ? `${text.slice(start, end)}` : `${text.slice(start, content)}¦${text.slice(content, end)}`;
}

function problems(text: string): readonly string[] {
  const document = parseYaml(text, 'f');
  assertLaws(document);
  return document.problems.map((problem) => shown(document, problem));
}

describe('parseYaml', () => {
  describe('scalars', () => {
    const table: Readonly<Record<string, unknown>> = {
      'yes': true, 'On': true, 'TRUE': true, 'no': false, 'off': false, 'False': false, 'y': 'y', 'N': 'N', '~': null, 'null': null, 'NULL': null,
      '7': 7, '-1': -1, '1.5': 1.5, '0': 0, '012345678901': '012345678901', '0123': '0123', '1e3': '1e3', '0x1F': '0x1F', '0o17': '0o17', '0b1': '0b1', '1_000': '1_000', '1.10': '1.10', '-0': '-0',
      '+5': '+5', '.5': '.5', '.inf': '.inf', '.nan': '.nan', '12345678901234567890': '12345678901234567890', '2010-09-09': '2010-09-09', '1:30': '1:30', '190:20:30': '190:20:30',
      '"7"': '7', "'yes'": 'yes', '!!str 7': '7', '!!int "7"': 7, '!!bool yes': true, '! 7': '7', '!Ref 7': '7', '!!binary aGk=': 'aGk=', '|\n  7\n': '7\n', '>-\n  a\n  b\n': 'a b',
    };
    for (const [text, value] of Object.entries(table)) {
      it(`reads ${JSON.stringify(text)} as ${JSON.stringify(value)}`, () => assert.deepEqual(data(`k: ${text}`), { k: value }));
    }

    it('keeps short tags and unknown tags as written, and leaves standard tags out', () => {
      const tag = (text: string): string | undefined => parseYaml(text, 'f').root?.tag;
      assert.deepEqual(['!Ref a', '!Rain::Module [a]', '!Foo {a: b}', '!!str a', '!!map {a: b}', '! a', '!<tag:yaml.org,2002:str> a', '!!other a'].map(tag), ['!Ref', '!Rain::Module', '!Foo', undefined, undefined, undefined, undefined, '!!other']);
      assert.deepEqual(problems('a: !Ref b\nc: !Rain::Module\n  x: y\nd: !Sub [a]\n'), []);
    });
  });

  describe('ranges', () => {
    const text = `Resources:
  A: &x !If # why
    - !Ref C

    -  # empty
    - |
      text

  # below
  B:
    C: {a: 1, b: [2, 3 ]}  # d
    D: !Sub
    E: !GetAtt "x"
    F: |+
      kept

    G:
    - one

    - k: v


# end
`;
    it('reach from tag or anchor to the end of the last value', () => {
      assert.equal(spanned(text, 'Resources', 'A'), '&x !If # why\n    ¦- !Ref C\n\n    -  # empty\n    - |\n      text');
      assert.equal(spanned(text, 'Resources', 'A', 0), '!Ref ¦C');
      assert.equal(spanned(text, 'Resources', 'A', 2), '|\n      text');
      assert.equal(spanned(text, 'Resources', 'B', 'C'), '{a: 1, b: [2, 3 ]}');
      assert.equal(spanned(text, 'Resources', 'B', 'E'), '!GetAtt ¦"x"');
      assert.equal(spanned(text, 'Resources', 'B', 'F'), '|+\n      kept\n\n');
      assert.equal(spanned(text, 'Resources', 'B', 'G'), '- one\n\n    - k: v');
    });

    it('are empty, right behind the colon, dash or tag, where a value is', () => {
      const document = parseYaml(text, 'f');
      const at = (...path: (string | number)[]): number => {
        const found = nodeAtPath(document, path);
        assert.ok(found);
        const range = absolute(document, { block: found.block, range: found.node.content });
        assert.equal(range.start, range.end);
        return range.start;
      };
      assert.equal(at('Resources', 'A', 1), text.indexOf('-  # empty') + 1);
      assert.equal(at('Resources', 'B', 'D'), text.indexOf('!Sub') + 4);
      for (const [empty, offset] of [['a:', 2], ['a:   # c\nb: 1', 2], ['a:\nb: 1', 2], ['{a: , b: 1}', 3], ['{a, b: 1}', 2], ['a : ', 3]] as const) {
        const found = nodeAtPath(parseYaml(empty, 'f'), ['a']);
        assert.deepEqual(found && absolute(parseYaml(empty, 'f'), { block: found.block, range: found.node.range }), { start: offset, end: offset }, empty);
      }
    });

    it('give tag and anchor in a flow sequence to the key they stand before', () => {
      const flow = 'a: [&z k: v, !T l: w, !U m]';
      assert.deepEqual([0, 1, 2].map((item) => spanned(flow, 'a', item)), ['&z k: v', '!T l: w', '!U ¦m']);
      const items = nodeAtPath(parseYaml(flow, 'f'), ['a'])?.node;
      assert.ok(items?.kind === 'sequence');
      assert.deepEqual(items.items.map((item) => [item.tag, item.anchor]), [[undefined, undefined], [undefined, undefined], ['!U', undefined]]);
    });

    it('count from the text as given, with a byte order mark and CRLF', () => {
      const given = '\ufeffa: 1 # c\r\nb:\r\n  - |\r\n    x\r\n  - y\r\n\r\n';
      assert.equal(spanned(given, 'a'), '1');
      assert.equal(spanned(given, 'b'), '- |\r\n    x\r\n  - y');
      assert.equal(spanned(given, 'b', 0), '|\r\n    x');
      const document = parseYaml(given, 'f');
      assert.deepEqual(document.comments, [{ text: 'c', at: { block: 'f#a', range: { start: 5, end: 8 } }, ownLine: false }]);
    });
  });

  it('opens a block per top-level entry and per resource, and counts ids that are taken', () => {
    const text = '# top\nA: 1\nResources:\n  &k X: 2\n  Y: {}\n  X: 3\nA: 4\nResources/Y: 5\n';
    const { blocks } = parseYaml(text, 'dir/f.yaml');
    assert.deepEqual([...blocks], [
      ['dir/f.yaml#', 0],
      ['dir/f.yaml#A', 6],
      ['dir/f.yaml#Resources', 11],
      ['dir/f.yaml#Resources/X', 24],
      ['dir/f.yaml#Resources/Y', 34],
      ['dir/f.yaml#Resources/X~2', 42],
      ['dir/f.yaml#A~2', 47],
      ['dir/f.yaml#Resources/Y~2', 52],
    ]);
  });

  it('finds comments where they are, in flow collections too, and nowhere in strings', () => {
    const text = `# one
a: "# no" # two
b: |  # three
  # no
  x # no
c: [1, # four
  '# no']
d: x#no
e: multi
  line # five
  # six
#seven`;
    const document = parseYaml(text, 'f');
    assert.deepEqual(document.comments.map((comment) => [comment.text, comment.ownLine]), [['one', true], ['two', false], ['three', false], ['four', false], ['five', false], ['six', true], ['seven', true]]);
    for (const { text: said, at } of document.comments) {
      const { start, end } = absolute(document, at);
      assert.equal(text.slice(start, end).replace(/^# ?/, ''), said);
    }
    assert.deepEqual(document.comments.map((comment) => comment.at.block), ['f#', 'f#a', 'f#b', 'f#c', 'f#e', 'f#', 'f#']);
  });

  it('takes no line of a block scalar for a comment, even at the start of a line', () => {
    for (const text of ['--- |\n# a\nb\n', '--- >\n#a\n', 'a: |\n  # b\n  c\n', 'a: "\n  # b"', "['\n# c']"]) assert.deepEqual(parseYaml(text, 'f').comments, [], text);
  });

  describe('aliases', () => {
    it('mean the nearest anchor before them, with the block it stands in', () => {
      const document = parseYaml('a: &x 1\nb: *x\nc: &x 2\nResources:\n  R: &r {k: *x}\nd: *r\n', 'f');
      assert.deepEqual(toData(document.root), { a: 1, b: 1, c: 2, Resources: { R: { k: 2 } }, d: { k: 2 } });
      const found = nodeAtPath(document, ['d']);
      assert.ok(found?.node.kind === 'alias');
      assert.equal(found.node.target?.block, 'f#Resources/R');
      assert.equal(nodeAtPath(document, ['d', 'k'])?.block, 'f#Resources/R');
    });

    it('keep merge keys as an entry named <<', () => {
      assert.deepEqual(data('a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n'), { a: { k: 1 }, b: { '<<': { k: 1 }, l: 2 } });
      assert.deepEqual(problems('a: &x {}\nb:\n  <<: *x\n  <<: *x\n'), []);
    });

    it('have no target when unresolved or in a cycle', () => {
      assert.deepEqual(problems('a: *x\nb: &y [*y, &z {k: *y}]\n'), ['error unresolved-alias [*x]', 'error alias-cycle [*y]', 'error alias-cycle [*y]']);
    });

    it('are not followed past 10,000 expansions', () => {
      const levels = Array.from({ length: 9 }, (_, level) => `l${level}: &l${level} [${Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*l${level - 1}`)).join(', ')}]`);
      const document = parseYaml(levels.join('\n'), 'f');
      assert.ok(document.problems.length > 0 && document.problems.every((problem) => problem.code === 'too-many-aliases'));
      assert.ok(JSON.stringify(toData(document.root)).length < 1_000_000);
    });

    it('are not followed past 200 levels', () => {
      const chain = Array.from({ length: 90 }, (_, level) => `l${level}: &l${level} ${level === 0 ? 'x' : `[[[*l${level - 1}]]]`}`);
      assert.ok(problems(chain.join('\n')).some((problem) => problem.startsWith('error nested-too-deep')));
    });
  });

  describe('problems', () => {
    const table: Readonly<Record<string, readonly string[]>> = {
      'a: 1\nb: 2\na: 3\n': ['warning duplicate-key [a]'],
      'a: 1\n---\nb: 2\n': ['warning several-documents []'],
      '--- # c\na: 1\n---\n': [],
      'a: !Base64 !Sub x\n': ['error multiple-tags [!Sub]'],
      '? [a]\n: 1\n': ['warning non-string-key [[a]]'],
      ': 1\n': ['warning non-string-key []'],
      'a: [1, 2\nb: 3\n': ['error yaml-syntax []'],
      'a: "x\n': ['error yaml-syntax []'],
      'a: 1\n\tb: 2\n': ['error yaml-syntax [\t]'],
      'a:\n  Foo\n  b: 1\n': ['error yaml-syntax [Foo\n  b]'],
      '': [],
      '# nothing\n': [],
    };
    for (const [text, expected] of Object.entries(table)) {
      it(`of ${JSON.stringify(text)} are ${expected.length === 0 ? 'none' : expected.join(', ')}`, () => assert.deepEqual(problems(text), expected));
    }

    it('leave what could be read in the tree', () => {
      assert.deepEqual(data('a: 1\nb: [1, 2\nc: 3\n'), { a: 1, b: [1, 2], c: 3 });
      assert.deepEqual(data('Resources:\n  A:\n    Type: x\n    Prop\n  B:\n    Type: y\n'), { Resources: { A: { Type: 'x', Prop: null }, B: { Type: 'y' } } });
      assert.deepEqual(data('a: 1\n---\nb: 2\n'), { a: 1 });
      assert.deepEqual(data('a: 1\n- '), { a: 1 });
      assert.equal(parseYaml('# nothing\n', 'f').root, undefined);
      assert.equal(parseYaml('---\n', 'f').root, undefined);
    });
  });

  it('takes __proto__ and constructor for plain keys, and numbers as keys by their text', () => {
    const document = parseYaml('__proto__: 1\nconstructor: {toString: 2}\n0123: x\nyes: y\n', 'f');
    assert.ok(document.root?.kind === 'mapping');
    assert.deepEqual(document.root.pairs.map((pair) => pair.name), ['__proto__', 'constructor', '0123', 'yes']);
    assert.deepEqual(document.problems, []);
  });
});
