import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

interface Grammar {
  readonly scopeName: string;
  readonly injectionSelector: string;
  readonly patterns: readonly { readonly match: string }[];
}

interface Manifest {
  readonly contributes: {
    readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly problemMatchers: readonly { readonly pattern: { readonly regexp: string } }[];
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const grammar = (name: string): Grammar => JSON.parse(readFileSync(join(root, 'syntaxes', `${name}.tmLanguage.json`), 'utf8')) as Grammar;

/** What the patterns of a grammar colour in a line, in order. JavaScript reads these patterns as the editor does. */
function coloured(name: string, line: string): readonly string[] {
  return grammar(name).patterns.flatMap(({ match }) => [...line.matchAll(new RegExp(match, 'g'))].map(([text]) => text));
}

describe('what the extension contributes', () => {
  it('names each grammar by its own scope, and every file is there', () => {
    assert.equal(readdirSync(join(root, 'syntaxes')).length, manifest.contributes.grammars.length);
    for (const { scopeName, path } of manifest.contributes.grammars) {
      const read = JSON.parse(readFileSync(join(root, path), 'utf8')) as Grammar;
      assert.equal(read.scopeName, scopeName);
      assert.match(read.injectionSelector, /^L:source\./);
    }
    for (const { url } of manifest.contributes.jsonValidation) assert.ok(existsSync(join(root, url)), url);
  });

  for (const [name, line, expected] of [
    ['intrinsics', 'Key: !Ref Bucket', ['!Ref']],
    ['intrinsics', 'Key: !Sub "a"', ['!Sub']],
    ['intrinsics', '- !GetAtt A.Arn', ['!GetAtt']],
    ['intrinsics', '[!If [A, !Ref B, c]]', ['!If', '!Ref']],
    ['intrinsics', 'Fn::ForEach::Queues:', ['Fn::ForEach::Queues']],
    ['intrinsics', 'Key: !Reference A', []],
    ['intrinsics', 'Key: wow!Ref B', []],
    ['suppressions', '# dataward-ignore rds-storage-encrypted: a copy', ['dataward-ignore rds-storage-encrypted']],
    ['suppressions', '# dataward-ignore-file a, b until 2027-01-01: why', ['dataward-ignore-file a, b until 2027-01-01']],
    ['suppressions', '# dataward-ignored', []],
    ['dynamic-references', 'x: "{{resolve:secretsmanager:prod/db:SecretString:password}}"', ['{{resolve:secretsmanager:prod/db:SecretString:password}}']],
    ['dynamic-references', 'x: "{{resolve:ssm-secure:key:1}}"', ['{{resolve:ssm-secure:key:1}}']],
    ['dynamic-references', 'x: "{{ resolve:ssm:key }}"', ['{{ resolve:ssm:key }}']],
    ['dynamic-references', 'x: "${{ github.ref }}"', []],
  ] as const) {
    it(`colours ${expected.length === 0 ? 'nothing' : expected.join(' and ')} in ${line}`, () => {
      assert.deepEqual(coloured(name, line), expected);
    });
  }

  it('reads a line of the command as a problem: file, line, column, rule, message', () => {
    const [matcher] = manifest.contributes.problemMatchers;
    assert.ok(matcher);
    const line = 'stacks/orders.yaml:35:25 high rds-storage-encrypted The storage of RDS instance Orders is not encrypted.';
    assert.deepEqual(new RegExp(matcher.pattern.regexp).exec(line)?.slice(1), ['stacks/orders.yaml', '35', '25', 'rds-storage-encrypted', 'The storage of RDS instance Orders is not encrypted.']);
    assert.equal(new RegExp(matcher.pattern.regexp).exec('  35 |       StorageEncrypted: false'), null);
  });
});
