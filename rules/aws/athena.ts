import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const workgroup = resource({
  label: 'Athena workgroup',
  cfn: 'AWS::Athena::WorkGroup',
  tf: 'aws_athena_workgroup',
  minimal: { cfn: { Name: 'reports' }, tf: { name: 'reports' } },
  props: {
    enforced: { cfn: 'WorkGroupConfiguration.EnforceWorkGroupConfiguration', tf: 'configuration.enforce_workgroup_configuration', whenAbsent: true },
    encryption: {
      cfn: 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.EncryptionOption',
      tf: 'configuration.result_configuration.encryption_configuration.encryption_option',
    },
    managed: {
      cfn: 'WorkGroupConfiguration.ManagedQueryResultsConfiguration.Enabled',
      tf: 'configuration.managed_query_results_configuration.enabled',
      whenAbsent: false,
    },
    kmsKey: {
      cfn: 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey',
      tf: 'configuration.result_configuration.encryption_configuration.kms_key_arn',
    },
  },
});

/** A database whose results are encrypted where its tables are made. CloudFormation has none. */
const database = resource({
  label: 'Athena database',
  tf: 'aws_athena_database',
  minimal: { tf: { name: 'reports', bucket: 'reports' } },
  props: { encryption: { tf: 'encryption_configuration.encryption_option' } },
});

const { enforced, encryption, managed, kmsKey } = workgroup.props;
const encryptionPage = 'https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html';

/** The rules about Athena. Results lie in a bucket, which is encrypted by itself. */
export const athenaRules: readonly RuleRecord[] = [
  rule({
    id: 'athena-workgroup-enforced',
    since: '2026.12',
    on: workgroup,
    severity: 'medium',
    category: 'at-rest',
    title: 'Athena workgroup overrides the settings of its clients',
    message: 'Athena workgroup {name} lets clients choose where results go and how they are encrypted.',
    why: 'Any client can send results of queries to a bucket of its own, unencrypted, past every setting of the workgroup.',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html',
    aliases: ['CKV_AWS_82', 'AWS-0007'],
    require: equals(enforced, true),
    fix: { title: 'Override the clients', set: [[enforced, true]] },
    examples: { pass: [{}, { enforced: true }], fail: [{ enforced: false }], unknown: [{ enforced: unresolved }] },
  }),
  rule({
    id: 'athena-workgroup-encrypted',
    since: '2026.12',
    on: workgroup,
    // Results that Athena keeps itself are encrypted, and take no settings for results in a bucket: https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
    applies: not(equals(managed, true)),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Athena workgroup says how its results are encrypted',
    message: 'Athena workgroup {name} does not say how its results are encrypted.',
    why: 'Results are then encrypted as the bucket happens to do it, or as each client asks.',
    source: encryptionPage,
    standards: { 'pci-dss-4': ['8.3.2'] },
    aliases: ['CKV_AWS_159', 'AWS-0006'],
    require: oneOf(encryption, ['SSE_S3', 'SSE_KMS', 'CSE_KMS']),
    fix: { title: 'Encrypt results with a key of S3', set: [[encryption, 'SSE_S3']] },
    examples: { pass: [{ encryption: 'SSE_KMS' }], fail: [{}], unknown: [{ encryption: unresolved }], skip: [{ managed: true }] },
  }),
  rule({
    id: 'athena-database-encrypted',
    since: '2026.12',
    on: database,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Athena database says how it is encrypted',
    message: 'Athena database {name} does not say how it is encrypted.',
    why: 'Its results are then encrypted as the bucket happens to do it.',
    source: encryptionPage,
    aliases: ['CKV_AWS_77', 'AWS-0006'],
    require: oneOf(database.props.encryption, ['SSE_S3', 'SSE_KMS', 'CSE_KMS']),
    fix: { title: 'Encrypt with a key of S3', set: [[database.props.encryption, 'SSE_S3']] },
    examples: { pass: [{ encryption: 'SSE_KMS' }], fail: [{}], unknown: [{ encryption: unresolved }] },
  }),
  rule({
    id: 'athena-cse-key',
    since: '2026.12',
    on: workgroup,
    applies: oneOf(encryption, ['SSE_KMS', 'CSE_KMS']),
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Athena workgroup that encrypts with KMS names the key',
    message: 'Athena workgroup {name} encrypts with KMS and names no key.',
    why: 'Client-side encryption cannot be done without a key, and on the server the bucket then chooses one that nobody picked for these results.',
    source: 'https://docs.aws.amazon.com/athena/latest/APIReference/API_EncryptionConfiguration.html',
    require: present(kmsKey),
    examples: {
      pass: [{ encryption: 'CSE_KMS', kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1234' }],
      fail: [{ encryption: 'SSE_KMS' }],
      unknown: [{ encryption: unresolved }],
      skip: [{}, { encryption: 'SSE_S3' }],
    },
  }),
];
