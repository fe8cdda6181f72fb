import assert from 'node:assert/strict';
import { pathOf } from '../../../server/src/core/model/origin.ts';
import { askPolicy } from '../../../server/src/core/rule/policy/answer.ts';
import type { PolicyQuestion } from '../../../server/src/core/rule/policy/question.ts';
import { noValue, openList, ref, sub, unknown, valueOf, viewWith, when } from './values.ts';

type Row = readonly [title: string, answer: 'yes' | 'no' | 'unknown', statement: unknown];

const ask = (question: PolicyQuestion, statement: unknown, holding: readonly string[] = []) =>
  askPolicy(question, valueOf({ Version: '2012-10-17', Statement: statement }), viewWith(holding));

function table(title: string, question: PolicyQuestion, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [shape, answer, statement] of rows)
      it(`is ${answer} for ${shape}`, () => {
        assert.equal(ask(question, statement).answer, answer);
      });
  });
}

const allow = (rest: object) => ({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', ...rest });
const to = (Principal: unknown) => allow({ Principal });
const onlyIf = (Condition: unknown) => allow({ Principal: '*', Condition });

const anyone: PolicyQuestion = { ask: 'allows-anyone' };

table('whom a policy allows', anyone, [
  ['the principal *', 'yes', to('*')],
  ['{"AWS": "*"}', 'yes', to({ AWS: '*' })],
  ['* among ARNs', 'yes', to({ AWS: ['arn:aws:iam::111122223333:role/reader', '*'] })],
  ['an ARN with any account', 'yes', to({ AWS: 'arn:aws:iam::*:role/reader' })],
  ['the root of an account', 'no', to({ AWS: 'arn:aws:iam::111122223333:root' })],
  ['an account id', 'no', to({ AWS: '111122223333' })],
  ['a role of this account', 'no', to({ AWS: sub('arn:aws:iam::', unknown('AWS::AccountId'), ':root') })],
  ['a role of the template', 'no', to({ AWS: ref('Role') })],
  ['a service', 'no', to({ Service: 'sns.amazonaws.com' })],
  ['a federated user', 'no', to({ Federated: 'cognito-identity.amazonaws.com' })],
  ['a canonical user', 'no', to({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' })],
  ['a service beside *', 'yes', to({ Service: 'sns.amazonaws.com', AWS: ['*'] })],
  ['a parameter', 'unknown', to({ AWS: unknown() })],
  ['a parameter beside *', 'yes', to({ AWS: [unknown(), '*'] })],
  ['a principal that is NoValue', 'no', to(noValue)],
  ['* as an item that is NoValue', 'no', to({ AWS: [noValue, '111122223333'] })],
  ['everybody but one', 'yes', allow({ NotPrincipal: { AWS: '111122223333' } })],
  ['no principal at all', 'no', allow({})],
  ['a denial', 'no', { ...to('*'), Effect: 'Deny' }],
  ['an effect that is a parameter', 'unknown', { ...to('*'), Effect: unknown() }],
  ['an effect that is a parameter, for somebody', 'no', { ...to('111122223333'), Effect: unknown() }],
  ['no statement', 'no', []],
  ['a statement that is a parameter', 'unknown', [unknown()]],
  ['a list of statements that may be longer', 'unknown', openList(to('111122223333'))],
  ['an open statement in a list that may be longer', 'yes', openList(to('*'))],
  ['one statement after another', 'yes', [to('111122223333'), to('*')]],
]);

table('which conditions narrow anyone', anyone, [
  ['an organisation', 'no', onlyIf({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['an organisation in another case', 'no', onlyIf({ stringequals: { 'AWS:principalorgid': ['o-a1b2c3d4e5'] } })],
  ['an organisation that is a parameter', 'no', onlyIf({ StringEquals: { 'aws:PrincipalOrgID': unknown() } })],
  ['an organisation, if the caller has one', 'yes', onlyIf({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['all values of an organisation, of which there may be none', 'yes', onlyIf({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['some value of a path of an organisation', 'no', onlyIf({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } })],
  ['any organisation', 'yes', onlyIf({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })],
  ['another organisation', 'yes', onlyIf({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['a source account', 'no', onlyIf({ StringEquals: { 'AWS:SourceAccount': '111122223333' } })],
  ['a number as source account', 'no', onlyIf({ StringEquals: { 'aws:SourceAccount': 111122223333 } })],
  ['a caller of a key', 'no', onlyIf({ StringEquals: { 'kms:CallerAccount': '111122223333' } })],
  ['a service that calls a key', 'yes', onlyIf({ StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } })],
  ['a service and an account', 'no', onlyIf({ StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com', 'kms:CallerAccount': '111122223333' } })],
  ['a source ARN', 'no', onlyIf({ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:news' } })],
  ['a source ARN of the template', 'no', onlyIf({ ArnLike: { 'aws:SourceArn': ref('Topic', 'Ref') } })],
  ['topics of one account', 'no', onlyIf({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:*' } })],
  ['topics of any account', 'yes', onlyIf({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:*:news' } })],
  ['one bucket, which has no account in its ARN', 'no', onlyIf({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::pictures*' } })],
  ['any bucket', 'yes', onlyIf({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } })],
  ['one source or any', 'yes', onlyIf({ ArnLike: { 'aws:SourceArn': ['arn:aws:sns:eu-west-1:111122223333:news', '*'] } })],
  ['a source that is a parameter, wildcards allowed', 'unknown', onlyIf({ ArnLike: { 'aws:SourceArn': unknown() } })],
  ['a VPC', 'no', onlyIf({ StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } })],
  ['a VPC endpoint', 'no', onlyIf({ 'ForAnyValue:StringEquals': { 'aws:SourceVpce': ['vpce-1a2b3c4d', 'vpce-5e6f7a8b'] } })],
  ['a range of addresses', 'no', onlyIf({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ['one address', 'no', onlyIf({ IpAddress: { 'aws:SourceIp': '2001:db8::1' } })],
  ['every address', 'yes', onlyIf({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
  ['half of all addresses', 'yes', onlyIf({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/1'] } })],
  ['a range that is a parameter', 'unknown', onlyIf({ IpAddress: { 'aws:SourceIp': unknown() } })],
  ['other addresses', 'yes', onlyIf({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ['a policy variable', 'yes', onlyIf({ StringEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } })],
  ['a mount target', 'no', onlyIf({ Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } })],
  ['no mount target', 'yes', onlyIf({ Bool: { 'elasticfilesystem:AccessedViaMountTarget': false } })],
  ['a user name', 'yes', onlyIf({ 'ForAllValues:StringEquals': { 'aws:username': 'reader' } })],
  ['encryption in transit', 'yes', onlyIf({ Bool: { 'aws:SecureTransport': 'true' } })],
  ['a condition that is a parameter', 'unknown', onlyIf(unknown())],
  ['an operator whose keys are NoValue', 'yes', onlyIf({ StringEquals: { 'aws:SourceAccount': noValue } })],
  ['a key that must not be there', 'yes', onlyIf({ Null: { 'aws:SourceAccount': 'true' } })],
]);

table('what is allowed to anyone', { ask: 'allows-anyone', actions: ['s3:Get*', 's3:List*'] }, [
  ['an action that the question covers', 'yes', allow({ Principal: '*', Action: 's3:GetObject' })],
  ['an action that covers the question', 'yes', allow({ Principal: '*', Action: '*' })],
  ['an action that overlaps, in another case', 'yes', allow({ Principal: '*', Action: ['S3:g*'] })],
  ['another action', 'no', allow({ Principal: '*', Action: ['s3:PutObject', 's3:DeleteObject'] })],
  ['all but other actions', 'yes', allow({ Principal: '*', Action: noValue, NotAction: 's3:Put*' })],
  ['all but these actions', 'no', allow({ Principal: '*', Action: noValue, NotAction: ['s3:*'] })],
  ['an action that is a parameter', 'unknown', allow({ Principal: '*', Action: unknown() })],
  ['an action of another service with a parameter in it', 'no', allow({ Principal: '*', Action: sub('sqs:', unknown()) })],
  ['an action of this service with a parameter in it', 'unknown', allow({ Principal: '*', Action: sub('s3:', unknown()) })],
]);

table('what a service may do', { ask: 'allows-service', service: 'logs', actions: ['kms:GenerateDataKey'] }, [
  ['the service', 'yes', allow({ Principal: { Service: 'logs.amazonaws.com' }, Action: 'kms:GenerateDataKey*' })],
  ['the service of one region, among others', 'yes', allow({ Principal: { Service: ['s3.amazonaws.com', 'logs.eu-west-1.amazonaws.com'] }, Action: 'kms:*' })],
  ['the service of a computed region and domain', 'yes', allow({ Principal: { Service: sub('logs.', unknown('AWS::Region'), '.', unknown('AWS::URLSuffix')) }, Action: 'kms:*' })],
  ['everybody', 'yes', allow({ Principal: '*', Action: 'kms:*' })],
  ['every account, which is no service', 'no', allow({ Principal: { AWS: '*' }, Action: 'kms:*' })],
  ['another service', 'no', allow({ Principal: { Service: 'logs-delivery.amazonaws.com' }, Action: 'kms:*' })],
  ['another action', 'no', allow({ Principal: { Service: 'logs.amazonaws.com' }, Action: 'kms:Decrypt' })],
  ['a denial', 'no', { ...allow({ Principal: { Service: 'logs.amazonaws.com' }, Action: 'kms:*' }), Effect: 'Deny' }],
  ['a service that is a parameter', 'unknown', allow({ Principal: { Service: unknown() }, Action: 'kms:*' })],
]);

const deny = (rest: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } }, ...rest });

table('whether plain HTTP is denied', { ask: 'denies-insecure-transport', actions: ['s3:*'], wholeBucket: true }, [
  ["AWS's example", 'yes', deny({ Resource: ['arn:aws:s3:::box', 'arn:aws:s3:::box/*'] })],
  ['the boolean false', 'yes', deny({ Condition: { Bool: { 'aws:SecureTransport': false } } })],
  ['a list with False', 'yes', deny({ Condition: { BoolIfExists: { 'AWS:secureTransport': ['False'] } } })],
  ['the value true', 'no', deny({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
  ['a value that is a parameter', 'unknown', deny({ Condition: { Bool: { 'aws:SecureTransport': unknown() } } })],
  ['a further condition, which is a way round', 'no', deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } } })],
  ['an allowance', 'no', deny({ Effect: 'Allow' })],
  ['one principal', 'no', deny({ Principal: { AWS: '111122223333' } })],
  ['any account in an ARN, which is not everyone', 'no', deny({ Principal: { AWS: 'arn:aws:iam::*:root' } })],
  ['all but one principal', 'no', deny({ Principal: noValue, NotPrincipal: { AWS: '111122223333' } })],
  ['a list with *', 'yes', deny({ Principal: { AWS: ['*'] } })],
  ['every action', 'yes', deny({ Action: ['s3:GetObject', '*'] })],
  ['one action', 'no', deny({ Action: 's3:GetObject' })],
  ['all but an action of another service', 'yes', deny({ Action: noValue, NotAction: 'sqs:*' })],
  ['all but one action', 'no', deny({ Action: noValue, NotAction: 's3:GetObject' })],
  ['the objects of another bucket', 'no', deny({ Resource: ['arn:aws:s3:::box', 'arn:aws:s3:::boxes/*'] })],
  ['some objects', 'no', deny({ Resource: ['arn:aws:s3:::box', 'arn:aws:s3:::box/public/*'] })],
  ['objects alone', 'no', deny({ Resource: 'arn:aws:s3:::box/*' })],
  ['all that begins with the name', 'yes', deny({ Resource: 'arn:aws:s3:::box*' })],
  ['GetAtt and Join', 'yes', deny({ Resource: [ref('Box'), sub(ref('Box'), '/*')] })],
  ['GetAtt and the ARN of Ref', 'yes', deny({ Resource: [ref('Box'), sub('arn:', unknown('AWS::Partition'), ':s3:::', ref('Box', 'Ref'), '/*')] })],
  ['a bucket by reference and one by name', 'unknown', deny({ Resource: [ref('Box'), 'arn:aws:s3:::box/*'] })],
  ['a resource that is a parameter', 'unknown', deny({ Resource: unknown() })],
  ['two statements that cover it together', 'yes', [deny({ Resource: ref('Box') }), deny({ Resource: sub(ref('Box'), '/*') })]],
  ['no statement', 'no', []],
]);

table('whether publishing by plain HTTP is denied', { ask: 'denies-insecure-transport', actions: ['sns:Publish'] }, [
  ['the action among others, in another case', 'yes', deny({ Action: ['sns:subscribe', 'sns:publish'], Resource: 'arn:aws:sns:eu-west-1:111122223333:news' })],
  ['another action', 'no', deny({ Action: 'sns:Subscribe' })],
]);

table('whether every action is allowed', { ask: 'allows-every-action' }, [
  ['*', 'yes', allow({ Action: ['sqs:SendMessage', '*'] })],
  ['every action of a service', 'yes', allow({ Action: 'sqs:*' })],
  ['some actions', 'no', allow({ Action: 'sqs:Send*' })],
  ['a parameter', 'unknown', allow({ Action: unknown() })],
  ['a denial', 'no', { Effect: 'Deny', Action: '*' }],
]);

table('whether every action is allowed to anyone', { ask: 'allows-every-action', toAnyone: true }, [
  ['* to anyone', 'yes', allow({ Principal: '*', Action: '*' })],
  ['* to an account', 'no', allow({ Principal: '111122223333', Action: '*' })],
]);

table('whether every key may decrypt', { ask: 'allows-on-everything', actions: ['kms:Decrypt', 'kms:ReEncryptFrom'], resource: 'key/*' }, [
  ['every resource', 'yes', allow({ Action: 'kms:Decrypt' })],
  ['every action', 'yes', allow({ Action: '*' })],
  ['every key of an account', 'yes', allow({ Action: 'kms:*', Resource: sub('arn:aws:kms:', unknown('AWS::Region'), ':', unknown('AWS::AccountId'), ':key/*') })],
  ['every resource of the service', 'yes', allow({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:*' })],
  ['all keys but one', 'yes', { Effect: 'Allow', Action: 'kms:Decrypt', NotResource: 'arn:aws:kms:eu-west-1:111122223333:key/1234' }],
  ['one key', 'no', allow({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234' })],
  ['a key of the template', 'no', allow({ Action: 'kms:Decrypt', Resource: ref('Key') })],
  ['a key whose id is a parameter', 'no', allow({ Action: 'kms:Decrypt', Resource: sub('arn:aws:kms:eu-west-1:111122223333:key/', unknown()) })],
  ['another action', 'no', allow({ Action: 'kms:Encrypt' })],
  ['a condition', 'no', allow({ Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } })],
  ['a parameter', 'unknown', allow({ Action: 'kms:Decrypt', Resource: unknown() })],
  ['a denial', 'no', { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' }],
]);

table('whether somebody is allowed by exception', { ask: 'allows-by-exception', element: 'NotPrincipal' }, [
  ['NotPrincipal in an allowance', 'yes', allow({ NotPrincipal: { AWS: '111122223333' } })],
  ['NotPrincipal in a denial', 'no', { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: '*' }],
  ['NotPrincipal that is NoValue', 'no', allow({ NotPrincipal: noValue })],
]);

table('whether deleting is denied', { ask: 'denies', actions: ['backup:DeleteRecoveryPoint'] }, [
  ['the action', 'yes', { Effect: 'Deny', Principal: '*', Action: 'backup:Delete*' }],
  ['the action under a condition', 'yes', { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'backup:DeleteRecoveryPoint', Condition: { StringNotLike: { 'aws:userId': 'AROA*' } } }],
  ['another action', 'no', { Effect: 'Deny', Principal: '*', Action: 'backup:StartCopyJob' }],
  ['one principal', 'no', { Effect: 'Deny', Principal: { AWS: '111122223333' }, Action: '*' }],
]);

table('whether a policy locks its owner out', { ask: 'locks-out', actions: ['s3:PutBucketPolicy'] }, [
  ['everything denied to everyone', 'yes', { Effect: 'Deny', Principal: '*', Action: 's3:*' }],
  ['everything denied under a condition', 'no', { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ['objects alone', 'no', { Effect: 'Deny', Principal: '*', Action: 's3:GetObject' }],
  ['a condition that is a parameter', 'unknown', { Effect: 'Deny', Principal: '*', Action: '*', Condition: unknown() }],
]);

table('whether a condition key denies', { ask: 'denies', actions: ['glacier:DeleteArchive'], conditionKey: 'glacier:ArchiveAgeInDays' }, [
  ['the key', 'yes', { Effect: 'Deny', Principal: '*', Action: 'glacier:*', Condition: { NumericLessThan: { 'glacier:archiveageindays': 365 } } }],
  ['no condition', 'no', { Effect: 'Deny', Principal: '*', Action: 'glacier:*' }],
]);

describe('the answer of a policy', () => {
  it('names the statements that decide', () => {
    const { answer, at } = ask(anyone, [to('111122223333'), to('*'), to({ AWS: '*' })]);
    assert.equal(answer, 'yes');
    assert.deepEqual(at.map(pathOf), [['Statement', 1], ['Statement', 2]]);
  });

  it('names no statement where none does it', () => {
    assert.deepEqual(ask({ ask: 'denies-insecure-transport', actions: ['sqs:*'] }, to('*')), { answer: 'no', at: [] });
  });

  it('says why it is unknown', () => {
    assert.equal(ask(anyone, [unknown()]).reason, 'a parameter without a default');
  });

  it('follows a condition of the template', () => {
    const statements = [when('IsOpen', to('*'), noValue)];
    assert.equal(ask(anyone, statements, ['IsOpen']).answer, 'yes');
    assert.equal(ask(anyone, statements).answer, 'no');
  });

  it('decides no condition of the template that cannot matter', () => {
    const asked = new Set<string>();
    const policy = valueOf({ Statement: [allow({ Principal: '111122223333', Action: when('Wide', '*', 'sqs:SendMessage'), Condition: when('Strict', {}, noValue) })] });
    assert.equal(askPolicy({ ask: 'allows-anyone', actions: ['sqs:*'] }, policy, viewWith([], asked)).answer, 'no');
    assert.deepEqual([...asked], []);
  });

  it('is no where there is no document', () => {
    assert.equal(askPolicy(anyone, valueOf(undefined), viewWith()).answer, 'no');
    assert.equal(askPolicy(anyone, valueOf(''), viewWith()).answer, 'no');
  });
});
