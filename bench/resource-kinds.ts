import type { Random } from './random.ts';

/** A value of a template before it is written as YAML or JSON. Intrinsic functions stand in their long form. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** What a resource is made with. `size` grows what may be long: policies, tags, code, rules. */
export interface Making {
  readonly random: Random;
  readonly size: number;
  /** The logical id of some other resource, made with `Kind.make` of that name. */
  readonly idOf: (kind: string) => string;
  /** The number of this resource, from 0. */
  readonly index: number;
}

/** A kind of resource that templates hold; `share` is how many there are of it beside the others. */
export interface Kind {
  readonly name: string;
  readonly type: string;
  readonly share: number;
  readonly make: (making: Making) => { readonly [key: string]: Json };
}

const words = ['order', 'billing', 'customer', 'report', 'audit', 'ingest', 'export', 'catalog', 'payment', 'session', 'metrics', 'archive'] as const;

/** `{ Ref: id }`. */
export const ref = (id: string): Json => ({ Ref: id });
/** `{ 'Fn::GetAtt': [id, attribute] }`. */
export const att = (id: string, attribute: string): Json => ({ 'Fn::GetAtt': [id, attribute] });
/** `{ 'Fn::Sub': text }`. */
export const sub = (text: string): Json => ({ 'Fn::Sub': text });

const word = ({ random }: Making): string => random.pick(words);
const many = <T>({ size }: Making, usual: number, item: (i: number) => T): readonly T[] => Array.from({ length: Math.max(1, Math.round(usual * size)) }, (_, i) => item(i));
const maybe = ({ random }: Making, share: number, entries: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> => (random.next() < share ? entries : {});
const sentence = (making: Making): string => `The ${word(making)} ${word(making)} of team ${word(making)} keeps what the ${word(making)} service writes`;

function tags(making: Making): Json {
  return many(making, 3, (i) => ({ Key: i === 0 ? 'Name' : `${word(making)}-owner-${i}`, Value: i === 0 ? sub(`\${AWS::StackName}-${word(making)}`) : `team ${word(making)} ${making.random.between(1, 99)}` }));
}

function statement(making: Making, effect: string, actions: readonly string[], resource: Json): Json {
  return { Sid: `Statement${making.random.between(100, 999)}`, Effect: effect, Action: actions, Resource: resource };
}

function inlineCode(making: Making): string {
  const lines = many(making, 7, (i) => `  const ${word(making)}${i} = await client.send(new Get${i}Command({ name: event.${word(making)} }));`);
  return ["const { Client } = require('@aws-sdk/client');", 'exports.handler = async (event) => {', ...lines, '  return { statusCode: 200 };', '};', ''].join('\n');
}

function policyOn(making: Making, name: string, bucket: string): Json {
  const tls: Json = { Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [att(bucket, 'Arn'), sub(`\${${bucket}.Arn}/*`)], Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const reads = many(making, 3, (i) => ({
    Sid: `${name}${i}`,
    Effect: 'Allow',
    Principal: { AWS: sub(`arn:\${AWS::Partition}:iam::${making.random.between(100000000000, 999999999999)}:role/${word(making)}`) },
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: sub(`\${${bucket}.Arn}/${word(making)}/*`),
  }));
  return { Version: '2012-10-17', Statement: [...(making.random.next() < 0.6 ? [tls] : []), ...reads] };
}

/** The kinds of resources that the inputs consist of, in about the shares that real templates have them. */
export const kinds: readonly Kind[] = [
  {
    name: 'Role', type: 'AWS::IAM::Role', share: 14,
    make: (m) => ({
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')],
      Policies: [{ PolicyName: `${word(m)}-access`, PolicyDocument: { Version: '2012-10-17', Statement: many(m, 3, () => statement(m, 'Allow', [`dynamodb:${m.random.pick(['GetItem', 'PutItem', 'Query'])}`, 'kms:Decrypt'], att(m.idOf('Table'), 'Arn'))) } }],
      Tags: tags(m),
    }),
  },
  {
    name: 'Function', type: 'AWS::Lambda::Function', share: 13,
    make: (m) => ({
      Description: sentence(m),
      Handler: 'index.handler',
      Runtime: 'nodejs20.x',
      MemorySize: 128 * m.random.between(1, 8),
      Timeout: m.random.between(3, 60),
      Role: att(m.idOf('Role'), 'Arn'),
      ...maybe(m, 0.3, { KmsKeyArn: att(m.idOf('Key'), 'Arn') }),
      Environment: { Variables: Object.fromEntries(many(m, 4, (i) => [`${word(m).toUpperCase()}_${i}`, i % 3 === 0 ? ref(m.idOf('Table')) : `${word(m)} value ${m.random.between(1, 999)}`])) },
      Code: { ZipFile: inlineCode(m) },
      Tags: tags(m),
    }),
  },
  {
    name: 'Bucket', type: 'AWS::S3::Bucket', share: 7,
    make: (m) => ({
      ...maybe(m, 0.6, { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ref(m.idOf('Key')) } }] } }),
      ...maybe(m, 0.7, { PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true } }),
      ...maybe(m, 0.5, { VersioningConfiguration: { Status: { 'Fn::If': ['IsProduction', 'Enabled', 'Suspended'] } } }),
      LifecycleConfiguration: { Rules: many(m, 3, (i) => ({ Id: `${word(m)}-${i}`, Status: 'Enabled', Prefix: `${word(m)}/${i}/`, ExpirationInDays: m.random.between(30, 700), AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } })) },
      Tags: tags(m),
    }),
  },
  { name: 'BucketPolicy', type: 'AWS::S3::BucketPolicy', share: 5, make: (m) => { const bucket = m.idOf('Bucket'); return { Bucket: ref(bucket), PolicyDocument: policyOn(m, word(m), bucket) }; } },
  {
    name: 'Key', type: 'AWS::KMS::Key', share: 3,
    make: (m) => ({
      Description: sentence(m),
      ...maybe(m, 0.7, { EnableKeyRotation: true }),
      KeyPolicy: { Version: '2012-10-17', Statement: [{ Sid: 'Root', Effect: 'Allow', Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' }, ...many(m, 3, (i) => ({ Sid: `Use${i}`, Effect: 'Allow', Principal: { AWS: att(m.idOf('Role'), 'Arn') }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' }))] },
      Tags: tags(m),
    }),
  },
  {
    name: 'Table', type: 'AWS::DynamoDB::Table', share: 5,
    make: (m) => ({
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, ...many(m, 2, (i) => ({ AttributeName: `${word(m)}${i}`, AttributeType: 'S' }))],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: many(m, 2, (i) => ({ IndexName: `by-${word(m)}-${i}`, KeySchema: [{ AttributeName: `${word(m)}${i}`, KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } })),
      ...maybe(m, 0.6, { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
      ...maybe(m, 0.5, { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } }),
      Tags: tags(m),
    }),
  },
  { name: 'Queue', type: 'AWS::SQS::Queue', share: 5, make: (m) => ({ VisibilityTimeout: m.random.between(30, 900), ...maybe(m, 0.6, { KmsMasterKeyId: ref(m.idOf('Key')) }), RedrivePolicy: { deadLetterTargetArn: sub('arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:dead'), maxReceiveCount: 5 }, Tags: tags(m) }) },
  { name: 'Topic', type: 'AWS::SNS::Topic', share: 3, make: (m) => ({ DisplayName: sentence(m), ...maybe(m, 0.6, { KmsMasterKeyId: ref(m.idOf('Key')) }), Subscription: many(m, 2, () => ({ Endpoint: att(m.idOf('Function'), 'Arn'), Protocol: 'lambda' })), Tags: tags(m) }) },
  { name: 'LogGroup', type: 'AWS::Logs::LogGroup', share: 6, make: (m) => ({ LogGroupName: sub(`/aws/lambda/\${${m.idOf('Function')}}`), ...maybe(m, 0.6, { RetentionInDays: m.random.pick([7, 30, 90, 365]) }), Tags: tags(m) }) },
  {
    name: 'Database', type: 'AWS::RDS::DBInstance', share: 3,
    make: (m) => ({
      Engine: m.random.pick(['postgres', 'mysql']),
      DBInstanceClass: 'db.t4g.medium',
      AllocatedStorage: '100',
      MasterUsername: 'master',
      ManageMasterUserPassword: true,
      ...maybe(m, 0.6, { StorageEncrypted: true }),
      BackupRetentionPeriod: m.random.between(0, 14),
      PubliclyAccessible: false,
      EnableCloudwatchLogsExports: ['audit'],
      VPCSecurityGroups: [att(m.idOf('SecurityGroup'), 'GroupId')],
      Tags: tags(m),
    }),
  },
  {
    name: 'SecurityGroup', type: 'AWS::EC2::SecurityGroup', share: 6,
    make: (m) => ({
      GroupDescription: sentence(m),
      VpcId: ref('VpcId'),
      SecurityGroupIngress: many(m, 4, (i) => ({ IpProtocol: 'tcp', FromPort: 443 + i, ToPort: 443 + i, CidrIp: `10.${m.random.between(0, 255)}.0.0/16`, Description: `from the ${word(m)} network` })),
      Tags: tags(m),
    }),
  },
  {
    name: 'Alarm', type: 'AWS::CloudWatch::Alarm', share: 8,
    make: (m) => ({
      AlarmDescription: sentence(m),
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: m.random.between(1, 5),
      Metrics: many(m, 2, (i) => ({ Id: `m${i}`, ReturnData: i === 0, MetricStat: { Stat: 'Sum', Period: 300, Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: ref(m.idOf('Function')) }] } } })),
      AlarmActions: [ref(m.idOf('Topic'))],
      Threshold: m.random.between(1, 100),
    }),
  },
  {
    name: 'Permission', type: 'AWS::Lambda::Permission', share: 4,
    make: (m) => ({ Action: 'lambda:InvokeFunction', FunctionName: ref(m.idOf('Function')), Principal: 'events.amazonaws.com', SourceArn: att(m.idOf('EventRule'), 'Arn') }),
  },
  {
    name: 'EventRule', type: 'AWS::Events::Rule', share: 4,
    make: (m) => ({ Description: sentence(m), EventPattern: { source: many(m, 3, () => `company.${word(m)}`), 'detail-type': many(m, 3, () => `${word(m)} changed`) }, State: 'ENABLED', Targets: many(m, 2, (i) => ({ Id: `target-${i}`, Arn: att(m.idOf('Function'), 'Arn'), Input: `{"${word(m)}": ${i}}` })) }),
  },
  {
    name: 'Listener', type: 'AWS::ElasticLoadBalancingV2::Listener', share: 3,
    make: (m) => ({
      LoadBalancerArn: ref('LoadBalancerArn'),
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: m.random.pick(['ELBSecurityPolicy-TLS13-1-2-2021-06', 'ELBSecurityPolicy-2016-08']),
      Certificates: [{ CertificateArn: ref('CertificateArn') }],
      DefaultActions: many(m, 2, (i) => ({ Type: 'fixed-response', Order: i + 1, FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: sentence(m) } })),
    }),
  },
  {
    name: 'TaskDefinition', type: 'AWS::ECS::TaskDefinition', share: 4,
    make: (m) => ({
      Family: `${word(m)}-${word(m)}`,
      Cpu: '256',
      Memory: '512',
      TaskRoleArn: att(m.idOf('Role'), 'Arn'),
      ContainerDefinitions: many(m, 2, (i) => ({
        Name: `${word(m)}-${i}`,
        Image: sub(`\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.amazonaws.com/${word(m)}:latest`),
        Environment: [{ Name: 'TABLE', Value: ref(m.idOf('Table')) }, { Name: 'STAGE', Value: ref('Stage') }, { Name: 'PURPOSE', Value: sentence(m) }],
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': ref(m.idOf('LogGroup')), 'awslogs-region': ref('AWS::Region') } },
      })),
      Tags: tags(m),
    }),
  },
  {
    name: 'FileSystem', type: 'AWS::EFS::FileSystem', share: 1,
    make: (m) => ({ ...maybe(m, 0.5, { Encrypted: true }), LifecyclePolicies: [{ TransitionToIA: 'AFTER_30_DAYS' }], FileSystemTags: tags(m) }),
  },
  {
    name: 'Method', type: 'AWS::ApiGateway::Method', share: 6,
    make: (m) => ({
      RestApiId: ref('RestApiId'),
      ResourceId: ref('RestResourceId'),
      HttpMethod: m.random.pick(['GET', 'POST', 'PUT']),
      AuthorizationType: 'AWS_IAM',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${m.idOf('Function')}.Arn}/invocations`) },
      MethodResponses: many(m, 2, (i) => ({ StatusCode: `${200 + i}`, ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': true } })),
    }),
  },
];
