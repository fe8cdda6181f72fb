import assert from 'node:assert/strict';
import { impactOfFix } from '../../../server/src/impact/safety.ts';
import { fixAll } from '../../../server/src/project/fix-all.ts';
import { judged } from './fix-text.ts';

const two = 'Resources:\n  A:\n    Type: AWS::SecretsManager::Secret\n  B:\n    Type: AWS::SecretsManager::Secret\n';

describe('all fixes at once', () => {
  it('add one key, which the next fix uses', () => {
    const { text } = fixAll(two, judged(two), judged, ({ rule }) => rule === 'secretsmanager-cmk');
    assert.equal(text.match(/Type: AWS::KMS::Key/g)?.length, 1);
    assert.equal(text.match(/KmsKeyId: !GetAtt DataKey\.Arn/g)?.length, 2);
  });

  it('leave what adds something, or changes who has access, to the user', () => {
    const checked = judged(two);
    const { rounds } = fixAll(two, checked, judged, (finding, template) => finding.rule === 'secretsmanager-cmk' && impactOfFix(finding, template)?.safe === true);
    assert.deepEqual(rounds, []);
    const [title] = checked.report.findings.flatMap((finding) => (finding.rule === 'secretsmanager-cmk' ? [impactOfFix(finding, checked.template)?.title] : []));
    assert.equal(title, 'Encrypt with a key of your own (adds a key: monthly cost; readers and writers need the key)');
  });
});
