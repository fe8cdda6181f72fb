import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const keyspace = resource({
  label: 'Keyspaces table',
  cfn: 'AWS::Cassandra::Table',
  tf: 'aws_keyspaces_table',
  minimal: {
    cfn: { KeyspaceName: 'orders', PartitionKeyColumns: [{ ColumnName: 'id', ColumnType: 'text' }] },
    tf: { keyspace_name: 'orders', table_name: 'orders', schema_definition: { column: [{ name: 'id', type: 'text' }], partition_key: [{ name: 'id' }] } },
  },
  props: {
    type: { cfn: 'EncryptionSpecification.EncryptionType', tf: 'encryption_specification.type', whenAbsent: 'AWS_OWNED_KMS_KEY' },
    key: { cfn: 'EncryptionSpecification.KmsKeyIdentifier', tf: 'encryption_specification.kms_key_identifier' },
    recovery: { cfn: 'PointInTimeRecoveryEnabled', tf: 'point_in_time_recovery.status', values: { ENABLED: true, DISABLED: false }, whenAbsent: false },
  },
});

/** The rules about Keyspaces. */
export const keyspacesRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'keyspaces-table-cmk',
    on: keyspace,
    mode: keyspace.props.type,
    modes: { AWS_OWNED_KMS_KEY: 'aws-owned', CUSTOMER_MANAGED_KMS_KEY: 'key' },
    key: keyspace.props.key,
    withoutKey: 'aws-owned',
    what: 'Keyspaces table',
    awsAlias: 'alias/aws/cassandra',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cassandra-table-encryptionspecification.html',
    aliases: ['CKV_AWS_265'],
    given: { type: 'CUSTOMER_MANAGED_KMS_KEY' },
  }),
  rule({
    id: 'keyspaces-pitr',
    since: '2026.12',
    on: keyspace,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Keyspaces table can be restored to any second',
    message: 'Keyspaces table {name} cannot be restored to an earlier time.',
    why: 'What a faulty program writes over or deletes is gone.',
    source: 'https://docs.aws.amazon.com/keyspaces/latest/devguide/PointInTimeRecovery.html',
    require: equals(keyspace.props.recovery, true),
    fix: { title: 'Turn on point-in-time recovery', set: [[keyspace.props.recovery, true]] },
    examples: { pass: [{ recovery: true }], fail: [{}, { recovery: false }], unknown: [{ recovery: unresolved }] },
  }),
];
