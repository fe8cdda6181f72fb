import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import { complaintSentence } from '../../../server/src/core/engine/wishes.ts';
import { checkOptions } from '../../../server/src/project/check-options.ts';
import { checkText } from '../../../server/src/project/check.ts';

/** What is found in a database whose storage is not encrypted, silenced by a comment; and what is said of the comment. */
function silencedBy(comment: string): { readonly silenced: boolean; readonly said: readonly string[] } {
  const text = `Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      StorageEncrypted: false # ${comment}\n`;
  const checked = checkText(text, 'a.yaml', checkOptions('a.yaml', undefined, rules, { today: '2026-12-01' }));
  assert(checked.kind === 'template');
  const found = checked.report.findings.find(({ rule }) => rule === 'rds-storage-encrypted');
  return { silenced: found?.suppressed !== undefined, said: checked.report.unusedSuppressions.map(complaintSentence) };
}

describe('the rules that a suppression names', () => {
  const cases: readonly (readonly [string, string, ReturnType<typeof silencedBy>])[] = [
    ['by its id', 'dataward-ignore rds-storage-encrypted', { silenced: true, said: [] }],
    ['by an alias of another tool', 'dataward-ignore CKV_AWS_16: moves', { silenced: true, said: [] }],
    ['by an alias in other letters', 'dataward-ignore ckv_aws_16', { silenced: true, said: [] }],
    ['by an alias behind its tool', 'dataward-ignore cfn_nag:F27: moves', { silenced: true, said: [] }],
    ['by an alias in a pack', 'dataward-ignore HIPAA.Security-RDSStorageEncrypted, AwsSolutions-RDS2', { silenced: true, said: [] }],
    ['by an alias that stands for other rules', 'dataward-ignore CKV_AWS_17', { silenced: false, said: ['The suppression of CKV_AWS_17 covers nothing.'] }],
    ['by no name', 'dataward-ignore rds-storage-encryptd: moves', { silenced: false, said: ["The suppression names `rds-storage-encryptd`, which is no rule's id or alias (did you mean `rds-storage-encrypted`?)."] }],
    ['by its id beside no name', 'dataward-ignore rds-storage-encrypted, CKV_AWS_0', { silenced: true, said: ["The suppression names `CKV_AWS_0`, which is no rule's id or alias."] }],
    ['by an alias whose day has come', 'dataward-ignore CKV_AWS_16 until 2026-12-01', { silenced: false, said: ['The suppression of CKV_AWS_16 has ended.'] }],
    ['by the id of a rule that is off', 'dataward-ignore s3-bucket-kms-key', { silenced: false, said: [] }],
  ];
  for (const [title, comment, expected] of cases) it(`are found ${title}`, () => assert.deepEqual(silencedBy(comment), expected));
});
