import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, atLeast, encryptedAtLevel, equals, oneOf, present, refersTo, startsWith } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { bucket } from './s3/bucket.ts';

const stream = resource({
  label: 'Kinesis stream',
  cfn: 'AWS::Kinesis::Stream',
  tf: 'aws_kinesis_stream',
  minimal: { cfn: { ShardCount: 1 }, tf: { name: 'orders', shard_count: 1 } },
  props: {
    encryption: { cfn: 'StreamEncryption.EncryptionType', tf: 'encryption_type', whenAbsent: 'NONE' },
    kmsKey: { cfn: 'StreamEncryption.KeyId', tf: 'kms_key_id' },
    retentionHours: { cfn: 'RetentionPeriodHours', tf: 'retention_period', whenAbsent: 24 },
  },
});

const deliveryStream = resource({
  label: 'Firehose stream',
  cfn: 'AWS::KinesisFirehose::DeliveryStream',
  tf: 'aws_kinesis_firehose_delivery_stream',
  minimal: {
    cfn: { ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::orders', RoleARN: 'arn:aws:iam::111122223333:role/firehose' } },
    tf: { name: 'orders', destination: 'extended_s3', extended_s3_configuration: { bucket_arn: 'arn:aws:s3:::orders', role_arn: 'arn:aws:iam::111122223333:role/firehose' } },
  },
  props: {
    // In Terraform `key_type` alone turns nothing on.
    encryption: { cfn: 'DeliveryStreamEncryptionConfigurationInput.KeyType', tf: 'server_side_encryption.enabled', values: { true: 'AWS_OWNED_CMK', false: 'NONE' } },
    keyType: {
      cfn: 'DeliveryStreamEncryptionConfigurationInput.KeyType',
      tf: 'server_side_encryption.key_type',
      whenAbsent: { tf: 'AWS_OWNED_CMK' },
      whenParentAbsent: { tf: 'NONE' },
    },
    enabled: { tf: 'server_side_encryption.enabled', whenAbsent: false },
    key: { cfn: 'DeliveryStreamEncryptionConfigurationInput.KeyARN', tf: 'server_side_encryption.key_arn' },
    type: { cfn: 'DeliveryStreamType' },
    fromKinesis: { cfn: 'KinesisStreamSourceConfiguration.KinesisStreamARN', tf: 'kinesis_source_configuration.kinesis_stream_arn' },
    fromKafka: { cfn: 'MSKSourceConfiguration.MSKClusterARN', tf: 'msk_source_configuration.msk_cluster_arn' },
    fromDatabase: { cfn: 'DatabaseSourceConfiguration' },
    s3: { cfn: 'ExtendedS3DestinationConfiguration' },
    bucket: { cfn: 'ExtendedS3DestinationConfiguration.BucketARN', tf: 'extended_s3_configuration.bucket_arn' },
    objectKey: { cfn: 'ExtendedS3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', tf: 'extended_s3_configuration.kms_key_arn' },
    noEncryption: { cfn: 'ExtendedS3DestinationConfiguration.EncryptionConfiguration.NoEncryptionConfig' },
    endpoint: { cfn: 'HttpEndpointDestinationConfiguration.EndpointConfiguration.Url', tf: 'http_endpoint_configuration.url' },
  },
});

const videoStream = resource({
  label: 'Kinesis video stream',
  cfn: 'AWS::KinesisVideo::Stream',
  tf: 'aws_kinesis_video_stream',
  minimal: { tf: { name: 'door' } },
  props: { kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

const { encryption, kmsKey, retentionHours } = stream.props;
const delivery = deliveryStream.props;
const streamPage = 'https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html';
const deliveryPage = 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ownKey = { keyType: 'CUSTOMER_MANAGED_CMK', key };
const bucketHasOwnKey = encryptedAtLevel('customer-managed', {
  mode: bucket.props.algorithm,
  modes: { AES256: 'aws-owned', 'aws:kms': 'key', 'aws:kms:dsse': 'key' },
  key: bucket.props.kmsKey,
  withoutKey: 'aws-managed',
});
/** Encryption can be turned on for no other source: https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html */
const putDirectly = all(absent(delivery.fromKinesis), absent(delivery.fromKafka), absent(delivery.fromDatabase));

/** The rules about Kinesis Data Streams, Firehose and Video Streams. */
export const kinesisRules = [
  rule({
    id: 'kinesis-stream-encrypted',
    since: '2026.12',
    on: stream,
    severity: 'high',
    category: 'at-rest',
    title: 'Kinesis stream is encrypted at rest',
    message: 'Kinesis stream {name} is not encrypted.',
    why: 'Records lie in the clear for as long as the stream keeps them, up to a year.',
    source: streamPage,
    standards: { 'aws-fsbp': ['Kinesis.1'], 'pci-dss-4': ['8.3.2'] },
    aliases: ['CKV_AWS_43', 'AWS-0064', 'W49', 'KINESIS_STREAM_ENCRYPTION_RULE', 'KinesisDataStreamSSE', 'kinesis_sse_not_configured', 'AwsSolutions-KDS1'],
    require: equals(encryption, 'KMS'),
    fix: { title: 'Encrypt with the key that AWS manages', set: [[encryption, 'KMS'], [kmsKey, 'alias/aws/kinesis']] },
    examples: { pass: [{ encryption: 'KMS', kmsKey: 'alias/aws/kinesis' }], fail: [{}], unknown: [{ encryption: unresolved, kmsKey: 'alias/aws/kinesis' }] },
  }),
  customerKeyRule({
    id: 'kinesis-stream-cmk',
    on: stream,
    key: kmsKey,
    mode: encryption,
    modes: { KMS: 'key', NONE: 'none' },
    withoutKey: 'aws-managed',
    what: 'Kinesis stream',
    awsAlias: 'alias/aws/kinesis',
    source: streamPage,
    aliases: ['CKV_AWS_185'],
    given: { encryption: 'KMS' },
  }),
  rule({
    id: 'kinesis-retention',
    since: '2026.12',
    on: stream,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Kinesis stream keeps its records for a week',
    message: 'Kinesis stream {name} keeps its records for less than a week.',
    why: 'A consumer that fails over a long weekend loses the records for good.',
    source: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html',
    standards: { 'aws-fsbp': ['Kinesis.3'] },
    require: atLeast(retentionHours, 168),
    fix: { title: 'Keep records for 7 days', set: [[retentionHours, 168]] },
    examples: { pass: [{ retentionHours: 168 }], fail: [{}, { retentionHours: 24 }], unknown: [{ retentionHours: unresolved }] },
  }),
  rule({
    id: 'firehose-encrypted',
    since: '2026.12',
    on: deliveryStream,
    applies: putDirectly,
    severity: 'high',
    category: 'at-rest',
    title: 'Firehose stream is encrypted at rest',
    message: 'Firehose stream {name} is not encrypted.',
    why: 'Records wait in the clear in the buffers of the service until they are delivered.',
    source: deliveryPage,
    standards: { 'aws-fsbp': ['DataFirehose.1'] },
    aliases: ['CKV_AWS_240', 'W88', 'KINESIS_FIREHOSE_DELIVERY_STREAM_ENCRYPTION_RULE', 'KinesisDataFirehoseSSE', 'AwsSolutions-KDF1'],
    require: oneOf(delivery.encryption, ['AWS_OWNED_CMK', 'CUSTOMER_MANAGED_CMK']),
    fix: { title: 'Encrypt with a key that AWS owns', set: [[delivery.encryption, 'AWS_OWNED_CMK']] },
    examples: {
      pass: [{ encryption: 'AWS_OWNED_CMK' }],
      fail: [{}],
      unknown: [{ encryption: unresolved }],
      skip: [
        { type: 'KinesisStreamAsSource', fromKinesis: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders' },
        { type: 'DatabaseAsSource', fromDatabase: { Type: 'MySQL', Endpoint: 'orders.example.com', Port: 3306 } },
      ],
    },
  }),
  customerKeyRule({
    id: 'firehose-cmk',
    on: deliveryStream,
    applies: putDirectly,
    key: delivery.key,
    withoutKey: 'aws-owned',
    what: 'Firehose stream',
    awsAlias: 'alias/aws/firehose',
    source: deliveryPage,
    aliases: ['CKV_AWS_241'],
    beside: [
      [delivery.keyType, 'CUSTOMER_MANAGED_CMK'],
      [delivery.enabled, true],
    ],
    given: { keyType: 'CUSTOMER_MANAGED_CMK' },
    skip: [{ type: 'KinesisStreamAsSource', fromKinesis: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders' }],
  }),
  rule({
    id: 'firehose-destination-encrypted',
    since: '2026.12',
    on: deliveryStream,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Firehose does not ask for objects without encryption',
    message: 'Firehose stream {name} asks for objects without encryption.',
    why: 'Only the default of the bucket then encrypts what is delivered, with whichever key it happens to have.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kinesisfirehose-deliverystream-encryptionconfiguration.html',
    require: absent(delivery.noEncryption),
    fix: { title: 'Leave it to the bucket', remove: [delivery.noEncryption] },
    examples: { pass: [{}], fail: [{ noEncryption: 'NoEncryption' }], unknown: [{ s3: unresolved }] },
  }),
  rule({
    id: 'stream-to-store-encryption-gap',
    since: '2026.12',
    on: deliveryStream,
    applies: equals(delivery.keyType, 'CUSTOMER_MANAGED_CMK'),
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Firehose delivers to a store with a key of your own, too',
    message: 'Firehose stream {name} has a key of your own, and delivers to a bucket without one.',
    why: 'Records that only your key can open on their way lie in the bucket under a key that you cannot take away from anybody.',
    source: deliveryPage,
    require: any(present(delivery.objectKey), refersTo(delivery.bucket, bucket, bucketHasOwnKey)),
    examples: {
      pass: [
        { ...ownKey, objectKey: key },
        scene({ Stream: [deliveryStream, { ...ownKey, bucket: refTo('Store', 'Arn') }], Store: [bucket, { algorithm: 'aws:kms', kmsKey: key }] }),
      ],
      fail: [
        scene({ Stream: [deliveryStream, { ...ownKey, bucket: refTo('Store', 'Arn') }], Store: [bucket, {}] }),
        scene({ Stream: [deliveryStream, { ...ownKey, bucket: refTo('Store', 'Arn') }], Store: [bucket, { algorithm: 'AES256' }] }),
      ],
      unknown: [ownKey],
      skip: [{}, { keyType: 'AWS_OWNED_CMK' }],
    },
  }),
  rule({
    id: 'firehose-http-endpoint-tls',
    since: '2026.12',
    on: deliveryStream,
    applies: present(delivery.endpoint),
    severity: 'medium',
    category: 'in-transit',
    title: 'Firehose delivers over HTTPS',
    message: 'Firehose stream {name} delivers in clear text.',
    why: 'Records cross the internet in the clear on their way to the endpoint.',
    source: 'https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html#create-destination-http',
    require: startsWith(delivery.endpoint, 'https://'),
    examples: {
      pass: [{ endpoint: 'https://collector.example.com' }],
      fail: [{ endpoint: 'http://collector.example.com' }],
      unknown: [{ endpoint: unresolved }],
      skip: [{}],
    },
  }),
  customerKeyRule({
    id: 'kinesis-video-cmk',
    on: videoStream,
    key: videoStream.props.kmsKey,
    withoutKey: 'aws-managed',
    what: 'Kinesis video stream',
    awsAlias: 'alias/aws/kinesisvideo',
    source: 'https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-kms.html',
    aliases: ['CKV_AWS_177'],
  }),
];
