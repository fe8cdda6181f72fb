import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

const originAccess = resource({
  label: 'origin access control',
  cfn: 'AWS::CloudFront::OriginAccessControl',
  tf: 'aws_cloudfront_origin_access_control',
  minimal: { cfn: { OriginAccessControlConfig: { Name: 'pictures', OriginAccessControlOriginType: 's3', SigningProtocol: 'sigv4' } }, tf: { name: 'pictures', origin_access_control_origin_type: 's3', signing_protocol: 'sigv4' } },
  props: { signs: { cfn: 'OriginAccessControlConfig.SigningBehavior', tf: 'signing_behavior' } },
});

const lightsailBucket = resource({
  label: 'Lightsail bucket',
  cfn: 'AWS::Lightsail::Bucket',
  minimal: { cfn: { BucketName: 'pictures', BundleId: 'small_1_0' } },
  props: { read: { cfn: 'AccessRules.GetObject', whenAbsent: 'private' } },
});

const mongo = resource({
  label: 'DMS endpoint',
  cfn: 'AWS::DMS::Endpoint',
  tf: 'aws_dms_endpoint',
  minimal: { cfn: { EndpointType: 'source', EngineName: 'mongodb' }, tf: { endpoint_id: 'orders', endpoint_type: 'source', engine_name: 'mongodb' } },
  props: { authentication: { cfn: 'MongoDbSettings.AuthType', tf: 'mongodb_settings.auth_type', whenAbsent: 'password' } },
});

/** The rules about services that ask nobody who they are. */
export const openServiceRules: readonly RuleRecord[] = [
  rule({
    id: 'cloudfront-oac-signing',
    since: '2026.12',
    on: originAccess,
    severity: 'medium',
    category: 'exposure',
    title: 'CloudFront signs its requests to the origin',
    message: 'Origin access control {name} signs no requests.',
    why: 'An origin that still answers CloudFront then answers everybody, past every rule of the distribution.',
    source: `${reference}/aws-properties-cloudfront-originaccesscontrol-originaccesscontrolconfig.html`,
    require: not(equals(originAccess.props.signs, 'never')),
    fix: { title: 'Sign every request', set: [[originAccess.props.signs, 'always']] },
    examples: { pass: [{}, { signs: 'always' }, { signs: 'no-override' }], fail: [{ signs: 'never' }], unknown: [{ signs: unresolved }] },
  }),
  rule({
    id: 'lightsail-bucket-public',
    since: '2026.12',
    on: lightsailBucket,
    severity: 'high',
    category: 'exposure',
    title: 'Lightsail bucket is private',
    message: 'Everybody may read Lightsail bucket {name}.',
    why: 'Whoever knows or guesses the name of an object has it, the ones too that got there by mistake.',
    source: `${reference}/aws-properties-lightsail-bucket-accessrules.html`,
    require: not(equals(lightsailBucket.props.read, 'public')),
    fix: { title: 'Make it private', set: [[lightsailBucket.props.read, 'private']] },
    examples: { pass: [{}, { read: 'private' }], fail: [{ read: 'public' }], unknown: [{ read: unresolved }] },
  }),
  rule({
    id: 'dms-mongodb-auth',
    since: '2026.12',
    on: mongo,
    severity: 'medium',
    category: 'exposure',
    title: 'DMS signs in to MongoDB',
    message: 'DMS endpoint {name} reaches MongoDB without signing in.',
    why: 'A database that lets DMS in without a password lets in everybody who reaches it.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html#dms-11',
    standards: { 'aws-fsbp': ['DMS.11'] },
    require: not(equals(mongo.props.authentication, 'no')),
    examples: { pass: [{}, { authentication: 'password' }], fail: [{ authentication: 'no' }], unknown: [{ authentication: unresolved }] },
  }),
];
