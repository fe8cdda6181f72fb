import { resource } from '../../server/src/core/rule/property.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const database = resource({
  label: 'Timestream database',
  cfn: 'AWS::Timestream::Database',
  tf: 'aws_timestreamwrite_database',
  minimal: { tf: { database_name: 'meters' } },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

/** The rules about Timestream. A database is always encrypted. */
export const timestreamRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'timestream-database-cmk',
    on: database,
    key: database.props.key,
    withoutKey: 'aws-managed',
    what: 'Timestream database',
    awsAlias: 'alias/aws/timestream',
    source: 'https://docs.aws.amazon.com/timestream/latest/developerguide/EncryptionAtRest.html',
    aliases: ['CKV_AWS_160', 'TimestreamDatabaseCustomerManagedKey'],
  }),
];
