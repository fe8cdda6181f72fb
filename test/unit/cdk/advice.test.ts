import assert from 'node:assert/strict';
import { adviceFor } from '../../../server/src/formats/cdk/advice.ts';
import { constructProps } from '../../../server/src/formats/cdk/construct-props.ts';
import { cdkOutputOf } from '../../../server/src/formats/cdk/output-folder.ts';
import { freshness } from '../../../server/src/formats/cdk/freshness.ts';
import { rules } from '../../../rules/index.ts';

const classes = (...written: readonly (readonly [string, string])[]): { readonly path: string; readonly fqn: string }[] => written.map(([path, fqn]) => ({ path, fqn: fqn.includes('constructs') ? fqn : `aws-cdk-lib.${fqn}` }));
const l2 = (name: string): ReturnType<typeof classes> => classes(['S/X/Resource', name.replace(/\w+$/, 'CfnX')], ['S/X', name]);

function advice(rule: string, property: string, around: ReturnType<typeof classes>, type = 'AWS::X::Y'): string {
  const { text, target } = adviceFor({ rule, property, type }, { path: around[0]?.path ?? '', classes: around, creation: [], assignments: [] });
  return target ? `${text} (${target.className} ${target.steps.map((names) => names.join('|')).join('.')})` : text;
}

describe('advice in the terms of a CDK app', () => {
  for (const [what, told, expected] of [
    ['the prop of the construct', advice('rds-storage-encrypted', 'StorageEncrypted', l2('aws_rds.DatabaseInstance')), 'set `storageEncrypted` on the DatabaseInstance (DatabaseInstance storageEncrypted|StorageEncrypted)'],
    ['the prop of the longest path', advice('s3-bucket-cmk', 'BucketEncryption.ServerSideEncryptionConfiguration[#12ab34].ServerSideEncryptionByDefault.KMSMasterKeyID', l2('aws_s3.Bucket')), 'set `encryptionKey` on the Bucket (Bucket encryptionKey|BucketEncryption)'],
    ['the prop above a path of its own', advice('s3-bucket-encryption', 'BucketEncryption.ServerSideEncryptionConfiguration', l2('aws_s3.Bucket')), 'set `encryption` on the Bucket (Bucket encryption|BucketEncryption)'],
    ['the prop that a rule about a relation needs', advice('s3-bucket-tls-only', '', l2('aws_s3.Bucket')), 'set `enforceSSL` on the Bucket (Bucket enforceSSL)'],
    ['a method', advice('elbv2-access-logs', 'LoadBalancerAttributes[Key=access_logs.s3.enabled].Value', l2('aws_elasticloadbalancingv2.ApplicationLoadBalancer')), 'call `logAccessLogs()` on the ApplicationLoadBalancer'],
    ['the nearest known construct', advice('sns-topic-encrypted', 'KmsMasterKeyId', classes(['S/A/T/Resource', 'aws_sns.CfnTopic'], ['S/A/T', 'aws_sns.Topic'], ['S/A', 'constructs.Construct'])), 'set `masterKey` on the Topic (Topic masterKey|KmsMasterKeyId)'],
    ['the property of a generated class', advice('dynamodb-pitr', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', classes(['S/T', 'aws_dynamodb.CfnTable'])), 'set `pointInTimeRecoverySpecification` on the CfnTable (CfnTable PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled)'],
    ['the escape hatch where no prop is known', advice('x', 'Deep.Thing', l2('aws_s3.Bucket'), 'AWS::S3::Bucket'), "set it by `addPropertyOverride('Deep.Thing', …)` on the CloudFormation resource (AWS::S3::Bucket) of the Bucket, its `node.defaultChild` (Bucket Deep)"],
    ['`cfnOptions` for an attribute', advice('x', '@DeletionPolicy', l2('aws_rds.DatabaseInstance'), 'AWS::RDS::DBInstance'), 'set DeletionPolicy by `cfnOptions` or `applyRemovalPolicy()` on the CloudFormation resource (AWS::RDS::DBInstance) of the DatabaseInstance'],
    ['the construct where no class is known', advice('x', '', [{ path: 'S/X', fqn: '' }].map(({ path }) => ({ path })) as ReturnType<typeof classes>), 'set it where the app makes the construct'],
  ] as const)
    it(`names ${what}`, () => assert.equal(told, expected));

  it('knows rules that there are', () => {
    const known = new Set(rules.map(({ id }) => id));
    const named = Object.values(constructProps).flatMap((props) => Object.keys(props).flatMap((key) => (key.startsWith('rule ') ? [key.slice('rule '.length)] : [])));
    assert(named.length > 0);
    assert.deepEqual(named.filter((id) => !known.has(id)), []);
  });
});

describe('the output of a CDK app', () => {
  it('is where cdk.json says, else in cdk.out', () => {
    const cases = [[undefined, 'cdk.out'], ['{"app": "x"}', 'cdk.out'], ['{"output": "build/cdk"}', 'build/cdk'], ['{"output": ""}', 'cdk.out'], ['{"output": 7}', 'cdk.out'], ['{', 'cdk.out'], ['\uFEFF{"output": "o"}', 'o']] as const;
    for (const [text, expected] of cases) assert.equal(cdkOutputOf(text), expected, text);
  });

  it('is fresh where no source is newer and none is unsaved, and else stale since …', () => {
    const time = Date.UTC(2026, 10, 23, 12);
    assert.deepEqual(freshness(time, { file: 'lib/app.ts', timeMs: time }), { kind: 'fresh' });
    assert.deepEqual(freshness(time, undefined), { kind: 'fresh' });
    const why = 'stale since 2026-11-23T12:00:01Z, when lib/app.ts changed: it is newer than the synthesised output (a checkout resets times too: then `cdk synth` brings them in order)';
    assert.deepEqual(freshness(time, { file: 'lib/app.ts', timeMs: time + 1000 }), { kind: 'stale', why });
    const unsaved = freshness(time, undefined, ['lib/app.ts', 'lib/b.ts']);
    assert.deepEqual(unsaved, { kind: 'stale', why: 'stale since lib/app.ts and 1 more was edited and is not saved: what was synthesised shows an older state' });
  });
});
