import { resource } from '../../server/src/core/rule/property.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const index = resource({
  label: 'Kendra index',
  cfn: 'AWS::Kendra::Index',
  tf: 'aws_kendra_index',
  minimal: {
    cfn: { Edition: 'DEVELOPER_EDITION', Name: 'handbook', RoleArn: 'arn:aws:iam::111122223333:role/kendra' },
    tf: { name: 'handbook', role_arn: 'arn:aws:iam::111122223333:role/kendra' },
  },
  props: { key: { cfn: 'ServerSideEncryptionConfiguration.KmsKeyId', tf: 'server_side_encryption_configuration.kms_key_id' } },
});

/** The rules about Kendra. An index is always encrypted. */
export const kendraRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'kendra-index-cmk',
    on: index,
    key: index.props.key,
    withoutKey: 'aws-owned',
    what: 'Kendra index',
    awsAlias: 'alias/aws/kendra',
    source: 'https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html',
    aliases: ['CKV_AWS_262', 'W80', 'KENDRA_INDEX_ENCRYPTION_KMS_KEY_ID_RULE'],
  }),
];
