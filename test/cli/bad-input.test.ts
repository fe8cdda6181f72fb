import assert from 'node:assert/strict';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { clean, folderOf, run, runIn, twoRules, unencrypted } from './command.ts';

const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const version = "AWSTemplateFormatVersion: '2010-09-09'\n";
const finding = /:6:25 high rds-storage-encrypted /;
const noTemplate = /^0 findings in 0 templates[^]*1 file is not a template/;
const problem = (code: string, place = '\\d+:\\d+'): RegExp => new RegExp(`a\\.(?:yaml|json):${place} (?:error|warning) ${code} `);
const deep = (levels: number): string => `${version}Resources:\n  A:\n    Type: A::B::C\n    Properties:\n      X: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
const bomb = `${version}Metadata:\n  a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, i) => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]\n`).join('')}Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: {StorageEncrypted: false, Tags: *a30}\n`;

interface Row {
  readonly title: string;
  readonly content: string | Uint8Array;
  readonly name?: string;
  readonly code: 0 | 1 | 2;
  readonly stdout: RegExp;
  readonly stderr?: RegExp;
}

const rows: readonly Row[] = [
  { title: 'an empty file', content: '', code: 0, stdout: noTemplate, stderr: /not a template: / },
  { title: 'a file of blanks', content: ' \n\n', code: 0, stdout: noTemplate, stderr: /not a template: / },
  { title: 'a half-typed template', content: `${version}Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: "fal`, code: 2, stdout: problem('yaml-syntax') },
  { title: 'a half-typed template in JSON', name: 'a.json', content: '{"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"StorageEncrypted": false', code: 2, stdout: /json-syntax [^]*rds-storage-encrypted/ },
  { title: 'Resources: null', content: `${version}Resources: null\n`, code: 2, stdout: problem('[a-z-]+', '2:\\d+') },
  { title: 'Resources that are a list', content: `${version}Resources: [1]\n`, code: 2, stdout: problem('wrong-type', '2:\\d+') },
  { title: 'Resources that are a text', content: `${version}Resources: x\n`, code: 2, stdout: problem('wrong-type', '2:\\d+') },
  { title: 'a resource that is a text', content: `${version}Resources:\n  A: x\n`, code: 2, stdout: problem('wrong-type', '3:\\d+') },
  { title: 'a resource without Type', content: `${version}Resources:\n  A:\n    Properties: {}\n`, code: 2, stdout: problem('missing-type', '3:\\d+') },
  { title: 'a Type that is a list', content: `${version}Resources:\n  A:\n    Type: [x]\n`, code: 2, stdout: problem('[a-z-]+', '\\d:\\d+') },
  { title: 'Properties that are a list', content: `${version}Resources:\n  A:\n    Type: AWS::RDS::DBInstance\n    Properties: [1]\n`, code: 2, stdout: problem('wrong-type', '5:\\d+') },
  { title: 'Parameters that are a number', content: `${version}Parameters: 3\n${unencrypted}`, code: 2, stdout: /wrong-type [^]*rds-storage-encrypted/ },
  { title: 'a broken resource beside a good one', content: `${unencrypted}  Broken: x\n`, code: 2, stdout: finding },
  { title: 'unknown types', content: `${version}Resources:\n  A:\n    Type: Acme::Made::Up\n  B:\n    Type: AWS::No::Such\n`, code: 0, stdout: /^0 findings in 1 template with 2 resources/ },
  { title: 'a cycle of Ref', content: `${version}Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Ref B, SqsManagedSseEnabled: true}\n  B:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Ref A, SqsManagedSseEnabled: true}\n`, code: 0, stdout: /in 1 template with 2 resources/ },
  { title: 'lists in lists, 100 deep', content: deep(100), code: 0, stdout: /in 1 template with 1 resource/ },
  { title: 'lists in lists, 20,000 deep', content: deep(20_000), code: 2, stdout: /nested-too-deep|yaml-syntax/ },
  { title: 'an alias bomb', content: bomb, code: 2, stdout: /too-many-aliases/ },
  { title: 'a byte order mark', content: `\uFEFF${unencrypted}`, code: 1, stdout: finding },
  { title: 'CRLF', content: unencrypted.replaceAll('\n', '\r\n'), code: 1, stdout: finding },
  { title: 'UTF-16 LE', content: utf16(unencrypted, false), code: 1, stdout: finding },
  { title: 'UTF-16 BE', content: utf16(unencrypted, true), code: 1, stdout: finding },
  { title: 'a binary file', content: new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), code: 0, stdout: noTemplate, stderr: /binary/ },
  { title: 'UTF-8 that is not valid', content: Buffer.concat([Buffer.from(unencrypted), Buffer.from([0x23, 0xff, 0xc0])]), code: 2, stdout: /1 could not be read/, stderr: /a\.yaml: it is not valid UTF-8/ },
  { title: 'UTF-16 cut in the middle of a character', content: utf16(unencrypted, false).subarray(0, -1), code: 2, stdout: /1 could not be read/, stderr: /it is not valid UTF-16/ },
  { title: '`__proto__` and `constructor` as keys', content: `${version}Resources:\n  __proto__:\n    Type: AWS::RDS::DBInstance\n    Properties: {StorageEncrypted: false, __proto__: 1}\n  constructor:\n    Type: AWS::RDS::DBInstance\n    Properties: {StorageEncrypted: false, constructor: {toString: 1}}\n  A:\n    Type: __proto__\n  B:\n    Type: constructor\n`, code: 1, stdout: /instance __proto__ is [^]*instance constructor is / },
  { title: '`__proto__` as a parameter and a condition', content: `${version}Parameters:\n  __proto__: {Type: String, Default: 'false'}\nConditions:\n  __proto__: !Equals [!Ref __proto__, 'false']\n${unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: !Ref __proto__')}`, code: 1, stdout: /rds-storage-encrypted/ },
];

describe('bad input', () => {
  for (const { title, content, name = 'a.yaml', code, stdout, stderr } of rows) {
    it(`reports ${title} and exits with ${code}`, () => {
      const ran = runIn({ [name]: content, 'dataward.config.yml': twoRules }, [name, '--verbose']);
      assert.match(ran.stdout, stdout);
      if (stderr) assert.match(ran.stderr, stderr);
      assert.doesNotMatch(ran.stderr, /internal error/);
      assert.equal(ran.code, code, ran.stdout + ran.stderr);
    });
  }

  it('names a missing path, and judges the others', () => {
    const { code, stdout, stderr } = runIn({ 'a.yaml': unencrypted, 'dataward.config.json': twoRules }, ['gone.yaml', 'a.yaml']);
    assert.equal(code, 2);
    assert.match(stdout, finding);
    assert.equal(stderr, 'dataward: gone.yaml: there is no such file or folder\n');
  });

  it('names a link that leads nowhere, or in a circle', () => {
    const folder = folderOf({});
    try {
      symlinkSync('nowhere', join(folder.path, 'gone.yaml'));
      symlinkSync('round.yaml', join(folder.path, 'round.yaml'));
      const { code, stderr } = run(['gone.yaml', 'round.yaml'], { cwd: folder.path });
      assert.equal(code, 2);
      assert.equal(stderr, 'dataward: gone.yaml: there is no such file or folder\ndataward: round.yaml: its links lead in a circle\n');
    } finally {
      folder.remove();
    }
  });

  it('refuses a named file of more than 64 MB, and passes over one in a folder', () => {
    const folder = folderOf({});
    try {
      writeFileSync(join(folder.path, 'a.yaml'), '');
      truncateSync(join(folder.path, 'a.yaml'), 64 * 1024 * 1024 + 1);
      const named = run(['a.yaml'], { cwd: folder.path });
      assert.deepEqual([named.code, named.stderr], [2, 'dataward: a.yaml: it is larger than 64 MB\n']);
      assert.equal(run(['.'], { cwd: folder.path }).code, 0);
    } finally {
      folder.remove();
    }
  });

  it('counts what is not a template in a folder, and exits with 0', () => {
    const files = { 'package.json': '{"name": "x"}', '.github/workflows/ci.yml': 'on: push\njobs: {}\n', 'a.yaml': clean, 'notes.txt': 'x' };
    const { code, stdout } = runIn(files, ['.']);
    assert.equal(code, 0);
    assert.equal(stdout, '0 findings in 1 template with 1 resource.\n  1 resource of types that no rule is about\n  2 files are not a template\n');
  });
});
