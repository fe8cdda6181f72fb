import assert from 'node:assert/strict';
import { fixed } from './fix-text.ts';

const account = "AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'";
const policy = (...statements: readonly string[]): string =>
  `KeyPolicy: {Statement: [{Effect: Allow, Principal: {${account}}, Action: 'kms:*', Resource: '*'}${statements.map((one) => `, ${one}`).join('')}]}`;
const logs = "{Effect: Allow, Principal: {Service: !Sub 'logs.${AWS::Region}.amazonaws.com'}, Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*'";
const key = (properties: string, rest = ''): string => `  K:\n    Type: AWS::KMS::Key\n${rest}    Properties: {${properties}}\n`;
const secret = 'Conditions:\n  C: !Equals [!Ref AWS::Region, x]\nResources:\n  S:\n    Type: AWS::SecretsManager::Secret\n';
const group = 'Resources:\n  G:\n    Type: AWS::Logs::LogGroup\n';
const trail = 'Resources:\n  T:\n    Type: AWS::CloudTrail::Trail\n    Properties: {IsLogging: true, S3BucketName: log}\n';
const encryptsTrails = "{Effect: Allow, Principal: {Service: cloudtrail.amazonaws.com}, Action: 'kms:GenerateDataKey*', Resource: '*', Condition: {StringLike: {'kms:EncryptionContext:aws:cloudtrail:arn': !Sub 'arn:aws:cloudtrail:*:${AWS::AccountId}:trail/*'}}}";
const describes = "{Effect: Allow, Principal: {Service: cloudtrail.amazonaws.com}, Action: 'kms:DescribeKey', Resource: '*'}";
const usesK = /KmsKeyId: !GetAtt K\.Arn/;
const addsKey = /KmsKeyId: !GetAtt DataKey\.Arn[^]*DataKey:\n {4}Type: AWS::KMS::Key/;

describe('the key of a fix', () => {
  const rows: readonly (readonly [string, string, string, string, RegExp])[] = [
    ['is the only one of the template', 'secretsmanager-cmk', 'S', secret + key(policy()), usesK],
    ['is the only one of the template, its policy that of KMS', 'secretsmanager-cmk', 'S', secret + key('EnableKeyRotation: true'), usesK],
    ['is added where there is none', 'secretsmanager-cmk', 'S', secret, addsKey],
    ['is added where two would do', 'secretsmanager-cmk', 'S', `${secret}${key(policy())}${key(policy()).replace('K:', 'L:')}`, addsKey],
    ['is no key that signs', 'secretsmanager-cmk', 'S', secret + key('KeySpec: RSA_2048, KeyUsage: SIGN_VERIFY'), addsKey],
    ['is no key that is switched off', 'secretsmanager-cmk', 'S', secret + key('Enabled: false'), addsKey],
    ['is no key whose material is imported', 'secretsmanager-cmk', 'S', secret + key('Origin: EXTERNAL'), addsKey],
    ['is no key that the account cannot use', 'secretsmanager-cmk', 'S', secret + key("KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:role/admin'}, Action: 'kms:*', Resource: '*'}]}"), addsKey],
    ['is no key that is not always there', 'secretsmanager-cmk', 'S', secret + key(policy(), '    Condition: C\n'), addsKey],
    ['is no key that is made after the resource', 'secretsmanager-cmk', 'S', secret + key(policy(), '    DependsOn: S\n'), addsKey],
    ['is a key that grants the service what it needs', 'log-group-cmk', 'G', group + key(policy(`${logs}}`)), usesK],
    ['is a key that grants it for every log group', 'log-group-cmk', 'G', group + key(policy(`${logs}, Condition: {ArnLike: {'kms:EncryptionContext:aws:logs:arn': !Sub 'arn:aws:logs:x:\${AWS::AccountId}:*'}}}`)), usesK],
    ['is no key that grants it for one log group', 'log-group-cmk', 'G', group + key(policy(`${logs}, Condition: {ArnEquals: {'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:x:1:log-group:y'}}}`)), addsKey],
    ['is no key that grants the service nothing', 'log-group-cmk', 'G', group + key(policy()), addsKey],
    ['is no key whose policy is that of KMS where a service has to be granted', 'log-group-cmk', 'G', group + key('EnableKeyRotation: true'), addsKey],
    ['is a key that lets CloudTrail encrypt trails, and describe it', 'cloudtrail-cmk', 'T', trail + key(policy(encryptsTrails, describes)), /KMSKeyId: !GetAtt K\.Arn/],
    ['is no key that CloudTrail cannot describe', 'cloudtrail-cmk', 'T', trail + key(policy(encryptsTrails)), /KMSKeyId: !GetAtt DataKey\.Arn/],
  ];
  for (const [title, rule, subject, text, expected] of rows) {
    it(title, () => assert.match(fixed(text, rule, subject), expected));
  }

  it('that is added is there whenever the resource is', () => {
    assert.match(fixed(secret.replace('Secret\n', 'Secret\n    Condition: C\n'), 'secretsmanager-cmk', 'S'), /DataKey:\n {4}Type: AWS::KMS::Key\n {4}Condition: C\n/);
  });

  it('that is added has a name that is free, and its own resource follows it', () => {
    const text = 'Parameters:\n  DataKey2: {Type: String}\nResources:\n  DataKey:\n    Type: AWS::SecretsManager::Secret\n';
    assert.match(fixed(text, 'secretsmanager-cmk', 'DataKey'), /KmsKeyId: !GetAtt DataKey3\.Arn[^]*\n {2}DataKey3:\n/);
  });

  it('lets CloudWatch Logs use it for the log groups of the account', () => {
    const text = fixed(group, 'log-group-cmk', 'G');
    assert.match(text, /Service: !Sub logs\.\$\{AWS::Region\}\.amazonaws\.com/);
    assert.match(text, /kms:EncryptionContext:aws:logs:arn: !Sub arn:\$\{AWS::Partition\}:logs:\$\{AWS::Region\}:\$\{AWS::AccountId\}:\*/);
  });

  it('lets CloudTrail encrypt the trails of the account, and describe it: what is described has no encryption context', () => {
    const text = fixed(trail, 'cloudtrail-cmk', 'T');
    assert.match(text, /Sid: LetCloudtrailUseIt[^]*- kms:GenerateDataKey\*\n[^]*kms:EncryptionContext:aws:cloudtrail:arn/);
    assert.match(text, /Sid: LetCloudtrailDescribeIt[^]*- kms:DescribeKey\n[^]*/);
    assert.equal(text.split('Condition:').length, 2);
  });

  it('in Terraform is the only one of the module, else one that is added', () => {
    const text = '{"resource": {"aws_secretsmanager_secret": {"s": {"name": "x"}}}}';
    assert.equal(fixed(text, 'secretsmanager-cmk', 'aws_secretsmanager_secret.s'), '{"resource": {"aws_secretsmanager_secret": {"s": {"kms_key_id": "${aws_kms_key.data.arn}", "name": "x"}}, "aws_kms_key": {"data": {"enable_key_rotation": true}}}}');
    const withKey = '{"resource": {"aws_kms_key": {"k": {}}, "aws_secretsmanager_secret": {"s": {"name": "x"}}}}';
    assert.equal(fixed(withKey, 'secretsmanager-cmk', 'aws_secretsmanager_secret.s'), withKey.replace('{"name": "x"', '{"kms_key_id": "${aws_kms_key.k.arn}", "name": "x"'));
    const counted = withKey.replace('{"k": {}', '{"k": {"count": 2}');
    assert.match(fixed(counted, 'secretsmanager-cmk', 'aws_secretsmanager_secret.s'), /\$\{aws_kms_key\.data\.arn\}/);
  });
});
