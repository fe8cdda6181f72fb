import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { excerpt, harmless } from '../../../server/src/cli/excerpt.ts';
import { joinRanges, maskedText } from '../../../server/src/cli/mask.ts';
import { secretRanges, secretsOfLines } from '../../../server/src/cli/secret-ranges.ts';
import { maskedSentence, secretTexts } from '../../../server/src/project/secret-texts.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';

/** The excerpt of a text of one line, the marked part between `[` and `]`, with its underline below. */
function drawn(marked: string, hidden: readonly string[] = [], width = 60): string {
  const [before = '', rest = ''] = marked.split('[');
  const [within = '', after = ''] = rest.split(']');
  const text = before + within + after;
  const mark = { start: before.length, end: before.length + within.length };
  const ranges = joinRanges(hidden.map((secret) => ({ start: text.indexOf(secret), end: text.indexOf(secret) + secret.length })));
  const { line, underline } = excerpt(text, { start: 0, end: text.length }, mark, ranges, width);
  return `${line}\n${' '.repeat(underline.start)}${'^'.repeat(underline.length)}`;
}

describe('a source line in a report', () => {
  for (const [marked, hidden, expected] of [
    ['Key: [false] # x', [], 'Key: false # x\n     ^^^^^'],
    ['\tKey:\t[x]', [], '    Key:    x\n            ^'],
    ['漢字: [字]', [], '漢字: 字\n      ^^'],
    ['e\u0301: [x]', [], 'e\u0301: x\n   ^'],
    ['Key:[]', [], 'Key:\n    ^'],
    ['[]', [], '\n^'],
    ['\uFEFF[Key]: 1', [], 'Key: 1\n^^^'],
    ['A: hunter2, B: [x]', ['hunter2'], 'A: •••, B: x\n           ^'],
    ['A: [hunter2], B: x', ['hunter2'], 'A: •••, B: x\n   ^^^'],
    ['A: [{p: hunter2, q: 1}]', ['hunter2'], 'A: {p: •••, q: 1}\n   ^^^^^^^^^^^^^^'],
    ['[a\u001b[2Jb]'.replace('[2J', '(2J'), [], 'a·(2Jb\n^^^^^^'],
  ] as const) {
    it(`is drawn for ${JSON.stringify(marked)}`, () => assert.equal(drawn(marked, hidden), expected));
  }

  it('is the same however long its line is, and cuts no character in two', () => {
    for (const letter of ['a', '𝒳']) {
      const drawnAt = (count: number): string => drawn(`${letter.repeat(count)}[MARK]${'b'.repeat(count)}`, [], 26);
      for (const count of [100, 519, 520, 521, 100_000]) assert.equal(drawnAt(count), drawnAt(50));
    }
  });

  it('is cut around the mark when it is too long', () => {
    assert.equal(drawn(`${'a'.repeat(100)}[MARK]${'b'.repeat(100)}`, [], 26), `…${'a'.repeat(8)}MARK${'b'.repeat(12)}…\n${' '.repeat(9)}^^^^`);
    assert.equal(drawn(`[${'m'.repeat(100)}]`, [], 12), `${'m'.repeat(10)}…\n${'^'.repeat(10)}`);
  });

  it('is never longer than it may be, and never shows a hidden character', () => {
    const part = fc.string({ maxLength: 40 }).map((s) => s.replace(/[\r\n§]/g, ''));
    fc.assert(
      fc.property(part, part, part, fc.nat(100), fc.nat(100), fc.integer({ min: 12, max: 60 }), (before, secret, after, a, b, width) => {
        const text = `${before}${'§'.repeat(secret.length)}${after}`;
        const mark = { start: Math.min(a, b, text.length), end: Math.min(Math.max(a, b), text.length) };
        const hidden = joinRanges([{ start: before.length, end: before.length + secret.length }]);
        const { line, underline } = excerpt(text, { start: 0, end: text.length }, mark, hidden, width);
        assert.ok(!line.includes('§'));
        assert.ok(underline.start + underline.length <= width + 1);
        assert.ok([...line].length <= width + 2);
      }),
    );
  });
});

describe('masking', () => {
  it('hides what several ranges cover, once', () => {
    const text = 'a secret of two parts';
    assert.equal(maskedText(text, { start: 0, end: text.length }, joinRanges([{ start: 2, end: 8 }, { start: 5, end: 11 }, { start: 16, end: 21 }])), 'a ••• two •••');
  });

  it('hides the part of a range that is shown', () => {
    assert.equal(maskedText('0123456789', { start: 4, end: 6 }, [{ start: 2, end: 5 }]), '•••5');
  });

  it('takes secrets out of sentences, quotes aside, and leaves short words', () => {
    const text = 'P: "hunter22"\nQ: yes';
    assert.equal(maskedSentence('`hunter22` is yes', secretTexts(text, [{ start: 3, end: 13 }, { start: 17, end: 20 }])), '`•••` is yes');
  });

  for (const [sentence, secret, expected] of [
    ['The password of `Db` is `password`, not "password"', 'password', 'The password of `Db` is `•••`, not "•••"'],
    ['`A` is `a password b`: no password', 'password', '`A` is `a ••• b`: no password'],
    ['`A` is `a ` b`, password', 'password', '`A` is `a ` b`, •••'],
    ['It is hunter22', 'hunter22', 'It is •••'],
    ['`A` is not set', 'is not set', '`A` is not set'],
  ] as const) {
    it(`takes \`${secret}\` out of: ${sentence}`, () => assert.equal(maskedSentence(sentence, [secret]), expected));
  }

  for (const [line, hidden] of [
    ['MasterUserPassword: "x', '"x'],
    ['  "DbPassword": "a b",', '"a b",'],
    ['apiKey= zzz', 'zzz'],
    ['AWS_SECRET_ACCESS_KEY: zzz', 'zzz'],
    ['Engine: mysql', ''],
  ] as const) {
    it(`finds \`${hidden}\` as the secret of the broken line \`${line}\``, () => {
      assert.equal(secretsOfLines(line).map(({ start, end }) => line.slice(start, end)).join(), hidden);
    });
  }
});

describe('the secrets of a document', () => {
  for (const [text, hidden] of [
    ['Mappings: {Db: {dev: {Password: hunter2, Size: 3}}}', ['hunter2']],
    ['Password: "one"\nPassword: two', ['"one"', 'two']],
    ['Secrets: [a, {x: b}]', ['a']],
    ['DbPassword: 123456', ['123456']],
    ['ManageMasterUserPassword: true', []],
    ['MasterUserPassword: !Ref Password', []],
    ['PasswordLength: 32', []],
    ['GenerateSecretString: {SecretStringTemplate: "{}", GenerateStringKey: password}', ['"{}"']],
    ['bearer_token: aaaa\nsecret_access_key: bbbb', ['aaaa', 'bbbb']],
    ['api_key: &k zzz\nother: *k', ['zzz']],
  ] as const) {
    it(`are ${JSON.stringify(hidden)} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(secretRanges(parseYaml(text, 'x.yaml'), false).map(({ start, end }) => text.slice(start, end)), hidden);
    });
  }
});

describe('a sentence in a report', () => {
  it('stands on one line and commands no terminal', () => assert.equal(harmless('a\r\n  b\u001b[31m\u202e'), 'a b·[31m·'));
});
