import { resource } from '../../server/src/core/rule/property.ts';
import { all, equals, forEach, oneOf, present, refersTo, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const configuration = resource({
  label: 'Glue security configuration',
  cfn: 'AWS::Glue::SecurityConfiguration',
  tf: 'aws_glue_security_configuration',
  minimal: { cfn: { Name: 'sound', EncryptionConfiguration: {} }, tf: { name: 'sound' } },
  props: {
    bookmarks: {
      cfn: 'EncryptionConfiguration.JobBookmarksEncryption.JobBookmarksEncryptionMode',
      tf: 'encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode',
      whenAbsent: 'DISABLED',
    },
    logs: {
      cfn: 'EncryptionConfiguration.CloudWatchEncryption.CloudWatchEncryptionMode',
      tf: 'encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode',
      whenAbsent: 'DISABLED',
    },
    results: {
      cfn: 'EncryptionConfiguration.S3Encryptions[]',
      tf: 'encryption_configuration.s3_encryption[]',
      items: { key: { cfn: 'KmsKeyArn', tf: 'kms_key_arn' }, mode: { cfn: 'S3EncryptionMode', tf: 's3_encryption_mode', whenAbsent: 'DISABLED' } },
    },
  },
});

const job = resource({
  label: 'Glue job',
  cfn: 'AWS::Glue::Job',
  tf: 'aws_glue_job',
  minimal: {
    cfn: { Command: { Name: 'glueetl', ScriptLocation: 's3://jobs/orders.py' }, Role: 'arn:aws:iam::111122223333:role/glue' },
    tf: { name: 'orders', role_arn: 'arn:aws:iam::111122223333:role/glue', command: { script_location: 's3://jobs/orders.py' } },
  },
  props: { configuration: { cfn: 'SecurityConfiguration', tf: 'security_configuration' } },
});

const crawler = resource({
  label: 'Glue crawler',
  cfn: 'AWS::Glue::Crawler',
  tf: 'aws_glue_crawler',
  minimal: {
    cfn: { Role: 'arn:aws:iam::111122223333:role/glue', Targets: { S3Targets: [{ Path: 's3://orders' }] } },
    tf: { name: 'orders', database_name: 'orders', role: 'arn:aws:iam::111122223333:role/glue', s3_target: { path: 's3://orders' } },
  },
  props: { configuration: { cfn: 'CrawlerSecurityConfiguration', tf: 'security_configuration' } },
});

/** A development endpoint names its configuration as a job does. */
const runner = resource({
  label: 'Glue job',
  cfn: ['AWS::Glue::Job', 'AWS::Glue::DevEndpoint'],
  tf: ['aws_glue_job', 'aws_glue_dev_endpoint'],
  minimal: job.minimal,
  props: { configuration: { cfn: 'SecurityConfiguration', tf: 'security_configuration' } },
});

const catalog = resource({
  label: 'Glue Data Catalog',
  cfn: 'AWS::Glue::DataCatalogEncryptionSettings',
  tf: 'aws_glue_data_catalog_encryption_settings',
  minimal: { cfn: { CatalogId: '111122223333', DataCatalogEncryptionSettings: {} } },
  props: {
    mode: {
      cfn: 'DataCatalogEncryptionSettings.EncryptionAtRest.CatalogEncryptionMode',
      tf: 'data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode',
      whenAbsent: 'DISABLED',
    },
    passwords: {
      cfn: 'DataCatalogEncryptionSettings.ConnectionPasswordEncryption.ReturnConnectionPasswordEncrypted',
      tf: 'data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted',
      whenAbsent: false,
    },
    passwordKey: {
      cfn: 'DataCatalogEncryptionSettings.ConnectionPasswordEncryption.KmsKeyId',
      tf: 'data_catalog_encryption_settings.connection_password_encryption.aws_kms_key_id',
    },
  },
});

const { bookmarks, logs, results } = configuration.props;
const { mode, passwords, passwordKey } = catalog.props;
const configurationPage = 'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const encryptedBookmarks = equals(bookmarks, 'CSE-KMS');
const encryptedLogs = equals(logs, 'SSE-KMS');

/** Rules that stand on what runs, and name its security configuration. */
const relations: readonly { readonly id: string; readonly on: typeof job | typeof crawler; readonly label: string; readonly what: string; readonly require: Requirement; readonly good: Readonly<Record<string, string>>; readonly aliases: readonly string[] }[] = [
  { id: 'glue-job-bookmarks-encrypted', on: job, label: 'Glue job', what: 'its bookmarks', require: encryptedBookmarks, good: { bookmarks: 'CSE-KMS' }, aliases: ['GlueJobBookmarkEncrypted', 'AwsSolutions-GL3'] },
  { id: 'glue-job-logs-encrypted', on: job, label: 'Glue job', what: 'its logs', require: encryptedLogs, good: { logs: 'SSE-KMS' }, aliases: ['GlueEncryptedCloudWatchLogs', 'AwsSolutions-GL1'] },
  { id: 'glue-crawler-logs-encrypted', on: crawler, label: 'Glue crawler', what: 'its logs', require: encryptedLogs, good: { logs: 'SSE-KMS' }, aliases: ['GlueEncryptedCloudWatchLogs', 'AwsSolutions-GL1'] },
];

/** The rules about Glue. */
export const glueRules: readonly RuleRecord[] = [
  rule({
    id: 'glue-security-configuration-bookmarks',
    since: '2026.12',
    on: configuration,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Glue security configuration encrypts job bookmarks',
    message: 'Glue security configuration {name} leaves job bookmarks unencrypted.',
    why: 'Bookmarks say which data was read up to where, and are written to S3 without a key of yours.',
    source: configurationPage,
    aliases: ['CKV_AWS_99'],
    require: encryptedBookmarks,
    examples: { pass: [{ bookmarks: 'CSE-KMS' }], fail: [{}, { bookmarks: 'DISABLED' }], unknown: [{ bookmarks: unresolved }] },
  }),
  rule({
    id: 'glue-security-configuration-logs',
    since: '2026.12',
    on: configuration,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Glue security configuration encrypts logs with KMS',
    message: 'Glue security configuration {name} does not encrypt logs with KMS.',
    why: 'Logs of jobs quote the rows that went wrong; with the key of the service alone, whoever may read logs reads them.',
    source: configurationPage,
    aliases: ['CKV_AWS_99'],
    require: encryptedLogs,
    examples: { pass: [{ logs: 'SSE-KMS' }], fail: [{}, { logs: 'DISABLED' }], unknown: [{ logs: unresolved }] },
  }),
  rule({
    id: 'glue-security-configuration-s3',
    since: '2026.12',
    on: configuration,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Glue security configuration encrypts what is written to S3',
    message: 'Glue security configuration {name} does not encrypt what is written to S3.',
    why: 'Only the default of each bucket then encrypts the results, whichever it is.',
    source: configurationPage,
    aliases: ['CKV_AWS_99'],
    require: forEach(results, oneOf(results.items.mode, ['SSE-KMS', 'SSE-S3']), 'fail'),
    examples: { pass: [{ results: [{ mode: 'SSE-KMS', key }] }], fail: [{}, { results: [{ mode: 'DISABLED' }] }], unknown: [{ results: [{ mode: unresolved }] }] },
  }),
  ...relations.map(({ id, on, label, what, require, good, aliases }) =>
    rule({
      id,
      since: '2026.12',
      on,
      severity: 'low',
      category: 'at-rest',
      profile: 'strict',
      title: `${label} has a security configuration that encrypts ${what}`,
      message: `${label} {name} has no security configuration that encrypts ${what}.`,
      why: 'What a job leaves beside its results quotes the data; with the key of the service alone, whoever may read the service reads it.',
      source: 'https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html',
      aliases,
      require: refersTo(on.props.configuration, configuration, require),
      examples: {
        pass: [scene({ Worker: [on, { configuration: refTo('Sound') }], Sound: [configuration, good] })],
        fail: [{}, scene({ Worker: [on, { configuration: refTo('Sound') }], Sound: [configuration, {}] })],
        unknown: [{ configuration: 'elsewhere' }],
      },
    }),
  ),
  rule({
    id: 'glue-catalog-encrypted',
    since: '2026.12',
    on: catalog,
    severity: 'medium',
    category: 'at-rest',
    title: 'Glue Data Catalog is encrypted with KMS',
    message: 'Glue Data Catalog {name} is not encrypted.',
    why: 'The catalog names every table, column and location of the data lake, and holds the settings of its connections.',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html',
    aliases: ['CKV_AWS_94'],
    require: oneOf(mode, ['SSE-KMS', 'SSE-KMS-WITH-SERVICE-ROLE']),
    fix: { title: 'Encrypt with the key that AWS manages', set: [[mode, 'SSE-KMS']] },
    examples: { pass: [{ mode: 'SSE-KMS' }], fail: [{}, { mode: 'DISABLED' }], unknown: [{ mode: unresolved }] },
  }),
  rule({
    id: 'glue-connection-password-encrypted',
    since: '2026.12',
    on: catalog,
    severity: 'medium',
    category: 'at-rest',
    title: 'Glue Data Catalog keeps the passwords of connections encrypted',
    message: 'Glue Data Catalog {name} hands out the passwords of connections in the clear.',
    why: 'Whoever may list connections reads the passwords of the databases behind them.',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/encrypt-connection-passwords.html',
    aliases: ['CKV_AWS_94'],
    require: all(equals(passwords, true), present(passwordKey)),
    examples: {
      pass: [{ passwords: true, passwordKey: key }],
      fail: [{ passwords: false, passwordKey: key }, { passwords: true }],
      unknown: [{ passwords: unresolved, passwordKey: key }],
    },
  }),
  ...[
    { id: 'glue-job-security-configuration', on: runner, label: 'Glue job' },
    { id: 'glue-crawler-security-configuration', on: crawler, label: 'Glue crawler' },
  ].map(({ id, on, label }) =>
    rule({
      id,
      since: '2026.12',
      on,
      severity: 'medium',
      category: 'at-rest',
      profile: 'strict',
      title: `${label} has a security configuration`,
      message: `${label} {name} has no security configuration.`,
      why: 'Only a security configuration says how results, logs and bookmarks are encrypted.',
      source: configurationPage,
      aliases: ['CKV_AWS_195'],
      require: present(on.props.configuration),
      examples: { pass: [{ configuration: 'sound' }], fail: [{}], unknown: [madeByMacro] },
    }),
  ),
];
