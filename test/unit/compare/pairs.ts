/** Two versions of a template, and what a diff must say. */
export interface Pair {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** Sorted. */
  readonly says: readonly string[];
}

const vault = (properties: string, attributes = ''): string => `Vault:
  Type: AWS::S3::Bucket
${attributes}  Properties:
    BucketName: vault
${properties}`;

const database = (properties: string, attributes = ''): string => `Db:
  Type: AWS::RDS::DBInstance
${attributes}  Properties:
    Engine: mysql
    StorageEncrypted: true
    BackupRetentionPeriod: 30
    DeletionProtection: true
${properties}`;

const queue = (key: string): string => `Jobs:
  Type: AWS::SQS::Queue
  Properties:
    KmsMasterKeyId: ${key}
Key:
  Type: AWS::KMS::Key
  Properties:
    EnableKeyRotation: true`;

const denyPlain = `      - {Sid: Tls, Effect: Deny, Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::vault', 'arn:aws:s3:::vault/*'], Condition: {Bool: {'aws:SecureTransport': 'false'}}}`;
const denyDelete = `      - {Sid: Keep, Effect: Deny, Principal: '*', Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Resource: 'arn:aws:s3:::vault/*'}`;
const bucketPolicy = (statements: string): string => `${vault('')}
VaultPolicy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Vault
    PolicyDocument:
      Version: '2012-10-17'
      Statement:
${statements}
      - {Sid: Read, Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:root'}, Action: 's3:GetObject', Resource: 'arn:aws:s3:::vault/*'}`;

const versioned = `    VersioningConfiguration: {Status: Enabled}`;
const blocked = (policy: boolean): string => `    PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: ${policy}, IgnorePublicAcls: true, RestrictPublicBuckets: true}`;
const locked = (mode: string): string => `    ObjectLockEnabled: true
    ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: ${mode}, Days: 30}}}`;

/** The pairs, each of one kind of change. */
export const pairs: readonly Pair[] = [
  // Weaker
  {
    title: 'a TLS policy lowered, with a profile that still passes',
    before: `Web: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-TLS13-1-3-2021-06}}`,
    after: `Web: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06}}`,
    says: ['weaker Web SslPolicy'],
  },
  { title: "a customer's key exchanged for AWS's", before: queue('!Ref Key'), after: queue('alias/aws/sqs'), says: ['weaker Jobs KmsMasterKeyId'] },
  { title: 'encryption turned off', before: database(''), after: database('').replace('StorageEncrypted: true', 'StorageEncrypted: false'), says: ['replaced Db kept', 'weaker Db StorageEncrypted'] },
  { title: 'rotation turned off', before: queue('!Ref Key'), after: queue('!Ref Key').replace('EnableKeyRotation: true', 'EnableKeyRotation: false'), says: ['weaker Key EnableKeyRotation'] },
  { title: 'backups kept for fewer days', before: database(''), after: database('').replace('BackupRetentionPeriod: 30', 'BackupRetentionPeriod: 7'), says: ['weaker Db BackupRetentionPeriod'] },
  { title: 'deletion protection dropped', before: database(''), after: database('').replace('    DeletionProtection: true\n', ''), says: ['weaker Db DeletionProtection'] },
  { title: "a bucket policy's Deny of plain HTTP removed", before: bucketPolicy(`${denyPlain}\n${denyDelete}`), after: bucketPolicy(denyDelete), says: ['weaker Vault', 'weaker VaultPolicy PolicyDocument'] },
  { title: "a bucket policy's Deny that no rule asks for removed", before: bucketPolicy(`${denyPlain}\n${denyDelete}`), after: bucketPolicy(denyPlain), says: ['weaker VaultPolicy PolicyDocument.Statement[Effect=Deny]'] },
  { title: 'both policies dropped', before: vault('', '  DeletionPolicy: Retain\n  UpdateReplacePolicy: Retain\n'), after: vault(''), says: ['weaker Vault DeletionPolicy', 'weaker Vault UpdateReplacePolicy'] },
  { title: 'a DeletionPolicy dropped where the other policy was never there', before: vault('', '  DeletionPolicy: Retain\n'), after: vault(''), says: ['weaker Vault DeletionPolicy'] },
  { title: 'versioning suspended', before: vault(versioned), after: vault(`    VersioningConfiguration: {Status: Suspended}`), says: ['weaker Vault VersioningConfiguration.Status'] },
  { title: 'Object Lock from COMPLIANCE to GOVERNANCE', before: vault(`${versioned}\n${locked('COMPLIANCE')}`), after: vault(`${versioned}\n${locked('GOVERNANCE')}`), says: ['weaker Vault ObjectLockConfiguration.Rule.DefaultRetention.Mode'] },
  { title: 'one flag of the public access block turned off', before: vault(blocked(true)), after: vault(blocked(false)), says: ['weaker Vault PublicAccessBlockConfiguration.BlockPublicPolicy'] },
  {
    title: 'a condition that turns encryption off for one choice',
    before: `Parameters: {Env: {Type: String, Default: prod}}\nResources:\n${database('').replace(/^/gm, '  ')}`,
    after: `Parameters: {Env: {Type: String, Default: prod}}\nConditions: {IsDev: !Equals [!Ref Env, dev]}\nResources:\n${database('').replace('StorageEncrypted: true', 'StorageEncrypted: !If [IsDev, false, true]').replace(/^/gm, '  ')}`,
    says: ['replaced Db kept', 'weaker Db StorageEncrypted (parameter Env = dev)'],
  },
  {
    title: 'a default that turns encryption off',
    before: `Parameters: {Safe: {Type: String, Default: 'true', AllowedValues: ['true', 'false']}}\nResources:\n${database('').replace('StorageEncrypted: true', 'StorageEncrypted: !Ref Safe').replace(/^/gm, '  ')}`,
    after: `Parameters: {Safe: {Type: String, Default: 'false', AllowedValues: ['true', 'false']}}\nResources:\n${database('').replace('StorageEncrypted: true', 'StorageEncrypted: !Ref Safe').replace(/^/gm, '  ')}`,
    says: ['weaker Db StorageEncrypted (parameter Safe = false)'],
  },
  // Data stores that go
  { title: 'a table removed', before: `${queue('!Ref Key')}\nOrders: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}`, after: queue('!Ref Key'), says: ['deleted Orders lost'] },
  { title: 'a secret removed, which CloudFormation deletes at once', before: `${queue('!Ref Key')}\nLogin: {Type: AWS::SecretsManager::Secret, Properties: {KmsKeyId: !Ref Key}}`, after: queue('!Ref Key'), says: ['deleted Login lost'] },
  { title: 'a ledger removed, which AWS protects unless it is told not to', before: `${queue('!Ref Key')}\nBooks: {Type: AWS::QLDB::Ledger, Properties: {PermissionsMode: STANDARD}}`, after: queue('!Ref Key'), says: ['deleted Books kept'] },
  { title: 'a file system replaced', before: `Home: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: false}}`, after: `Home: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}`, says: ['replaced Home lost', 'stronger Home Encrypted'] },
  {
    title: 'a database replaced since its key is another one, with a policy that keeps it',
    before: database('    KmsKeyId: !GetAtt Key.Arn', '  UpdateReplacePolicy: Snapshot\n') + '\nKey: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}\nOther: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}',
    after: database('    KmsKeyId: !GetAtt Other.Arn', '  UpdateReplacePolicy: Snapshot\n') + '\nKey: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}\nOther: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}',
    says: ['replaced Db kept'],
  },
  { title: 'a volume whose encryption cannot be changed', before: `Disk: {Type: AWS::EC2::Volume, Properties: {Encrypted: false}}`, after: `Disk: {Type: AWS::EC2::Volume, Properties: {Encrypted: true}}`, says: ['refused Disk kept', 'stronger Disk Encrypted'] },
  { title: 'a key removed', before: queue('!Ref Key'), after: queue('alias/aws/sqs').replace(/\nKey:[^]*/, ''), says: ['deleted Key recoverable', 'weaker Jobs KmsMasterKeyId'] },
  { title: 'a table of SAM encrypted less, which keeps its items', before: `Cache: {Type: AWS::Serverless::SimpleTable, Properties: {SSESpecification: {SSEEnabled: true}}}`, after: `Cache: {Type: AWS::Serverless::SimpleTable, Properties: {SSESpecification: {SSEEnabled: false}}}`, says: ['weaker Cache SSESpecification.SSEEnabled'] },
  { title: 'a table of SAM with another name', before: `Cache: {Type: AWS::Serverless::SimpleTable, Properties: {TableName: a}}`, after: `Cache: {Type: AWS::Serverless::SimpleTable, Properties: {TableName: b}}`, says: ['replaced Cache lost'] },
  { title: 'a store of which nobody knows the answer', before: `Cache: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: a}}}`, after: `Cache: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: b}}}`, says: ['unknown Cache unknown'] },
  // Stronger
  { title: "a customer's key in the place of AWS's", before: queue('alias/aws/sqs'), after: queue('!Ref Key'), says: ['stronger Jobs KmsMasterKeyId'] },
  { title: 'versioning turned on', before: vault(''), after: vault(versioned), says: ['stronger Vault VersioningConfiguration.Status'] },
  { title: 'events kept for a year, and no longer for ever by oversight', before: `Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: a}}`, after: `Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: a, RetentionInDays: 365}}`, says: ['stronger Log RetentionInDays'] },
  // Renamed
  { title: 'a bucket renamed', before: vault(versioned), after: vault(versioned).replace('Vault:', 'Strongroom:'), says: ['renamed Vault to Strongroom kept'] },
  { title: 'a table renamed and weakened', before: `Orders: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders, BillingMode: PAY_PER_REQUEST, DeletionProtectionEnabled: true, TableClass: STANDARD}}`, after: `Sales: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders, BillingMode: PAY_PER_REQUEST, DeletionProtectionEnabled: false, TableClass: STANDARD}}`, says: ['renamed Orders to Sales kept', 'weaker Sales DeletionProtectionEnabled'] },
  // Silent
  { title: 'resources in another order', before: `${vault(versioned)}\n${queue('!Ref Key')}`, after: `${queue('!Ref Key')}\n${vault(versioned)}`, says: [] },
  { title: 'statements in another order, one action for a list of one', before: bucketPolicy(`${denyPlain}\n${denyDelete}`), after: bucketPolicy(`${denyDelete.replace("['s3:DeleteObject', 's3:DeleteObjectVersion']", "['s3:DeleteObjectVersion', 's3:DeleteObject']")}\n${denyPlain.replace("'s3:*'", "['s3:*']")}`), says: [] },
  {
    title: 'YAML turned into JSON',
    before: queue('!GetAtt Key.Arn'),
    after: '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"Key":{"Type":"AWS::KMS::Key","Properties":{"EnableKeyRotation":"true"}},"Jobs":{"Properties":{"KmsMasterKeyId":{"Fn::GetAtt":["Key","Arn"]}},"Type":"AWS::SQS::Queue"}}}',
    says: [],
  },
  {
    title: 'a literal turned into a parameter with the same default',
    before: database(''),
    after: `Parameters: {Days: {Type: Number, Default: 30, AllowedValues: [30, 35]}}\nResources:\n${database('').replace('BackupRetentionPeriod: 30', 'BackupRetentionPeriod: !Ref Days').replace(/^/gm, '  ')}`,
    says: ['stronger Db BackupRetentionPeriod (parameter Days = 35)'],
  },
  { title: 'tags, descriptions and names of no weight', before: queue('!Ref Key'), after: queue('!Ref Key').replace('    EnableKeyRotation: true', '    Description: new\n    EnableKeyRotation: true'), says: [] },
];
