import { resource } from '../../server/src/core/rule/property.ts';
import { encryptedAtLevel, equals, forEach } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const keys = { AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' };

const table = resource({
  label: 'DynamoDB table',
  cfn: 'AWS::DynamoDB::Table',
  tf: 'aws_dynamodb_table',
  minimal: { cfn: keys, tf: { name: 'orders', billing_mode: 'PAY_PER_REQUEST', hash_key: 'Id', attribute: [{ name: 'Id', type: 'S' }] } },
  props: {
    encrypted: { cfn: 'SSESpecification.SSEEnabled', tf: 'server_side_encryption.enabled', whenAbsent: false },
    kmsKey: { cfn: 'SSESpecification.KMSMasterKeyId', tf: 'server_side_encryption.kms_key_arn' },
    recovery: { cfn: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', tf: 'point_in_time_recovery.enabled', whenAbsent: false },
    protection: { cfn: 'DeletionProtectionEnabled', tf: 'deletion_protection_enabled', whenAbsent: false },
  },
});

const globalTable = resource({
  label: 'DynamoDB global table',
  cfn: 'AWS::DynamoDB::GlobalTable',
  minimal: { cfn: { ...keys, StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } } },
  props: {
    replicas: {
      cfn: 'Replicas[]',
      items: {
        region: { cfn: 'Region' },
        recovery: { cfn: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', whenAbsent: false },
        protection: { cfn: 'DeletionProtectionEnabled', whenAbsent: false },
        key: { cfn: 'SSESpecification.KMSMasterKeyId' },
      },
    },
  },
});

/** In Terraform a replica is a block of its table, or a resource. */
const replica = resource({
  label: 'DynamoDB replica',
  tf: 'aws_dynamodb_table_replica',
  minimal: { tf: { global_table_arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' } },
  props: { key: { tf: 'kms_key_arn' } },
});

/** Whatever has a switch between the key that AWS owns and one in KMS; SAM's simple table included. */
const switchable = resource({
  label: 'DynamoDB table',
  cfn: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'],
  tf: 'aws_dynamodb_table',
  minimal: table.minimal,
  props: { encrypted: { cfn: 'SSESpecification.SSEEnabled', tf: 'server_side_encryption.enabled', whenAbsent: false } },
});

const { encrypted, kmsKey, recovery, protection } = table.props;
const { replicas } = globalTable.props;
const recoveryPage = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html';
const protectionPage = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection';
const whyRecovery = 'Items that a faulty release or a thief overwrites or deletes are gone for good; point-in-time recovery brings back any second of the last 35 days.';
const whyProtection = 'A wrong stack update, a script or a stolen credential deletes the table with every item in it.';

/** The rules about DynamoDB. Every table is encrypted: at the least with a key that AWS owns. */
export const dynamodbRules = [
  rule({
    id: 'dynamodb-pitr',
    since: '2026.12',
    on: table,
    profile: 'strict',
    severity: 'medium',
    category: 'backup',
    title: 'DynamoDB table can be restored to any point in time',
    message: 'DynamoDB table {name} cannot be restored to an earlier point in time.',
    why: whyRecovery,
    source: recoveryPage,
    standards: {
      'aws-fsbp': ['DynamoDB.2'],
      'pci-dss-4': ['10.3.3', '10.5.1', '3.2.1', '3.3.1.1', '3.3.1.3', '3.3.2', '3.3.3'],
      'nist-800-53-r5': ['CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6(2)', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    aliases: ['CKV_AWS_28', 'AWS-0024', 'W78', 'DYNAMODB_PITR_ENABLED', 'DynamoDBPITREnabled', 'AwsSolutions-DDB3'],
    require: equals(recovery, true),
    fix: { title: 'Turn on point-in-time recovery', set: [[recovery, true]] },
    examples: { pass: [{ recovery: true }], fail: [{}, { recovery: false }], unknown: [{ recovery: unresolved }] },
  }),
  rule({
    id: 'dynamodb-global-table-pitr',
    since: '2026.12',
    on: globalTable,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'DynamoDB global table can be restored to any point in time',
    message: 'A replica of DynamoDB global table {name} cannot be restored to an earlier point in time.',
    why: whyRecovery,
    source: recoveryPage,
    standards: { 'aws-fsbp': ['DynamoDB.2'] },
    aliases: ['CKV_AWS_165'],
    require: forEach(replicas, equals(replicas.items.recovery, true)),
    fix: { title: 'Turn on point-in-time recovery', set: [[replicas.items.recovery, true]] },
    examples: {
      pass: [{ replicas: [{ region: 'eu-west-1', recovery: true }] }],
      fail: [{ replicas: [{ region: 'eu-west-1', recovery: true }, { region: 'eu-central-1' }] }],
      unknown: [{ replicas: [{ region: 'eu-west-1', recovery: unresolved }] }],
    },
  }),
  rule({
    id: 'dynamodb-deletion-protection',
    since: '2026.12',
    on: table,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'DynamoDB table is protected from deletion',
    message: 'DynamoDB table {name} can be deleted by one call.',
    why: whyProtection,
    source: protectionPage,
    standards: { 'aws-fsbp': ['DynamoDB.6'] },
    require: equals(protection, true),
    fix: { title: 'Protect it from deletion', set: [[protection, true]] },
    examples: { pass: [{ protection: true }], fail: [{}, { protection: false }], unknown: [{ protection: unresolved }] },
  }),
  rule({
    id: 'dynamodb-global-table-deletion-protection',
    since: '2026.12',
    on: globalTable,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'DynamoDB global table is protected from deletion',
    message: 'A replica of DynamoDB global table {name} can be deleted by one call.',
    why: whyProtection,
    source: protectionPage,
    standards: { 'aws-fsbp': ['DynamoDB.6'] },
    require: forEach(replicas, equals(replicas.items.protection, true)),
    fix: { title: 'Protect it from deletion', set: [[replicas.items.protection, true]] },
    examples: {
      pass: [{ replicas: [{ region: 'eu-west-1', protection: true }] }],
      fail: [{ replicas: [{ region: 'eu-west-1' }] }],
      unknown: [{ replicas: [{ region: 'eu-west-1', protection: unresolved }] }],
    },
  }),
  rule({
    id: 'dynamodb-encryption-enabled',
    since: '2026.12',
    on: switchable,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'DynamoDB table is encrypted with a key that you can see',
    message: 'DynamoDB table {name} is encrypted with a key that AWS owns.',
    why: 'The use of a key that AWS owns is in no log of yours: nobody can say when the data was decrypted, and for whom.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html',
    standards: { 'pci-dss-4': ['8.3.2'], hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'] },
    aliases: ['AWS-0121', 'DYNAMODB_TABLE_MUST_BE_ENCRYPTED'],
    require: equals(switchable.props.encrypted, true),
    fix: { title: 'Use the key that AWS manages in your account', set: [[switchable.props.encrypted, true]] },
    examples: { pass: [{ encrypted: true }], fail: [{}, { encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
  customerKeyRule({
    id: 'dynamodb-table-cmk',
    on: table,
    key: kmsKey,
    mode: encrypted,
    modes: { true: 'key', false: 'aws-owned' },
    withoutKey: 'aws-managed',
    what: 'DynamoDB table',
    awsAlias: 'alias/aws/dynamodb',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html',
    standards: {
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV_AWS_119', 'AWS-0025', 'W74', 'DYNAMODB_TABLE_ENCRYPTED_KMS'],
    given: { encrypted: true },
  }),
  rule({
    id: 'dynamodb-global-table-cmk',
    since: '2026.12',
    on: globalTable,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Every replica of a DynamoDB global table has a key of your own',
    message: 'A replica of DynamoDB global table {name} has no key of your own.',
    why: 'The policy of a key that AWS owns cannot be narrowed and the key cannot be disabled: access to the copy cannot be cut off.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
    require: forEach(replicas, encryptedAtLevel('customer-managed', { key: replicas.items.key, withoutKey: 'aws-owned' })),
    examples: {
      pass: [{ replicas: [{ region: 'eu-west-1', key: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }] }],
      fail: [{ replicas: [{ region: 'eu-west-1' }] }],
      unknown: [{ replicas: [{ region: 'eu-west-1', key: unresolved }] }],
    },
  }),
  customerKeyRule({
    id: 'dynamodb-replica-cmk',
    on: replica,
    key: replica.props.key,
    withoutKey: 'aws-owned',
    what: 'DynamoDB replica',
    awsAlias: 'alias/aws/dynamodb',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
    aliases: ['CKV_AWS_271'],
  }),
];
