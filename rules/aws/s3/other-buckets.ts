import { resource } from '../../../server/src/core/rule/property.ts';
import { all, any, cases, encryptedAtLevel, equals, present } from '../../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../../server/src/core/rule/example.ts';
import type { Level } from '../../../server/src/core/rule/levels.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { customerKeyRule } from '../customer-key.ts';

/** Default: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-bucket-encryption.html */
const directoryBucket = resource({
  label: 'S3 directory bucket',
  cfn: 'AWS::S3Express::DirectoryBucket',
  minimal: { cfn: { DataRedundancy: 'SingleAvailabilityZone', LocationName: 'euw1-az1' } },
  props: {
    algorithm: { cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm', whenAbsent: 'AES256' },
    kmsKey: { cfn: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID' },
  },
});
/** Default: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-encryption.html */
const tableBucket = resource({
  label: 'S3 table bucket',
  cfn: 'AWS::S3Tables::TableBucket',
  tf: 'aws_s3tables_table_bucket',
  minimal: { cfn: { TableBucketName: 'sales' }, tf: { name: 'sales' } },
  props: { kmsKey: { cfn: 'EncryptionConfiguration.KMSKeyArn', tf: 'encryption_configuration.kms_key_arn' } },
});
/** Default: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html; an index is encrypted as its bucket where it says nothing. */
const vectorBucket = resource({
  label: 'S3 vector bucket',
  cfn: 'AWS::S3Vectors::VectorBucket',
  tf: 'aws_s3vectors_vector_bucket',
  minimal: { tf: { vector_bucket_name: 'faces' } },
  props: { kmsKey: { cfn: 'EncryptionConfiguration.KmsKeyArn', tf: 'encryption_configuration.kms_key_arn' } },
});
const fileSystem = resource({
  label: 'S3 file system',
  cfn: 'AWS::S3Files::FileSystem',
  minimal: { cfn: { Bucket: 'arn:aws:s3:::pictures', RoleArn: 'arn:aws:iam::111122223333:role/files' } },
  props: { kmsKey: { cfn: 'KmsKeyId' } },
});
const metadata = resource({
  label: 'S3 bucket',
  cfn: 'AWS::S3::Bucket',
  tf: 'aws_s3_bucket_metadata_configuration',
  minimal: { tf: { bucket: 'pictures' } },
  props: {
    tables: { cfn: 'MetadataConfiguration', tf: 'metadata_configuration' },
    journal: {
      cfn: 'MetadataConfiguration.JournalTableConfiguration.EncryptionConfiguration.SseAlgorithm',
      tf: 'metadata_configuration.journal_table_configuration.encryption_configuration.sse_algorithm',
      whenAbsent: 'AES256',
    },
    journalKey: {
      cfn: 'MetadataConfiguration.JournalTableConfiguration.EncryptionConfiguration.KmsKeyArn',
      tf: 'metadata_configuration.journal_table_configuration.encryption_configuration.kms_key_arn',
    },
    inventoryState: {
      cfn: 'MetadataConfiguration.InventoryTableConfiguration.ConfigurationState',
      tf: 'metadata_configuration.inventory_table_configuration.configuration_state',
      whenAbsent: 'DISABLED',
    },
    inventory: {
      cfn: 'MetadataConfiguration.InventoryTableConfiguration.EncryptionConfiguration.SseAlgorithm',
      tf: 'metadata_configuration.inventory_table_configuration.encryption_configuration.sse_algorithm',
      whenAbsent: 'AES256',
    },
    annotationState: { cfn: 'MetadataConfiguration.AnnotationTableConfiguration.ConfigurationState', whenAbsent: 'DISABLED' },
    annotation: { cfn: 'MetadataConfiguration.AnnotationTableConfiguration.EncryptionConfiguration.SseAlgorithm', whenAbsent: 'AES256' },
    annotationKey: { cfn: 'MetadataConfiguration.AnnotationTableConfiguration.EncryptionConfiguration.KmsKeyArn' },
    inventoryKey: {
      cfn: 'MetadataConfiguration.InventoryTableConfiguration.EncryptionConfiguration.KmsKeyArn',
      tf: 'metadata_configuration.inventory_table_configuration.encryption_configuration.kms_key_arn',
    },
  },
});
const storageLens = resource({
  label: 'Storage Lens configuration',
  cfn: 'AWS::S3::StorageLens',
  tf: 'aws_s3control_storage_lens_configuration',
  minimal: {
    cfn: { StorageLensConfiguration: { Id: 'lens', IsEnabled: true, AccountLevel: { BucketLevel: {} } } },
    tf: { config_id: 'lens', storage_lens_configuration: { enabled: true, account_level: { bucket_level: {} } } },
  },
  props: {
    export: { cfn: 'StorageLensConfiguration.DataExport.S3BucketDestination', tf: 'storage_lens_configuration.data_export.s3_bucket_destination' },
    exportTo: { cfn: 'StorageLensConfiguration.DataExport.S3BucketDestination.Arn', tf: 'storage_lens_configuration.data_export.s3_bucket_destination.arn' },
    encryption: {
      cfn: 'StorageLensConfiguration.DataExport.S3BucketDestination.Encryption',
      tf: 'storage_lens_configuration.data_export.s3_bucket_destination.encryption',
    },
  },
});

const { tables, journal, journalKey, inventoryState, inventory, inventoryKey, annotationState, annotation, annotationKey } = metadata.props;
const modes: Readonly<Record<string, Level | 'key'>> = { AES256: 'aws-owned', 'aws:kms': 'key' };
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const lensArn = 'arn:aws:s3:::lens';

/** The rules about buckets of other kinds than the general one, and about what S3 writes about a bucket. */
export const s3OtherBucketRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 's3-directory-bucket-cmk',
    on: directoryBucket,
    mode: directoryBucket.props.algorithm,
    modes,
    key: directoryBucket.props.kmsKey,
    withoutKey: 'aws-managed',
    what: 'The content of S3 directory bucket',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-bucket-encryption.html',
    given: { algorithm: 'aws:kms' },
  }),
  customerKeyRule({
    id: 's3-table-bucket-cmk',
    grants: 'not known',
    on: tableBucket,
    key: tableBucket.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The content of S3 table bucket',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-encryption.html',
  }),
  customerKeyRule({
    id: 's3-vector-bucket-cmk',
    grants: 'not known',
    on: vectorBucket,
    key: vectorBucket.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The content of S3 vector bucket',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html',
  }),
  customerKeyRule({
    id: 's3-files-cmk',
    grants: 'not known',
    on: fileSystem,
    key: fileSystem.props.kmsKey,
    withoutKey: 'aws-owned',
    what: 'The content of S3 file system',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-encryption.html',
  }),
  rule({
    id: 's3-metadata-table-cmk',
    since: '2026.12',
    on: metadata,
    applies: present(tables),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'The metadata tables of the S3 bucket are encrypted with a key of your own',
    message: 'The metadata tables of S3 bucket {name} are not encrypted with a key of your own.',
    why: 'The tables list every object with its name, tags and metadata, outside of the bucket and of the policy of its key.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-metadatatableencryptionconfiguration.html',
    // One finding for the configuration: the tables are made together.
    require: any(
      all(
        encryptedAtLevel('customer-managed', { mode: journal, modes, key: journalKey, withoutKey: 'aws-owned' }),
        cases([
          {
            when: equals(inventoryState, 'ENABLED'),
            require: encryptedAtLevel('customer-managed', { mode: inventory, modes, key: inventoryKey, withoutKey: 'aws-owned' }),
          },
        ]),
        cases([
          {
            when: equals(annotationState, 'ENABLED'),
            require: encryptedAtLevel('customer-managed', { mode: annotation, modes, key: annotationKey, withoutKey: 'aws-owned' }),
          },
        ]),
      ),
    ),
    examples: {
      pass: [
        { journal: 'aws:kms', journalKey: keyArn },
        { journal: 'aws:kms', journalKey: keyArn, inventoryState: 'ENABLED', inventory: 'aws:kms', inventoryKey: keyArn },
      ],
      fail: [
        { tables: { JournalTableConfiguration: { RecordExpiration: { Expiration: 'DISABLED' } } } },
        { journal: 'AES256' },
        { journal: 'aws:kms', journalKey: keyArn, inventoryState: 'ENABLED' },
        { journal: 'aws:kms', journalKey: keyArn, annotationState: 'ENABLED' },
      ],
      unknown: [{ journal: 'aws:kms', journalKey: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 's3-storage-lens-export-encrypted',
    since: '2026.12',
    on: storageLens,
    applies: present(storageLens.props.export),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'The export of Storage Lens says how it is encrypted',
    message: 'The export of Storage Lens configuration {name} does not say how it is encrypted.',
    why: 'The export names every bucket of the account and what protects it; it is then encrypted as the bucket that it goes to happens to do it.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html',
    require: present(storageLens.props.encryption),
    examples: {
      pass: [{ exportTo: lensArn, encryption: { SSES3: {} } }, { exportTo: lensArn, encryption: { SSEKMS: { KeyId: keyArn } } }],
      fail: [{ exportTo: lensArn }],
      unknown: [{ export: { Arn: lensArn, ...madeByMacro } }],
      skip: [{}],
    },
  }),
];
