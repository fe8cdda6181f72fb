import { resource } from '../../server/src/core/rule/property.ts';
import { present } from '../../server/src/core/rule/requirement.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const role = 'arn:aws:iam::111122223333:role/data';

const distribution = resource({
  label: 'image distribution',
  cfn: 'AWS::ImageBuilder::DistributionConfiguration',
  tf: 'aws_imagebuilder_distribution_configuration',
  minimal: { cfn: { Name: 'images', Distributions: [{ Region: 'eu-west-1', AmiDistributionConfiguration: {} }] }, tf: { name: 'images', distribution: [{ region: 'eu-west-1', ami_distribution_configuration: {} }] } },
  props: { key: { cfn: 'Distributions[].AmiDistributionConfiguration.KmsKeyId', tf: 'distribution[].ami_distribution_configuration.kms_key_id' } },
});

const component = resource({
  label: 'Image Builder component',
  cfn: 'AWS::ImageBuilder::Component',
  tf: 'aws_imagebuilder_component',
  minimal: { cfn: { Name: 'agent', Platform: 'Linux', Version: '1.0.0' }, tf: { name: 'agent', platform: 'Linux', version: '1.0.0' } },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

const containerRecipe = resource({
  label: 'Image Builder container recipe',
  cfn: 'AWS::ImageBuilder::ContainerRecipe',
  tf: 'aws_imagebuilder_container_recipe',
  minimal: {
    cfn: { Name: 'orders', ContainerType: 'DOCKER', ParentImage: 'amazonlinux:latest', Version: '1.0.0', Components: [], TargetRepository: { Service: 'ECR', RepositoryName: 'orders' } },
    tf: { name: 'orders', container_type: 'DOCKER', parent_image: 'amazonlinux:latest', version: '1.0.0', target_repository: { service: 'ECR', repository_name: 'orders' } },
  },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

const packages = resource({
  label: 'CodeArtifact domain',
  cfn: 'AWS::CodeArtifact::Domain',
  tf: 'aws_codeartifact_domain',
  minimal: { cfn: { DomainName: 'packages' }, tf: { domain: 'packages' } },
  props: { key: { cfn: 'EncryptionKey', tf: 'encryption_key' } },
});

const profile = resource({
  label: 'AppFlow connection',
  cfn: 'AWS::AppFlow::ConnectorProfile',
  tf: 'aws_appflow_connector_profile',
  minimal: {
    cfn: { ConnectorProfileName: 'crm', ConnectorType: 'Salesforce', ConnectionMode: 'Public' },
    tf: { name: 'crm', connector_type: 'Salesforce', connection_mode: 'Public' },
  },
  props: { key: { cfn: 'KMSArn', tf: 'kms_arn' } },
});

const model = resource({
  label: 'Comprehend model',
  cfn: 'AWS::Comprehend::DocumentClassifier',
  tf: ['aws_comprehend_entity_recognizer', 'aws_comprehend_document_classifier'],
  minimal: {
    cfn: { DocumentClassifierName: 'mail', DataAccessRoleArn: role, LanguageCode: 'en', InputDataConfig: { S3Uri: 's3://mail/training' } },
    tf: { name: 'mail', data_access_role_arn: role, language_code: 'en' },
  },
  props: { key: { cfn: 'ModelKmsKeyId', tf: 'model_kms_key_id' }, volumeKey: { cfn: 'VolumeKmsKeyId', tf: 'volume_kms_key_id' } },
});

const recordings = resource({
  label: 'Connect storage',
  cfn: 'AWS::Connect::InstanceStorageConfig',
  tf: 'aws_connect_instance_storage_config',
  minimal: {
    cfn: { InstanceArn: 'arn:aws:connect:eu-west-1:111122223333:instance/1234', ResourceType: 'MEDIA_STREAMS', StorageType: 'KINESIS_VIDEO_STREAM' },
    tf: { instance_id: '1234', resource_type: 'MEDIA_STREAMS', storage_config: { storage_type: 'KINESIS_VIDEO_STREAM' } },
  },
  props: {
    video: { cfn: 'KinesisVideoStreamConfig', tf: 'storage_config.kinesis_video_stream_config' },
    prefix: { cfn: 'KinesisVideoStreamConfig.Prefix', tf: 'storage_config.kinesis_video_stream_config.prefix' },
    key: { cfn: 'KinesisVideoStreamConfig.EncryptionConfig.KeyId', tf: 'storage_config.kinesis_video_stream_config.encryption_config.key_id' },
    type: { cfn: 'KinesisVideoStreamConfig.EncryptionConfig.EncryptionType', tf: 'storage_config.kinesis_video_stream_config.encryption_config.encryption_type' },
    bucket: { cfn: 'S3Config', tf: 'storage_config.s3_config' },
    bucketName: { cfn: 'S3Config.BucketName', tf: 'storage_config.s3_config.bucket_name' },
    bucketKey: { cfn: 'S3Config.EncryptionConfig.KeyId', tf: 'storage_config.s3_config.encryption_config.key_id' },
    bucketKeyType: { cfn: 'S3Config.EncryptionConfig.EncryptionType', tf: 'storage_config.s3_config.encryption_config.encryption_type' },
  },
});

const schedule = resource({
  label: 'schedule',
  cfn: 'AWS::Scheduler::Schedule',
  tf: 'aws_scheduler_schedule',
  minimal: {
    cfn: { ScheduleExpression: 'rate(1 day)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:orders', RoleArn: role } },
    tf: { schedule_expression: 'rate(1 day)', flexible_time_window: { mode: 'OFF' }, target: { arn: 'arn:aws:sqs:eu-west-1:111122223333:orders', role_arn: role } },
  },
  props: { key: { cfn: 'KmsKeyArn', tf: 'kms_key_arn' } },
});

const flow = resource({
  label: 'AppFlow flow',
  cfn: 'AWS::AppFlow::Flow',
  tf: 'aws_appflow_flow',
  minimal: {
    cfn: {
      FlowName: 'orders',
      TriggerConfig: { TriggerType: 'OnDemand' },
      SourceFlowConfig: { ConnectorType: 'S3', SourceConnectorProperties: { S3: { BucketName: 'inbox', BucketPrefix: 'orders' } } },
      DestinationFlowConfigList: [{ ConnectorType: 'S3', DestinationConnectorProperties: { S3: { BucketName: 'orders' } } }],
      Tasks: [{ TaskType: 'Map_all', SourceFields: [] }],
    },
    tf: { name: 'orders' },
  },
  props: { key: { cfn: 'KMSArn', tf: 'kms_arn' } },
});

const pipeline = resource({
  label: 'pipeline',
  cfn: 'AWS::CodePipeline::Pipeline',
  tf: 'aws_codepipeline',
  minimal: {
    cfn: { RoleArn: role, Stages: [], ArtifactStore: { Type: 'S3', Location: 'artifacts' } },
    tf: { name: 'release', role_arn: role, artifact_store: { type: 'S3', location: 'artifacts' } },
  },
  props: {
    key: { cfn: ['ArtifactStore.EncryptionKey.Id', 'ArtifactStores[].ArtifactStore.EncryptionKey.Id'], tf: 'artifact_store.encryption_key.id' },
    onlyKey: { cfn: 'ArtifactStore.EncryptionKey.Id', tf: 'artifact_store.encryption_key.id' },
    onlyType: { cfn: 'ArtifactStore.EncryptionKey.Type', tf: 'artifact_store.encryption_key.type' },
    regions: { cfn: 'ArtifactStores', tf: 'artifact_store.region' },
  },
});

const namespace = resource({
  label: 'Redshift Serverless namespace',
  cfn: 'AWS::RedshiftServerless::Namespace',
  tf: 'aws_redshiftserverless_namespace',
  minimal: { cfn: { NamespaceName: 'sales' }, tf: { namespace_name: 'sales' } },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

const copyGrant = resource({
  label: 'snapshot copy grant',
  cfn: 'AWS::Redshift::SnapshotCopyGrant',
  tf: 'aws_redshift_snapshot_copy_grant',
  minimal: { cfn: { SnapshotCopyGrantName: 'sales' }, tf: { snapshot_copy_grant_name: 'sales' } },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

/** Customer keys of services of which no rule asks anything else. */
export const customerKeyRules: readonly RuleRecord[] = [
  customerKeyRule({
    id: 'imagebuilder-distribution-cmk',
    on: distribution,
    key: distribution.props.key,
    withoutKey: 'aws-managed',
    what: 'An image that is distributed by',
    awsAlias: 'alias/aws/ebs',
    source: `${reference}/aws-properties-imagebuilder-distributionconfiguration-amidistributionconfiguration.html`,
    aliases: ['CKV_AWS_199'],
  }),
  customerKeyRule({
    id: 'codeartifact-domain-cmk',
    on: packages,
    key: packages.props.key,
    withoutKey: 'aws-managed',
    what: 'CodeArtifact domain',
    awsAlias: 'alias/aws/codeartifact',
    source: 'https://docs.aws.amazon.com/codeartifact/latest/ug/domain-create.html',
    aliases: ['CKV_AWS_221'],
  }),
  customerKeyRule({
    id: 'appflow-connector-profile-cmk',
    on: profile,
    key: profile.props.key,
    withoutKey: 'aws-managed',
    what: 'AppFlow connection',
    awsAlias: 'alias/aws/appflow',
    source: `${reference}/aws-resource-appflow-connectorprofile.html`,
    aliases: ['CKV_AWS_264'],
  }),
  customerKeyRule({
    id: 'comprehend-model-cmk',
    on: model,
    key: model.props.key,
    withoutKey: 'aws-owned',
    what: 'Comprehend model',
    awsAlias: 'alias/aws/comprehend',
    source: 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html',
    aliases: ['CKV_AWS_267'],
  }),
  customerKeyRule({
    id: 'comprehend-volume-cmk',
    on: model,
    key: model.props.volumeKey,
    withoutKey: 'aws-owned',
    what: 'The training volume of Comprehend model',
    awsAlias: 'alias/aws/comprehend',
    source: 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html',
    aliases: ['CKV_AWS_268'],
  }),
  customerKeyRule({
    id: 'connect-kinesis-video-cmk',
    on: recordings,
    applies: present(recordings.props.video),
    key: recordings.props.key,
    beside: [[recordings.props.type, 'KMS']],
    withoutKey: 'aws-managed',
    what: 'The media streams of Connect storage',
    awsAlias: 'alias/aws/kinesisvideo',
    source: `${reference}/aws-properties-connect-instancestorageconfig-encryptionconfig.html`,
    aliases: ['CKV_AWS_269'],
    given: { prefix: 'calls' },
    skip: [{}],
  }),
  customerKeyRule({
    id: 'connect-s3-cmk',
    on: recordings,
    applies: present(recordings.props.bucket),
    key: recordings.props.bucketKey,
    beside: [[recordings.props.bucketKeyType, 'KMS']],
    withoutKey: 'aws-owned',
    what: 'The recordings of Connect storage',
    awsAlias: 'alias/aws/s3',
    source: `${reference}/aws-properties-connect-instancestorageconfig-encryptionconfig.html`,
    aliases: ['CKV_AWS_270'],
    given: { bucketName: 'calls' },
    skip: [{}],
  }),
  customerKeyRule({
    id: 'eventbridge-scheduler-cmk',
    on: schedule,
    key: schedule.props.key,
    withoutKey: 'aws-owned',
    what: 'The payload of schedule',
    awsAlias: 'alias/aws/scheduler',
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html',
    aliases: ['CKV_AWS_297'],
  }),
  customerKeyRule({
    id: 'appflow-flow-cmk',
    on: flow,
    key: flow.props.key,
    withoutKey: 'aws-managed',
    what: 'AppFlow flow',
    awsAlias: 'alias/aws/appflow',
    source: `${reference}/aws-resource-appflow-flow.html`,
    aliases: ['CKV_AWS_263'],
  }),
  customerKeyRule({
    id: 'codepipeline-artifact-cmk',
    on: pipeline,
    key: pipeline.props.key,
    // A pipeline over several regions has a store in each, which takes a key of its region.
    writtenAt: { key: pipeline.props.onlyKey, unless: [pipeline.props.regions] },
    beside: [[pipeline.props.onlyType, 'KMS']],
    withoutKey: 'aws-managed',
    what: 'The artifact store of pipeline',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html',
    aliases: ['CKV_AWS_219'],
  }),
  customerKeyRule({
    id: 'redshift-serverless-cmk',
    on: namespace,
    key: namespace.props.key,
    withoutKey: 'aws-owned',
    what: 'Redshift Serverless namespace',
    awsAlias: 'alias/aws/redshift',
    source: `${reference}/aws-resource-redshiftserverless-namespace.html`,
    aliases: ['CKV_AWS_282'],
  }),
  customerKeyRule({
    id: 'redshift-snapshot-copy-grant-cmk',
    on: copyGrant,
    key: copyGrant.props.key,
    withoutKey: 'aws-managed',
    what: 'What is copied under snapshot copy grant',
    awsAlias: 'alias/aws/redshift',
    source: `${reference}/aws-resource-redshift-snapshotcopygrant.html`,
    aliases: ['CKV_AWS_281'],
  }),
  customerKeyRule({
    id: 'imagebuilder-component-cmk',
    on: component,
    key: component.props.key,
    withoutKey: 'aws-owned',
    what: 'Image Builder component',
    awsAlias: 'alias/aws/ebs',
    source: `${reference}/aws-resource-imagebuilder-component.html`,
    aliases: ['CKV_AWS_180'],
  }),
  customerKeyRule({
    id: 'imagebuilder-container-recipe-cmk',
    on: containerRecipe,
    key: containerRecipe.props.key,
    withoutKey: 'aws-owned',
    what: 'The Dockerfile of Image Builder container recipe',
    awsAlias: 'alias/aws/ebs',
    source: `${reference}/aws-resource-imagebuilder-containerrecipe.html`,
  }),
];
