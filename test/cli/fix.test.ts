import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { replaceFile } from '../../server/src/project/replace-file.ts';
import { folderOf, run, runIn, twoRules, unencrypted } from './command.ts';

const mended = unencrypted.replace('DeletionProtection: false', 'DeletionProtection: true');

/** The file after `--fix`, and what the command said. */
function fix(content: string | Uint8Array, args: readonly string[] = []): { readonly after: Buffer; readonly ran: ReturnType<typeof run> } {
  const folder = folderOf({ 'a.yaml': content, 'dataward.config.json': twoRules });
  try {
    const ran = run(['--fix', 'a.yaml', ...args], { cwd: folder.path });
    return { after: readFileSync(join(folder.path, 'a.yaml')), ran };
  } finally {
    folder.remove();
  }
}

describe('--fix', () => {
  it('applies what is safe, and lists what is not', () => {
    const { after, ran } = fix(unencrypted);
    assert.equal(after.toString(), mended);
    assert.equal(ran.code, 1);
    assert.match(ran.stdout, /a\.yaml fixed rds-deletion-protection Protect it from deletion in Db\n/);
    assert.match(ran.stdout, /rds-storage-encrypted[^]*= fix: Encrypt the storage \(replaces the database\)\n/);
    assert.match(ran.stdout, / {2}1 fixed\n/);
  });

  it('changes nothing when applied again', () => {
    assert.equal(fix(mended).after.toString(), mended);
  });

  it('leaves alone what is suppressed', () => {
    const text = unencrypted.replace('DeletionProtection: false', 'DeletionProtection: false # dataward-ignore rds-deletion-protection: why');
    assert.equal(fix(text).after.toString(), text);
  });

  it('leaves alone what it may not judge', () => {
    const text = unencrypted.replace('DeletionProtection: false', 'DeletionProtection: !Ref Elsewhere');
    assert.equal(fix(text).after.toString(), text);
  });

  it('keeps a byte order mark and CRLF', () => {
    const text = `\uFEFF${unencrypted.replaceAll('\n', '\r\n')}`;
    assert.equal(fix(text).after.toString(), text.replace('DeletionProtection: false', 'DeletionProtection: true'));
  });

  for (const bigEndian of [false, true]) {
    it(`keeps UTF-16 ${bigEndian ? 'BE' : 'LE'}`, () => {
      const encode = (text: string): Buffer => {
        const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
        return bigEndian ? bytes.swap16() : bytes;
      };
      assert.deepEqual(fix(encode(unencrypted)).after, encode(mended));
    });
  }

  it('writes through a link and keeps the mode', () => {
    const folder = folderOf({ 'real/a.yaml': unencrypted, 'dataward.config.json': twoRules });
    try {
      const [real, link] = [join(folder.path, 'real', 'a.yaml'), join(folder.path, 'link.yaml')];
      chmodSync(real, 0o640);
      symlinkSync('real/a.yaml', link);
      run(['--fix', 'link.yaml'], { cwd: folder.path });
      assert.ok(lstatSync(link).isSymbolicLink());
      assert.equal(readlinkSync(link), 'real/a.yaml');
      assert.equal(readFileSync(real, 'utf8'), mended);
      assert.equal(statSync(real).mode & 0o7777, 0o640);
      assert.deepEqual(readdirSync(join(folder.path, 'real')), ['a.yaml']);
    } finally {
      folder.remove();
    }
  });

  it('says so in JSON, and leaves a file without findings as it is', () => {
    const { ran } = fix(unencrypted, ['--format', 'json']);
    const report = JSON.parse(ran.stdout) as { readonly files: readonly { readonly fixed: readonly object[] }[] };
    assert.equal(report.files[0]?.fixed.length, 1);
  });

  it('judges a second file as well after the first', () => {
    const ran = runIn({ 'a.yaml': unencrypted, 'b.yaml': unencrypted, 'dataward.config.json': twoRules }, ['--fix', '.']);
    assert.match(ran.stdout, / {2}2 fixed\n/);
  });
});

describe('--fix --unsafe', () => {
  const both = mended.replace('StorageEncrypted: false', 'StorageEncrypted: true');

  it('applies what replaces the database too', () => {
    const { after, ran } = fix(unencrypted, ['--unsafe']);
    assert.equal(after.toString(), both);
    assert.equal(ran.code, 0);
  });

  it('is named where --fix alone leaves something', () => {
    assert.match(fix(unencrypted).ran.stdout, / {2}1 fix left: deploying it replaces or interrupts what runs, or may fail \(--fix --unsafe applies it\)\n/);
    assert.match(fix(mended).ran.stdout, / {2}1 fix left/);
    assert.doesNotMatch(fix(unencrypted, ['--unsafe']).ran.stdout, /left/);
  });

  it('needs --fix', () => {
    const ran = runIn({ 'a.yaml': unencrypted }, ['--unsafe', 'a.yaml']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /--unsafe needs --fix/);
  });
});

describe('--fix --dry-run', () => {
  it('prints a unified diff, writes nothing, and leaves with the exit code of what would be left', () => {
    const { after, ran } = fix(unencrypted, ['--dry-run']);
    assert.equal(after.toString(), unencrypted);
    assert.equal(ran.code, 1);
    assert.equal(
      ran.stdout,
      `--- a/a.yaml
+++ b/a.yaml
@@ -3,5 +3,5 @@
     Type: AWS::RDS::DBInstance
     Properties:
       Engine: mysql
       StorageEncrypted: false
-      DeletionProtection: false
+      DeletionProtection: true
`,
    );
    assert.match(ran.stderr, /^With these changes: 1 finding \(1 high\) in 1 template/);
  });

  it('prints nothing where nothing would change', () => {
    assert.equal(fix(mended, ['--dry-run']).ran.stdout, '');
  });

  it('masks secrets on both sides', () => {
    const text = unencrypted.replace('Engine: mysql\n', 'Engine: mysql\n      MasterUserPassword: hunter2-hunter2\n');
    const { stdout } = fix(text, ['--dry-run', '--unsafe']).ran;
    assert.match(stdout, /^ {7}MasterUserPassword: •••$/m);
    assert.doesNotMatch(stdout, /hunter2/);
  });

  it('keeps CRLF in the lines', () => {
    assert.match(fix(unencrypted.replaceAll('\n', '\r\n'), ['--dry-run']).ran.stdout, /^\+ {6}DeletionProtection: true\r$/m);
  });

  it('has no other format', () => {
    const ran = runIn({ 'a.yaml': unencrypted }, ['--fix', '--dry-run', '--format', 'json', 'a.yaml']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /--dry-run prints a diff/);
  });
});

describe('replacing a file', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('does not touch a file that was changed since it was read', () => {
    const folder = folderOf({ 'a.yaml': 'two' });
    try {
      const path = join(folder.path, 'a.yaml');
      assert.equal(replaceFile(path, bytes('one'), bytes('three')), 'it was changed meanwhile');
      assert.equal(readFileSync(path, 'utf8'), 'two');
      assert.deepEqual(readdirSync(folder.path), ['a.yaml']);
    } finally {
      folder.remove();
    }
  });

  it('says why it could not', () => {
    const folder = folderOf({});
    try {
      assert.equal(replaceFile(join(folder.path, 'gone.yaml'), bytes(''), bytes('x')), 'there is no such file or folder');
      writeFileSync(join(folder.path, 'a'), '');
      assert.equal(replaceFile(folder.path, bytes(''), bytes('x')), 'it is not a regular file');
    } finally {
      folder.remove();
    }
  });
});
