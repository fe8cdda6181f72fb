import assert from 'node:assert/strict';
import { s3PublicAccessRules } from '../../rules/aws/s3/public-access.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';

const groups = 'http://acs.amazonaws.com/groups/global/';

/** The rules about lists that fail for a bucket whose list grants this. */
function failing(group: string, permission: string): readonly string[] {
  const list = { bucket: '${aws_s3_bucket.pictures.id}', access_control_policy: { grant: [{ grantee: { type: 'Group', uri: group }, permission }], owner: { id: 'me' } } };
  const document = parseJson(JSON.stringify({ resource: { aws_s3_bucket: { pictures: {} }, aws_s3_bucket_acl: { pictures: list } } }), 'main.tf.json');
  const { template } = readModule({ folder: '', documents: [document] }, () => undefined);
  const rules = s3PublicAccessRules.filter(({ id }) => id.startsWith('s3-bucket-acl-')).map((rule) => ({ rule, severity: rule.severity }));
  const { findings, errors } = judge(template, { rules, profile: 'default' });
  assert.deepEqual(errors, []);
  return findings.map(({ verdict, rule, subject }) => `${verdict} ${rule} ${subject}`);
}

describe('the grants in the access control list of a Terraform bucket', () => {
  const read = 'fail s3-bucket-acl-public-read aws_s3_bucket.pictures';
  const write = 'fail s3-bucket-acl-public-write aws_s3_bucket.pictures';
  for (const [title, group, permission, expected] of [
    ['fail for everybody who may read', `${groups}AllUsers`, 'READ', [read]],
    ['fail for everybody who may write', `${groups}AllUsers`, 'WRITE', [write]],
    ['fail for everybody who may do everything', `${groups}AllUsers`, 'FULL_CONTROL', [read, write]],
    ['fail for every AWS account', `${groups}AuthenticatedUsers`, 'READ', ['fail s3-bucket-acl-authenticated-users aws_s3_bucket.pictures']],
    ['pass for the delivery of logs', 'http://acs.amazonaws.com/groups/s3/LogDelivery', 'WRITE', []],
  ] as const)
    it(title, () => {
      assert.deepEqual(failing(group, permission), expected);
    });
});
