import assert from 'node:assert/strict';
import { fixed } from './fix-text.ts';

const bucket = 'Resources:\n  B:\n    Type: AWS::S3::Bucket\n';
const withPolicy = (document: string): string => `${bucket}  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref B\n      PolicyDocument:\n        ${document}\n`;
const db = 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: correct-horse\n';

describe('a compound fix', () => {
  it('adds a statement to the policy that is there', () => {
    const before = withPolicy("Statement:\n          - Effect: Allow\n            Principal: '*'\n            Action: s3:GetObject\n            Resource: '*'");
    assert.equal(
      fixed(before, 's3-bucket-tls-only', 'B'),
      `${before}          - Sid: DenyWithoutTls\n            Effect: Deny\n            Principal: '*'\n            Action: s3:*\n            Resource:\n              - !GetAtt B.Arn\n              - !Sub '\${B.Arn}/*'\n            Condition:\n              Bool:\n                aws:SecureTransport: 'false'\n`.replace(
        "!Sub '${B.Arn}/*'",
        '!Sub ${B.Arn}/*',
      ),
    );
  });

  it('adds a policy where there is none', () => {
    assert.match(fixed(bucket, 's3-bucket-tls-only', 'B'), /\n {2}BPolicy:\n {4}Type: AWS::S3::BucketPolicy\n {4}Properties:\n {6}Bucket: !Ref B\n {6}PolicyDocument:\n {8}Version: '2012-10-17'\n {8}Statement:\n/);
  });

  it('adds the policy of a queue, and that of a topic with what the topic allowed without one', () => {
    const queue = fixed('Resources:\n  Q:\n    Type: AWS::SQS::Queue\n', 'sqs-queue-tls-only', 'Q');
    assert.match(queue, /\n {2}QPolicy:\n {4}Type: AWS::SQS::QueuePolicy\n {4}Properties:\n {6}Queues:\n {8}- !Ref Q\n[^]*Resource: !GetAtt Q\.Arn\n/);
    const topic = fixed('Resources:\n  T:\n    Type: AWS::SNS::Topic\n', 'sns-topic-tls-only', 'T');
    assert.match(topic, /\n {2}TPolicy:\n {4}Type: AWS::SNS::TopicPolicy\n {4}Properties:\n {6}Topics:\n {8}- !Ref T\n[^]*aws:SourceOwner: !Ref AWS::AccountId\n[^]*Sid: DenyWithoutTls/);
    const terraform = fixed('{"resource": {"aws_sqs_queue": {"q": {}}}}', 'sqs-queue-tls-only', 'aws_sqs_queue.q');
    assert.match(terraform, /"aws_sqs_queue_policy": \{"q": \{"queue_url": "\$\{aws_sqs_queue\.q\.url\}", "policy": "\{\\"Version/);
  });

  it('is refused where the statement is a single map, where two policies may be meant, and in a loop', () => {
    assert.match(fixed(withPolicy('Statement: {Effect: Allow, Principal: x, Action: a, Resource: b}'), 's3-bucket-tls-only', 'B'), /^refused: `PolicyDocument.Statement` is no list here/);
    const twice = `${withPolicy('Statement: []')}  Q:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref B\n      PolicyDocument: {Statement: []}\n`;
    assert.match(fixed(twice, 's3-bucket-tls-only', 'B'), /^refused: more than one bucket policy/);
    const loop = "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::L:\n    - N\n    - [a, b]\n    - Q${N}:\n        Type: AWS::SQS::Queue\n";
    assert.match(fixed(loop, 'sqs-queue-tls-only', 'Qa'), /^refused: the resource stands in a loop/);
  });

  it('replaces a literal secret by a parameter that is not shown', () => {
    assert.equal(
      fixed(db, 'secret-rds-instance-password', 'Db'),
      'Parameters:\n  DbMasterUserPassword:\n    Type: String\n    NoEcho: true\nResources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: !Ref DbMasterUserPassword\n',
    );
  });

  it('replaces it by a secret that is made up, as the alternative', () => {
    assert.equal(
      fixed(db, 'secret-rds-instance-password', 'Db', 1),
      "Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: !Sub '{{resolve:secretsmanager:${DbMasterUserPassword}}}'\n  DbMasterUserPassword:\n    Type: AWS::SecretsManager::Secret\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      GenerateSecretString:\n        PasswordLength: 30\n        ExcludePunctuation: true\n",
    );
  });

  it('has punctuation in it for OpenSearch, which refuses a master password without', () => {
    const domain = 'Resources:\n  D:\n    Type: AWS::OpenSearchService::Domain\n    Properties:\n      AdvancedSecurityOptions:\n        MasterUserOptions:\n          MasterUserPassword: correct-horse\n';
    assert.match(fixed(domain, 'secret-opensearch-master-password', 'D', 1), /GenerateSecretString:\n {8}PasswordLength: 30\n$/);
  });

  it('replaces the value that failed, and no other', () => {
    const text = fixed('{"resource": {"aws_db_instance": {"a-b": {"password": "correct-horse", "username": "${var.u}"}}}, "variable": {"a-b_password": {"type": "string"}, "u": {}}}', 'secret-rds-instance-password', 'aws_db_instance.a-b');
    assert.match(text, /"password": "\$\{var\.a-b_password_2\}", "username": "\$\{var\.u\}"/);
    assert.match(text, /"a-b_password_2": \{"type": "string", "sensitive": true\}/);
  });

  it('sets the whole public access block, in Terraform beside the bucket', () => {
    assert.match(fixed(bucket, 's3-bucket-public-access-block-explicit', 'B'), /PublicAccessBlockConfiguration:\n {8}BlockPublicAcls: true\n {8}BlockPublicPolicy: true\n {8}IgnorePublicAcls: true\n {8}RestrictPublicBuckets: true\n/);
    assert.equal(
      fixed('{"resource": {"aws_s3_bucket": {"b": {"bucket": "x"}}}}', 's3-bucket-public-access-block-explicit', 'aws_s3_bucket.b'),
      '{"resource": {"aws_s3_bucket": {"b": {"bucket": "x"}}, "aws_s3_bucket_public_access_block": {"b": {"bucket": "${aws_s3_bucket.b.id}", "block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true}}}}',
    );
  });
});
