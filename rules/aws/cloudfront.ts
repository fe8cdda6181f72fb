import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, cases, equals, forEach, not, oneOf, present, referencedBy, tlsAtLeast } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { cloudFrontPolicies } from './tls-policies.ts';

const distribution = resource({
  label: 'CloudFront distribution',
  cfn: 'AWS::CloudFront::Distribution',
  tf: 'aws_cloudfront_distribution',
  minimal: {
    cfn: { DistributionConfig: { Enabled: true, DefaultCacheBehavior: { TargetOriginId: 'shop' } } },
    tf: { enabled: true, default_cache_behavior: { target_origin_id: 'shop', allowed_methods: ['GET', 'HEAD'], cached_methods: ['GET', 'HEAD'] } },
  },
  props: {
    config: { cfn: 'DistributionConfig' },
    behavior: { cfn: 'DistributionConfig.DefaultCacheBehavior', tf: 'default_cache_behavior' },
    viewerPolicy: { cfn: 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy', tf: 'default_cache_behavior.viewer_protocol_policy' },
    fieldEncryption: { cfn: 'DistributionConfig.DefaultCacheBehavior.FieldLevelEncryptionId', tf: 'default_cache_behavior.field_level_encryption_id' },
    otherFieldEncryption: { cfn: 'DistributionConfig.CacheBehaviors[].FieldLevelEncryptionId', tf: 'ordered_cache_behavior[].field_level_encryption_id' },
    rootObject: { cfn: 'DistributionConfig.DefaultRootObject', tf: 'default_root_object' },
    behaviors: {
      cfn: 'DistributionConfig.CacheBehaviors[]',
      tf: 'ordered_cache_behavior[]',
      items: {
        pattern: { cfn: 'PathPattern', tf: 'path_pattern' },
        target: { cfn: 'TargetOriginId', tf: 'target_origin_id' },
        viewerPolicy: { cfn: 'ViewerProtocolPolicy', tf: 'viewer_protocol_policy' },
      },
    },
    certificate: { cfn: 'DistributionConfig.ViewerCertificate', tf: 'viewer_certificate' },
    defaultCertificate: { cfn: 'DistributionConfig.ViewerCertificate.CloudFrontDefaultCertificate', tf: 'viewer_certificate.cloudfront_default_certificate', whenAbsent: false },
    acmCertificate: { cfn: 'DistributionConfig.ViewerCertificate.AcmCertificateArn', tf: 'viewer_certificate.acm_certificate_arn' },
    iamCertificate: { cfn: 'DistributionConfig.ViewerCertificate.IamCertificateId', tf: 'viewer_certificate.iam_certificate_id' },
    minimumTls: { cfn: 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion', tf: 'viewer_certificate.minimum_protocol_version', whenAbsent: 'TLSv1' },
    supportMethod: { cfn: 'DistributionConfig.ViewerCertificate.SslSupportMethod', tf: 'viewer_certificate.ssl_support_method' },
    logging: { cfn: 'DistributionConfig.Logging', tf: 'logging_config' },
    logBucket: { cfn: 'DistributionConfig.Logging.Bucket', tf: 'logging_config.bucket' },
    legacyOrigin: { cfn: 'DistributionConfig.S3Origin' },
    legacyIdentity: { cfn: 'DistributionConfig.S3Origin.OriginAccessIdentity' },
    origins: {
      cfn: 'DistributionConfig.Origins[]',
      tf: 'origin[]',
      items: {
        id: { cfn: 'Id', tf: 'origin_id' },
        domain: { cfn: 'DomainName', tf: 'domain_name' },
        accessControl: { cfn: 'OriginAccessControlId', tf: 'origin_access_control_id' },
        s3: { cfn: 'S3OriginConfig', tf: 's3_origin_config' },
        vpc: { cfn: 'VpcOriginConfig', tf: 'vpc_origin_config' },
        accessIdentity: { cfn: 'S3OriginConfig.OriginAccessIdentity', tf: 's3_origin_config.origin_access_identity' },
        custom: { cfn: 'CustomOriginConfig', tf: 'custom_origin_config' },
        protocolPolicy: { cfn: 'CustomOriginConfig.OriginProtocolPolicy', tf: 'custom_origin_config.origin_protocol_policy' },
        protocols: { cfn: 'CustomOriginConfig.OriginSSLProtocols', tf: 'custom_origin_config.origin_ssl_protocols' },
        protocol: { cfn: 'CustomOriginConfig.OriginSSLProtocols[]', tf: 'custom_origin_config.origin_ssl_protocols[]', whenAbsent: { depends: 'a default of CloudFront that its documentation does not state' } },
      },
    },
  },
});

/** Standard logging (v2) is set up beside the distribution. */
const logSource = resource({
  label: 'log delivery source',
  cfn: 'AWS::Logs::DeliverySource',
  tf: 'aws_cloudwatch_log_delivery_source',
  minimal: { cfn: { Name: 'shop', LogType: 'ACCESS_LOGS' }, tf: { name: 'shop', log_type: 'ACCESS_LOGS' } },
  props: { resource: { cfn: 'ResourceArn', tf: 'resource_arn' } },
});

/** CloudFormation has no such type. */
const fieldConfig = resource({
  label: 'field-level encryption configuration',
  tf: 'aws_cloudfront_field_level_encryption_config',
  minimal: {
    tf: {
      content_type_profile_config: {
        forward_when_content_type_is_unknown: false,
        content_type_profiles: { items: { content_type: 'application/x-www-form-urlencoded', format: 'URLEncoded', profile_id: 'P1234' } },
      },
    },
  },
  props: {
    forwards: { tf: 'content_type_profile_config.forward_when_content_type_is_unknown' },
  },
});

const { viewerPolicy, behaviors, defaultCertificate, acmCertificate, iamCertificate, minimumTls, supportMethod, logBucket, legacyOrigin, legacyIdentity, origins } = distribution.props;
const origin = origins.items;
const speaksTls = all(present(origin.custom), not(equals(origin.protocolPolicy, 'http-only')));
const originPage = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginSSLProtocols';
const secureViewers = ['https-only', 'redirect-to-https'];
const minimal = { viewerPolicy: 'redirect-to-https' };
const whyTls = 'TLS 1.0 and 1.1 have known attacks, and client and server agree on them as soon as one side asks.';
const minTlsAliases = ['CKV_AWS_174', 'AWS-0013', 'W70', 'CLOUDFRONT_MINIMUM_PROTOCOL_VERSION_RULE', 'CloudFrontDistributionHttpsViewerNoOutdatedSSL'];
const whyViewers = 'Whoever is on the path reads and changes requests, cookies and answers.';
const viewersPage = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html';
const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/1234';
const website = { id: 'shop', domain: 'shop.example.com' };
const bucket = { id: 'files', domain: 'files.s3.eu-west-1.amazonaws.com' };

/** The rules about CloudFront distributions. */
export const cloudfrontRules = [
  rule({
    id: 'cloudfront-viewer-https',
    since: '2026.12',
    on: distribution,
    severity: 'high',
    category: 'in-transit',
    title: 'CloudFront serves viewers over HTTPS only',
    message: 'CloudFront distribution {name} serves viewers in clear text.',
    why: whyViewers,
    source: viewersPage,
    standards: { 'aws-fsbp': ['CloudFront.3'], 'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'], hipaa: ['164.308(a)(4)(ii)(A)', '164.312(e)(1)'] },
    aliases: ['CKV_AWS_34', 'AWS-0012', 'CLOUDFRONT_VIEWER_POLICY_HTTPS'],
    require: cases([{ when: present(viewerPolicy), require: oneOf(viewerPolicy, secureViewers) }], 'skip'),
    fix: { title: 'Send viewers to HTTPS', set: [[viewerPolicy, 'redirect-to-https']] },
    examples: {
      pass: [{ viewerPolicy: 'redirect-to-https' }, { viewerPolicy: 'https-only' }],
      fail: [{ viewerPolicy: 'allow-all' }],
      unknown: [{ viewerPolicy: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'cloudfront-behavior-viewer-https',
    since: '2026.12',
    on: distribution,
    severity: 'high',
    category: 'in-transit',
    title: 'CloudFront serves viewers over HTTPS only, whatever the path',
    message: 'CloudFront distribution {name} serves a path in clear text.',
    why: whyViewers,
    source: viewersPage,
    standards: { 'aws-fsbp': ['CloudFront.3'], 'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'], hipaa: ['164.308(a)(4)(ii)(A)', '164.312(e)(1)'] },
    aliases: ['CKV_AWS_34', 'AWS-0012', 'CLOUDFRONT_VIEWER_POLICY_HTTPS'],
    require: forEach(behaviors, cases([{ when: present(behaviors.items.viewerPolicy), require: oneOf(behaviors.items.viewerPolicy, secureViewers) }], 'skip')),
    fix: { title: 'Send viewers to HTTPS', set: [[behaviors.items.viewerPolicy, 'redirect-to-https']] },
    examples: {
      pass: [{ ...minimal, behaviors: [{ pattern: '/api/*', target: 'shop', viewerPolicy: 'https-only' }] }, minimal],
      fail: [{ ...minimal, behaviors: [{ pattern: '/api/*', target: 'shop', viewerPolicy: 'allow-all' }] }],
      unknown: [{ ...minimal, behaviors: [{ pattern: '/api/*', target: 'shop', viewerPolicy: unresolved }] }],
    },
  }),
  rule({
    id: 'cloudfront-min-tls',
    since: '2026.12',
    on: distribution,
    // With its own certificate CloudFront takes TLSv1, whatever is asked for: that is `cloudfront-default-certificate-tls`.
    applies: all(not(equals(defaultCertificate, true)), any(present(acmCertificate), present(iamCertificate), present(minimumTls))),
    severity: 'high',
    category: 'in-transit',
    title: 'CloudFront asks viewers for TLS 1.2 at least',
    message: 'CloudFront distribution {name} accepts outdated versions of TLS.',
    why: whyTls,
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
    standards: { 'aws-fsbp': ['CloudFront.15'] },
    aliases: minTlsAliases,
    require: tlsAtLeast(minimumTls, '1.2', cloudFrontPolicies),
    fix: { title: 'Ask for TLS 1.2', set: [[minimumTls, 'TLSv1.2_2021']] },
    examples: {
      pass: [{ ...minimal, acmCertificate: certificate, supportMethod: 'sni-only', minimumTls: 'TLSv1.2_2021' }],
      fail: [{ ...minimal, acmCertificate: certificate, supportMethod: 'sni-only', minimumTls: 'TLSv1.1_2016' }, { ...minimal, acmCertificate: certificate, supportMethod: 'sni-only' }],
      unknown: [{ ...minimal, acmCertificate: certificate, minimumTls: unresolved }],
      skip: [minimal],
    },
  }),
  rule({
    id: 'cloudfront-default-certificate-tls',
    since: '2026.12',
    on: distribution,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'CloudFront does not take TLS 1.0 for want of a certificate',
    message: 'CloudFront distribution {name} uses the default certificate, with which it accepts TLS 1.0.',
    why: whyTls,
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html',
    aliases: minTlsAliases,
    require: cases([{ when: equals(defaultCertificate, true), require: equals(defaultCertificate, false) }], any(present(acmCertificate), present(iamCertificate), present(minimumTls))),
    examples: {
      pass: [{ ...minimal, acmCertificate: certificate, supportMethod: 'sni-only' }],
      fail: [minimal, { ...minimal, defaultCertificate: true }],
      unknown: [{ ...minimal, certificate: unresolved }],
    },
  }),
  rule({
    id: 'cloudfront-custom-certificate',
    since: '2026.12',
    on: distribution,
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'CloudFront uses a certificate of your own',
    message: 'CloudFront distribution {name} uses the default certificate.',
    why: 'With the default certificate CloudFront accepts TLS 1.0, whatever else is set.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html',
    standards: {
      'aws-fsbp': ['CloudFront.7'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1', 'appendix.a1.1.3'],
    },
    aliases: ['CKV2_AWS_42', 'CLOUDFRONT_CUSTOM_SSL_CERTIFICATE'],
    require: any(present(acmCertificate), present(iamCertificate)),
    examples: { pass: [{ ...minimal, acmCertificate: certificate }], fail: [minimal, { ...minimal, defaultCertificate: true }], unknown: [{ ...minimal, certificate: unresolved }] },
  }),
  rule({
    id: 'cloudfront-sni',
    since: '2026.12',
    on: distribution,
    applies: present(supportMethod),
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'CloudFront serves HTTPS by SNI',
    message: 'CloudFront distribution {name} serves HTTPS on dedicated addresses.',
    why: 'Dedicated addresses exist for clients that are too old for SNI; only there is SSLv3 allowed.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-https-dedicated-ip-or-sni.html',
    standards: { 'aws-fsbp': ['CloudFront.8'], 'pci-dss-4': ['1.2.5', '2.2.5'] },
    aliases: ['CLOUDFRONT_SNI_ENABLED', 'CloudFrontDistributionHttpsViewerNoOutdatedSSL', 'AwsSolutions-CFR4'],
    require: equals(supportMethod, 'sni-only'),
    fix: { title: 'Serve by SNI', set: [[supportMethod, 'sni-only']] },
    examples: { pass: [{ ...minimal, supportMethod: 'sni-only' }], fail: [{ ...minimal, supportMethod: 'vip' }], unknown: [{ ...minimal, supportMethod: unresolved }], skip: [minimal] },
  }),
  rule({
    id: 'cloudfront-origin-https',
    since: '2026.12',
    on: distribution,
    severity: 'high',
    category: 'in-transit',
    title: 'CloudFront reaches its origins over HTTPS only',
    message: 'CloudFront distribution {name} reaches an origin in clear text.',
    why: 'The viewer sees HTTPS, but between CloudFront and the origin requests cross the internet in the clear.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    standards: { 'aws-fsbp': ['CloudFront.9'], 'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'] },
    aliases: ['CKV2_AWS_72'],
    require: forEach(
      origins,
      cases([
        { when: equals(origin.protocolPolicy, 'match-viewer'), require: all(oneOf(viewerPolicy, secureViewers), forEach(behaviors, oneOf(behaviors.items.viewerPolicy, secureViewers))) },
        { when: present(origin.protocolPolicy), require: equals(origin.protocolPolicy, 'https-only') },
      ]),
    ),
    examples: {
      pass: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only' }] }, minimal],
      fail: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'http-only' }] }],
      unknown: [{ ...minimal, origins: [{ ...website, protocolPolicy: unresolved }] }],
    },
  }),
  rule({
    id: 'cloudfront-origin-tls',
    since: '2026.12',
    on: distribution,
    severity: 'medium',
    category: 'in-transit',
    title: 'CloudFront reaches its origins with TLS 1.2',
    message: 'CloudFront distribution {name} reaches an origin with outdated versions of TLS.',
    why: 'An attacker between CloudFront and the origin can make both fall back to a version with known attacks.',
    source: originPage,
    aliases: ['CloudFrontDistributionNoOutdatedSSL', 'AwsSolutions-CFR5'],
    require: forEach(origins, cases([{ when: speaksTls, require: equals(origin.protocol, 'TLSv1.2') }])),
    fix: { title: 'Use TLS 1.2 only', set: [[origin.protocols, ['TLSv1.2']]] },
    examples: {
      pass: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only', protocols: ['TLSv1.2'] }] }, minimal],
      fail: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only', protocols: ['TLSv1', 'TLSv1.2'] }] }],
      unknown: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only' }] }, { ...minimal, origins: [{ ...website, protocolPolicy: 'https-only', protocols: unresolved }] }],
    },
  }),
  rule({
    id: 'cloudfront-origin-ssl3',
    since: '2026.12',
    on: distribution,
    severity: 'medium',
    category: 'in-transit',
    profile: 'all',
    title: 'CloudFront does not reach its origins with SSLv3',
    message: 'CloudFront distribution {name} reaches an origin with SSLv3.',
    why: 'SSLv3 is broken: an attacker between CloudFront and the origin reads cookies byte by byte.',
    source: originPage,
    standards: { 'aws-fsbp': ['CloudFront.10'], 'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'] },
    aliases: ['CKV2_AWS_54'],
    require: forEach(origins, cases([{ when: speaksTls, require: oneOf(origin.protocol, ['TLSv1', 'TLSv1.1', 'TLSv1.2']) }])),
    examples: {
      pass: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only', protocols: ['TLSv1', 'TLSv1.2'] }] }, minimal],
      fail: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only', protocols: ['SSLv3', 'TLSv1.2'] }] }],
      unknown: [{ ...minimal, origins: [{ ...website, protocolPolicy: 'https-only', protocols: unresolved }] }],
    },
  }),
  ...[
    { suffix: '', profile: 'default' as const, aliases: ['CKV2_AWS_46', 'CLOUDFRONT_ORIGIN_ACCESS_IDENTITY_ENABLED'], how: any(present(origin.accessControl), present(origin.accessIdentity)), legacy: present(legacyIdentity), by: 'an access control or identity', bad: { accessIdentity: '' } },
    { suffix: '-control', profile: 'strict' as const, aliases: ['CloudFrontDistributionS3OriginAccessControl', 'AwsSolutions-CFR7'], how: present(origin.accessControl), legacy: absent(legacyOrigin), by: 'an origin access control', bad: { accessIdentity: 'origin-access-identity/cloudfront/E1234' } },
  ].map(({ suffix, profile, aliases, how, legacy, by, bad }) =>
    rule({
      id: `cloudfront-s3-origin-access${suffix}`,
      since: '2026.12',
      on: distribution,
      severity: suffix ? 'low' : 'high',
      category: 'exposure',
      profile,
      title: `CloudFront signs its requests to S3 with ${by}`,
      message: `CloudFront distribution {name} reaches a bucket without ${by}.`,
      why: 'The bucket must then be open to everybody for CloudFront to read it, and whoever knows its name goes round the distribution.',
      source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
      standards: suffix ? { 'aws-fsbp': ['CloudFront.13'] } : {},
      aliases,
      require: all(
        forEach(origins, cases([{ when: all(absent(origin.custom), absent(origin.vpc)), require: how }])),
        cases([{ when: present(legacyOrigin), require: legacy }]),
      ),
      examples: {
        pass: [{ ...minimal, origins: [{ ...bucket, accessControl: 'E1234', accessIdentity: '' }] }, minimal],
        fail: [{ ...minimal, origins: [{ ...bucket, ...bad }] }],
        unknown: [{ ...minimal, origins: unresolved }],
      },
    }),
  ),
  rule({
    id: 'cloudfront-access-logging',
    since: '2026.12',
    on: distribution,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'CloudFront logs its requests',
    message: 'CloudFront distribution {name} does not log its requests.',
    why: 'Nobody can say afterwards who asked for what: a leak cannot be bounded.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html',
    standards: {
      'aws-fsbp': ['CloudFront.5'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      hipaa: ['164.308(a)(1)(ii)(D)'],
    },
    aliases: ['CKV_AWS_86', 'AWS-0010', 'W10', 'CLOUDFRONT_ACCESSLOGS_ENABLED', 'CloudFrontDistributionAccessLogging', 'AwsSolutions-CFR3'],
    require: any(present(logBucket), referencedBy(logSource, logSource.props.resource)),
    examples: {
      pass: [
        { ...minimal, logBucket: 'logs.s3.amazonaws.com' },
        scene({ Distribution: [distribution, minimal], Source: [logSource, { resource: refTo('Distribution') }] }),
      ],
      fail: [minimal],
      unknown: [{ ...minimal, logging: unresolved }],
    },
  }),
  rule({
    id: 'cloudfront-field-level-encryption',
    since: '2026.12',
    on: fieldConfig,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'CloudFront forwards no form fields that it does not encrypt',
    message: 'Field-level encryption configuration {name} lets content of an unknown type pass unencrypted.',
    why: 'A request with another content type takes card numbers and the like past the encryption, to every component behind CloudFront.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html',
    require: equals(fieldConfig.props.forwards, false),
    fix: { title: 'Refuse content of an unknown type', set: [[fieldConfig.props.forwards, false]] },
    examples: {
      pass: [{}, { forwards: false }],
      fail: [{ forwards: true }],
      unknown: [{ forwards: unresolved }],
    },
  }),
  rule({
    id: 'cloudfront-field-level-encryption-used',
    since: '2026.12',
    on: fieldConfig,
    severity: 'low',
    category: 'at-rest',
    profile: 'all',
    title: 'A distribution uses the field-level encryption that is set up',
    message: 'No distribution in the template uses field-level encryption configuration {name}.',
    why: 'A configuration that no cache behavior names encrypts nothing.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html',
    require: any(referencedBy(distribution, distribution.props.fieldEncryption), referencedBy(distribution, distribution.props.otherFieldEncryption)),
    examples: {
      pass: [scene({ Fields: [fieldConfig, {}], Distribution: [distribution, { ...minimal, fieldEncryption: refTo('Fields') }] })],
      fail: [{}],
      unknown: [],
    },
  }),
  rule({
    id: 'cloudfront-default-root-object',
    since: '2026.12',
    on: distribution,
    severity: 'low',
    category: 'exposure',
    profile: 'strict',
    title: 'CloudFront names its default root object',
    message: 'CloudFront distribution {name} names no default root object.',
    why: 'A request for the root then reaches the origin, and a bucket that may be listed shows the names of all its objects.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
    standards: { 'aws-fsbp': ['CloudFront.1'] },
    aliases: ['CKV_AWS_305', 'CLOUDFRONT_DEFAULT_ROOT_OBJECT_CONFIGURED'],
    require: present(distribution.props.rootObject),
    examples: { pass: [{ ...minimal, rootObject: 'index.html' }], fail: [minimal, { ...minimal, rootObject: '' }], unknown: [{ config: unresolved }] },
  }),
];
