import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, cases, encryptedAtLevel, equals, forEach, forSome, not, oneOf, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule, keyRow, whyOwnKey } from './customer-key.ts';

const role = 'arn:aws:iam::111122223333:role/model';
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const jobPage = 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html';

const features = resource({
  label: 'SageMaker feature group',
  cfn: 'AWS::SageMaker::FeatureGroup',
  tf: 'aws_sagemaker_feature_group',
  minimal: {
    cfn: { FeatureGroupName: 'customers', RecordIdentifierFeatureName: 'id', EventTimeFeatureName: 'seen', FeatureDefinitions: [{ FeatureName: 'id', FeatureType: 'String' }] },
    tf: { feature_group_name: 'customers', record_identifier_feature_name: 'id', event_time_feature_name: 'seen', role_arn: role, feature_definition: [{ feature_name: 'id', feature_type: 'String' }] },
  },
  props: {
    online: { cfn: 'OnlineStoreConfig.EnableOnlineStore', tf: 'online_store_config.enable_online_store' },
    storage: { cfn: 'OnlineStoreConfig.StorageType', tf: 'online_store_config.storage_type' },
    onlineKey: { cfn: 'OnlineStoreConfig.SecurityConfig.KmsKeyId', tf: 'online_store_config.security_config.kms_key_id' },
    offline: { cfn: 'OfflineStoreConfig.S3StorageConfig.S3Uri', tf: 'offline_store_config.s3_storage_config.s3_uri' },
    offlineKey: { cfn: 'OfflineStoreConfig.S3StorageConfig.KmsKeyId', tf: 'offline_store_config.s3_storage_config.kms_key_id' },
  },
});
const { online, storage, onlineKey, offline, offlineKey } = features.props;

const experiment = resource({
  label: 'SageMaker inference experiment',
  cfn: 'AWS::SageMaker::InferenceExperiment',
  minimal: { cfn: { Name: 'shadow', Type: 'ShadowMode', EndpointName: 'demand', RoleArn: role, ModelVariants: [] } },
  props: { volumeKey: { cfn: 'KmsKey' }, data: { cfn: 'DataStorageConfig.Destination' }, dataKey: { cfn: 'DataStorageConfig.KmsKey' } },
});

const monitoring = 'MonitoringScheduleConfig.MonitoringJobDefinition';
const schedule = resource({
  label: 'SageMaker monitoring schedule',
  cfn: 'AWS::SageMaker::MonitoringSchedule',
  minimal: { cfn: { MonitoringScheduleName: 'demand', MonitoringScheduleConfig: {} } },
  props: {
    image: { cfn: `${monitoring}.MonitoringAppSpecification.ImageUri` },
    volumeKey: { cfn: `${monitoring}.MonitoringResources.ClusterConfig.VolumeKmsKeyId` },
    outputKey: { cfn: `${monitoring}.MonitoringOutputConfig.KmsKeyId` },
  },
});

const recipe = resource({
  label: 'image recipe',
  cfn: 'AWS::ImageBuilder::ImageRecipe',
  tf: 'aws_imagebuilder_image_recipe',
  minimal: { cfn: { Name: 'shop', ParentImage: 'ami-1234', Version: '1.0.0' }, tf: { name: 'shop', parent_image: 'ami-1234', version: '1.0.0', component: [] } },
  props: {
    disks: {
      cfn: 'BlockDeviceMappings[]',
      tf: 'block_device_mapping[]',
      items: {
        ebs: { cfn: 'Ebs', tf: 'ebs' },
        encrypted: { cfn: 'Ebs.Encrypted', tf: 'ebs.encrypted', whenAbsent: { depends: 'the image that it starts from' } },
        key: { cfn: 'Ebs.KmsKeyId', tf: 'ebs.kms_key_id' },
      },
    },
  },
});
const { disks } = recipe.props;

const cluster = resource({
  label: 'ECS cluster',
  cfn: 'AWS::ECS::Cluster',
  tf: 'aws_ecs_cluster',
  minimal: { tf: { name: 'orders' } },
  props: {
    key: { cfn: 'Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId', tf: 'configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id' },
    providers: { cfn: 'CapacityProviders[]', items: { name: { cfn: '' } } },
  },
});
const service = resource({
  label: 'ECS service',
  cfn: 'AWS::ECS::Service',
  tf: 'aws_ecs_service',
  minimal: { cfn: { TaskDefinition: 'orders' }, tf: { name: 'orders', task_definition: 'orders' } },
  props: { cluster: { cfn: 'Cluster', tf: 'cluster' }, launch: { cfn: 'LaunchType', tf: 'launch_type' } },
});
const onFargate = [service, { cluster: refTo('Cluster', 'Arn'), launch: 'FARGATE' }] as const;

const database = resource({
  label: 'RDS instance or Aurora cluster',
  cfn: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  tf: ['aws_db_instance', 'aws_rds_cluster'],
  minimal: { cfn: { DBInstanceClass: 'db.t4g.micro', Engine: 'postgres', AllocatedStorage: '20' }, tf: { instance_class: 'db.t4g.micro', engine: 'postgres', allocated_storage: 20 } },
  props: { managed: { cfn: 'ManageMasterUserPassword', tf: 'manage_master_user_password' }, key: { cfn: 'MasterUserSecret.KmsKeyId', tf: 'master_user_secret_kms_key_id' } },
});

const job = resource({
  label: 'DataBrew job',
  cfn: 'AWS::DataBrew::Job',
  minimal: { cfn: { Name: 'clean', RoleArn: role, Type: 'RECIPE' } },
  props: { mode: { cfn: 'EncryptionMode', whenAbsent: { depends: 'the bucket that it writes to' } }, key: { cfn: 'EncryptionKeyArn' } },
});

const documents = resource({
  label: 'DocumentDB cluster',
  cfn: 'AWS::DocDB::DBCluster',
  minimal: { cfn: { MasterUsername: 'keeper' } },
  props: { managed: { cfn: 'ManageMasterUserPassword' }, key: { cfn: 'MasterUserSecretKmsKeyId' } },
});

const warehouse = resource({
  label: 'Redshift cluster',
  cfn: 'AWS::Redshift::Cluster',
  tf: 'aws_redshift_cluster',
  minimal: { cfn: { ClusterType: 'single-node', NodeType: 'ra3.large', DBName: 'sales', MasterUsername: 'keeper' }, tf: { cluster_identifier: 'sales', node_type: 'ra3.large' } },
  props: { managed: { cfn: 'ManageMasterPassword', tf: 'manage_master_password' }, key: { cfn: 'MasterPasswordSecretKmsKeyId', tf: 'master_password_secret_kms_key_id' } },
});

const namespace = resource({
  label: 'Redshift Serverless namespace',
  cfn: 'AWS::RedshiftServerless::Namespace',
  tf: 'aws_redshiftserverless_namespace',
  minimal: { cfn: { NamespaceName: 'sales' }, tf: { namespace_name: 'sales' } },
  props: { managed: { cfn: 'ManageAdminPassword', tf: 'manage_admin_password' }, key: { cfn: 'AdminPasswordSecretKmsKeyId', tf: 'admin_password_secret_kms_key_id' } },
});

/** Secrets that a database has made for its first user. */
const databaseSecrets = [
  { id: 'rds-master-secret-cmk', on: database, source: `${reference}/aws-properties-rds-dbinstance-masterusersecret.html` },
  { id: 'docdb-master-secret-cmk', on: documents, source: `${reference}/aws-resource-docdb-dbcluster.html` },
  { id: 'redshift-master-secret-cmk', on: warehouse, source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-secrets-manager-integration.html' },
  { id: 'redshift-serverless-admin-secret-cmk', on: namespace, source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-secrets-manager-integration.html' },
];

const atLeastOwn = 'customer-managed';

/** Customer keys of what computes, of its disks and of what it writes down. */
export const customerKeyMachineRules: readonly RuleRecord[] = [
  ...databaseSecrets.map(({ on, ...row }) =>
    customerKeyRule({
      ...row,
      on,
      applies: equals(on.props.managed, true),
      key: on.props.key,
      withoutKey: 'aws-managed',
      what: `The managed password of ${on.label}`,
      awsAlias: 'alias/aws/secretsmanager',
      grants: 'not known',
      given: { managed: true },
      skip: [{}, { managed: false }],
    }),
  ),
  customerKeyRule({
    id: 'databrew-job-cmk',
    on: job,
    mode: job.props.mode,
    modes: { 'SSE-KMS': 'key', 'SSE-S3': 'aws-owned' },
    key: job.props.key,
    withoutKey: 'aws-managed',
    what: 'The output of DataBrew job',
    awsAlias: 'alias/aws/s3',
    source: `${reference}/aws-resource-databrew-job.html`,
    grants: 'not known',
    given: { mode: 'SSE-KMS' },
  }),
  rule({
    id: 'sagemaker-feature-group-cmk',
    since: '2026.12',
    on: features,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'SageMaker feature group is encrypted with a key of your own',
    message: 'A store of SageMaker feature group {name} is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html',
    standards: { 'aws-fsbp': ['SageMaker.17', 'SageMaker.18'] },
    require: all(
      cases([{ when: all(equals(online, true), not(equals(storage, 'InMemory'))), require: encryptedAtLevel(atLeastOwn, { key: onlineKey, withoutKey: 'aws-owned' }) }]),
      cases([{ when: present(offline), require: encryptedAtLevel(atLeastOwn, { key: offlineKey, withoutKey: 'aws-managed' }) }]),
    ),
    examples: {
      pass: [{ online: true, onlineKey: keyArn, offline: 's3://features', offlineKey: keyArn }, { online: true, storage: 'InMemory' }, { online: false }],
      fail: [{ online: true }, { offline: 's3://features' }, { offline: 's3://features', offlineKey: 'alias/aws/s3' }],
      unknown: [{ online: true, onlineKey: unresolved }],
    },
  }),
  keyRow({
    id: 'sagemaker-data-capture-cmk',
    what: 'What is captured by SageMaker endpoint',
    cfn: 'AWS::SageMaker::EndpointConfig',
    tf: 'aws_sagemaker_endpoint_configuration',
    minimal: {
      cfn: { ProductionVariants: [{ ModelName: 'demand', VariantName: 'all', InitialVariantWeight: 1 }] },
      tf: { production_variants: { model_name: 'demand', variant_name: 'all' } },
    },
    key: { cfn: 'DataCaptureConfig.KmsKeyId', tf: 'data_capture_config.kms_key_id' },
    only: { cfn: 'DataCaptureConfig.DestinationS3Uri', tf: 'data_capture_config.destination_s3_uri', example: 's3://captured' },
    withoutKey: 'aws-managed',
    service: 's3',
    source: `${reference}/aws-properties-sagemaker-endpointconfig-datacaptureconfig.html`,
  }),
  rule({
    id: 'sagemaker-inference-experiment-cmk',
    since: '2026.12',
    on: experiment,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'SageMaker inference experiment is encrypted with a key of your own',
    message: 'The volume or the captured data of SageMaker inference experiment {name} is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: jobPage,
    standards: { 'aws-fsbp': ['SageMaker.23', 'SageMaker.24'] },
    require: all(
      encryptedAtLevel(atLeastOwn, { key: experiment.props.volumeKey, withoutKey: 'aws-owned' }),
      cases([{ when: present(experiment.props.data), require: encryptedAtLevel(atLeastOwn, { key: experiment.props.dataKey, withoutKey: 'aws-managed' }) }]),
    ),
    examples: {
      pass: [{ volumeKey: keyArn }, { volumeKey: keyArn, data: 's3://captured', dataKey: keyArn }],
      fail: [{}, { volumeKey: keyArn, data: 's3://captured' }, { volumeKey: 'alias/aws/sagemaker' }],
      unknown: [{ volumeKey: unresolved }],
    },
  }),
  keyRow({
    id: 'sagemaker-monitoring-cmk',
    what: 'The volume of SageMaker monitoring job',
    cfn: ['AWS::SageMaker::ModelBiasJobDefinition', 'AWS::SageMaker::ModelQualityJobDefinition', 'AWS::SageMaker::ModelExplainabilityJobDefinition'],
    minimal: { cfn: monitoringJob('Bias') },
    key: { cfn: 'JobResources.ClusterConfig.VolumeKmsKeyId' },
    withoutKey: 'aws-owned',
    service: 'ebs',
    source: jobPage,
  }),
  ...(['Bias', 'Quality', 'Explainability'] as const).map((about) =>
    keyRow({
      id: `sagemaker-model-${about.toLowerCase()}-output-cmk`,
      what: `The output of SageMaker model ${about.toLowerCase()} job`,
      cfn: `AWS::SageMaker::Model${about}JobDefinition`,
      minimal: { cfn: monitoringJob(about) },
      key: { cfn: `Model${about}JobOutputConfig.KmsKeyId` },
      withoutKey: 'aws-managed',
      service: 's3',
      source: jobPage,
    }),
  ),
  rule({
    id: 'sagemaker-monitoring-schedule-cmk',
    since: '2026.12',
    on: schedule,
    // A schedule that names its definition leaves the keys to it.
    applies: present(schedule.props.image),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'SageMaker monitoring schedule is encrypted with a key of your own',
    message: 'The volume or the output of SageMaker monitoring schedule {name} is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: jobPage,
    require: all(
      encryptedAtLevel(atLeastOwn, { key: schedule.props.volumeKey, withoutKey: 'aws-owned' }),
      encryptedAtLevel(atLeastOwn, { key: schedule.props.outputKey, withoutKey: 'aws-managed' }),
    ),
    examples: {
      pass: [{ image: 'monitor', volumeKey: keyArn, outputKey: keyArn }],
      fail: [{ image: 'monitor', volumeKey: keyArn }, { image: 'monitor', outputKey: keyArn }, { image: 'monitor', volumeKey: keyArn, outputKey: 'alias/aws/s3' }],
      unknown: [{ image: 'monitor', volumeKey: keyArn, outputKey: unresolved }],
      skip: [{}],
    },
  }),
  keyRow({
    id: 'bedrock-custom-model-cmk',
    what: 'Bedrock custom model',
    tf: 'aws_bedrock_custom_model',
    minimal: { tf: { custom_model_name: 'support', job_name: 'support', base_model_identifier: 'amazon.titan-text-express-v1', role_arn: role, hyperparameters: {} } },
    key: { tf: 'custom_model_kms_key_id' },
    withoutKey: 'aws-owned',
    service: 'bedrock',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-custom-job.html',
  }),
  rule({
    id: 'imagebuilder-recipe-cmk',
    since: '2026.12',
    on: recipe,
    applies: present(disks),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'The disks of an image recipe are encrypted with a key of your own',
    message: 'A disk of image recipe {name} is not encrypted with a key of your own.',
    why: 'What is baked into the image, code and configuration, lies under a key that cannot be narrowed or disabled, and that the account which is to start the image cannot be given.',
    source: `${reference}/aws-properties-imagebuilder-imagerecipe-ebsinstanceblockdevicespecification.html`,
    aliases: ['CKV_AWS_200'],
    require: forEach(
      disks,
      cases([
        { when: present(disks.items.key), require: encryptedAtLevel(atLeastOwn, { key: disks.items.key, withoutKey: 'aws-managed' }) },
        { when: present(disks.items.ebs), require: encryptedAtLevel(atLeastOwn, { mode: disks.items.encrypted, modes: { true: 'aws-managed', false: 'none' }, withoutKey: 'none' }) },
      ]),
    ),
    examples: {
      pass: [{ disks: [{ encrypted: true, key: keyArn }] }],
      fail: [{ disks: [{ encrypted: true }] }, { disks: [{ encrypted: false }] }, { disks: [{ encrypted: true, key: 'alias/aws/ebs' }] }],
      unknown: [{ disks: [{ encrypted: true, key: unresolved }] }],
      skip: [{}],
    },
  }),
  rule({
    id: 'ecs-managed-storage-cmk',
    since: '2026.12',
    on: cluster,
    applies: any(forSome(cluster.props.providers, oneOf(cluster.props.providers.items.name, ['FARGATE', 'FARGATE_SPOT'])), referencedBy(service, service.props.cluster, equals(service.props.launch, 'FARGATE'))),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'The Fargate storage of ECS cluster is encrypted with a key of your own',
    message: 'The Fargate storage of ECS cluster {name} is not encrypted with a key of your own.',
    why: whyOwnKey,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html',
    require: encryptedAtLevel(atLeastOwn, { key: cluster.props.key, withoutKey: 'aws-owned' }),
    examples: {
      pass: [scene({ Cluster: [cluster, { key: keyArn }], Orders: onFargate })],
      fail: [scene({ Cluster: [cluster, {}], Orders: onFargate }), { providers: [{ name: 'FARGATE' }] }],
      unknown: [scene({ Cluster: [cluster, { key: unresolved }], Orders: onFargate })],
      skip: [{}],
    },
  }),
];

/** What a monitoring job about the model must have. */
function monitoringJob(about: 'Bias' | 'Quality' | 'Explainability'): Readonly<Record<string, unknown>> {
  return {
    RoleArn: role,
    JobResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 20 } },
    [`Model${about}AppSpecification`]: {},
    [`Model${about}JobInput`]: {},
    [`Model${about}JobOutputConfig`]: { MonitoringOutputs: [] },
  };
}
