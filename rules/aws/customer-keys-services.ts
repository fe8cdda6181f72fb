import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import type { Level } from '../../server/src/core/rule/levels.ts';
import { resource, type Property } from '../../server/src/core/rule/property.ts';
import { any, cases, encryptedAtLevel, equals, not, present, referencedBy, refersTo, together, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { keyRow, whyOwnKey } from './customer-key.ts';
import { bucket, encryptionOf } from './s3/bucket.ts';

const channel = resource({
  label: 'Config delivery channel',
  cfn: 'AWS::Config::DeliveryChannel',
  tf: 'aws_config_delivery_channel',
  minimal: { cfn: { S3BucketName: 'history' }, tf: { s3_bucket_name: 'history' } },
  props: { key: { cfn: 'S3KmsKeyArn', tf: 's3_kms_key_arn' }, bucket: { cfn: 'S3BucketName', tf: 's3_bucket_name' } },
});

const dataSync = resource({
  label: 'inventory sync',
  cfn: 'AWS::SSM::ResourceDataSync',
  tf: 'aws_ssm_resource_data_sync',
  minimal: {
    cfn: { SyncName: 'inventory', S3Destination: { BucketName: 'inventory', BucketRegion: 'eu-west-1', SyncFormat: 'JsonSerDe' } },
    tf: { name: 'inventory', s3_destination: { bucket_name: 'inventory', region: 'eu-west-1' } },
  },
  props: { key: { cfn: 'S3Destination.KMSKeyArn', tf: 's3_destination.kms_key_arn' }, bucket: { cfn: 'S3Destination.BucketName', tf: 's3_destination.bucket_name' } },
});

const lake = resource({
  label: 'security lake',
  cfn: 'AWS::SecurityLake::DataLake',
  tf: 'aws_securitylake_data_lake',
  minimal: {
    cfn: { MetaStoreManagerRoleArn: 'arn:aws:iam::111122223333:role/lake' },
    tf: { meta_store_manager_role_arn: 'arn:aws:iam::111122223333:role/lake', configuration: [{ region: 'eu-west-1' }] },
  },
  props: { key: { cfn: 'EncryptionConfiguration.KmsKeyId', tf: 'configuration[].encryption_configuration.kms_key_id' } },
});

const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const modes: Readonly<Record<string, Level | 'key'>> = { AES256: 'aws-owned', 'aws:kms': 'key', 'aws:kms:dsse': 'key' };
const keyOfBucket = ({ algorithm, kmsKey }: { readonly algorithm: Property; readonly kmsKey: Property }): Requirement =>
  encryptedAtLevel('customer-managed', { mode: algorithm, modes, key: kmsKey, withoutKey: 'aws-managed' });

/** The key that is named is the user's own; where none is, the default of the bucket holds. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html */
const ownKeyOrThatOfBucket = (key: Property, to: Property): Requirement =>
  cases(
    [{ when: present(key), require: encryptedAtLevel('customer-managed', { key, withoutKey: 'aws-owned' }) }],
    refersTo(to, bucket, any(keyOfBucket(bucket.props), referencedBy(encryptionOf, encryptionOf.props.bucket, keyOfBucket(encryptionOf.props)))),
  );

const role = 'arn:aws:iam::111122223333:role/orders';
const gateway = 'arn:aws:storagegateway:eu-west-1:111122223333:gateway/sgw-12345678';
const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** Where a Timestream table puts what it does not take. */
const rejected = {
  cfn: 'MagneticStoreWriteProperties.MagneticStoreRejectedDataLocation.S3Configuration',
  tf: 'magnetic_store_write_properties.magnetic_store_rejected_data_location.s3_configuration',
};

/** Customer keys of services that keep something on the side: profiles, workspaces, traces, findings, copies. */
export const customerKeyServiceRules: readonly RuleRecord[] = [
  keyRow({
    id: 'customer-profiles-cmk',
    what: 'Customer Profiles domain',
    cfn: 'AWS::CustomerProfiles::Domain',
    tf: 'aws_customerprofiles_domain',
    minimal: { cfn: { DomainName: 'shop', DefaultExpirationDays: 365 }, tf: { domain_name: 'shop', default_expiration_days: 365 } },
    key: { cfn: 'DefaultEncryptionKey', tf: 'default_encryption_key' },
    withoutKey: 'aws-managed',
    service: 'profile',
    source: `${reference}/aws-resource-customerprofiles-domain.html`,
  }),
  keyRow({
    id: 'emr-studio-cmk',
    what: 'The backup of the workspaces of EMR studio',
    cfn: 'AWS::EMR::Studio',
    tf: 'aws_emr_studio',
    minimal: {
      cfn: { Name: 'science', AuthMode: 'IAM', DefaultS3Location: 's3://notebooks', ServiceRole: role, VpcId: 'vpc-1234', SubnetIds: ['subnet-1234'], EngineSecurityGroupId: 'sg-1234', WorkspaceSecurityGroupId: 'sg-5678' },
      tf: { name: 'science', auth_mode: 'IAM', default_s3_location: 's3://notebooks', service_role: role, vpc_id: 'vpc-1234', subnet_ids: ['subnet-1234'], engine_security_group_id: 'sg-1234', workspace_security_group_id: 'sg-5678' },
    },
    key: { cfn: 'EncryptionKeyArn', tf: 'encryption_key_arn' },
    withoutKey: 'aws-owned',
    service: 's3',
    source: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-studio-workspace-storage-encryption.html',
  }),
  keyRow({
    id: 'm2-cmk',
    what: 'Mainframe environment or application',
    cfn: ['AWS::M2::Environment', 'AWS::M2::Application'],
    tf: ['aws_m2_environment', 'aws_m2_application'],
    minimal: { cfn: { Name: 'ledger', EngineType: 'bluage', InstanceType: 'M2.m5.large' }, tf: { name: 'ledger', engine_type: 'bluage', instance_type: 'M2.m5.large' } },
    key: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    withoutKey: 'aws-owned',
    service: 'm2',
    source: 'https://docs.aws.amazon.com/m2/latest/userguide/applications-m2-create.html',
  }),
  keyRow({
    id: 'workspaces-web-cmk',
    what: 'Secure Browser portal or its settings',
    cfn: [
      'AWS::WorkSpacesWeb::Portal',
      'AWS::WorkSpacesWeb::UserSettings',
      'AWS::WorkSpacesWeb::BrowserSettings',
      'AWS::WorkSpacesWeb::DataProtectionSettings',
      'AWS::WorkSpacesWeb::IpAccessSettings',
      'AWS::WorkSpacesWeb::SessionLogger',
    ],
    tf: [
      'aws_workspacesweb_portal',
      'aws_workspacesweb_user_settings',
      'aws_workspacesweb_browser_settings',
      'aws_workspacesweb_data_protection_settings',
      'aws_workspacesweb_ip_access_settings',
      'aws_workspacesweb_session_logger',
    ],
    key: { cfn: 'CustomerManagedKey', tf: 'customer_managed_key' },
    withoutKey: 'aws-owned',
    service: 'workspaces-web',
    source: 'https://docs.aws.amazon.com/workspaces-web/latest/adminguide/encryption-rest.html',
  }),
  keyRow({
    id: 'xray-encryption',
    what: 'What is traced under X-Ray setting',
    tf: 'aws_xray_encryption_config',
    key: { tf: 'key_id' },
    mode: { tf: 'type', own: 'KMS', others: { NONE: 'aws-owned' } },
    withoutKey: 'aws-managed',
    service: 'xray',
    source: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html',
  }),
  keyRow({
    id: 'lambda-source-package-cmk',
    what: 'The code package of Lambda function',
    cfn: 'AWS::Lambda::Function',
    tf: 'aws_lambda_function',
    minimal: {
      cfn: { Code: { ImageUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:1' }, PackageType: 'Image', Role: role },
      tf: { function_name: 'orders', role, package_type: 'Image' },
    },
    key: { cfn: 'Code.SourceKMSKeyArn', tf: 'source_kms_key_arn' },
    only: { cfn: 'Code.S3Key', tf: ['s3_key', 'filename'], example: 'orders.zip' },
    withoutKey: 'aws-owned',
    service: 'lambda',
    source: `${reference}/aws-properties-lambda-function-code.html`,
  }),
  keyRow({
    id: 'secretsmanager-replica-cmk',
    what: 'The replica of secret',
    cfn: 'AWS::SecretsManager::Secret',
    tf: 'aws_secretsmanager_secret',
    key: { cfn: 'ReplicaRegions[].KmsKeyId', tf: 'replica[].kms_key_id' },
    only: { cfn: 'ReplicaRegions[].Region', tf: 'replica[].region', example: 'eu-central-1' },
    withoutKey: 'aws-managed',
    service: 'secretsmanager',
    source: `${reference}/aws-properties-secretsmanager-secret-replicaregion.html`,
  }),
  keyRow({
    id: 'log-anomaly-detector-cmk',
    what: 'What is found by log anomaly detector',
    cfn: 'AWS::Logs::LogAnomalyDetector',
    tf: 'aws_cloudwatch_log_anomaly_detector',
    minimal: { tf: { enabled: true, log_group_arn_list: ['arn:aws:logs:eu-west-1:111122223333:log-group:orders'] } },
    key: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    withoutKey: 'aws-owned',
    service: 'logs',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/LogsAnomalyDetection-KMS.html',
  }),
  keyRow({
    id: 'storage-gateway-volume-cmk',
    what: 'Storage Gateway volume or tape',
    cfn: ['AWS::StorageGateway::Volume', 'AWS::StorageGateway::Tape'],
    tf: ['aws_storagegateway_cached_iscsi_volume', 'aws_storagegateway_stored_iscsi_volume'],
    minimal: {
      cfn: { GatewayARN: gateway, TargetName: 'orders', NetworkInterfaceId: '10.0.0.5', VolumeSizeInBytes: 1073741824 },
      tf: { gateway_arn: gateway, target_name: 'orders', network_interface_id: '10.0.0.5', volume_size_in_bytes: 1073741824 },
    },
    key: { cfn: 'KMSKey', tf: 'kms_key' },
    mode: { cfn: 'KMSEncrypted', tf: 'kms_encrypted', own: 'true', others: { false: 'aws-owned' } },
    withoutKey: 'aws-managed',
    service: 's3',
    source: `${reference}/aws-resource-storagegateway-volume.html`,
  }),
  keyRow({
    id: 'storage-gateway-share-cmk',
    what: 'The files of Storage Gateway share',
    tf: ['aws_storagegateway_nfs_file_share', 'aws_storagegateway_smb_file_share'],
    minimal: { tf: { gateway_arn: gateway, role_arn: role, location_arn: 'arn:aws:s3:::files', client_list: ['10.0.0.0/16'] } },
    key: { tf: 'kms_key_arn' },
    mode: { tf: 'kms_encrypted', own: 'true', others: { false: 'aws-owned' } },
    withoutKey: 'aws-managed',
    service: 's3',
    source: 'https://docs.aws.amazon.com/storagegateway/latest/APIReference/API_CreateNFSFileShare.html',
  }),
  keyRow({
    id: 'timestream-rejected-data-cmk',
    what: 'What is rejected by Timestream table',
    cfn: 'AWS::Timestream::Table',
    tf: 'aws_timestreamwrite_table',
    minimal: { cfn: { DatabaseName: 'meters' }, tf: { database_name: 'meters', table_name: 'readings' } },
    key: { cfn: `${rejected.cfn}.KmsKeyId`, tf: `${rejected.tf}.kms_key_id` },
    mode: { cfn: `${rejected.cfn}.EncryptionOption`, tf: `${rejected.tf}.encryption_option`, own: 'SSE_KMS', others: { SSE_S3: 'aws-owned' } },
    only: { cfn: `${rejected.cfn}.BucketName`, tf: `${rejected.tf}.bucket_name`, example: 'rejected' },
    withoutKey: 'aws-managed',
    service: 's3',
    source: `${reference}/aws-properties-timestream-table-s3configuration.html`,
  }),
  keyRow({
    id: 'drs-replication-cmk',
    what: 'What is replicated under Elastic Disaster Recovery template',
    cfn: 'AWS::DRS::ReplicationConfigurationTemplate',
    tf: 'aws_drs_replication_configuration_template',
    minimal: {
      cfn: { StagingAreaSubnetId: 'subnet-1234', ReplicationServersSecurityGroupsIDs: ['sg-1234'], BandwidthThrottling: 0, StagingAreaTags: {}, PitPolicy: [] },
      tf: { staging_area_subnet_id: 'subnet-1234', replication_servers_security_groups_ids: ['sg-1234'], bandwidth_throttling: 0, staging_area_tags: {}, associate_default_security_group: true, create_public_ip: false, data_plane_routing: 'PRIVATE_IP', default_large_staging_disk_type: 'GP3', replication_server_instance_type: 't3.small', use_dedicated_replication_server: false },
    },
    key: { cfn: 'EbsEncryptionKeyArn', tf: 'ebs_encryption_key_arn' },
    // DEFAULT is the default key of the account, whosever that is.
    mode: { cfn: 'EbsEncryption', tf: 'ebs_encryption', own: 'CUSTOM', others: { NONE: 'none' } },
    withoutKey: 'aws-managed',
    service: 'ebs',
    source: 'https://docs.aws.amazon.com/drs/latest/APIReference/API_ReplicationConfigurationTemplate.html',
  }),
  keyRow({
    id: 'redshift-serverless-snapshot-copy-cmk',
    what: 'The copied snapshots of Redshift Serverless namespace',
    cfn: 'AWS::RedshiftServerless::Namespace',
    minimal: { cfn: { NamespaceName: 'sales' } },
    key: { cfn: 'SnapshotCopyConfigurations[].DestinationKmsKeyId' },
    only: { cfn: 'SnapshotCopyConfigurations[].DestinationRegion', example: 'eu-central-1' },
    withoutKey: 'aws-managed',
    service: 'redshift',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-backup-copy.html',
  }),
  keyRow({
    id: 'healthimaging-cmk',
    what: 'HealthImaging data store',
    cfn: 'AWS::HealthImaging::Datastore',
    key: { cfn: 'KmsKeyArn' },
    withoutKey: 'aws-owned',
    service: 'medical-imaging',
    source: 'https://docs.aws.amazon.com/healthimaging/latest/devguide/key-management.html',
  }),
  keyRow({
    id: 'opensearch-application-cmk',
    what: 'OpenSearch application',
    cfn: 'AWS::OpenSearchService::Application',
    minimal: { cfn: { Name: 'orders' } },
    key: { cfn: 'KmsKeyArn' },
    withoutKey: 'aws-managed',
    service: 'es',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_CreateApplication.html',
  }),
  rule({
    id: 'config-delivery-channel-cmk',
    since: '2026.12',
    on: channel,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'What Config delivers is encrypted with a key of your own',
    message: 'What Config delivers through {name} is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html',
    require: ownKeyOrThatOfBucket(channel.props.key, channel.props.bucket),
    examples: {
      pass: [{ key: keyArn }, scene({ Channel: [channel, { bucket: refTo('History') }], History: [bucket, { algorithm: 'aws:kms', kmsKey: keyArn }] })],
      fail: [{ key: 'alias/aws/s3' }, scene({ Channel: [channel, { bucket: refTo('History') }], History: [bucket, {}] })],
      unknown: [{}, { key: unresolved }],
    },
  }),
  rule({
    id: 'ssm-resource-data-sync-cmk',
    since: '2026.12',
    on: dataSync,
    applies: present(dataSync.props.bucket),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'The synced inventory is encrypted with a key of your own',
    message: 'What inventory sync {name} writes is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateResourceDataSync.html',
    require: ownKeyOrThatOfBucket(dataSync.props.key, dataSync.props.bucket),
    examples: {
      pass: [{ key: keyArn }, scene({ Sync: [dataSync, { bucket: refTo('Inventory') }], Inventory: [bucket, { algorithm: 'aws:kms', kmsKey: keyArn }] })],
      fail: [{ key: 'alias/aws/s3' }, scene({ Sync: [dataSync, { bucket: refTo('Inventory') }], Inventory: [bucket, {}] })],
      unknown: [{}, { key: unresolved }],
    },
  }),
  rule({
    id: 'security-lake-cmk',
    since: '2026.12',
    on: lake,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Security lake is encrypted with a key of your own',
    message: 'Security lake {name} is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: 'https://docs.aws.amazon.com/security-lake/latest/APIReference/API_UpdateDataLake.html',
    require: together(not(equals(lake.props.key, 'S3_MANAGED_KEY')), encryptedAtLevel('customer-managed', { key: lake.props.key, withoutKey: 'aws-owned' })),
    examples: { pass: [{ key: keyArn }], fail: [{}, { key: 'S3_MANAGED_KEY' }], unknown: [{ key: unresolved }] },
  }),
];
